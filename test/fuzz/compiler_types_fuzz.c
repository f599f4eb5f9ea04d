// SPDX-License-Identifier: MIT
// Any bytes as TypeScript, JSX and decorators, in every mix: a sound tree or a
// fault inside the text; and what spaces alone make JavaScript keeps its length
// and its lines.
#include <string.h>

#include "../unit/compiler_tree.h"
#include "base/check.h"
#include "compiler/ts.h"
#include "tokens_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_fault(const lode_parse_error *error, size_t size) {
  LODE_CHECK(error->offset <= error->end && error->end <= size);
  LODE_CHECK(error->line > 0 && error->message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static lode_arena arena;
  static lode_buf out;
  if (size == 0) {
    return 0;
  }
  const char *text = (const char *)data + 1;
  size_t n = size - 1;
  lode_parse_input input = {
      .source = text,
      .size = n,
      .goal = (lode_goal)(data[0] % 3),
      .options = data[0] & (LODE_PARSE_TYPESCRIPT | LODE_PARSE_JSX |
                            LODE_PARSE_DECORATORS)};
  lode_program *program;
  lode_parse_error error;
  lode_arena_reset(&arena);
  if (lode_parse(&input, &arena, &program, &error) == 0) {
    tree_check(program);
  } else {
    fuzz_fault(&error, n);
  }
  out.size = 0;
  int err = lode_ts_strip(text, n, &out, &error);
  if (err != 0) {
    fuzz_fault(&error, n);
  } else {
    LODE_CHECK(out.size == n);
  }
  return 0;
}
