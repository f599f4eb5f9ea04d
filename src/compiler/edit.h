// SPDX-License-Identifier: MIT
// A list of changes to a text: at an offset, bytes that go and bytes that
// come. Edits are made in the order of the text (a walk over the tree does
// that by itself); of several at one offset the first made stands first.
// Line ends inside what goes stay, and what comes has none, so every line
// keeps its number.
#ifndef LODE_COMPILER_EDIT_H
#define LODE_COMPILER_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "compiler/position.h"

typedef struct lode_edit {
  uint32_t at;       // where in the source
  uint32_t removed;  // bytes of the source that go
  uint32_t text;     // where in the list's text what comes begins
  uint32_t size;     // bytes that come
} lode_edit;

// A zeroed list is empty.
typedef struct lode_edits {
  lode_edit *items;
  size_t count, capacity;
  lode_buf text;
  bool failed;    // memory ran out: edits are missing
  bool unsorted;  // some edit was made out of order
} lode_edits;

void lode_edits_deinit(lode_edits *edits);
// A new edit without text; lode_edits_add() appends to the newest one.
void lode_edits_open(lode_edits *edits, size_t at, size_t removed);
void lode_edits_add(lode_edits *edits, const char *text, size_t n);
// Open, then add the NUL-terminated text.
void lode_edits_insert(lode_edits *edits, size_t at, const char *text);
void lode_edits_replace(lode_edits *edits, size_t at, size_t removed,
                        const char *text);
// An edit that may get its text later: its index, for lode_edits_fill.
size_t lode_edits_reserve(lode_edits *edits, size_t at);
void lode_edits_fill(lode_edits *edits, size_t index, const char *text);

// Appends the changed text to `out`; `map`, when not NULL, learns what moved.
// 0 or -ENOMEM.
LODE_NODISCARD int lode_edits_apply(lode_edits *edits, const char *source,
                                    size_t size, lode_buf *out,
                                    lode_positions *map);

#endif
