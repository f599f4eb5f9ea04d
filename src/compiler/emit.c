// SPDX-License-Identifier: MIT
// The walk over the tree: every kind of node that needs an edit has its case,
// all others are walked through. See emit.h.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compiler/emit.h"

// Behind the directives of a body that begins (with its brace) at `at`.
static uint32_t emit_past_directives(const lode_node *statements, uint32_t at) {
  for (; statements != NULL && statements->kind == LODE_DIRECTIVE;
       statements = statements->next) {
    at = statements->end;
  }
  return at;
}

// The statements of a block whose braces are at start and end - 1, with what
// a function needs in front. `scope` says whether there is `using`.
static void emit_block(lode_emitter *e, const lode_node *node, uint32_t open,
                       const lode_scope *scope, bool function) {
  const lode_node *statements = node->u.child[0];
  bool uses = lode_emit_using_in(scope);
  uint32_t at = open + 1;
  // The line end that Function puts in front of a body is not the body's.
  at += e->unit->goal == LODE_GOAL_SCRIPT && e->unit->source[at] == '\n';
  if (function) {
    uint32_t behind = emit_past_directives(statements, at);
    while (statements != NULL && statements->kind == LODE_DIRECTIVE) {
      statements = statements->next;
    }
    if (behind != at && (uses || e->function.async)) {
      lode_emit_insert(e, behind, ";", NULL, 0);
    }
    at = behind;
    if (e->function.async) {
      lode_emit_insert(e, at, e->function.context ? "var $T=$N();" : "$N();",
                       NULL, 0);
    }
  }
  if (uses) {
    lode_emit_using_open(e, at);
  }
  lode_emit_list(e, statements);
  if (uses) {
    lode_emit_using_close(e, node->end - 1,
                          (scope->flags & LODE_SCOPE_HAS_AWAIT_USING) != 0);
  }
}

// Whether $T is needed: something waits, or yields to what may.
static bool emit_waits(const lode_node *node) {
  const lode_scope *scope = lode_node_scope(node);
  if ((node->flags & LODE_FUNCTION_ASYNC) == 0) {
    return false;
  }
  uint32_t flags = scope->flags;
  const lode_node *body = node->u.child[2];
  if (body != NULL && body->kind == LODE_BLOCK) {
    flags |= lode_node_scope(body)->flags;
  }
  return (flags & LODE_SCOPE_HAS_AWAIT) != 0 ||
         ((node->flags & LODE_FUNCTION_GENERATOR) != 0 &&
          (flags & LODE_SCOPE_HAS_YIELD) != 0);
}

static void emit_function_node(lode_emitter *e, const lode_node *node) {
  emit_function outer = e->function;
  emit_target *target = e->target;
  const lode_node *body = node->u.child[2];
  e->function = (emit_function){(node->flags & LODE_FUNCTION_ASYNC) != 0, false,
                                emit_waits(node)};
  if (e->function.async) {
    e->unit->helpers |= EMIT_START;
  }
  e->target = NULL;
  e->labels = NULL;
  lode_emit_chain(e, node->u.child[1]);
  if (body != NULL && (node->flags & LODE_FUNCTION_EXPRESSION) == 0) {
    emit_block(e, body, body->start, lode_node_scope(body), true);
  } else if (body != NULL && e->function.async) {
    lode_emit_insert(
        e, body->start,
        e->function.context ? "{var $T=$N();return " : "{$N();return ", NULL,
        0);
    lode_emit_settle(e, body);
    lode_emit_insert(e, body->end, "}", NULL, 0);
  } else if (body != NULL) {
    lode_emit_node(e, body);
  }
  e->function = outer;
  e->target = target;
}

// Something function-like in which nothing waits: a field's value, a static
// block.
static void emit_apart(lode_emitter *e, const lode_node *node) {
  emit_function outer = e->function;
  emit_target *target = e->target;
  e->function = (emit_function){false, false, false};
  e->target = NULL;
  if (node->kind == LODE_STATIC_BLOCK) {
    uint32_t open = node->start + 6;
    const char *s = e->unit->source;
    while (s[open] != '{') {
      if (s[open] == '/' && s[open + 1] == '/') {
        open += (uint32_t)strcspn(s + open, "\n");
      } else if (s[open] == '/' && s[open + 1] == '*') {
        open = (uint32_t)(strstr(s + open + 2, "*/") - s) + 2;
      } else {
        open++;
      }
    }
    emit_block(e, node, open, lode_node_scope(node), false);
  } else {
    lode_emit_node(e, node);
  }
  e->function = outer;
  e->target = target;
}

static bool emit_push(lode_emitter *e, const lode_node *node) {
  if (e->link_count == e->link_capacity) {
    size_t capacity = e->link_capacity ? e->link_capacity * 2 : 32;
    const lode_node **links =
        lode_try_realloc((void *)e->links, capacity * sizeof *links);
    if (links == NULL) {
      e->failed = true;
      return false;
    }
    e->links = links;
    e->link_capacity = capacity;
  }
  e->links[e->link_count++] = node;
  return true;
}

static bool emit_is_link(const lode_node *node) {
  return node->kind == LODE_MEMBER || node->kind == LODE_INDEX ||
         node->kind == LODE_CALL || node->kind == LODE_TAGGED;
}

// What stands behind the base of a link.
static void emit_link_rest(lode_emitter *e, const lode_node *node) {
  if (node->kind == LODE_CALL && (node->flags & LODE_DIRECT_EVAL) != 0) {
    lode_emit_direct_eval(e, node);
  } else if (node->kind != LODE_MEMBER) {
    lode_emit_chain(e, node->u.child[1]);
  }
}

// (ns.f)(): parentheses leave a call its `this`, so ns.f stays as it is.
static void emit_callee(lode_emitter *e, const lode_node *node,
                        const lode_node *member, lode_node_kind next) {
  const lode_node *object = lode_emit_strip(member->u.child[0]);
  if ((next == LODE_CALL || next == LODE_TAGGED) &&
      object->kind == LODE_IDENTIFIER) {
    lode_emit_identifier(e, object, false);
  } else {
    lode_emit_node(e, node);
  }
}

// a.b().c`d`: as long as the text likes, so without recursion on the left.
static void emit_link(lode_emitter *e, const lode_node *node) {
  size_t base = e->link_count;
  while (emit_is_link(node) && emit_push(e, node)) {
    node = node->u.child[0];
  }
  const lode_node *inner = lode_emit_strip(node);
  if (inner->kind == LODE_IDENTIFIER && e->link_count > base) {
    const lode_node *first = e->links[e->link_count - 1];
    const lode_node *second =
        e->link_count - base > 1 ? e->links[e->link_count - 2] : NULL;
    if (!lode_emit_namespace(e, inner, first, second)) {
      lode_emit_identifier(
          e, inner, first->kind == LODE_CALL || first->kind == LODE_TAGGED);
    }
  } else if (inner->kind == LODE_MEMBER && e->link_count > base) {
    emit_callee(e, node, inner, e->links[e->link_count - 1]->kind);
  } else {
    lode_emit_node(e, node);
  }
  while (e->link_count > base) {
    emit_link_rest(e, e->links[--e->link_count]);
  }
}

static void emit_class_member(lode_emitter *e, const lode_node *member) {
  if (member->kind == LODE_STATIC_BLOCK) {
    emit_apart(e, member);
  } else if (member->kind == LODE_FIELD) {
    lode_emit_chain(e, member->u.child[0]);
    if (member->u.child[1] != NULL) {
      emit_apart(e, member->u.child[1]);
    }
  } else {
    lode_emit_node(e, member);
  }
}

static void emit_class(lode_emitter *e, const lode_node *node) {
  if (node->u.child[1] != NULL) {
    lode_emit_node(e, node->u.child[1]);
  }
  for (const lode_node *m = node->u.child[2]; m != NULL; m = m->next) {
    emit_class_member(e, m);
  }
  if ((node->flags & LODE_CLASS_STATEMENT) != 0 && node->u.child[0] != NULL) {
    lode_buf cells = LODE_BUF_INIT;
    lode_node name = *node->u.child[0];
    name.next = NULL;
    lode_emit_publish_all(e, &name, ";", &cells);
    if (cells.size > 0) {
      lode_edits_open(e->edits, node->end, 0);
      lode_edits_add(e->edits, cells.data, cells.size);
    }
    lode_buf_deinit(&cells);
  }
}

static void emit_labeled(lode_emitter *e, const lode_node *node) {
  const lode_node *outermost = e->labels != NULL ? e->labels : node;
  const lode_node *body = node->u.child[0];
  bool counts = body->kind == LODE_LABELED || body->kind == LODE_FOR ||
                body->kind == LODE_FOR_IN || body->kind == LODE_FOR_OF ||
                body->kind == LODE_WHILE || body->kind == LODE_DO;
  e->labels = counts ? outermost : NULL;
  lode_emit_node(e, body);
  e->labels = NULL;
}

static void emit_import_call(lode_emitter *e, const lode_node *node) {
  if (e->string && node->op == 0) {
    lode_emit_chain(e, node->u.child[0]);
    return;
  }
  lode_emit_replace(e, node->start, node->at,
                    node->op != 0 ? "$H.importSource" : "$H.import", NULL, 0);
  lode_emit_chain(e, node->u.child[0]);
}

static void emit_slots(lode_emitter *e, const lode_node *node) {
  for (int i = 0; i < lode_node_slot_count[node->kind]; i++) {
    lode_emit_chain(e, node->u.child[i]);
  }
}

void lode_emit_node(lode_emitter *e, const lode_node *node) {
  switch ((lode_node_kind)node->kind) {
    case LODE_IDENTIFIER:
      lode_emit_identifier(e, node, false);
      break;
    case LODE_MEMBER:
    case LODE_INDEX:
    case LODE_CALL:
    case LODE_TAGGED:
      emit_link(e, node);
      break;
    case LODE_FUNCTION:
      emit_function_node(e, node);
      break;
    case LODE_CLASS:
      emit_class(e, node);
      break;
    case LODE_IMPORT_META:
      lode_emit_replace(e, node->start, node->end, "$H.meta", NULL, 0);
      break;
    case LODE_IMPORT_CALL:
      emit_import_call(e, node);
      break;
    case LODE_AWAIT:
      lode_emit_await(e, node);
      break;
    case LODE_RETURN:
      if (node->u.child[0] != NULL) {
        lode_emit_settle(e, node->u.child[0]);
      }
      break;
    case LODE_YIELD:
      if (node->u.child[0] != NULL) {
        lode_emit_delegate(e, node);
      }
      break;
    case LODE_ASSIGN:
      lode_emit_assign(e, node);
      break;
    case LODE_UPDATE:
      lode_emit_update(e, node);
      break;
    case LODE_DEFAULT:
      lode_emit_default(e, node);
      break;
    case LODE_VARIABLE:
      lode_emit_variable(e, node);
      break;
    case LODE_BLOCK:
      emit_block(e, node, node->start, lode_node_scope(node), false);
      break;
    case LODE_TRY:
      lode_emit_try(e, node);
      break;
    case LODE_BREAK:
    case LODE_CONTINUE:
      lode_emit_jump(e, node);
      break;
    case LODE_FOR:
    case LODE_FOR_IN:
    case LODE_FOR_OF:
    case LODE_WHILE:
    case LODE_DO:
    case LODE_SWITCH:
      lode_emit_for(e, node);
      break;
    case LODE_CASE:
      lode_emit_chain(e, node->u.child[0]);
      lode_emit_list(e, node->u.child[1]);
      break;
    case LODE_LABELED:
      emit_labeled(e, node);
      break;
    case LODE_IMPORT:
    case LODE_EXPORT:
    case LODE_EXPORT_ALL:
    case LODE_EXPORT_DEFAULT:
    case LODE_EXPORT_DECLARATION:
      lode_emit_module_item(e, node);
      break;
    default:
      emit_slots(e, node);
  }
}

void lode_emit_chain(lode_emitter *e, const lode_node *node) {
  for (; node != NULL; node = node->next) {
    lode_emit_node(e, node);
  }
}

void lode_emit_list(lode_emitter *e, const lode_node *statements) {
  for (; statements != NULL; statements = statements->next) {
    // Only the start of an expression statement can be the start of a call.
    e->list_start =
        statements->kind == LODE_EXPRESSION ? statements->start : UINT32_MAX;
    lode_emit_node(e, statements);
  }
}

void lode_emit_program(lode_emitter *e) {
  const lode_program *program = e->program;
  const lode_node *statements = program->body;
  bool uses = lode_emit_using_in(program->scope);
  if (program->first_comment > 0) {
    // It will not stand at the start of a line.
    uint32_t at = program->first_comment - 1;
    lode_emit_replace(e, at, at + 3, "//>", NULL, 0);
  }
  if (uses && !e->module) {
    uint32_t at = emit_past_directives(statements, program->body_start);
    lode_emit_insert(e, at, at != program->body_start ? ";" : "", NULL, 0);
    lode_emit_using_open(e, at);
  }
  lode_emit_list(e, statements);
  if (uses && !e->module) {
    // Behind a comment without an end of line: on a line of its own.
    lode_buf *footer = &e->unit->footer;
    size_t mark = e->edits->count;
    lode_emit_using_close(e, program->size, false);
    for (size_t i = mark; i < e->edits->count; i++) {
      const lode_edit *edit = &e->edits->items[i];
      e->failed |= lode_buf_append(footer, e->edits->text.data + edit->text,
                                   edit->size) < 0;
    }
    e->edits->count = mark;
  }
}
