// SPDX-License-Identifier: MIT
// Chunks grow with what was asked so far, so that a parse of n bytes makes
// O(log n) calls of malloc and wastes at most about as much as it uses. Chunks
// that a mark gives back stay, as spares: fresh pages cost more than a parse.
#include "compiler/arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/mem.h"

struct lode_arena_chunk {
  lode_arena_chunk *older;
  lode_arena_chunk *spare;  // a newer one that holds nothing any more
  size_t size;              // bytes behind this header
};

#define ARENA_FIRST ((size_t)16 << 10)
#define ARENA_LARGEST ((size_t)4 << 20)
#define ARENA_HUGE_PAGE ((size_t)2 << 20)

static char *arena_bytes(lode_arena_chunk *chunk) {
  return (char *)(chunk + 1);
}

// Large chunks are whole huge pages where the system has some: a parse touches
// all of it, and 512 faults in the place of one cost as much as the parse.
static lode_arena_chunk *arena_map(size_t size) {
  size_t room = size + ARENA_HUGE_PAGE;
  char *at = mmap(NULL, room, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) {
    return NULL;
  }
  size_t before = -(uintptr_t)at & (ARENA_HUGE_PAGE - 1);
  if (before > 0) {
    munmap(at, before);
  }
  if (before < ARENA_HUGE_PAGE) {
    munmap(at + before + size, ARENA_HUGE_PAGE - before);
  }
#ifdef MADV_HUGEPAGE
  madvise(at + before, size, MADV_HUGEPAGE);  // a wish
#endif
  return (lode_arena_chunk *)(void *)(at + before);
}

static bool arena_is_mapped(size_t size) {
  return size >= ARENA_HUGE_PAGE;
}

static void arena_free(lode_arena_chunk *chunk) {
  size_t size = sizeof *chunk + chunk->size;
  if (arena_is_mapped(size)) {
    munmap(chunk, size);
  } else {
    free(chunk);
  }
}

static void arena_free_spares(lode_arena *arena, lode_arena_chunk *chunk) {
  while (chunk != NULL) {
    lode_arena_chunk *next = chunk->spare;
    arena->total -= chunk->size;
    arena_free(chunk);
    chunk = next;
  }
}

static lode_arena_chunk *arena_new_chunk(lode_arena *arena, size_t size) {
  size_t room = arena->total / 2;
  room = room < ARENA_FIRST ? ARENA_FIRST : room;
  room = room > ARENA_LARGEST ? ARENA_LARGEST : room;
  room = room < size ? size : room;
  size_t all = sizeof(lode_arena_chunk) + room;
  if (arena_is_mapped(all)) {
    all = (all + ARENA_HUGE_PAGE - 1) & ~(ARENA_HUGE_PAGE - 1);
    room = all - sizeof(lode_arena_chunk);
  }
  lode_arena_chunk *chunk =
      arena_is_mapped(all) ? arena_map(all) : lode_try_malloc(all);
  if (chunk != NULL) {
    chunk->size = room;
    chunk->spare = NULL;
    arena->total += room;
  }
  return chunk;
}

void *lode_arena_grow(lode_arena *arena, size_t size) {
  lode_arena_chunk *chunk = arena->spare;
  if (chunk == NULL || chunk->size < size) {
    chunk = arena_new_chunk(arena, size);
    if (chunk == NULL) {
      return NULL;
    }
    chunk->spare = arena->spare;
  }
  arena->spare = chunk->spare;
  chunk->older = arena->chunk;
  arena->chunk = chunk;
  arena->at = arena_bytes(chunk) + size;
  arena->end = arena_bytes(chunk) + chunk->size;
  return arena_bytes(chunk);
}

void lode_arena_restore(lode_arena *arena, lode_arena_mark mark) {
  while (arena->chunk != mark.chunk) {
    lode_arena_chunk *chunk = arena->chunk;
    arena->chunk = chunk->older;
    chunk->spare = arena->spare;
    arena->spare = chunk;
  }
  arena->at = mark.at;
  arena->end =
      mark.chunk == NULL ? NULL : arena_bytes(mark.chunk) + mark.chunk->size;
}

void lode_arena_deinit(lode_arena *arena) {
  lode_arena_reset(arena);
  arena_free_spares(arena, arena->spare);
  arena->spare = NULL;
}
