// SPDX-License-Identifier: MIT
// From TypeScript to JavaScript: the parse, what is refused, and the spaces.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "compiler/ts_parse.h"

static const char *const strip_refusals[] = {
    [LODE_TS_ENUM] = "TypeScript enum is not supported in strip-only mode",
    [LODE_TS_NAMESPACE] =
        "TypeScript namespace declaration is not supported "
        "in strip-only mode",
    [LODE_TS_MODULE] =
        "`module` keyword is not supported. Use `namespace` instead.",
    [LODE_TS_PARAMETER] =
        "TypeScript parameter property is not supported in strip-only mode",
    [LODE_TS_IMPORT_EQUALS] =
        "TypeScript import equals declaration is not "
        "supported in strip-only mode",
    [LODE_TS_EXPORT_EQUALS] =
        "TypeScript export assignment is not supported in strip-only mode",
    [LODE_TS_ASSERTION] =
        "The angle-bracket syntax for type assertions, `<T>expr`, is not "
        "supported in type strip mode. Instead, use the 'as' syntax: `expr as "
        "T`.",
    [LODE_TS_DECLARED] = "Decorators are not valid here.",
    [LODE_TS_PARAMETER_DECORATOR] = "Decorators are not valid here.",
};

static bool strip_refuses(lode_ts_kind kind, const lode_ts_options *options) {
  switch (kind) {
    case LODE_TS_DECORATOR:
    case LODE_TS_ACCESSOR:
      return false;
    case LODE_TS_DECLARED:
    case LODE_TS_PARAMETER_DECORATOR:
      return options->decorators && !options->legacy_decorators;
    case LODE_TS_MODULE:
      return true;
    default:
      return !options->transform;
  }
}

// The first construct that has to be refused.
static const lode_ts_found *strip_refused(const lode_ts *ts,
                                          const lode_ts_options *options) {
  const lode_ts_found *first = NULL;
  for (size_t i = 0; i < ts->found_count; i++) {
    const lode_ts_found *f = &ts->found[i];
    if (strip_refuses(f->kind, options) &&
        (first == NULL || f->start < first->start)) {
      first = f;
    }
  }
  return first;
}

int lode_ts_refuse(const lode_program *program, const lode_ts_options *options,
                   lode_parse_error *error) {
  const lode_ts_found *found = strip_refused(program->ts, options);
  if (found == NULL) {
    return 0;
  }
  error->fault = LODE_FAULT_SYNTAX;
  error->offset = found->start;
  error->end = found->end;
  lode_position(program->source, found->start, &error->line, &error->column);
  snprintf(error->message, sizeof error->message, "%s",
           strip_refusals[found->kind]);
  return LODE_TS_UNSUPPORTED;
}

// White space that stays as it is.
static bool strip_keeps(const uint8_t *s) {
  return *s == ' ' || (*s >= '\t' && *s <= '\r') || lode_ts_is_line_end(s);
}

// A character becomes white space of as many bytes and as many UTF-16 units.
static size_t strip_space(uint8_t *s) {
  if (*s < 0x80) {
    if (!strip_keeps(s)) {
      *s = ' ';
    }
    return 1;
  }
  if (*s < 0xE0) {
    memcpy(s, "\xC2\xA0", 2);
    return 2;
  }
  if (*s < 0xF0) {
    if (!strip_keeps(s)) {
      memcpy(s, "\xE2\x80\x82", 3);
    }
    return 3;
  }
  memcpy(s, " \xEF\xBB\xBF", 4);
  return 4;
}

void lode_ts_blank_range(char *text, uint32_t start, uint32_t end) {
  while (start < end) {
    start += (uint32_t)strip_space((uint8_t *)text + start);
  }
}

void lode_ts_blank(const lode_ts *ts, char *text) {
  for (size_t i = 0; i < ts->cut_count; i++) {
    lode_ts_blank_range(text, ts->cuts[i].start, ts->cuts[i].end);
  }
  for (size_t i = 0; i < ts->put_count; i++) {
    text[ts->puts[i].at] = ts->puts[i].c;
  }
}

int lode_ts_parse(const char *source, size_t size, uint32_t options,
                  lode_arena *arena, lode_program **program,
                  lode_parse_error *error) {
  lode_parse_input input = {.source = source,
                            .size = size,
                            .goal = LODE_GOAL_MODULE,
                            .options = options};
  int err = lode_parse(&input, arena, program, error);
  if (err != LODE_PARSE_SYNTAX) {
    return err;
  }
  // Scripts may be sloppy, and CommonJS returns.
  lode_parse_error second;
  input.goal = LODE_GOAL_COMMONJS;
  err = lode_parse(&input, arena, program, &second);
  if (err == LODE_PARSE_SYNTAX && second.fault == LODE_FAULT_SYNTAX &&
      second.offset > error->offset) {
    *error = second;
  }
  return err;
}

bool lode_ts_transforms(const lode_program *program,
                        const lode_ts_options *options) {
  return options->transform && program->body != NULL &&
         (program->ts->found_count > 0 || options->assign_fields);
}

// Rewrites what is behind `start` of `out`, the text with spaces for its types.
static int strip_transform(const lode_program *program,
                           const lode_ts_options *options, lode_arena *arena,
                           size_t start, lode_buf *out, lode_positions *map) {
  lode_edits edits = {0};
  lode_buf text = LODE_BUF_INIT;
  int err = lode_buf_append(&text, out->data + start, program->size);
  if (err == 0) {
    err = lode_ts_transform(program, options, arena, text.data, &edits);
  }
  if (err == 0) {
    out->size = start;
    err = lode_edits_apply(&edits, text.data, program->size, out, map);
  }
  lode_edits_deinit(&edits);
  lode_buf_deinit(&text);
  return err;
}

int lode_ts_compile(const char *source, size_t size,
                    const lode_ts_options *options, lode_buf *out,
                    lode_positions *map, lode_parse_error *error) {
  lode_arena arena = LODE_ARENA_INIT;
  lode_program *program;
  int err = lode_ts_parse(source, size, LODE_PARSE_TYPESCRIPT, &arena, &program,
                          error);
  if (err == 0) {
    err = lode_ts_refuse(program, options, error);
  }
  size_t start = out->size;
  if (err == 0) {
    err = lode_buf_append(out, source, size);
  }
  if (err == 0 && size > 0) {
    lode_ts_blank(program->ts, out->data + start);
  }
  if (err == 0 && lode_ts_transforms(program, options)) {
    err = strip_transform(program, options, &arena, start, out, map);
  }
  lode_arena_deinit(&arena);
  return err;
}
