// SPDX-License-Identifier: MIT
// How many line ends a text has: what a compiler that keeps lines must keep.
#ifndef LODE_TEST_FUZZ_LINES_H
#define LODE_TEST_FUZZ_LINES_H

#include <stddef.h>

#include "base/utf8.h"

static size_t fuzz_lines(const char *s, size_t n) {
  size_t lines = 0;
  for (size_t i = 0; i < n;) {
    size_t end = lode_line_end(s + i, n - i);
    lines += end > 0;
    i += end > 0 ? end : 1;
  }
  return lines;
}

#endif
