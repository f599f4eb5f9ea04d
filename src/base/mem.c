// SPDX-License-Identifier: MIT
// Both allocators, and the end of a process whose check has failed.
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
