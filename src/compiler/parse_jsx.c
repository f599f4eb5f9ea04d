// SPDX-License-Identifier: MIT
// JSX: elements, attributes, children. Names of elements are references like
// any other; those of HTML elements and attributes are only names.
#include <string.h>

#include "compiler/jsx_parse.h"
#include "compiler/ts_parse.h"

static lode_node *jsx_element(lode_parser *p, uint32_t start);

static void jsx_add(lode_parser *p, lode_node *node) {
  lode_ts *ts = p->ts;
  if (ts->element_count == ts->element_room) {
    size_t room = ts->element_room == 0 ? 64 : ts->element_room * 2;
    lode_node **more = lode_parser_alloc(p, room * sizeof(*more));
    if (ts->element_count > 0) {
      memcpy(more, ts->elements, ts->element_count * sizeof(*more));
    }
    ts->elements = more;
    ts->element_room = room;
  }
  ts->elements[ts->element_count++] = node;
}

// The token becomes a node that ends with it; nothing is scanned.
static lode_node *jsx_leaf(lode_parser *p, lode_node_kind kind) {
  lode_node *node = lode_node_new(p, kind, p->tok.start);
  node->end = p->tok.end;
  return node;
}

// name or name:name. Nothing may stand around the colon.
static lode_node *jsx_name(lode_parser *p) {
  lode_scan_jsx_name(p);
  lode_node *node = jsx_leaf(p, LODE_JSX_NAME);
  lode_scan_next(p);
  if (lode_at(p, LODE_T_COLON)) {
    bool apart = p->tok.start != node->end;
    lode_scan_next(p);
    if (apart || p->tok.start != p->last_end) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_scan_jsx_name(p);
    node->end = p->tok.end;
    lode_scan_next(p);
  }
  return node;
}

// Whether the name is an HTML element's: in lower case, or no identifier.
static bool jsx_is_intrinsic(const lode_parser *p, uint32_t start,
                             uint32_t end) {
  const uint8_t *s = p->source + start;
  return (*s >= 'a' && *s <= 'z') || memchr(s, '-', end - start) != NULL ||
         memchr(s, ':', end - start) != NULL;
}

static lode_node *jsx_reference(lode_parser *p, const lode_token *t) {
  if (t->kind == LODE_T_THIS) {
    lode_note_this(p, LODE_SCOPE_USES_THIS);
    lode_node *node = lode_node_new(p, LODE_THIS, t->start);
    node->end = t->end;
    return node;
  }
  return lode_identifier_from(p, t);
}

static lode_node *jsx_tag(lode_parser *p) {
  lode_token first = p->tok;
  lode_node *node = jsx_name(p);
  bool plain = node->end == first.end;
  if (!plain || (!lode_at(p, LODE_T_DOT) && first.kind != LODE_T_THIS &&
                 jsx_is_intrinsic(p, first.start, first.end))) {
    if (lode_at(p, LODE_T_DOT)) {
      lode_parser_unexpected(p, &p->tok);
    }
    return node;
  }
  node = jsx_reference(p, &first);
  while (lode_at(p, LODE_T_DOT)) {
    lode_scan_next(p);
    if (!lode_token_is_name(&p->tok)) {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_node *member = lode_node_new(p, LODE_MEMBER, node->start);
    member->u.child[0] = node;
    member->u.member.name = p->tok.name;
    member->at = p->tok.start;
    member->end = p->tok.end;
    node = member;
    lode_scan_next(p);
  }
  return node;
}

// `{…}`: an expression, a spread or nothing. `}` stays at hand.
static lode_node *jsx_braces(lode_parser *p, bool empty) {
  lode_node *node = lode_node_new(p, LODE_JSX_EXPRESSION, p->tok.start);
  lode_scan_next(p);
  if (lode_at(p, LODE_T_ELLIPSIS)) {
    node->kind = LODE_JSX_SPREAD;
    node->at = p->tok.start;
    lode_scan_next(p);
    node->u.child[0] = lode_parse_assignment_in(p);
  } else if (!empty || !lode_at(p, LODE_T_RBRACE)) {
    node->u.child[0] = lode_parse_expression_in(p);
  }
  if (!lode_at(p, LODE_T_RBRACE)) {
    lode_parser_unexpected(p, &p->tok);
  }
  node->end = p->tok.end;
  return node;
}

static lode_node *jsx_attribute(lode_parser *p) {
  lode_node *node = lode_node_new(p, LODE_JSX_ATTRIBUTE, p->tok.start);
  node->u.child[0] = jsx_name(p);
  node->end = node->u.child[0]->end;
  if (!lode_at(p, LODE_T_ASSIGN)) {
    return node;
  }
  node->at = p->tok.start;
  lode_scan_jsx_value(p);
  lode_node *value;
  if (lode_at(p, LODE_T_STRING)) {
    value = jsx_leaf(p, LODE_JSX_STRING);
  } else if (lode_at(p, LODE_T_LBRACE)) {
    value = jsx_braces(p, false);
    if (value->kind != LODE_JSX_EXPRESSION) {
      lode_parser_fail(p, value->at, value->at + 3, "Unexpected token '...'");
    }
  } else if (lode_at(p, LODE_T_LT)) {
    uint32_t start = p->tok.start;
    lode_scan_next(p);
    value = jsx_element(p, start);
  } else {
    lode_parser_unexpected(p, &p->tok);
  }
  node->u.child[1] = value;
  node->end = value->end;
  lode_scan_next(p);
  return node;
}

static lode_node *jsx_attributes(lode_parser *p) {
  lode_list list;
  LODE_LIST_INIT(list);
  for (;;) {
    if (lode_at(p, LODE_T_LBRACE)) {
      lode_node *spread = jsx_braces(p, false);
      if (spread->kind != LODE_JSX_SPREAD) {
        lode_parser_fail(p, spread->start, spread->start + 1,
                         "An attribute in braces must be {...spread}");
      }
      lode_list_add(&list, spread);
      lode_scan_next(p);
    } else if (lode_token_is_name(&p->tok)) {
      lode_list_add(&list, jsx_attribute(p));
    } else {
      return list.first;
    }
  }
}

// `</` is behind: the rest of the closing tag, which must be the element's.
static void jsx_close(lode_parser *p, const lode_node *element) {
  const lode_node *tag = element->u.child[0];
  uint32_t start = p->tok.start, end = start;
  while (lode_token_is_name(&p->tok) || lode_at(p, LODE_T_DOT) ||
         lode_at(p, LODE_T_COLON)) {
    if (lode_token_is_name(&p->tok)) {
      lode_scan_jsx_name(p);
    }
    end = p->tok.end;
    lode_scan_next(p);
  }
  size_t size = tag == NULL ? 0 : tag->end - tag->start;
  if (end - start != size ||
      (size > 0 &&
       memcmp(p->source + start, p->source + tag->start, size) != 0)) {
    lode_parser_fail(p, start, end > start ? end : start + 1,
                     "Expected the closing tag </%.*s>",
                     (int)(size > 100 ? 100 : size),
                     tag == NULL ? "" : (const char *)p->source + tag->start);
  }
  lode_scan_jsx_byte(p, '>');
}

// From behind `>` to the closing tag's.
static void jsx_children(lode_parser *p, lode_node *element) {
  lode_list list;
  LODE_LIST_INIT(list);
  for (;;) {
    uint32_t start = (uint32_t)(p->at - p->source);
    lode_scan_jsx_text(p, element);
    uint32_t end = (uint32_t)(p->at - p->source);
    if (end > start) {
      lode_node *text = lode_node_new(p, LODE_JSX_TEXT, start);
      text->end = end;
      lode_list_add(&list, text);
    }
    if (*p->at == '{') {
      lode_scan_next(p);
      lode_list_add(&list, jsx_braces(p, true));
      continue;
    }
    p->tok = (lode_token){.kind = LODE_T_LT, .start = end, .end = end + 1};
    p->at++;
    lode_scan_next(p);
    if (p->tok.start < (uint32_t)(p->limit - p->source) &&
        p->source[p->tok.start] == '/') {
      lode_scan_jsx_byte(p, '/');
      lode_scan_next(p);
      element->u.child[2] = list.first;
      jsx_close(p, element);
      return;
    }
    lode_list_add(&list, jsx_element(p, end));
  }
}

// `<` is behind. The last `>` stays at hand.
static lode_node *jsx_element(lode_parser *p, uint32_t start) {
  lode_parser_descend(p);
  lode_node *node = lode_node_new(p, LODE_JSX_ELEMENT, start);
  jsx_add(p, node);
  if (p->source[p->tok.start] != '>') {
    node->u.child[0] = jsx_tag(p);
    if (lode_ts_on(p)) {
      lode_ts_type_arguments(p);
    }
    node->u.child[1] = jsx_attributes(p);
  }
  node->at = p->tok.start;
  if (lode_at(p, LODE_T_DIV) && node->u.child[0] != NULL) {
    node->flags = LODE_JSX_CLOSED;
    lode_scan_next(p);
    lode_scan_jsx_byte(p, '>');
  } else {
    lode_scan_jsx_byte(p, '>');
    jsx_children(p, node);
  }
  node->end = p->tok.end;
  return node;
}

lode_node *lode_parse_jsx(lode_parser *p) {
  uint32_t start = p->tok.start;
  if (p->last_end >= 3 && memcmp(p->source + p->last_end - 3, "new", 3) == 0) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_scan_next(p);
  lode_node *node = jsx_element(p, start);
  lode_scan_next(p);
  if (lode_at(p, LODE_T_LT)) {
    lode_parser_fail(p, p->tok.start, p->tok.end,
                     "Elements side by side need a common parent, or <>...</>");
  }
  return node;
}

static bool jsx_type_parameters(lode_parser *p) {
  lode_scan_next(p);
  lode_eat(p, LODE_T_CONST);
  if (!lode_token_is_identifier(&p->tok)) {
    return false;
  }
  lode_scan_next(p);
  if (lode_eat(p, LODE_T_EXTENDS)) {
    return !lode_at(p, LODE_T_ASSIGN) && !lode_at(p, LODE_T_GT) &&
           !lode_at(p, LODE_T_DIV);
  }
  return lode_at(p, LODE_T_COMMA) || lode_at(p, LODE_T_ASSIGN);
}

bool lode_jsx_at_arrow(lode_parser *p) {
  const lode_ts_saved saved = lode_ts_save(p);
  bool found = lode_ts_try(p, jsx_type_parameters);
  lode_ts_restore(p, &saved);
  return found;
}
