// SPDX-License-Identifier: MIT
// Scopes and what they declare. While a scope is open, each of its names leads
// to its innermost open declaration (name->declaration, then ->outer), so that
// a duplicate is found without a search.
#include <stdio.h>
#include <string.h>

#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

#define SCOPE_TABLE_FROM 12  // declarations that are worth a hash table

lode_scope *lode_scope_open(lode_parser *p, lode_scope_kind kind,
                            uint32_t start) {
  lode_scope *scope = lode_parser_alloc(p, sizeof *scope);
  *scope = (lode_scope){.kind = (uint8_t)kind,
                        .start = start,
                        .parent = p->scope,
                        .flags = p->strict ? LODE_FUNCTION_STRICT : 0};
  if (p->scope != NULL) {
    scope->depth = p->scope->depth + 1;
  }
  p->scope = scope;
  return scope;
}

// Declarations that another one of the same name in the same scope offends.
static bool scope_is_lexical(const lode_declaration *d) {
  return d->kind >= LODE_DECLARE_LET && d->kind != LODE_DECLARE_CATCH &&
         d->kind < LODE_DECLARE_FUNCTION_NAME;
}

static void scope_duplicate(lode_parser *p, const lode_node *identifier,
                            uint32_t start) {
  if (lode_ts_on(p)) {
    return;  // overloads and merging; the JavaScript is checked later
  }
  lode_token t = {.start = start, .end = identifier->end};
  char message[160];
  const lode_name *name = identifier->u.ident.name;
  int shown = name->size > 100 ? 100 : (int)name->size;
  while (shown > 0 && (name->text[shown] & 0xC0) == 0x80) {
    shown--;
  }
  snprintf(message, sizeof message,
           "Identifier '%.*s' has already been declared", shown, name->text);
  lode_parser_fault(p, LODE_FAULT_REDECLARED, &t, message);
}

static lode_declaration *scope_add(lode_parser *p, lode_scope *scope,
                                   lode_name *name, lode_declare_kind kind) {
  lode_declaration *d = lode_parser_alloc(p, sizeof *d);
  *d = (lode_declaration){.name = name, .scope = scope, .kind = (uint8_t)kind};
  if (scope->last == NULL) {
    scope->first = d;
  } else {
    scope->last->next = d;
  }
  scope->last = d;
  scope->count++;
  lode_declaration **at = &name->declaration;
  while (*at != NULL && (*at)->scope->depth > scope->depth) {
    at = &(*at)->outer;
  }
  d->outer = *at;
  *at = d;
  return d;
}

static lode_declaration *scope_open_find(const lode_scope *scope,
                                         const lode_name *name) {
  lode_declaration *d = name->declaration;
  while (d != NULL && d->scope->depth > scope->depth) {
    d = d->outer;
  }
  return d != NULL && d->scope == scope ? d : NULL;
}

static void scope_declare_var(lode_parser *p, lode_node *identifier,
                              lode_declare_kind kind, lode_node *owner) {
  lode_scope *scope = p->function->var_scope;
  lode_name *name = identifier->u.ident.name;
  lode_declaration *d = name->declaration;
  for (; d != NULL && d->scope->depth > scope->depth; d = d->outer) {
    if (scope_is_lexical(d)) {
      scope_duplicate(p, identifier, identifier->start);
    }
  }
  d = d != NULL && d->scope == scope ? d : NULL;
  if (d != NULL && scope_is_lexical(d)) {
    scope_duplicate(p, identifier, identifier->start);
  }
  if (d == NULL) {
    d = scope_add(p, scope, name, kind);
    d->node = identifier;
    d->owner = owner;
  } else if (kind == LODE_DECLARE_FUNCTION &&
             d->kind != LODE_DECLARE_PARAMETER) {
    d->kind = LODE_DECLARE_FUNCTION;
    d->owner = owner;
  }
  d->latest = identifier->start + 1;
}

// Functions in blocks may repeat in sloppy code, but only plain ones.
static bool scope_may_repeat(const lode_parser *p, const lode_declaration *d,
                             lode_declare_kind kind, const lode_node *owner) {
  const uint16_t special = LODE_FUNCTION_ASYNC | LODE_FUNCTION_GENERATOR;
  return !p->strict && kind == LODE_DECLARE_BLOCK_FUNCTION &&
         d->kind == LODE_DECLARE_BLOCK_FUNCTION && !(owner->flags & special) &&
         !(d->owner->flags & special);
}

static bool scope_lexical_conflict(const lode_parser *p, const lode_name *name,
                                   const lode_declaration *d,
                                   lode_declare_kind kind,
                                   const lode_node *owner) {
  const lode_scope *scope = p->scope;
  if (d != NULL) {
    return !scope_may_repeat(p, d, kind, owner);
  }
  const lode_scope *parent = scope->parent;
  if (parent != NULL &&
      (scope->kind == LODE_SCOPE_BODY ||
       (scope->kind == LODE_SCOPE_BLOCK && parent->kind == LODE_SCOPE_CATCH)) &&
      scope_open_find(parent, name) != NULL) {
    return true;
  }
  if (scope == p->function->var_scope) {
    return false;
  }
  d = scope_open_find(p->function->var_scope, name);
  return d != NULL && d->latest > scope->start;
}

static void scope_declare_lexical(lode_parser *p, lode_node *identifier,
                                  lode_declare_kind kind, lode_node *owner) {
  lode_name *name = identifier->u.ident.name;
  lode_declaration *d = scope_open_find(p->scope, name);
  if (scope_lexical_conflict(p, name, d, kind, owner)) {
    scope_duplicate(
        p, identifier,
        kind == LODE_DECLARE_CLASS ? owner->start : identifier->start);
  }
  if (d == NULL) {
    d = scope_add(p, p->scope, name, kind);
  }
  d->node = identifier;
  d->owner = owner;
}

static void scope_declare_parameter(lode_parser *p, lode_node *identifier,
                                    lode_declare_kind kind) {
  lode_name *name = identifier->u.ident.name;
  lode_declaration *d = scope_open_find(p->scope, name);
  if (d == NULL) {
    d = scope_add(p, p->scope, name, kind);
    d->node = identifier;
  } else if (kind != LODE_DECLARE_PARAMETER) {
    scope_duplicate(p, identifier, identifier->start);
  } else if (p->duplicate_parameter == NULL) {
    p->duplicate_parameter = identifier;
  }
}

void lode_declare(lode_parser *p, lode_node *identifier, lode_declare_kind kind,
                  lode_node *owner) {
  identifier->flags |= LODE_USE_BINDING;
  switch (kind) {
    case LODE_DECLARE_VAR:
    case LODE_DECLARE_FUNCTION:
      scope_declare_var(p, identifier, kind, owner);
      break;
    case LODE_DECLARE_PARAMETER:
    case LODE_DECLARE_CATCH:
    case LODE_DECLARE_CATCH_PATTERN:
      scope_declare_parameter(p, identifier, kind);
      break;
    case LODE_DECLARE_USING:
      p->scope->flags |= LODE_SCOPE_HAS_USING;
      scope_declare_lexical(p, identifier, kind, owner);
      break;
    case LODE_DECLARE_AWAIT_USING:
      p->scope->flags |= LODE_SCOPE_HAS_USING | LODE_SCOPE_HAS_AWAIT_USING;
      scope_declare_lexical(p, identifier, kind, owner);
      break;
    default:
      scope_declare_lexical(p, identifier, kind, owner);
  }
}

void lode_declare_implicit(lode_parser *p, const char *text) {
  uint8_t padded[24] = {0};
  size_t n = strlen(text);
  memcpy(padded, text, n);
  scope_add(p, p->scope, lode_name_copy(p, padded, n), LODE_DECLARE_PARAMETER);
}

#define SCOPE_PRIVATE_OTHER 0x80

void lode_declare_private(lode_parser *p, lode_node *key, uint16_t what) {
  lode_scope *scope = p->class_state->scope;
  lode_name *name = key->u.name;
  if (!(what & (LODE_PROPERTY_GET | LODE_PROPERTY_SET))) {
    what |= SCOPE_PRIVATE_OTHER;
  }
  lode_declaration *d = scope_open_find(scope, name);
  if (d == NULL) {
    d = scope_add(p, scope, name, LODE_DECLARE_PRIVATE);
    d->latest = what;
    d->node = key;
    return;
  }
  const uint32_t accessors = LODE_PROPERTY_GET | LODE_PROPERTY_SET;
  bool pair = !((d->latest | what) & SCOPE_PRIVATE_OTHER) &&
              !(d->latest & what & accessors) &&
              !((d->latest ^ what) & LODE_PROPERTY_STATIC);
  if (!pair && !lode_ts_on(p)) {
    lode_parser_fail(p, key->start, key->end,
                     "Identifier '%.*s' has already been declared",
                     name->size > 100 ? 100 : (int)name->size, name->text);
  }
  d->latest |= what;
}

// Annex B.3.3: functions in blocks of sloppy code, on their way out to the
// function, as long as a `var` in their place would offend nobody.
static void scope_offer(lode_scope *scope, lode_declaration *d) {
  d->outer = scope->parent->candidates;
  scope->parent->candidates = d;
}

static void scope_pass_candidates(lode_scope *scope) {
  lode_declaration *d = scope->candidates;
  while (d != NULL) {
    lode_declaration *after = d->outer;
    const lode_declaration *own = scope_open_find(scope, d->name);
    if (own == NULL || !scope_is_lexical(own)) {
      scope_offer(scope, d);
    }
    d = after;
  }
}

static void scope_hoist_candidates(lode_parser *p, lode_scope *scope) {
  lode_declaration *d = scope->candidates;
  while (d != NULL) {
    lode_declaration *after = d->outer;
    const lode_declaration *own = scope_open_find(scope, d->name);
    if (own == NULL && scope->kind == LODE_SCOPE_BODY) {
      own = scope_open_find(scope->parent, d->name);
    }
    bool free = own == NULL;
    if (free) {
      scope_add(p, scope, d->name, LODE_DECLARE_VAR)->node = d->node;
    }
    d->hoisted = free || own->kind == LODE_DECLARE_VAR ||
                 own->kind == LODE_DECLARE_FUNCTION;
    d = after;
  }
}

static void scope_make_table(lode_parser *p, lode_scope *scope) {
  uint32_t size = 16;
  while (size < scope->count * 2) {
    size *= 2;
  }
  scope->table = lode_parser_alloc(p, size * sizeof *scope->table);
  memset(scope->table, 0, size * sizeof *scope->table);
  scope->mask = size - 1;
  for (lode_declaration *d = scope->first; d != NULL; d = d->next) {
    uint32_t at = d->name->hash & scope->mask;
    while (scope->table[at] != NULL) {
      at = (at + 1) & scope->mask;
    }
    scope->table[at] = d;
  }
}

void lode_scope_close(lode_parser *p, uint32_t end) {
  lode_scope *scope = p->scope;
  bool var_scope = scope == p->function->var_scope;
  scope->end = end;
  if (scope->candidates != NULL) {
    if (var_scope) {
      scope_hoist_candidates(p, scope);
    } else {
      scope_pass_candidates(scope);
    }
  }
  const uint16_t special = LODE_FUNCTION_ASYNC | LODE_FUNCTION_GENERATOR;
  for (lode_declaration *d = scope->first; d != NULL; d = d->next) {
    lode_declaration **at = &d->name->declaration;
    while (*at != d) {
      at = &(*at)->outer;
    }
    *at = d->outer;
    if (d->kind == LODE_DECLARE_BLOCK_FUNCTION && !var_scope && !p->strict &&
        !(d->owner->flags & special)) {
      scope_offer(scope, d);
    }
  }
  if (scope->count > SCOPE_TABLE_FROM) {
    scope_make_table(p, scope);
  }
  p->scope = scope->parent;
}

void lode_note_eval(lode_parser *p) {
  lode_scope *scope = p->scope;
  for (; scope != NULL && !(scope->flags & LODE_SCOPE_HAS_EVAL);
       scope = scope->parent) {
    scope->flags |= LODE_SCOPE_HAS_EVAL;
  }
}

void lode_note_this(lode_parser *p, uint16_t flag) {
  lode_function_state *f = p->function;
  f->scope->flags |= flag;
  while (f->flags & LODE_FUNCTION_ARROW) {
    f = f->outer;
    f->scope->flags |= flag;
  }
}

lode_declaration *lode_scope_find(const lode_scope *scope,
                                  const lode_name *name) {
  if (scope->table != NULL) {
    uint32_t at = name->hash & scope->mask;
    while (scope->table[at] != NULL && scope->table[at]->name != name) {
      at = (at + 1) & scope->mask;
    }
    return scope->table[at];
  }
  lode_declaration *d = scope->first;
  while (d != NULL && d->name != name) {
    d = d->next;
  }
  return d;
}

lode_declaration *lode_scope_resolve(const lode_scope *scope,
                                     const lode_name *name, bool *dynamic) {
  const uint16_t sloppy_eval = LODE_SCOPE_HAS_EVAL;
  bool uncertain = false;
  lode_declaration *d = NULL;
  for (; scope != NULL && d == NULL; scope = scope->parent) {
    d = lode_scope_find(scope, name);
    uncertain = uncertain || scope->kind == LODE_SCOPE_WITH ||
                (d == NULL && (scope->flags & sloppy_eval) &&
                 !(scope->flags & LODE_FUNCTION_STRICT));
  }
  if (dynamic != NULL) {
    *dynamic = uncertain;
  }
  return d;
}
