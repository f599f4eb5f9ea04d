// SPDX-License-Identifier: MIT
// The grammar of types, read only to know where a type ends.
#include "compiler/ts_parse.h"

static void types_union(lode_parser *p);

bool lode_ts_at_less(const lode_parser *p) {
  return lode_at(p, LODE_T_LT) || lode_at(p, LODE_T_SHL);
}

// Takes `<`; of `<<` the first one.
static void types_expect_less(lode_parser *p) {
  if (!lode_ts_at_less(p)) {
    lode_parser_unexpected(p, &p->tok);
  }
  p->tok.end = p->tok.start + 1;
  p->at = p->source + p->tok.end;
  lode_scan_next(p);
}

static bool types_at_greater(const lode_parser *p) {
  return p->source[p->tok.start] == '>' && p->tok.end > p->tok.start;
}

void lode_ts_skip_type_arguments(lode_parser *p) {
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = false;
  types_expect_less(p);
  do {
    if (types_at_greater(p)) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_ts_skip_type(p);
  } while (lode_eat(p, LODE_T_COMMA));
  p->ts->no_conditional = no_conditional;
  lode_ts_expect_greater(p);
}

static void types_skip_modifiers(lode_parser *p) {
  for (;;) {
    lode_token next;
    switch (p->tok.kind) {
      case LODE_T_CONST:
      case LODE_T_IN:
        lode_scan_next(p);
        continue;
      default:
        if (!lode_ts_is(&p->tok, "out")) {
          return;
        }
        next = lode_peek(p);
        if (!lode_token_is_identifier(&next)) {
          return;
        }
        lode_scan_next(p);
    }
  }
}

void lode_ts_skip_type_parameters(lode_parser *p) {
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = false;
  types_expect_less(p);
  do {
    if (types_at_greater(p)) {
      break;
    }
    types_skip_modifiers(p);
    if (!lode_token_is_identifier(&p->tok)) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_scan_next(p);
    if (lode_eat(p, LODE_T_EXTENDS)) {
      lode_ts_skip_type(p);
    }
    if (lode_eat(p, LODE_T_ASSIGN)) {
      lode_ts_skip_type(p);
    }
  } while (lode_eat(p, LODE_T_COMMA));
  p->ts->no_conditional = no_conditional;
  lode_ts_expect_greater(p);
}

static void types_arguments_here(lode_parser *p) {
  if (lode_ts_at_less(p) && !p->tok.newline) {
    lode_ts_skip_type_arguments(p);
  }
}

// .a.b, and type arguments behind.
static void types_members(lode_parser *p) {
  while (lode_at(p, LODE_T_DOT)) {
    lode_scan_next(p);
    if (!lode_token_is_name(&p->tok) && !lode_at(p, LODE_T_PRIVATE)) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_scan_next(p);
  }
  types_arguments_here(p);
}

// import("x", { with: { … } }).y
static void types_import(lode_parser *p) {
  lode_scan_next(p);
  lode_expect(p, LODE_T_LPAREN);
  lode_ts_skip_type(p);
  if (lode_eat(p, LODE_T_COMMA) && !lode_at(p, LODE_T_RPAREN)) {
    lode_ts_skip_type(p);
    lode_eat(p, LODE_T_COMMA);
  }
  lode_expect(p, LODE_T_RPAREN);
  types_members(p);
}

static void types_template(lode_parser *p) {
  for (;;) {
    uint32_t bad;
    const char *message;
    bool more = lode_scan_template(p, &bad, &message);
    lode_scan_next(p);
    if (!more) {
      return;
    }
    lode_ts_skip_type(p);
    if (!lode_at(p, LODE_T_RBRACE)) {
      lode_parser_unexpected(p, &p->tok);
    }
  }
}

// [a: T, b?: U, ...c]
static void types_tuple(lode_parser *p) {
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACKET)) {
    lode_eat(p, LODE_T_ELLIPSIS);
    if (lode_token_is_name(&p->tok)) {
      const lode_ts_saved saved = lode_ts_save(p);
      lode_scan_next(p);
      lode_eat(p, LODE_T_QUESTION);
      if (!lode_eat(p, LODE_T_COLON)) {
        lode_ts_restore(p, &saved);
      }
    }
    lode_ts_skip_type(p);
    lode_eat(p, LODE_T_QUESTION);
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACKET);
}

static void types_primary(lode_parser *p) {
  switch (p->tok.kind) {
    case LODE_T_LBRACE:
      lode_ts_skip_object_type(p);
      return;
    case LODE_T_LBRACKET:
      types_tuple(p);
      return;
    case LODE_T_LPAREN:
      lode_scan_next(p);
      lode_ts_skip_type(p);
      lode_expect(p, LODE_T_RPAREN);
      return;
    case LODE_T_BACKTICK:
      types_template(p);
      return;
    case LODE_T_SUB:
      lode_scan_next(p);
      if (!lode_at(p, LODE_T_NUMBER) && !lode_at(p, LODE_T_BIGINT)) {
        lode_parser_unexpected(p, &p->tok);
      }
      lode_scan_next(p);
      return;
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
    case LODE_T_STRING:
    case LODE_T_TRUE:
    case LODE_T_FALSE:
    case LODE_T_NULL:
    case LODE_T_VOID:
    case LODE_T_THIS:
      lode_scan_next(p);
      return;
    case LODE_T_IMPORT:
      types_import(p);
      return;
    case LODE_T_TYPEOF:
      lode_scan_next(p);
      if (lode_at(p, LODE_T_IMPORT)) {
        types_import(p);
        return;
      }
      if (!lode_token_is_name(&p->tok)) {
        lode_parser_unexpected(p, &p->tok);
      }
      lode_scan_next(p);
      types_members(p);
      return;
    default:
      if (!lode_token_is_identifier(&p->tok)) {
        lode_parser_unexpected(p, &p->tok);
      }
      lode_scan_next(p);
      types_members(p);
  }
}

static void types_postfix(lode_parser *p) {
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = false;
  types_primary(p);
  while (lode_at(p, LODE_T_LBRACKET) && !p->tok.newline) {
    lode_scan_next(p);
    if (!lode_at(p, LODE_T_RBRACKET)) {
      lode_ts_skip_type(p);
    }
    lode_expect(p, LODE_T_RBRACKET);
  }
  p->ts->no_conditional = no_conditional;
}

static bool types_constraint(lode_parser *p) {
  lode_scan_next(p);
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = true;
  lode_ts_skip_type(p);
  p->ts->no_conditional = no_conditional;
  return no_conditional || !lode_at(p, LODE_T_QUESTION);
}

// A word that is an operator when a type follows in the line.
static bool types_at_operator(lode_parser *p) {
  if (!lode_ts_is(&p->tok, "keyof") && !lode_ts_is(&p->tok, "unique") &&
      !lode_ts_is(&p->tok, "readonly") && !lode_ts_is(&p->tok, "infer")) {
    return false;
  }
  lode_token next = lode_peek(p);
  switch (next.kind) {
    case LODE_T_LPAREN:
    case LODE_T_LBRACE:
    case LODE_T_BACKTICK:
    case LODE_T_STRING:
    case LODE_T_NUMBER:
    case LODE_T_THIS:
    case LODE_T_TYPEOF:
    case LODE_T_IMPORT:
    case LODE_T_NULL:
    case LODE_T_VOID:
    case LODE_T_NEW:
      return true;
    case LODE_T_LBRACKET:
      return !lode_ts_is(&p->tok, "infer");
    default:
      return lode_token_is_identifier(&next) && !next.newline;
  }
}

static void types_operator(lode_parser *p) {
  while (types_at_operator(p)) {
    bool infer = lode_ts_is(&p->tok, "infer");
    lode_scan_next(p);
    if (infer) {
      if (!lode_token_is_identifier(&p->tok)) {
        lode_parser_unexpected(p, &p->tok);
      }
      lode_scan_next(p);
      if (lode_at(p, LODE_T_EXTENDS)) {
        (void)lode_ts_try(p, types_constraint);
      }
      return;
    }
  }
  types_postfix(p);
}

static void types_function(lode_parser *p) {
  if (lode_ts_is(&p->tok, "abstract")) {
    lode_scan_next(p);
  }
  lode_eat(p, LODE_T_NEW);
  if (lode_ts_at_less(p)) {
    lode_ts_skip_type_parameters(p);
  }
  lode_ts_skip_parameters(p);
  lode_expect(p, LODE_T_ARROW);
  bool no_conditional = p->ts->no_conditional;
  p->ts->no_conditional = false;
  lode_ts_skip_return_type(p);
  p->ts->no_conditional = no_conditional;
}

static void types_union(lode_parser *p) {
  if (lode_at(p, LODE_T_OR) || lode_at(p, LODE_T_AND)) {
    lode_scan_next(p);
  }
  do {
    if (lode_at(p, LODE_T_AND) || lode_at(p, LODE_T_OR)) {
      lode_scan_next(p);
    }
    if (lode_ts_at_function_type(p)) {
      types_function(p);
    } else {
      types_operator(p);
    }
  } while (lode_eat(p, LODE_T_OR) || lode_eat(p, LODE_T_AND));
}

void lode_ts_skip_type(lode_parser *p) {
  lode_parser_descend(p);
  types_union(p);
  while (!p->ts->no_conditional && lode_at(p, LODE_T_EXTENDS) &&
         !p->tok.newline) {
    lode_scan_next(p);
    p->ts->no_conditional = true;
    lode_ts_skip_type(p);
    p->ts->no_conditional = false;
    lode_expect(p, LODE_T_QUESTION);
    lode_ts_skip_type(p);
    lode_expect(p, LODE_T_COLON);
    types_union(p);
  }
}

// x is T, asserts x, asserts x is T
void lode_ts_skip_return_type(lode_parser *p) {
  if (lode_ts_is(&p->tok, "asserts")) {
    lode_token next = lode_peek(p);
    bool subject = next.kind == LODE_T_THIS || lode_token_is_identifier(&next);
    if (subject && !next.newline && !lode_ts_is(&next, "is")) {
      lode_scan_next(p);
      lode_token after = lode_peek(p);
      if (!lode_ts_is(&after, "is") || after.newline) {
        lode_scan_next(p);
        return;
      }
    }
  }
  if (lode_at(p, LODE_T_THIS) || lode_token_is_identifier(&p->tok)) {
    lode_token next = lode_peek(p);
    if (lode_ts_is(&next, "is") && !next.newline) {
      lode_scan_next(p);
      lode_scan_next(p);
    }
  }
  lode_ts_skip_type(p);
}
