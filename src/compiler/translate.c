// SPDX-License-Identifier: MIT
// Parse, spaces for the types, calls for the elements.
#include "compiler/translate.h"

#include "base/buf.h"

// The text with spaces for its types, which the edits are made on.
static int translate_apply(const lode_program *program, lode_edits *edits,
                           lode_buf *out, lode_positions *map) {
  if (program->size == 0) {
    return 0;
  }
  lode_buf text = LODE_BUF_INIT;
  int err = lode_buf_append(&text, program->source, program->size);
  if (err == 0) {
    lode_ts_blank(program->ts, text.data);
    err = lode_edits_apply(edits, text.data, text.size, out, map);
  }
  lode_buf_deinit(&text);
  return err;
}

int lode_translate(const char *source, size_t size, const lode_translation *how,
                   lode_buf *out, lode_positions *map,
                   lode_parse_error *error) {
  lode_arena arena = LODE_ARENA_INIT;
  lode_edits edits = {0};
  lode_program *program;
  lode_jsx_options jsx = how->jsx;
  uint32_t options =
      LODE_PARSE_JSX | (how->typescript ? LODE_PARSE_TYPESCRIPT : 0);
  int err = lode_ts_parse(source, size, options, &arena, &program, error);
  if (err == 0) {
    err = lode_ts_refuse(program, error);
  }
  if (err == 0) {
    err = lode_jsx_settle(program, &arena, &jsx, error);
  }
  if (err == 0) {
    lode_jsx_emit(program, &jsx, how->module, &edits);
    err = translate_apply(program, &edits, out, map);
  }
  lode_edits_deinit(&edits);
  lode_arena_deinit(&arena);
  return err;
}
