// SPDX-License-Identifier: MIT
// Statements that only TypeScript has, and declarations without a value.
#include "compiler/ts_parse.h"

lode_node *lode_ts_empty(lode_parser *p, uint32_t start, uint8_t what) {
  lode_node *node = lode_node_new(p, LODE_EMPTY, start);
  node->op = what;
  return lode_node_end(p, node);
}

static lode_node *statement_erased(lode_parser *p, uint32_t start,
                                   uint32_t before, uint8_t what) {
  lode_ts_erase_statement(p, start, before);
  return lode_ts_empty(p, start, what);
}

lode_node *lode_ts_function(lode_parser *p, uint32_t start, uint32_t before,
                            bool nameless) {
  lode_node *node = lode_parse_function(p, p->tok.start, true, nameless);
  if (node->u.child[2] != NULL) {
    return node;
  }
  lode_expect_semicolon(p);
  return statement_erased(p, start, before, LODE_TS_ERASED);
}

static void statement_names(lode_parser *p) {
  if (!lode_token_is_identifier(&p->tok)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_scan_next(p);
  if (lode_ts_at_less(p)) {
    lode_ts_skip_type_parameters(p);
  }
}

static lode_node *statement_interface(lode_parser *p, uint32_t start,
                                      uint32_t before) {
  lode_scan_next(p);
  statement_names(p);
  if (lode_eat(p, LODE_T_EXTENDS)) {
    do {
      lode_ts_skip_type(p);
    } while (lode_eat(p, LODE_T_COMMA));
  }
  lode_ts_skip_object_type(p);
  return statement_erased(p, start, before, LODE_TS_TYPE_ONLY);
}

static lode_node *statement_type(lode_parser *p, uint32_t start,
                                 uint32_t before) {
  lode_scan_next(p);
  statement_names(p);
  lode_expect(p, LODE_T_ASSIGN);
  lode_ts_skip_type(p);
  lode_expect_semicolon(p);
  return statement_erased(p, start, before, LODE_TS_TYPE_ONLY);
}

static lode_node *statement_enum_member(lode_parser *p) {
  uint16_t flags = 0;
  lode_node *node = lode_node_new(p, LODE_ENUM_MEMBER, p->tok.start);
  if (!lode_token_is_name(&p->tok) && !lode_at(p, LODE_T_STRING) &&
      !lode_at(p, LODE_T_LBRACKET)) {
    lode_parser_unexpected(p, &p->tok);
  }
  if (lode_at(p, LODE_T_LBRACKET)) {  // ["x"]: a string after all
    lode_scan_next(p);
    if (!lode_at(p, LODE_T_STRING)) {
      lode_parser_unexpected(p, &p->tok);
    }
    node->u.child[0] = lode_parse_string(p);
    lode_expect(p, LODE_T_RBRACKET);
  } else {
    node->u.child[0] = lode_parse_property_key(p, &flags);
  }
  node->at = p->last_end;
  if (lode_eat(p, LODE_T_ASSIGN)) {
    // It runs in a function of its own.
    uint32_t flags_outside = p->function->flags;
    p->function->flags &= ~(uint32_t)(LODE_FUNCTION_ASYNC | LODE_IN_MODULE_TOP |
                                      LODE_FUNCTION_GENERATOR);
    node->u.child[1] = lode_parse_assignment_in(p);
    p->function->flags = flags_outside;
  }
  return lode_node_end(p, node);
}

static lode_node *statement_enum(lode_parser *p, uint32_t start) {
  lode_node *node = lode_node_new(p, LODE_ENUM, start);
  lode_eat(p, LODE_T_CONST);
  lode_expect(p, LODE_T_ENUM);
  node->u.child[0] = lode_parse_binding_identifier(p, LODE_DECLARE_LET, node);
  node->u.scoped.scope = p->scope;
  node->at = p->tok.start;
  lode_expect(p, LODE_T_LBRACE);
  lode_list list;
  LODE_LIST_INIT(list);
  while (!lode_at(p, LODE_T_RBRACE)) {
    lode_list_add(&list, statement_enum_member(p));
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACE);
  node->u.child[1] = list.first;
  lode_node_end(p, node);
  lode_ts_found_add(p, LODE_TS_ENUM, start, node->end, node);
  return node;
}

// From `{`. True when there are types alone in it.
static bool statement_namespace_body(lode_parser *p, lode_node *node) {
  lode_function_state state;
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_FUNCTION, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  node->at = p->tok.start;
  lode_function_enter(p, &state, scope, LODE_FUNCTION_STRICT);
  p->ts->namespaces++;
  lode_list list;
  LODE_LIST_INIT(list);
  bool types = true;
  lode_expect(p, LODE_T_LBRACE);
  while (!lode_at(p, LODE_T_RBRACE)) {
    lode_node *item = lode_parse_statement_item(p);
    types = types && item->kind == LODE_EMPTY && item->op == LODE_TS_TYPE_ONLY;
    lode_list_add(&list, item);
  }
  p->ts->namespaces--;
  lode_scope_close(p, p->tok.end);
  lode_function_leave(p);
  lode_scan_next(p);
  node->u.child[1] = list.first;
  return types;
}

// A.B.C: the first name is a variable, the others are properties.
static void statement_namespace_names(lode_parser *p, lode_node *node) {
  lode_list list;
  LODE_LIST_INIT(list);
  lode_list_add(&list,
                lode_parse_binding_identifier(p, LODE_DECLARE_LET, node));
  while (lode_eat(p, LODE_T_DOT)) {
    // A variable of the function around the next level.
    bool word = lode_token_is_identifier(&p->tok) &&
                (p->tok.kind < LODE_T_EVAL || p->ts->ambient > 0);
    if (!word) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_list_add(&list, lode_key_from(p, &p->tok));
    lode_scan_next(p);
  }
  node->u.child[0] = list.first;
}

static lode_node *statement_namespace(lode_parser *p, uint32_t start,
                                      uint32_t before) {
  uint32_t word = p->tok.start;
  bool module = lode_ts_is(&p->tok, "module");
  bool global = lode_ts_is(&p->tok, "global");
  lode_node *node = lode_node_new(p, LODE_NAMESPACE, start);
  if (!global) {
    lode_scan_next(p);
  }
  bool outside = global || lode_at(p, LODE_T_STRING);
  uint32_t name_end = p->tok.end;
  if (outside) {
    lode_scan_next(p);
    p->ts->ambient++;
  } else {
    statement_namespace_names(p, node);
    name_end = p->last_end;
  }
  bool types = false;
  if (outside && !lode_at(p, LODE_T_LBRACE)) {
    lode_expect_semicolon(p);
  } else {
    types = statement_namespace_body(p, node);
  }
  lode_node_end(p, node);
  if (outside) {
    p->ts->ambient--;
    return statement_erased(p, start, before, LODE_TS_ERASED);
  }
  lode_node *result = node;
  if (types) {
    result = statement_erased(p, start, before, LODE_TS_TYPE_ONLY);
  } else {
    lode_ts_found_add(p, LODE_TS_NAMESPACE, start, node->end, node);
  }
  if (module) {
    p->ts->ambient = 0;
    lode_ts_found_add(p, LODE_TS_MODULE, word, name_end, NULL);
  }
  return result;
}

static lode_node *statement_declare(lode_parser *p, uint32_t start,
                                    uint32_t before) {
  lode_scan_next(p);
  unsigned ambient = p->ts->ambient++;
  bool module = lode_ts_is(&p->tok, "module");
  uint32_t word = p->tok.start;
  size_t found = p->ts->found_count;
  lode_parse_statement_item(p);
  p->ts->ambient = ambient;
  uint32_t name_end = p->ts->found_count > found
                          ? p->ts->found[p->ts->found_count - 1].end
                          : p->last_end;
  bool refused = module && p->ts->found_count > found;
  lode_node *node = statement_erased(p, start, before, LODE_TS_ERASED);
  if (refused) {
    lode_ts_found_add(p, LODE_TS_MODULE, word, name_end, NULL);
  }
  return node;
}

lode_node *lode_ts_class(lode_parser *p, bool statement, bool nameless,
                         lode_node *decorators) {
  uint32_t start = p->tok.start;
  if (decorators == NULL) {
    decorators = lode_ts_decorators(p);
  } else {
    start = decorators->start;
  }
  if (lode_at(p, LODE_T_ABSTRACT)) {
    lode_ts_cut_add(p, p->tok.start, p->tok.end);
    lode_scan_next(p);
  }
  if (!lode_at(p, LODE_T_CLASS)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_node *node = lode_parse_class(p, p->tok.start, statement, nameless);
  if (decorators == NULL) {
    return node;
  }
  lode_node *decorated = lode_node_new(p, LODE_DECORATED, start);
  decorated->u.child[0] = decorators;
  decorated->u.child[1] = node;
  decorated->at = node->start;
  return lode_node_end(p, decorated);
}

// @a export class {}: the decorators stand in front of the declaration.
static lode_node *statement_decorated(lode_parser *p) {
  lode_node *decorators = lode_ts_decorators(p);
  if (!lode_at(p, LODE_T_EXPORT)) {
    return lode_ts_class(p, true, false, decorators);
  }
  lode_node *node = lode_parse_export(p);
  lode_node *inner = node->u.child[0];
  if ((node->kind != LODE_EXPORT_DECLARATION &&
       node->kind != LODE_EXPORT_DEFAULT) ||
      inner->kind != LODE_CLASS) {
    lode_parser_fail(p, decorators->start, decorators->end,
                     "Decorators are not valid here.");
  }
  lode_node *decorated = lode_node_new(p, LODE_DECORATED, decorators->start);
  decorated->u.child[0] = decorators;
  decorated->u.child[1] = inner;
  decorated->at = node->start;
  decorated->end = node->end;
  node->u.child[0] = decorated;
  return node;
}

// Whether the declaration goes on in the line, with a name or so.
static bool statement_goes_on(lode_parser *p) {
  lode_token next = lode_peek(p);
  return lode_token_is_identifier(&next) && !next.newline;
}

static bool statement_declares(lode_parser *p) {
  lode_token next = lode_peek(p);
  if (next.newline) {
    return false;
  }
  switch (next.kind) {
    case LODE_T_CONST:
    case LODE_T_VAR:
    case LODE_T_FUNCTION:
    case LODE_T_CLASS:
    case LODE_T_ENUM:
    case LODE_T_IMPORT:
      return true;
    default:
      return lode_token_is_identifier(&next);
  }
}

static bool statement_at_namespace(lode_parser *p) {
  bool module = lode_ts_is(&p->tok, "module");
  if (!module && !lode_at(p, LODE_T_NAMESPACE)) {
    return false;
  }
  lode_token next = lode_peek(p);
  return !next.newline && (lode_token_is_identifier(&next) ||
                           (module && next.kind == LODE_T_STRING));
}

static lode_node *statement_any(lode_parser *p, uint32_t start,
                                uint32_t before) {
  lode_token next;
  switch (p->tok.kind) {
    case LODE_T_FUNCTION:
      return lode_ts_function(p, start, before, false);
    case LODE_T_ASYNC:
      next = lode_peek(p);
      return next.kind == LODE_T_FUNCTION && !next.newline
                 ? lode_ts_function(p, start, before, false)
                 : NULL;
    case LODE_T_AT:
      return statement_decorated(p);
    case LODE_T_ENUM:
      return statement_enum(p, start);
    case LODE_T_CONST:
      return lode_peek(p).kind == LODE_T_ENUM ? statement_enum(p, start) : NULL;
    case LODE_T_INTERFACE:
      return statement_goes_on(p) ? statement_interface(p, start, before)
                                  : NULL;
    case LODE_T_TYPE:
      return statement_goes_on(p) ? statement_type(p, start, before) : NULL;
    case LODE_T_DECLARE:
      return statement_declares(p) ? statement_declare(p, start, before) : NULL;
    case LODE_T_ABSTRACT:
      next = lode_peek(p);
      return next.kind == LODE_T_CLASS && !next.newline
                 ? lode_ts_class(p, true, false, NULL)
                 : NULL;
    default:
      if (statement_at_namespace(p)) {
        return statement_namespace(p, start, before);
      }
      if (p->ts->ambient > 0 && lode_ts_is(&p->tok, "global") &&
          lode_peek(p).kind == LODE_T_LBRACE) {
        return statement_namespace(p, start, before);
      }
      return NULL;
  }
}

lode_node *lode_ts_statement(lode_parser *p, bool alone) {
  lode_token t = p->tok;
  if (t.flags & LODE_TOKEN_ESCAPED) {
    return NULL;
  }
  lode_parser_descend(p);
  lode_node *node = statement_any(p, t.start, p->last_end);
  if (alone && node != NULL && node->kind == LODE_EMPTY) {
    lode_ts_put_add(p, t.start, ';');
  } else if (alone && node != NULL && node->kind != LODE_FUNCTION) {
    lode_parser_unexpected(p, &t);  // no declaration behind if ()
  }
  return node;
}

static bool statement_is_accessibility(const lode_parser *p) {
  return lode_at(p, LODE_T_PUBLIC) || lode_at(p, LODE_T_PROTECTED) ||
         lode_at(p, LODE_T_PRIVATE_WORD) || lode_ts_is(&p->tok, "readonly") ||
         lode_ts_is(&p->tok, "override");
}

static void statement_parameter_decorators(lode_parser *p) {
  size_t i = p->ts->found_count;
  const lode_node *d = lode_ts_decorators(p);
  if (d != NULL && !(p->function->flags & LODE_ALLOW_DECORATORS)) {
    lode_parser_fail(p, d->start, d->end, "Decorators are not valid here.");
  }
  for (; d != NULL; d = d->next) {
    while (i < p->ts->found_count && p->ts->found[i].node != d) {
      i++;
    }
    if (i < p->ts->found_count) {  // not so inside of `declare`
      p->ts->found[i].kind = LODE_TS_PARAMETER_DECORATOR;
    }
  }
}

bool lode_ts_parameter_start(lode_parser *p) {
  bool property = false;
  statement_parameter_decorators(p);
  while (statement_is_accessibility(p)) {
    lode_token next = lode_peek(p);
    if (!lode_token_is_identifier(&next) && next.kind != LODE_T_LBRACE &&
        next.kind != LODE_T_LBRACKET) {
      break;
    }
    property = true;
    lode_ts_cut_add(p, p->tok.start, p->tok.end);
    lode_scan_next(p);
  }
  return property;
}
