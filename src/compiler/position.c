// SPDX-License-Identifier: MIT
// The map of moved columns: the contract is in the header.
#include "compiler/position.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"

void lode_positions_deinit(lode_positions *map) {
  free(map->items);
  lode_buf_deinit(&map->text);
  *map = (lode_positions){0};
}

int lode_positions_add(lode_positions *map, lode_moved moved,
                       const char *removed_text) {
  if (map->count == map->capacity) {
    size_t capacity = map->capacity ? map->capacity * 2 : 16;
    lode_moved *items =
        lode_try_realloc(map->items, capacity * sizeof *map->items);
    if (items == NULL) {
      return -ENOMEM;
    }
    map->items = items;
    map->capacity = capacity;
  }
  moved.text = (uint32_t)map->text.size;
  int err = lode_buf_append(&map->text, removed_text, moved.size);
  if (err == 0) {
    map->items[map->count++] = moved;
  }
  return err;
}

size_t lode_positions_find(const lode_positions *map, uint32_t line,
                           uint32_t column) {
  size_t low = 0, high = map->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const lode_moved *m = &map->items[middle];
    if (m->line < line || (m->line == line && m->column < column)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t lode_positions_original(const lode_positions *map, uint32_t line,
                                 uint32_t column) {
  int64_t shift = 0;
  for (size_t i = lode_positions_find(map, line, 0); i < map->count; i++) {
    const lode_moved *m = &map->items[i];
    if (m->line != line || m->column > column) {
      break;
    }
    if (column < m->column + m->added) {
      // Inside what was added: the place where it was.
      column = m->column;
      break;
    }
    shift += (int64_t)m->removed - m->added;
  }
  return (uint32_t)(column + shift);
}

size_t lode_utf16_length(const char *s, size_t n) {
  size_t units = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    // One for each first byte, another for those of four bytes.
    units += ((c & 0xc0) != 0x80) + (c >= 0xf0);
  }
  return units;
}
