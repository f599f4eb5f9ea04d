// SPDX-License-Identifier: MIT
// Namespaces: namespace A.B { export const c = 1 } is var A;(function(A){
// let B;(function(B){B.c = 1})(B=A.B||(A.B={}));})(A||(A={}));
// And import a = b.c, import a = require("b"), export = a.
#include <string.h>

#include "compiler/ts_transform.h"

static const char *namespace_param(const transform_space *space) {
  return space->levels[space->count - 1].param;
}

// export const a = 1, {b} = c: assignments to what the namespace has.
static void namespace_variables(lode_transform *t, const lode_node *item,
                                const lode_node *variable) {
  const lode_node *d = variable->u.child[0];
  bool pattern = d->u.child[0]->kind != LODE_IDENTIFIER;
  lode_transform_edit(t, item->start, d->start, "%s", pattern ? ";(" : "");
  for (; d != NULL; d = d->next) {
    if (d != variable->u.child[0] && d->u.child[0]->kind != LODE_IDENTIFIER) {
      lode_transform_edit(t, d->start, d->start, "(");
    }
    if (d->u.child[1] == NULL) {
      lode_transform_edit(t, d->start, d->end, "void 0");
      continue;
    }
    lode_transform_node(t, d->u.child[0]);
    lode_transform_node(t, d->u.child[1]);
    if (d->u.child[0]->kind != LODE_IDENTIFIER) {
      lode_transform_edit(t, d->end, d->end, ")");
    }
  }
}

// export function f() {}: the object learns of it behind.
static void namespace_value(lode_transform *t, const lode_node *item,
                            const lode_node *node) {
  lode_transform_edit(t, item->start, node->start, "%s", "");
  lode_transform_node(t, node);
  const lode_node *inner =
      node->kind == LODE_DECORATED ? node->u.child[1] : node;
  const lode_name *name = inner->u.child[0]->u.ident.name;
  lode_transform_edit(t, item->end, item->end, ";%s%s=%s;",
                      namespace_param(t->space), lode_transform_access(t, name),
                      lode_transform_name(t, name));
}

static void namespace_item(lode_transform *t, const lode_node *item) {
  if (item->kind != LODE_EXPORT_DECLARATION) {
    lode_transform_node(t, item);
    return;
  }
  const lode_node *node = item->u.child[0];
  if (lode_transform_statement(t, node, item)) {
    return;
  }
  if (node->kind == LODE_VARIABLE) {
    namespace_variables(t, item, node);
  } else {
    namespace_value(t, item, node);
  }
}

static void namespace_open(lode_transform *t, const transform_space *space,
                           uint32_t start) {
  const lode_node *node = space->node;
  const lode_node *name = node->u.child[0];
  const char *text = "";
  if (lode_transform_declares(t, name)) {
    bool top = name->u.ident.scope == t->program->scope;
    bool exported = start != node->start && !space->exported;
    text = lode_transform_text(t, "%s%s %s", exported ? "export " : "",
                               top ? "var" : "let",
                               lode_transform_name(t, name->u.ident.name));
  }
  text =
      lode_transform_text(t, "%s;(function(%s){", text, space->levels[0].param);
  for (size_t i = 1; i < space->count; i++) {
    const lode_name *word = space->levels[i].symbol->name;
    text = lode_transform_text(t, "%slet %s;(function(%s){", text,
                               lode_transform_name(t, word),
                               space->levels[i].param);
  }
  lode_transform_edit(t, start, node->at + 1, "%s", text);
}

void lode_transform_namespace(lode_transform *t, const lode_node *node,
                              uint32_t start) {
  transform_space *space = lode_transform_space_of(t, node);
  if (space == NULL) {
    return;
  }
  namespace_open(t, space, start);
  transform_space *outer = t->space;
  t->space = space;
  for (const lode_node *item = node->u.child[1]; item != NULL;
       item = item->next) {
    namespace_item(t, item);
  }
  t->space = outer;
  const char *text = "";
  for (size_t i = space->count; i-- > 0;) {
    text = lode_transform_text(t, "%s})%s;", text,
                               lode_transform_object(t, space, i));
  }
  lode_transform_edit(t, node->end - 1, node->end, "%s", text);
}

// Whether a use of the alias is left that is no type.
static bool namespace_is_used(lode_transform *t, const lode_node *identifier) {
  const lode_name *name = identifier->u.ident.name;
  const lode_declaration *d =
      lode_scope_resolve(identifier->u.ident.scope, name, NULL);
  const lode_node *use = name->first;
  for (; use != NULL; use = use->u.ident.same) {
    if (use != identifier && !(use->flags & LODE_USE_BINDING) &&
        lode_scope_resolve(use->u.ident.scope, name, NULL) == d &&
        !lode_transform_erased(t, use->start)) {
      return true;
    }
  }
  return false;
}

static bool namespace_is_require(const lode_node *node) {
  if (node->kind != LODE_CALL || node->u.child[0]->kind != LODE_IDENTIFIER ||
      node->u.child[1] == NULL || node->u.child[1]->kind != LODE_STRING) {
    return false;
  }
  const lode_name *name = node->u.child[0]->u.ident.name;
  return name->size == 7 && memcmp(name->text, "require", 7) == 0;
}

void lode_transform_import(lode_transform *t, const lode_node *node,
                           bool exported) {
  const lode_node *name = node->u.child[0];
  const lode_node *value = node->u.child[1];
  const char *text = lode_transform_name(t, name->u.ident.name);
  uint32_t start = node->start;
  bool external = namespace_is_require(value);
  if (!external && !exported && !namespace_is_used(t, name)) {
    lode_transform_edit(t, start, node->end, "%s", "");
    return;
  }
  if (exported && t->space != NULL) {
    lode_transform_edit(t, start, value->start,
                        "%s%s=", namespace_param(t->space),
                        lode_transform_access(t, name->u.ident.name));
  } else {
    lode_transform_edit(t, start, value->start,
                        "%s%s %s=", exported ? "export " : "",
                        external ? "const" : "var", text);
  }
  if (external && t->module) {
    const lode_node *callee = value->u.child[0];
    lode_transform_edit(t, callee->start, callee->end,
                        "process.getBuiltinModule(\"module\")"
                        ".createRequire(import.meta.url)");
  } else {
    lode_transform_node(t, value);
  }
}

void lode_transform_export_equals(lode_transform *t, const lode_node *node) {
  const lode_node *value = node->u.child[0];
  if (value->kind == LODE_IDENTIFIER) {
    // What it names may be declared further down.
    t->export_equals = node;
    lode_transform_edit(t, node->start, node->end, ";");
    return;
  }
  lode_transform_edit(t, node->start, value->start, ";module.exports=");
  lode_transform_node(t, value);
}
