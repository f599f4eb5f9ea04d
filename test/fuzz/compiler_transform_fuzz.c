// SPDX-License-Identifier: MIT
// Any text as TypeScript with everything that the transform rewrites: what
// comes out is JavaScript, for our own parser, with every line where it was and
// columns that only grow. The first byte of an input says which options.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/position.h"
#include "compiler/translate.h"
#include "lines.h"
#include "tokens_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// With types, what is declared where is not looked at, and a declaration may go
// with its types; what is written around a body makes it deeper.
static bool fuzz_is_allowed(const lode_parse_error *error) {
  static const char *const words[] = {
      "nest", "is not defined in module", "Duplicate export",
      "has already been declared", "must be declared in an enclosing class"};
  bool allowed = error->fault == LODE_FAULT_REDECLARED;
  for (size_t i = 0; i < LODE_COUNT_OF(words); i++) {
    allowed |= strstr(error->message, words[i]) != NULL;
  }
  return allowed;
}

static void fuzz_again(const lode_buf *out, bool module, const char *source,
                       size_t n) {
  static lode_arena arena;
  lode_parse_input input = {
      .source = out->data,
      .size = out->size,
      .goal = module ? LODE_GOAL_MODULE : LODE_GOAL_COMMONJS};
  lode_program *program;
  lode_parse_error error;
  lode_arena_reset(&arena);
  int err = lode_parse(&input, &arena, &program, &error);
  if (err != 0 && !fuzz_is_allowed(&error)) {
    fprintf(stderr, "%s at %u:%u of\n%.*s\nfrom\n%.*s\n", error.message,
            error.line, error.column, (int)out->size, out->data, (int)n,
            source);
    abort();
  }
}

static void fuzz_map(const lode_positions *map) {
  for (size_t i = 1; i < map->count; i++) {
    const lode_moved *a = &map->items[i - 1], *b = &map->items[i];
    LODE_CHECK(a->line < b->line ||
               (a->line == b->line && a->column <= b->column));
  }
}

// Whether types alone keep it from being a module; a CommonJS text otherwise.
static bool fuzz_is_module(const char *text, size_t n, uint32_t options) {
  static lode_arena arena;
  lode_parse_input input = {
      .source = text, .size = n, .goal = LODE_GOAL_MODULE, .options = options};
  lode_program *program;
  lode_parse_error error;
  lode_arena_reset(&arena);
  return lode_parse(&input, &arena, &program, &error) == 0;
}

static void fuzz_compile(const char *text, size_t n,
                         const lode_translation *how, bool jsx) {
  static lode_buf out;
  lode_parse_error error;
  lode_positions map = {0};
  out.size = 0;
  int err = jsx ? lode_translate(text, n, how, &out, &map, &error)
                : lode_ts_compile(text, n, &how->ts, &out, &map, &error);
  if (err == 0) {
    uint32_t types = LODE_PARSE_TYPESCRIPT | (jsx ? LODE_PARSE_JSX : 0);
    LODE_CHECK(fuzz_lines(out.data, out.size) >= fuzz_lines(text, n));
    fuzz_map(&map);
    bool module = fuzz_is_module(text, n, types);
    if (how->ts.decorators && (module || !how->ts.module)) {
      fuzz_again(&out, module, text, n);
    }
  }
  lode_positions_deinit(&map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || !lode_utf8_measure(data + 1, size - 1).valid) {
    return 0;
  }
  lode_translation how = {.typescript = true,
                          .elide = (data[0] & 16) != 0,
                          .module = (data[0] & 1) != 0};
  how.ts = (lode_ts_options){.transform = true,
                             .decorators = (data[0] & 2) == 0,
                             .legacy_decorators = (data[0] & 4) != 0,
                             .assign_fields = (data[0] & 32) != 0,
                             .module = how.module};
  fuzz_compile((const char *)data + 1, size - 1, &how, (data[0] & 8) != 0);
  return 0;
}
