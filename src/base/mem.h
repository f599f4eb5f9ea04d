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
// At least *size bytes for many small objects that are touched once: whole
// large pages where the system has them, so that a first touch costs a page
// fault for each 2 MB instead of each 4 KB. *size becomes what is there. NULL
// when memory is out. Release with free().
void *lode_try_malloc_pages(size_t *size);
// As realloc(); NULL leaves `ptr` as it was.
void *lode_try_realloc(void *ptr, size_t size);
// A copy of `n` bytes with a NUL behind them; aborts on exhaustion.
char *lode_strndup(const char *s, size_t n);

#endif
