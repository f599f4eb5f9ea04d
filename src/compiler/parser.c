// SPDX-License-Identifier: MIT
// One parse from start to end: the copy of the text, the program's own scope,
// faults and their positions, and what is tidied up at the end.
#include "compiler/parser.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "compiler/jsx_parse.h"
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

// What the machine stack may grow by during a parse. A level of parentheses
// takes about 600 bytes of it in an optimised build.
#define PARSER_STACK ((size_t)320 << 10)

void lode_position(const char *source, size_t offset, uint32_t *line,
                   uint32_t *column) {
  const uint8_t *s = (const uint8_t *)source, *end = s + offset;
  const uint8_t *start = s;
  *line = 1;
  while (s < end) {
    uint8_t c = *s++;
    bool wide = c == 0xE2 && end - s >= 2 && s[0] == 0x80 &&
                (s[1] == 0xA8 || s[1] == 0xA9);
    if (c == '\n' || wide || (c == '\r' && !(s < end && *s == '\n'))) {
      s += wide ? 2 : 0;
      start = s;
      ++*line;
    }
  }
  *column = (uint32_t)lode_utf8_measure(start, (size_t)(end - start)).units;
}

static LODE_NORETURN void parser_leave(lode_parser *p, lode_parse_fault fault,
                                       uint32_t start, uint32_t end) {
  lode_parse_error *e = p->error;
  uint32_t size = (uint32_t)(p->limit - p->source);
  e->fault = fault;
  e->offset = start > size ? size : start;
  e->end = end > size ? size : end;
  lode_position((const char *)p->source, e->offset, &e->line, &e->column);
  p->result = LODE_PARSE_SYNTAX;
  longjmp(p->fault, 1);
}

void lode_parser_fail(lode_parser *p, uint32_t start, uint32_t end,
                      const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(p->error->message, sizeof p->error->message, format, args);
  va_end(args);
  parser_leave(p, LODE_FAULT_SYNTAX, start, end);
}

void lode_parser_fault(lode_parser *p, lode_parse_fault fault,
                       const lode_token *t, const char *message) {
  snprintf(p->error->message, sizeof p->error->message, "%s", message);
  parser_leave(p, fault, t->start, t->end);
}

void lode_parser_out_of_memory(lode_parser *p) {
  p->result = -ENOMEM;
  longjmp(p->fault, 1);
}

void lode_parser_too_deep(lode_parser *p) {
  lode_parser_fail(p, p->tok.start, p->tok.end,
                   "Maximum nesting depth exceeded");
}

// How much of the token's text a message shows: whole characters.
static int parser_shown(const lode_parser *p, const lode_token *t) {
  uint32_t n = t->end - t->start;
  if (n > 120) {
    n = 120;
    while (n > 0 && (p->source[t->start + n] & 0xC0) == 0x80) {
      n--;
    }
  }
  return (int)n;
}

static LODE_NORETURN void parser_unexpected_word(lode_parser *p,
                                                 const lode_token *t) {
  if (t->kind == LODE_T_ESCAPED_KEYWORD) {
    lode_parser_fail(p, t->start, t->end,
                     "Keyword must not contain escaped characters");
  }
  if (t->kind == LODE_T_ENUM || t->kind == LODE_T_AWAIT) {
    lode_parser_fail(p, t->start, t->end, "Unexpected reserved word");
  }
  if (t->kind >= LODE_T_FIRST_RESERVED) {
    lode_parser_fail(p, t->start, t->end, "Unexpected token '%s'",
                     lode_token_text(t->kind));
  }
  if (t->name->word >= LODE_T_FIRST_STRICT && p->strict) {
    lode_parser_fail(p, t->start, t->end,
                     "Unexpected strict mode reserved word");
  }
  if (t->name->word == LODE_T_AWAIT) {
    lode_parser_fail(p, t->start, t->end, "Unexpected reserved word");
  }
  lode_parser_fail(p, t->start, t->end, "Unexpected identifier '%.*s'",
                   t->name->size > 100 ? 100 : (int)t->name->size,
                   t->name->text);
}

void lode_parser_unexpected(lode_parser *p, const lode_token *t) {
  const char *message = NULL;
  switch (t->kind) {
    case LODE_T_EOF:
      message = "Unexpected end of input";
      break;
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
      message = "Unexpected number";
      break;
    case LODE_T_STRING:
      message = "Unexpected string";
      break;
    case LODE_T_BACKTICK:
      message = "Unexpected template string";
      break;
    case LODE_T_AT:
      message = "Invalid or unexpected token";
      break;
    case LODE_T_PRIVATE:
      lode_parser_fail(p, t->start, t->end, "Unexpected identifier '%.*s'",
                       parser_shown(p, t), (const char *)p->source + t->start);
    default:
      break;
  }
  if (message != NULL) {
    lode_parser_fail(p, t->start, t->end, "%s", message);
  }
  if (t->kind >= LODE_T_ESCAPED_KEYWORD) {
    parser_unexpected_word(p, t);
  }
  lode_parser_fail(p, t->start, t->end, "Unexpected token '%s'",
                   lode_token_text(t->kind));
}

static int parser_by_start(const void *a, const void *b) {
  const lode_node *x = *(lode_node *const *)a, *y = *(lode_node *const *)b;
  if (x->start != y->start) {
    return x->start < y->start ? -1 : 1;
  }
  return x->end > y->end ? -1 : x->end < y->end;
}

static void parser_sort_marks(lode_nodes *marks) {
  for (size_t i = 1; i < marks->count; i++) {
    if (parser_by_start(&marks->at[i - 1], &marks->at[i]) > 0) {
      qsort(marks->at, marks->count, sizeof *marks->at, parser_by_start);
      return;
    }
  }
}

// The chain of all identifiers becomes one chain for each name.
static void parser_link_identifiers(lode_parser *p) {
  lode_node *node = p->first_identifier;
  while (node != NULL) {
    lode_node *after = node->u.ident.same;
    lode_name *name = node->u.ident.name;
    node->u.ident.same = NULL;
    if (node->flags & LODE_USE_NONE) {
      // in no chain
    } else if (name->first == NULL) {
      name->first = node;
      name->first = name->last = node;
    } else {
      name->last->u.ident.same = node;
      name->last = node;
    }
    node = after;
  }
}

static void parser_finish(lode_parser *p) {
  lode_program *program = p->program;
  parser_sort_marks(&p->marks);
  parser_link_identifiers(p);
  program->marks = p->marks.at;
  program->mark_count = p->marks.count;
  program->names = p->names;
  program->name_count = p->name_count;
}

// Skips the byte order mark and the hashbang.
static uint32_t parser_body_start(const lode_parser *p) {
  const uint8_t *s = p->source;
  if (memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
    s += 3;
  }
  if (s[0] == '#' && s[1] == '!') {
    while (s < p->limit && *s != '\n' && *s != '\r' &&
           !(s[0] == 0xE2 && s[1] == 0x80 && (s[2] & 0xFE) == 0xA8)) {
      s++;
    }
  }
  return (uint32_t)(s - p->source);
}

static void parser_declare_commonjs(lode_parser *p) {
  static const char *const names[] = {"exports", "require", "module",
                                      "__filename", "__dirname"};
  for (size_t i = 0; i < LODE_COUNT_OF(names); i++) {
    lode_declare_implicit(p, names[i]);
  }
}

static void parser_run(lode_parser *p) {
  lode_program *program = p->program;
  bool module = p->goal == LODE_GOAL_MODULE;
  bool commonjs = p->goal == LODE_GOAL_COMMONJS;
  program->body_start = parser_body_start(p);
  p->at = p->source + program->body_start;
  p->html_comments = !module;
  p->strict = module || (p->options & LODE_PARSE_STRICT);
  lode_names_init(p);
  lode_scope *scope = lode_scope_open(
      p, commonjs ? LODE_SCOPE_FUNCTION : LODE_SCOPE_PROGRAM, 0);
  program->scope = scope;
  lode_function_state state;
  uint32_t flags = module     ? LODE_IN_MODULE_TOP
                   : commonjs ? LODE_ALLOW_RETURN | LODE_ALLOW_NEW_TARGET
                              : 0;
  lode_function_enter(p, &state, scope, flags);
  if (commonjs) {
    parser_declare_commonjs(p);
  }
  lode_scan_next(p);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_parse_body(p, &list, LODE_T_EOF, true);
  program->body = list.first;
  program->strict = p->strict;
  if (module && !lode_ts_on(p)) {
    lode_check_exports(p);
  }
  lode_scope_close(p, program->size);
  lode_function_leave(p);
  parser_finish(p);
}

static const uint8_t *parser_padded(const lode_parse_input *input,
                                    lode_arena *arena) {
  if (input->options & LODE_PARSE_PADDED) {
    return (const uint8_t *)input->source;
  }
  uint8_t *copy = lode_arena_alloc(arena, input->size + LODE_PARSE_PADDING);
  if (copy != NULL) {
    if (input->size > 0) {
      memcpy(copy, input->source, input->size);
    }
    memset(copy + input->size, 0, LODE_PARSE_PADDING);
  }
  return copy;
}

int lode_parse(const lode_parse_input *input, lode_arena *arena,
               lode_program **program, lode_parse_error *error) {
  if (input->size > LODE_PARSE_MAX) {
    return -ENOMEM;
  }
  const uint8_t *source = parser_padded(input, arena);
  lode_parser *p = lode_arena_alloc(arena, sizeof *p);
  lode_program *made = lode_arena_alloc(arena, sizeof *made);
  if (source == NULL || p == NULL || made == NULL) {
    return -ENOMEM;
  }
  memset(p, 0, sizeof *p);
  memset(made, 0, sizeof *made);
  made->source = (const char *)source;
  made->size = (uint32_t)input->size;
  made->goal = (uint8_t)input->goal;
  p->source = source;
  p->limit = source + input->size;
  p->goal = (uint8_t)input->goal;
  p->options = input->options;
  p->arena = arena;
  p->program = made;
  p->error = error;
  if (lode_ts_on(p) || lode_jsx_on(p)) {
    made->ts = p->ts = lode_arena_alloc(arena, sizeof *p->ts);
    if (p->ts == NULL) {
      return -ENOMEM;
    }
    memset(p->ts, 0, sizeof *p->ts);
  }
  p->arrow_at = p->cover_error = LODE_NOWHERE;
  p->await_at = p->await_name_at = p->yield_at = LODE_NOWHERE;
  size_t stack = input->stack == 0 ? PARSER_STACK : input->stack;
  p->stack_limit = (uintptr_t)&stack > stack ? (uintptr_t)&stack - stack : 0;
  if (setjmp(p->fault) != 0) {
    return p->result;
  }
  parser_run(p);
  *program = made;
  return 0;
}
