// SPDX-License-Identifier: MIT
// Invariants. Never for user input or the result of a system call.
#ifndef LODE_BASE_CHECK_H
#define LODE_BASE_CHECK_H

#include "base/compiler.h"

// Prints where and what, then aborts.
LODE_NORETURN LODE_COLD void lode_check_failed(const char *file, int line,
                                               const char *expression);

// Always on.
#define LODE_CHECK(expression)                            \
  do {                                                    \
    if (LODE_UNLIKELY(!(expression))) {                   \
      lode_check_failed(__FILE__, __LINE__, #expression); \
    }                                                     \
  } while (0)

// On in debug builds only, for hot paths.
#ifdef LODE_DEBUG
#define LODE_DCHECK(expression) LODE_CHECK(expression)
#else
#define LODE_DCHECK(expression) ((void)sizeof(expression))
#endif

#endif
