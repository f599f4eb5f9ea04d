// SPDX-License-Identifier: MIT
// Any text as JSX, with or without TypeScript: what is accepted must come out
// with every line where it was, and the JavaScript must be read in turn. The
// first byte says how.
#include <stdlib.h>
#include <string.h>

#include "../unit/compiler_tree.h"
#include "base/check.h"
#include "base/utf8.h"
#include "compiler/translate.h"
#include "lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Whether the text can be read, and as a module.
static bool fuzz_tree(const char *text, size_t n, lode_translation *how) {
  lode_arena arena = LODE_ARENA_INIT;
  lode_program *program;
  lode_parse_error error;
  uint32_t options =
      LODE_PARSE_JSX | (how->typescript ? LODE_PARSE_TYPESCRIPT : 0);
  int err = lode_ts_parse(text, n, options, &arena, &program, &error);
  if (err == 0) {
    if (!how->typescript) {
      tree_check(program);
    }
    const lode_ts *ts = program->ts;
    for (size_t i = 1; i < ts->element_count; i++) {
      LODE_CHECK(ts->elements[i - 1]->start < ts->elements[i]->start);
    }
    how->module = how->module && program->goal == LODE_GOAL_MODULE;
  }
  lode_arena_deinit(&arena);
  return err == 0;
}

static bool fuzz_is_javascript(const lode_buf *out) {
  lode_arena arena = LODE_ARENA_INIT;
  lode_program *program;
  lode_parse_error error;
  int err = lode_ts_parse(out->data, out->size, 0, &arena, &program, &error);
  lode_arena_deinit(&arena);
  // Calls are deeper than elements.
  return err == 0 || strstr(error.message, "nest") != NULL;
}

// TypeScript allows what JavaScript does not: only JSX alone has to be
// JavaScript in the end, and what was so with all its imports.
static void fuzz_again(const char *text, size_t n, const lode_buf *out,
                       const lode_translation *how) {
  bool must = !how->typescript;
  if (how->typescript && how->elide) {
    lode_translation all = *how;
    all.elide = false;
    lode_buf other = LODE_BUF_INIT;
    lode_positions map = {0};
    lode_parse_error error;
    LODE_CHECK(lode_translate(text, n, &all, &other, &map, &error) == 0);
    must = fuzz_is_javascript(&other);
    lode_positions_deinit(&map);
    lode_buf_deinit(&other);
  }
  LODE_CHECK(!must || fuzz_is_javascript(out));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2 || !lode_utf8_valid(data + 1, size - 1)) {
    return 0;
  }
  const char *text = (const char *)data + 1;
  size_t n = size - 1;
  static const lode_jsx_runtime runtimes[] = {
      LODE_JSX_DEFAULT, LODE_JSX_AUTOMATIC, LODE_JSX_DEV, LODE_JSX_CLASSIC};
  lode_translation how = {
      .typescript = (data[0] & 1) != 0,
      .module = (data[0] & 2) != 0,
      .elide = (data[0] & 16) != 0,
      .jsx = {.runtime = runtimes[data[0] >> 2 & 3], .file_name = "f"}};
  lode_buf out = LODE_BUF_INIT;
  lode_positions map = {0};
  lode_parse_error error;
  if (fuzz_tree(text, n, &how) &&
      lode_translate(text, n, &how, &out, &map, &error) == 0) {
    LODE_CHECK(fuzz_lines(out.data, out.size) == fuzz_lines(text, n));
    for (size_t i = 1; i < map.count; i++) {
      const lode_moved *a = &map.items[i - 1], *b = &map.items[i];
      LODE_CHECK(a->line < b->line ||
                 (a->line == b->line && a->column <= b->column));
    }
    fuzz_again(text, n, &out, &how);
  }
  lode_positions_deinit(&map);
  lode_buf_deinit(&out);
  return 0;
}
