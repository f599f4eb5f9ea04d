// SPDX-License-Identifier: MIT
// Which enums and namespaces a text declares and what they export, so that
// the names of what lives in a namespace object lead there.
#include <stdlib.h>
#include <string.h>

#include "compiler/ts_transform.h"

static transform_symbol *names_symbol(lode_transform *t,
                                      transform_symbol *owner,
                                      const lode_scope *scope,
                                      const lode_name *name) {
  const lode_scope *where = owner != NULL ? NULL : scope;
  transform_symbol *s = t->symbols;
  while (s != NULL &&
         (s->owner != owner || s->scope != where || s->name != name)) {
    s = s->next;
  }
  if (s == NULL) {
    s = lode_transform_alloc(t, sizeof *s);
    if (s != NULL) {
      *s = (transform_symbol){
          .owner = owner, .scope = where, .name = name, .next = t->symbols};
      t->symbols = s;
    }
  }
  return s;
}

static void names_mark(lode_transform *t, const lode_name *name) {
  size_t at = name->hash & t->exported_mask;
  while (t->exported[at] != NULL && t->exported[at] != name) {
    at = (at + 1) & t->exported_mask;
  }
  t->exported[at] = name;
}

static bool names_is_marked(const lode_transform *t, const lode_name *name) {
  if (t->exported == NULL) {
    return false;
  }
  size_t at = name->hash & t->exported_mask;
  while (t->exported[at] != NULL && t->exported[at] != name) {
    at = (at + 1) & t->exported_mask;
  }
  return t->exported[at] == name;
}

static void names_export(lode_transform *t, const transform_space *space,
                         const lode_node *identifier, bool variable) {
  transform_symbol *symbol = space->levels[space->count - 1].symbol;
  transform_export *e = lode_transform_alloc(t, sizeof *e);
  if (e != NULL && identifier != NULL) {
    *e = (transform_export){identifier->u.ident.name,
                            lode_node_scope(space->node), variable,
                            symbol->exports};
    symbol->exports = e;
    names_mark(t, e->name);
  }
}

// Every name that a pattern binds.
static void names_export_pattern(lode_transform *t,
                                 const transform_space *space,
                                 const lode_node *node) {
  switch (node->kind) {
    case LODE_IDENTIFIER:
      names_export(t, space, node, true);
      break;
    case LODE_PROPERTY:
      names_export_pattern(t, space, node->u.child[1]);
      break;
    case LODE_DEFAULT:
    case LODE_REST:
    case LODE_DECLARATOR:
      names_export_pattern(t, space, node->u.child[0]);
      break;
    case LODE_ARRAY_PATTERN:
    case LODE_OBJECT_PATTERN:
      for (node = node->u.child[0]; node != NULL; node = node->next) {
        names_export_pattern(t, space, node);
      }
      break;
    default:
      break;
  }
}

transform_space *lode_transform_space_of(lode_transform *t,
                                         const lode_node *node) {
  size_t low = 0, high = t->space_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->spaces[middle].node->start < node->start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < t->space_count && t->spaces[low].node == node ? &t->spaces[low]
                                                             : NULL;
}

static void names_of_body(lode_transform *t, transform_space *space) {
  const lode_node *item = space->node->u.child[1];
  for (; item != NULL; item = item->next) {
    const lode_node *node =
        item->kind == LODE_EXPORT_DECLARATION ? item->u.child[0] : item;
    if (node->kind == LODE_DECORATED) {
      node = node->u.child[1];
    }
    if (node->kind == LODE_ENUM || node->kind == LODE_NAMESPACE) {
      transform_space *inner = lode_transform_space_of(t, node);
      if (inner != NULL) {
        inner->outer = space;
        inner->exported = item->kind == LODE_EXPORT_DECLARATION;
      }
    }
    if (item->kind != LODE_EXPORT_DECLARATION) {
      continue;
    }
    if (node->kind == LODE_VARIABLE) {
      const lode_node *d = node->u.child[0];
      for (; d != NULL; d = d->next) {
        names_export_pattern(t, space, d);
      }
    } else if (node->kind != LODE_EMPTY) {
      names_export(t, space, node->u.child[0],
                   node->kind == LODE_IMPORT_EQUALS);
    }
  }
}

// Whether something inside the body, or a later level, has the name of this
// level: the function's parameter needs another then.
static bool names_conflict(const transform_space *space, size_t level,
                           const lode_name *name) {
  for (size_t i = level + 1; i < space->count; i++) {
    if (space->levels[i].symbol->name == name) {
      return true;
    }
  }
  const lode_node *node = space->node;
  const lode_node *use = name->first;
  for (; use != NULL; use = use->u.ident.same) {
    if (use->start > node->at && use->start < node->end &&
        (use->flags & LODE_USE_BINDING)) {
      return true;
    }
  }
  return false;
}

static void names_of_levels(lode_transform *t, transform_space *space) {
  const lode_node *name = space->node->u.child[0];
  bool single = space->node->kind == LODE_ENUM;
  transform_symbol *owner = NULL;
  if (space->exported) {
    owner = space->outer->levels[space->outer->count - 1].symbol;
  }
  for (const lode_node *n = name; n != NULL; n = n->next) {
    space->count++;
    if (single) {
      break;
    }
  }
  space->levels = lode_transform_alloc(t, space->count * sizeof *space->levels);
  const lode_scope *scope = name->u.ident.scope;
  for (size_t i = 0; i < space->count && !t->failed; i++) {
    const lode_name *word = i == 0 ? name->u.ident.name : name->u.name;
    owner = names_symbol(t, owner, scope, word);
    space->levels[i].symbol = owner;
    name = name->next;
  }
  for (size_t i = 0; i < space->count && !t->failed; i++) {
    const lode_name *word = space->levels[i].symbol->name;
    const char *text = lode_transform_name(t, word);
    space->levels[i].param =
        names_conflict(space, i, word) ? lode_transform_invent(t, text) : text;
  }
}

static void names_of_enum(lode_transform *t, transform_space *space) {
  transform_symbol *symbol = space->levels[0].symbol;
  const lode_node *member = space->node->u.child[1];
  for (; member != NULL; member = member->next) {
    transform_member *m = lode_transform_alloc(t, sizeof *m);
    const lode_node *key = member->u.child[0];
    if (m != NULL) {
      *m = (transform_member){.name = key->u.name, .next = symbol->members};
      symbol->members = m;
      names_mark(t, m->name);
    }
  }
}

static int names_by_start(const void *a, const void *b) {
  uint32_t x = ((const transform_space *)a)->node->start;
  uint32_t y = ((const transform_space *)b)->node->start;
  return x < y ? -1 : x > y;
}

void lode_transform_collect(lode_transform *t) {
  const lode_ts *ts = t->program->ts;
  t->spaces =
      lode_transform_alloc(t, (ts->found_count + 1) * sizeof *t->spaces);
  for (size_t i = 0; i < ts->found_count && !t->failed; i++) {
    lode_ts_kind kind = ts->found[i].kind;
    if (kind == LODE_TS_ENUM || kind == LODE_TS_NAMESPACE) {
      t->spaces[t->space_count++].node = ts->found[i].node;
    }
  }
  if (t->space_count == 0 || t->failed) {
    return;
  }
  qsort(t->spaces, t->space_count, sizeof *t->spaces, names_by_start);
  size_t room = 16;
  while (room < t->program->name_count * 2) {
    room *= 2;
  }
  t->exported = lode_transform_alloc(t, room * sizeof *t->exported);
  t->exported_mask = room - 1;
  for (size_t i = 0; i < t->space_count && !t->failed; i++) {
    names_of_levels(t, &t->spaces[i]);
    if (t->failed) {
      return;
    }
    if (t->spaces[i].node->kind == LODE_NAMESPACE) {
      names_of_body(t, &t->spaces[i]);
    } else {
      names_of_enum(t, &t->spaces[i]);
    }
  }
}

static transform_member *names_member(const transform_symbol *symbol,
                                      const lode_name *name) {
  transform_member *m = symbol->members;
  while (m != NULL && m->name != name) {
    m = m->next;
  }
  return m;
}

// The level of a namespace around a body whose object has the name.
static const transform_level *names_level(const transform_space *space,
                                          const lode_name *name) {
  for (size_t i = space->count; i-- > 0;) {
    const transform_symbol *symbol = space->levels[i].symbol;
    const transform_export *e = symbol->exports;
    while (e != NULL && e->name != name) {
      e = e->next;
    }
    bool inner =
        i + 1 < space->count && space->levels[i + 1].symbol->name == name;
    if (inner) {
      return NULL;  // the variable of the next level
    }
    if (e != NULL || names_member(symbol, name) != NULL) {
      return &space->levels[i];
    }
  }
  return NULL;
}

// Whether the body itself declares the name, in its object alone.
static bool names_is_variable(const transform_space *space,
                              const lode_scope *scope, const lode_name *name) {
  const transform_export *e = space->levels[space->count - 1].symbol->exports;
  while (e != NULL && (e->name != name || e->scope != scope || !e->variable)) {
    e = e->next;
  }
  return e != NULL;
}

// The namespace level whose property the identifier means, or NULL.
static const transform_level *names_resolve(lode_transform *t,
                                            const lode_node *node) {
  const lode_name *name = node->u.ident.name;
  const transform_space *value = t->value;
  const lode_scope *scope = node->u.ident.scope;
  for (; scope != NULL; scope = scope->parent) {
    if (value != NULL && scope == lode_node_scope(value->node)) {
      if (names_member(value->levels[0].symbol, name) != NULL) {
        return &value->levels[0];
      }
      value = NULL;
    }
    bool body = scope->kind == LODE_SCOPE_FUNCTION && scope->node != NULL &&
                scope->node->kind == LODE_NAMESPACE;
    const transform_space *space =
        body ? lode_transform_space_of(t, scope->node) : NULL;
    if (scope->kind != LODE_SCOPE_COVER &&
        lode_scope_find(scope, name) != NULL) {
      return space != NULL && names_is_variable(space, scope, name)
                 ? &space->levels[space->count - 1]
                 : NULL;
    }
    const transform_level *level =
        space != NULL ? names_level(space, name) : NULL;
    if (level != NULL) {
      return level;
    }
  }
  return NULL;
}

void lode_transform_identifier(lode_transform *t, const lode_node *node) {
  const lode_name *name = node->u.ident.name;
  if ((node->flags & LODE_USE_NONE) || !names_is_marked(t, name)) {
    return;
  }
  const transform_level *level = names_resolve(t, node);
  if (level == NULL) {
    return;
  }
  const char *text = lode_transform_name(t, name);
  if (node->flags & LODE_USE_SHORTHAND) {
    lode_transform_edit(t, node->start, node->start, "%s:%s.", text,
                        level->param);
  } else {
    lode_transform_edit(t, node->start, node->start, "%s.", level->param);
  }
}

transform_member *lode_transform_member_of(lode_transform *t,
                                           const lode_node *object,
                                           const char *text, size_t n) {
  const lode_scope *scope = object->u.ident.scope;
  while (scope != NULL &&
         (scope->kind == LODE_SCOPE_COVER ||
          lode_scope_find(scope, object->u.ident.name) == NULL)) {
    scope = scope->parent;
  }
  for (size_t i = 0; i < t->space_count && scope != NULL; i++) {
    const transform_space *space = &t->spaces[i];
    if (space->node->kind == LODE_ENUM &&
        lode_node_scope(space->node) == scope &&
        space->levels[0].symbol->name == object->u.ident.name) {
      transform_member *m = space->levels[0].symbol->members;
      while (m != NULL && (m->name->size != n ||
                           (n > 0 && memcmp(m->name->text, text, n) != 0))) {
        m = m->next;
      }
      return m;
    }
  }
  return NULL;
}

bool lode_transform_declares(lode_transform *t, const lode_node *identifier) {
  const lode_name *name = identifier->u.ident.name;
  const lode_declaration *d =
      lode_scope_resolve(identifier->u.ident.scope, name, NULL);
  const lode_node *use = name->first;
  for (; use != NULL && use->start < identifier->start;
       use = use->u.ident.same) {
    if ((use->flags & LODE_USE_BINDING) &&
        lode_scope_resolve(use->u.ident.scope, name, NULL) == d &&
        !lode_transform_erased(t, use->start)) {
      return false;
    }
  }
  return true;
}

const char *lode_transform_object(lode_transform *t,
                                  const transform_space *space, size_t level) {
  const transform_symbol *symbol = space->levels[level].symbol;
  const char *name = lode_transform_name(t, symbol->name);
  const char *param = NULL;
  if (level > 0) {
    param = space->levels[level - 1].param;
  } else if (space->exported) {
    param = space->outer->levels[space->outer->count - 1].param;
  }
  if (param == NULL) {
    return lode_transform_text(t, "(%s||(%s={}))", name, name);
  }
  const char *access = lode_transform_access(t, symbol->name);
  return lode_transform_text(t, "(%s=%s%s||(%s%s={}))", name, param, access,
                             param, access);
}
