// SPDX-License-Identifier: MIT
// Edits and texts of the TypeScript transform.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/emit.h"
#include "compiler/ts_transform.h"

void *lode_transform_alloc(lode_transform *t, size_t size) {
  void *made = lode_arena_alloc(t->arena, size);
  if (made == NULL) {
    t->failed = true;
    return NULL;
  }
  memset(made, 0, size);
  return made;
}

static const char *text_format(lode_transform *t, const char *format,
                               va_list args) {
  va_list again;
  va_copy(again, args);
  int size = vsnprintf(NULL, 0, format, args);
  char *text = size < 0 ? NULL : lode_transform_alloc(t, (size_t)size + 1);
  if (text != NULL) {
    vsnprintf(text, (size_t)size + 1, format, again);
  }
  va_end(again);
  t->failed |= text == NULL;
  return text == NULL ? "" : text;
}

const char *lode_transform_text(lode_transform *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const char *text = text_format(t, format, args);
  va_end(args);
  return text;
}

void lode_transform_edit(lode_transform *t, uint32_t start, uint32_t end,
                         const char *format, ...) {
  va_list args;
  va_start(args, format);
  const char *text = text_format(t, format, args);
  va_end(args);
  lode_edits_replace(t->edits, start, end - start, text);
}

const char *lode_transform_quote(lode_transform *t, const char *text,
                                 size_t n) {
  lode_buf out = LODE_BUF_INIT;
  lode_emit_string(&out, text, n);
  t->failed |= out.size == 0;
  const char *quoted = lode_transform_text(t, "%.*s", (int)out.size,
                                           out.size > 0 ? out.data : "");
  lode_buf_deinit(&out);
  return quoted;
}

const char *lode_transform_name(lode_transform *t, const lode_name *name) {
  return lode_transform_text(t, "%.*s", (int)name->size, name->text);
}

const char *lode_transform_access(lode_transform *t, const lode_name *name) {
  lode_buf out = LODE_BUF_INIT;
  int err = lode_emit_access(&out, name->text, name->size);
  t->failed |= err < 0;
  const char *access =
      err < 0 ? "" : lode_transform_text(t, "%.*s", (int)out.size, out.data);
  lode_buf_deinit(&out);
  return access;
}

static bool text_is_taken(const lode_program *program, const char *text) {
  size_t n = strlen(text);
  for (size_t i = 0; i < program->name_count; i++) {
    const lode_name *name = program->names[i];
    if (name->size == n && memcmp(name->text, text, n) == 0) {
      return true;
    }
  }
  return false;
}

const char *lode_transform_invent(lode_transform *t, const char *like) {
  const char *text;
  do {
    text = lode_transform_text(t, "%s_%u", like, ++t->counter);
  } while (!t->failed && text_is_taken(t->program, text));
  return text;
}

bool lode_transform_erased(const lode_transform *t, uint32_t at) {
  const lode_ts *ts = t->program->ts;
  for (size_t i = 0; i < ts->cut_count; i++) {
    if (ts->cuts[i].start <= at && at < ts->cuts[i].end) {
      return true;
    }
  }
  return false;
}
