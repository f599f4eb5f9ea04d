// SPDX-License-Identifier: MIT
// Left-hand-side expressions: members, calls, new, import() and the metas.
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

void lode_use_private(lode_parser *p, lode_name *name, uint32_t start) {
  if (p->class_state == NULL) {
    if (p->options & LODE_PARSE_EVAL) {
      return;
    }
    lode_parser_fail(
        p, start, start + name->size,
        "Private field '%.*s' must be declared in an enclosing class",
        name->size > 100 ? 100 : (int)name->size, name->text);
  }
  lode_private_use *use = lode_parser_alloc(p, sizeof *use);
  *use = (lode_private_use){p->class_state->uses, name, start};
  p->class_state->uses = use;
}

lode_node *lode_parse_arguments(lode_parser *p) {
  lode_list list;
  LODE_LIST_INIT(list);
  bool no_in = p->no_in;
  p->no_in = false;
  lode_expect(p, LODE_T_LPAREN);
  while (!lode_at(p, LODE_T_RPAREN)) {
    if (lode_at(p, LODE_T_ELLIPSIS)) {
      lode_node *spread = lode_node_new(p, LODE_SPREAD, p->tok.start);
      lode_scan_next(p);
      spread->u.child[0] = lode_parse_assignment(p);
      lode_list_add(&list, lode_node_end(p, spread));
    } else {
      lode_list_add(&list, lode_parse_assignment(p));
    }
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  p->no_in = no_in;
  if (!lode_at(p, LODE_T_RPAREN)) {
    lode_parser_fail(p, p->last_start, p->last_end,
                     "missing ) after argument list");
  }
  lode_scan_next(p);
  return list.first;
}

static lode_node *call_identifier(lode_node *callee) {
  while (callee->kind == LODE_PAREN) {
    callee = callee->u.child[0];
  }
  return callee->kind == LODE_IDENTIFIER ? callee : NULL;
}

static lode_node *call_call(lode_parser *p, lode_node *callee, uint16_t flags) {
  lode_node *node = lode_node_new(p, LODE_CALL, callee->start);
  lode_node *name = call_identifier(callee);
  if (name != NULL) {
    name->flags |= LODE_USE_CALLEE;
    if (name->u.ident.name->word == LODE_T_EVAL && !(flags & LODE_OPTIONAL)) {
      flags |= LODE_DIRECT_EVAL;
      lode_note_eval(p);
    }
  }
  node->at = p->tok.start;
  node->flags = flags;
  node->u.child[0] = callee;
  node->u.child[1] = lode_parse_arguments(p);
  return lode_node_end(p, node);
}

static lode_node *call_member(lode_parser *p, lode_node *object,
                              uint16_t flags) {
  lode_node *node = lode_node_new(p, LODE_MEMBER, object->start);
  if (lode_at(p, LODE_T_PRIVATE)) {
    if (object->kind == LODE_SUPER) {
      lode_parser_fail(p, p->tok.start, p->tok.end, "Unexpected private field");
    }
    lode_use_private(p, p->tok.name, p->last_start);
  } else if (!lode_token_is_name(&p->tok)) {
    lode_parser_unexpected(p, &p->tok);
  }
  node->flags = flags;
  node->at = p->tok.start;
  node->u.child[0] = object;
  node->u.member.name = p->tok.name;
  lode_scan_next(p);
  return lode_node_end(p, node);
}

static lode_node *call_index(lode_parser *p, lode_node *object,
                             uint16_t flags) {
  lode_node *node = lode_node_new(p, LODE_INDEX, object->start);
  lode_scan_next(p);
  node->flags = flags;
  node->u.child[0] = object;
  node->u.child[1] = lode_parse_expression_in(p);
  lode_expect(p, LODE_T_RBRACKET);
  return lode_node_end(p, node);
}

static lode_node *call_tagged(lode_parser *p, lode_node *tag, uint16_t flags) {
  if (flags & LODE_CHAIN) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "Invalid tagged template on optional chain");
  }
  lode_node *node = lode_node_new(p, LODE_TAGGED, tag->start);
  lode_node *name = call_identifier(tag);
  if (name != NULL) {
    name->flags |= LODE_USE_TAG;
  }
  node->u.child[0] = tag;
  node->u.child[1] = lode_parse_template(p, true);
  return lode_node_end(p, node);
}

static lode_node *call_optional(lode_parser *p, lode_node *node) {
  const uint16_t flags = LODE_OPTIONAL | LODE_CHAIN;
  lode_scan_next(p);
  if (lode_ts_on(p) && lode_ts_optional_call(p)) {
    return call_call(p, node, flags);
  }
  switch (p->tok.kind) {
    case LODE_T_LPAREN:
      return call_call(p, node, flags);
    case LODE_T_LBRACKET:
      return call_index(p, node, flags);
    case LODE_T_BACKTICK:
      return call_tagged(p, node, flags);
    default:
      return call_member(p, node, flags);
  }
}

// What may follow a primary expression; `calls` is off behind `new`.
static lode_node *call_subscripts(lode_parser *p, lode_node *node, bool calls) {
  uint16_t chain = 0;
  for (;;) {
    switch (p->tok.kind) {
      case LODE_T_DOT:
        lode_scan_next(p);
        node = call_member(p, node, chain);
        break;
      case LODE_T_LBRACKET:
        node = call_index(p, node, chain);
        break;
      case LODE_T_LPAREN:
        if (!calls) {
          return node;
        }
        node = call_call(p, node, chain);
        break;
      case LODE_T_QUESTION_DOT:
        if (!calls) {
          lode_parser_fail(p, p->tok.start, p->tok.end,
                           "Invalid optional chain from new expression");
        }
        node = call_optional(p, node);
        chain = LODE_CHAIN;
        break;
      case LODE_T_BACKTICK:
        node = call_tagged(p, node, chain);
        break;
      default:
        if (lode_ts_on(p) && lode_ts_subscript(p)) {
          break;
        }
        return node;
    }
  }
}

static lode_node *call_super(lode_parser *p) {
  uint32_t flags = p->function->flags;
  lode_node *node = lode_node_leaf(p, LODE_SUPER);
  bool allowed = false, eval = (p->options & LODE_PARSE_EVAL) != 0;
  if (lode_at(p, LODE_T_LPAREN)) {
    allowed = eval || (flags & LODE_ALLOW_SUPER_CALL) != 0;
  } else if (lode_at(p, LODE_T_DOT) || lode_at(p, LODE_T_LBRACKET)) {
    allowed = eval || (flags & LODE_ALLOW_SUPER_PROPERTY) != 0;
  }
  if (!allowed) {
    lode_parser_fail(p, node->start, node->end,
                     "'super' keyword unexpected here");
  }
  lode_note_this(p, LODE_SCOPE_USES_THIS);
  return node;
}

// The word behind a dot, unescaped; NULL when it is another.
static bool call_is_word(const lode_parser *p, lode_token_kind word) {
  return lode_at(p, word) && !(p->tok.flags & LODE_TOKEN_ESCAPED);
}

static LODE_NORETURN void call_escaped_meta(lode_parser *p, uint32_t start,
                                            lode_token_kind word) {
  if (lode_at(p, LODE_T_IDENTIFIER) && p->tok.name->word == word) {
    lode_parser_fail(p, start, p->tok.end,
                     "'%s' must not contain escaped characters",
                     word == LODE_T_META ? "import.meta" : "new.target");
  }
  lode_parser_unexpected(p, &p->tok);
}

static lode_node *call_import_meta(lode_parser *p, uint32_t start) {
  if (!call_is_word(p, LODE_T_META)) {
    call_escaped_meta(p, start, LODE_T_META);
  }
  lode_node *node = lode_node_new(p, LODE_IMPORT_META, start);
  if (p->goal != LODE_GOAL_MODULE) {
    lode_parser_fault(p, LODE_FAULT_IMPORT_META, &p->tok,
                      "Cannot use 'import.meta' outside a module");
  }
  lode_mark(p, node);
  p->program->has_import_meta = true;
  lode_scan_next(p);
  return lode_node_end(p, node);
}

static lode_node *call_import(lode_parser *p, bool calls) {
  uint32_t start = p->tok.start;
  uint8_t phase = 0;
  lode_scan_next(p);
  if (lode_eat(p, LODE_T_DOT)) {
    if (!call_is_word(p, LODE_T_SOURCE)) {
      return call_import_meta(p, start);
    }
    phase = p->tok.kind;
    lode_scan_next(p);
  }
  if (!lode_at(p, LODE_T_LPAREN)) {
    if (phase == 0 && p->goal != LODE_GOAL_MODULE) {
      lode_token t = {.start = start, .end = start + 6};
      lode_parser_fault(p, LODE_FAULT_MODULE_ITEM, &t,
                        "Cannot use import statement outside a module");
    }
    lode_parser_unexpected(p, &p->tok);
  }
  lode_node *node = lode_node_new(p, LODE_IMPORT_CALL, start);
  node->op = phase;
  node->at = p->tok.start;
  lode_mark(p, node);
  p->program->has_import_call = true;
  node->u.child[0] = lode_parse_arguments(p);
  const lode_node *first = node->u.child[0];
  bool spread = false;
  unsigned count = 0;
  for (; first != NULL; first = first->next, count++) {
    spread = spread || first->kind == LODE_SPREAD;
  }
  if (count == 0) {
    lode_parser_fail(p, node->at, p->last_end, "import() requires a specifier");
  }
  if (count > (phase == 0 ? 2 : 1) || spread) {
    lode_parser_fail(p, p->last_start, p->last_end, "Unexpected token ')'");
  }
  if (!calls) {
    lode_parser_fail(p, p->last_start, p->last_end,
                     "Cannot use new with import");
  }
  return lode_node_end(p, node);
}

static lode_node *call_new_target(lode_parser *p, uint32_t start) {
  if (!call_is_word(p, LODE_T_TARGET)) {
    call_escaped_meta(p, start, LODE_T_TARGET);
  }
  if (!(p->function->flags & LODE_ALLOW_NEW_TARGET) &&
      !(p->options & LODE_PARSE_EVAL)) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "new.target expression is not allowed here");
  }
  lode_note_this(p, LODE_SCOPE_USES_THIS);
  lode_node *node = lode_node_new(p, LODE_NEW_TARGET, start);
  lode_scan_next(p);
  return lode_node_end(p, node);
}

static lode_node *call_base(lode_parser *p, bool calls);

static lode_node *call_new(lode_parser *p) {
  lode_parser_descend(p);
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  if (lode_eat(p, LODE_T_DOT)) {
    return call_new_target(p, start);
  }
  lode_node *node = lode_node_new(p, LODE_NEW, start);
  lode_node *callee = call_base(p, false);
  if (callee->kind == LODE_SUPER && lode_at(p, LODE_T_LPAREN)) {
    lode_parser_fail(p, callee->start, callee->end,
                     "'super' keyword unexpected here");
  }
  node->u.child[0] = call_subscripts(p, callee, false);
  if (lode_at(p, LODE_T_LPAREN)) {
    node->at = p->tok.start;
    node->u.child[1] = lode_parse_arguments(p);
  } else {
    node->at = p->last_end;
  }
  return lode_node_end(p, node);
}

static lode_node *call_base(lode_parser *p, bool calls) {
  switch (p->tok.kind) {
    case LODE_T_NEW:
      return call_new(p);
    case LODE_T_SUPER:
      return call_super(p);
    case LODE_T_IMPORT:
      return call_import(p, calls);
    default:
      return lode_parse_primary(p);
  }
}

lode_node *lode_parse_left_hand_side(lode_parser *p) {
  lode_node *node = call_base(p, true);
  if (node->kind == LODE_FUNCTION && (node->flags & LODE_FUNCTION_ARROW)) {
    return node;
  }
  return call_subscripts(p, node, true);
}
