// SPDX-License-Identifier: MIT
// Statements and declarations, all but loops and modules.
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

static lode_node *statement_body(lode_parser *p, bool item);

static lode_node *statement_list_block(lode_parser *p, lode_node *node) {
  lode_list list;
  LODE_LIST_INIT(list);
  lode_expect(p, LODE_T_LBRACE);
  while (!lode_at(p, LODE_T_RBRACE)) {
    lode_list_add(&list, lode_parse_statement_item(p));
  }
  lode_scope_close(p, p->tok.end);
  lode_scan_next(p);
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

lode_node *lode_parse_block(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_BLOCK, p->tok.start);
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_BLOCK, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  return statement_list_block(p, node);
}

static bool statement_is_using(lode_declare_kind kind) {
  return kind == LODE_DECLARE_USING || kind == LODE_DECLARE_AWAIT_USING;
}

static void statement_check_initializer(lode_parser *p, lode_declare_kind kind,
                                        const lode_node *target, bool in_for) {
  if (in_for && (lode_at(p, LODE_T_OF) || lode_at(p, LODE_T_IN))) {
    return;
  }
  const char *what = NULL;
  if (target->kind != LODE_IDENTIFIER) {
    what = "destructuring";
  } else if (kind == LODE_DECLARE_CONST) {
    what = "const";
  } else if (kind == LODE_DECLARE_USING) {
    what = "using";
  } else if (kind == LODE_DECLARE_AWAIT_USING) {
    what = "await using";
  }
  if (what != NULL) {
    lode_parser_fail(p, target->start, target->end,
                     "Missing initializer in %s declaration", what);
  }
}

lode_node *lode_parse_variable(lode_parser *p, uint32_t start,
                               lode_declare_kind kind, bool in_for) {
  lode_node *node = lode_node_new(p, LODE_VARIABLE, start);
  lode_list list;
  LODE_LIST_INIT(list);
  node->op = (uint8_t)kind;
  if (statement_is_using(kind)) {
    lode_mark(p, node);
    p->program->has_using = true;
  }
  node->u.scoped.scope = p->scope;
  do {
    lode_node *d = lode_node_new(p, LODE_DECLARATOR, p->tok.start);
    lode_node *target = statement_is_using(kind)
                            ? lode_parse_binding_identifier(p, kind, node)
                            : lode_parse_binding(p, kind, node);
    d->u.child[0] = target;
    if (lode_ts_on(p)) {
      lode_ts_definite(p);
    }
    if (lode_at(p, LODE_T_ASSIGN)) {
      d->at = p->tok.start;
      lode_scan_next(p);
      d->u.child[1] = lode_parse_assignment(p);
    } else if (!lode_ts_on(p) || p->ts->ambient == 0) {
      statement_check_initializer(p, kind, target, in_for);
    }
    lode_list_add(&list, lode_node_end(p, d));
  } while (lode_eat(p, LODE_T_COMMA));
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

static lode_node *statement_variable(lode_parser *p, lode_declare_kind kind) {
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  lode_node *node = lode_parse_variable(p, start, kind, false);
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

bool lode_at_let_declaration(lode_parser *p) {
  lode_token next = lode_peek(p);
  switch (next.kind) {
    case LODE_T_LBRACKET:
    case LODE_T_LBRACE:
      return true;
    case LODE_T_ESCAPED_KEYWORD:
      return true;
    default:
      if (next.kind >= LODE_T_IMPLEMENTS && p->strict) {
        return false;
      }
      return lode_token_is_identifier(&next);
  }
}

lode_declare_kind lode_at_using(lode_parser *p, bool in_for) {
  lode_token first = p->tok;
  if (!lode_at(p, LODE_T_USING) &&
      !(lode_at(p, LODE_T_AWAIT) && lode_await_allowed(p))) {
    return 0;
  }
  const uint8_t *at = p->at;
  uint32_t last_end = p->last_end;
  lode_declare_kind kind = LODE_DECLARE_USING;
  lode_scan_next(p);
  if (first.kind == LODE_T_AWAIT) {
    kind = LODE_DECLARE_AWAIT_USING;
    if (!lode_at(p, LODE_T_USING) || p->tok.newline) {
      kind = 0;
    } else {
      lode_scan_next(p);
    }
  }
  bool name = lode_token_is_identifier(&p->tok) && !p->tok.newline;
  if (in_for && kind == LODE_DECLARE_USING && lode_at(p, LODE_T_OF)) {
    // `using of` begins a declaration only as `using of =`.
    name = lode_peek(p).kind == LODE_T_ASSIGN;
  }
  p->at = at;
  p->tok = first;
  p->last_end = last_end;
  return name ? kind : 0;
}

static lode_node *statement_using(lode_parser *p, lode_declare_kind kind) {
  uint32_t start = p->tok.start;
  lode_scope *scope = p->scope;
  bool script =
      scope->kind == LODE_SCOPE_PROGRAM && p->goal == LODE_GOAL_SCRIPT;
  if (script || (scope->node != NULL && scope->node->kind == LODE_SWITCH)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_scan_next(p);
  if (kind == LODE_DECLARE_AWAIT_USING) {
    lode_note_await(p, start);
    lode_scan_next(p);
  }
  lode_node *node = lode_parse_variable(p, start, kind, false);
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static lode_node *statement_expression_rest(lode_parser *p, lode_node *node) {
  lode_node *statement = lode_node_new(p, LODE_EXPRESSION, node->start);
  statement->u.child[0] = node;
  lode_expect_semicolon(p);
  return lode_node_end(p, statement);
}

static LODE_NORETURN void statement_lexical_alone(lode_parser *p) {
  lode_parser_fail(
      p, p->tok.start, p->tok.end,
      "Lexical declaration cannot appear in a single-statement context");
}

static lode_node *statement_expression(lode_parser *p) {
  if (lode_at(p, LODE_T_CLASS)) {
    lode_parser_unexpected(p, &p->tok);
  }
  if (lode_at(p, LODE_T_ASYNC)) {
    lode_token next = lode_peek(p);
    if (next.kind == LODE_T_FUNCTION && !next.newline) {
      lode_parser_fail(p, p->tok.start, p->tok.end,
                       "Async functions can only be declared at the top level "
                       "or inside a block.");
    }
  }
  return statement_expression_rest(p, lode_parse_expression(p));
}

static lode_node *statement_label(lode_parser *p, const lode_token *name,
                                  bool item) {
  lode_function_state *f = p->function;
  for (lode_label *l = f->labels; l != NULL; l = l->outer) {
    if (l->name == name->name) {
      lode_parser_fail(p, name->start, name->end,
                       "Label '%.*s' has already been declared",
                       name->name->size > 100 ? 100 : (int)name->name->size,
                       name->name->text);
    }
  }
  lode_node *node = lode_node_new(p, LODE_LABELED, name->start);
  lode_label label = {f->labels, name->name, name->start, false};
  lode_check_identifier(p, name);
  lode_scan_next(p);
  f->labels = &label;
  for (lode_label *l = &label; l != NULL && l->at == name->start;
       l = l->outer) {
    l->at = p->tok.start;
  }
  node->u.member.name = name->name;
  if (lode_at(p, LODE_T_FUNCTION) && item && !p->strict) {
    if (lode_peek(p).kind == LODE_T_MUL) {
      lode_parser_fail(p, p->tok.start, p->tok.end,
                       "Generators can only be declared at the top level or "
                       "inside a block.");
    }
    node->u.child[0] = lode_parse_function(p, p->tok.start, true, false);
    if (node->u.child[0]->u.child[2] == NULL) {  // TypeScript's overload
      lode_parser_unexpected(p, &p->tok);
    }
  } else {
    node->u.child[0] = statement_body(p, item);
  }
  f->labels = label.outer;
  return lode_node_end(p, node);
}

// An identifier begins it: a label or an expression.
static lode_node *statement_identifier(lode_parser *p, bool item) {
  if ((lode_at(p, LODE_T_AWAIT) && lode_await_allowed(p)) ||
      (lode_at(p, LODE_T_YIELD) &&
       (p->function->flags & LODE_FUNCTION_GENERATOR))) {
    return statement_expression(p);
  }
  lode_token first = p->tok;
  const uint8_t *at = p->at;
  uint32_t last_end = p->last_end;
  lode_scan_next(p);
  if (lode_at(p, LODE_T_COLON)) {
    return statement_label(p, &first, item);
  }
  p->at = at;
  p->tok = first;
  p->last_end = last_end;
  return statement_expression(p);
}

// The body of an if: sloppy code may have a function there, as in a block.
static lode_node *statement_if_body(lode_parser *p) {
  if (!lode_at(p, LODE_T_FUNCTION) || p->strict) {
    return lode_parse_statement(p);
  }
  lode_token next = lode_peek(p);
  if (next.kind == LODE_T_MUL) {
    lode_parser_fail(p, next.start, next.end,
                     "Generators can only be declared at the top level or "
                     "inside a block.");
  }
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_BLOCK, p->tok.start);
  lode_node *node = lode_parse_function(p, p->tok.start, true, false);
  scope->node = node;
  lode_scope_close(p, node->end);
  return node;
}

// Chains of else if are a loop: they are as long as programs write them.
static lode_node *statement_if(lode_parser *p) {
  lode_node *first = NULL, **tail = &first;
  for (;;) {
    lode_node *node = lode_node_new(p, LODE_IF, p->tok.start);
    *tail = node;
    tail = &node->u.child[2];
    lode_scan_next(p);
    lode_expect(p, LODE_T_LPAREN);
    node->u.child[0] = lode_parse_expression(p);
    lode_expect(p, LODE_T_RPAREN);
    node->u.child[1] = statement_if_body(p);
    if (!lode_eat(p, LODE_T_ELSE)) {
      break;
    }
    if (!lode_at(p, LODE_T_IF)) {
      *tail = statement_if_body(p);
      break;
    }
  }
  for (lode_node *node = first;; node = node->u.child[2]) {
    node->end = p->last_end;
    if (&node->u.child[2] == tail) {
      return first;
    }
  }
}

static lode_node *statement_return(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_RETURN, p->tok.start);
  if (!(p->function->flags & LODE_ALLOW_RETURN)) {
    lode_parser_fail(p, p->tok.start, p->tok.end, "Illegal return statement");
  }
  lode_mark(p, node);
  lode_scan_next(p);
  if (!lode_at(p, LODE_T_SEMICOLON) && !lode_at(p, LODE_T_RBRACE) &&
      !lode_at(p, LODE_T_EOF) && !p->tok.newline) {
    node->u.child[0] = lode_parse_expression(p);
  }
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static void statement_check_jump(lode_parser *p, const lode_node *node,
                                 const lode_label *label,
                                 const lode_token *name) {
  bool loop = node->kind == LODE_CONTINUE;
  if (loop && label != NULL && !label->loop && p->source[label->at] != '{') {
    label = NULL;
  }
  int size = name->name->size > 100 ? 100 : (int)name->name->size;
  if (label == NULL) {
    lode_parser_fail(p, name->start, name->end, "Undefined label '%.*s'", size,
                     name->name->text);
  }
  if (loop && !label->loop) {
    lode_parser_fail(p, name->start, name->end,
                     "Illegal continue statement: '%.*s' does not denote an "
                     "iteration statement",
                     size, name->name->text);
  }
}

static lode_node *statement_jump(lode_parser *p, lode_node_kind kind) {
  lode_node *node = lode_node_new(p, kind, p->tok.start);
  lode_function_state *f = p->function;
  lode_scan_next(p);
  if (lode_token_is_identifier(&p->tok) && !p->tok.newline) {
    lode_check_identifier(p, &p->tok);
    lode_label *label = f->labels;
    while (label != NULL && label->name != p->tok.name) {
      label = label->outer;
    }
    statement_check_jump(p, node, label, &p->tok);
    node->u.name = p->tok.name;
    lode_scan_next(p);
  } else if (kind == LODE_BREAK && f->breakables == 0) {
    lode_parser_fail(p, node->start, p->last_end, "Illegal break statement");
  } else if (kind == LODE_CONTINUE && f->loops == 0) {
    lode_parser_fail(p, node->start, p->last_end,
                     "Illegal continue statement: no surrounding iteration "
                     "statement");
  }
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static lode_node *statement_throw(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_THROW, p->tok.start);
  lode_scan_next(p);
  if (p->tok.newline) {
    lode_parser_fail(p, node->start, p->last_end,
                     "Illegal newline after throw");
  }
  node->u.child[0] = lode_parse_expression(p);
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static lode_node *statement_catch(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_CATCH, p->tok.start);
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_CATCH, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  lode_scan_next(p);
  if (lode_eat(p, LODE_T_LPAREN)) {
    bool pattern = lode_at(p, LODE_T_LBRACE) || lode_at(p, LODE_T_LBRACKET);
    node->u.child[0] = lode_parse_binding(
        p, pattern ? LODE_DECLARE_CATCH_PATTERN : LODE_DECLARE_CATCH, NULL);
    if (lode_ts_on(p)) {
      lode_ts_annotation(p);
    }
    lode_expect(p, LODE_T_RPAREN);
  }
  node->u.child[1] = lode_parse_block(p);
  lode_scope_close(p, p->last_end);
  return lode_node_end(p, node);
}

static lode_node *statement_try(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_TRY, p->tok.start);
  lode_mark(p, node);
  lode_scan_next(p);
  node->u.child[0] = lode_parse_block(p);
  if (lode_at(p, LODE_T_CATCH)) {
    node->u.child[1] = statement_catch(p);
  }
  if (lode_eat(p, LODE_T_FINALLY)) {
    node->u.child[2] = lode_parse_block(p);
  } else if (node->u.child[1] == NULL) {
    lode_parser_fail(p, p->last_end - 1, p->last_end,
                     "Missing catch or finally after try");
  }
  return lode_node_end(p, node);
}

static lode_node *statement_case(lode_parser *p, bool *has_default) {
  lode_node *node = lode_node_new(p, LODE_CASE, p->tok.start);
  if (lode_eat(p, LODE_T_CASE)) {
    node->u.child[0] = lode_parse_expression(p);
  } else {
    if (*has_default && lode_at(p, LODE_T_DEFAULT)) {
      lode_parser_fail(p, p->tok.start, p->tok.end,
                       "More than one default clause in switch statement");
    }
    lode_expect(p, LODE_T_DEFAULT);
    *has_default = true;
  }
  lode_expect(p, LODE_T_COLON);
  lode_list list;
  LODE_LIST_INIT(list);
  while (!lode_at(p, LODE_T_CASE) && !lode_at(p, LODE_T_DEFAULT) &&
         !lode_at(p, LODE_T_RBRACE)) {
    lode_list_add(&list, lode_parse_statement_item(p));
  }
  node->u.child[1] = list.first;
  return lode_node_end(p, node);
}

static lode_node *statement_switch(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_SWITCH, p->tok.start);
  lode_scan_next(p);
  lode_expect(p, LODE_T_LPAREN);
  node->u.child[0] = lode_parse_expression(p);
  lode_expect(p, LODE_T_RPAREN);
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_BLOCK, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  lode_expect(p, LODE_T_LBRACE);
  lode_list list;
  LODE_LIST_INIT(list);
  bool has_default = false;
  p->function->breakables++;
  while (!lode_at(p, LODE_T_RBRACE)) {
    lode_list_add(&list, statement_case(p, &has_default));
  }
  p->function->breakables--;
  lode_scope_close(p, p->tok.end);
  lode_scan_next(p);
  node->u.child[1] = list.first;
  return lode_node_end(p, node);
}

static lode_node *statement_with(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_WITH, p->tok.start);
  if (p->strict) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "Strict mode code may not include a with statement");
  }
  lode_scan_next(p);
  lode_expect(p, LODE_T_LPAREN);
  node->u.child[0] = lode_parse_expression(p);
  lode_expect(p, LODE_T_RPAREN);
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_WITH, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  node->u.child[1] = lode_parse_statement(p);
  lode_scope_close(p, p->last_end);
  return lode_node_end(p, node);
}

static lode_node *statement_debugger(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_DEBUGGER, p->tok.start);
  lode_scan_next(p);
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static LODE_NORETURN void statement_function_alone(lode_parser *p) {
  lode_parser_fail(
      p, p->tok.start, p->tok.end,
      p->strict ? "In strict mode code, functions can only be declared at top "
                  "level or inside a block."
                : "In non-strict mode code, functions can only be declared at "
                  "top level, inside a block, or as the body of an if "
                  "statement.");
}

// `let` where only a statement may be.
static void statement_check_let(lode_parser *p) {
  lode_token next = lode_peek(p);
  if (next.kind >= LODE_T_IMPLEMENTS && p->strict) {
    lode_parser_unexpected(p, &p->tok);
  }
  bool declares = next.kind == LODE_T_LBRACKET ||
                  (!next.newline && (next.kind == LODE_T_LBRACE ||
                                     lode_token_is_identifier(&next)));
  if (declares) {
    statement_lexical_alone(p);
  }
}

// Everything but declarations; `item` when functions may follow a label.
static lode_node *statement_body(lode_parser *p, bool item) {
  lode_parser_descend(p);
  if (lode_ts_on(p) && !item) {
    lode_node *node = lode_ts_statement(p, true);
    if (node != NULL) {
      return node;
    }
  }
  switch (p->tok.kind) {
    case LODE_T_LBRACE:
      return lode_parse_block(p);
    case LODE_T_SEMICOLON:
      return lode_node_leaf(p, LODE_EMPTY);
    case LODE_T_VAR:
      return statement_variable(p, LODE_DECLARE_VAR);
    case LODE_T_IF:
      return statement_if(p);
    case LODE_T_FOR:
    case LODE_T_WHILE:
    case LODE_T_DO:
      return lode_parse_loop(p);
    case LODE_T_RETURN:
      return statement_return(p);
    case LODE_T_BREAK:
      return statement_jump(p, LODE_BREAK);
    case LODE_T_CONTINUE:
      return statement_jump(p, LODE_CONTINUE);
    case LODE_T_THROW:
      return statement_throw(p);
    case LODE_T_TRY:
      return statement_try(p);
    case LODE_T_SWITCH:
      return statement_switch(p);
    case LODE_T_WITH:
      return statement_with(p);
    case LODE_T_DEBUGGER:
      return statement_debugger(p);
    case LODE_T_FUNCTION:
      statement_function_alone(p);
    case LODE_T_LET:
      statement_check_let(p);
      return statement_identifier(p, item);
    default:
      return lode_token_is_identifier(&p->tok) ? statement_identifier(p, item)
                                               : statement_expression(p);
  }
}

lode_node *lode_parse_statement(lode_parser *p) {
  return statement_body(p, false);
}

lode_node *lode_parse_statement_item(lode_parser *p) {
  lode_declare_kind using;
  if (lode_ts_on(p)) {
    lode_node *node = lode_ts_statement(p, false);
    if (node != NULL) {
      return node;
    }
  }
  switch (p->tok.kind) {
    case LODE_T_FUNCTION:
      return lode_parse_function(p, p->tok.start, true, false);
    case LODE_T_CLASS:
      return lode_parse_class(p, p->tok.start, true, false);
    case LODE_T_CONST:
      return statement_variable(p, LODE_DECLARE_CONST);
    case LODE_T_LET:
      if (lode_at_let_declaration(p)) {
        return statement_variable(p, LODE_DECLARE_LET);
      }
      return statement_body(p, true);
    case LODE_T_ASYNC: {
      lode_token next = lode_peek(p);
      if (next.kind == LODE_T_FUNCTION && !next.newline) {
        return lode_parse_function(p, p->tok.start, true, false);
      }
      return statement_body(p, true);
    }
    case LODE_T_USING:
    case LODE_T_AWAIT:
      using = lode_at_using(p, false);
      return using != 0 ? statement_using(p, using) : statement_body(p, true);
    case LODE_T_IMPORT:
      return lode_parse_import(p);
    case LODE_T_EXPORT:
      return lode_parse_export(p);
    default:
      return statement_body(p, true);
  }
}
