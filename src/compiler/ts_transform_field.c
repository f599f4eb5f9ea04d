// SPDX-License-Identifier: MIT
// Fields under useDefineForClassFields: false. They are assigned to, where they
// stand: x = 1 is #x=void(this.x = 1), a private field that is never read; what
// has no value is gone. Where a constructor has parameter properties, which
// come first, it is a private method that the constructor calls. A field with a
// computed key stays one.
#include "compiler/ts_transform.h"

bool lode_transform_assigns(const lode_transform *t, const lode_node *member) {
  return t->options->assign_fields && member->kind == LODE_FIELD &&
         (member->flags & (LODE_PROPERTY_ACCESSOR | LODE_PROPERTY_DECLARED)) ==
             0 &&
         member->u.child[0]->kind != LODE_COMPUTED;
}

static bool field_is_static(const lode_node *field) {
  return (field->flags & LODE_PROPERTY_STATIC) != 0;
}

const char *lode_transform_initializers(lode_transform *t,
                                        const lode_node *class) {
  const char *text = "";
  for (const lode_node *m = class->u.child[2]; m != NULL; m = m->next) {
    const lode_node *field = m->kind == LODE_DECORATED ? m->u.child[1] : m;
    if (lode_transform_assigns(t, field) && !field_is_static(field) &&
        field->u.child[1] != NULL) {
      text = lode_transform_text(t, "%s,this.#%sf%u()", text, t->prefix,
                                 field->start);
    }
  }
  return text;
}

// What is assigned to: `this.x`, `this["a b"]`, `this[1]`, `this.#x`.
static const char *field_target(lode_transform *t, const lode_node *key) {
  const char *self = t->self != NULL ? t->self : "this";
  switch (key->kind) {
    case LODE_PRIVATE:
      return lode_transform_text(t, "%s.%s", self,
                                 lode_transform_name(t, key->u.name));
    case LODE_KEY:
    case LODE_STRING:
      return lode_transform_text(t, "%s%s", self,
                                 lode_transform_access(t, key->u.name));
    default:
      return lode_transform_text(t, "%s[%.*s]", self,
                                 (int)(key->end - key->start),
                                 t->text + key->start);
  }
}

void lode_transform_assigned(lode_transform *t, const lode_node *field,
                             uint32_t at, const char *before, bool called) {
  const lode_node *key = field->u.child[0], *value = field->u.child[1];
  bool method = called && !field_is_static(field);
  lode_transform_edit(t, at, key->end, "%s#%sf%u%s%s", before, t->prefix,
                      field->start, method ? "(){" : "=void(",
                      field_target(t, key));
  lode_transform_node(t, value);
  lode_transform_edit(t, value->end, value->end, method ? "}" : ")");
}

void lode_transform_field(lode_transform *t, const lode_node *field,
                          bool called) {
  const lode_node *key = field->u.child[0];
  bool is_private = key->kind == LODE_PRIVATE;
  bool moves = called && !field_is_static(field) && field->u.child[1] != NULL;
  if (is_private && !moves) {
    lode_transform_node(t, field);
  } else if (field->u.child[1] != NULL) {
    const char *before =
        is_private
            ? lode_transform_text(t, "%s;", lode_transform_name(t, key->u.name))
            : "";
    lode_transform_assigned(t, field, field->start, before, called);
  } else {
    // `static` stays in front.
    lode_transform_edit(t, field->start, key->end,
                        field_is_static(field) ? "{}" : ";");
  }
}
