// SPDX-License-Identifier: MIT
// What must hold for every tree that the parser makes, whatever the source:
// offsets nest, siblings do not overlap, marks are sorted and have scopes,
// identifiers spell their names and know a scope that holds them.
#ifndef LODE_TEST_UNIT_COMPILER_TREE_H
#define LODE_TEST_UNIT_COMPILER_TREE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/ast.h"

#define TREE_CHECK(what, node)                                   \
  do {                                                           \
    if (!(what)) {                                               \
      fprintf(stderr, "tree: %s: %s at [%u, %u)\n", #what,       \
              lode_node_kind_name((lode_node_kind)(node)->kind), \
              (node)->start, (node)->end);                       \
      abort();                                                   \
    }                                                            \
  } while (0)

// A stack of its own: trees may be deeper than the machine's.
typedef struct tree_stack {
  const lode_node **at;
  size_t count;
  size_t room;
} tree_stack;

static inline void tree_push(tree_stack *stack, const lode_node *node) {
  if (stack->count == stack->room) {
    stack->room = stack->room * 2 + 64;
    stack->at = realloc(stack->at, stack->room * sizeof *stack->at);
    if (stack->at == NULL) {
      abort();
    }
  }
  stack->at[stack->count++] = node;
}

static inline void tree_check_identifier(const lode_program *program,
                                         const lode_node *node) {
  const lode_name *name = node->u.ident.name;
  const lode_scope *scope = node->u.ident.scope;
  TREE_CHECK(name != NULL && scope != NULL, node);
  TREE_CHECK(scope->start <= node->start && node->end <= scope->end, node);
  if (!(node->flags & LODE_USE_ESCAPED)) {
    TREE_CHECK(node->end - node->start == name->size, node);
    TREE_CHECK(
        memcmp(program->source + node->start, name->text, name->size) == 0,
        node);
  }
}

// A shorthand property's default repeats no offsets; a method's function spans
// its key.
static inline bool tree_may_overlap(const lode_node *node) {
  return node->kind == LODE_PROPERTY;
}

static inline void tree_check_children(tree_stack *stack,
                                       const lode_node *node) {
  uint32_t from = node->start;
  for (unsigned i = 0; i < lode_node_slot_count[node->kind]; i++) {
    for (const lode_node *c = node->u.child[i]; c != NULL; c = c->next) {
      TREE_CHECK(c->start <= c->end, c);
      TREE_CHECK(c->start >= from, c);
      TREE_CHECK(c->end <= node->end, c);
      from = tree_may_overlap(node) ? node->start : c->end;
      tree_push(stack, c);
    }
  }
}

static inline void tree_check_marks(const lode_program *program) {
  for (size_t i = 0; i < program->mark_count; i++) {
    const lode_node *mark = program->marks[i];
    TREE_CHECK(lode_node_scope(mark) != NULL, mark);
    TREE_CHECK(i == 0 || program->marks[i - 1]->start <= mark->start, mark);
  }
}

static inline void tree_check_names(const lode_program *program) {
  for (size_t i = 0; i < program->name_count; i++) {
    const lode_name *name = program->names[i];
    const lode_node *before = NULL, *node = name->first;
    for (; node != NULL; before = node, node = node->u.ident.same) {
      TREE_CHECK(node->kind == LODE_IDENTIFIER && node->u.ident.name == name,
                 node);
      TREE_CHECK(before == NULL || before->start <= node->start, node);
      if (node->flags & LODE_USE_BINDING) {
        TREE_CHECK(lode_scope_resolve(node->u.ident.scope, name, NULL) != NULL,
                   node);
      }
    }
    if (before != NULL) {
      TREE_CHECK(before == name->last, before);
    }
  }
}

static inline void tree_check(const lode_program *program) {
  tree_stack stack = {0};
  uint32_t from = program->body_start;
  for (const lode_node *c = program->body; c != NULL; c = c->next) {
    TREE_CHECK(c->start >= from && c->end <= program->size, c);
    from = c->end;
    tree_push(&stack, c);
  }
  while (stack.count > 0) {
    const lode_node *node = stack.at[--stack.count];
    if (node->kind == LODE_IDENTIFIER) {
      tree_check_identifier(program, node);
    }
    tree_check_children(&stack, node);
  }
  free(stack.at);
  tree_check_marks(program);
  tree_check_names(program);
}

#endif
