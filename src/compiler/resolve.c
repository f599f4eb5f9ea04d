// SPDX-License-Identifier: MIT
// The module record: what a module asks for, imports and exports; and the
// table of the variables that are imported or exported, by name.
#include <errno.h>
#include <string.h>

#include "compiler/emit.h"

static bool resolve_same_attributes(const lode_node *a, const lode_node *b) {
  size_t n = 0, m = 0;
  for (const lode_node *i = a; i != NULL; i = i->next) {
    bool found = false;
    for (const lode_node *k = b; k != NULL && !found; k = k->next) {
      found = i->u.child[0]->u.name == k->u.child[0]->u.name &&
              i->u.child[1]->u.name == k->u.child[1]->u.name;
    }
    if (!found) {
      return false;
    }
    n++;
  }
  for (const lode_node *k = b; k != NULL; k = k->next) {
    m++;
  }
  return n == m;
}

// The STRING that an import or export names, with its attributes.
static const lode_node *resolve_source(const lode_node *item,
                                       const lode_node **attributes) {
  switch (item->kind) {
    case LODE_IMPORT:
    case LODE_EXPORT:
      *attributes = item->u.child[2];
      return item->u.child[1];
    case LODE_EXPORT_ALL:
      *attributes = item->u.child[1];
      return item->u.child[0];
    default:
      return NULL;
  }
}

// The index of the item's request, made when it is the first of its kind.
static uint32_t resolve_request(lode_unit *unit, const lode_node *item) {
  const lode_node *attributes = NULL;
  const lode_node *source = resolve_source(item, &attributes);
  uint8_t phase = item->kind == LODE_IMPORT && item->op != 0 ? 1 : 0;
  for (size_t i = 0; i < unit->request_count; i++) {
    const lode_request *r = &unit->requests[i];
    if (r->specifier == source->u.name && r->phase == phase &&
        resolve_same_attributes(r->attributes, attributes)) {
      return (uint32_t)i;
    }
  }
  unit->requests[unit->request_count] =
      (lode_request){source->u.name, attributes, source->start, phase};
  return (uint32_t)unit->request_count++;
}

static void resolve_count(const lode_program *program, size_t counts[3]) {
  for (const lode_node *n = program->body; n != NULL; n = n->next) {
    const lode_node *attributes;
    counts[0] += resolve_source(n, &attributes) != NULL;
    if (n->kind == LODE_IMPORT || n->kind == LODE_EXPORT) {
      for (const lode_node *s = n->u.child[0]; s != NULL; s = s->next) {
        counts[n->kind == LODE_IMPORT ? 1 : 2]++;
      }
    } else if (n->kind == LODE_EXPORT_ALL || n->kind == LODE_EXPORT_DEFAULT) {
      counts[2]++;
    } else if (n->kind == LODE_EXPORT_DECLARATION) {
      // Each name that is declared: no more than there are bytes.
      counts[2] +=
          n->u.child[0]->kind == LODE_VARIABLE ? (n->end - n->start) / 2 : 1;
    }
  }
}

static emit_binding *resolve_slot(lode_emitter *e, const lode_name *name) {
  size_t i = name->hash & e->mask;
  while (e->bindings[i].name != NULL && e->bindings[i].name != name) {
    i = (i + 1) & e->mask;
  }
  return &e->bindings[i];
}

static void resolve_imports(lode_emitter *e, const lode_node *item) {
  lode_unit *unit = e->unit;
  uint32_t request = resolve_request(unit, item);
  for (const lode_node *s = item->u.child[0]; s != NULL; s = s->next) {
    const lode_node *local = s->u.member.child_[0];
    emit_binding *binding = resolve_slot(e, local->u.ident.name);
    binding->name = local->u.ident.name;
    unit->imports[unit->import_count++] =
        (lode_import_entry){binding->name, s->u.member.name, request, s->start};
    binding->import = (uint32_t)unit->import_count;
  }
}

static void resolve_export(lode_emitter *e, lode_export_entry entry) {
  lode_unit *unit = e->unit;
  if (entry.kind == LODE_EXPORT_LOCAL && entry.local != NULL) {
    emit_binding *binding = resolve_slot(e, entry.local);
    if (binding->import > 0) {
      const lode_import_entry *from = &unit->imports[binding->import - 1];
      entry.kind = LODE_EXPORT_INDIRECT;
      entry.import = from->name;
      entry.request = from->request;
      entry.offset = from->offset;
    } else {
      binding->name = entry.local;
      entry.next = binding->export;
      binding->export = (uint32_t)unit->export_count + 1;
    }
  }
  unit->exports[unit->export_count++] = entry;
}

// Every name that a pattern binds is exported under itself.
static void resolve_pattern(lode_emitter *e, const lode_node *n) {
  for (; n != NULL; n = n->next) {
    switch (n->kind) {
      case LODE_IDENTIFIER:
        resolve_export(e, (lode_export_entry){.name = n->u.ident.name,
                                              .local = n->u.ident.name,
                                              .offset = n->start});
        break;
      case LODE_DEFAULT:
      case LODE_DECLARATOR: {
        lode_node target = *n->u.child[0];
        if (target.kind == LODE_IDENTIFIER) {
          target.next = NULL;
          resolve_pattern(e, &target);
        } else {
          resolve_pattern(e, n->u.child[0]);
        }
        break;
      }
      case LODE_PROPERTY:
        resolve_pattern(e, n->u.child[1]);
        break;
      case LODE_REST:
      case LODE_ARRAY_PATTERN:
      case LODE_OBJECT_PATTERN:
        resolve_pattern(e, n->u.child[0]);
        break;
      default:
        break;
    }
  }
}

static void resolve_declared(lode_emitter *e, const lode_node *item) {
  const lode_node *declaration = item->u.child[0];
  if (declaration->kind == LODE_VARIABLE) {
    resolve_pattern(e, declaration->u.child[0]);
    return;
  }
  bool is_default = item->kind == LODE_EXPORT_DEFAULT;
  const lode_name *local = NULL;
  bool statement = (declaration->kind == LODE_FUNCTION &&
                    (declaration->flags & LODE_FUNCTION_STATEMENT) != 0) ||
                   (declaration->kind == LODE_CLASS &&
                    (declaration->flags & LODE_CLASS_STATEMENT) != 0);
  if (statement && declaration->u.child[0] != NULL) {
    local = declaration->u.child[0]->u.ident.name;
  }
  resolve_export(e, (lode_export_entry){.name = is_default ? NULL : local,
                                        .local = local,
                                        .offset = declaration->start});
}

static void resolve_specifiers(lode_emitter *e, const lode_node *item) {
  for (const lode_node *s = item->u.child[0]; s != NULL; s = s->next) {
    lode_export_entry entry = {.name = s->u.member.name, .offset = s->start};
    const lode_node *from = s->u.member.child_[0];
    if (item->u.child[1] != NULL) {
      entry.kind = LODE_EXPORT_INDIRECT;
      entry.import = from->u.name;
      entry.request = resolve_request(e->unit, item);
    } else {
      entry.local = from->u.ident.name;
    }
    resolve_export(e, entry);
  }
}

static void resolve_exports(lode_emitter *e, const lode_node *item) {
  switch (item->kind) {
    case LODE_EXPORT:
      resolve_specifiers(e, item);
      break;
    case LODE_EXPORT_ALL: {
      lode_export_entry entry = {.name = item->u.pair.name,
                                 .request = resolve_request(e->unit, item),
                                 .offset = item->at};
      entry.kind = entry.name != NULL ? LODE_EXPORT_INDIRECT : LODE_EXPORT_STAR;
      resolve_export(e, entry);
      break;
    }
    case LODE_EXPORT_DECLARATION:
    case LODE_EXPORT_DEFAULT:
      resolve_declared(e, item);
      break;
    default:
      break;
  }
}

int lode_emit_bindings(lode_emitter *e) {
  lode_unit *unit = e->unit;
  size_t counts[3] = {0, 0, 0};
  resolve_count(e->program, counts);
  size_t size = 4;
  while (size < (counts[1] + counts[2]) * 2) {
    size *= 2;
  }
  lode_arena *arena = &unit->arena;
  unit->requests =
      lode_arena_alloc(arena, (counts[0] + 1) * sizeof *unit->requests);
  unit->imports =
      lode_arena_alloc(arena, (counts[1] + 1) * sizeof *unit->imports);
  e->import_capacity = counts[1] + 1;
  unit->exports =
      lode_arena_alloc(arena, (counts[2] + 1) * sizeof *unit->exports);
  e->bindings = lode_arena_alloc(arena, size * sizeof *e->bindings);
  if (unit->requests == NULL || unit->imports == NULL ||
      unit->exports == NULL || e->bindings == NULL) {
    return -ENOMEM;
  }
  memset(e->bindings, 0, size * sizeof *e->bindings);
  e->mask = size - 1;
  for (const lode_node *n = e->program->body; n != NULL; n = n->next) {
    const lode_node *attributes;
    if (n->kind == LODE_IMPORT) {
      resolve_imports(e, n);
    } else if (resolve_source(n, &attributes) != NULL) {
      resolve_request(unit, n);
    }
  }
  for (const lode_node *n = e->program->body; n != NULL; n = n->next) {
    resolve_exports(e, n);
  }
  return 0;
}

emit_binding *lode_emit_binding_of(lode_emitter *e, const lode_node *ident) {
  if (e->bindings == NULL) {
    return NULL;
  }
  const lode_name *name = ident->u.ident.name;
  emit_binding *binding = resolve_slot(e, name);
  if (binding->name == NULL) {
    return NULL;
  }
  const lode_declaration *declaration =
      lode_scope_resolve(ident->u.ident.scope, name, NULL);
  bool outermost = e->evaluated ? declaration == NULL
                                : declaration != NULL &&
                                      declaration->scope == e->program->scope;
  return outermost ? binding : NULL;
}
