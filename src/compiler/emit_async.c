// SPDX-License-Identifier: MIT
// Where a function waits. The async context in force before a wait is in
// force again behind it: $T holds it meanwhile, and 0 at any other time, so
// that catch and finally know whether a wait was cut short. At the top of a
// module a wait is a yield; the loader keeps the context there.
#include <string.h>

#include "compiler/emit.h"

void lode_emit_await(lode_emitter *e, const lode_node *node) {
  const lode_node *operand = node->u.child[0];
  uint32_t end = node->start + 5;
  if (e->function.top) {
    e->unit->helpers |= EMIT_FIRST;
    lode_emit_replace(e, node->start, end, "$F(yield(", NULL, 0);
    lode_emit_node(e, operand);
    lode_emit_insert(e, node->end, "))", NULL, 0);
    return;
  }
  if (!e->function.context) {
    lode_emit_node(e, operand);
    return;
  }
  e->unit->helpers |= EMIT_CONTEXT;
  lode_emit_replace(e, node->start, end, "$R(await $P(", NULL, 0);
  lode_emit_node(e, operand);
  lode_emit_insert(e, node->end, ",$T=$C.frame),$T,$T=0)", NULL, 0);
}

void lode_emit_delegate(lode_emitter *e, const lode_node *node) {
  const lode_node *operand = node->u.child[0];
  if ((node->flags & LODE_DELEGATE) == 0) {
    lode_emit_settle(e, operand);
    return;
  }
  if (!e->function.context) {
    lode_emit_node(e, operand);
    return;
  }
  e->unit->helpers |= EMIT_OVER | EMIT_CONTEXT;
  lode_emit_insert(e, node->start, "$R(", NULL, 0);
  lode_emit_insert(e, operand->start, "$W(", NULL, 0);
  lode_emit_node(e, operand);
  lode_emit_insert(e, node->end, ",$T=$C.frame),$T,$T=0)", NULL, 0);
}

static bool async_may_be_then(const lode_node *property) {
  static const char *const names[] = {"then", "__proto__"};
  if (property->kind != LODE_PROPERTY) {
    return true;
  }
  const lode_node *key = property->u.child[0];
  const lode_name *name = NULL;
  if (key == NULL) {
    name = property->u.child[1]->u.ident.name;
  } else if (key->kind == LODE_KEY) {
    name = key->u.name;
  }
  for (size_t i = 0; name != NULL && i < LODE_COUNT_OF(names); i++) {
    if (name->size == strlen(names[i]) &&
        memcmp(name->text, names[i], name->size) == 0) {
      return true;
    }
  }
  return name == NULL;
}

// Whether a value has no then() for sure.
static bool async_is_plain(const lode_node *value) {
  switch ((lode_node_kind)value->kind) {
    case LODE_OBJECT:
      for (const lode_node *p = value->u.child[0]; p != NULL; p = p->next) {
        if (async_may_be_then(p)) {
          return false;
        }
      }
      return true;
    case LODE_NULL:
    case LODE_BOOLEAN:
    case LODE_NUMBER:
    case LODE_BIGINT:
    case LODE_STRING:
    case LODE_TEMPLATE:
    case LODE_REGEXP:
    case LODE_ARRAY:
    case LODE_UNARY:
    case LODE_UPDATE:
    case LODE_AWAIT:
      return true;
    default:
      return false;
  }
}

// The engine calls then() of a thenable in a microtask of its own: $V puts one
// in front that enters the context.
void lode_emit_settle(lode_emitter *e, const lode_node *value) {
  const lode_node *inner = lode_emit_strip(value);
  if (!e->function.async || async_is_plain(inner)) {
    lode_emit_node(e, value);
    return;
  }
  e->unit->helpers |= EMIT_SETTLE;
  bool several = value->kind == LODE_SEQUENCE;
  lode_emit_insert(e, value->start, several ? "$V((" : "$V(", NULL, 0);
  lode_emit_node(e, value);
  lode_emit_insert(e, value->end, several ? "))" : ")", NULL, 0);
}

void lode_emit_try(lode_emitter *e, const lode_node *node) {
  bool context = e->function.context;
  lode_emit_node(e, node->u.child[0]);
  const lode_node *handler = node->u.child[1], *finalizer = node->u.child[2];
  if (context) {
    e->unit->helpers |= EMIT_CONTEXT;
  }
  if (handler != NULL) {
    lode_emit_chain(e, handler->u.child[0]);
    if (context) {
      lode_emit_insert(e, handler->u.child[1]->start + 1, "$T=$B($T);", NULL,
                       0);
    }
    lode_emit_node(e, handler->u.child[1]);
  }
  if (finalizer != NULL) {
    if (context) {
      lode_emit_insert(e, finalizer->start + 1, "$T=$B($T);", NULL, 0);
    }
    lode_emit_node(e, finalizer);
  }
}

static bool async_is_target(const emit_target *target, const lode_name *label,
                            bool next) {
  if (label == NULL) {
    return !next || target->node->kind != LODE_SWITCH;
  }
  for (const lode_node *l = target->labels; l != target->node;
       l = l->u.member.child_[0]) {
    if (l->u.member.name == label) {
      return true;
    }
  }
  return false;
}

void lode_emit_jump(lode_emitter *e, const lode_node *node) {
  bool next = node->kind == LODE_CONTINUE;
  const emit_target *target = e->target;
  while (target != NULL && !async_is_target(target, node->u.name, next)) {
    target = target->outer;
  }
  if (target == NULL) {
    return;
  }
  if (next && target->label != 0) {
    lode_emit_replace(e, node->start, node->end, "break $L%;", NULL,
                      target->label);
  } else if (!next && target->saves) {
    lode_emit_insert(e, node->start, "{$T=$C.frame;", NULL, 0);
    lode_emit_insert(e, node->end, "}", NULL, 0);
  }
}

// The offset of `word` behind `at`, past space and comments.
static uint32_t async_find(const char *s, uint32_t at, char word) {
  while (s[at] != word) {
    if (s[at] == '/' && s[at + 1] == '/') {
      at += (uint32_t)strcspn(s + at, "\n");
    } else if (s[at] == '/' && s[at + 1] == '*') {
      at = (uint32_t)(strstr(s + at + 2, "*/") - s) + 2;
    } else {
      at++;
    }
  }
  return at;
}

// The head of a for-of or for-in: left, right.
static void async_head(lode_emitter *e, const lode_node *node, bool waits) {
  const lode_node *left = node->u.child[0], *right = node->u.child[1];
  bool top = e->function.top;
  if (waits && top) {
    uint32_t word = async_find(e->unit->source, node->start + 3, 'a');
    lode_emit_replace(e, word, word + 5, "", NULL, 0);
  }
  lode_emit_node(e, left);
  if (waits) {
    lode_emit_insert(e, right->start, top ? "($I=$A(" : "$W(", NULL, 0);
  }
  lode_emit_node(e, right);
  if (waits) {
    lode_emit_insert(e, right->end,
                     top ? "),$I.step(yield $I.next()),$I)" : ",$T=$C.frame)",
                     NULL, 0);
  }
}

static void async_body_start(lode_emitter *e, const lode_node *node,
                             emit_target *target, bool waits, bool uses) {
  const lode_node *left = node->u.child[0];
  uint32_t at = node->u.child[2]->start;
  lode_buf all = LODE_BUF_INIT;
  if (left->kind == LODE_VARIABLE && left->op == LODE_DECLARE_VAR) {
    lode_emit_publish_all(e, left->u.child[0], ";", &all);
  }
  lode_emit_insert(e, at, "{", NULL, 0);
  if (waits && !e->function.top) {
    lode_emit_insert(e, at, "$T=$B($T);", NULL, 0);
  }
  if (waits) {
    target->label = ++e->counter;
    target->saves = !e->function.top;
    lode_emit_insert(e, at, "$L%:{", NULL, target->label);
  }
  lode_edits_open(e->edits, at, 0);
  lode_edits_add(e->edits, all.data, all.size);
  if (uses) {
    lode_emit_using_open(e, at);
    lode_emit_insert(
        e, at,
        left->op == LODE_DECLARE_USING ? "$D.use(&);" : "$D.useAsync(&);",
        left->u.child[0]->u.child[0]->u.ident.name, 0);
  }
  lode_buf_deinit(&all);
}

static bool async_publishes(lode_emitter *e, const lode_node *left) {
  lode_buf all = LODE_BUF_INIT;
  if (left->kind == LODE_VARIABLE && left->op == LODE_DECLARE_VAR) {
    lode_emit_publish_all(e, left->u.child[0], ";", &all);
  }
  bool some = all.size > 0;
  lode_buf_deinit(&all);
  return some;
}

static void async_each(lode_emitter *e, const lode_node *node,
                       emit_target *target) {
  const lode_node *left = node->u.child[0], *body = node->u.child[2];
  bool top = e->function.top;
  bool waits = node->kind == LODE_FOR_OF && (node->flags & LODE_FOR_AWAIT) &&
               (top || e->function.context);
  bool uses =
      left->kind == LODE_VARIABLE &&
      (left->op == LODE_DECLARE_USING || left->op == LODE_DECLARE_AWAIT_USING);
  bool wrap = waits || uses || async_publishes(e, left);
  if (waits) {
    e->unit->helpers |= top ? EMIT_ITERATE : EMIT_CONTEXT | EMIT_OVER;
    lode_emit_insert(e, target->labels->start, top ? "{let $I;try{" : "{", NULL,
                     0);
  }
  async_head(e, node, waits);
  if (wrap) {
    async_body_start(e, node, target, waits, uses);
  }
  lode_emit_node(e, body);
  if (uses) {
    lode_emit_using_close(e, body->end, left->op == LODE_DECLARE_AWAIT_USING);
  }
  if (waits) {
    lode_emit_insert(e, body->end,
                     top ? "}$I.step(yield $I.next());" : "}$T=$C.frame;", NULL,
                     0);
  }
  if (wrap) {
    lode_emit_insert(e, body->end, "}", NULL, 0);
  }
  if (waits) {
    lode_emit_insert(
        e, node->end,
        top ? "}catch($E){$I.fail($E)}finally{while($I.close())"
              "try{$I.got(yield $I.value)}catch($E){$I.fail($E)}$I.finish()}}"
            : "$T=$B($T);}",
        NULL, 0);
  }
}

void lode_emit_for(lode_emitter *e, const lode_node *node) {
  emit_target target = {e->target, e->labels != NULL ? e->labels : node, node,
                        0, false};
  e->labels = NULL;
  e->target = &target;
  if (node->kind == LODE_FOR_OF || node->kind == LODE_FOR_IN) {
    async_each(e, node, &target);
  } else if (node->kind == LODE_FOR &&
             lode_emit_using_in(lode_node_scope(node))) {
    lode_emit_insert(e, target.labels->start, "{", NULL, 0);
    lode_emit_using_open(e, target.labels->start);
    for (int i = 0; i < 4; i++) {
      lode_emit_chain(e, node->u.child[i]);
    }
    lode_emit_using_close(e, node->end,
                          node->u.child[0]->op == LODE_DECLARE_AWAIT_USING);
    lode_emit_insert(e, node->end, "}", NULL, 0);
  } else {
    for (int i = 0; i < lode_node_slot_count[node->kind]; i++) {
      if (node->kind == LODE_SWITCH && i == 1) {
        lode_emit_list(e, node->u.child[i]);
      } else {
        lode_emit_chain(e, node->u.child[i]);
      }
    }
  }
  e->target = target.outer;
}
