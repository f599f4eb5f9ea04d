// SPDX-License-Identifier: MIT
// Variables that are imported or exported. An import becomes a read of the
// exporter's cell; a change of an exported variable is published in ours.
#include <string.h>

#include "compiler/emit.h"

static bool names_is(const lode_name *name, const char *text) {
  return name->size == strlen(text) &&
         memcmp(name->text, text, name->size) == 0;
}

// Whether `arguments` here would be the generator's: at the top of a module
// it is no variable at all.
static bool names_top_arguments(lode_emitter *e, const lode_node *ident) {
  if (!e->module || !names_is(ident->u.ident.name, "arguments")) {
    return false;
  }
  const lode_scope *scope = lode_scope_function(ident->u.ident.scope);
  while (scope->kind == LODE_SCOPE_FUNCTION &&
         (scope->flags & LODE_FUNCTION_ARROW) != 0) {
    scope = lode_scope_function(scope->parent);
  }
  return scope->kind == LODE_SCOPE_PROGRAM;
}

// Replaces the identifier; {x} keeps its key.
static void names_replace(lode_emitter *e, const lode_node *ident,
                          const char *template, uint32_t number) {
  const lode_name *name = ident->u.ident.name;
  if ((ident->flags & LODE_USE_SHORTHAND) == 0) {
    lode_emit_replace(e, ident->start, ident->end, template, name, number);
    return;
  }
  char text[64] = ":";
  strcat(text, template);
  if (names_is(name, "__proto__")) {
    // As a plain key it would set the prototype.
    lode_emit_insert(e, ident->start, "[\"", NULL, 0);
    lode_emit_insert(e, ident->end, "\"]", NULL, 0);
  }
  lode_emit_insert(e, ident->end, text, name, number);
}

void lode_emit_identifier(lode_emitter *e, const lode_node *ident, bool call) {
  if ((ident->flags & (LODE_USE_BINDING | LODE_USE_EXPORT | LODE_USE_NONE)) !=
      0) {
    return;
  }
  if (names_top_arguments(e, ident)) {
    e->unit->helpers |= EMIT_OBJECT;
    names_replace(e, ident,
                  (ident->flags & LODE_USE_TYPEOF) != 0 ? "$O.maybeArguments"
                                                        : "$O.arguments",
                  0);
    return;
  }
  emit_binding *binding = lode_emit_binding_of(e, ident);
  if (binding == NULL) {
    return;
  }
  bool write = (ident->flags & (LODE_USE_WRITE | LODE_USE_UPDATE)) != 0;
  if (e->evaluated) {
    if (binding->import != 0 || write) {
      names_replace(e, ident, call ? "(0,$S@)" : "$S@", 0);
    }
    return;
  }
  if (binding->import == 0) {
    if (write) {
      // In a pattern, or the head of a loop.
      binding->setter = true;
      e->unit->helpers |= EMIT_SETTERS;
      names_replace(e, ident, "$S@", 0);
    }
    return;
  }
  if (write) {
    e->unit->helpers |= EMIT_OBJECT;
    names_replace(e, ident, "$O.constant", 0);
    return;
  }
  // A namespace is a plain variable: a call of it has no `this`.
  bool plain = !call || e->unit->imports[binding->import - 1].name == NULL;
  // In front of a parenthesis, what stood on the line before must end.
  bool first = ident->start == e->list_start;
  names_replace(e, ident,
                plain   ? "?"
                : first ? ";(0,?)"
                        : "(0,?)",
                binding->import - 1);
}

void lode_emit_cells(lode_emitter *e, const emit_binding *binding,
                     lode_buf *out) {
  static const char name_default[] = "default";
  for (uint32_t i = binding->export; i != 0;) {
    const lode_export_entry *entry = &e->unit->exports[i - 1];
    lode_name name = {.text = name_default, .size = sizeof name_default - 1};
    if (lode_emit_template(out, e->unit->prefix, "$M@=",
                           entry->name != NULL ? entry->name : &name, 0) < 0) {
      e->failed = true;
    }
    i = entry->next;
  }
}

static void names_insert(lode_emitter *e, uint32_t at, const lode_buf *text) {
  bool joins = text->size > 0 && text->data[0] == '$' && lode_emit_joins(e, at);
  lode_edits_open(e->edits, at, 0);
  if (joins) {
    lode_edits_add(e->edits, " ", 1);
  }
  lode_edits_add(e->edits, text->data, text->size);
}

static const emit_binding *names_exported(lode_emitter *e,
                                          const lode_node *target) {
  if (target == NULL || target->kind != LODE_IDENTIFIER) {
    return NULL;
  }
  const emit_binding *binding = lode_emit_binding_of(e, target);
  return binding != NULL && binding->export != 0 ? binding : NULL;
}

static void names_insert_cells(lode_emitter *e, uint32_t at, const char *before,
                               const emit_binding *binding) {
  lode_buf text = LODE_BUF_INIT;
  e->failed |= lode_emit_template(&text, e->unit->prefix, before, NULL, 0) < 0;
  lode_emit_cells(e, binding, &text);
  names_insert(e, at, &text);
  lode_buf_deinit(&text);
}

bool lode_emit_is_nameless(const lode_node *value) {
  value = lode_emit_strip(value);
  return value != NULL &&
         (value->kind == LODE_FUNCTION || value->kind == LODE_CLASS) &&
         value->u.child[0] == NULL;
}

void lode_emit_named(lode_emitter *e, const lode_node *value,
                     const lode_name *name) {
  bool wrap = lode_emit_is_nameless(value);
  if (wrap) {
    lode_emit_insert(e, value->start, "({#:", name, 0);
  }
  lode_emit_node(e, value);
  if (wrap) {
    lode_emit_insert(e, value->end, "})#", name, 0);
  }
}

void lode_emit_assign(lode_emitter *e, const lode_node *node) {
  const lode_node *target = lode_emit_strip(node->u.child[0]);
  const emit_binding *binding = names_exported(e, target);
  if (binding != NULL) {
    names_insert_cells(e, node->start, "", binding);
  } else {
    lode_emit_node(e, node->u.child[0]);
  }
  lode_emit_node(e, node->u.child[1]);
}

void lode_emit_update(lode_emitter *e, const lode_node *node) {
  const lode_node *target = lode_emit_strip(node->u.child[0]);
  const emit_binding *binding = names_exported(e, target);
  if (binding == NULL) {
    lode_emit_node(e, node->u.child[0]);
    return;
  }
  e->unit->helpers |= EMIT_FIRST;
  if ((node->flags & LODE_PREFIX) != 0) {
    names_insert_cells(e, node->start, "$F(", binding);
    lode_emit_insert(e, node->end, ")", NULL, 0);
    return;
  }
  lode_emit_insert(e, node->start, "$F(", NULL, 0);
  names_insert_cells(e, node->end, ",", binding);
  lode_emit_insert(e, node->end, "&)", binding->name, 0);
}

// target = value, in a pattern.
void lode_emit_default(lode_emitter *e, const lode_node *node) {
  const lode_node *target = lode_emit_strip(node->u.child[0]);
  lode_emit_node(e, node->u.child[0]);
  if (target->kind == LODE_IDENTIFIER &&
      (target->flags & LODE_USE_WRITE) != 0 &&
      lode_emit_binding_of(e, target) != NULL) {
    lode_emit_named(e, node->u.child[1], target->u.ident.name);
  } else {
    lode_emit_node(e, node->u.child[1]);
  }
}

void lode_emit_publish_all(lode_emitter *e, const lode_node *n,
                           const char *between, lode_buf *out) {
  for (; n != NULL; n = n->next) {
    switch (n->kind) {
      case LODE_IDENTIFIER: {
        const emit_binding *binding = names_exported(e, n);
        if (binding != NULL) {
          lode_emit_cells(e, binding, out);
          e->failed |= lode_buf_append(out, binding->name->text,
                                       binding->name->size) < 0 ||
                       lode_buf_append(out, between, strlen(between)) < 0;
        }
        break;
      }
      case LODE_DEFAULT:
      case LODE_DECLARATOR: {
        const lode_node *target = n->u.child[0];
        lode_node alone = {0};
        if (target->kind == LODE_IDENTIFIER) {
          // A node without the sibling, which is the value.
          alone.kind = target->kind;
          alone.u.ident = target->u.ident;
          target = &alone;
        }
        lode_emit_publish_all(e, target, between, out);
        break;
      }
      case LODE_PROPERTY:
        lode_emit_publish_all(e, n->u.child[1], between, out);
        break;
      case LODE_REST:
      case LODE_ARRAY_PATTERN:
      case LODE_OBJECT_PATTERN:
        lode_emit_publish_all(e, n->u.child[0], between, out);
        break;
      default:
        break;
    }
  }
}

static void names_declarator(lode_emitter *e, const lode_node *node,
                             const lode_node *d) {
  const lode_node *target = d->u.child[0], *value = d->u.child[1];
  bool resource =
      node->op == LODE_DECLARE_USING || node->op == LODE_DECLARE_AWAIT_USING;
  const emit_binding *binding = names_exported(e, target);
  if (target->kind != LODE_IDENTIFIER) {
    lode_emit_node(e, target);
  }
  if (binding != NULL && value == NULL && node->op == LODE_DECLARE_LET) {
    names_insert_cells(e, d->end, "=", binding);
    lode_emit_insert(e, d->end, "void 0", NULL, 0);
  }
  if (value == NULL) {
    return;
  }
  if (binding != NULL) {
    names_insert_cells(e, value->start, "", binding);
  }
  if (resource) {
    lode_emit_insert(
        e, value->start,
        node->op == LODE_DECLARE_USING ? "$D.use(" : "$D.useAsync(", NULL, 0);
  }
  if (binding != NULL || resource) {
    lode_emit_named(e, value, target->u.ident.name);
  } else {
    lode_emit_node(e, value);
  }
  if (resource) {
    lode_emit_insert(e, value->end, ")", NULL, 0);
  }
  lode_buf all = LODE_BUF_INIT;
  if (target->kind != LODE_IDENTIFIER) {
    lode_emit_publish_all(e, target, ",", &all);
  }
  if (all.size > 0) {
    lode_emit_insert(e, d->end, ",$V%=(", NULL, ++e->counter);
    lode_edits_add(e->edits, all.data, all.size);
    lode_edits_add(e->edits, "0)", 2);
  }
  lode_buf_deinit(&all);
}

void lode_emit_variable(lode_emitter *e, const lode_node *node) {
  const lode_node *d = node->u.child[0];
  if (node->op == LODE_DECLARE_USING || node->op == LODE_DECLARE_AWAIT_USING) {
    lode_emit_replace(e, node->start, d->start, "const ", NULL, 0);
  }
  for (; d != NULL; d = d->next) {
    names_declarator(e, node, d);
  }
}
