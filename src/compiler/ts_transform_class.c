// SPDX-License-Identifier: MIT
// Classes: parameter properties, and `accessor` without decorators. Those that
// decorators are at work on pass through ts_transform_decorator.c first.
#include "compiler/ts_transform.h"

static const lode_node *class_parameter_target(const lode_node *parameter) {
  return parameter->kind == LODE_DEFAULT ? parameter->u.child[0] : parameter;
}

const lode_node *lode_transform_constructor_of(const lode_node *node) {
  const lode_node *m = node->u.child[2];
  for (; m != NULL; m = m->next) {
    const lode_node *member = m->kind == LODE_DECORATED ? m->u.child[1] : m;
    if (member->kind == LODE_PROPERTY &&
        (member->u.child[1]->flags & LODE_FUNCTION_CONSTRUCTOR)) {
      return member->u.child[1];
    }
  }
  return NULL;
}

// "this.a=a,this.b=b" of a constructor's parameters, NULL without any.
static const char *class_assignments(lode_transform *t,
                                     const lode_node *function) {
  const char *text = NULL;
  const lode_node *p = function != NULL ? function->u.child[1] : NULL;
  for (; p != NULL; p = p->next) {
    const lode_node *target = class_parameter_target(p);
    if (target->kind == LODE_IDENTIFIER &&
        (target->flags & LODE_USE_PROPERTY)) {
      const char *name = lode_transform_name(t, target->u.ident.name);
      text = lode_transform_text(t, "%s%sthis.%s=%s", text != NULL ? text : "",
                                 text != NULL ? "," : "", name, name);
    }
  }
  return text;
}

// "a;b;": the fields that parameter properties declare.
static void class_declare(lode_transform *t, const lode_node *node,
                          const lode_node *function) {
  const lode_node *p = function->u.child[1];
  for (; p != NULL; p = p->next) {
    const lode_node *target = class_parameter_target(p);
    if (target->kind == LODE_IDENTIFIER &&
        (target->flags & LODE_USE_PROPERTY)) {
      lode_transform_edit(t, node->at + 1, node->at + 1, "%s;",
                          lode_transform_name(t, target->u.ident.name));
    }
  }
}

static void class_constructor(lode_transform *t, const lode_node *function,
                              const char *assign, bool derived) {
  const char *outer = t->assign;
  const lode_node *body = function->u.child[2];
  lode_transform_chain(t, function->u.child[1]);
  const lode_node *first = body->u.child[0];
  uint32_t at = body->start + 1;
  for (; first != NULL && first->kind == LODE_DIRECTIVE; first = first->next) {
    at = first->end;
  }
  if (assign != NULL && !derived) {
    lode_transform_edit(t, at, at, "%s%s;", at > body->start + 1 ? ";" : "",
                        assign);
  }
  t->assign = derived ? assign : NULL;
  lode_transform_chain(t, first);
  t->assign = outer;
}

// The key of an accessor, which two members need: evaluated once.
static const char *class_accessor_key(lode_transform *t, const lode_node *key) {
  if (key->kind != LODE_COMPUTED) {
    return lode_transform_text(t, "%.*s", (int)(key->end - key->start),
                               t->text + key->start);
  }
  const char *name = lode_transform_text(t, "%s%u", t->prefix, ++t->counter);
  t->hoisted =
      lode_transform_text(t, "%s%s%s", t->hoisted != NULL ? t->hoisted : "",
                          t->hoisted != NULL ? "," : "", name);
  lode_transform_edit(t, key->start + 1, key->start + 1,
                      "%s=(k=>typeof k==\"symbol\"?k:`${k}`)(", name);
  lode_transform_node(t, key);
  lode_transform_edit(t, key->end - 1, key->end - 1, ")");
  return lode_transform_text(t, "[%s]", name);
}

// accessor a = 1: a private field behind a getter and a setter.
static void class_accessor(lode_transform *t, const lode_node *class,
                           const lode_node *node) {
  const lode_node *key = node->u.child[0];
  bool is_static = (node->flags & LODE_PROPERTY_STATIC) != 0;
  const char *word = is_static ? "static " : "";
  // A subclass reaches the static ones, too.
  const char *object =
      is_static && class->u.child[0] != NULL
          ? lode_transform_name(t, class->u.child[0]->u.ident.name)
          : "this";
  const char *field = lode_transform_text(t, "#%s%u", t->prefix, ++t->counter);
  lode_transform_edit(t, node->start, key->start, "get ");
  const char *again = class_accessor_key(t, key);
  lode_transform_edit(t, key->end, key->end,
                      "(){return %s.%s}%sset %s(v){%s.%s=v}%s%s", object, field,
                      word, again, object, field, word, field);
  if (node->u.child[1] != NULL) {
    lode_transform_node(t, node->u.child[1]);
  }
}

static void class_member(lode_transform *t, const lode_node *class,
                         const lode_node *member,
                         transform_decorated *decorated, bool called) {
  bool bare = member->kind == LODE_PROPERTY &&
              lode_transform_has_parameters(t, member->u.child[1]);
  if (decorated != NULL && (member->kind == LODE_DECORATED || bare)) {
    lode_transform_member(t, decorated, member, called);
  } else if (lode_transform_assigns(t, member)) {
    lode_transform_field(t, member, called);
  } else if (member->kind == LODE_FIELD &&
             (member->flags & LODE_PROPERTY_ACCESSOR) &&
             t->options->decorators) {
    class_accessor(t, class, member);
  } else {
    lode_transform_node(t, member);
  }
}

static bool class_is_constructor(const lode_node *member) {
  return member->kind == LODE_PROPERTY &&
         (member->u.child[1]->flags & LODE_FUNCTION_CONSTRUCTOR) != 0;
}

static bool class_is_static(const lode_node *member) {
  return member->kind == LODE_STATIC_BLOCK ||
         (member->kind == LODE_FIELD && (member->flags & LODE_PROPERTY_STATIC));
}

void lode_transform_class_body(lode_transform *t, const lode_node *node,
                               transform_decorated *decorated) {
  const lode_node *function = lode_transform_constructor_of(node);
  const char *assign = class_assignments(t, function);
  const char *self = t->self;
  if (node->u.child[1] != NULL) {
    lode_transform_node(t, node->u.child[1]);
  }
  if (decorated != NULL) {
    lode_transform_decorated_start(t, node, decorated);
  }
  bool called = assign != NULL && t->options->assign_fields;
  if (called) {
    assign = lode_transform_text(t, "%s%s", assign,
                                 lode_transform_initializers(t, node));
  } else if (assign != NULL) {
    class_declare(t, node, function);
  }
  for (const lode_node *m = node->u.child[2]; m != NULL; m = m->next) {
    bool replaced = decorated != NULL && decorated->replaced &&
                    !t->options->legacy_decorators;
    t->self = replaced && class_is_static(m)
                  ? lode_transform_text(t, "%s.C", decorated->state)
                  : NULL;
    if (class_is_constructor(m)) {
      class_constructor(t, m->u.child[1], assign,
                        (node->flags & LODE_CLASS_DERIVED) != 0);
    } else {
      class_member(t, node, m, decorated, called);
    }
  }
  t->self = self;
  if (decorated != NULL) {
    lode_transform_decorated_end(t, node, decorated);
  }
}

void lode_transform_class(lode_transform *t, const lode_node *node,
                          const lode_node *decorators, const lode_node *item) {
  if (lode_transform_is_decorated(t, node, decorators)) {
    lode_transform_decorate(t, node, decorators, item);
    return;
  }
  lode_transform_chain(t, decorators);
  lode_transform_class_body(t, node, NULL);
}
