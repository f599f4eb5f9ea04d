// SPDX-License-Identifier: MIT
// Parse, spaces for the types, calls for the elements.
#include "compiler/translate.h"

#include "base/buf.h"

// The edits of the text with spaces for its types: TypeScript's come first, so
// that they stand outside of an element's where both begin.
static int translate_edit(const lode_program *program,
                          const lode_translation *how, lode_arena *arena,
                          const char *text, lode_edits *edits) {
  size_t head = lode_jsx_reserve(program, edits);
  int err = 0;
  if (how->typescript && lode_ts_transforms(program, &how->ts)) {
    err = lode_ts_transform(program, &how->ts, arena, text, edits);
  }
  lode_jsx_emit(program, &how->jsx, how->module, head, edits);
  return err;
}

int lode_translate(const char *source, size_t size, const lode_translation *how,
                   lode_buf *out, lode_positions *map,
                   lode_parse_error *error) {
  lode_arena arena = LODE_ARENA_INIT;
  lode_edits edits = {0};
  lode_buf text = LODE_BUF_INIT;
  lode_program *program;
  lode_translation settled = *how;
  uint32_t options =
      LODE_PARSE_JSX | (how->typescript ? LODE_PARSE_TYPESCRIPT : 0);
  int err = lode_ts_parse(source, size, options, &arena, &program, error);
  if (err == 0) {
    err = lode_ts_refuse(program, &how->ts, error);
  }
  if (err == 0) {
    err = lode_jsx_settle(program, &arena, &settled.jsx, error);
  }
  if (err == 0) {
    err = lode_buf_append(&text, source, size);
  }
  if (err == 0 && size > 0) {
    lode_ts_blank(program->ts, text.data);
    if (how->typescript && how->elide) {
      lode_ts_elide(program, &settled.jsx, text.data);
    }
    err = translate_edit(program, &settled, &arena, text.data, &edits);
  }
  if (err == 0 && size > 0) {
    err = lode_edits_apply(&edits, text.data, size, out, map);
  }
  lode_buf_deinit(&text);
  lode_edits_deinit(&edits);
  lode_arena_deinit(&arena);
  return err;
}
