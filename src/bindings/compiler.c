// SPDX-License-Identifier: MIT
// The compiler for the module loader: records and edits come out of one call,
// the module's generator function out of another. What was emitted is kept
// by url, so that columns and function texts can be shown as written.
#include "compiler/compiler.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/compile_cache.h"
#include "bindings/compiled.h"
#include "compiler/cjs_lexer.h"
#include "compiler/freeze.h"
#include "engine/bytes.h"
#include "engine/call.h"
#include "engine/string.h"
#include "engine/value.h"

static lode_value compiler_throw_memory(lode_env *env) {
  return lode_throw_error(env, "RangeError", "Out of memory");
}

static void compiler_note(lode_env *env, const char *name, lode_value value) {
  JSStringRef key = JSStringCreateWithUTF8CString(name);
  JSObjectSetProperty(env->ctx, lode_as_object(env->thrown), key, value,
                      kJSPropertyAttributeDontEnum, NULL);
  JSStringRelease(key);
}

lode_value lode_compiled_throw(lode_env *env, const lode_parse_error *error,
                               const char *source, const char *url) {
  lode_throw_error(env, "SyntaxError", error->message);
  size_t width = error->end > error->offset && source != NULL
                     ? lode_utf16_length(source + error->offset,
                                         error->end - error->offset)
                     : 1;
  compiler_note(env, "line", lode_from_size(env, error->line));
  compiler_note(env, "column", lode_from_size(env, error->column));
  compiler_note(env, "width", lode_from_size(env, width));
  compiler_note(env, "fault", lode_from_int(env, (int32_t)error->fault));
  compiler_note(env, "sourceURL", lode_string(env, url));
  return NULL;
}

// The text of a string or of bytes; close with compiler_close.
typedef struct compiler_text {
  lode_utf8 utf8;
  const char *data;
  size_t size;
} compiler_text;

static bool compiler_open(lode_env *env, lode_value value,
                          compiler_text *text) {
  lode_bytes bytes;
  text->utf8.data = NULL;
  if (!lode_is_string(env, value)) {
    bool found = lode_bytes_get(env, value, &bytes);
    text->data = found ? (const char *)bytes.data : "";
    text->size = found ? bytes.size : 0;
    return true;
  }
  if (lode_utf8_open(env, value, &text->utf8) < 0) {
    return false;
  }
  text->data = text->utf8.data;
  text->size = text->utf8.size;
  return true;
}

static void compiler_close(compiler_text *text) {
  if (text->utf8.data != NULL) {
    lode_utf8_close(&text->utf8);
  }
}

// Values on their way into an array. They are only as safe as the array that
// keeps them: each is protected until then.
typedef struct compiler_list {
  lode_env *env;
  lode_value *items;
  size_t count, capacity;
  bool failed;
} compiler_list;

static void compiler_push(compiler_list *list, lode_value value) {
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 64;
    lode_value *items = lode_try_realloc(list->items, capacity * sizeof *items);
    if (items == NULL) {
      list->failed = true;
      return;
    }
    list->items = items;
    list->capacity = capacity;
  }
  if (value == NULL) {
    list->failed = true;
    value = list->env->undefined;
  }
  lode_protect(list->env, value);
  list->items[list->count++] = value;
}

static void compiler_push_name(compiler_list *list, const lode_name *name) {
  compiler_push(list, lode_string_utf8(list->env, name->text, name->size));
}

static void compiler_push_size(compiler_list *list, size_t n) {
  compiler_push(list, lode_from_size(list->env, n));
}

// The array; the list is empty again.
static lode_value compiler_finish(compiler_list *list) {
  lode_value array = lode_array(list->env, list->items, list->count);
  for (size_t i = 0; i < list->count; i++) {
    lode_unprotect(list->env, list->items[i]);
  }
  free(list->items);
  list->items = NULL;
  list->count = list->capacity = 0;
  return array;
}

// Lines and columns of offsets that mostly grow.
typedef struct compiler_places {
  const char *source;
  size_t at, line_start;
  uint32_t line;
} compiler_places;

static void compiler_push_place(compiler_list *list, compiler_places *places,
                                size_t offset) {
  if (offset < places->at) {
    *places = (compiler_places){places->source, 0, 0, 1};
  }
  while (places->at < offset) {
    size_t end =
        lode_line_end(places->source + places->at, offset - places->at);
    places->at += end > 0 ? end : 1;
    if (end > 0) {
      places->line++;
      places->line_start = places->at;
    }
  }
  compiler_push_size(list, places->line);
  compiler_push_size(list,
                     lode_utf16_length(places->source + places->line_start,
                                       offset - places->line_start));
}

static lode_value compiler_attributes(lode_env *env, const lode_node *chain) {
  if (chain == NULL) {
    return env->undefined;
  }
  compiler_list list = {.env = env};
  for (; chain != NULL; chain = chain->next) {
    compiler_push_name(&list, chain->u.child[0]->u.name);
    compiler_push_name(&list, chain->u.child[1]->u.name);
  }
  return compiler_finish(&list);
}

static lode_value compiler_requests(lode_env *env, const lode_unit *unit,
                                    compiler_places *places) {
  compiler_list list = {.env = env};
  for (size_t i = 0; i < unit->request_count; i++) {
    const lode_request *r = &unit->requests[i];
    compiler_push_name(&list, r->specifier);
    compiler_push(&list, compiler_attributes(env, r->attributes));
    compiler_push_size(&list, r->phase);
    compiler_push_place(&list, places, r->offset);
  }
  return compiler_finish(&list);
}

static lode_value compiler_imports(lode_env *env, const lode_unit *unit,
                                   compiler_places *places) {
  compiler_list list = {.env = env};
  static const lode_name star = {.text = "*", .size = 1};
  for (size_t i = 0; i < unit->import_count; i++) {
    const lode_import_entry *entry = &unit->imports[i];
    compiler_push_size(&list, entry->request);
    compiler_push_name(&list, entry->name != NULL ? entry->name : &star);
    if (entry->offset == LODE_IMPORT_MEMBER) {
      compiler_push_size(&list, 0);
      compiler_push_size(&list, 0);
    } else {
      compiler_push_place(&list, places, entry->offset);
    }
  }
  return compiler_finish(&list);
}

static lode_value compiler_exports(lode_env *env, const lode_unit *unit,
                                   lode_export_kind kind,
                                   compiler_places *places) {
  compiler_list list = {.env = env};
  static const lode_name star = {.text = "*", .size = 1};
  static const lode_name name_default = {.text = "default", .size = 7};
  for (size_t i = 0; i < unit->export_count; i++) {
    const lode_export_entry *entry = &unit->exports[i];
    if (entry->kind != kind) {
      continue;
    }
    if (kind != LODE_EXPORT_STAR) {
      compiler_push_name(&list,
                         entry->name != NULL ? entry->name : &name_default);
    }
    if (kind == LODE_EXPORT_LOCAL) {
      continue;
    }
    compiler_push_size(&list, entry->request);
    if (kind == LODE_EXPORT_INDIRECT) {
      compiler_push_name(&list, entry->import != NULL ? entry->import : &star);
    }
    compiler_push_place(&list, places, entry->offset);
  }
  return compiler_finish(&list);
}

static int32_t compiler_keep(lode_env *env, lode_unit *unit) {
  lode_compiled *state = lode_compiled_of(env);
  for (size_t i = 0; i < state->unit_count; i++) {
    if (state->units[i] == NULL) {
      state->units[i] = unit;
      return (int32_t)i;
    }
  }
  if (state->unit_count == state->unit_capacity) {
    size_t capacity = state->unit_capacity ? state->unit_capacity * 2 : 64;
    lode_unit **units =
        lode_try_realloc(state->units, capacity * sizeof *units);
    if (units == NULL) {
      return -1;
    }
    state->units = units;
    state->unit_capacity = capacity;
  }
  state->units[state->unit_count] = unit;
  return (int32_t)state->unit_count++;
}

// The unit of a module: from the cache, or to be kept there.
static int compiler_open_module(lode_env *env, const compiler_text *text,
                                const char *url, lode_unit **unit,
                                lode_parse_error *error) {
  lode_cache_entry *entry =
      lode_cache_find(env, LODE_CACHE_ESM, url, text->data, text->size);
  if (entry != NULL && entry->known &&
      lode_unit_thaw(text->data, text->size, entry->unit, entry->unit_size,
                     unit) == 0) {
    lode_cache_accept(env, entry);
    return 0;
  }
  int err =
      lode_unit_open(text->data, text->size, LODE_GOAL_MODULE, 0, unit, error);
  if (err == 0 && entry != NULL) {
    lode_buf frozen = LODE_BUF_INIT;
    if (lode_unit_freeze(*unit, &frozen) == 0) {
      lode_cache_put(env, entry, &frozen);
    }
    lode_buf_deinit(&frozen);
  }
  return err;
}

// (source, url) -> the record: see docs/internals/compiler.md.
LODE_NATIVE(compiler_js_parse_module) {
  compiler_text text;
  lode_utf8 url;
  if (!compiler_open(env, lode_arg(env, args, 0), &text)) {
    return compiler_throw_memory(env);
  }
  if (lode_utf8_open(env, lode_arg(env, args, 1), &url) < 0) {
    compiler_close(&text);
    return compiler_throw_memory(env);
  }
  lode_unit *unit = NULL;
  lode_parse_error error;
  int err = compiler_open_module(env, &text, url.data, &unit, &error);
  lode_value result = NULL;
  if (err == LODE_PARSE_SYNTAX) {
    lode_compiled_throw(env, &error, text.data, url.data);
  } else if (err < 0) {
    compiler_throw_memory(env);
  } else {
    compiler_places places = {unit->source, 0, 0, 1};
    compiler_list list = {.env = env};
    compiler_push(&list, env->undefined);
    compiler_push(&list, compiler_requests(env, unit, &places));
    compiler_push(&list, compiler_imports(env, unit, &places));
    compiler_push(&list,
                  compiler_exports(env, unit, LODE_EXPORT_LOCAL, &places));
    compiler_push(&list,
                  compiler_exports(env, unit, LODE_EXPORT_INDIRECT, &places));
    compiler_push(&list,
                  compiler_exports(env, unit, LODE_EXPORT_STAR, &places));
    compiler_push_size(&list, unit->flags);
    lode_unit_seal(unit);
    int32_t handle = compiler_keep(env, unit);
    if (handle >= 0 && list.count > 0) {
      list.items[0] = lode_from_int(env, handle);
    }
    result = compiler_finish(&list);
  }
  lode_utf8_close(&url);
  compiler_close(&text);
  return result;
}

// Takes the unit behind a handle.
static lode_unit *compiler_take(lode_env *env, lode_value handle) {
  lode_compiled *state = lode_compiled_of(env);
  int32_t i = lode_to_int(env, handle);
  if (i < 0 || (size_t)i >= state->unit_count) {
    return NULL;
  }
  lode_unit *unit = state->units[i];
  state->units[i] = NULL;
  return unit;
}

// Reads [slot, name | undefined] pairs. The names lie in `text`.
static lode_import_slot *compiler_slots(lode_env *env, lode_value array,
                                        size_t n, lode_buf *text) {
  lode_import_slot *slots = lode_try_malloc((n + 1) * sizeof *slots);
  for (size_t i = 0; slots != NULL && i < n; i++) {
    JSObjectRef object = lode_as_object(array);
    lode_value slot =
        JSObjectGetPropertyAtIndex(env->ctx, object, (unsigned)(i * 2), NULL);
    lode_value name = JSObjectGetPropertyAtIndex(env->ctx, object,
                                                 (unsigned)(i * 2 + 1), NULL);
    slots[i] = (lode_import_slot){lode_to_uint32(env, slot), NULL, 0};
    lode_utf8 utf8;
    if (lode_is_string(env, name) && lode_utf8_open(env, name, &utf8) == 0) {
      // An offset until the buffer has stopped moving.
      slots[i].name = (const char *)(uintptr_t)(text->size + 1);
      slots[i].size = utf8.size;
      if (lode_buf_append(text, utf8.data, utf8.size) < 0) {
        slots[i].size = 0;
      }
      lode_utf8_close(&utf8);
    }
  }
  for (size_t i = 0; slots != NULL && i < n; i++) {
    if (slots[i].name != NULL) {
      slots[i].name = text->data + ((uintptr_t)slots[i].name - 1);
    }
  }
  return slots;
}

// (handle, slots, flags, url) -> the module's generator function.
LODE_NATIVE(compiler_js_emit_module) {
  lode_unit *unit = compiler_take(env, lode_arg(env, args, 0));
  lode_utf8 url;
  if (unit == NULL) {
    return env->undefined;
  }
  if (lode_utf8_open(env, lode_arg(env, args, 3), &url) < 0) {
    lode_unit_free(unit);
    return compiler_throw_memory(env);
  }
  lode_buf names = LODE_BUF_INIT;
  lode_import_slot *slots =
      compiler_slots(env, lode_arg(env, args, 1), unit->import_count, &names);
  bool cyclic = (lode_to_int(env, lode_arg(env, args, 2)) & 1) != 0;
  lode_value result = lode_compiled_run(
      env, unit, cyclic ? LODE_EMIT_CYCLIC : LODE_EMIT_MODULE, slots, url.data,
      lode_cache_again(env, LODE_CACHE_ESM, url.data));
  free(slots);
  lode_buf_deinit(&names);
  lode_utf8_close(&url);
  return result;
}

// (handle): the module will never be emitted.
LODE_NATIVE(compiler_js_drop_module) {
  lode_unit *unit = compiler_take(env, lode_arg(env, args, 0));
  if (unit != NULL) {
    lode_unit_free(unit);
  }
  return env->undefined;
}

// (source) -> [exported names, specifiers of re-exports].
LODE_NATIVE(compiler_js_lex_commonjs) {
  compiler_text text;
  lode_cjs_names names = {0};
  if (!compiler_open(env, lode_arg(env, args, 0), &text)) {
    return compiler_throw_memory(env);
  }
  int err = lode_cjs_lex(text.data, text.size, &names);
  compiler_close(&text);
  compiler_list exports = {.env = env}, reexports = {.env = env};
  for (size_t i = 0; i < names.count && err == 0; i++) {
    const lode_cjs_name *name = &names.items[i];
    compiler_push(
        name->reexport ? &reexports : &exports,
        lode_string_utf8(env, names.text.data + name->text, name->size));
  }
  lode_cjs_names_deinit(&names);
  compiler_list both = {.env = env};
  compiler_push(&both, compiler_finish(&exports));
  compiler_push(&both, compiler_finish(&reexports));
  return err < 0 ? compiler_throw_memory(env) : compiler_finish(&both);
}

// Whether the text declares what the function around a CommonJS module has for
// parameters: an error there, fine in a module.
static bool compiler_redeclares(const lode_program *program) {
  static const char *const parameters[] = {"exports", "require", "module",
                                           "__filename", "__dirname"};
  const lode_declaration *d = program->scope->first;
  for (; d != NULL; d = d->next) {
    bool lexical = d->kind == LODE_DECLARE_LET ||
                   d->kind == LODE_DECLARE_CONST ||
                   d->kind == LODE_DECLARE_CLASS;
    for (size_t i = 0; lexical && i < LODE_COUNT_OF(parameters); i++) {
      if (d->name->size == strlen(parameters[i]) &&
          memcmp(d->name->text, parameters[i], d->name->size) == 0) {
        return true;
      }
    }
  }
  return false;
}

// (source) -> whether it is no CommonJS, but a module.
LODE_NATIVE(compiler_js_contains_module_syntax) {
  compiler_text text;
  if (!compiler_open(env, lode_arg(env, args, 0), &text)) {
    return compiler_throw_memory(env);
  }
  lode_unit *unit = NULL;
  lode_parse_error error;
  bool found = false;
  int err = lode_unit_open(text.data, text.size, LODE_GOAL_COMMONJS, 0, &unit,
                           &error);
  bool wrong = err == LODE_PARSE_SYNTAX;
  if (err == 0) {
    wrong = compiler_redeclares(unit->program);
    lode_unit_free(unit);
  }
  if (wrong) {
    found = lode_unit_open(text.data, text.size, LODE_GOAL_MODULE, 0, &unit,
                           &error) == 0;
    if (found) {
      lode_unit_free(unit);
    }
  }
  compiler_close(&text);
  return lode_from_bool(env, found);
}

// [emitted text, the script that declares its names]
static lode_value compiler_script(lode_env *env, lode_unit *unit,
                                  const char *url) {
  lode_value text = lode_compiled_script(env, unit, url);
  if (text == NULL) {
    return NULL;
  }
  lode_buf names = LODE_BUF_INIT;
  compiler_list list = {.env = env};
  compiler_push(&list, text);
  compiler_push(&list, lode_unit_declare(unit, &names) == 0
                           ? lode_string_utf8(env, names.data, names.size)
                           : NULL);
  lode_buf_deinit(&names);
  bool failed = list.failed;
  lode_value both = compiler_finish(&list);
  return failed ? compiler_throw_memory(env) : both;
}

// (source, url) -> what compiler_script gives, or undefined for a script that
// runs as it is written.
LODE_NATIVE(compiler_js_compile_script) {
  compiler_text text;
  lode_utf8 url;
  if (!compiler_open(env, lode_arg(env, args, 0), &text)) {
    return compiler_throw_memory(env);
  }
  if (lode_utf8_open(env, lode_arg(env, args, 1), &url) < 0) {
    compiler_close(&text);
    return compiler_throw_memory(env);
  }
  lode_unit *unit = NULL;
  lode_parse_error error;
  lode_value result = env->undefined;
  if (!lode_compiler_wanted(text.data, text.size)) {
    lode_utf8_close(&url);
    compiler_close(&text);
    return result;
  }
  uint32_t *serial = &lode_compiled_of(env)->serial;
  int err = lode_unit_open_script(text.data, text.size, serial, &unit, &error);
  if (err == LODE_PARSE_SYNTAX) {
    result = lode_compiled_throw(env, &error, text.data, url.data);
  } else if (err < 0) {
    result = compiler_throw_memory(env);
  } else {
    if (unit->edits.count > 0) {
      result = compiler_script(env, unit, url.data);
    }
    lode_unit_free(unit);
  }
  lode_utf8_close(&url);
  compiler_close(&text);
  return result;
}

// (text, prefix, imports, exports, strict) -> the text for a direct eval.
LODE_NATIVE(compiler_js_compile_eval) {
  lode_utf8 strings[4];
  size_t open = 0;
  while (open < 4 &&
         lode_utf8_open(env, lode_arg(env, args, open), &strings[open]) == 0) {
    open++;
  }
  lode_value result = lode_arg(env, args, 0);
  lode_buf out = LODE_BUF_INIT;
  lode_unit *unit = NULL;
  lode_parse_error error;
  if (open == 4) {
    lode_eval_names names = {strings[1].data, strings[2].data, strings[3].data,
                             lode_is_true(env, lode_arg(env, args, 4))};
    bool wanted = strings[2].size + strings[3].size > 0 ||
                  lode_compiler_wanted(strings[0].data, strings[0].size);
    // What is wrong with the text, eval itself says.
    if (wanted && lode_unit_open_eval(strings[0].data, strings[0].size, &names,
                                      &unit, &error) == 0) {
      if (unit->edits.count > 0 &&
          lode_unit_emit(unit, LODE_EMIT_EVAL, NULL, &out, NULL) == 0) {
        result = lode_string_utf8(env, out.data, out.size);
      }
      lode_unit_free(unit);
    }
  }
  lode_buf_deinit(&out);
  while (open > 0) {
    lode_utf8_close(&strings[--open]);
  }
  return result != NULL ? result : compiler_throw_memory(env);
}

// (source, url, whether it is a module) -> the emitted text, with every import
// in a slot of its own; undefined when there is nothing to do.
LODE_NATIVE(compiler_js_compile_text) {
  compiler_text text;
  lode_utf8 url;
  if (!compiler_open(env, lode_arg(env, args, 0), &text)) {
    return compiler_throw_memory(env);
  }
  if (lode_utf8_open(env, lode_arg(env, args, 1), &url) < 0) {
    compiler_close(&text);
    return compiler_throw_memory(env);
  }
  bool module = lode_is_true(env, lode_arg(env, args, 2));
  lode_unit *unit = NULL;
  lode_parse_error error;
  lode_value result = env->undefined;
  int err = lode_unit_open(text.data, text.size,
                           module ? LODE_GOAL_MODULE : LODE_GOAL_COMMONJS, 0,
                           &unit, &error);
  if (err == LODE_PARSE_SYNTAX) {
    result = lode_compiled_throw(env, &error, text.data, url.data);
  } else if (err == 0 && (module || unit->edits.count > 0)) {
    lode_import_slot *slots =
        lode_try_malloc((unit->import_count + 1) * sizeof *slots);
    for (size_t i = 0; slots != NULL && i < unit->import_count; i++) {
      const lode_name *name = unit->imports[i].name;
      slots[i] = (lode_import_slot){(uint32_t)i, name ? name->text : NULL,
                                    name ? name->size : 0};
    }
    lode_buf out = LODE_BUF_INIT;
    err = slots == NULL
              ? -ENOMEM
              : lode_unit_emit(unit,
                               module ? LODE_EMIT_MODULE : LODE_EMIT_COMMONJS,
                               slots, &out, NULL);
    result = err < 0 ? NULL : lode_string_utf8(env, out.data, out.size);
    free(slots);
    lode_buf_deinit(&out);
  }
  if (unit != NULL) {
    lode_unit_free(unit);
  }
  lode_utf8_close(&url);
  compiler_close(&text);
  return result != NULL || env->thrown != NULL ? result
                                               : compiler_throw_memory(env);
}

static const lode_fn compiler_functions[] = {
    LODE_FN("compileEval", compiler_js_compile_eval, 5),
    LODE_FN("compileScript", compiler_js_compile_script, 2),
    LODE_FN("compileText", compiler_js_compile_text, 3),
    LODE_FN("containsModuleSyntax", compiler_js_contains_module_syntax, 1),
    LODE_FN("dropModule", compiler_js_drop_module, 1),
    LODE_FN("emitModule", compiler_js_emit_module, 4),
    LODE_FN("lexCommonJS", compiler_js_lex_commonjs, 1),
    LODE_FN("parseModule", compiler_js_parse_module, 2),
};

void lode_compiler_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, compiler_functions,
                        LODE_COUNT_OF(compiler_functions));
  lode_compiled_bind(env, object);
  lode_compiled_bind_types(env, object);
  lode_compiled_bind_translate(env, object);
}
