// SPDX-License-Identifier: MIT
// Types in braces, and the parameters of types that are functions.
#include "compiler/ts_parse.h"

// [a, b] or {a: b} as a parameter: brackets that match.
static void object_skip_pattern(lode_parser *p) {
  unsigned depth = 0;
  do {
    switch (p->tok.kind) {
      case LODE_T_LBRACE:
      case LODE_T_LBRACKET:
      case LODE_T_LPAREN:
        depth++;
        break;
      case LODE_T_RBRACE:
      case LODE_T_RBRACKET:
      case LODE_T_RPAREN:
        depth--;
        break;
      case LODE_T_EOF:
        lode_parser_unexpected(p, &p->tok);
      default:
        break;
    }
    lode_scan_next(p);
  } while (depth > 0);
}

static bool object_skip_parameter_name(lode_parser *p) {
  if (lode_at(p, LODE_T_LBRACE) || lode_at(p, LODE_T_LBRACKET)) {
    object_skip_pattern(p);
    return true;
  }
  if (lode_token_is_name(&p->tok)) {
    lode_scan_next(p);
    return true;
  }
  return false;
}

void lode_ts_skip_parameters(lode_parser *p) {
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = false;
  lode_expect(p, LODE_T_LPAREN);
  while (!lode_at(p, LODE_T_RPAREN)) {
    lode_eat(p, LODE_T_ELLIPSIS);
    if (!object_skip_parameter_name(p)) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_eat(p, LODE_T_QUESTION);
    if (lode_eat(p, LODE_T_COLON)) {
      lode_ts_skip_type(p);
    }
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  p->ts->no_conditional = no_conditional;
  lode_expect(p, LODE_T_RPAREN);
}

static bool object_after_paren(lode_parser *p) {
  lode_scan_next(p);
  if (lode_at(p, LODE_T_RPAREN) || lode_at(p, LODE_T_ELLIPSIS)) {
    return true;
  }
  if (!object_skip_parameter_name(p)) {
    return false;
  }
  switch (p->tok.kind) {
    case LODE_T_COLON:
    case LODE_T_COMMA:
    case LODE_T_QUESTION:
    case LODE_T_ASSIGN:
      return true;
    case LODE_T_RPAREN:
      lode_scan_next(p);
      return lode_at(p, LODE_T_ARROW);
    default:
      return false;
  }
}

bool lode_ts_at_function_type(lode_parser *p) {
  if (lode_ts_at_less(p) || lode_at(p, LODE_T_NEW)) {
    return true;
  }
  if (lode_ts_is(&p->tok, "abstract")) {
    return lode_peek(p).kind == LODE_T_NEW;
  }
  if (!lode_at(p, LODE_T_LPAREN)) {
    return false;
  }
  const lode_ts_saved saved = lode_ts_save(p);
  bool is = lode_ts_try(p, object_after_paren);
  lode_ts_restore(p, &saved);
  return is;
}

static void object_signature(lode_parser *p) {
  if (lode_ts_at_less(p)) {
    lode_ts_skip_type_parameters(p);
  }
  lode_ts_skip_parameters(p);
  if (lode_eat(p, LODE_T_COLON)) {
    lode_ts_skip_return_type(p);
  }
}

// [key: T], [K in T as U], [expression]
static void object_brackets(lode_parser *p) {
  lode_scan_next(p);
  lode_token next = lode_peek(p);
  if (lode_token_is_name(&p->tok) &&
      (next.kind == LODE_T_COLON || next.kind == LODE_T_IN)) {
    lode_scan_next(p);
    lode_scan_next(p);
    lode_ts_skip_type(p);
    if (lode_at(p, LODE_T_AS)) {
      lode_scan_next(p);
      lode_ts_skip_type(p);
    }
  } else {
    lode_ts_skip_type(p);
  }
  lode_expect(p, LODE_T_RBRACKET);
}

// Whether a name follows, so that the word in front was a modifier.
static bool object_is_modifier(lode_parser *p) {
  lode_token next = lode_peek(p);
  switch (next.kind) {
    case LODE_T_STRING:
    case LODE_T_NUMBER:
    case LODE_T_LBRACKET:
      return true;
    default:
      return lode_token_is_name(&next) && !next.newline;
  }
}

static void object_name(lode_parser *p) {
  switch (p->tok.kind) {
    case LODE_T_LBRACKET:
      object_brackets(p);
      return;
    case LODE_T_STRING:
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
    case LODE_T_PRIVATE:
      lode_scan_next(p);
      return;
    default:
      if (!lode_token_is_name(&p->tok)) {
        lode_parser_unexpected(p, &p->tok);
      }
      lode_scan_next(p);
  }
}

static void object_member(lode_parser *p) {
  if (lode_at(p, LODE_T_ADD) || lode_at(p, LODE_T_SUB)) {
    lode_scan_next(p);  // +readonly
  }
  if (lode_at(p, LODE_T_LPAREN) || lode_ts_at_less(p)) {
    object_signature(p);
    return;
  }
  if (lode_at(p, LODE_T_NEW)) {
    lode_token next = lode_peek(p);
    if (next.kind == LODE_T_LPAREN || next.kind == LODE_T_LT) {
      lode_scan_next(p);
      object_signature(p);
      return;
    }
  }
  while ((lode_ts_is(&p->tok, "readonly") || lode_at(p, LODE_T_GET) ||
          lode_at(p, LODE_T_SET)) &&
         object_is_modifier(p)) {
    lode_scan_next(p);
  }
  object_name(p);
  if (lode_at(p, LODE_T_ADD) || lode_at(p, LODE_T_SUB)) {
    lode_scan_next(p);  // -?
  }
  lode_eat(p, LODE_T_QUESTION);
  if (lode_at(p, LODE_T_LPAREN) || lode_ts_at_less(p)) {
    object_signature(p);
  } else if (lode_eat(p, LODE_T_COLON)) {
    lode_ts_skip_type(p);
  }
}

void lode_ts_skip_object_type(lode_parser *p) {
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = false;
  lode_expect(p, LODE_T_LBRACE);
  while (!lode_at(p, LODE_T_RBRACE)) {
    object_member(p);
    if (!lode_eat(p, LODE_T_COMMA) && !lode_eat(p, LODE_T_SEMICOLON) &&
        !lode_at(p, LODE_T_RBRACE) && !p->tok.newline) {
      lode_parser_unexpected(p, &p->tok);
    }
  }
  p->ts->no_conditional = no_conditional;
  lode_scan_next(p);
}
