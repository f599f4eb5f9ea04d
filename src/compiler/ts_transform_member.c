// SPDX-License-Identifier: MIT
// Members with decorators: @a b() {} is [$.add(0,0,[a],"b")]() {}. Private ones
// get a key that is taken away again, and a getter that leads to what the
// decorators made of them.
#include "compiler/emit.h"
#include "compiler/ts_transform.h"

// As in lib/internal/modules/decorators.js.
enum {
  MEMBER_METHOD,
  MEMBER_GETTER,
  MEMBER_SETTER,
  MEMBER_FIELD,
  MEMBER_ACCESSOR,
  MEMBER_STATIC = 8,
  MEMBER_PRIVATE = 16,
  MEMBER_DECLARED = 32
};

typedef struct member_way {
  transform_decorated *decorated;
  const lode_node *decorators;
  const lode_node *node;  // PROPERTY or FIELD
  const lode_node *key;
  uint32_t index;
  unsigned kind;
  bool is_private;
  bool declared;  // no field: a method that is taken away again
  bool legacy;
  const char *word;  // "static " or ""
  const char *self;  // the instance, or the class
} member_way;

static unsigned member_kind(const lode_node *node) {
  if (node->kind == LODE_FIELD) {
    return node->flags & LODE_PROPERTY_ACCESSOR ? MEMBER_ACCESSOR
                                                : MEMBER_FIELD;
  }
  return node->flags & LODE_PROPERTY_GET   ? MEMBER_GETTER
         : node->flags & LODE_PROPERTY_SET ? MEMBER_SETTER
                                           : MEMBER_METHOD;
}

// What stands in front of the key that takes the decorators.
static const char *member_words(lode_transform *t, const member_way *w) {
  if (w->kind == MEMBER_FIELD) {
    return w->is_private ? "static get" : w->word;
  }
  const lode_node *function = w->node->u.child[1];
  bool method = w->kind == MEMBER_METHOD;
  bool async = method && (function->flags & LODE_FUNCTION_ASYNC);
  bool generator = method && (function->flags & LODE_FUNCTION_GENERATOR);
  return lode_transform_text(
      t, "%s%s%s%s", w->word, async ? "async " : "",
      w->kind == MEMBER_GETTER || w->kind == MEMBER_ACCESSOR ? "get"
      : w->kind == MEMBER_SETTER                             ? "set"
                                                             : "",
      generator ? "*" : "");
}

// What stands in front of the key becomes `open`, the decorators and `close`.
static void member_head(lode_transform *t, const member_way *w,
                        const char *open, uint32_t to, const char *close) {
  if (w->decorators != NULL) {
    lode_transform_decorators(t, w->decorators, open, to, close);
    return;
  }
  // `static` stays in front.
  bool is_static = (w->node->flags & LODE_PROPERTY_STATIC) != 0;
  lode_transform_edit(t, w->node->start, to, "%s%s",
                      is_static ? open + 1 : open,
                      close[0] == ',' ? close + 1 : close);
}

// @a b becomes [$.add(0,0,[a],"b")].
static void member_key(lode_transform *t, const member_way *w) {
  unsigned flags = w->kind |
                   (w->node->flags & LODE_PROPERTY_STATIC ? MEMBER_STATIC : 0) |
                   (w->is_private ? MEMBER_PRIVATE : 0) |
                   (w->declared ? MEMBER_DECLARED : 0);
  const lode_node *first = w->decorators;
  uint32_t from = first != NULL ? first->start : w->key->start;
  const char *open = lode_transform_text(
      t, ";%s[%s.add(%u,%u,%s", member_words(t, w), w->decorated->state,
      w->index, flags, lode_transform_list_open(t, from, w->key->start));
  const char *end = lode_transform_list_close(t, from, w->key->start);
  const char *close = "";
  if (w->legacy) {
    bool method = w->node->kind == LODE_PROPERTY;
    const lode_node *function = method ? w->node->u.child[1] : NULL;
    close = lode_transform_parameters(t, w->decorated->state, function);
  }
  const lode_node *key = w->key;
  if (key->kind == LODE_COMPUTED) {
    close = lode_transform_text(t, "%s%s,", close, end);
    member_head(t, w, open, key->start + 1, close);
    lode_transform_node(t, key);
    lode_transform_edit(t, key->end - 1, key->end, ")]");
  } else if (key->kind == LODE_KEY || key->kind == LODE_PRIVATE) {
    const char *name =
        lode_transform_quote(t, key->u.name->text, key->u.name->size);
    bool stays = w->is_private && w->kind == MEMBER_FIELD;
    close = lode_transform_text(t, "%s%s,%s)]%s%s", close, end, name,
                                stays ? "(){}" : "", stays ? w->word : "");
    member_head(t, w, open, stays ? key->start : key->end, close);
  } else {
    close = lode_transform_text(t, "%s%s,", close, end);
    member_head(t, w, open, key->start, close);
    lode_transform_edit(t, key->end, key->end, ")]");
  }
}

// = a, or none: what the decorators make of it.
static void member_value(lode_transform *t, const member_way *w) {
  const lode_node *value = w->node->u.child[1];
  const char *state = w->decorated->state;
  if (value == NULL) {
    lode_transform_edit(t, w->key->end, w->key->end, "=%s.init(%s,%u)", state,
                        w->self, w->index);
    return;
  }
  lode_transform_edit(t, value->start, value->start, "%s.init(%s,%u,", state,
                      w->self, w->index);
  lode_transform_node(t, value);
  lode_transform_edit(t, value->end, value->end, "%s)",
                      lode_emit_is_nameless(value) ? ",true" : "");
}

static void member_extra(lode_transform *t, const member_way *w) {
  lode_transform_edit(t, w->node->end, w->node->end,
                      ";%s#%s%u=%s.extra(%s,%u);", w->word, t->prefix,
                      ++t->counter, w->decorated->state, w->self, w->index);
}

static void member_accessor(lode_transform *t, const member_way *w) {
  const char *state = w->decorated->state;
  const char *field = lode_transform_text(t, "#%s%u", t->prefix, ++t->counter);
  const char *object =
      w->word[0] == '\0' ? "this" : lode_transform_text(t, "%s.F", state);
  uint32_t at = w->key->end;
  lode_transform_edit(t, at, at,
                      "(){return %s.%s}%sset[%s.key(%u)](v){%s.%s=v}", object,
                      field, w->word, state, w->index, object, field);
  if (w->is_private) {
    const char *name = lode_transform_name(t, w->key->u.name);
    lode_transform_edit(t, at, at,
                        "%sget %s(){return %s.get(%u,this)}%sset "
                        "%s(v){%s.set(%u,this,v)}",
                        w->word, name, state, w->index, w->word, name, state,
                        w->index);
  }
  lode_transform_edit(t, at, at, "%s%s", w->word, field);
}

// The private name of a method leads to what became of it.
static void member_private(lode_transform *t, const member_way *w) {
  const char *name = lode_transform_name(t, w->key->u.name);
  const char *state = w->decorated->state;
  uint32_t at = w->node->end;
  if (w->kind == MEMBER_SETTER) {
    lode_transform_edit(t, at, at, "%sset %s(v){%s.set(%u,this,v)}", w->word,
                        name, state, w->index);
  } else {
    lode_transform_edit(t, at, at, "%sget %s(){return %s.%s(%u,this)}", w->word,
                        name, state, w->kind == MEMBER_GETTER ? "get" : "value",
                        w->index);
  }
}

// A field of experimentalDecorators that is not defined; it may get a value.
static void member_undefined(lode_transform *t, const member_way *w,
                             bool called) {
  uint32_t at = w->key->end;
  if (w->node->u.child[1] == NULL) {
    lode_transform_edit(t, at, at, "(){}");
  } else {
    lode_transform_assigned(t, w->node, at,
                            lode_transform_text(t, "(){}%s", w->word), called);
  }
}

void lode_transform_member(lode_transform *t, transform_decorated *decorated,
                           const lode_node *node, bool called) {
  bool bare = node->kind != LODE_DECORATED;  // only its parameters have some
  const lode_node *member = bare ? node : node->u.child[1];
  bool is_static = (member->flags & LODE_PROPERTY_STATIC) != 0;
  member_way w = {
      .decorated = decorated,
      .decorators = bare ? NULL : node->u.child[0],
      .node = member,
      .key = member->u.child[0],
      .index = decorated->next++,
      .kind = member_kind(member),
      .is_private = member->u.child[0]->kind == LODE_PRIVATE,
      .declared =
          (member->flags & LODE_PROPERTY_DECLARED) != 0 ||
          (t->options->legacy_decorators && lode_transform_assigns(t, member)),
      .legacy = t->options->legacy_decorators,
      .word = is_static && !bare ? "static " : "",
  };
  const char *self = t->self;
  if (is_static && decorated->replaced && member->kind == LODE_FIELD &&
      !w.legacy) {
    t->self = lode_transform_text(t, "%s.C", decorated->state);
  }
  w.self = t->self != NULL ? t->self : "this";
  member_key(t, &w);
  if (w.declared) {
    member_undefined(t, &w, called);
  } else if (member->kind == LODE_PROPERTY) {
    lode_transform_node(t, member->u.child[1]);
    if (w.is_private) {
      member_private(t, &w);
    }
  } else {
    if (w.kind == MEMBER_ACCESSOR) {
      member_accessor(t, &w);
    }
    if (!w.legacy) {
      member_value(t, &w);
      member_extra(t, &w);
    } else if (member->u.child[1] != NULL) {
      lode_transform_node(t, member->u.child[1]);
    }
  }
  t->self = self;
}
