// SPDX-License-Identifier: MIT
// The map of moved columns: the contract is in the header.
#include "compiler/position.h"

#include <errno.h>
#include <stdbool.h>
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

static int position_number(lode_buf *out, int64_t n) {
  static const char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  uint64_t rest = n < 0 ? ((uint64_t)-n << 1) | 1 : (uint64_t)n << 1;
  char text[16];
  size_t size = 0;
  do {
    unsigned digit = rest & 31;
    rest >>= 5;
    text[size++] = digits[digit | (rest > 0 ? 32 : 0)];
  } while (rest > 0);
  return lode_buf_append(out, text, size);
}

// What the numbers of a mapping are relative to.
typedef struct position_mapped {
  uint32_t column, line, original;
} position_mapped;

// A segment: emitted column, source, line, column.
static int position_segment(lode_buf *out, position_mapped *last, bool first,
                            position_mapped now) {
  int err = first ? 0 : lode_buf_append(out, ",", 1);
  err =
      err < 0 ? err : position_number(out, (int64_t)now.column - last->column);
  err = err < 0 ? err : position_number(out, 0);
  err = err < 0 ? err : position_number(out, (int64_t)now.line - last->line);
  err = err < 0 ? err
                : position_number(out, (int64_t)now.original - last->original);
  *last = now;
  return err;
}

int lode_positions_mappings(const lode_positions *map, const char *text,
                            size_t size, lode_buf *out) {
  position_mapped last = {0};
  size_t next = 0;
  uint32_t line = 0;
  int err = 0;
  for (size_t i = 0; i <= size && err == 0; line++) {
    err = line > 0 ? lode_buf_append(out, ";", 1) : 0;
    last.column = 0;
    position_mapped start = {0, line, 0};
    err = err < 0 ? err : position_segment(out, &last, true, start);
    int64_t shift = 0;
    for (; err == 0 && next < map->count && map->items[next].line == line;
         next++) {
      const lode_moved *m = &map->items[next];
      position_mapped at = {m->column, line, (uint32_t)(m->column + shift)};
      shift += (int64_t)m->removed - m->added;
      position_mapped behind = {m->column + m->added, line,
                                (uint32_t)(m->column + m->added + shift)};
      if (at.column > last.column) {
        err = position_segment(out, &last, false, at);
      }
      if (err == 0 && behind.column > last.column) {
        err = position_segment(out, &last, false, behind);
      }
    }
    size_t end = 0;
    while (i < size && end == 0) {
      end = lode_line_end(text + i, size - i);
      i += end > 0 ? end : 1;
    }
    if (end == 0) {
      break;
    }
  }
  return err;
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
