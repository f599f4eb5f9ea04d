// SPDX-License-Identifier: MIT
// What TypeScript adds to classes: modifiers, members without a body, index
// signatures, `implements`.
#include "compiler/ts_parse.h"

void lode_ts_heritage(lode_parser *p) {
  lode_ts_type_arguments(p);
  if (!lode_at(p, LODE_T_IMPLEMENTS)) {
    return;
  }
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  do {
    lode_ts_skip_type(p);
  } while (lode_eat(p, LODE_T_COMMA));
  lode_ts_cut_add(p, start, p->last_end);
}

// Whether a member goes on behind the word at hand.
static bool class_modifies(lode_parser *p) {
  lode_token next = lode_peek(p);
  if (next.newline) {
    return false;
  }
  switch (next.kind) {
    case LODE_T_LBRACKET:
    case LODE_T_LBRACE:
    case LODE_T_MUL:
    case LODE_T_PRIVATE:
    case LODE_T_STRING:
    case LODE_T_NUMBER:
    case LODE_T_BIGINT:
      return true;
    default:
      return lode_token_is_name(&next);
  }
}

void lode_ts_modifiers(lode_parser *p, lode_ts_member *member) {
  for (;;) {
    bool gone = lode_at(p, LODE_T_DECLARE) || lode_at(p, LODE_T_ABSTRACT);
    bool plain = lode_at(p, LODE_T_PUBLIC) || lode_at(p, LODE_T_PROTECTED) ||
                 lode_at(p, LODE_T_PRIVATE_WORD) ||
                 lode_ts_is(&p->tok, "readonly") ||
                 lode_ts_is(&p->tok, "override");
    if ((!gone && !plain) || !class_modifies(p)) {
      return;
    }
    member->gone = member->gone || gone;
    member->modified = true;
    lode_ts_cut_add(p, p->tok.start, p->tok.end);
    lode_scan_next(p);
  }
}

static bool class_index_signature(lode_parser *p) {
  lode_scan_next(p);
  if (!lode_token_is_identifier(&p->tok)) {
    return false;
  }
  lode_scan_next(p);
  if (!lode_eat(p, LODE_T_COLON)) {
    return false;
  }
  lode_ts_skip_type(p);
  lode_expect(p, LODE_T_RBRACKET);
  if (lode_eat(p, LODE_T_COLON)) {
    lode_ts_skip_type(p);
  }
  return true;
}

static void class_refuse_decorators(lode_parser *p, const lode_node *first) {
  lode_parser_fail(p, first->start, first->end,
                   "Decorators are not valid here.");
}

bool lode_ts_index_signature(lode_parser *p, const lode_ts_member *member) {
  if (!lode_at(p, LODE_T_LBRACKET) || !lode_ts_try(p, class_index_signature)) {
    return false;
  }
  if (member->decorators != NULL) {
    class_refuse_decorators(p, member->decorators);
  }
  lode_expect_semicolon(p);
  lode_ts_erase(p, member->start, p->last_end);
  return true;
}

void lode_ts_member_start(lode_parser *p, lode_ts_member *member) {
  member->decorators = lode_ts_decorators(p);
  member->start = p->tok.start;
  lode_ts_modifiers(p, member);
}

static bool class_word_is(const lode_node *key, lode_token_kind word) {
  return key->kind == LODE_KEY && key->u.name->word == word;
}

void lode_ts_member_key(lode_parser *p, const lode_ts_member *member,
                        const lode_node *key, bool odd) {
  if (lode_at(p, LODE_T_QUESTION) || lode_at(p, LODE_T_NOT)) {
    lode_ts_cut_add(p, p->tok.start, p->tok.end);
    lode_scan_next(p);
  }
  if (lode_at(p, LODE_T_COLON)) {
    uint32_t start = p->tok.start;
    lode_ts_annotation(p);
    if (lode_at(p, LODE_T_LPAREN) || lode_at(p, LODE_T_LT)) {
      lode_parser_unexpected(p, &p->tok);  // a field has no parameters
    }
    bool joins = class_word_is(key, LODE_T_GET) ||
                 class_word_is(key, LODE_T_SET) ||
                 class_word_is(key, LODE_T_STATIC);
    if (joins && !lode_at(p, LODE_T_ASSIGN)) {
      lode_ts_put_add(p, start, ';');
    }
  }
  // Without the modifier the member would go on with the one in front.
  odd = odd || key->kind == LODE_COMPUTED || class_word_is(key, LODE_T_IN) ||
        class_word_is(key, LODE_T_INSTANCEOF);
  if (odd && member->modified && !member->is_static &&
      member->decorators == NULL) {
    lode_ts_put_add(p, member->start, ';');
  }
}

// @a declare b: experimentalDecorators decorates what is no field.
static void class_declared(lode_parser *p, const lode_ts_member *member,
                           lode_node *node) {
  const lode_node *first = member->decorators;
  if (node->kind != LODE_FIELD || node->u.child[1] != NULL ||
      node->u.child[0]->kind == LODE_PRIVATE) {
    class_refuse_decorators(p, first);
  }
  node->flags |= LODE_PROPERTY_DECLARED;
  lode_ts_found_add(p, LODE_TS_DECLARED, first->start, first->end, node);
}

lode_node *lode_ts_member_end(lode_parser *p, const lode_ts_member *member,
                              lode_node *node) {
  bool bodyless =
      node->kind == LODE_PROPERTY && node->u.child[1]->u.child[2] == NULL;
  bool gone = member->gone || bodyless;
  if (gone && member->decorators != NULL) {
    class_declared(p, member, node);
  } else if (gone) {
    if (node->kind == LODE_PROPERTY) {
      lode_eat(p, LODE_T_SEMICOLON);
    }
    lode_ts_erase(p, member->start, p->last_end);
    return NULL;
  }
  if (node->flags & LODE_PROPERTY_ACCESSOR) {
    lode_ts_found_add(p, LODE_TS_ACCESSOR, node->start, node->end, node);
  }
  if (member->decorators == NULL) {
    return node;
  }
  if (node->kind == LODE_PROPERTY &&
      (node->u.child[1]->flags & LODE_FUNCTION_CONSTRUCTOR)) {
    class_refuse_decorators(p, member->decorators);
  }
  lode_node *decorated =
      lode_node_new(p, LODE_DECORATED, member->decorators->start);
  decorated->u.child[0] = member->decorators;
  decorated->u.child[1] = node;
  decorated->at = member->start;
  return lode_node_end(p, decorated);
}

// @a.b, @a(b), @(a)
static lode_node *class_decorator_expression(lode_parser *p) {
  lode_node *node = lode_parse_primary(p);
  while (lode_at(p, LODE_T_DOT) || lode_at(p, LODE_T_LPAREN) ||
         lode_ts_at_less(p)) {
    if (lode_ts_at_less(p)) {
      lode_ts_type_arguments(p);
    } else if (lode_at(p, LODE_T_DOT)) {
      lode_node *member = lode_node_new(p, LODE_MEMBER, node->start);
      lode_scan_next(p);
      if (!lode_token_is_name(&p->tok) && !lode_at(p, LODE_T_PRIVATE)) {
        lode_parser_unexpected(p, &p->tok);
      }
      member->at = p->tok.start;
      member->u.child[0] = node;
      member->u.member.name = p->tok.name;
      lode_scan_next(p);
      node = lode_node_end(p, member);
    } else {
      lode_node *call = lode_node_new(p, LODE_CALL, node->start);
      call->at = p->tok.start;
      call->u.child[0] = node;
      call->u.child[1] = lode_parse_arguments(p);
      node = lode_node_end(p, call);
    }
  }
  return node;
}

lode_node *lode_ts_decorators(lode_parser *p) {
  lode_list list;
  LODE_LIST_INIT(list);
  while (lode_at(p, LODE_T_AT)) {
    lode_node *node = lode_node_new(p, LODE_DECORATOR, p->tok.start);
    lode_scan_next(p);
    p->cover_error = LODE_NOWHERE;
    node->u.child[0] = class_decorator_expression(p);
    lode_list_add(&list, lode_node_end(p, node));
    lode_ts_found_add(p, LODE_TS_DECORATOR, node->start, node->end, node);
  }
  return list.first;
}
