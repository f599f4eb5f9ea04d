// SPDX-License-Identifier: MIT
// Classes: members, private names, fields and static blocks.
#include <string.h>

#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

typedef struct class_way {
  lode_node *node;
  bool constructor;  // has been seen
} class_way;

// Whether the word that has been taken modifies the member at hand.
static bool class_is_modifier(lode_parser *p, const lode_token *word) {
  if (word->flags & LODE_TOKEN_ESCAPED) {
    lode_check_escaped_modifier(p, word);
    return false;
  }
  switch (p->tok.kind) {
    case LODE_T_MUL:
      return word->kind == LODE_T_STATIC ||
             (word->kind == LODE_T_ASYNC && !p->tok.newline);
    case LODE_T_STRING:
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
    case LODE_T_LBRACKET:
    case LODE_T_PRIVATE:
      break;
    default:
      if (!lode_token_is_name(&p->tok)) {
        return false;
      }
  }
  switch (word->kind) {
    case LODE_T_STATIC:
    case LODE_T_GET:
    case LODE_T_SET:
      return true;
    case LODE_T_ASYNC:
      return !p->tok.newline;
    case LODE_T_ACCESSOR:
      return !p->tok.newline &&
             (p->options & (LODE_PARSE_DECORATORS | LODE_PARSE_TYPESCRIPT));
    default:
      return false;
  }
}

static lode_node *class_key(lode_parser *p, uint16_t *flags) {
  if (!lode_at(p, LODE_T_PRIVATE)) {
    return lode_parse_property_key(p, flags);
  }
  if (p->tok.name->size == 12 &&
      memcmp(p->tok.name->text, "#constructor", 12) == 0) {
    lode_token t = p->tok;
    lode_scan_next(p);
    lode_parser_fail(p, t.start, t.end,
                     lode_at(p, LODE_T_LPAREN)
                         ? "Class constructor may not be a private method"
                         : "Classes may not have a field named 'constructor'");
  }
  lode_name *name = p->tok.name;
  lode_node *node = lode_node_leaf(p, LODE_PRIVATE);
  node->u.name = name;
  return node;
}

static bool class_key_is(const lode_node *key, lode_token_kind word) {
  return (key->kind == LODE_KEY || key->kind == LODE_STRING) &&
         key->u.name->word == word;
}

// What the parser learns of a member in front of its key.
typedef struct class_head {
  uint32_t start;     // without `static`
  uint16_t flags;     // LODE_PROPERTY_*
  uint32_t function;  // LODE_FUNCTION_ASYNC, _GENERATOR
  lode_node *key;
} class_head;

static void class_check_constructor(lode_parser *p, class_way *way,
                                    class_head *head) {
  const char *message = NULL;
  if (head->flags & (LODE_PROPERTY_GET | LODE_PROPERTY_SET)) {
    message = "Class constructor may not be an accessor";
  } else if ((head->function & LODE_FUNCTION_GENERATOR) != 0) {
    message = "Class constructor may not be a generator";
  } else if ((head->function & LODE_FUNCTION_ASYNC) != 0) {
    message = "Class constructor may not be an async method";
  } else if (way->constructor) {
    message = "A class may only have one constructor";
  }
  if (message != NULL) {
    lode_parser_fail(p, head->key->start, head->key->end, "%s", message);
  }
  way->constructor = true;
  head->function |= LODE_FUNCTION_CONSTRUCTOR;
  if (way->node->flags & LODE_CLASS_DERIVED) {
    head->function |= LODE_ALLOW_SUPER_CALL;
  }
}

static void class_check_static(lode_parser *p, const class_head *head) {
  if ((head->flags & LODE_PROPERTY_STATIC) &&
      class_key_is(head->key, LODE_T_PROTOTYPE)) {
    lode_parser_fail(p, head->key->start, head->key->end,
                     "Classes may not have a static property named "
                     "'prototype'");
  }
}

static lode_node *class_method(lode_parser *p, class_way *way,
                               class_head *head) {
  lode_node *node = lode_node_new(p, LODE_PROPERTY, head->start);
  bool constructor = way->constructor;
  class_check_static(p, head);
  if (!(head->flags & LODE_PROPERTY_STATIC) &&
      class_key_is(head->key, LODE_T_CONSTRUCTOR)) {
    class_check_constructor(p, way, head);
  }
  const uint16_t accessor = LODE_PROPERTY_GET | LODE_PROPERTY_SET;
  if (head->flags & LODE_PROPERTY_ACCESSOR) {  // of a field
    lode_parser_unexpected(p, &p->tok);
  }
  if (head->key->kind == LODE_PRIVATE) {
    lode_declare_private(p, head->key,
                         head->flags & (accessor | LODE_PROPERTY_STATIC));
  }
  node->flags =
      head->flags | (head->flags & accessor ? 0 : LODE_PROPERTY_METHOD);
  node->u.child[0] = head->key;
  node->u.child[1] =
      lode_parse_method(p, head->start,
                        head->function | LODE_FUNCTION_METHOD |
                            LODE_ALLOW_SUPER_PROPERTY | LODE_ALLOW_DECORATORS,
                        node);
  if (node->u.child[1]->u.child[2] == NULL) {
    way->constructor = constructor;  // an overload
  }
  return lode_node_end(p, node);
}

// The value of a field runs as a method of its own.
static lode_node *class_field_value(lode_parser *p) {
  lode_function_state state;
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_FIELD, p->tok.start);
  lode_function_enter(
      p, &state, scope,
      LODE_ALLOW_NEW_TARGET | LODE_ALLOW_SUPER_PROPERTY | LODE_NO_ARGUMENTS);
  lode_node *value = lode_parse_assignment_in(p);
  lode_scope_close(p, p->last_end);
  lode_function_leave(p);
  return value;
}

static lode_node *class_field(lode_parser *p, class_head *head) {
  lode_node *node = lode_node_new(p, LODE_FIELD, head->start);
  if (head->function != 0 ||
      (head->flags & (LODE_PROPERTY_GET | LODE_PROPERTY_SET))) {
    lode_parser_unexpected(p, &p->tok);
  }
  class_check_static(p, head);
  if (class_key_is(head->key, LODE_T_CONSTRUCTOR)) {
    lode_parser_fail(p, head->key->start, head->key->end,
                     "Classes may not have a field named 'constructor'");
  }
  if (head->key->kind == LODE_PRIVATE) {
    lode_declare_private(p, head->key, head->flags & LODE_PROPERTY_STATIC);
  }
  node->flags = head->flags;
  node->u.child[0] = head->key;
  if (lode_eat(p, LODE_T_ASSIGN)) {
    node->u.child[1] = class_field_value(p);
  }
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static lode_node *class_static_block(lode_parser *p, uint32_t start) {
  lode_node *node = lode_node_new(p, LODE_STATIC_BLOCK, start);
  lode_function_state state;
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_STATIC, p->tok.start);
  scope->node = node;
  node->u.scoped.scope = scope;
  lode_function_enter(p, &state, scope,
                      LODE_ALLOW_NEW_TARGET | LODE_ALLOW_SUPER_PROPERTY |
                          LODE_NO_ARGUMENTS | LODE_NO_AWAIT_NAME);
  lode_list list;
  LODE_LIST_INIT(list);
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACE)) {
    lode_list_add(&list, lode_parse_statement_item(p));
  }
  lode_scope_close(p, p->tok.end);
  lode_function_leave(p);
  lode_scan_next(p);
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

// Takes `word` as a modifier if it is one; else it is the key.
static bool class_take_modifier(lode_parser *p, class_head *head,
                                lode_token *word) {
  // A second `static` is a name.
  if (!class_is_modifier(p, word) || word->kind == LODE_T_STATIC) {
    head->key = lode_key_from(p, word);
    return false;
  }
  switch (word->kind) {
    case LODE_T_ASYNC:
      head->function = LODE_FUNCTION_ASYNC;
      break;
    case LODE_T_GET:
      head->flags |= LODE_PROPERTY_GET;
      break;
    case LODE_T_SET:
      head->flags |= LODE_PROPERTY_SET;
      break;
    default:
      head->flags |= LODE_PROPERTY_ACCESSOR;
  }
  return true;
}

static lode_node *class_member(lode_parser *p, class_way *way) {
  lode_ts_member ts = {0};
  if (lode_ts_on(p)) {
    lode_ts_member_start(p, &ts);
  }
  class_head head = {.start = p->tok.start};
  lode_token word = p->tok;
  if (lode_at(p, LODE_T_STATIC)) {
    lode_scan_next(p);
    if (lode_at(p, LODE_T_LBRACE) && ts.decorators == NULL) {
      return class_static_block(p, head.start);
    }
    if (class_is_modifier(p, &word)) {
      head.flags = LODE_PROPERTY_STATIC;
      if (lode_ts_on(p)) {
        ts.is_static = true;
        lode_ts_modifiers(p, &ts);
      }
      head.start = p->tok.start;
      word = p->tok;
    } else {
      head.key = lode_key_from(p, &word);
    }
  }
  if (lode_ts_on(p) && head.key == NULL && lode_ts_index_signature(p, &ts)) {
    return NULL;
  }
  if (head.key == NULL && lode_token_is_name(&word)) {
    lode_scan_next(p);
    if (class_take_modifier(p, &head, &word) && lode_ts_on(p)) {
      lode_ts_modifiers(p, &ts);  // accessor readonly x
    }
  }
  if (head.key == NULL) {
    if (lode_at(p, LODE_T_MUL)) {
      lode_scan_next(p);
      head.function |= LODE_FUNCTION_GENERATOR;
    }
    head.key = class_key(p, &head.flags);
  }
  if (lode_ts_on(p)) {
    bool generator = (head.function & LODE_FUNCTION_GENERATOR) != 0;
    lode_ts_member_key(p, &ts, head.key, generator);
  }
  bool method = lode_at(p, LODE_T_LPAREN) || lode_ts_opens(p);
  lode_node *node =
      method ? class_method(p, way, &head) : class_field(p, &head);
  return lode_ts_on(p) ? lode_ts_member_end(p, &ts, node) : node;
}

// Private names that this class does not declare are the outer one's.
static void class_resolve_private(lode_parser *p, lode_class_state *state) {
  lode_private_use *use = state->uses, *first = NULL;
  while (use != NULL) {
    lode_private_use *after = use->next;
    if (use->name->declaration == NULL) {
      if (state->outer == NULL) {
        first = use;  // the list is newest first: the last one is the oldest
      } else {
        use->next = state->outer->uses;
        state->outer->uses = use;
      }
    }
    use = after;
  }
  if (first != NULL && !(p->options & LODE_PARSE_EVAL)) {
    lode_parser_fail(
        p, first->start, first->start + first->name->size,
        "Private field '%.*s' must be declared in an enclosing class",
        first->name->size > 100 ? 100 : (int)first->name->size,
        first->name->text);
  }
}

static void class_body(lode_parser *p, lode_node *node) {
  lode_class_state state = {.outer = p->class_state, .scope = p->scope};
  class_way way = {node, false};
  lode_list list;
  LODE_LIST_INIT(list);
  p->class_state = &state;
  node->at = p->tok.start;
  lode_expect(p, LODE_T_LBRACE);
  while (!lode_at(p, LODE_T_RBRACE)) {
    if (!lode_eat(p, LODE_T_SEMICOLON)) {
      lode_node *member = class_member(p, &way);
      if (member != NULL) {
        lode_list_add(&list, member);
      }
    }
  }
  class_resolve_private(p, &state);
  p->class_state = state.outer;
  node->u.child[2] = list.first;
}

static void class_name(lode_parser *p, lode_node *node, bool statement) {
  lode_token t = p->tok;
  lode_node *name = lode_parse_identifier(p);
  lode_check_binding(p, name->u.ident.name, t.start, t.end);
  node->u.child[0] = name;
  if (statement) {
    if (name->u.ident.name->word == LODE_T_LET) {
      lode_parser_unexpected(p, &t);
    }
    lode_declare(p, name, LODE_DECLARE_CLASS, node);
  }
}

lode_node *lode_parse_class(lode_parser *p, uint32_t start, bool statement,
                            bool nameless) {
  lode_parser_descend(p);
  lode_node *node = lode_node_new(p, LODE_CLASS, start);
  bool strict = p->strict, no_in = p->no_in;
  uint32_t cover_error = p->cover_error;
  p->cover_error = LODE_NOWHERE;
  p->strict = true;
  p->no_in = false;
  node->flags = statement ? LODE_CLASS_STATEMENT : 0;
  lode_scan_next(p);
  if (lode_token_is_name(&p->tok) && !lode_at(p, LODE_T_EXTENDS) &&
      !(lode_ts_on(p) && lode_at(p, LODE_T_IMPLEMENTS))) {
    class_name(p, node, statement);
  } else if (statement && !nameless) {
    lode_parser_unexpected(p, &p->tok);
  }
  if (lode_ts_on(p)) {
    lode_ts_type_parameters(p);
  }
  lode_scope *scope = lode_scope_open(p, LODE_SCOPE_CLASS, start);
  scope->node = node;
  node->u.scoped.scope = scope;
  lode_nodes_add(p, &p->marks, node);
  if (node->u.child[0] != NULL) {
    if (!statement) {  // the name is seen from inside only
      node->u.child[0]->u.ident.scope = scope;
    }
    lode_declare(p, node->u.child[0], LODE_DECLARE_CLASS_NAME, node);
  }
  if (lode_eat(p, LODE_T_EXTENDS)) {
    node->flags |= LODE_CLASS_DERIVED;
    node->u.child[1] = lode_parse_left_hand_side(p);
  }
  if (lode_ts_on(p)) {
    lode_ts_heritage(p);
  }
  class_body(p, node);
  lode_scope_close(p, p->tok.end);
  p->strict = strict;
  p->no_in = no_in;
  p->cover_error = cover_error;
  lode_scan_next(p);
  return lode_node_end(p, node);
}
