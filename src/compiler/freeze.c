// SPDX-License-Identifier: MIT
// Numbers are 32 bits in the machine's order; a text is its size, then its
// bytes, FREEZE_NONE for one that is not there.
#include "compiler/freeze.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compiler/emit.h"

#define FREEZE_NONE UINT32_MAX

static int freeze_number(lode_buf *out, size_t n) {
  uint32_t number = (uint32_t)n;
  return lode_buf_append(out, &number, sizeof number);
}

static int freeze_text(lode_buf *out, const char *text, size_t n) {
  int err = freeze_number(out, n);
  return err < 0 ? err : lode_buf_append(out, text, n);
}

static int freeze_name(lode_buf *out, const lode_name *name) {
  return name == NULL ? freeze_number(out, FREEZE_NONE)
                      : freeze_text(out, name->text, name->size);
}

static int freeze_requests(lode_buf *out, const lode_unit *unit) {
  int err = freeze_number(out, unit->request_count);
  for (size_t i = 0; i < unit->request_count && err == 0; i++) {
    const lode_request *r = &unit->requests[i];
    err = freeze_name(out, r->specifier);
    const lode_node *a = r->attributes;
    for (; a != NULL && err == 0; a = a->next) {
      err = freeze_name(out, a->u.child[0]->u.name);
      if (err == 0) {
        err = freeze_name(out, a->u.child[1]->u.name);
      }
    }
    const uint32_t rest[3] = {FREEZE_NONE, r->phase, r->offset};
    if (err == 0) {
      err = lode_buf_append(out, rest, sizeof rest);
    }
  }
  return err;
}

static int freeze_imports(lode_buf *out, const lode_unit *unit) {
  int err = freeze_number(out, unit->import_count);
  for (size_t i = 0; i < unit->import_count && err == 0; i++) {
    const lode_import_entry *entry = &unit->imports[i];
    const uint32_t rest[2] = {entry->request, entry->offset};
    err = freeze_name(out, entry->name);
    if (err == 0) {
      err = lode_buf_append(out, rest, sizeof rest);
    }
  }
  return err;
}

static int freeze_exports(lode_buf *out, const lode_unit *unit) {
  int err = freeze_number(out, unit->export_count);
  for (size_t i = 0; i < unit->export_count && err == 0; i++) {
    const lode_export_entry *entry = &unit->exports[i];
    const uint32_t rest[3] = {entry->kind, entry->request, entry->offset};
    err = freeze_name(out, entry->name);
    if (err == 0) {
      err = freeze_name(out, entry->import);
    }
    if (err == 0) {
      err = lode_buf_append(out, rest, sizeof rest);
    }
  }
  return err;
}

int lode_unit_freeze(const lode_unit *unit, lode_buf *out) {
  const lode_edits *edits = &unit->edits;
  const uint32_t head[3] = {(uint32_t)unit->goal, unit->flags, unit->helpers};
  int err = lode_buf_append(out, head, sizeof head);
  if (err == 0) {
    err = lode_buf_append(out, unit->prefix, sizeof unit->prefix);
  }
  if (err == 0) {
    err = freeze_requests(out, unit);
  }
  if (err == 0) {
    err = freeze_imports(out, unit);
  }
  if (err == 0) {
    err = freeze_exports(out, unit);
  }
  if (err == 0) {
    err = freeze_text(out, (const char *)edits->items,
                      edits->count * sizeof *edits->items);
  }
  if (err == 0) {
    err = freeze_text(out, edits->text.data, edits->text.size);
  }
  if (err == 0) {
    err = freeze_text(out, unit->prelude.data, unit->prelude.size);
  }
  return err < 0 ? err : freeze_text(out, unit->footer.data, unit->footer.size);
}

typedef struct freeze_reader {
  const char *at, *end;
  lode_arena *arena;
  bool failed;
} freeze_reader;

static void thaw_bytes(freeze_reader *r, void *to, size_t n) {
  if (n > (size_t)(r->end - r->at)) {
    r->failed = true;
    memset(to, 0, n);
    return;
  }
  memcpy(to, r->at, n);
  r->at += n;
}

static uint32_t thaw_number(freeze_reader *r) {
  uint32_t n;
  thaw_bytes(r, &n, sizeof n);
  return n;
}

// How many things of at least `size` bytes come.
static uint32_t thaw_count(freeze_reader *r, size_t size) {
  uint32_t n = thaw_number(r);
  if (n > (size_t)(r->end - r->at) / size) {
    r->failed = true;
    return 0;
  }
  return n;
}

static void *thaw_room(freeze_reader *r, size_t n) {
  void *p = lode_arena_alloc(r->arena, n + 1);
  r->failed = r->failed || p == NULL;
  if (p != NULL) {
    memset(p, 0, n);
  }
  return p;
}

// NULL for the name that is not there, and on failure.
static lode_name *thaw_name(freeze_reader *r) {
  uint32_t n = thaw_number(r);
  if (n == FREEZE_NONE || r->failed) {
    return NULL;
  }
  if (n > (size_t)(r->end - r->at)) {
    r->failed = true;
    return NULL;
  }
  lode_name *name = thaw_room(r, sizeof *name);
  if (name != NULL) {
    name->text = r->at;
    name->size = n;
  }
  r->at += n;
  return name;
}

static lode_node *thaw_node(freeze_reader *r, lode_name *name) {
  lode_node *node = thaw_room(r, sizeof *node);
  if (node != NULL) {
    node->u.name = name;
  }
  return node;
}

static lode_node *thaw_attributes(freeze_reader *r) {
  lode_node *first = NULL, **last = &first;
  for (;;) {
    lode_name *key = thaw_name(r);
    if (key == NULL) {
      return first;
    }
    lode_name *value = thaw_name(r);
    lode_node *a = thaw_node(r, NULL);
    if (a == NULL || value == NULL) {
      r->failed = true;
      return first;
    }
    a->u.child[0] = thaw_node(r, key);
    a->u.child[1] = thaw_node(r, value);
    *last = a;
    last = &a->next;
  }
}

static void thaw_record(freeze_reader *r, lode_unit *unit) {
  uint32_t n = thaw_count(r, 16);
  unit->requests = thaw_room(r, n * sizeof *unit->requests);
  for (uint32_t i = 0; i < n && !r->failed; i++) {
    lode_request *request = &unit->requests[i];
    request->specifier = thaw_name(r);
    request->attributes = thaw_attributes(r);
    request->phase = (uint8_t)thaw_number(r);
    request->offset = thaw_number(r);
    r->failed = r->failed || request->specifier == NULL;
  }
  unit->request_count = n;
  n = thaw_count(r, 12);
  unit->imports = thaw_room(r, n * sizeof *unit->imports);
  for (uint32_t i = 0; i < n && !r->failed; i++) {
    lode_import_entry *entry = &unit->imports[i];
    entry->name = thaw_name(r);
    entry->request = thaw_number(r);
    entry->offset = thaw_number(r);
  }
  unit->import_count = n;
  n = thaw_count(r, 20);
  unit->exports = thaw_room(r, n * sizeof *unit->exports);
  for (uint32_t i = 0; i < n && !r->failed; i++) {
    lode_export_entry *entry = &unit->exports[i];
    entry->name = thaw_name(r);
    entry->import = thaw_name(r);
    entry->kind = (uint8_t)thaw_number(r);
    entry->request = thaw_number(r);
    entry->offset = thaw_number(r);
  }
  unit->export_count = n;
}

static void thaw_text(freeze_reader *r, lode_buf *to) {
  uint32_t n = thaw_count(r, 1);
  if (r->failed || lode_buf_append(to, r->at, n) < 0) {
    r->failed = true;
    return;
  }
  r->at += n;
}

static void thaw_edits(freeze_reader *r, lode_unit *unit) {
  lode_edits *edits = &unit->edits;
  uint32_t n = thaw_count(r, 1);
  edits->count = n / sizeof *edits->items;
  edits->capacity = edits->count + 1;  // the head will be one
  edits->items = lode_try_malloc(edits->capacity * sizeof *edits->items);
  if (edits->items == NULL || r->failed) {
    edits->count = 0;
    r->failed = true;
    return;
  }
  thaw_bytes(r, edits->items, edits->count * sizeof *edits->items);
  thaw_text(r, &edits->text);
  size_t at = 0;
  for (size_t i = 0; i < edits->count; i++) {
    const lode_edit *e = &edits->items[i];
    r->failed = r->failed || e->at < at || e->at > unit->size ||
                e->removed > unit->size - e->at || e->text > edits->text.size ||
                e->size > edits->text.size - e->text;
    at = e->at;
  }
}

int lode_unit_thaw(const char *source, size_t size, const char *bytes, size_t n,
                   lode_unit **out) {
  lode_unit *unit = lode_malloc(sizeof *unit);
  int err = lode_unit_copy(unit, source, size);
  if (err == 0) {
    freeze_reader r = {bytes, bytes + n, &unit->arena, false};
    unit->goal = (lode_goal)thaw_number(&r);
    unit->flags = thaw_number(&r);
    unit->helpers = thaw_number(&r);
    thaw_bytes(&r, unit->prefix, sizeof unit->prefix);
    thaw_record(&r, unit);
    thaw_edits(&r, unit);
    thaw_text(&r, &unit->prelude);
    thaw_text(&r, &unit->footer);
    err = r.failed || r.at != r.end ? -EINVAL : 0;
  }
  if (err < 0) {
    lode_unit_free(unit);
    return err;
  }
  *out = unit;
  return 0;
}

int lode_positions_freeze(const lode_positions *map, lode_buf *out) {
  int err = freeze_text(out, (const char *)map->items,
                        map->count * sizeof *map->items);
  return err < 0 ? err : freeze_text(out, map->text.data, map->text.size);
}

int lode_positions_thaw(const char *bytes, size_t n, lode_positions *map,
                        size_t *used) {
  freeze_reader r = {bytes, bytes + n, NULL, false};
  uint32_t size = thaw_count(&r, 1);
  map->count = map->capacity = size / sizeof *map->items;
  map->items = lode_try_malloc((map->count + 1) * sizeof *map->items);
  if (map->items == NULL) {
    map->count = map->capacity = 0;
    return -ENOMEM;
  }
  thaw_bytes(&r, map->items, map->count * sizeof *map->items);
  thaw_text(&r, &map->text);
  for (size_t i = 0; i < map->count; i++) {
    const lode_moved *m = &map->items[i];
    r.failed = r.failed || m->text > map->text.size ||
               m->size > map->text.size - m->text;
  }
  *used = (size_t)(r.at - bytes);
  return r.failed ? -EINVAL : 0;
}
