// SPDX-License-Identifier: MIT
// The walk of the TypeScript transform: what spaces cannot make JavaScript is
// rewritten where it stands. See ts_transform.h and
// docs/internals/typescript.md.
#include "compiler/ts_transform.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool transform_push(lode_transform *t, const lode_node *node) {
  if (t->link_count == t->link_capacity) {
    size_t capacity = t->link_capacity ? t->link_capacity * 2 : 32;
    const lode_node **links =
        lode_try_realloc((void *)t->links, capacity * sizeof *links);
    if (links == NULL) {
      t->failed = true;
      return false;
    }
    t->links = links;
    t->link_capacity = capacity;
  }
  t->links[t->link_count++] = node;
  return true;
}

static bool transform_is_link(const lode_node *node) {
  return node->kind == LODE_MEMBER || node->kind == LODE_INDEX ||
         node->kind == LODE_CALL || node->kind == LODE_TAGGED;
}

// super(…) with what the constructor has to assign behind it.
static void transform_super(lode_transform *t, const lode_node *call,
                            bool alone) {
  if (!alone) {
    lode_transform_edit(t, call->start, call->start, "(");
  }
  lode_transform_chain(t, call->u.child[1]);
  lode_transform_edit(t, call->end, call->end, alone ? ",%s" : ",%s,this)",
                      t->assign);
}

// a.b().c`d`: as long as the text likes, so without recursion on the left.
static void transform_link(lode_transform *t, const lode_node *node,
                           bool statement) {
  size_t base = t->link_count;
  const lode_node *top = node;
  while (transform_is_link(node) && transform_push(t, node)) {
    node = node->u.child[0];
  }
  const lode_node *link =
      t->link_count > base ? t->links[t->link_count - 1] : NULL;
  // Private members are the class's own, whatever took its place.
  bool own = node->kind == LODE_THIS && link != NULL &&
             link->kind == LODE_MEMBER && link->u.member.name->text[0] == '#';
  if (node->kind == LODE_SUPER && link != NULL && link->kind == LODE_CALL &&
      t->assign != NULL) {
    t->link_count--;
    transform_super(t, link, statement && link == top);
  } else if (!own) {
    lode_transform_node(t, node);
  }
  while (t->link_count > base) {
    link = t->links[--t->link_count];
    if (link->kind != LODE_MEMBER) {
      lode_transform_chain(t, link->u.child[1]);
    }
  }
}

// <T>x: parentheses, where without the type a line would end too early, or
// something else than an expression would begin.
static void transform_assertion(lode_transform *t, const lode_node *node) {
  const lode_node *value = node->u.child[0];
  char first = t->text[value->start];
  bool ends = false;
  for (uint32_t i = node->start; i < value->start; i++) {
    ends |= lode_line_end(t->text + i, value->start - i) > 0;
  }
  bool wraps = ends || first == '{' || first == 'f' || first == 'c' ||
               first == 'a' || first == 'l';
  if (wraps) {
    lode_transform_edit(t, node->start, node->start, "(");
  }
  lode_transform_node(t, value);
  if (wraps) {
    lode_transform_edit(t, node->end, node->end, ")");
  }
}

bool lode_transform_statement(lode_transform *t, const lode_node *node,
                              const lode_node *item) {
  switch (node->kind) {
    case LODE_ENUM:
      lode_transform_enum(t, node, item->start);
      return true;
    case LODE_NAMESPACE:
      lode_transform_namespace(t, node, item->start);
      return true;
    case LODE_IMPORT_EQUALS:
      lode_transform_import(t, node, item != node);
      return true;
    default:
      return false;
  }
}

static void transform_declaration(lode_transform *t, const lode_node *item) {
  const lode_node *node = item->u.child[0];
  if (lode_transform_statement(t, node, item)) {
    return;
  }
  switch (node->kind) {
    case LODE_CLASS:
      lode_transform_class(t, node, NULL, item);
      break;
    case LODE_DECORATED:
      lode_transform_class(t, node->u.child[1], node->u.child[0], item);
      break;
    default:
      lode_transform_node(t, node);
  }
}

static void transform_slots(lode_transform *t, const lode_node *node) {
  for (int i = 0; i < lode_node_slot_count[node->kind]; i++) {
    lode_transform_chain(t, node->u.child[i]);
  }
}

static void transform_function(lode_transform *t, const lode_node *node) {
  const char *self = t->self;
  if ((node->flags & LODE_FUNCTION_ARROW) == 0) {
    t->self = NULL;
  }
  transform_slots(t, node);
  t->self = self;
}

// A value that may be a class which gets its name from what it is given to.
static void transform_named(lode_transform *t, const lode_node *node) {
  const lode_node *target = node->u.child[0], *value = node->u.child[1];
  if (target != NULL) {
    lode_transform_node(t, target);
  }
  if (value == NULL) {
    return;
  }
  if (target != NULL &&
      (value->kind == LODE_DECORATED || value->kind == LODE_CLASS)) {
    t->hint = target->kind == LODE_IDENTIFIER ? target->u.ident.name
              : target->kind == LODE_KEY      ? target->u.name
                                              : NULL;
  }
  lode_transform_node(t, value);
  t->hint = NULL;
}

void lode_transform_node(lode_transform *t, const lode_node *node) {
  switch ((lode_node_kind)node->kind) {
    case LODE_IDENTIFIER:
      lode_transform_identifier(t, node);
      break;
    case LODE_MEMBER:
    case LODE_INDEX:
    case LODE_CALL:
    case LODE_TAGGED:
      transform_link(t, node, false);
      break;
    case LODE_PAREN:
      if (node->op == 1) {
        transform_assertion(t, node);
      } else {
        transform_slots(t, node);
      }
      break;
    case LODE_CLASS:
      lode_transform_class(t, node, NULL, NULL);
      break;
    case LODE_DECORATED:
      if (node->u.child[1]->kind == LODE_CLASS) {
        lode_transform_class(t, node->u.child[1], node->u.child[0], NULL);
      } else {
        transform_slots(t, node);
      }
      break;
    case LODE_THIS:
      if (t->self != NULL) {
        lode_transform_edit(t, node->start, node->end, "%s", t->self);
      }
      break;
    case LODE_FUNCTION:
      transform_function(t, node);
      break;
    case LODE_DECLARATOR:
    case LODE_ASSIGN:
    case LODE_DEFAULT:
    case LODE_PROPERTY:
    case LODE_FIELD:
      transform_named(t, node);
      break;
    case LODE_EXPRESSION:
      if (node->u.child[0]->kind == LODE_CALL) {
        transform_link(t, node->u.child[0], true);
      } else {
        transform_slots(t, node);
      }
      break;
    case LODE_EXPORT_DECLARATION:
    case LODE_EXPORT_DEFAULT:
      transform_declaration(t, node);
      break;
    case LODE_EXPORT_EQUALS:
      lode_transform_export_equals(t, node);
      break;
    default:
      if (!lode_transform_statement(t, node, node)) {
        transform_slots(t, node);
      }
  }
}

void lode_transform_chain(lode_transform *t, const lode_node *node) {
  for (; node != NULL; node = node->next) {
    lode_transform_node(t, node);
  }
}

static void transform_choose_prefix(lode_transform *t, const char *text) {
  strcpy(t->prefix, "$ts");
  for (uint32_t i = 1; strstr(text, t->prefix) != NULL; i++) {
    snprintf(t->prefix, sizeof t->prefix, "$ts%u_", i);
  }
}

// What has to stand behind the last statement: variables (which are known from
// the start on), and `export = a`, when all is declared.
static void transform_end(lode_transform *t, const lode_node *last) {
  while (last->next != NULL) {
    last = last->next;
  }
  if (t->hoisted != NULL) {
    lode_transform_edit(t, last->end, last->end, ";var %s;", t->hoisted);
  }
  if (t->export_equals != NULL) {
    const lode_node *value = t->export_equals->u.child[0];
    lode_transform_edit(t, last->end, last->end, ";module.exports=%s;",
                        lode_transform_name(t, value->u.ident.name));
  }
}

static bool transform_is_module(const lode_program *program,
                                const lode_ts_options *options) {
  bool module = options->module || program->has_import_meta;
  for (const lode_node *n = program->body; n != NULL && !module; n = n->next) {
    module = n->kind == LODE_IMPORT || n->kind == LODE_EXPORT ||
             n->kind == LODE_EXPORT_DECLARATION ||
             n->kind == LODE_EXPORT_DEFAULT || n->kind == LODE_EXPORT_ALL;
  }
  return module;
}

int lode_ts_transform(const lode_program *program,
                      const lode_ts_options *options, lode_arena *arena,
                      const char *text, lode_edits *edits) {
  char *copy = lode_arena_alloc(arena, program->size + LODE_PARSE_PADDING);
  if (copy == NULL) {
    return -ENOMEM;
  }
  memcpy(copy, text, program->size);
  memset(copy + program->size, 0, LODE_PARSE_PADDING);
  lode_transform t = {.program = program,
                      .options = options,
                      .arena = arena,
                      .edits = edits,
                      .text = copy,
                      .module = transform_is_module(program, options)};
  transform_choose_prefix(&t, t.text);
  lode_transform_collect(&t);
  if (!t.failed) {
    lode_transform_chain(&t, program->body);
  }
  if (!t.failed && program->body != NULL) {
    transform_end(&t, program->body);
  }
  free((void *)t.links);
  return t.failed || edits->failed ? -ENOMEM : 0;
}
