// SPDX-License-Identifier: MIT
// Where the parser calls out for TypeScript. Every call stands behind
// lode_ts_on(), one test of a bit, so that JavaScript pays for nothing else.
#ifndef LODE_COMPILER_TS_PARSE_H
#define LODE_COMPILER_TS_PARSE_H

#include "compiler/parser_internal.h"
#include "compiler/ts.h"

static inline bool lode_ts_on(const lode_parser *p) {
  return LODE_UNLIKELY((p->options & LODE_PARSE_TYPESCRIPT) != 0);
}

static inline bool lode_ts_is_line_end(const uint8_t *s) {
  return *s == '\n' || *s == '\r' ||
         (s[0] == 0xE2 && s[1] == 0x80 && (s[2] & 0xFE) == 0xA8);
}

// EMPTY nodes: what became of a statement.
enum { LODE_TS_TYPE_ONLY = 1, LODE_TS_ERASED = 2 };

// ts_state.c: cuts, and trying.
typedef struct lode_ts_saved {
  const uint8_t *at;
  lode_token tok;
  uint32_t last_start, last_end;
  size_t cuts, puts, found;
  bool no_conditional;
} lode_ts_saved;

void lode_ts_cut_add(lode_parser *p, uint32_t start, uint32_t end);
void lode_ts_put_add(lode_parser *p, uint32_t at, char c);
void lode_ts_found_add(lode_parser *p, lode_ts_kind kind, uint32_t start,
                       uint32_t end, lode_node *node);
// A whole statement or member goes: cuts inside it are forgotten.
void lode_ts_erase(lode_parser *p, uint32_t start, uint32_t end);
// The same for a statement: a semicolon where the next line would join the
// one before. `before` is the end of the token in front.
void lode_ts_erase_statement(lode_parser *p, uint32_t start, uint32_t before);
lode_ts_saved lode_ts_save(lode_parser *p);
void lode_ts_restore(lode_parser *p, const lode_ts_saved *saved);
// Runs `parse`, which makes no nodes; when it fails all is as before.
bool lode_ts_try(lode_parser *p, bool (*parse)(lode_parser *p));
bool lode_ts_is(const lode_token *t, const char *word);  // an unescaped name
// The first of a `>` of two or more characters is taken alone.
void lode_ts_expect_greater(lode_parser *p);
bool lode_ts_newline_in(const lode_parser *p, uint32_t start, uint32_t end);

// Whether `<` begins type parameters where `(` begins parameters.
static inline bool lode_ts_opens(const lode_parser *p) {
  return lode_ts_on(p) && lode_at(p, LODE_T_LT);
}

// ts_types.c: skipping types. Nothing is cut.
void lode_ts_skip_type(lode_parser *p);
void lode_ts_skip_return_type(lode_parser *p);      // or a predicate
void lode_ts_skip_type_parameters(lode_parser *p);  // `<` is at hand
void lode_ts_skip_type_arguments(lode_parser *p);   // `<` is at hand
bool lode_ts_at_less(const lode_parser *p);  // `<`, also of a longer token

// ts_object.c
void lode_ts_skip_object_type(lode_parser *p);
void lode_ts_skip_parameters(lode_parser *p);
bool lode_ts_at_function_type(lode_parser *p);

// ts_expression.c: types around expressions and bindings; all of it is cut.
void lode_ts_annotation(lode_parser *p);   // `: T`, when there is one
void lode_ts_optional(lode_parser *p);     // `?`, and an annotation
void lode_ts_definite(lode_parser *p);     // `!`, and an annotation
void lode_ts_return_type(lode_parser *p);  // `: T` behind parameters
void lode_ts_type_parameters(lode_parser *p);
void lode_ts_type_arguments(lode_parser *p);
// `<T>` in front of a call or where an expression may end.
bool lode_ts_subscript(lode_parser *p);
bool lode_ts_optional_call(lode_parser *p);  // behind `?.`
bool lode_ts_at_as(const lode_parser *p);    // `as` or `satisfies`
void lode_ts_as(lode_parser *p);
// `<` begins an operand: an assertion, or a generic arrow function.
lode_node *lode_ts_angle(lode_parser *p);
// async <T>(…) =>: the type parameters go when a parenthesis follows.
void lode_ts_async_parameters(lode_parser *p);
bool lode_ts_at_optional_mark(lode_parser *p);  // `?` that is no operator
// Behind an element of parentheses. True when it can only be a parameter.
bool lode_ts_cover_element(lode_parser *p, lode_node **node);
bool lode_ts_cover_this(lode_parser *p);  // a `this` parameter goes
void lode_ts_arrow_return_type(lode_parser *p, uint32_t start);

// ts_statement.c
// NULL when the statement is JavaScript.
lode_node *lode_ts_statement(lode_parser *p, bool alone);
lode_node *lode_ts_function(lode_parser *p, uint32_t start, uint32_t before,
                            bool nameless);
// Decorators, which may be behind already, `abstract`, and the class.
lode_node *lode_ts_class(lode_parser *p, bool statement, bool nameless,
                         lode_node *decorators);
// In front of a parameter: its decorators and modifiers.
bool lode_ts_parameter_start(lode_parser *p);  // true: makes a property
lode_node *lode_ts_empty(lode_parser *p, uint32_t start, uint8_t what);

// ts_module.c
// Whether a statement at hand stands in a namespace's body: it may be exported.
bool lode_ts_in_namespace(const lode_parser *p);
// `export` is at hand there: only declarations may follow.
void lode_ts_namespace_export(lode_parser *p);
lode_node *lode_ts_import(lode_parser *p);  // NULL when it is JavaScript's
lode_node *lode_ts_export(lode_parser *p);
// `type x` in braces: skips it with its comma.
bool lode_ts_type_specifier(lode_parser *p);

// ts_class.c
typedef struct lode_ts_member {
  uint32_t start;         // behind the decorators
  lode_node *decorators;  // chain of DECORATOR, or NULL
  bool modified;          // a modifier was cut
  bool is_static;
  bool gone;  // `declare` or `abstract`
} lode_ts_member;

void lode_ts_heritage(lode_parser *p);  // type arguments and `implements`
lode_node *lode_ts_decorators(lode_parser *p);
void lode_ts_member_start(lode_parser *p, lode_ts_member *member);
void lode_ts_modifiers(lode_parser *p, lode_ts_member *member);
// True when the member was one, and is gone.
bool lode_ts_index_signature(lode_parser *p, const lode_ts_member *member);
// Behind the key; `odd` for a generator.
void lode_ts_member_key(lode_parser *p, const lode_ts_member *member,
                        const lode_node *key, bool odd);
// NULL when the member is gone.
lode_node *lode_ts_member_end(lode_parser *p, const lode_ts_member *member,
                              lode_node *node);

#endif
