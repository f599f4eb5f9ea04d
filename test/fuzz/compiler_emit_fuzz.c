// SPDX-License-Identifier: MIT
// Any text through the compiler: what it accepts must be emitted as a text
// that parses again, with every line where it was. The first byte says which
// goal.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/cjs_lexer.h"
#include "compiler/compiler.h"
#include "lines.h"
#include "tokens_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_emit(lode_unit *unit, lode_emit_form form) {
  lode_import_slot *slots = calloc(unit->import_count + 1, sizeof *slots);
  LODE_CHECK(slots != NULL);
  for (size_t i = 0; i < unit->import_count; i++) {
    slots[i] = (lode_import_slot){(uint32_t)(i / 2), i % 3 ? "a b" : NULL, 3};
  }
  size_t lines = fuzz_lines(unit->source, unit->size);
  lode_unit_seal(unit);
  lode_buf out = LODE_BUF_INIT;
  lode_positions map = {0};
  LODE_CHECK(lode_unit_emit(unit, form, slots, &out, &map) == 0);
  LODE_CHECK(fuzz_lines(out.data, out.size) >= lines);
  for (size_t i = 1; i < map.count; i++) {
    const lode_moved *a = &map.items[i - 1], *b = &map.items[i];
    LODE_CHECK(a->line < b->line ||
               (a->line == b->line && a->column <= b->column));
  }
  lode_unit *again = NULL;
  lode_parse_error error;
  int err =
      lode_unit_open(out.data, out.size, LODE_GOAL_SCRIPT, 0, &again, &error);
  // Wrapping makes some things deeper than the parser's limit.
  if (err != 0 && strstr(error.message, "nest") == NULL) {
    fprintf(stderr, "%s at %u of\n%.*s\n", error.message, error.offset,
            (int)out.size, out.data);
    abort();
  }
  if (err == 0) {
    lode_unit_free(again);
  }
  lode_positions_deinit(&map);
  lode_buf_deinit(&out);
  free(slots);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) {
    return 0;
  }
  const char *text = (const char *)data + 1;
  size_t n = size - 1;
  bool module = (data[0] & 1) != 0;
  lode_unit *unit = NULL;
  lode_parse_error error;
  if (lode_unit_open(text, n, module ? LODE_GOAL_MODULE : LODE_GOAL_COMMONJS, 0,
                     &unit, &error) == 0) {
    fuzz_emit(unit, module ? LODE_EMIT_MODULE : LODE_EMIT_COMMONJS);
    lode_unit_free(unit);
  }
  lode_cjs_names names = {0};
  LODE_CHECK(lode_cjs_lex(text, n, &names) == 0);
  lode_cjs_names_deinit(&names);
  return 0;
}
