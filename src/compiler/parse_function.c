// SPDX-License-Identifier: MIT
// Functions of every form: parameters, directives, bodies.
#include <string.h>

#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

void lode_function_enter(lode_parser *p, lode_function_state *state,
                         lode_scope *scope, uint32_t flags) {
  *state = (lode_function_state){
      .outer = p->function, .scope = scope, .var_scope = scope, .flags = flags};
  scope->flags |= flags & (LODE_FUNCTION_ASYNC | LODE_FUNCTION_GENERATOR |
                           LODE_FUNCTION_ARROW);
  p->function = state;
}

void lode_function_leave(lode_parser *p) {
  p->function = p->function->outer;
}

// Names that were fine until "use strict" came up.
static void function_recheck(lode_parser *p, const lode_name *name,
                             const lode_node *node) {
  lode_check_binding(p, name, node->start, node->end);
  if (name->word >= LODE_T_FIRST_STRICT) {
    lode_parser_fail(p, node->start, node->end,
                     "Unexpected strict mode reserved word");
  }
}

static void function_use_strict(lode_parser *p, const lode_token *directive,
                                bool simple) {
  if (!simple) {
    lode_parser_fail(p, directive->start, directive->end,
                     "Illegal 'use strict' directive in function with "
                     "non-simple parameter list");
  }
  p->strict = true;
  p->scope->flags |= LODE_FUNCTION_STRICT;
  const lode_declaration *d = p->function->scope->first;
  for (; d != NULL; d = d->next) {
    if (d->kind == LODE_DECLARE_PARAMETER && d->node != NULL) {
      function_recheck(p, d->name, d->node);
    }
  }
}

// A string that begins a statement may be a directive if that is all.
static bool function_directive_ends(const lode_token *next) {
  if (next->kind == LODE_T_SEMICOLON || next->kind == LODE_T_RBRACE ||
      next->kind == LODE_T_EOF) {
    return true;
  }
  if (!next->newline) {
    return false;
  }
  switch (next->kind) {  // the expression goes on in the next line
    case LODE_T_LPAREN:
    case LODE_T_LBRACKET:
    case LODE_T_DOT:
    case LODE_T_QUESTION_DOT:
    case LODE_T_BACKTICK:
    case LODE_T_COMMA:
    case LODE_T_QUESTION:
    case LODE_T_IN:
    case LODE_T_INSTANCEOF:
      return false;
    default:
      return next->kind < LODE_T_ASSIGN || next->kind > LODE_T_EXP;
  }
}

static void function_directives(lode_parser *p, lode_list *list, bool simple) {
  lode_token legacy = {.kind = LODE_T_EOF};
  while (lode_at(p, LODE_T_STRING)) {
    lode_token t = p->tok;
    lode_token next = lode_peek(p);
    if (!function_directive_ends(&next)) {
      break;
    }
    if ((t.flags & LODE_TOKEN_LEGACY) && legacy.kind == LODE_T_EOF) {
      legacy = t;
    }
    if (t.end - t.start == 12 &&
        memcmp(p->source + t.start + 1, "use strict", 10) == 0) {
      function_use_strict(p, &t, simple);
    }
    if (legacy.kind != LODE_T_EOF) {
      lode_check_legacy(p, &legacy);
    }
    lode_node *node = lode_node_leaf(p, LODE_DIRECTIVE);
    lode_expect_semicolon(p);
    lode_list_add(list, lode_node_end(p, node));
  }
}

void lode_parse_body(lode_parser *p, lode_list *list, lode_token_kind close,
                     bool simple) {
  function_directives(p, list, simple);
  while (!lode_at(p, close)) {
    lode_list_add(list, lode_parse_statement_item(p));
  }
}

// What a function sets aside of its surroundings.
typedef struct function_saved {
  uint32_t await_at;
  uint32_t await_name_at;
  uint32_t yield_at;
  uint32_t cover_error;
  lode_node *duplicate;
  bool strict;
  bool no_in;
} function_saved;

static function_saved function_save(lode_parser *p) {
  function_saved saved = {p->await_at,    p->await_name_at,       p->yield_at,
                          p->cover_error, p->duplicate_parameter, p->strict,
                          p->no_in};
  p->duplicate_parameter = NULL;
  p->cover_error = LODE_NOWHERE;
  p->no_in = false;
  return saved;
}

static void function_restore(lode_parser *p, const function_saved *saved) {
  p->await_at = saved->await_at;
  p->await_name_at = saved->await_name_at;
  p->yield_at = saved->yield_at;
  p->cover_error = saved->cover_error;
  p->duplicate_parameter = saved->duplicate;
  p->strict = saved->strict;
  p->no_in = saved->no_in;
}

static bool function_simple_parameters(const lode_node *params) {
  for (; params != NULL; params = params->next) {
    if (params->kind != LODE_IDENTIFIER) {
      return false;
    }
  }
  return true;
}

static lode_node *function_parameter(lode_parser *p) {
  uint32_t start = p->tok.start;
  bool property = lode_ts_on(p) && lode_ts_parameter_start(p);
  if (lode_at(p, LODE_T_ELLIPSIS)) {
    lode_node *rest = lode_node_new(p, LODE_REST, p->tok.start);
    lode_scan_next(p);
    rest->u.child[0] = lode_parse_binding(p, LODE_DECLARE_PARAMETER, NULL);
    lode_node_end(p, rest);
    if (lode_ts_on(p)) {
      lode_ts_optional(p);
    }
    if (!lode_at(p, LODE_T_RPAREN)) {
      if (lode_at(p, LODE_T_ASSIGN)) {
        lode_parser_fail(p, p->tok.start, p->tok.end,
                         "Rest parameter may not have a default initializer");
      }
      lode_parser_fail(p, p->tok.start, p->tok.end,
                       "Rest parameter must be last formal parameter");
    }
    return rest;
  }
  lode_node *target = lode_parse_binding(p, LODE_DECLARE_PARAMETER, NULL);
  lode_node *node = target;
  if (lode_ts_on(p)) {
    lode_ts_optional(p);
  }
  if (lode_eat(p, LODE_T_ASSIGN)) {
    node = lode_node_new(p, LODE_DEFAULT, target->start);
    node->u.child[0] = target;
    node->u.child[1] = lode_parse_assignment(p);
    lode_node_end(p, node);
  }
  if (property) {
    lode_ts_found_add(p, LODE_TS_PARAMETER, start, p->last_end, target);
    if (target->kind == LODE_IDENTIFIER) {
      if (target->u.ident.name->word == LODE_T_CONSTRUCTOR) {
        lode_parser_fail(p, target->start, target->end,
                         "Classes may not have a field named 'constructor'");
      }
      target->flags |= LODE_USE_PROPERTY;
    }
  }
  return node;
}

static lode_node *function_parameters(lode_parser *p) {
  lode_list list;
  LODE_LIST_INIT(list);
  lode_expect(p, LODE_T_LPAREN);
  while (!lode_at(p, LODE_T_RPAREN)) {
    if (lode_ts_on(p) && lode_ts_cover_this(p)) {
      continue;
    }
    lode_list_add(&list, function_parameter(p));
    if (lode_at(p, LODE_T_RPAREN)) {
      break;
    }
    lode_expect(p, LODE_T_COMMA);
  }
  lode_scan_next(p);
  return list.first;
}

// `{…}` of a function whose parameters are behind.
static lode_node *function_body(lode_parser *p, const lode_node *params) {
  lode_node *body = lode_node_new(p, LODE_BLOCK, p->tok.start);
  bool simple = function_simple_parameters(params);
  lode_function_state *f = p->function;
  if (!simple) {
    f->var_scope = lode_scope_open(p, LODE_SCOPE_BODY, p->tok.start);
    f->var_scope->node = body;
  }
  body->u.scoped.scope = p->scope;
  f->flags &= ~(uint32_t)LODE_IN_PARAMETERS;
  lode_expect(p, LODE_T_LBRACE);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_parse_body(p, &list, LODE_T_RBRACE, simple);
  body->u.child[0] = list.first;
  body->end = p->tok.end;
  if (!simple) {
    lode_scope_close(p, p->tok.end);
    f->var_scope = f->scope;
  }
  if (p->strict) {
    f->scope->flags |= LODE_FUNCTION_STRICT;
  }
  // Duplicates are fine only in plain sloppy functions.
  bool unique = p->strict || !simple ||
                (f->flags & (LODE_FUNCTION_ARROW | LODE_FUNCTION_METHOD));
  if (p->duplicate_parameter != NULL && unique) {
    const lode_node *d = p->duplicate_parameter;
    lode_parser_fail(p, d->start, d->end,
                     "Duplicate parameter name not allowed in this context");
  }
  return body;
}

// Behind the body: its brace is the token at hand.
static void function_finish(lode_parser *p, lode_node *node,
                            const function_saved *saved) {
  lode_scope_close(p, p->tok.end);
  if (p->strict) {
    node->flags |= LODE_FUNCTION_STRICT;
  }
  lode_function_leave(p);
  function_restore(p, saved);
  lode_scan_next(p);
  lode_node_end(p, node);
}

// A declaration or method of TypeScript's that says only what the type is.
static void function_without_body(lode_parser *p, lode_node *node,
                                  const function_saved *saved) {
  if (!(node->flags & (LODE_FUNCTION_STATEMENT | LODE_FUNCTION_METHOD))) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_scope_close(p, p->last_end);
  lode_function_leave(p);
  function_restore(p, saved);
  lode_node_end(p, node);
}

// Parameters and body of anything but an arrow function.
static void function_rest(lode_parser *p, lode_node *node, uint32_t flags) {
  function_saved saved = function_save(p);
  lode_function_state state;
  if (lode_ts_on(p)) {
    lode_ts_type_parameters(p);
  }
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_FUNCTION, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  node->at = p->tok.start;
  lode_function_enter(
      p, &state, scope,
      flags | LODE_ALLOW_RETURN | LODE_ALLOW_NEW_TARGET | LODE_IN_PARAMETERS);
  node->u.child[1] = function_parameters(p);
  if (lode_ts_on(p)) {
    lode_ts_return_type(p);
    if (!lode_at(p, LODE_T_LBRACE)) {
      function_without_body(p, node, &saved);
      return;
    }
  }
  node->u.child[2] = function_body(p, node->u.child[1]);
  const lode_node *name = node->u.child[0];
  if (p->strict && !saved.strict && name != NULL) {
    function_recheck(p, name->u.ident.name, name);
  }
  function_finish(p, node, &saved);
}

// A name of a function expression is seen inside it only.
static void function_expression(lode_parser *p, lode_node *node,
                                uint32_t flags) {
  if (!lode_token_is_name(&p->tok)) {
    function_rest(p, node, flags);
    return;
  }
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_NAME, p->tok.start);
  scope->node = node;
  // The function's own kind decides whether await and yield are names.
  lode_function_state state = *p->function;
  uint32_t special = LODE_FUNCTION_ASYNC | LODE_FUNCTION_GENERATOR |
                     LODE_IN_MODULE_TOP | LODE_NO_AWAIT_NAME |
                     LODE_NO_ARGUMENTS;
  lode_function_state *outer = p->function;
  state.flags = (state.flags & ~special) | (flags & special);
  p->function = &state;
  node->u.child[0] =
      lode_parse_binding_identifier(p, LODE_DECLARE_FUNCTION_NAME, node);
  p->function = outer;
  function_rest(p, node, flags);
  lode_scope_close(p, node->end);
}

static lode_declare_kind function_declare_kind(const lode_parser *p) {
  bool top = p->scope == p->function->var_scope;
  bool module =
      p->scope->kind == LODE_SCOPE_PROGRAM && p->goal == LODE_GOAL_MODULE;
  return top && !module ? LODE_DECLARE_FUNCTION : LODE_DECLARE_BLOCK_FUNCTION;
}

lode_node *lode_parse_function(lode_parser *p, uint32_t start, bool statement,
                               bool nameless) {
  lode_parser_descend(p);
  lode_node *node = lode_node_new(p, LODE_FUNCTION, start);
  uint32_t flags = 0;
  if (lode_at(p, LODE_T_ASYNC)) {
    lode_scan_next(p);
    flags = LODE_FUNCTION_ASYNC;
  }
  lode_expect(p, LODE_T_FUNCTION);
  flags |= lode_eat(p, LODE_T_MUL) ? LODE_FUNCTION_GENERATOR : 0;
  node->flags = (uint16_t)(flags | (statement ? LODE_FUNCTION_STATEMENT : 0));
  lode_nodes_add(p, &p->marks, node);
  if (!statement) {
    function_expression(p, node, flags);
    return node;
  }
  bool opens = lode_at(p, LODE_T_LPAREN) || lode_ts_opens(p);
  if (!nameless || !opens) {
    if (lode_at(p, LODE_T_LPAREN)) {
      lode_parser_fail(p, p->last_start, p->last_end,
                       "Function statements require a function name");
    }
    node->u.child[0] =
        lode_parse_binding_identifier(p, function_declare_kind(p), node);
  }
  function_rest(p, node, flags);
  return node;
}

static void function_check_accessor(lode_parser *p, const lode_node *property,
                                    const lode_node *function) {
  const lode_node *params = function->u.child[1];
  if (property->flags & LODE_PROPERTY_GET) {
    if (params != NULL) {
      lode_parser_fail(p, function->at, params->end,
                       "Getter must not have any formal parameters.");
    }
  } else if (property->flags & LODE_PROPERTY_SET) {
    if (params == NULL || params->next != NULL) {
      lode_parser_fail(p, function->at, function->at + 1,
                       "Setter must have exactly one formal parameter.");
    }
    if (params->kind == LODE_REST) {
      lode_parser_fail(p, function->at, params->end,
                       "Setter function argument must not be a rest parameter");
    }
  }
}

lode_node *lode_parse_method(lode_parser *p, uint32_t start, uint32_t flags,
                             const lode_node *property) {
  lode_parser_descend(p);
  lode_node *node = lode_node_new(p, LODE_FUNCTION, start);
  node->flags = (uint16_t)(flags & 0xFF);
  lode_nodes_add(p, &p->marks, node);
  function_rest(p, node, flags);
  function_check_accessor(p, property, node);
  return node;
}

static void function_declare_parameters(lode_parser *p, lode_node *params) {
  for (lode_node *param = params; param != NULL; param = param->next) {
    if (param->kind == LODE_SPREAD) {
      if (param->next != NULL || (param->flags & LODE_TRAILING_COMMA)) {
        lode_parser_fail(p, param->u.child[0]->start, param->end,
                         "Rest parameter must be last formal parameter");
      }
      const lode_node *target = param->u.child[0];
      if (target->kind == LODE_ASSIGN) {
        lode_parser_fail(p, target->start, target->end,
                         "Rest parameter may not have a default initializer");
      }
      param->kind = LODE_REST;
      lode_to_parameter(p, param->u.child[0]);
    } else {
      lode_to_parameter(p, param);
    }
  }
}

lode_node *lode_parse_arrow(lode_parser *p, uint32_t start, lode_node *params,
                            uint32_t flags) {
  lode_parser_descend(p);
  lode_node *node = lode_node_new(p, LODE_FUNCTION, start);
  lode_scope *scope = p->scope;
  function_saved saved = function_save(p);
  lode_function_state state;
  flags |= LODE_FUNCTION_ARROW | LODE_ALLOW_RETURN |
           (p->function->flags & LODE_ALLOW_INHERITED);
  node->flags = (uint16_t)(flags & 0xFF);
  lode_nodes_add(p, &p->marks, node);
  node->u.scoped.scope = scope;
  node->at = scope->start;
  scope->kind = LODE_SCOPE_FUNCTION;
  scope->node = node;
  lode_function_enter(p, &state, scope, flags);
  function_declare_parameters(p, params);
  node->u.child[1] = params;
  lode_expect(p, LODE_T_ARROW);
  if (lode_at(p, LODE_T_LBRACE)) {
    node->u.child[2] = function_body(p, params);
    function_finish(p, node, &saved);
    return node;
  }
  if (p->duplicate_parameter != NULL) {
    lode_parser_fail(p, p->duplicate_parameter->start,
                     p->duplicate_parameter->end,
                     "Duplicate parameter name not allowed in this context");
  }
  if (lode_ts_on(p) && p->ts->choice_at == start) {
    p->ts->choice_at = p->tok.start;
  }
  node->flags |= LODE_FUNCTION_EXPRESSION;
  node->flags |= p->strict ? LODE_FUNCTION_STRICT : 0;
  p->no_in = saved.no_in;
  node->u.child[2] = lode_parse_assignment(p);
  lode_scope_close(p, p->last_end);
  lode_function_leave(p);
  function_restore(p, &saved);
  return lode_node_end(p, node);
}
