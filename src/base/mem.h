// SPDX-License-Identifier: MIT
// Two allocators: one for small fixed sizes, which cannot fail, and one for
// every size that an input can choose, which returns NULL.
#ifndef LODE_BASE_MEM_H
#define LODE_BASE_MEM_H

#include <stddef.h>

// Zeroed memory; aborts on exhaustion. Release with free().
void *lode_malloc(size_t size);
// Uninitialised memory or NULL. Release with free().
void *lode_try_malloc(size_t size);
// As realloc(); NULL leaves `ptr` as it was.
void *lode_try_realloc(void *ptr, size_t size);
// A copy of `n` bytes with a NUL behind them; aborts on exhaustion.
char *lode_strndup(const char *s, size_t n);

#endif
