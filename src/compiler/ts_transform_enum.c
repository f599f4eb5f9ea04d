// SPDX-License-Identifier: MIT
// Enums: enum A {b, c = "d"} is
// var A;(function(A){A[A["b"]=0]="b";A["c"]="d";})(A||(A={}));
#include <math.h>
#include <stdio.h>

#include "compiler/ts_transform.h"

static const char *enum_number(lode_transform *t, double n) {
  if (isnan(n)) {
    return "NaN";
  }
  if (isinf(n)) {
    return n < 0 ? "-Infinity" : "Infinity";
  }
  bool whole = n == floor(n) && fabs(n) < 9007199254740992.0;
  return lode_transform_text(t, whole ? "%.0f" : "%.17g", n);
}

// The next member's value when it says none: one more, where that is known.
static const char *enum_next(lode_transform *t, const transform_value *before,
                             transform_value *value) {
  if (before->kind != TRANSFORM_NUMBER) {
    *value = (transform_value){TRANSFORM_UNKNOWN, 0};
    return "void 0";
  }
  *value = (transform_value){TRANSFORM_NUMBER, before->number + 1};
  return enum_number(t, value->number);
}

static void enum_member(lode_transform *t, const transform_space *space,
                        const lode_node *node, transform_value *before) {
  const lode_name *name = node->u.child[0]->u.name;
  const char *key = lode_transform_quote(t, name->text, name->size);
  const char *object = space->levels[0].param;
  const lode_node *init = node->u.child[1];
  transform_value value;
  if (init == NULL) {
    const char *next = enum_next(t, before, &value);
    lode_transform_edit(t, node->start, node->end, "%s[%s[%s]=%s]=%s;", object,
                        object, key, next, key);
  } else {
    t->value = space;
    value = lode_transform_constant(t, init);
    bool string = value.kind == TRANSFORM_STRING;
    lode_transform_edit(t, node->start, init->start,
                        string ? "%s[%s]=" : "%s[%s[%s]=", object,
                        string ? key : object, key);
    lode_transform_node(t, init);
    t->value = NULL;
    if (string) {
      lode_transform_edit(t, node->end, node->end, ";");
    } else {
      lode_transform_edit(t, node->end, node->end, "]=%s;", key);
    }
  }
  transform_member *m = space->levels[0].symbol->members;
  while (m != NULL && m->name != name) {
    m = m->next;
  }
  if (m != NULL) {
    m->value = value;
  }
  *before = value;
}

void lode_transform_enum(lode_transform *t, const lode_node *node,
                         uint32_t start) {
  transform_space *space = lode_transform_space_of(t, node);
  const lode_node *name = node->u.child[0];
  const char *text = lode_transform_name(t, name->u.ident.name);
  const char *declare = "";
  if (space == NULL) {
    return;
  }
  if (lode_transform_declares(t, name)) {
    bool top = lode_node_scope(node) == t->program->scope;
    bool exported = start != node->start && !space->exported;
    declare = lode_transform_text(t, "%s%s %s", exported ? "export " : "",
                                  top ? "var" : "let", text);
  }
  lode_transform_edit(t, start, node->at + 1, "%s;(function(%s){", declare,
                      space->levels[0].param);
  transform_space *outer = t->space;
  const transform_space *value = t->value;
  transform_value before = {TRANSFORM_NUMBER, -1};
  uint32_t done = node->at + 1;
  for (const lode_node *m = node->u.child[1]; m != NULL; m = m->next) {
    lode_transform_edit(t, done, m->start, "%s", "");
    enum_member(t, space, m, &before);
    done = m->end;
  }
  lode_transform_edit(t, done, node->end, "})%s;",
                      lode_transform_object(t, space, 0));
  t->space = outer;
  t->value = value;
}
