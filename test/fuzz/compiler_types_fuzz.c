// SPDX-License-Identifier: MIT
// Any bytes as TypeScript, JSX and decorators, in every mix: a sound tree or a
// fault inside the text; what spaces alone make JavaScript keeps its length,
// and what is transformed comes back with every line.
#include <string.h>

#include "../unit/compiler_tree.h"
#include "base/check.h"
#include "compiler/position.h"
#include "compiler/ts.h"
#include "lines.h"
#include "tokens_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_fault(const lode_parse_error *error, size_t size) {
  LODE_CHECK(error->offset <= error->end && error->end <= size);
  LODE_CHECK(error->line > 0 && error->message[0] != '\0');
}

static void fuzz_compile(const char *text, size_t n,
                         const lode_ts_options *options) {
  static lode_buf out;
  lode_parse_error error;
  lode_positions map = {0};
  out.size = 0;
  int err = lode_ts_compile(text, n, options, &out, &map, &error);
  if (err != 0) {
    fuzz_fault(&error, n);
  } else if (!options->transform) {
    LODE_CHECK(out.size == n);
  } else {
    LODE_CHECK(fuzz_lines(out.data, out.size) >= fuzz_lines(text, n));
  }
  lode_positions_deinit(&map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static lode_arena arena;
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
  lode_ts_options options = {.module = (data[0] & 1) != 0};
  fuzz_compile(text, n, &options);
  options.transform = true;
  options.decorators = (data[0] & 2) != 0;
  options.legacy_decorators = (data[0] & 4) != 0;
  fuzz_compile(text, n, &options);
  return 0;
}
