// SPDX-License-Identifier: MIT
// Array and object literals, and the keys of objects and classes.
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

lode_node *lode_parse_array(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_ARRAY, p->tok.start);
  lode_list list;
  LODE_LIST_INIT(list);
  bool no_in = p->no_in;
  p->no_in = false;
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACKET)) {
    if (lode_at(p, LODE_T_COMMA)) {
      lode_node *hole = lode_node_new(p, LODE_HOLE, p->tok.start);
      hole->end = hole->start;
      lode_list_add(&list, hole);
    } else if (lode_at(p, LODE_T_ELLIPSIS)) {
      lode_node *spread = lode_node_new(p, LODE_SPREAD, p->tok.start);
      lode_scan_next(p);
      spread->u.child[0] = lode_parse_cover(p);
      lode_list_add(&list, lode_node_end(p, spread));
      if (lode_at(p, LODE_T_COMMA)) {
        spread->flags |= LODE_TRAILING_COMMA;
      }
    } else {
      lode_list_add(&list, lode_parse_cover(p));
    }
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  p->no_in = no_in;
  lode_expect(p, LODE_T_RBRACKET);
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}

lode_node *lode_key_from(lode_parser *p, const lode_token *t) {
  lode_node *node = lode_node_new(p, LODE_KEY, t->start);
  node->end = t->end;
  node->u.name = t->name;
  node->flags = t->flags & LODE_TOKEN_ESCAPED ? LODE_ESCAPED : 0;
  return node;
}

static lode_node *object_computed_key(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_COMPUTED, p->tok.start);
  lode_scan_next(p);
  node->u.child[0] = lode_parse_assignment_in(p);
  lode_expect(p, LODE_T_RBRACKET);
  return lode_node_end(p, node);
}

lode_node *lode_parse_string(lode_parser *p) {
  if (p->tok.flags & LODE_TOKEN_LEGACY) {
    lode_check_legacy(p, &p->tok);
  }
  uint16_t flags = p->tok.flags & LODE_TOKEN_ESCAPED ? LODE_ESCAPED : 0;
  lode_name *name = lode_scan_string_value(p, &p->tok);
  lode_node *node = lode_node_leaf(p, LODE_STRING);
  node->u.name = name;
  node->flags = flags;
  return node;
}

lode_node *lode_parse_property_key(lode_parser *p, uint16_t *flags) {
  switch (p->tok.kind) {
    case LODE_T_STRING:
      return lode_parse_string(p);
    case LODE_T_NUMBER:
      if (p->tok.flags & LODE_TOKEN_LEGACY) {
        lode_check_legacy(p, &p->tok);
      }
      return lode_node_leaf(p, LODE_NUMBER);
    case LODE_T_BIGINT:
      return lode_node_leaf(p, LODE_BIGINT);
    case LODE_T_LBRACKET:
      *flags |= LODE_PROPERTY_COMPUTED;
      return object_computed_key(p);
    default: {
      if (!lode_token_is_name(&p->tok)) {
        lode_parser_unexpected(p, &p->tok);
      }
      lode_node *node = lode_key_from(p, &p->tok);
      lode_scan_next(p);
      return node;
    }
  }
}

static lode_node *object_method(lode_parser *p, lode_node *node,
                                uint32_t function_flags) {
  function_flags |= LODE_FUNCTION_METHOD | LODE_ALLOW_SUPER_PROPERTY;
  node->u.child[1] = lode_parse_method(p, node->start, function_flags, node);
  if (node->u.child[1]->u.child[2] == NULL) {
    lode_parser_unexpected(p, &p->tok);
  }
  return lode_node_end(p, node);
}

void lode_check_escaped_modifier(lode_parser *p, const lode_token *word) {
  lode_token_kind kind = word->name->word;
  bool modifier = kind == LODE_T_ASYNC || kind == LODE_T_GET ||
                  kind == LODE_T_SET || kind == LODE_T_STATIC;
  if (modifier && !p->tok.newline &&
      (lode_token_is_name(&p->tok) || lode_at(p, LODE_T_PRIVATE) ||
       lode_at(p, LODE_T_STRING) || lode_at(p, LODE_T_NUMBER) ||
       lode_at(p, LODE_T_LBRACKET) || lode_at(p, LODE_T_MUL))) {
    lode_parser_fail(p, word->start, word->end,
                     "Keyword must not contain escaped characters");
  }
}

// async, get or set stands in front of a key; it has been taken.
static bool object_is_modifier(lode_parser *p, const lode_token *word) {
  if (word->flags & LODE_TOKEN_ESCAPED) {
    lode_check_escaped_modifier(p, word);
    return false;
  }
  if (word->kind == LODE_T_ASYNC) {
    if (p->tok.newline) {
      return false;
    }
    if (lode_at(p, LODE_T_MUL)) {
      return true;
    }
  } else if (word->kind != LODE_T_GET && word->kind != LODE_T_SET) {
    return false;
  }
  return lode_token_is_name(&p->tok) || lode_at(p, LODE_T_STRING) ||
         lode_at(p, LODE_T_NUMBER) || lode_at(p, LODE_T_BIGINT) ||
         lode_at(p, LODE_T_LBRACKET);
}

static lode_node *object_modified(lode_parser *p, lode_node *node,
                                  lode_token_kind word) {
  uint32_t flags = 0;
  if (word == LODE_T_ASYNC) {
    flags = LODE_FUNCTION_ASYNC;
    flags |= lode_eat(p, LODE_T_MUL) ? LODE_FUNCTION_GENERATOR : 0;
    node->flags |= LODE_PROPERTY_METHOD;
  } else {
    node->flags |= word == LODE_T_GET ? LODE_PROPERTY_GET : LODE_PROPERTY_SET;
  }
  node->u.child[0] = lode_parse_property_key(p, &node->flags);
  return object_method(p, node, flags);
}

static lode_node *object_shorthand(lode_parser *p, lode_node *node,
                                   const lode_token *t) {
  lode_node *name = lode_identifier_from(p, t);
  name->flags |= LODE_USE_SHORTHAND;
  node->flags |= LODE_PROPERTY_SHORTHAND;
  node->u.child[1] = name;
  if (lode_at(p, LODE_T_ASSIGN)) {  // only a pattern may have it
    uint32_t at = p->tok.start;
    lode_node *value = lode_node_new(p, LODE_DEFAULT, name->start);
    lode_scan_next(p);
    value->u.child[0] = name;
    value->u.child[1] = lode_parse_assignment_in(p);
    node->u.child[1] = lode_node_end(p, value);
    if (p->cover_error == LODE_NOWHERE) {
      p->cover_error = at;
    }
  } else if (!lode_at(p, LODE_T_COMMA) && !lode_at(p, LODE_T_RBRACE)) {
    lode_parser_unexpected(p, &p->tok);
  }
  return lode_node_end(p, node);
}

// Names the prototype by `__proto__: value`.
static void object_check_proto(lode_parser *p, const lode_node *key,
                               bool *seen) {
  if ((key->kind != LODE_KEY && key->kind != LODE_STRING) ||
      key->u.name->word != LODE_T_PROTO) {
    return;
  }
  if (*seen && p->cover_error == LODE_NOWHERE) {
    p->cover_error = key->start;
  }
  *seen = true;
}

static lode_node *object_property(lode_parser *p, bool *proto) {
  lode_node *node = lode_node_new(p, LODE_PROPERTY, p->tok.start);
  if (lode_eat(p, LODE_T_MUL)) {
    node->flags = LODE_PROPERTY_METHOD;
    node->u.child[0] = lode_parse_property_key(p, &node->flags);
    return object_method(p, node, LODE_FUNCTION_GENERATOR);
  }
  lode_token first = p->tok;
  if (lode_token_is_name(&first)) {
    lode_scan_next(p);
    if (object_is_modifier(p, &first)) {
      return object_modified(p, node, first.kind);
    }
    if (!lode_at(p, LODE_T_COLON) && !lode_at(p, LODE_T_LPAREN) &&
        !lode_ts_opens(p)) {
      return object_shorthand(p, node, &first);
    }
    node->u.child[0] = lode_key_from(p, &first);
  } else {
    node->u.child[0] = lode_parse_property_key(p, &node->flags);
  }
  if (lode_at(p, LODE_T_LPAREN) || lode_ts_opens(p)) {
    node->flags |= LODE_PROPERTY_METHOD;
    return object_method(p, node, 0);
  }
  object_check_proto(p, node->u.child[0], proto);
  lode_expect(p, LODE_T_COLON);
  node->u.child[1] = lode_parse_cover(p);
  return lode_node_end(p, node);
}

lode_node *lode_parse_object(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_OBJECT, p->tok.start);
  lode_list list;
  LODE_LIST_INIT(list);
  bool no_in = p->no_in, proto = false;
  p->no_in = false;
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACE)) {
    if (lode_at(p, LODE_T_ELLIPSIS)) {
      lode_node *spread = lode_node_new(p, LODE_SPREAD, p->tok.start);
      lode_scan_next(p);
      spread->u.child[0] = lode_parse_cover(p);
      lode_list_add(&list, lode_node_end(p, spread));
      if (lode_at(p, LODE_T_COMMA)) {
        spread->flags |= LODE_TRAILING_COMMA;
      }
    } else {
      lode_list_add(&list, object_property(p, &proto));
    }
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  p->no_in = no_in;
  lode_expect(p, LODE_T_RBRACE);
  node->u.child[0] = list.first;
  return lode_node_end(p, node);
}
