// SPDX-License-Identifier: MIT
// Memory that lives and dies together: what one parse makes. A zeroed arena is
// empty. Nothing in it is freed alone; a mark gives back what came after it,
// which is how a speculative parse leaves no trace.
#ifndef LODE_COMPILER_ARENA_H
#define LODE_COMPILER_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

typedef struct lode_arena_chunk lode_arena_chunk;

typedef struct lode_arena {
  char *at;                 // next free byte, aligned to 8
  char *end;                // end of the newest chunk
  lode_arena_chunk *chunk;  // owned: the newest, which leads to the others
  lode_arena_chunk *spare;  // owned: chunks to be used again
  size_t total;             // bytes in chunks
} lode_arena;

typedef struct lode_arena_mark {
  char *at;
  lode_arena_chunk *chunk;
} lode_arena_mark;

#define LODE_ARENA_INIT \
  { NULL, NULL, NULL, NULL, 0 }

void lode_arena_deinit(lode_arena *arena);

// The slow way of lode_arena_alloc: a new chunk. NULL when memory is out.
void *lode_arena_grow(lode_arena *arena, size_t size);

// Uninitialised memory aligned to 8, or NULL.
static inline void *lode_arena_alloc(lode_arena *arena, size_t size) {
  size = (size + 7) & ~(size_t)7;
  if (LODE_UNLIKELY(size > (size_t)(arena->end - arena->at))) {
    return lode_arena_grow(arena, size);
  }
  void *p = arena->at;
  arena->at += size;
  return p;
}

static inline lode_arena_mark lode_arena_save(const lode_arena *arena) {
  return (lode_arena_mark){arena->at, arena->chunk};
}

// Everything allocated since the mark was made is gone; its memory stays with
// the arena.
void lode_arena_restore(lode_arena *arena, lode_arena_mark mark);

// Empty, but ready to hold as much again. Whoever parses file after file and is
// done with each gets its speed from this: fresh pages cost as much as parsing.
static inline void lode_arena_reset(lode_arena *arena) {
  lode_arena_restore(arena, (lode_arena_mark){NULL, NULL});
}

#endif
