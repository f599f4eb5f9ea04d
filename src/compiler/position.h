// SPDX-License-Identifier: MIT
// Where characters of an emitted text stood in the text as written. Lines are
// the same in both; columns differ behind an edit. Also gives the written
// text of a piece of the emitted one back. Lines are counted from 0 here,
// columns from 0 in UTF-16 units.
#ifndef LODE_COMPILER_POSITION_H
#define LODE_COMPILER_POSITION_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef struct lode_moved {
  uint32_t line;
  uint32_t column;   // in the emitted text
  uint32_t added;    // units that were not written
  uint32_t removed;  // units that were, and stand here no more
  uint32_t text;     // where in the map's text they are, as UTF-8
  uint32_t size;     // in bytes
} lode_moved;

// A zeroed map is empty: nothing moved.
typedef struct lode_positions {
  lode_moved *items;  // by line and column
  size_t count, capacity;
  lode_buf text;
} lode_positions;

void lode_positions_deinit(lode_positions *map);
LODE_NODISCARD int lode_positions_add(lode_positions *map, lode_moved moved,
                                      const char *removed_text);
// The first entry at or behind this place of the emitted text.
size_t lode_positions_find(const lode_positions *map, uint32_t line,
                           uint32_t column);
// The column as written.
uint32_t lode_positions_original(const lode_positions *map, uint32_t line,
                                 uint32_t column);

// Appends the mappings of a source map (version 3, one source) for the emitted
// text. 0 or -ENOMEM.
LODE_NODISCARD int lode_positions_mappings(const lode_positions *map,
                                           const char *text, size_t size,
                                           lode_buf *out);

// The bytes of the line terminator at `s` (of `n` > 0 bytes), or 0.
static inline size_t lode_line_end(const char *s, size_t n) {
  if (*s == '\n') {
    return 1;
  }
  if (*s == '\r') {
    return n > 1 && s[1] == '\n' ? 2 : 1;
  }
  return *s == '\xe2' && n > 2 && s[1] == '\x80' &&
                 (s[2] == '\xa8' || s[2] == '\xa9')
             ? 3
             : 0;
}

// UTF-16 units of well-formed UTF-8.
size_t lode_utf16_length(const char *s, size_t n);

#endif
