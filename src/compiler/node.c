// SPDX-License-Identifier: MIT
// Nodes: only the part of the union that a kind uses is allocated.
#include <string.h>

#include "compiler/parser_internal.h"

const uint8_t lode_node_slot_count[LODE_NODE_KIND_COUNT] = {
#define NODE_SLOTS(name, slots) [LODE_##name] = slots,
    LODE_NODE_KINDS(NODE_SLOTS)
#undef NODE_SLOTS
};

static const char *const node_names[] = {
#define NODE_NAME(name, slots) #name,
    LODE_NODE_KINDS(NODE_NAME)
#undef NODE_NAME
};

const char *lode_node_kind_name(lode_node_kind kind) {
  return node_names[kind];
}

#define NODE_HEAD offsetof(lode_node, u)
#define NODE_SCOPED (NODE_HEAD + sizeof(((lode_node *)0)->u.scoped))
#define NODE_NAMED (NODE_HEAD + sizeof(lode_name *))
#define NODE_LABEL (NODE_HEAD + sizeof(((lode_node *)0)->u.member))

// Sizes of the kinds that have more than their slots.
static const uint8_t node_sizes[LODE_NODE_KIND_COUNT] = {
    [LODE_IDENTIFIER] = NODE_HEAD + sizeof(((lode_node *)0)->u.ident),
    [LODE_STRING] = NODE_NAMED,
    [LODE_KEY] = NODE_NAMED,
    [LODE_PRIVATE] = NODE_NAMED,
    [LODE_BREAK] = NODE_NAMED,
    [LODE_CONTINUE] = NODE_NAMED,
    [LODE_MEMBER] = NODE_LABEL,
    [LODE_LABELED] = NODE_LABEL,
    [LODE_IMPORT_SPECIFIER] = NODE_LABEL,
    [LODE_EXPORT_SPECIFIER] = NODE_LABEL,
    [LODE_EXPORT_ALL] = NODE_HEAD + sizeof(((lode_node *)0)->u.pair),
    [LODE_FUNCTION] = NODE_SCOPED,
    [LODE_CLASS] = NODE_SCOPED,
    [LODE_STATIC_BLOCK] = NODE_SCOPED,
    [LODE_IMPORT_META] = NODE_SCOPED,
    [LODE_IMPORT_CALL] = NODE_SCOPED,
    [LODE_AWAIT] = NODE_SCOPED,
    [LODE_YIELD] = NODE_SCOPED,
    [LODE_BLOCK] = NODE_SCOPED,
    [LODE_VARIABLE] = NODE_SCOPED,
    [LODE_FOR] = NODE_HEAD + sizeof(((lode_node *)0)->u.loop),
    [LODE_FOR_IN] = NODE_SCOPED,
    [LODE_FOR_OF] = NODE_SCOPED,
    [LODE_RETURN] = NODE_SCOPED,
    [LODE_TRY] = NODE_SCOPED,
    [LODE_CATCH] = NODE_SCOPED,
    [LODE_SWITCH] = NODE_SCOPED,
    [LODE_WITH] = NODE_SCOPED,
    [LODE_ENUM] = NODE_SCOPED,
    [LODE_NAMESPACE] = NODE_SCOPED,
};

lode_node *lode_node_new(lode_parser *p, lode_node_kind kind, uint32_t start) {
  size_t size = node_sizes[kind];
  if (size == 0) {
    size = NODE_HEAD + lode_node_slot_count[kind] * sizeof(lode_node *);
  }
  lode_node *node = lode_parser_alloc(p, size);
  memset(node, 0, size);
  node->kind = (uint8_t)kind;
  node->start = start;
  return node;
}

lode_node *lode_node_leaf(lode_parser *p, lode_node_kind kind) {
  lode_node *node = lode_node_new(p, kind, p->tok.start);
  node->end = p->tok.end;
  lode_scan_next(p);
  return node;
}

void lode_nodes_add(lode_parser *p, lode_nodes *list, lode_node *node) {
  if (list->count == list->room) {
    size_t room = list->room == 0 ? 64 : list->room * 2;
    lode_node **at = lode_parser_alloc(p, room * sizeof *at);
    if (list->count > 0) {
      memcpy(at, list->at, list->count * sizeof *at);
    }
    list->at = at;
    list->room = room;
  }
  list->at[list->count++] = node;
}

void lode_mark(lode_parser *p, lode_node *node) {
  if (node->u.scoped.scope == NULL) {
    node->u.scoped.scope = p->scope;
  }
  lode_nodes_add(p, &p->marks, node);
}
