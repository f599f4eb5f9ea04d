// SPDX-License-Identifier: MIT
// Memory for parser tests: bytes that end right before an unmapped page, so
// that a read or write past them crashes the test.
#ifndef LODE_TEST_UNIT_GUARD_H
#define LODE_TEST_UNIT_GUARD_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define GUARD_MAX 65536

typedef struct guard {
  uint8_t *map;  // GUARD_MAX bytes, then a page without access
} guard;

static inline guard guard_new(void) {
  uint8_t *map = mmap(NULL, GUARD_MAX + 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (map == MAP_FAILED || mprotect(map + GUARD_MAX, 4096, PROT_NONE) != 0) {
    abort();
  }
  return (guard){map};
}

// The last `n` bytes before the page.
static inline uint8_t *guard_room(guard *g, size_t n) {
  return g->map + GUARD_MAX - n;
}

// A copy of the bytes that ends at the page.
static inline uint8_t *guard_copy(guard *g, const void *bytes, size_t n) {
  uint8_t *room = guard_room(g, n);
  if (n > 0) {
    memcpy(room, bytes, n);
  }
  return room;
}

#endif
