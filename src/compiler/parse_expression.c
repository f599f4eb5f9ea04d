// SPDX-License-Identifier: MIT
// Operators: from the comma down to unary ones, await and yield.
#include "compiler/jsx_parse.h"
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

enum { EXPRESSION_OR = 4, EXPRESSION_RELATIONAL = 8, EXPRESSION_EXPONENT = 12 };

// Precedence of binary operators; 0 for what is none.
static const uint8_t expression_precedence[LODE_T_COUNT] = {
    [LODE_T_NULLISH] = 1,   [LODE_T_LOGICAL_OR] = 2, [LODE_T_LOGICAL_AND] = 3,
    [LODE_T_OR] = 4,        [LODE_T_XOR] = 5,        [LODE_T_AND] = 6,
    [LODE_T_EQ] = 7,        [LODE_T_NE] = 7,         [LODE_T_EQ_STRICT] = 7,
    [LODE_T_NE_STRICT] = 7, [LODE_T_LT] = 8,         [LODE_T_GT] = 8,
    [LODE_T_LE] = 8,        [LODE_T_GE] = 8,         [LODE_T_INSTANCEOF] = 8,
    [LODE_T_IN] = 8,        [LODE_T_SHL] = 9,        [LODE_T_SHR] = 9,
    [LODE_T_USHR] = 9,      [LODE_T_ADD] = 10,       [LODE_T_SUB] = 10,
    [LODE_T_MUL] = 11,      [LODE_T_DIV] = 11,       [LODE_T_MOD] = 11,
    [LODE_T_EXP] = 12,
};

static bool expression_is_arrow(const lode_node *node) {
  return node->kind == LODE_FUNCTION && (node->flags & LODE_FUNCTION_ARROW);
}

static const lode_node *expression_unwrap(const lode_node *node) {
  while (node->kind == LODE_PAREN) {
    node = node->u.child[0];
  }
  return node;
}

void lode_parser_check_cover(lode_parser *p) {
  if (LODE_UNLIKELY(p->cover_error != LODE_NOWHERE)) {
    const uint8_t *s = p->source + p->cover_error;
    bool shorthand = *s == '=';
    uint32_t end = p->cover_error + (shorthand ? 1 : 9);
    if (shorthand) {  // the name counts, too
      for (s--; *s <= ' ';) {
        s--;
      }
      while (s[-1] > ' ' && s[-1] != '{' && s[-1] != ',') {
        s--;
      }
    }
    lode_parser_fail(p, (uint32_t)(s - p->source), end, "%s",
                     shorthand ? "Invalid shorthand property initializer"
                               : "Duplicate __proto__ fields are not allowed "
                                 "in object literals");
  }
}

// The target of a compound assignment, ++ or --; with `calls` a call in sloppy
// code is one that fails when it runs.
static void expression_check_simple(lode_parser *p, lode_node *node, bool calls,
                                    const char *message) {
  lode_node *target = (lode_node *)expression_unwrap(node);
  switch (target->kind) {
    case LODE_IDENTIFIER:
      lode_check_binding(p, target->u.ident.name, node->start, node->end);
      target->flags |= LODE_USE_UPDATE;
      return;
    case LODE_MEMBER:
    case LODE_INDEX:
      if (!(target->flags & LODE_CHAIN)) {
        target->flags |= LODE_MEMBER_TARGET;
        return;
      }
      break;
    case LODE_CALL:
      if (calls && !p->strict && !(target->flags & LODE_CHAIN)) {
        return;
      }
      break;
    default:
      break;
  }
  lode_parser_fail(p, node->start, node->end, "%s", message);
}

void lode_note_await(lode_parser *p, uint32_t start) {
  lode_function_state *f = p->function;
  if (f->flags & LODE_IN_PARAMETERS) {
    lode_parser_fail(
        p, start, start + 5,
        "Illegal await-expression in formal parameters of async function");
  }
  p->await_at = start;
  f->scope->flags |= LODE_SCOPE_HAS_AWAIT;
  if (f->outer == NULL) {
    p->program->has_await = true;
  }
}

static lode_node *expression_await(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_AWAIT, p->tok.start);
  if (p->tok.flags & LODE_TOKEN_ESCAPED) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "Keyword must not contain escaped characters");
  }
  lode_note_await(p, node->start);
  lode_mark(p, node);
  lode_scan_next(p);
  node->u.child[0] = lode_parse_unary(p);
  return lode_node_end(p, node);
}

static lode_node *expression_yield(lode_parser *p) {
  lode_parser_descend(p);
  lode_node *node = lode_node_new(p, LODE_YIELD, p->tok.start);
  if (p->tok.flags & LODE_TOKEN_ESCAPED) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "Keyword must not contain escaped characters");
  }
  if (p->function->flags & LODE_IN_PARAMETERS) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "Yield expression not allowed in formal parameter");
  }
  lode_mark(p, node);
  p->yield_at = node->start;
  p->function->scope->flags |= LODE_SCOPE_HAS_YIELD;
  lode_scan_next(p);
  bool operand = !p->tok.newline;
  if (operand && lode_at(p, LODE_T_MUL)) {
    lode_scan_next(p);
    node->flags = LODE_DELEGATE;
  } else {
    switch (p->tok.kind) {
      case LODE_T_EOF:
      case LODE_T_SEMICOLON:
      case LODE_T_RBRACE:
      case LODE_T_RBRACKET:
      case LODE_T_RPAREN:
      case LODE_T_COLON:
      case LODE_T_COMMA:
      case LODE_T_IN:
        operand = false;
        break;
      default:
        break;
    }
  }
  if (operand) {
    node->u.child[0] = lode_parse_assignment(p);
  }
  return lode_node_end(p, node);
}

static void expression_check_delete(lode_parser *p, const lode_node *operand) {
  const lode_node *inner = expression_unwrap(operand);
  if (inner->kind == LODE_IDENTIFIER) {
    if (p->strict) {
      lode_parser_fail(p, operand->start, operand->end,
                       "Delete of an unqualified identifier in strict mode.");
    }
    ((lode_node *)inner)->flags |= LODE_USE_DELETE;
  } else if (inner->kind == LODE_MEMBER) {
    if (inner->u.member.name->text[0] == '#') {
      lode_parser_fail(p, inner->at, inner->end,
                       "Private fields can not be deleted");
    }
    ((lode_node *)inner)->flags |= LODE_MEMBER_TARGET;
  }
}

static lode_node *expression_prefix(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_UNARY, p->tok.start);
  node->op = p->tok.kind;
  lode_scan_next(p);
  lode_node *operand = lode_parse_unary(p);
  node->u.child[0] = operand;
  if (node->op == LODE_T_DELETE) {
    expression_check_delete(p, operand);
  } else if (node->op == LODE_T_TYPEOF) {
    lode_node *inner = (lode_node *)expression_unwrap(operand);
    if (inner->kind == LODE_IDENTIFIER) {
      inner->flags |= LODE_USE_TYPEOF;
    }
  }
  if (lode_at(p, LODE_T_EXP)) {
    lode_parser_fail(p, node->start, p->last_end,
                     "Unary operator used immediately before exponentiation "
                     "expression. Parenthesis must be used to disambiguate "
                     "operator precedence");
  }
  return lode_node_end(p, node);
}

static lode_node *expression_update(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_UPDATE, p->tok.start);
  node->op = p->tok.kind;
  node->flags = LODE_PREFIX;
  lode_scan_next(p);
  node->u.child[0] = lode_parse_unary(p);
  expression_check_simple(
      p, node->u.child[0], true,
      "Invalid left-hand side expression in prefix operation");
  return lode_node_end(p, node);
}

lode_node *lode_parse_unary(lode_parser *p) {
  lode_parser_descend(p);
  switch (p->tok.kind) {
    case LODE_T_NOT:
    case LODE_T_TILDE:
    case LODE_T_ADD:
    case LODE_T_SUB:
    case LODE_T_TYPEOF:
    case LODE_T_VOID:
    case LODE_T_DELETE:
      return expression_prefix(p);
    case LODE_T_INCREMENT:
    case LODE_T_DECREMENT:
      return expression_update(p);
    case LODE_T_LT:
    case LODE_T_SHL:
      if (lode_ts_on(p) && (!lode_jsx_on(p) || lode_jsx_at_arrow(p))) {
        return lode_ts_angle(p);
      }
      break;
    case LODE_T_AWAIT:
      if (lode_await_allowed(p)) {
        lode_node *node = expression_await(p);
        if (lode_at(p, LODE_T_EXP)) {
          lode_parser_unexpected(p, &p->tok);
        }
        return node;
      }
      break;
    default:
      break;
  }
  lode_node *node = lode_parse_left_hand_side(p);
  if ((lode_at(p, LODE_T_INCREMENT) || lode_at(p, LODE_T_DECREMENT)) &&
      !p->tok.newline && !expression_is_arrow(node)) {
    lode_node *update = lode_node_new(p, LODE_UPDATE, node->start);
    expression_check_simple(
        p, node, true,
        "Invalid left-hand side expression in postfix operation");
    update->op = p->tok.kind;
    update->u.child[0] = node;
    lode_scan_next(p);
    return lode_node_end(p, update);
  }
  return node;
}

// #x in object
static lode_node *expression_private_in(lode_parser *p, unsigned least) {
  lode_name *name = p->tok.name;
  lode_use_private(p, name, p->tok.start);
  if (least > EXPRESSION_RELATIONAL || p->no_in ||
      lode_peek(p).kind != LODE_T_IN) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_node *node = lode_node_leaf(p, LODE_PRIVATE);
  node->u.name = name;
  return node;
}

static bool expression_is_logical(const lode_node *node, bool nullish) {
  return node->kind == LODE_BINARY &&
         (nullish ? node->op == LODE_T_NULLISH
                  : node->op == LODE_T_LOGICAL_OR ||
                        node->op == LODE_T_LOGICAL_AND);
}

static void expression_check_mixed(lode_parser *p, const lode_node *left,
                                   const lode_token *op) {
  bool nullish = op->kind == LODE_T_NULLISH;
  bool logical =
      op->kind == LODE_T_LOGICAL_OR || op->kind == LODE_T_LOGICAL_AND;
  if ((nullish || logical) && expression_is_logical(left, !nullish)) {
    lode_parser_unexpected(p, op);
  }
}

// Operands of one precedence become one node: no depth by long sums.
static lode_node *expression_binary(lode_parser *p, lode_node *left,
                                    unsigned least) {
  lode_node *made = NULL;  // the BINARY that the newest operator extends
  lode_node *last = NULL;
  unsigned made_precedence = 0;
  for (;;) {
    if (lode_ts_on(p) && least <= EXPRESSION_RELATIONAL && lode_ts_at_as(p)) {
      lode_ts_as(p);
      continue;
    }
    lode_token op = p->tok;
    unsigned precedence = expression_precedence[op.kind];
    if (precedence < least || precedence == 0 ||
        (op.kind == LODE_T_IN && p->no_in)) {
      return left;
    }
    lode_scan_next(p);
    bool right_first = precedence == EXPRESSION_EXPONENT;
    unsigned above = right_first ? precedence : precedence + 1;
    if (op.kind == LODE_T_NULLISH) {
      above = EXPRESSION_OR;  // || and && must not be mixed in
    }
    lode_node *right = lode_at(p, LODE_T_PRIVATE)
                           ? expression_private_in(p, above)
                           : lode_parse_unary(p);
    if (expression_is_arrow(right)) {
      lode_parser_unexpected(p, &p->tok);
    }
    if (expression_precedence[p->tok.kind] >= above ||
        (lode_ts_on(p) && above <= EXPRESSION_RELATIONAL && lode_ts_at_as(p))) {
      right = expression_binary(p, right, above);
    }
    expression_check_mixed(p, left, &op);
    if (made == NULL || made_precedence != precedence || right_first) {
      made = lode_node_new(p, LODE_BINARY, left->start);
      made->u.child[0] = left;
      made_precedence = precedence;
      last = left;
    }
    made->op = op.kind;
    last->next = right;
    last = right;
    made->end = p->last_end;
    left = made;
  }
}

// The value of an assignment whose target is `left` and whose operator is at
// hand; NULL when there is none.
static lode_node *expression_assign(lode_parser *p, lode_node *left) {
  lode_token_kind op = p->tok.kind;
  if (op < LODE_T_ASSIGN || op > LODE_T_ASSIGN_NULLISH) {
    return NULL;
  }
  const char *invalid = "Invalid left-hand side in assignment";
  bool pattern = left->kind == LODE_ARRAY || left->kind == LODE_OBJECT;
  if (op == LODE_T_ASSIGN && pattern) {
    p->cover_error = LODE_NOWHERE;
    lode_to_target(p, left, LODE_USE_WRITE);
  } else {
    lode_parser_check_cover(p);
    expression_check_simple(p, left, op < LODE_T_ASSIGN_LOGICAL_AND, invalid);
    lode_node *target = (lode_node *)expression_unwrap(left);
    if (op == LODE_T_ASSIGN && target->kind == LODE_IDENTIFIER) {
      target->flags ^= LODE_USE_UPDATE | LODE_USE_WRITE;
    }
  }
  lode_node *node = lode_node_new(p, LODE_ASSIGN, left->start);
  node->op = (uint8_t)op;
  node->at = p->tok.start;
  lode_scan_next(p);
  node->u.child[0] = left;
  node->u.child[1] = lode_parse_assignment(p);
  return lode_node_end(p, node);
}

// One operand of ?: or a whole AssignmentExpression without a `?`.
static lode_node *expression_operand(lode_parser *p) {
  p->cover_error = LODE_NOWHERE;
  p->arrow_at = p->tok.start;
  if (lode_at(p, LODE_T_YIELD) &&
      (p->function->flags & LODE_FUNCTION_GENERATOR)) {
    return expression_yield(p);
  }
  lode_node *node = LODE_UNLIKELY(lode_at(p, LODE_T_PRIVATE))
                        ? expression_private_in(p, 0)
                        : lode_parse_unary(p);
  if (expression_is_arrow(node)) {
    return node;
  }
  if (expression_precedence[p->tok.kind] != 0 ||
      (lode_ts_on(p) && lode_ts_at_as(p))) {
    node = expression_binary(p, node, 1);
  }
  lode_node *assign = expression_assign(p, node);
  if (assign != NULL) {
    return assign;
  }
  if (node->kind != LODE_OBJECT && node->kind != LODE_ARRAY) {
    lode_parser_check_cover(p);
  }
  return node;
}

static bool expression_at_choice(lode_parser *p, const lode_node *test) {
  return lode_at(p, LODE_T_QUESTION) && test->kind != LODE_YIELD &&
         test->kind != LODE_ASSIGN && !expression_is_arrow(test) &&
         !(lode_ts_on(p) && lode_ts_at_optional_mark(p));
}

// From behind the first test: chains of a ? b : c ? d : e are a loop.
static lode_node *expression_choose(lode_parser *p, lode_node *test) {
  lode_node *first = NULL, **tail = &first;
  size_t made = 0;
  for (;; made++) {
    lode_parser_check_cover(p);
    if (!expression_at_choice(p, test)) {
      break;
    }
    lode_node *choice = lode_node_new(p, LODE_CONDITIONAL, test->start);
    lode_scan_next(p);
    if (lode_ts_on(p)) {
      p->ts->choice_at = p->tok.start;
    }
    choice->u.child[0] = test;
    choice->u.child[1] = lode_parse_assignment_in(p);
    lode_expect(p, LODE_T_COLON);
    *tail = choice;
    tail = &choice->u.child[2];
    test = expression_operand(p);
  }
  *tail = test;
  for (lode_node *node = first; made > 0; made--, node = node->u.child[2]) {
    node->end = p->last_end;
  }
  return first;
}

lode_node *lode_parse_cover(lode_parser *p) {
  uint32_t outer = p->cover_error;
  lode_node *node = expression_operand(p);
  if (expression_at_choice(p, node)) {
    node = expression_choose(p, node);
  }
  if (outer != LODE_NOWHERE) {
    p->cover_error = outer;
  }
  return node;
}

lode_node *lode_parse_assignment(lode_parser *p) {
  uint32_t outer = p->cover_error;
  lode_node *node = expression_operand(p);
  if (expression_at_choice(p, node)) {
    node = expression_choose(p, node);
  }
  lode_parser_check_cover(p);
  p->cover_error = outer;
  return node;
}

lode_node *lode_parse_assignment_in(lode_parser *p) {
  bool no_in = p->no_in;
  p->no_in = false;
  lode_node *node = lode_parse_assignment(p);
  p->no_in = no_in;
  return node;
}

lode_node *lode_parse_expression(lode_parser *p) {
  lode_node *node = lode_parse_assignment(p);
  if (!lode_at(p, LODE_T_COMMA)) {
    return node;
  }
  lode_node *sequence = lode_node_new(p, LODE_SEQUENCE, node->start);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_list_add(&list, node);
  while (lode_eat(p, LODE_T_COMMA)) {
    lode_list_add(&list, lode_parse_assignment(p));
  }
  sequence->u.child[0] = list.first;
  return lode_node_end(p, sequence);
}

lode_node *lode_parse_expression_in(lode_parser *p) {
  bool no_in = p->no_in;
  p->no_in = false;
  lode_node *node = lode_parse_expression(p);
  p->no_in = no_in;
  return node;
}
