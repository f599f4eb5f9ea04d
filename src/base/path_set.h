// SPDX-License-Identifier: MIT
// A set of paths and of everything below or behind some: sorted rules, none of
// which covers another, so that a look-up is one binary search. Paths are
// absolute and resolved (base/path.h); nothing here looks at the disk.
#ifndef LODE_BASE_PATH_SET_H
#define LODE_BASE_PATH_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

typedef struct lode_path_rule {
  char *text;   // owned; not terminated
  size_t size;  // of text
  bool open;    // also every path that begins with the text
} lode_path_rule;

typedef struct lode_path_set {
  lode_path_rule *rules;  // owned; sorted by text, bytewise
  size_t count, capacity;
} lode_path_set;

#define LODE_PATH_SET_INIT \
  { NULL, 0, 0 }

void lode_path_set_deinit(lode_path_set *set);
// Adds one path or, when `open`, all that begins with the text. An open text
// that ends in a slash stands for the folder itself, too. 0 or -ENOMEM.
LODE_NODISCARD int lode_path_set_add(lode_path_set *set, const char *text,
                                     size_t size, bool open);
bool lode_path_set_has(const lode_path_set *set, const char *path, size_t size);

#endif
