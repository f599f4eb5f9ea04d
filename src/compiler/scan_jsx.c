// SPDX-License-Identifier: MIT
// Tokens that only JSX has: names with dashes, strings without escapes, text.
#include <string.h>

#include "compiler/jsx_parse.h"
#include "compiler/ts_parse.h"

void lode_scan_jsx_name(lode_parser *p) {
  if (!lode_token_is_name(&p->tok) || (p->tok.flags & LODE_TOKEN_ESCAPED)) {
    lode_parser_unexpected(p, &p->tok);
  }
  const uint8_t *s = p->at;
  while (s < p->limit) {
    unsigned size = 1;
    if (*s != '-' && !lode_is_id_continue(lode_utf8_peek(s, p->limit, &size))) {
      break;
    }
    s += size;
  }
  p->at = s;
  p->tok.end = (uint32_t)(s - p->source);
}

void lode_scan_jsx_value(lode_parser *p) {
  const uint8_t *s = lode_scan_skip(p, p->at);
  if (*s != '"' && *s != '\'') {
    lode_scan_next(p);
    return;
  }
  uint32_t start = (uint32_t)(s - p->source);
  const uint8_t *end = memchr(s + 1, *s, (size_t)(p->limit - s) - 1);
  if (end == NULL) {
    lode_parser_fail(p, start, start + 1, "Invalid or unexpected token");
  }
  p->last_start = p->tok.start;
  p->last_end = p->tok.end;
  p->at = end + 1;
  p->tok.kind = LODE_T_STRING;
  p->tok.flags = 0;
  p->tok.start = start;
  p->tok.end = (uint32_t)(p->at - p->source);
}

void lode_scan_jsx_text(lode_parser *p, const lode_node *element) {
  const uint8_t *s = p->at;
  for (; s < p->limit && *s != '<' && *s != '{'; s++) {
    if (*s == '>' || *s == '}') {
      uint32_t at = (uint32_t)(s - p->source);
      lode_parser_fail(p, at, at + 1,
                       "Unexpected token '%c' in the text of an element: "
                       "write {'%c'}",
                       *s, *s);
    }
  }
  if (s == p->limit) {
    lode_parser_fail(p, element->start, element->at + 1,
                     "This element is never closed");
  }
  p->at = s;
}

void lode_scan_jsx_byte(lode_parser *p, char c) {
  if (p->tok.kind == LODE_T_EOF || p->source[p->tok.start] != (uint8_t)c) {
    lode_parser_unexpected(p, &p->tok);
  }
  p->tok.end = p->tok.start + 1;
  p->at = p->source + p->tok.end;
}
