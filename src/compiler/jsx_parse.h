// SPDX-License-Identifier: MIT
// Where the parser calls out for JSX. Inside of tags and between them other
// tokens apply, so an element is left with its last token at hand and nothing
// scanned behind it.
#ifndef LODE_COMPILER_JSX_PARSE_H
#define LODE_COMPILER_JSX_PARSE_H

#include "compiler/parser_internal.h"
#include "compiler/ts.h"

static inline bool lode_jsx_on(const lode_parser *p) {
  return LODE_UNLIKELY((p->options & LODE_PARSE_JSX) != 0);
}

// scan_jsx.c
// The name at hand goes on over dashes.
void lode_scan_jsx_name(lode_parser *p);
// Behind `=`: a quoted string, which knows no escapes, or any other token.
void lode_scan_jsx_value(lode_parser *p);
// From where the scanner is to the next `<` or `{`; fails at the end.
void lode_scan_jsx_text(lode_parser *p, const lode_node *element);
// The first byte of the token at hand alone, which must be that character.
void lode_scan_jsx_byte(lode_parser *p, char c);

// parse_jsx.c
lode_node *lode_parse_jsx(lode_parser *p);  // `<` is at hand
// Where TypeScript has JSX, `<` begins an arrow function's type parameters only
// when what follows cannot be a tag: `<T,`, `<T extends U`, `<T = U`.
bool lode_jsx_at_arrow(lode_parser *p);

#endif
