// SPDX-License-Identifier: MIT
#include "base/path_set.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int path_compare(const char *a, size_t an, const char *b, size_t bn) {
  size_t n = an < bn ? an : bn;
  int order = n == 0 ? 0 : memcmp(a, b, n);
  return order != 0 ? order : an < bn ? -1 : an > bn;
}

static bool path_covers(const lode_path_rule *rule, const char *text, size_t n,
                        bool open) {
  if (rule->open) {
    return n >= rule->size && memcmp(text, rule->text, rule->size) == 0;
  }
  return !open && n == rule->size && memcmp(text, rule->text, n) == 0;
}

// How many rules sort before or at the text. Whatever covers it is the last of
// them: what sorts between a beginning and the whole begins the same way, and
// would be covered itself.
static size_t path_place(const lode_path_set *set, const char *text, size_t n) {
  size_t low = 0, high = set->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const lode_path_rule *rule = &set->rules[middle];
    if (path_compare(rule->text, rule->size, text, n) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void lode_path_set_deinit(lode_path_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    free(set->rules[i].text);
  }
  free(set->rules);
  *set = (lode_path_set)LODE_PATH_SET_INIT;
}

bool lode_path_set_has(const lode_path_set *set, const char *path,
                       size_t size) {
  size_t place = path_place(set, path, size);
  return place > 0 && path_covers(&set->rules[place - 1], path, size, false);
}

// Takes out the rules from `first` on that the new one covers.
static void path_drop_covered(lode_path_set *set, size_t first,
                              const lode_path_rule *by) {
  size_t end = first;
  while (end < set->count &&
         path_covers(by, set->rules[end].text, set->rules[end].size,
                     set->rules[end].open)) {
    free(set->rules[end++].text);
  }
  memmove(&set->rules[first], &set->rules[end],
          (set->count - end) * sizeof *set->rules);
  set->count -= end - first;
}

static int path_insert(lode_path_set *set, const char *text, size_t size,
                       bool open) {
  size_t place = path_place(set, text, size);
  if (place > 0 && path_covers(&set->rules[place - 1], text, size, open)) {
    return 0;
  }
  if (set->count == set->capacity) {
    size_t capacity = set->capacity == 0 ? 8 : set->capacity * 2;
    lode_path_rule *rules =
        lode_try_realloc(set->rules, capacity * sizeof *rules);
    if (rules == NULL) {
      return -ENOMEM;
    }
    set->rules = rules;
    set->capacity = capacity;
  }
  // The same text as one path only, where all behind it is wanted now.
  place -= place > 0 && set->rules[place - 1].size == size &&
           memcmp(set->rules[place - 1].text, text, size) == 0;
  lode_path_rule rule = {lode_strndup(text, size), size, open};
  path_drop_covered(set, place, &rule);
  memmove(&set->rules[place + 1], &set->rules[place],
          (set->count - place) * sizeof rule);
  set->rules[place] = rule;
  set->count++;
  return 0;
}

int lode_path_set_add(lode_path_set *set, const char *text, size_t size,
                      bool open) {
  int err = path_insert(set, text, size, open);
  if (err == 0 && open && size > 1 && text[size - 1] == '/') {
    err = path_insert(set, text, size - 1, false);
  }
  return err;
}
