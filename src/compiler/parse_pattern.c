// SPDX-License-Identifier: MIT
// Names that mean variables, binding patterns, and expressions that turn out
// to be patterns.
#include "compiler/parser_internal.h"

static bool pattern_await_reserved(const lode_parser *p) {
  return p->goal == LODE_GOAL_MODULE ||
         (p->function->flags & (LODE_FUNCTION_ASYNC | LODE_NO_AWAIT_NAME));
}

static LODE_COLD void pattern_check_word(lode_parser *p, const lode_token *t) {
  lode_token_kind word = t->name->word;
  if (word == LODE_T_AWAIT) {
    if (pattern_await_reserved(p)) {
      lode_parser_unexpected(p, t);
    }
    p->await_name_at = t->start;
  } else if (word == LODE_T_YIELD) {
    if (p->strict || (p->function->flags & LODE_FUNCTION_GENERATOR)) {
      lode_parser_unexpected(p, t);
    }
  } else if (word == LODE_T_ARGUMENTS) {
    if (p->function->flags & LODE_NO_ARGUMENTS) {
      lode_parser_fail(p, t->start, t->end,
                       "'arguments' is not allowed in class field initializer "
                       "or static initialization block");
    }
    lode_note_this(p, LODE_SCOPE_USES_ARGUMENTS);
  } else if (word >= LODE_T_FIRST_STRICT && p->strict) {
    lode_parser_unexpected(p, t);
  }
}

void lode_check_identifier(lode_parser *p, const lode_token *t) {
  if (!lode_token_is_identifier(t)) {
    lode_parser_unexpected(p, t);
  }
  if (LODE_UNLIKELY(t->name->word >= LODE_T_ARGUMENTS)) {
    pattern_check_word(p, t);
  }
}

lode_node *lode_identifier_from(lode_parser *p, const lode_token *t) {
  lode_check_identifier(p, t);
  lode_node *node = lode_node_new(p, LODE_IDENTIFIER, t->start);
  node->end = t->end;
  node->flags = t->flags & LODE_TOKEN_ESCAPED ? LODE_USE_ESCAPED : 0;
  node->u.ident.name = t->name;
  node->u.ident.scope = p->scope;
  if (p->last_identifier == NULL) {
    p->first_identifier = node;
  } else {
    p->last_identifier->u.ident.same = node;
  }
  p->last_identifier = node;
  return node;
}

lode_node *lode_parse_identifier(lode_parser *p) {
  lode_node *node = lode_identifier_from(p, &p->tok);
  lode_scan_next(p);
  return node;
}

void lode_check_binding(lode_parser *p, const lode_name *name, uint32_t start,
                        uint32_t end) {
  if (p->strict &&
      (name->word == LODE_T_EVAL || name->word == LODE_T_ARGUMENTS)) {
    lode_parser_fail(p, start, end,
                     "Unexpected eval or arguments in strict mode");
  }
}

static bool pattern_is_lexical(lode_declare_kind kind) {
  return kind >= LODE_DECLARE_LET && kind <= LODE_DECLARE_CLASS;
}

lode_node *lode_parse_binding_identifier(lode_parser *p, lode_declare_kind kind,
                                         lode_node *owner) {
  const lode_name *name = p->tok.name;
  if (lode_token_is_identifier(&p->tok) && name->word == LODE_T_LET &&
      pattern_is_lexical(kind)) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "let is disallowed as a lexically bound name");
  }
  lode_node *node = lode_parse_identifier(p);
  lode_check_binding(p, node->u.ident.name, node->start, node->end);
  lode_declare(p, node, kind, owner);
  return node;
}

static lode_node *pattern_default(lode_parser *p, lode_node *target) {
  if (!lode_eat(p, LODE_T_ASSIGN)) {
    return target;
  }
  lode_node *node = lode_node_new(p, LODE_DEFAULT, target->start);
  node->u.child[0] = target;
  node->u.child[1] = lode_parse_assignment_in(p);
  return lode_node_end(p, node);
}

static lode_node *pattern_rest(lode_parser *p, lode_declare_kind kind,
                               lode_node *owner, bool identifier) {
  lode_node *rest = lode_node_new(p, LODE_REST, p->tok.start);
  lode_scan_next(p);
  rest->u.child[0] = identifier ? lode_parse_binding_identifier(p, kind, owner)
                                : lode_parse_binding(p, kind, owner);
  lode_node_end(p, rest);
  if (lode_at(p, LODE_T_COMMA)) {
    lode_parser_fail(p, rest->start, rest->end,
                     "Rest element must be last element");
  }
  if (lode_at(p, LODE_T_ASSIGN)) {
    lode_parser_fail(p, rest->start, rest->end,
                     "Invalid destructuring assignment target");
  }
  return rest;
}

static lode_node *pattern_array(lode_parser *p, lode_declare_kind kind,
                                lode_node *owner) {
  lode_node *node = lode_node_new(p, LODE_ARRAY_PATTERN, p->tok.start);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACKET)) {
    if (lode_at(p, LODE_T_COMMA)) {
      lode_node *hole = lode_node_new(p, LODE_HOLE, p->tok.start);
      hole->end = hole->start;
      lode_list_add(&list, hole);
    } else if (lode_at(p, LODE_T_ELLIPSIS)) {
      lode_list_add(&list, pattern_rest(p, kind, owner, false));
      break;
    } else {
      lode_node *target = lode_parse_binding(p, kind, owner);
      lode_list_add(&list, pattern_default(p, target));
    }
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACKET);
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

static lode_node *pattern_property(lode_parser *p, lode_declare_kind kind,
                                   lode_node *owner) {
  lode_node *node = lode_node_new(p, LODE_PROPERTY, p->tok.start);
  lode_node *target;
  bool name = lode_token_is_identifier(&p->tok);
  if (name && lode_peek(p).kind != LODE_T_COLON) {
    node->flags = LODE_PROPERTY_SHORTHAND;
    target = lode_parse_binding_identifier(p, kind, owner);
    target->flags |= LODE_USE_SHORTHAND;
  } else {
    lode_token first = p->tok;
    node->u.child[0] = lode_parse_property_key(p, &node->flags);
    if (!lode_at(p, LODE_T_COLON) && lode_token_is_name(&first)) {
      lode_parser_unexpected(p, &first);  // {if}
    }
    lode_expect(p, LODE_T_COLON);
    target = lode_parse_binding(p, kind, owner);
  }
  node->u.child[1] = pattern_default(p, target);
  return lode_node_end(p, node);
}

static lode_node *pattern_object(lode_parser *p, lode_declare_kind kind,
                                 lode_node *owner) {
  lode_node *node = lode_node_new(p, LODE_OBJECT_PATTERN, p->tok.start);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACE)) {
    if (lode_at(p, LODE_T_ELLIPSIS)) {
      lode_list_add(&list, pattern_rest(p, kind, owner, true));
      break;
    }
    lode_list_add(&list, pattern_property(p, kind, owner));
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACE);
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

lode_node *lode_parse_binding(lode_parser *p, lode_declare_kind kind,
                              lode_node *owner) {
  lode_parser_descend(p);
  if (lode_at(p, LODE_T_LBRACKET)) {
    return pattern_array(p, kind, owner);
  }
  if (lode_at(p, LODE_T_LBRACE)) {
    return pattern_object(p, kind, owner);
  }
  return lode_parse_binding_identifier(p, kind, owner);
}

// Expressions that become patterns. With `parameter` they are an arrow
// function's and declare; else they are assigned to.
typedef struct pattern_way {
  lode_parser *p;
  uint16_t use;  // LODE_USE_WRITE and so on, for assignment
  bool parameter;
} pattern_way;

static void pattern_convert(const pattern_way *way, lode_node *node);

static LODE_NORETURN void pattern_invalid(const pattern_way *way,
                                          const lode_node *node) {
  lode_parser_fail(way->p, node->start, node->end,
                   "Invalid destructuring assignment target");
}

static void pattern_convert_identifier(const pattern_way *way,
                                       lode_node *node) {
  lode_parser *p = way->p;
  lode_check_binding(p, node->u.ident.name, node->start, node->end);
  if (way->parameter) {
    node->flags &= (uint16_t) ~(LODE_USE_WRITE | LODE_USE_UPDATE);
    lode_declare(p, node, LODE_DECLARE_PARAMETER, NULL);
  } else {
    node->flags |= way->use;
  }
}

static void pattern_convert_rest(const pattern_way *way, lode_node *node,
                                 bool in_object) {
  const lode_node *target = node->u.child[0];
  node->kind = LODE_REST;
  if (node->next != NULL || (node->flags & LODE_TRAILING_COMMA)) {
    lode_parser_fail(way->p, node->start, node->end,
                     "Rest element must be last element");
  }
  bool pattern = target->kind == LODE_OBJECT || target->kind == LODE_ARRAY ||
                 target->kind == LODE_OBJECT_PATTERN ||
                 target->kind == LODE_ARRAY_PATTERN;
  if (target->kind == LODE_ASSIGN) {
    pattern_invalid(way, node);
  }
  if (in_object && pattern) {
    lode_parser_fail(way->p, target->start, target->end,
                     "`...` must be followed by an assignable reference in "
                     "assignment contexts");
  }
  pattern_convert(way, node->u.child[0]);
}

static void pattern_convert_property(const pattern_way *way, lode_node *node) {
  const uint16_t methods =
      LODE_PROPERTY_METHOD | LODE_PROPERTY_GET | LODE_PROPERTY_SET;
  if (node->flags & methods) {
    pattern_invalid(way, node);
  }
  pattern_convert(way, node->u.child[1]);
}

static void pattern_convert_list(const pattern_way *way, lode_node *node,
                                 bool in_object) {
  for (; node != NULL; node = node->next) {
    switch (node->kind) {
      case LODE_HOLE:
        break;
      case LODE_SPREAD:
      case LODE_REST:
        pattern_convert_rest(way, node, in_object);
        break;
      case LODE_PROPERTY:
        pattern_convert_property(way, node);
        break;
      default:
        pattern_convert(way, node);
    }
  }
}

// Parentheses around a target: only around a simple one, never a parameter.
static void pattern_convert_paren(const pattern_way *way, lode_node *node) {
  lode_node *inner = node->u.child[0];
  while (inner->kind == LODE_PAREN) {
    inner = inner->u.child[0];
  }
  bool simple = inner->kind == LODE_IDENTIFIER || inner->kind == LODE_MEMBER ||
                inner->kind == LODE_INDEX;
  if (way->parameter || !simple) {
    pattern_invalid(way, node);
  }
  pattern_convert(way, inner);
}

static void pattern_convert(const pattern_way *way, lode_node *node) {
  lode_parser_descend(way->p);
  switch (node->kind) {
    case LODE_IDENTIFIER:
      pattern_convert_identifier(way, node);
      return;
    case LODE_ARRAY_PATTERN:
    case LODE_OBJECT_PATTERN:
      if (!way->parameter) {
        return;  // an inner assignment has converted it
      }
      pattern_convert_list(way, node->u.child[0],
                           node->kind == LODE_OBJECT_PATTERN);
      return;
    case LODE_ARRAY:
    case LODE_OBJECT: {
      bool object = node->kind == LODE_OBJECT;
      node->kind = object ? LODE_OBJECT_PATTERN : LODE_ARRAY_PATTERN;
      pattern_convert_list(way, node->u.child[0], object);
      return;
    }
    case LODE_ASSIGN:
      if (node->op != LODE_T_ASSIGN) {
        pattern_invalid(way, node);
      }
      node->kind = LODE_DEFAULT;
      node->op = 0;
      pattern_convert(way, node->u.child[0]);
      return;
    case LODE_DEFAULT:
      pattern_convert(way, node->u.child[0]);
      return;
    case LODE_MEMBER:
    case LODE_INDEX:
      if (way->parameter || (node->flags & LODE_CHAIN)) {
        pattern_invalid(way, node);
      }
      node->flags |= LODE_MEMBER_TARGET;
      return;
    case LODE_PAREN:
      pattern_convert_paren(way, node);
      return;
    default:
      pattern_invalid(way, node);
  }
}

void lode_to_target(lode_parser *p, lode_node *node, uint16_t use) {
  pattern_way way = {p, use, false};
  pattern_convert(&way, node);
}

void lode_to_parameter(lode_parser *p, lode_node *node) {
  pattern_way way = {p, 0, true};
  pattern_convert(&way, node);
}
