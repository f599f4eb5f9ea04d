// SPDX-License-Identifier: MIT
// Units from opening to emission: the contract is in compiler.h.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "compiler/emit.h"

static bool unit_has(const char *source, size_t size, const char *word) {
  return size > 0 && memmem(source, size, word, strlen(word)) != NULL;
}

int lode_unit_copy(lode_unit *unit, const char *source, size_t size) {
  size_t bad = 0;
  lode_utf8_shape shape = lode_utf8_measure((const uint8_t *)source, size);
  if (!shape.valid) {
    bad = shape.units;
  }
  // A replacement takes at most three bytes for each unit.
  size_t room = bad == 0 ? size : bad * 3;
  unit->source = lode_try_malloc(room + LODE_PARSE_PADDING);
  uint16_t *wide = bad == 0 ? NULL : lode_try_malloc(bad * sizeof *wide);
  if (unit->source == NULL || (bad != 0 && wide == NULL)) {
    free(wide);
    return -ENOMEM;
  }
  if (bad == 0) {
    memcpy(unit->source, source, size);
    unit->size = size;
  } else {
    size_t read;
    lode_utf8_to_utf16((const uint8_t *)source, size, shape, wide);
    unit->size =
        lode_utf16_to_utf8(wide, bad, (uint8_t *)unit->source, room, &read);
    free(wide);
  }
  memset(unit->source + unit->size, 0, LODE_PARSE_PADDING);
  return 0;
}

// A prefix that occurs nowhere in the text: without a number if it can be, or
// with the first that is free from *serial on.
static void unit_choose_prefix(lode_unit *unit, uint32_t *serial) {
  uint32_t i = serial != NULL ? *serial : 1;
  if (serial == NULL) {
    strcpy(unit->prefix, "$lode");
  } else {
    snprintf(unit->prefix, sizeof unit->prefix, "$lode%u_", i++ % 1000000000);
  }
  while (unit_has(unit->source, unit->size, unit->prefix)) {
    snprintf(unit->prefix, sizeof unit->prefix, "$lode%u_", i++ % 1000000000);
  }
  if (serial != NULL) {
    *serial = i;
  }
}

// What is inserted in texts that come as strings.
#define UNIT_STRING_PREFIX "$lodeS_"

// How a unit is opened beyond its goal.
typedef struct unit_options {
  uint32_t parse;               // LODE_PARSE_*
  uint32_t *serial;             // SCRIPT
  const lode_eval_names *eval;  // text of a direct eval
  bool string;                  // of an indirect one, or of Function
} unit_options;

static int unit_walk(lode_unit *unit, const unit_options *options) {
  const lode_program *program = unit->program;
  lode_emitter e = {.unit = unit,
                    .program = program,
                    .edits = &unit->edits,
                    .module = unit->goal == LODE_GOAL_MODULE,
                    .evaluated = options->eval != NULL,
                    .string = options->string,
                    .list_start = UINT32_MAX};
  unit->directive =
      program->strict && (options->parse & LODE_PARSE_STRICT) == 0;
  unit->flags = (program->has_await ? LODE_UNIT_AWAIT : 0) |
                (program->has_import_meta ? LODE_UNIT_META : 0) |
                (program->has_import_call ? LODE_UNIT_IMPORT : 0) |
                (lode_emit_using_in(program->scope) ? LODE_UNIT_USING : 0);
  if (options->eval != NULL) {
    snprintf(unit->prefix, sizeof unit->prefix, "%s", options->eval->prefix);
  } else if (options->string) {
    strcpy(unit->prefix, UNIT_STRING_PREFIX);
  } else {
    unit_choose_prefix(unit, options->serial);
  }
  e.function.top = e.module;
  int err = e.module                ? lode_emit_bindings(&e)
            : options->eval != NULL ? lode_emit_eval_names(&e, options->eval)
                                    : 0;
  if (err == 0) {
    lode_emit_program(&e);
    if (e.module) {
      lode_emit_prelude(&e);
    }
  }
  free((void *)e.links);
  free(e.members.items);
  return err < 0 || e.failed || unit->edits.failed ? -ENOMEM : 0;
}

static int unit_open(const char *source, size_t size, lode_goal goal,
                     const unit_options *options, lode_unit **out,
                     lode_parse_error *error) {
  lode_unit *unit = lode_malloc(sizeof *unit);
  unit->goal = goal;
  int err = lode_unit_copy(unit, source, size);
  if (err == 0) {
    lode_parse_input input = {.source = unit->source,
                              .size = unit->size,
                              .goal = goal,
                              .options = options->parse | LODE_PARSE_PADDED};
    err = lode_parse(&input, &unit->arena, &unit->program, error);
  }
  if (err == 0) {
    err = unit_walk(unit, options);
  }
  if (err < 0) {
    lode_unit_free(unit);
    return err;
  }
  *out = unit;
  return 0;
}

int lode_unit_open(const char *source, size_t size, lode_goal goal,
                   uint32_t options, lode_unit **out, lode_parse_error *error) {
  unit_options all = {.parse = options};
  return unit_open(source, size, goal, &all, out, error);
}

int lode_unit_open_script(const char *source, size_t size, uint32_t *serial,
                          lode_unit **out, lode_parse_error *error) {
  unit_options all = {.serial = serial};
  return unit_open(source, size, LODE_GOAL_SCRIPT, &all, out, error);
}

int lode_unit_open_eval(const char *source, size_t size,
                        const lode_eval_names *names, lode_unit **out,
                        lode_parse_error *error) {
  unit_options all = {
      .parse = LODE_PARSE_EVAL | (names->strict ? LODE_PARSE_STRICT : 0),
      .eval = names};
  return unit_open(source, size, LODE_GOAL_SCRIPT, &all, out, error);
}

int lode_unit_open_string(const char *source, size_t size, lode_unit **out,
                          lode_parse_error *error) {
  if (unit_has(source, size, UNIT_STRING_PREFIX)) {
    *error = (lode_parse_error){.line = 1};
    return LODE_PARSE_SYNTAX;
  }
  unit_options all = {.string = true};
  return unit_open(source, size, LODE_GOAL_SCRIPT, &all, out, error);
}

void lode_unit_seal(lode_unit *unit) {
  lode_arena_deinit(&unit->arena);
  unit->arena = (lode_arena)LODE_ARENA_INIT;
  unit->program = NULL;
  unit->requests = NULL;
  unit->imports = NULL;
  unit->exports = NULL;
}

void lode_unit_free(lode_unit *unit) {
  lode_arena_deinit(&unit->arena);
  lode_edits_deinit(&unit->edits);
  lode_buf_deinit(&unit->prelude);
  lode_buf_deinit(&unit->footer);
  free(unit->source);
  free(unit);
}

// Copies an edit's text with the places of imports filled in.
static int unit_fill(lode_unit *unit, const lode_import_slot *slots,
                     const char *text, size_t n, lode_buf *out) {
  while (n > 0) {
    const char *mark = memchr(text, EMIT_REFERENCE, n);
    size_t plain = mark == NULL ? n : (size_t)(mark - text);
    int err = lode_buf_append(out, text, plain);
    if (err < 0 || mark == NULL) {
      return err;
    }
    uint32_t index;
    memcpy(&index, mark + 1, 4);
    const lode_import_slot *slot = &slots[index];
    err = lode_emit_template(out, unit->prefix, "$K%", NULL, slot->slot);
    if (err == 0 && slot->name != NULL) {
      err = lode_emit_access(out, slot->name, slot->size);
    }
    if (err < 0) {
      return err;
    }
    text = mark + 5;
    n -= plain + 5;
  }
  return 0;
}

// The edits with every place of an import filled in.
static int unit_link(lode_unit *unit, const lode_import_slot *slots) {
  lode_buf text = LODE_BUF_INIT;
  lode_edits *edits = &unit->edits;
  int err = lode_buf_reserve(&text, edits->text.size * 2 + 1);
  if (err == 0) {  // an edit without text has a place in it, too
    err = lode_buf_reserve(&edits->text, 1);
  }
  for (size_t i = 0; i < edits->count && err == 0; i++) {
    lode_edit *edit = &edits->items[i];
    size_t start = text.size;
    err = unit_fill(unit, slots, edits->text.data + edit->text, edit->size,
                    &text);
    edit->text = (uint32_t)start;
    edit->size = (uint32_t)(text.size - start);
  }
  lode_buf_deinit(&edits->text);
  edits->text = text;
  return err;
}

// "const $K0=$L[0],…;": each slot once.
static int unit_links(lode_unit *unit, lode_emit_form form,
                      const lode_import_slot *slots, lode_buf *out) {
  uint32_t top = 0;
  for (size_t i = 0; i < unit->import_count; i++) {
    top = slots[i].slot >= top ? slots[i].slot + 1 : top;
  }
  const char *word = form == LODE_EMIT_CYCLIC ? "let " : "const ";
  int err = 0;
  for (uint32_t k = 0; k < top && err == 0; k++) {
    err = lode_buf_append(out, k == 0 ? word : ",", k == 0 ? strlen(word) : 1);
    if (err == 0) {
      err = lode_emit_template(out, unit->prefix, "$K%=$L[%]", NULL, k);
    }
  }
  return err < 0 || top == 0 ? err : lode_buf_append(out, ";", 1);
}

static int unit_yield(lode_unit *unit, lode_emit_form form,
                      const lode_import_slot *slots, lode_buf *out) {
  if (form != LODE_EMIT_CYCLIC) {
    return lode_buf_append(out, "yield;", 6);
  }
  uint32_t top = 0;
  for (size_t i = 0; i < unit->import_count; i++) {
    top = slots[i].slot >= top ? slots[i].slot + 1 : top;
  }
  int err = lode_emit_template(out, unit->prefix, "yield($s,$o)=>{", NULL, 0);
  for (uint32_t k = 0; k < top && err == 0; k++) {
    err = lode_emit_template(out, unit->prefix, "if($s===%)$K%=$o;", NULL, k);
  }
  return err < 0 ? err : lode_buf_append(out, "};", 2);
}

static int unit_helpers(lode_unit *unit, const char *from, lode_buf *out) {
  static const struct {
    uint32_t helper;
    const char *text;
  } helpers[] = {
      {EMIT_FIRST, "first:$F,"},
      {EMIT_CONTEXT, "wait:$P,resume:$R,back:$B,context:$C,"},
      {EMIT_DISPOSE, "dispose:$U,"},
      {EMIT_ITERATE, "iterate:$A,"},
      {EMIT_OBJECT, "object:$O,"},
      {EMIT_EVAL, "evaluate:$X,"},
      {EMIT_OVER, "over:$W,"},
      {EMIT_CALLEE, "callee:$Q,"},
      {EMIT_START, "start:$N,"},
      {EMIT_SETTLE, "settle:$V,"},
  };
  if ((unit->helpers & EMIT_ALL & ~(uint32_t)EMIT_SETTERS) == 0) {
    return 0;
  }
  int err = lode_buf_append(out, "const{", 6);
  for (size_t i = 0; i < LODE_COUNT_OF(helpers) && err == 0; i++) {
    if ((unit->helpers & helpers[i].helper) != 0) {
      err = lode_emit_template(out, unit->prefix, helpers[i].text, NULL, 0);
    }
  }
  return err < 0 ? err : lode_emit_template(out, unit->prefix, from, NULL, 0);
}

static int unit_head(lode_unit *unit, lode_emit_form form,
                     const lode_import_slot *slots, lode_buf *out) {
  int err = 0;
  switch (form) {
    case LODE_EMIT_SCRIPT:
      return 0;
    case LODE_EMIT_EVAL:
      if (unit->directive) {  // it would be none behind the head
        err = lode_buf_append(out, "'use strict';", 13);
      }
      return err < 0 ? err : unit_helpers(unit, "}=$H.rt;", out);
    case LODE_EMIT_LIBRARY:
      err = lode_buf_append(out, "'use strict';", 13);  // as in EVAL
      return err < 0
                 ? err
                 : unit_helpers(unit, "}=require('internal/compiler/runtime');",
                                out);
    case LODE_EMIT_COMMONJS:
      err = lode_emit_template(out, unit->prefix, "(function($H){", NULL, 0);
      if (err == 0) {
        err = unit_helpers(unit, "}=$H.rt;", out);
      }
      return err < 0 ? err
                     : lode_emit_template(
                           out, unit->prefix,
                           "return (function (exports, require, module, "
                           "__filename, __dirname) {",
                           NULL, 0);
    default:
      break;
  }
  err = lode_emit_template(out, unit->prefix,
                           "(function*($M,$L,$H){\"use strict\";", NULL, 0);
  if (err == 0) {
    err = unit_links(unit, form, slots, out);
  }
  if (err == 0) {
    err = unit_helpers(unit, "}=$H.rt;", out);
  }
  if (err == 0) {
    err = unit_fill(unit, slots, unit->prelude.data, unit->prelude.size, out);
  }
  return err < 0 ? err : unit_yield(unit, form, slots, out);
}

int lode_unit_emit(lode_unit *unit, lode_emit_form form,
                   const lode_import_slot *slots, lode_buf *out,
                   lode_positions *map) {
  lode_buf head = LODE_BUF_INIT;
  int err = unit_link(unit, slots);
  if (err == 0) {
    err = unit_head(unit, form, slots, &head);
  }
  if (err == 0) {
    // Byte order mark and hashbang make room for the head.
    const char *s = unit->source;
    size_t skip = unit->size >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (unit->size > skip + 1 && s[skip] == '#' && s[skip + 1] == '!') {
      while (skip < unit->size &&
             lode_line_end(s + skip, unit->size - skip) == 0) {
        skip++;
      }
    }
    lode_edits *edits = &unit->edits;
    if (head.size > 0) {
      lode_edits_open(edits, 0, skip);
      lode_edits_add(edits, head.data, head.size);
    }
    if (head.size > 0 && !edits->failed) {
      // It was made last and stands first.
      lode_edit first = edits->items[edits->count - 1];
      memmove(edits->items + 1, edits->items,
              (edits->count - 1) * sizeof *edits->items);
      edits->items[0] = first;
      edits->unsorted = false;
    }
    err = lode_edits_apply(edits, s, unit->size, out, map);
  }
  if (err == 0) {
    err = lode_buf_append(out, unit->footer.data, unit->footer.size);
  }
  static const char *const tails[] = {"\n})", "\n})", "\n})})", "", "", ""};
  if (err == 0) {
    err = lode_buf_append(out, tails[form], strlen(tails[form]));
  }
  lode_buf_deinit(&head);
  return err;
}

int lode_unit_declare(lode_unit *unit, lode_buf *out) {
  return lode_emit_template(
      out, unit->prefix,
      "let $H,$F,$N,$P,$R,$B,$C,$U,$A,$O,$X,$W,$V;((host)=>{$H=host;"
      "({first:$F,start:$N,wait:$P,resume:$R,back:$B,context:$C,dispose:$U,"
      "iterate:$A,object:$O,evaluate:$X,over:$W,settle:$V}=host.rt)})",
      NULL, 0);
}
