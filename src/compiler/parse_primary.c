// SPDX-License-Identifier: MIT
// Primary expressions, templates, and what begins like one and becomes an
// arrow function.
#include <string.h>

#include "compiler/jsx_parse.h"
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

static bool primary_at_arrow(const lode_parser *p) {
  return lode_at(p, LODE_T_ARROW) && !p->tok.newline;
}

// Parentheses and arguments may be an arrow function's parameters: what is
// inside gets a scope of its own at once.
typedef struct primary_cover {
  lode_scope *scope;
  uint32_t await_at;
  uint32_t await_name_at;
  uint32_t yield_at;
  uint32_t spread;  // a rest element or a comma at the end: only an arrow's
  bool typed;       // so has a type
  bool no_in;
} primary_cover;

static void primary_open_cover(lode_parser *p, primary_cover *cover) {
  cover->await_at = p->await_at;
  cover->await_name_at = p->await_name_at;
  cover->yield_at = p->yield_at;
  cover->spread = LODE_NOWHERE;
  cover->typed = false;
  cover->no_in = p->no_in;
  cover->scope = lode_scope_open(p, LODE_SCOPE_COVER, p->tok.start);
  p->await_at = p->await_name_at = p->yield_at = LODE_NOWHERE;
  p->no_in = false;
}

static void primary_keep(uint32_t *now, uint32_t before) {
  *now = *now == LODE_NOWHERE ? before : *now;
}

static void primary_close_cover(lode_parser *p, primary_cover *cover) {
  primary_keep(&p->await_at, cover->await_at);
  primary_keep(&p->await_name_at, cover->await_name_at);
  primary_keep(&p->yield_at, cover->yield_at);
  p->no_in = cover->no_in;
}

// Whether the parameters may be an arrow function's.
static void primary_check_parameters(lode_parser *p, bool async) {
  if (p->await_at != LODE_NOWHERE) {
    lode_parser_fail(
        p, p->await_at, p->await_at + 5,
        "Illegal await-expression in formal parameters of async function");
  }
  if (p->yield_at != LODE_NOWHERE) {
    lode_parser_fail(p, p->yield_at, p->yield_at + 5,
                     "Yield expression not allowed in formal parameter");
  }
  if (async && p->await_name_at != LODE_NOWHERE) {
    lode_parser_fail(
        p, p->await_name_at, p->await_name_at + 5,
        "'await' is not a valid identifier name in an async function");
  }
}

static lode_node *primary_arrow(lode_parser *p, primary_cover *cover,
                                uint32_t start, lode_node *params,
                                uint32_t flags) {
  primary_check_parameters(p, (flags & LODE_FUNCTION_ASYNC) != 0);
  p->cover_error = LODE_NOWHERE;
  primary_close_cover(p, cover);
  return lode_parse_arrow(p, start, params, flags);
}

// The element, and in TypeScript what says that it is a parameter.
static lode_node *primary_cover_node(lode_parser *p, primary_cover *cover) {
  lode_node *node = lode_parse_cover(p);
  if (lode_ts_on(p) && lode_ts_cover_element(p, &node)) {
    cover->typed = true;
  }
  return node;
}

// One element of a parenthesised list; true when it was the last.
static bool primary_cover_element(lode_parser *p, primary_cover *cover,
                                  lode_list *list) {
  if (lode_ts_on(p) && lode_ts_cover_this(p)) {
    cover->typed = true;
    return lode_at(p, LODE_T_RPAREN);
  }
  if (lode_at(p, LODE_T_ELLIPSIS)) {
    lode_node *spread = lode_node_new(p, LODE_SPREAD, p->tok.start);
    primary_keep(&cover->spread, spread->start);
    lode_scan_next(p);
    spread->u.child[0] = primary_cover_node(p, cover);
    lode_list_add(list, lode_node_end(p, spread));
    if (lode_at(p, LODE_T_COMMA)) {
      spread->flags |= LODE_TRAILING_COMMA;
    }
  } else {
    lode_list_add(list, primary_cover_node(p, cover));
  }
  return !lode_eat(p, LODE_T_COMMA);
}

static lode_node *primary_paren(lode_parser *p) {
  uint32_t start = p->tok.start;
  bool arrow = p->arrow_at == start;
  uint32_t outer_error = p->cover_error;
  uint32_t comma = LODE_NOWHERE;  // one in front of the closing parenthesis
  primary_cover cover;
  lode_list list;
  LODE_LIST_INIT(list);
  primary_open_cover(p, &cover);
  p->cover_error = LODE_NOWHERE;
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RPAREN)) {
    comma = LODE_NOWHERE;
    if (primary_cover_element(p, &cover, &list)) {
      break;
    }
    comma = p->last_end - 1;
  }
  lode_token close = p->tok;
  lode_expect(p, LODE_T_RPAREN);
  if (lode_ts_on(p) && arrow) {
    lode_ts_arrow_return_type(p, start);
  }
  if (arrow && primary_at_arrow(p)) {
    return primary_arrow(p, &cover, start, list.first, 0);
  }
  lode_parser_check_cover(p);
  if (cover.spread != LODE_NOWHERE) {
    lode_token t = {.kind = LODE_T_ELLIPSIS,
                    .start = cover.spread,
                    .end = cover.spread + 3};
    lode_parser_unexpected(p, &t);
  }
  if (list.first == NULL || comma != LODE_NOWHERE || cover.typed) {
    lode_parser_unexpected(p, &close);
  }
  primary_close_cover(p, &cover);
  p->cover_error = outer_error;
  lode_scope_close(p, p->last_end);
  lode_node *node = lode_node_new(p, LODE_PAREN, start);
  if (list.first->next != NULL) {
    lode_node *sequence = lode_node_new(p, LODE_SEQUENCE, list.first->start);
    sequence->u.child[0] = list.first;
    sequence->end = close.start;
    for (lode_node *n = list.first; n != NULL; n = n->next) {
      sequence->end = n->end;
    }
    list.first = sequence;
  }
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

// async x => …; the name is at hand.
static lode_node *primary_arrow_of_name(lode_parser *p, uint32_t start,
                                        uint32_t flags) {
  primary_cover cover;
  primary_open_cover(p, &cover);
  cover.scope->start = p->tok.start;
  lode_node *name = lode_parse_identifier(p);
  if (!primary_at_arrow(p)) {
    lode_parser_unexpected(p, &p->tok);
  }
  return primary_arrow(p, &cover, start, name, flags);
}

// async(…): a call or an arrow function's head.
static lode_node *primary_async_call(lode_parser *p, lode_node *callee) {
  uint32_t outer_error = p->cover_error;
  primary_cover cover;
  lode_list list;
  LODE_LIST_INIT(list);
  lode_node *call = lode_node_new(p, LODE_CALL, callee->start);
  call->at = p->tok.start;
  primary_open_cover(p, &cover);
  p->cover_error = LODE_NOWHERE;
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RPAREN)) {
    if (primary_cover_element(p, &cover, &list)) {
      break;
    }
  }
  if (!lode_at(p, LODE_T_RPAREN)) {
    lode_parser_fail(p, p->last_start, p->last_end,
                     "missing ) after argument list");
  }
  lode_scan_next(p);
  if (lode_ts_on(p)) {
    lode_ts_arrow_return_type(p, callee->start);
  }
  if (primary_at_arrow(p)) {
    callee->flags |= LODE_USE_NONE;
    return primary_arrow(p, &cover, callee->start, list.first,
                         LODE_FUNCTION_ASYNC);
  }
  if (cover.typed) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_parser_check_cover(p);
  primary_close_cover(p, &cover);
  p->cover_error = outer_error;
  lode_scope_close(p, p->last_end);
  callee->flags |= LODE_USE_CALLEE;
  call->u.child[0] = callee;
  call->u.child[1] = list.first;
  return lode_node_end(p, call);
}

static lode_node *primary_async(lode_parser *p) {
  uint32_t start = p->tok.start;
  lode_token next = lode_peek(p);
  if (next.newline) {
    return lode_parse_identifier(p);
  }
  if (next.kind == LODE_T_FUNCTION) {
    return lode_parse_function(p, start, false, false);
  }
  bool arrow = p->arrow_at == start;
  if (arrow && lode_token_is_identifier(&next)) {
    // Only with an arrow behind: for (async of …) has none.
    lode_scan_next(p);
    return primary_arrow_of_name(p, start, LODE_FUNCTION_ASYNC);
  }
  lode_node *name = lode_parse_identifier(p);
  if (lode_ts_on(p) && arrow) {
    lode_ts_async_parameters(p);
  }
  return arrow && lode_at(p, LODE_T_LPAREN) ? primary_async_call(p, name)
                                            : name;
}

static lode_node *primary_identifier(lode_parser *p) {
  uint32_t start = p->tok.start;
  if (lode_at(p, LODE_T_ASYNC)) {
    lode_node *node = primary_async(p);
    if (node->kind != LODE_IDENTIFIER || !primary_at_arrow(p)) {
      return node;
    }
    if (p->arrow_at != start) {
      return node;
    }
    lode_scope *scope = lode_scope_open(p, LODE_SCOPE_COVER, start);
    node->u.ident.scope = scope;
    return lode_parse_arrow(p, start, node, 0);
  }
  lode_node *node = lode_parse_identifier(p);
  if (LODE_UNLIKELY(primary_at_arrow(p) && p->arrow_at == start)) {
    node->u.ident.scope = lode_scope_open(p, LODE_SCOPE_COVER, start);
    return lode_parse_arrow(p, start, node, 0);
  }
  return node;
}

lode_node *lode_parse_template(lode_parser *p, bool tagged) {
  lode_node *node = lode_node_new(p, LODE_TEMPLATE, p->tok.start);
  lode_list list;
  LODE_LIST_INIT(list);
  bool no_in = p->no_in;
  p->no_in = false;
  for (;;) {
    uint32_t bad;
    const char *message;
    bool more = lode_scan_template(p, &bad, &message);
    if (bad != LODE_NOWHERE && !tagged) {
      lode_parser_fail(p, bad, bad + 2, "%s", message);
    }
    lode_scan_next(p);
    if (!more) {
      break;
    }
    lode_list_add(&list, lode_parse_expression(p));
    if (!lode_at(p, LODE_T_RBRACE)) {
      lode_parser_fail(p, p->last_start, p->last_end,
                       "Missing } in template expression");
    }
  }
  p->no_in = no_in;
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

static lode_node *primary_literal(lode_parser *p, lode_node_kind kind) {
  if (LODE_UNLIKELY(p->tok.flags & LODE_TOKEN_LEGACY)) {
    lode_check_legacy(p, &p->tok);
  }
  uint16_t flags = p->tok.flags & LODE_TOKEN_LEGACY ? LODE_LEGACY : 0;
  lode_node *node = lode_node_leaf(p, kind);
  node->flags = flags;
  return node;
}

void lode_check_legacy(lode_parser *p, const lode_token *t) {
  if (!p->strict) {
    return;
  }
  const char *message;
  uint32_t start = t->start;
  if (t->kind == LODE_T_STRING) {
    const uint8_t *s = p->source + start;
    while (*s != '\\' || s[1] < '0' || s[1] > '9' ||
           (s[1] == '0' && (s[2] < '0' || s[2] > '9'))) {
      s += *s == '\\' ? 2 : 1;
    }
    message = s[1] >= '8'
                  ? "\\8 and \\9 are not allowed in strict mode."
                  : "Octal escape sequences are not allowed in strict mode.";
    start = (uint32_t)(s - p->source) + (s[1] < '8');
  } else {
    message =
        t->flags & LODE_TOKEN_NUL
            ? "Decimals with leading zeros are not allowed in strict mode."
            : "Octal literals are not allowed in strict mode.";
  }
  lode_parser_fail(p, start, t->end, "%s", message);
}

lode_node *lode_parse_primary(lode_parser *p) {
  switch (p->tok.kind) {
    case LODE_T_LPAREN:
      return primary_paren(p);
    case LODE_T_LBRACKET:
      return lode_parse_array(p);
    case LODE_T_LBRACE:
      return lode_parse_object(p);
    case LODE_T_NUMBER:
      return primary_literal(p, LODE_NUMBER);
    case LODE_T_STRING:
      return primary_literal(p, LODE_STRING);
    case LODE_T_BIGINT:
      return lode_node_leaf(p, LODE_BIGINT);
    case LODE_T_THIS:
      lode_note_this(p, LODE_SCOPE_USES_THIS);
      return lode_node_leaf(p, LODE_THIS);
    case LODE_T_NULL:
      return lode_node_leaf(p, LODE_NULL);
    case LODE_T_TRUE:
    case LODE_T_FALSE:
      return lode_node_leaf(p, LODE_BOOLEAN);
    case LODE_T_DIV:
    case LODE_T_ASSIGN_DIV:
      lode_scan_regexp(p);
      return lode_node_leaf(p, LODE_REGEXP);
    case LODE_T_BACKTICK:
      return lode_parse_template(p, false);
    case LODE_T_FUNCTION:
      return lode_parse_function(p, p->tok.start, false, false);
    case LODE_T_CLASS:
      return lode_parse_class(p, p->tok.start, false, false);
    case LODE_T_AT:
      if (lode_ts_on(p)) {
        return lode_ts_class(p, false, true, NULL);
      }
      return primary_identifier(p);
    case LODE_T_LT:
      return lode_jsx_on(p) ? lode_parse_jsx(p) : primary_identifier(p);
    default:
      return primary_identifier(p);
  }
}
