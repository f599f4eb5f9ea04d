// SPDX-License-Identifier: MIT
// lib/'s own modules through the compiler. Apart from compiler.h, so that the
// runtime need not know trees.
#ifndef LODE_COMPILER_LIBRARY_H
#define LODE_COMPILER_LIBRARY_H

#include "base/buf.h"

typedef struct lode_library_error {
  unsigned line;  // 1-based; 0: no syntax error, memory is out
  char message[192];
} lode_library_error;

// Appends the module, compiled where it waits, else as it is. 0, or negative
// with *error.
LODE_NODISCARD int lode_compile_library(const char *source, size_t size,
                                        lode_buf *out,
                                        lode_library_error *error);

#endif
