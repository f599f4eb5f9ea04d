// SPDX-License-Identifier: MIT
// Edits and their merge with the text: the contract is in the header.
#include "compiler/edit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void lode_edits_deinit(lode_edits *edits) {
  free(edits->items);
  lode_buf_deinit(&edits->text);
  *edits = (lode_edits){0};
}

void lode_edits_open(lode_edits *edits, size_t at, size_t removed) {
  if (edits->count == edits->capacity) {
    size_t capacity = edits->capacity ? edits->capacity * 2 : 64;
    lode_edit *items =
        lode_try_realloc(edits->items, capacity * sizeof *edits->items);
    if (items == NULL) {
      edits->failed = true;
      return;
    }
    edits->items = items;
    edits->capacity = capacity;
  }
  if (edits->count > 0 && edits->items[edits->count - 1].at > at) {
    edits->unsorted = true;
  }
  edits->items[edits->count++] = (lode_edit){(uint32_t)at, (uint32_t)removed,
                                             (uint32_t)edits->text.size, 0};
}

void lode_edits_add(lode_edits *edits, const char *text, size_t n) {
  if (edits->failed || lode_buf_append(&edits->text, text, n) < 0) {
    edits->failed = true;
    return;
  }
  edits->items[edits->count - 1].size += (uint32_t)n;
}

void lode_edits_insert(lode_edits *edits, size_t at, const char *text) {
  lode_edits_replace(edits, at, 0, text);
}

void lode_edits_replace(lode_edits *edits, size_t at, size_t removed,
                        const char *text) {
  lode_edits_open(edits, at, removed);
  lode_edits_add(edits, text, strlen(text));
}

size_t lode_edits_reserve(lode_edits *edits, size_t at) {
  lode_edits_open(edits, at, 0);
  return edits->count - 1;
}

void lode_edits_fill(lode_edits *edits, size_t index, const char *text) {
  if (edits->failed) {
    return;
  }
  size_t n = strlen(text);
  edits->items[index].text = (uint32_t)edits->text.size;
  edits->items[index].size = (uint32_t)n;
  edits->failed = lode_buf_append(&edits->text, text, n) < 0;
}

// One step of the merge sort: runs of `width` become runs of twice that.
static void edits_merge(const lode_edit *from, lode_edit *to, size_t n,
                        size_t width) {
  for (size_t start = 0; start < n; start += width * 2) {
    size_t middle = start + width < n ? start + width : n;
    size_t end = middle + width < n ? middle + width : n;
    size_t a = start, b = middle;
    for (size_t k = start; k < end; k++) {
      bool left = a < middle && (b == end || from[a].at <= from[b].at);
      to[k] = left ? from[a++] : from[b++];
    }
  }
}

// A stable sort by offset.
static void edits_sort(lode_edits *edits) {
  size_t n = edits->count;
  lode_edit *from = edits->items;
  lode_edit *to = lode_try_malloc(n * sizeof *to);
  if (to == NULL) {
    edits->failed = true;
    return;
  }
  for (size_t width = 1; width < n; width *= 2) {
    edits_merge(from, to, n, width);
    lode_edit *other = from;
    from = to;
    to = other;
  }
  if (from != edits->items) {
    edits->capacity = n;
  }
  free(to);
  edits->items = from;
  edits->unsorted = false;
}

// The end of the text emitted so far.
typedef struct edits_place {
  lode_buf *out;
  lode_positions *map;  // or NULL
  size_t counted;       // of `out`: up to here `column` is right
  uint32_t line, column;
  bool returned;  // `out` ends with a carriage return that had another next
} edits_place;

// Appends `n` bytes of the source as they are.
static int edits_copy(edits_place *place, const char *s, size_t n) {
  // Two line ends must not become one.
  bool joins = place->returned && n > 0 && *s == '\n';
  int err = joins ? lode_buf_append(place->out, " ", 1) : 0;
  place->returned = place->returned && n == 0;
  if (err == 0) {
    err = lode_buf_append(place->out, s, n);
  }
  if (err < 0 || place->map == NULL) {
    return err;
  }
  size_t base = place->out->size - n;
  for (size_t i = 0; i < n;) {
    unsigned char c = (unsigned char)s[i];
    if (LODE_LIKELY(c > '\r' && c != 0xe2)) {
      i++;
      continue;
    }
    size_t end = lode_line_end(s + i, n - i);
    if (end > 0) {
      place->line++;
      place->counted = base + i + end;
      place->column = 0;
    }
    i += end > 0 ? end : 1;
  }
  return 0;
}

static uint32_t edits_column(edits_place *place) {
  place->column += (uint32_t)lode_utf16_length(
      place->out->data + place->counted, place->out->size - place->counted);
  place->counted = place->out->size;
  return place->column;
}

// One line's part of an edit: `added` bytes come, `removed` go.
static int edits_move(edits_place *place, const char *added, size_t added_size,
                      const char *removed, size_t removed_size) {
  if (added_size == 0 && removed_size == 0) {
    return 0;
  }
  int err = 0;
  if (place->map != NULL) {
    lode_moved moved = {
        place->line,
        edits_column(place),
        (uint32_t)lode_utf16_length(added, added_size),
        (uint32_t)lode_utf16_length(removed, removed_size),
        0,
        (uint32_t)removed_size,
    };
    err = lode_positions_add(place->map, moved, removed);
  }
  place->returned = place->returned && added_size == 0;
  return err < 0 ? err : lode_buf_append(place->out, added, added_size);
}

// What comes stands before the first line end of what goes.
static int edits_change(edits_place *place, const char *added,
                        size_t added_size, const char *removed, size_t n) {
  for (;;) {
    size_t i = 0, end = 0;
    while (i < n && end == 0) {
      end = lode_line_end(removed + i, n - i);
      i += end == 0;
    }
    const lode_buf *out = place->out;
    place->returned |=
        i > 0 && out->size > 0 && out->data[out->size - 1] == '\r';
    int err = edits_move(place, added, added_size, removed, i);
    if (err < 0 || end == 0) {
      return err;
    }
    err = edits_copy(place, removed + i, end);
    if (err < 0) {
      return err;
    }
    place->returned = removed[i + end - 1] == '\r';
    removed += i + end;
    n -= i + end;
    added_size = 0;
  }
}

int lode_edits_apply(lode_edits *edits, const char *source, size_t size,
                     lode_buf *out, lode_positions *map) {
  if (edits->failed) {
    return -ENOMEM;
  }
  if (edits->unsorted) {
    edits_sort(edits);
  }
  if (edits->failed) {
    return -ENOMEM;
  }
  int err = lode_buf_reserve(out, size + edits->text.size);
  if (err == 0) {  // an edit without text has a place in it, too
    err = lode_buf_reserve(&edits->text, 1);
  }
  edits_place place = {out, map, out->size, 0, 0, false};
  size_t done = 0;
  for (size_t i = 0; i < edits->count && err == 0; i++) {
    const lode_edit *edit = &edits->items[i];
    if (edit->at > done) {
      err = edits_copy(&place, source + done, edit->at - done);
      done = edit->at;
    }
    // What an earlier edit has taken away is not taken twice.
    size_t end = (size_t)edit->at + edit->removed;
    size_t from = done < end ? done : end;
    if (err == 0) {
      err = edits_change(&place, edits->text.data + edit->text, edit->size,
                         source + from, end - from);
    }
    done = done < end ? end : done;
  }
  return err < 0 ? err : edits_copy(&place, source + done, size - done);
}
