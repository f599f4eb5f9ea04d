// SPDX-License-Identifier: MIT
// Loops.
#include "compiler/parser_internal.h"

// Labels in front of the loop at hand may be continued.
static void loop_claim_labels(lode_parser *p) {
  lode_label *label = p->function->labels;
  for (; label != NULL && label->at == p->tok.start; label = label->outer) {
    label->loop = true;
  }
}

static lode_node *loop_body(lode_parser *p) {
  p->function->loops++;
  p->function->breakables++;
  lode_node *body = lode_parse_statement(p);
  p->function->loops--;
  p->function->breakables--;
  return body;
}

static lode_node *loop_while(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_WHILE, p->tok.start);
  lode_scan_next(p);
  lode_expect(p, LODE_T_LPAREN);
  node->u.child[0] = lode_parse_expression(p);
  lode_expect(p, LODE_T_RPAREN);
  node->u.child[1] = loop_body(p);
  return lode_node_end(p, node);
}

static lode_node *loop_do(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_DO, p->tok.start);
  lode_scan_next(p);
  node->u.child[0] = loop_body(p);
  lode_expect(p, LODE_T_WHILE);
  lode_expect(p, LODE_T_LPAREN);
  node->u.child[1] = lode_parse_expression(p);
  lode_expect(p, LODE_T_RPAREN);
  lode_eat(p, LODE_T_SEMICOLON);
  return lode_node_end(p, node);
}

// What stands before `in`, `of` or the first semicolon.
typedef struct loop_head {
  lode_node *node;  // NULL when there is nothing
  lode_token first;
  lode_declare_kind kind;
  bool declares;
  bool await;
} loop_head;

static void loop_declaration(lode_parser *p, loop_head *head,
                             lode_declare_kind kind) {
  uint32_t start = p->tok.start;
  head->declares = true;
  head->kind = kind;
  lode_scan_next(p);
  if (kind == LODE_DECLARE_AWAIT_USING) {
    lode_note_await(p, start);
    lode_scan_next(p);
  }
  head->node = lode_parse_variable(p, start, kind, true);
}

// for (async of …) is none, but for (async of => …;;) is.
static void loop_check_async(lode_parser *p) {
  lode_token t = p->tok;
  if (t.kind != LODE_T_ASYNC || lode_peek(p).kind != LODE_T_OF) {
    return;
  }
  const uint8_t *at = p->at;
  uint32_t last_end = p->last_end;
  lode_scan_next(p);
  if (lode_peek(p).kind != LODE_T_ARROW) {
    lode_parser_fail(p, t.start, t.end,
                     "The left-hand side of a for-of loop may not be 'async'.");
  }
  p->at = at;
  p->tok = t;
  p->last_end = last_end;
}

static void loop_expression(lode_parser *p, loop_head *head) {
  if (head->await && lode_at(p, LODE_T_ASYNC) &&
      lode_peek(p).kind == LODE_T_OF) {
    head->node = lode_parse_identifier(p);  // for await (async of …)
    return;
  }
  loop_check_async(p);
  p->cover_error = LODE_NOWHERE;
  head->node = lode_parse_cover(p);
  if (lode_at(p, LODE_T_OF) || lode_at(p, LODE_T_IN)) {
    p->cover_error = LODE_NOWHERE;
    return;
  }
  lode_parser_check_cover(p);
  if (!lode_at(p, LODE_T_COMMA)) {
    return;
  }
  lode_node *sequence = lode_node_new(p, LODE_SEQUENCE, head->node->start);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_list_add(&list, head->node);
  while (lode_eat(p, LODE_T_COMMA)) {
    lode_list_add(&list, lode_parse_assignment(p));
  }
  sequence->u.child[0] = list.first;
  head->node = lode_node_end(p, sequence);
}

static void loop_start(lode_parser *p, loop_head *head) {
  lode_declare_kind using = 0;
  head->first = p->tok;
  p->no_in = true;
  switch (p->tok.kind) {
    case LODE_T_SEMICOLON:
      break;
    case LODE_T_VAR:
      loop_declaration(p, head, LODE_DECLARE_VAR);
      break;
    case LODE_T_CONST:
      loop_declaration(p, head, LODE_DECLARE_CONST);
      break;
    case LODE_T_LET:
      if (lode_at_let_declaration(p)) {
        loop_declaration(p, head, LODE_DECLARE_LET);
      } else {
        loop_expression(p, head);
      }
      break;
    case LODE_T_USING:
    case LODE_T_AWAIT:
      using = lode_at_using(p, true);
      if (using != 0) {
        loop_declaration(p, head, using);
        break;
      }
      loop_expression(p, head);
      break;
    default:
      loop_expression(p, head);
  }
  p->no_in = false;
}

static void loop_check_declaration(lode_parser *p, const loop_head *head,
                                   bool of) {
  const char *which = head->await ? "for-await-of" : of ? "for-of" : "for-in";
  const lode_node *first = head->node->u.child[0];
  if (first->next != NULL) {
    lode_parser_fail(
        p, first->start, p->last_end,
        "Invalid left-hand side in %s loop: Must have a single binding.",
        which);
  }
  if (!of && (head->kind == LODE_DECLARE_USING ||
              head->kind == LODE_DECLARE_AWAIT_USING)) {
    lode_parser_unexpected(p, &p->tok);
  }
  bool annex_b = !of && !p->strict && head->kind == LODE_DECLARE_VAR &&
                 first->u.child[0]->kind == LODE_IDENTIFIER;
  if (first->u.child[1] != NULL && !annex_b) {
    lode_parser_fail(
        p, first->start, first->end,
        "%s loop variable declaration may not have an initializer.", which);
  }
}

static void loop_check_target(lode_parser *p, const loop_head *head, bool of) {
  lode_node *node = head->node;
  const lode_node *simple = node;
  while (simple->kind == LODE_PAREN) {
    simple = simple->u.child[0];
  }
  bool pattern = node->kind == LODE_ARRAY || node->kind == LODE_OBJECT;
  if (of && head->first.kind == LODE_T_LET) {
    lode_parser_fail(p, head->first.start, head->first.end,
                     "The left-hand side of a for-of loop may not be 'let'.");
  }
  if (simple->kind == LODE_CALL && !p->strict &&
      !(simple->flags & LODE_CHAIN)) {
    return;  // fails when it runs
  }
  if (!pattern && simple->kind != LODE_IDENTIFIER &&
      ((simple->kind != LODE_MEMBER && simple->kind != LODE_INDEX) ||
       (simple->flags & LODE_CHAIN))) {
    lode_parser_fail(p, node->start, node->end,
                     "Invalid left-hand side in for-loop");
  }
  lode_to_target(p, node, LODE_USE_WRITE | LODE_USE_FOR);
}

static lode_node *loop_each(lode_parser *p, uint32_t start, loop_head *head) {
  bool of = lode_at(p, LODE_T_OF);
  lode_node *node = lode_node_new(p, of ? LODE_FOR_OF : LODE_FOR_IN, start);
  node->u.scoped.scope = p->scope;
  p->scope->node = node;
  if (head->declares) {
    loop_check_declaration(p, head, of);
  } else {
    loop_check_target(p, head, of);
  }
  if (head->await) {
    node->flags = LODE_FOR_AWAIT;
    lode_mark(p, node);
  }
  node->at = p->tok.start;
  lode_scan_next(p);
  node->u.child[0] = head->node;
  node->u.child[1] = of ? lode_parse_assignment(p) : lode_parse_expression(p);
  lode_expect(p, LODE_T_RPAREN);
  node->u.child[2] = loop_body(p);
  return node;
}

static lode_node *loop_steps(lode_parser *p, uint32_t start, loop_head *head) {
  lode_node *node = lode_node_new(p, LODE_FOR, start);
  node->u.loop.scope = p->scope;
  p->scope->node = node;
  if (head->await) {
    lode_parser_unexpected(p, &p->tok);
  }
  node->u.child[0] = head->node;
  lode_expect(p, LODE_T_SEMICOLON);
  if (!lode_at(p, LODE_T_SEMICOLON)) {
    node->u.child[1] = lode_parse_expression(p);
  }
  lode_expect(p, LODE_T_SEMICOLON);
  if (!lode_at(p, LODE_T_RPAREN)) {
    node->u.child[2] = lode_parse_expression(p);
  }
  lode_expect(p, LODE_T_RPAREN);
  node->u.child[3] = loop_body(p);
  return node;
}

static lode_node *loop_for(lode_parser *p) {
  uint32_t start = p->tok.start;
  loop_head head = {0};
  lode_scan_next(p);
  if (lode_at(p, LODE_T_AWAIT)) {
    if (!lode_await_allowed(p)) {
      lode_parser_fault(p, LODE_FAULT_AWAIT, &p->tok,
                        "Unexpected reserved word");
    }
    lode_note_await(p, p->tok.start);
    head.await = true;
    lode_scan_next(p);
  }
  lode_scope_open(p, LODE_SCOPE_FOR, p->tok.start);
  lode_expect(p, LODE_T_LPAREN);
  loop_start(p, &head);
  bool each = lode_at(p, LODE_T_OF) || (lode_at(p, LODE_T_IN) && !head.await);
  lode_node *node = each && head.node != NULL ? loop_each(p, start, &head)
                                              : loop_steps(p, start, &head);
  lode_scope_close(p, p->last_end);
  return lode_node_end(p, node);
}

lode_node *lode_parse_loop(lode_parser *p) {
  loop_claim_labels(p);
  switch (p->tok.kind) {
    case LODE_T_FOR:
      return loop_for(p);
    case LODE_T_WHILE:
      return loop_while(p);
    default:
      return loop_do(p);
  }
}
