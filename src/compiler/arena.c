// SPDX-License-Identifier: MIT
// Chunks grow with what was asked so far, so that a parse of n bytes makes
// O(log n) calls of malloc and wastes at most about as much as it uses.
#include "compiler/arena.h"

#include <stdlib.h>

#include "base/mem.h"

struct lode_arena_chunk {
  lode_arena_chunk *older;
  size_t size;  // bytes behind this header
};

#define ARENA_FIRST ((size_t)16 << 10)
#define ARENA_LARGEST ((size_t)4 << 20)
// An arena beyond this takes large pages: of the time that a parse of a large
// text took, more than half went into page faults.
#define ARENA_LARGE ((size_t)384 << 10)

static char *arena_bytes(lode_arena_chunk *chunk) {
  return (char *)(chunk + 1);
}

void *lode_arena_grow(lode_arena *arena, size_t size) {
  size_t room = arena->total / 2;
  room = room < ARENA_FIRST ? ARENA_FIRST : room;
  room = room > ARENA_LARGEST ? ARENA_LARGEST : room;
  room = room < size ? size : room;
  size_t bytes = sizeof(lode_arena_chunk) + room;
  lode_arena_chunk *chunk = arena->total + room > ARENA_LARGE
                                ? lode_try_malloc_pages(&bytes)
                                : lode_try_malloc(bytes);
  if (chunk == NULL) {
    return NULL;
  }
  room = bytes - sizeof *chunk;
  chunk->older = arena->chunk;
  chunk->size = room;
  arena->chunk = chunk;
  arena->total += room;
  arena->at = arena_bytes(chunk) + size;
  arena->end = arena_bytes(chunk) + room;
  return arena_bytes(chunk);
}

static void arena_drop_newest(lode_arena *arena) {
  lode_arena_chunk *chunk = arena->chunk;
  arena->chunk = chunk->older;
  arena->total -= chunk->size;
  free(chunk);
}

void lode_arena_restore(lode_arena *arena, lode_arena_mark mark) {
  while (arena->chunk != mark.chunk) {
    arena_drop_newest(arena);
  }
  arena->at = mark.at;
  arena->end =
      mark.chunk == NULL ? NULL : arena_bytes(mark.chunk) + mark.chunk->size;
}

void lode_arena_deinit(lode_arena *arena) {
  lode_arena_restore(arena, (lode_arena_mark){NULL, NULL});
}
