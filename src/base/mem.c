// SPDX-License-Identifier: MIT
// Both allocators, and the end of a process whose check has failed.
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/check.h"

void lode_check_failed(const char *file, int line, const char *expression) {
  fprintf(stderr, "lode: %s:%d: check failed: %s\n", file, line, expression);
  abort();
}

void *lode_malloc(size_t size) {
  void *p = calloc(1, size ? size : 1);
  LODE_CHECK(p != NULL);
  return p;
}

void *lode_try_malloc(size_t size) {
  return malloc(size ? size : 1);
}

#define MEM_PAGE ((size_t)2 << 20)

void *lode_try_malloc_pages(size_t *size) {
  if (*size > SIZE_MAX - MEM_PAGE) {
    return NULL;
  }
  size_t rounded = (*size + MEM_PAGE - 1) & ~(MEM_PAGE - 1);
  void *p = aligned_alloc(MEM_PAGE, rounded);
  if (p != NULL) {
    *size = rounded;
    // Advice alone: where it is not taken the memory is as good.
    (void)madvise(p, rounded, MADV_HUGEPAGE);
  }
  return p;
}

void *lode_try_realloc(void *ptr, size_t size) {
  return realloc(ptr, size ? size : 1);
}

char *lode_strndup(const char *s, size_t n) {
  char *copy = malloc(n + 1);
  LODE_CHECK(copy != NULL);
  if (n > 0) {
    memcpy(copy, s, n);
  }
  copy[n] = '\0';
  return copy;
}
