// SPDX-License-Identifier: MIT
// Any bytes through the parser under each goal; what it accepts must be a sound
// tree, and a fault must lie inside the text.
#include <stdlib.h>

#include "../unit/compiler_tree.h"
#include "base/check.h"
#include "compiler/parser.h"
#include "tokens_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static lode_arena arena;  // fresh pages would cost more than the parse
  if (size == 0) {
    return 0;
  }
  // The first byte says how: a letter, so that the input stays readable.
  lode_parse_input input = {.source = (const char *)data + 1,
                            .size = size - 1,
                            .goal = (lode_goal)(data[0] % 3),
                            .options = data[0] & 8 ? LODE_PARSE_STRICT : 0};
  lode_program *program;
  lode_parse_error error;
  lode_arena_reset(&arena);
  if (lode_parse(&input, &arena, &program, &error) == 0) {
    tree_check(program);
  } else {
    LODE_CHECK(error.offset <= error.end && error.end <= input.size);
    LODE_CHECK(error.line > 0 && error.message[0] != '\0');
  }
  return 0;
}
