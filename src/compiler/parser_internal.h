// SPDX-License-Identifier: MIT
// The parser's state, and what its files call of each other. Everything lives
// in the arena, so a fault leaves by longjmp: nothing has to be released.
#ifndef LODE_COMPILER_PARSER_INTERNAL_H
#define LODE_COMPILER_PARSER_INTERNAL_H

#include <setjmp.h>

#include "base/check.h"
#include "compiler/parser.h"
#include "compiler/scanner.h"

#define LODE_NOWHERE UINT32_MAX

typedef struct lode_label {
  struct lode_label *outer;
  lode_name *name;
  uint32_t at;  // where the statement begins that it labels
  bool loop;
} lode_label;

// Flags of lode_function_state beside LODE_FUNCTION_ASYNC … STRICT.
enum {
  LODE_ALLOW_RETURN = 0x0100,
  LODE_ALLOW_NEW_TARGET = 0x0200,
  LODE_ALLOW_SUPER_PROPERTY = 0x0400,
  LODE_ALLOW_SUPER_CALL = 0x0800,
  LODE_NO_ARGUMENTS = 0x1000,   // inside a field's value or static block
  LODE_NO_AWAIT_NAME = 0x2000,  // inside a static block
  LODE_IN_PARAMETERS = 0x4000,
  LODE_IN_MODULE_TOP = 0x8000,     // await is allowed though it is no function
  LODE_ALLOW_DECORATORS = 0x10000  // of parameters: a class's method
};
#define LODE_ALLOW_INHERITED                                                   \
  (LODE_ALLOW_NEW_TARGET | LODE_ALLOW_SUPER_PROPERTY | LODE_ALLOW_SUPER_CALL | \
   LODE_NO_ARGUMENTS)

typedef struct lode_function_state {
  struct lode_function_state *outer;
  lode_scope *scope;      // FUNCTION, PROGRAM, STATIC or FIELD
  lode_scope *var_scope;  // where `var` goes: scope, or its BODY
  lode_label *labels;
  uint32_t flags;
  uint32_t loops;       // open loops: continue is allowed
  uint32_t breakables;  // open loops and switches
} lode_function_state;

typedef struct lode_private_use {
  struct lode_private_use *next;
  lode_name *name;
  uint32_t start;
} lode_private_use;

typedef struct lode_class_state {
  struct lode_class_state *outer;
  lode_scope *scope;
  lode_private_use *uses;  // #names that no class has declared yet
} lode_class_state;

typedef struct lode_nodes {  // a growing array in the arena
  lode_node **at;
  size_t count;
  size_t room;
} lode_nodes;

typedef struct lode_parser {
  // Scanner
  const uint8_t *at;      // next byte
  const uint8_t *source;  // padded with zeros behind `limit`
  const uint8_t *limit;
  lode_token tok;
  uint32_t last_start;  // the token before
  uint32_t last_end;
  bool html_comments;
  bool strict;
  bool no_in;  // the head of a for loop: `in` is no operator

  uint8_t goal;
  uint32_t options;

  // Cover grammar. Offsets, or LODE_NOWHERE.
  uint32_t arrow_at;       // a token here may begin an arrow function
  uint32_t cover_error;    // = of {a = 1}, or a second __proto__: wrong if
                           // no pattern comes of it
  uint32_t await_at;       // newest await expression
  uint32_t await_name_at;  // newest use of await as a name
  uint32_t yield_at;       // newest yield expression

  lode_node *duplicate_parameter;  // first one of the function at hand

  lode_scope *scope;
  lode_function_state *function;
  lode_class_state *class_state;

  lode_name **table;  // of names, by hash
  uint32_t table_mask;
  uint32_t name_count;
  lode_name **names;  // by age
  uint32_t names_room;

  lode_node *first_identifier;  // in source order, by `same`
  lode_node *last_identifier;
  lode_nodes marks;
  lode_nodes exported;  // EXPORT_SPECIFIER without a source

  struct lode_ts *ts;  // NULL for plain JavaScript

  lode_arena *arena;
  lode_program *program;
  uintptr_t stack_limit;  // the machine stack must not grow past it
  lode_parse_error *error;
  jmp_buf fault;
  int result;
} lode_parser;

// parser.c: faults. All of them leave the parse.
LODE_NORETURN LODE_COLD void lode_parser_fail(lode_parser *p, uint32_t start,
                                              uint32_t end, const char *format,
                                              ...)
    __attribute__((format(printf, 4, 5)));
LODE_NORETURN LODE_COLD void lode_parser_fault(lode_parser *p,
                                               lode_parse_fault fault,
                                               const lode_token *t,
                                               const char *message);
LODE_NORETURN LODE_COLD void lode_parser_unexpected(lode_parser *p,
                                                    const lode_token *t);
LODE_NORETURN LODE_COLD void lode_parser_out_of_memory(lode_parser *p);
LODE_NORETURN LODE_COLD void lode_parser_too_deep(lode_parser *p);

static inline void *lode_parser_alloc(lode_parser *p, size_t size) {
  void *m = lode_arena_alloc(p->arena, size);
  if (LODE_UNLIKELY(m == NULL)) {
    lode_parser_out_of_memory(p);
  }
  return m;
}

// Called wherever the parser recurses.
static inline void lode_parser_descend(lode_parser *p) {
  char here;
  if (LODE_UNLIKELY((uintptr_t)&here < p->stack_limit)) {
    lode_parser_too_deep(p);
  }
}

void lode_nodes_add(lode_parser *p, lode_nodes *list, lode_node *node);

// names.c
void lode_names_init(lode_parser *p);
lode_name *lode_name_intern(lode_parser *p, const uint8_t *text, size_t n);
// The same for text that may go away: a copy is kept.
lode_name *lode_name_copy(lode_parser *p, const uint8_t *text, size_t n);

// scanner.c, scan_literal.c
void lode_scan_next(lode_parser *p);
// Behind white space and comments; sets tok.newline.
const uint8_t *lode_scan_skip(lode_parser *p, const uint8_t *s);
void lode_scan_name_slow(lode_parser *p, const uint8_t *from);
// The code point of the \u escape at *s; moves behind it. Fails when malformed.
uint32_t lode_scan_unicode_escape(lode_parser *p, const uint8_t **s);
void lode_scan_number(lode_parser *p);
void lode_scan_string(lode_parser *p, uint8_t quote);
// From behind ` or }: true at a `${`, false at the closing `. When an escape is
// malformed its offset goes to *bad (else LODE_NOWHERE), and why to *message.
bool lode_scan_template(lode_parser *p, uint32_t *bad, const char **message);
// The token is / or /=: makes it the whole regular expression.
void lode_scan_regexp(lode_parser *p);
// The value of the string token, as a name.
lode_name *lode_scan_string_value(lode_parser *p, const lode_token *t);
// A code point at `s` (at least one byte), its bytes in *size. 0xFFFD when
// malformed.
uint32_t lode_utf8_peek(const uint8_t *s, const uint8_t *limit, unsigned *size);
size_t lode_utf8_put(uint8_t *out, uint32_t c);  // also lone surrogates
bool lode_is_id_start(uint32_t c);
bool lode_is_id_continue(uint32_t c);
// regexp_pattern.c: fails when the pattern in front of `end` is malformed;
// `whole` is behind the flags.
#define LODE_REGEXP_UNICODE 1
#define LODE_REGEXP_SETS 2
void lode_regexp_check(lode_parser *p, const uint8_t *from, const uint8_t *end,
                       const uint8_t *whole, unsigned flags);

// Tokens
static inline bool lode_at(const lode_parser *p, lode_token_kind kind) {
  return p->tok.kind == kind;
}
static inline bool lode_eat(lode_parser *p, lode_token_kind kind) {
  if (p->tok.kind != kind) {
    return false;
  }
  lode_scan_next(p);
  return true;
}
static inline void lode_expect(lode_parser *p, lode_token_kind kind) {
  if (LODE_UNLIKELY(p->tok.kind != kind)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_scan_next(p);
}
lode_token lode_peek(lode_parser *p);  // the token after this one
// Eats a semicolon, or allows its absence.
void lode_expect_semicolon(lode_parser *p);

// node.c
lode_node *lode_node_new(lode_parser *p, lode_node_kind kind, uint32_t start);
// Makes the token a node without children, and goes on.
lode_node *lode_node_leaf(lode_parser *p, lode_node_kind kind);
static inline lode_node *lode_node_end(lode_parser *p, lode_node *node) {
  node->end = p->last_end;
  return node;
}
void lode_mark(lode_parser *p, lode_node *node);  // sets ->scope, too

typedef struct lode_list {  // appends to a chain of siblings
  lode_node *first;
  lode_node **tail;
} lode_list;
#define LODE_LIST_INIT(list) ((list).first = NULL, (list).tail = &(list).first)
static inline void lode_list_add(lode_list *list, lode_node *node) {
  *list->tail = node;
  list->tail = &node->next;
}

// scope.c
lode_scope *lode_scope_open(lode_parser *p, lode_scope_kind kind,
                            uint32_t start);
void lode_scope_close(lode_parser *p, uint32_t end);
void lode_declare(lode_parser *p, lode_node *identifier, lode_declare_kind kind,
                  lode_node *owner);
// A parameter that is not in the text: of the function around CommonJS.
void lode_declare_implicit(lode_parser *p, const char *text);
// A #name of the class being parsed; `what` is LODE_PROPERTY_GET, SET, STATIC.
void lode_declare_private(lode_parser *p, lode_node *key, uint16_t what);
void lode_note_eval(lode_parser *p);
void lode_note_this(lode_parser *p, uint16_t flag);

// parse_expression.c
lode_node *lode_parse_expression(lode_parser *p);
lode_node *lode_parse_assignment(lode_parser *p);
// May leave p->cover_error for a caller that can still make a pattern of it.
lode_node *lode_parse_cover(lode_parser *p);
lode_node *lode_parse_expression_in(lode_parser *p);  // clears no_in
lode_node *lode_parse_assignment_in(lode_parser *p);
lode_node *lode_parse_unary(lode_parser *p);
void lode_parser_check_cover(lode_parser *p);  // fails when one is left

// An await that begins there suspends the function at hand.
void lode_note_await(lode_parser *p, uint32_t start);

// parse_call.c
lode_node *lode_parse_left_hand_side(lode_parser *p);
void lode_use_private(lode_parser *p, lode_name *name, uint32_t start);

// parse_primary.c
lode_node *lode_parse_primary(lode_parser *p);
// Fails in strict code: the token has an octal form.
void lode_check_legacy(lode_parser *p, const lode_token *t);
lode_node *lode_parse_template(lode_parser *p, bool tagged);
// From `(` to behind `)`.
lode_node *lode_parse_arguments(lode_parser *p);

// parse_object.c
lode_node *lode_parse_array(lode_parser *p);
lode_node *lode_parse_object(lode_parser *p);
lode_node *lode_parse_property_key(lode_parser *p, uint16_t *flags);
lode_node *lode_key_from(lode_parser *p, const lode_token *t);
lode_node *lode_parse_string(lode_parser *p);  // with its value
// Fails when the word modifies a member, but for its escapes.
void lode_check_escaped_modifier(lode_parser *p, const lode_token *word);

// parse_pattern.c
// The identifier at hand as a name for a variable; fails where it may not be.
lode_node *lode_parse_identifier(lode_parser *p);
// The same of a token that is behind.
lode_node *lode_identifier_from(lode_parser *p, const lode_token *t);
void lode_check_identifier(lode_parser *p, const lode_token *t);
lode_node *lode_parse_binding(lode_parser *p, lode_declare_kind kind,
                              lode_node *owner);
lode_node *lode_parse_binding_identifier(lode_parser *p, lode_declare_kind kind,
                                         lode_node *owner);
void lode_check_binding(lode_parser *p, const lode_name *name, uint32_t start,
                        uint32_t end);
// An expression becomes the target of = or of a for loop.
void lode_to_target(lode_parser *p, lode_node *node, uint16_t use);
// An expression becomes an arrow function's parameter.
void lode_to_parameter(lode_parser *p, lode_node *node);

// parse_function.c
void lode_function_enter(lode_parser *p, lode_function_state *state,
                         lode_scope *scope, uint32_t flags);
void lode_function_leave(lode_parser *p);
lode_node *lode_parse_function(lode_parser *p, uint32_t start, bool statement,
                               bool nameless);
// From `(`; `property` tells whether it is an accessor.
lode_node *lode_parse_method(lode_parser *p, uint32_t start, uint32_t flags,
                             const lode_node *property);
// The arrow is at hand, the parameters are behind; p->scope is their scope.
lode_node *lode_parse_arrow(lode_parser *p, uint32_t start, lode_node *params,
                            uint32_t flags);
// Statements with directives in front; true when one is "use strict".
void lode_parse_body(lode_parser *p, lode_list *list, lode_token_kind close,
                     bool simple_parameters);

// parse_class.c
lode_node *lode_parse_class(lode_parser *p, uint32_t start, bool statement,
                            bool nameless);

// parse_statement.c, parse_loop.c
lode_node *lode_parse_statement(lode_parser *p);       // no declaration
lode_node *lode_parse_statement_item(lode_parser *p);  // or a declaration
lode_node *lode_parse_block(lode_parser *p);
lode_node *lode_parse_variable(lode_parser *p, uint32_t start,
                               lode_declare_kind kind, bool in_for);
lode_node *lode_parse_loop(lode_parser *p);  // for, while or do is at hand
bool lode_at_let_declaration(lode_parser *p);
// 0, or the kind of the using declaration that begins here.
lode_declare_kind lode_at_using(lode_parser *p, bool in_for);

// parse_module.c
lode_node *lode_parse_import(lode_parser *p);
lode_node *lode_parse_export(lode_parser *p);
void lode_check_exports(lode_parser *p);

// Whether await is an operator here.
static inline bool lode_await_allowed(const lode_parser *p) {
  return (p->function->flags & (LODE_FUNCTION_ASYNC | LODE_IN_MODULE_TOP)) != 0;
}

#endif
