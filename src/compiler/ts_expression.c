// SPDX-License-Identifier: MIT
// Types around expressions, parameters and bindings.
#include <string.h>

#include "compiler/ts_parse.h"

void lode_ts_annotation(lode_parser *p) {
  if (!lode_at(p, LODE_T_COLON)) {
    return;
  }
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  lode_ts_skip_type(p);
  lode_ts_cut_add(p, start, p->last_end);
}

static void expression_cut_token(lode_parser *p, lode_token_kind kind) {
  if (lode_at(p, kind)) {
    lode_ts_cut_add(p, p->tok.start, p->tok.end);
    lode_scan_next(p);
  }
}

void lode_ts_optional(lode_parser *p) {
  expression_cut_token(p, LODE_T_QUESTION);
  lode_ts_annotation(p);
}

void lode_ts_definite(lode_parser *p) {
  if (!p->tok.newline) {
    expression_cut_token(p, LODE_T_NOT);
  }
  lode_ts_annotation(p);
}

void lode_ts_return_type(lode_parser *p) {
  if (!lode_at(p, LODE_T_COLON)) {
    return;
  }
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  lode_ts_skip_return_type(p);
  lode_ts_cut_add(p, start, p->last_end);
}

void lode_ts_type_parameters(lode_parser *p) {
  if (lode_ts_at_less(p)) {
    uint32_t start = p->tok.start;
    lode_ts_skip_type_parameters(p);
    lode_ts_cut_add(p, start, p->last_end);
  }
}

void lode_ts_type_arguments(lode_parser *p) {
  if (lode_ts_at_less(p)) {
    uint32_t start = p->tok.start;
    lode_ts_skip_type_arguments(p);
    lode_ts_cut_add(p, start, p->last_end);
  }
}

// Whether the token behind `<…>` shows that these were type arguments: what
// may not begin an operand, or a call.
static bool expression_ends_arguments(const lode_parser *p) {
  switch (p->tok.kind) {
    case LODE_T_LPAREN:
    case LODE_T_BACKTICK:
      return true;
    case LODE_T_LT:
    case LODE_T_GT:
    case LODE_T_ADD:
    case LODE_T_SUB:
    case LODE_T_SHL:
      return false;
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
    case LODE_T_STRING:
    case LODE_T_PRIVATE:
    case LODE_T_LBRACKET:
    case LODE_T_LBRACE:
    case LODE_T_NOT:
    case LODE_T_TILDE:
    case LODE_T_INCREMENT:
    case LODE_T_DECREMENT:
    case LODE_T_DIV:
    case LODE_T_ASSIGN_DIV:
    case LODE_T_AT:
      return p->tok.newline;
    case LODE_T_IN:
    case LODE_T_INSTANCEOF:
      return true;
    default:
      break;
  }
  if (lode_ts_is(&p->tok, "as") || lode_ts_is(&p->tok, "satisfies")) {
    return true;
  }
  return !lode_token_is_name(&p->tok) || p->tok.newline ||
         p->tok.kind == LODE_T_EXTENDS;
}

static bool expression_arguments(lode_parser *p) {
  uint32_t start = p->tok.start;
  lode_ts_skip_type_arguments(p);
  if (!expression_ends_arguments(p)) {
    return false;
  }
  lode_ts_cut_add(p, start, p->last_end);
  return true;
}

bool lode_ts_subscript(lode_parser *p) {
  if (lode_at(p, LODE_T_NOT) && !p->tok.newline) {
    expression_cut_token(p, LODE_T_NOT);
    return true;
  }
  return lode_ts_at_less(p) && lode_ts_try(p, expression_arguments);
}

bool lode_ts_optional_call(lode_parser *p) {
  return lode_ts_at_less(p) && lode_ts_try(p, expression_arguments) &&
         lode_at(p, LODE_T_LPAREN);
}

bool lode_ts_at_as(const lode_parser *p) {
  return !p->tok.newline &&
         (lode_at(p, LODE_T_AS) || (p->tok.kind == LODE_T_IDENTIFIER &&
                                    lode_ts_is(&p->tok, "satisfies")));
}

void lode_ts_as(lode_parser *p) {
  uint32_t start = p->last_end, word = p->tok.start;
  lode_scan_next(p);
  bool constant = lode_eat(p, LODE_T_CONST);
  if (!constant) {
    lode_ts_skip_type(p);
  }
  lode_ts_cut_add(p, start, p->last_end);
  if (p->tok.newline &&
      (lode_at(p, LODE_T_LPAREN) || lode_at(p, LODE_T_LBRACKET) ||
       lode_at(p, LODE_T_BACKTICK))) {
    lode_ts_put_add(p, word, ';');
  }
}

static bool expression_parameters_before_paren(lode_parser *p) {
  uint32_t start = p->tok.start;
  lode_ts_skip_type_parameters(p);
  if (!lode_at(p, LODE_T_LPAREN)) {
    return false;
  }
  lode_ts_cut_add(p, start, p->last_end);
  return true;
}

// The line must not end between `return` or `async` and what follows: the
// parenthesis moves up to where the type parameters began.
static void expression_raise_paren(lode_parser *p, uint32_t start) {
  if (lode_ts_newline_in(p, start, p->tok.start)) {
    lode_ts_put_add(p, start, '(');
    lode_ts_put_add(p, p->tok.start, ' ');
  }
}

void lode_ts_async_parameters(lode_parser *p) {
  uint32_t start = p->tok.start;
  if (lode_ts_try(p, expression_parameters_before_paren)) {
    expression_raise_paren(p, start);
  }
}

// Whether the token in front, which ends there, is return, throw or yield.
static bool expression_behind_restricted(const lode_parser *p, uint32_t end) {
  static const char *const words[] = {"return", "throw", "yield"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t n = strlen(words[i]);
    if (end >= n && memcmp(p->source + end - n, words[i], n) == 0) {
      return true;
    }
  }
  return false;
}

static lode_node *expression_assertion(lode_parser *p, uint32_t start,
                                       lode_node *operand) {
  lode_node *node = lode_node_new(p, LODE_PAREN, start);
  node->op = 1;
  node->u.child[0] = operand;
  lode_node_end(p, node);
  lode_ts_found_add(p, LODE_TS_ASSERTION, start, node->end, node);
  return node;
}

lode_node *lode_ts_angle(lode_parser *p) {
  uint32_t start = p->tok.start, before = p->last_end;
  bool arrow = p->arrow_at == start;
  if (lode_ts_try(p, expression_parameters_before_paren)) {
    uint32_t paren = p->tok.start;
    size_t puts = p->ts->put_count;
    if (expression_behind_restricted(p, before)) {
      expression_raise_paren(p, start);
    }
    if (arrow) {
      p->arrow_at = paren;
    }
    lode_node *node = lode_parse_unary(p);
    if (node->kind == LODE_FUNCTION && (node->flags & LODE_FUNCTION_ARROW)) {
      return node;
    }
    if (p->ts->put_count > puts && p->ts->puts[puts].at == start) {
      p->ts->puts[puts].c = ' ';
      p->ts->puts[puts + 1].c = '(';
    }
    return expression_assertion(p, start, node);
  }
  lode_ts_type_arguments(p);
  return expression_assertion(p, start, lode_parse_unary(p));
}

bool lode_ts_at_optional_mark(lode_parser *p) {
  switch (lode_peek(p).kind) {
    case LODE_T_COLON:
    case LODE_T_COMMA:
    case LODE_T_RPAREN:
    case LODE_T_ASSIGN:
      return true;
    default:
      return false;
  }
}

bool lode_ts_cover_element(lode_parser *p, lode_node **node) {
  bool typed = lode_at(p, LODE_T_QUESTION) || lode_at(p, LODE_T_COLON);
  if (!typed) {
    return false;
  }
  lode_ts_optional(p);
  if (lode_at(p, LODE_T_ASSIGN)) {
    lode_node *assign = lode_node_new(p, LODE_ASSIGN, (*node)->start);
    assign->op = LODE_T_ASSIGN;
    assign->at = p->tok.start;
    lode_scan_next(p);
    assign->u.child[0] = *node;
    assign->u.child[1] = lode_parse_assignment(p);
    *node = lode_node_end(p, assign);
  }
  return true;
}

bool lode_ts_cover_this(lode_parser *p) {
  if (!lode_at(p, LODE_T_THIS) || lode_peek(p).kind != LODE_T_COLON) {
    return false;
  }
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  lode_scan_next(p);
  lode_ts_skip_type(p);
  lode_eat(p, LODE_T_COMMA);
  lode_ts_cut_add(p, start, p->last_end);
  return true;
}

// Whether an operand may begin at the token, so that a slash is a regular
// expression's.
static bool expression_operand_follows(const lode_token *before) {
  switch (before->kind) {
    case LODE_T_RPAREN:
    case LODE_T_RBRACKET:
    case LODE_T_RBRACE:
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
    case LODE_T_STRING:
    case LODE_T_PRIVATE:
    case LODE_T_BACKTICK:
    case LODE_T_THIS:
    case LODE_T_SUPER:
    case LODE_T_NULL:
    case LODE_T_TRUE:
    case LODE_T_FALSE:
      return false;
    default:
      return !lode_token_is_identifier(before);
  }
}

static void expression_skip_token(lode_parser *p, lode_token *before);

// From a backtick to behind the template.
static void expression_skip_template(lode_parser *p) {
  uint32_t bad;
  const char *message;
  lode_parser_descend(p);
  while (lode_scan_template(p, &bad, &message)) {
    lode_token before = {.kind = LODE_T_LBRACE};
    lode_scan_next(p);
    for (unsigned depth = 0; depth > 0 || !lode_at(p, LODE_T_RBRACE);) {
      depth += lode_at(p, LODE_T_LBRACE) ? 1 : 0;
      depth -= lode_at(p, LODE_T_RBRACE) ? 1 : 0;
      if (lode_at(p, LODE_T_EOF)) {
        lode_parser_unexpected(p, &p->tok);
      }
      expression_skip_token(p, &before);
    }
  }
  lode_scan_next(p);
}

static void expression_skip_token(lode_parser *p, lode_token *before) {
  lode_token t = p->tok;
  if (lode_at(p, LODE_T_BACKTICK)) {
    expression_skip_template(p);
  } else {
    if ((lode_at(p, LODE_T_DIV) || lode_at(p, LODE_T_ASSIGN_DIV)) &&
        expression_operand_follows(before)) {
      lode_scan_regexp(p);
      t.kind = LODE_T_NUMBER;  // an operand
    }
    lode_scan_next(p);
  }
  *before = t;
}

// In a ? (b): T => c : d an arrow function needs the second colon behind its
// body. Looks for it by brackets alone.
static bool expression_colon_follows(lode_parser *p) {
  lode_token before = p->tok;
  unsigned depth = 0, choices = 0;
  lode_scan_next(p);
  bool block = lode_at(p, LODE_T_LBRACE);
  for (bool first = true;; first = false) {
    switch (p->tok.kind) {
      case LODE_T_EOF:
        return false;
      case LODE_T_LPAREN:
      case LODE_T_LBRACKET:
      case LODE_T_LBRACE:
        depth++;
        break;
      case LODE_T_RPAREN:
      case LODE_T_RBRACKET:
      case LODE_T_RBRACE:
        if (depth == 0) {
          return false;
        }
        depth--;
        break;
      case LODE_T_QUESTION:
        choices += depth == 0 ? 1 : 0;
        break;
      case LODE_T_COLON:
        if (depth == 0 && choices == 0) {
          return true;
        }
        choices -= depth == 0 ? 1 : 0;
        break;
      case LODE_T_COMMA:
      case LODE_T_SEMICOLON:
        if (depth == 0) {
          return false;
        }
        break;
      default:
        break;
    }
    expression_skip_token(p, &before);
    if (block && depth == 0 && !first) {
      return lode_at(p, LODE_T_COLON);
    }
  }
}

static bool expression_arrow_type(lode_parser *p) {
  uint32_t start = p->tok.start, paren = p->last_end - 1;
  lode_scan_next(p);
  lode_ts_skip_return_type(p);
  if (!lode_at(p, LODE_T_ARROW) || p->tok.newline) {
    return false;
  }
  lode_ts_cut_add(p, start, p->last_end);
  if (!lode_ts_newline_in(p, paren, p->tok.start)) {
    return true;
  }
  // The line must not end in front of the arrow: the parenthesis moves down.
  lode_ts_cut_add(p, paren, paren + 1);
  uint32_t last = p->last_end - 1;
  while ((p->source[last] & 0xC0) == 0x80) {
    lode_ts_put_add(p, last, ' ');
    last--;
  }
  lode_ts_put_add(p, last, ')');
  return true;
}

void lode_ts_arrow_return_type(lode_parser *p, uint32_t start) {
  if (!lode_at(p, LODE_T_COLON)) {
    return;
  }
  const lode_ts_saved saved = lode_ts_save(p);
  if (!lode_ts_try(p, expression_arrow_type) || p->ts->choice_at != start) {
    return;
  }
  const lode_ts_saved behind = lode_ts_save(p);
  bool follows = lode_ts_try(p, expression_colon_follows);
  lode_ts_restore(p, follows ? &behind : &saved);
}
