// SPDX-License-Identifier: MIT
// Imports and exports of types, and TypeScript's own forms of both.
#include "compiler/ts_parse.h"

// From behind `type` to behind the statement.
static void module_skip_clause(lode_parser *p) {
  unsigned depth = 0;
  while (!lode_at(p, LODE_T_STRING) || depth > 0) {
    depth += lode_at(p, LODE_T_LBRACE) ? 1 : 0;
    if (lode_at(p, LODE_T_RBRACE)) {
      if (depth == 0) {
        lode_parser_unexpected(p, &p->tok);
      }
      depth--;
      lode_scan_next(p);
      if (!lode_at(p, LODE_T_FROM)) {
        lode_expect_semicolon(p);  // export type { x }
        return;
      }
      continue;
    }
    switch (p->tok.kind) {
      case LODE_T_STRING:
      case LODE_T_LBRACE:
      case LODE_T_COMMA:
      case LODE_T_MUL:
        break;
      default:
        if (!lode_token_is_name(&p->tok)) {
          lode_parser_unexpected(p, &p->tok);
        }
    }
    lode_scan_next(p);
  }
  lode_scan_next(p);
  if (lode_eat(p, LODE_T_WITH)) {
    lode_ts_skip_object_type(p);
  }
  lode_expect_semicolon(p);
}

static lode_node *module_erased(lode_parser *p, uint32_t start,
                                uint32_t before) {
  lode_ts_erase_statement(p, start, before);
  return lode_ts_empty(p, start, LODE_TS_ERASED);
}

// a.b.c or require("x"), behind `=`.
static lode_node *module_equals(lode_parser *p, uint32_t start) {
  lode_node *node = lode_node_new(p, LODE_IMPORT_EQUALS, start);
  node->u.child[0] =
      lode_parse_binding_identifier(p, LODE_DECLARE_IMPORT, node);
  node->at = p->tok.start;
  lode_expect(p, LODE_T_ASSIGN);
  node->u.child[1] = lode_parse_left_hand_side(p);
  lode_expect_semicolon(p);
  lode_node_end(p, node);
  lode_ts_found_add(p, LODE_TS_IMPORT_EQUALS, start, node->end, node);
  return node;
}

// `import type` that imports types; the tokens are taken up to what follows.
static bool module_at_type_import(lode_parser *p) {
  lode_scan_next(p);
  if (!lode_at(p, LODE_T_TYPE)) {
    return false;
  }
  lode_scan_next(p);
  if (lode_at(p, LODE_T_LBRACE) || lode_at(p, LODE_T_MUL)) {
    return true;
  }
  if (!lode_token_is_identifier(&p->tok)) {
    return false;
  }
  // import type from "x" has a default name that is `type`.
  return !lode_at(p, LODE_T_FROM) || lode_peek(p).kind != LODE_T_STRING;
}

lode_node *lode_ts_import(lode_parser *p) {
  uint32_t start = p->tok.start, before = p->last_end;
  if (lode_ts_try(p, module_at_type_import)) {
    if (lode_token_is_identifier(&p->tok) &&
        lode_peek(p).kind == LODE_T_ASSIGN) {
      p->ts->ambient++;
      module_equals(p, start);
      p->ts->ambient--;
    } else {
      module_skip_clause(p);
    }
    return module_erased(p, start, before);
  }
  const lode_ts_saved saved = lode_ts_save(p);
  lode_scan_next(p);
  if (lode_token_is_identifier(&p->tok) && lode_peek(p).kind == LODE_T_ASSIGN) {
    return module_equals(p, start);
  }
  lode_ts_restore(p, &saved);
  return NULL;
}

bool lode_ts_in_namespace(const lode_parser *p) {
  const lode_node *node = p->scope->node;
  return p->ts->namespaces > 0 && p->scope->kind == LODE_SCOPE_FUNCTION &&
         node != NULL && node->kind == LODE_NAMESPACE;
}

void lode_ts_namespace_export(lode_parser *p) {
  lode_token next = lode_peek(p);
  bool clause = next.kind == LODE_T_DEFAULT || next.kind == LODE_T_MUL ||
                next.kind == LODE_T_LBRACE || next.kind == LODE_T_ASSIGN;
  if (clause && p->ts->ambient == 0) {
    lode_parser_unexpected(p, &next);
  }
}

bool lode_ts_type_specifier(lode_parser *p) {
  if (!lode_at(p, LODE_T_TYPE)) {
    return false;
  }
  const lode_ts_saved saved = lode_ts_save(p);
  uint32_t start = p->tok.start;
  lode_scan_next(p);
  bool types = lode_token_is_name(&p->tok) || lode_at(p, LODE_T_STRING);
  if (lode_at(p, LODE_T_AS)) {
    lode_scan_next(p);
    if (lode_at(p, LODE_T_AS)) {  // {type as as} has no type, with one more it
      lode_scan_next(p);
      types = lode_token_is_name(&p->tok);
      if (types) {
        lode_scan_next(p);
      }
    } else {
      types = !lode_token_is_name(&p->tok) && !lode_at(p, LODE_T_STRING);
    }
  } else if (types) {
    lode_scan_next(p);
    if (lode_eat(p, LODE_T_AS)) {
      lode_scan_next(p);
    }
  }
  if (!types) {
    lode_ts_restore(p, &saved);
    return false;
  }
  if (!lode_at(p, LODE_T_RBRACE)) {
    lode_expect(p, LODE_T_COMMA);
  }
  lode_ts_cut_add(p, start, p->last_end);
  return true;
}

static lode_node *module_export_equals(lode_parser *p, uint32_t start) {
  lode_node *node = lode_node_new(p, LODE_EXPORT_EQUALS, start);
  node->at = p->tok.start;
  lode_scan_next(p);
  node->u.child[0] = lode_parse_expression(p);
  lode_expect_semicolon(p);
  lode_node_end(p, node);
  lode_ts_found_add(p, LODE_TS_EXPORT_EQUALS, start, node->end, node);
  return node;
}

// An export of what only TypeScript declares, or of a function or class that
// may be no value. `export` is behind.
static lode_node *module_declaration(lode_parser *p, uint32_t start,
                                     uint32_t before, lode_node *inner) {
  if (inner->kind == LODE_EMPTY) {
    lode_ts_erase_statement(p, start, before);
    return inner;
  }
  lode_node *node = lode_node_new(p, LODE_EXPORT_DECLARATION, start);
  node->u.child[0] = inner;
  return lode_node_end(p, node);
}

static lode_node *module_default(lode_parser *p, uint32_t start,
                                 uint32_t before) {
  lode_scan_next(p);
  lode_token next = lode_peek(p);
  bool async =
      lode_at(p, LODE_T_ASYNC) && next.kind == LODE_T_FUNCTION && !next.newline;
  lode_node *inner = NULL;
  uint32_t at = p->tok.start;
  if (lode_at(p, LODE_T_FUNCTION) || async) {
    inner = lode_ts_function(p, start, before, true);
  } else if (lode_at(p, LODE_T_AT) ||
             (lode_at(p, LODE_T_ABSTRACT) && next.kind == LODE_T_CLASS)) {
    inner = lode_ts_class(p, true, true, NULL);
  } else if (lode_at(p, LODE_T_INTERFACE) && lode_token_is_identifier(&next) &&
             !next.newline) {
    inner = lode_ts_statement(p, false);
  }
  if (inner == NULL) {
    return NULL;
  }
  lode_node *node = module_declaration(p, start, before, inner);
  if (node != inner) {
    node->kind = LODE_EXPORT_DEFAULT;
    node->at = at;
  }
  return node;
}

static lode_node *module_export(lode_parser *p, uint32_t start,
                                uint32_t before) {
  lode_token next;
  lode_scan_next(p);
  switch (p->tok.kind) {
    case LODE_T_DEFAULT:
      return module_default(p, start, before);
    case LODE_T_ASSIGN:
      return module_export_equals(p, start);
    case LODE_T_IMPORT:
      lode_scan_next(p);
      if (lode_at(p, LODE_T_TYPE) && lode_peek(p).kind != LODE_T_ASSIGN) {
        lode_scan_next(p);
        p->ts->ambient++;
        module_equals(p, start);
        p->ts->ambient--;
        return module_erased(p, start, before);
      }
      return module_declaration(p, start, before, module_equals(p, start));
    case LODE_T_AS:
      lode_scan_next(p);
      lode_expect(p, LODE_T_NAMESPACE);
      lode_check_identifier(p, &p->tok);
      lode_scan_next(p);
      lode_expect_semicolon(p);
      return module_erased(p, start, before);
    case LODE_T_TYPE:
      next = lode_peek(p);
      if (next.kind == LODE_T_LBRACE || next.kind == LODE_T_MUL) {
        lode_scan_next(p);
        module_skip_clause(p);
        return module_erased(p, start, before);
      }
      break;
    case LODE_T_CLASS:
      return NULL;
    case LODE_T_AT:
      return module_declaration(p, start, before,
                                lode_ts_class(p, true, false, NULL));
    default:
      break;
  }
  lode_node *inner = lode_ts_statement(p, false);
  return inner == NULL ? NULL : module_declaration(p, start, before, inner);
}

lode_node *lode_ts_export(lode_parser *p) {
  const lode_ts_saved saved = lode_ts_save(p);
  lode_node *node = module_export(p, p->tok.start, p->last_end);
  if (node == NULL) {
    lode_ts_restore(p, &saved);
  }
  return node;
}
