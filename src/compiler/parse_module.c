// SPDX-License-Identifier: MIT
// Import and export declarations.
#include "compiler/parser_internal.h"
#include "compiler/ts_parse.h"

// Flags of names: there is such an export; the attributes at hand have it.
#define MODULE_EXPORTED 0x8000
#define MODULE_ATTRIBUTE 0x1000

static int module_shown(const lode_name *name) {
  return name->size > 100 ? 100 : (int)name->size;
}

static void module_add_export(lode_parser *p, lode_name *name, uint32_t start,
                              uint32_t end) {
  if ((name->flags & MODULE_EXPORTED) && !lode_ts_on(p)) {
    lode_parser_fail(p, start, end, "Duplicate export of '%.*s'",
                     module_shown(name), name->text);
  }
  name->flags |= MODULE_EXPORTED;
}

static lode_node *module_source(lode_parser *p) {
  if (!lode_at(p, LODE_T_STRING)) {
    lode_parser_unexpected(p, &p->tok);
  }
  return lode_parse_string(p);
}

// with { type: "json" }
static lode_node *module_attributes(lode_parser *p) {
  lode_list list;
  LODE_LIST_INIT(list);
  if (!lode_eat(p, LODE_T_WITH)) {
    return NULL;
  }
  lode_expect(p, LODE_T_LBRACE);
  while (!lode_at(p, LODE_T_RBRACE)) {
    lode_node *node = lode_node_new(p, LODE_ATTRIBUTE, p->tok.start);
    if (lode_at(p, LODE_T_STRING)) {
      node->u.child[0] = lode_parse_string(p);
    } else if (lode_token_is_name(&p->tok)) {
      node->u.child[0] = lode_key_from(p, &p->tok);
      lode_scan_next(p);
    } else {
      lode_parser_unexpected(p, &p->tok);
    }
    lode_expect(p, LODE_T_COLON);
    node->u.child[1] = module_source(p);
    lode_list_add(&list, lode_node_end(p, node));
    lode_name *name = node->u.child[0]->u.name;
    if (name->flags & MODULE_ATTRIBUTE) {
      lode_parser_fail(p, node->start, node->end,
                       "Import attribute has duplicate key '%.*s'",
                       module_shown(name), name->text);
    }
    name->flags |= MODULE_ATTRIBUTE;
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACE);
  for (const lode_node *n = list.first; n != NULL; n = n->next) {
    n->u.child[0]->u.name->flags &= (uint16_t)~MODULE_ATTRIBUTE;
  }
  return list.first;
}

static lode_node *module_from(lode_parser *p) {
  if (!lode_at(p, LODE_T_FROM) || (p->tok.flags & LODE_TOKEN_ESCAPED)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_scan_next(p);
  return module_source(p);
}

// An exported or imported name: a word or a well-formed string.
static lode_node *module_name(lode_parser *p) {
  if (lode_at(p, LODE_T_STRING)) {
    lode_node *node = lode_parse_string(p);
    if (node->u.name->flags & LODE_NAME_ILL_FORMED) {
      lode_parser_fail(p, node->start, node->end,
                       "Invalid module export name: contains unpaired "
                       "surrogate");
    }
    return node;
  }
  if (!lode_token_is_name(&p->tok)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_node *node = lode_key_from(p, &p->tok);
  lode_scan_next(p);
  return node;
}

static lode_node *module_local(lode_parser *p, lode_node *specifier) {
  specifier->u.child[0] =
      lode_parse_binding_identifier(p, LODE_DECLARE_IMPORT, specifier);
  return lode_node_end(p, specifier);
}

static bool module_eat_as(lode_parser *p) {
  if (!lode_at(p, LODE_T_AS) || (p->tok.flags & LODE_TOKEN_ESCAPED)) {
    return false;
  }
  lode_scan_next(p);
  return true;
}

static void module_check_reserved(lode_parser *p, const lode_token *t) {
  if (t->kind >= LODE_T_FIRST_RESERVED) {
    lode_parser_fail(p, t->start, t->end, "Unexpected reserved word");
  }
}

static void module_named_imports(lode_parser *p, lode_list *list) {
  lode_expect(p, LODE_T_LBRACE);
  while (!lode_at(p, LODE_T_RBRACE)) {
    if (lode_ts_on(p) && lode_ts_type_specifier(p)) {
      continue;
    }
    lode_node *node = lode_node_new(p, LODE_IMPORT_SPECIFIER, p->tok.start);
    lode_token t = p->tok;
    lode_token next = lode_peek(p);
    if (t.kind == LODE_T_STRING ||
        (next.kind == LODE_T_AS && !(next.flags & LODE_TOKEN_ESCAPED))) {
      node->u.member.name = module_name(p)->u.name;
      if (!module_eat_as(p)) {
        lode_parser_unexpected(p, &p->tok);
      }
    } else {
      if (!lode_token_is_name(&t)) {
        lode_parser_unexpected(p, &t);
      }
      module_check_reserved(p, &t);
      node->u.member.name = t.name;
    }
    lode_list_add(list, module_local(p, node));
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACE);
}

static void module_namespace_import(lode_parser *p, lode_list *list) {
  lode_node *node = lode_node_new(p, LODE_IMPORT_SPECIFIER, p->tok.start);
  lode_scan_next(p);
  if (!module_eat_as(p)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_list_add(list, module_local(p, node));
}

// The default name, if any, and what follows it.
static void module_import_clause(lode_parser *p, lode_node *node,
                                 lode_list *list) {
  if (lode_token_is_name(&p->tok)) {
    lode_node *first = lode_node_new(p, LODE_IMPORT_SPECIFIER, p->tok.start);
    first->u.member.name =
        lode_name_copy(p, (const uint8_t *)"default\0\0\0\0\0\0\0\0", 7);
    lode_list_add(list, module_local(p, first));
    if (node->op != 0 || !lode_eat(p, LODE_T_COMMA)) {
      return;
    }
  }
  if (lode_at(p, LODE_T_MUL)) {
    module_namespace_import(p, list);
  } else if (lode_at(p, LODE_T_LBRACE) && node->op == 0) {
    module_named_imports(p, list);
  } else {
    lode_parser_unexpected(p, &p->tok);
  }
}

// import source x from. Deferred imports are not there, as in Node 25.
static void module_import_phase(lode_parser *p, lode_node *node) {
  if (p->tok.flags & LODE_TOKEN_ESCAPED) {
    return;
  }
  lode_token next = lode_peek(p);
  if (lode_at(p, LODE_T_SOURCE) && lode_token_is_identifier(&next)) {
    lode_token source = p->tok;
    const uint8_t *at = p->at;
    uint32_t last_end = p->last_end;
    lode_scan_next(p);
    // import source from "x" has a default name that is `source`.
    if (!lode_at(p, LODE_T_FROM) || lode_peek(p).kind == LODE_T_FROM) {
      node->op = LODE_T_SOURCE;
      return;
    }
    p->at = at;
    p->tok = source;
    p->last_end = last_end;
  }
}

lode_node *lode_parse_import(lode_parser *p) {
  lode_token next = lode_peek(p);
  if (next.kind == LODE_T_LPAREN || next.kind == LODE_T_DOT) {
    return lode_parse_statement(p);
  }
  if (p->goal != LODE_GOAL_MODULE) {
    lode_node *typed = lode_ts_on(p) ? lode_ts_import(p) : NULL;
    if (typed != NULL) {
      return typed;
    }
    lode_parser_fault(p, LODE_FAULT_MODULE_ITEM, &p->tok,
                      "Cannot use import statement outside a module");
  }
  if (p->scope->kind != LODE_SCOPE_PROGRAM &&
      !(lode_ts_on(p) && lode_ts_in_namespace(p))) {
    lode_parser_unexpected(p, &next);  // only ( or . could follow
  }
  if (lode_ts_on(p)) {
    lode_node *typed = lode_ts_import(p);
    if (typed != NULL) {
      return typed;
    }
    if (p->scope->kind != LODE_SCOPE_PROGRAM && p->ts->ambient == 0) {
      lode_parser_unexpected(p, &p->tok);
    }
  }
  lode_node *node = lode_node_new(p, LODE_IMPORT, p->tok.start);
  lode_list list;
  LODE_LIST_INIT(list);
  p->program->has_module_items = true;
  lode_scan_next(p);
  if (!lode_at(p, LODE_T_STRING)) {
    module_import_phase(p, node);
    module_import_clause(p, node, &list);
    node->u.child[1] = module_from(p);
  } else {
    node->u.child[1] = module_source(p);
  }
  node->at = node->u.child[1]->start;
  node->u.child[0] = list.first;
  node->u.child[2] = module_attributes(p);
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

static void module_export_pattern(lode_parser *p, const lode_node *node) {
  switch (node->kind) {
    case LODE_IDENTIFIER:
      module_add_export(p, node->u.ident.name, node->start, node->end);
      break;
    case LODE_PROPERTY:
      module_export_pattern(p, node->u.child[1]);
      break;
    case LODE_HOLE:
      break;
    case LODE_ARRAY_PATTERN:
    case LODE_OBJECT_PATTERN:
      for (node = node->u.child[0]; node != NULL; node = node->next) {
        module_export_pattern(p, node);
      }
      break;
    default:  // DEFAULT, REST
      module_export_pattern(p, node->u.child[0]);
  }
}

static lode_node *module_export_declaration(lode_parser *p, lode_node *node) {
  node->kind = LODE_EXPORT_DECLARATION;
  if (lode_at(p, LODE_T_LET) && !lode_at_let_declaration(p)) {
    lode_parser_unexpected(p, &p->tok);
  }
  lode_node *declaration = lode_parse_statement_item(p);
  node->u.child[0] = declaration;
  if (declaration->kind == LODE_VARIABLE) {
    const lode_node *d = declaration->u.child[0];
    for (; d != NULL; d = d->next) {
      module_export_pattern(p, d->u.child[0]);
    }
  } else {
    module_export_pattern(p, declaration->u.child[0]);
  }
  return lode_node_end(p, node);
}

static lode_node *module_export_default(lode_parser *p, lode_node *node) {
  node->kind = LODE_EXPORT_DEFAULT;
  module_add_export(p, p->tok.name, p->tok.start, p->tok.end);
  lode_scan_next(p);
  node->at = p->tok.start;
  lode_token next = lode_peek(p);
  if (lode_at(p, LODE_T_FUNCTION) ||
      (lode_at(p, LODE_T_ASYNC) && next.kind == LODE_T_FUNCTION &&
       !next.newline)) {
    node->u.child[0] = lode_parse_function(p, p->tok.start, true, true);
  } else if (lode_at(p, LODE_T_CLASS)) {
    node->u.child[0] = lode_parse_class(p, p->tok.start, true, true);
  } else {
    node->u.child[0] = lode_parse_assignment(p);
    lode_expect_semicolon(p);
  }
  return lode_node_end(p, node);
}

static lode_node *module_export_all(lode_parser *p, lode_node *node) {
  node->kind = LODE_EXPORT_ALL;
  node->at = p->tok.start;
  lode_scan_next(p);
  if (module_eat_as(p)) {
    const lode_node *name = module_name(p);
    module_add_export(p, name->u.name, name->start, name->end);
    node->u.pair.name = name->u.name;
  }
  node->u.child[0] = module_from(p);
  node->u.child[1] = module_attributes(p);
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

// One of `export {…}`. Whether the first name is a variable is known only when
// `from` follows or not, so it is made then.
typedef struct module_specifier {
  struct module_specifier *next;
  lode_node *node;
  lode_token name;
} module_specifier;

static void module_export_specifier(lode_parser *p, module_specifier *s) {
  lode_node *node = lode_node_new(p, LODE_EXPORT_SPECIFIER, p->tok.start);
  s->node = node;
  s->name = p->tok;
  node->u.child[0] = module_name(p);
  const lode_node *name = node->u.child[0];
  node->at = name->start;
  if (module_eat_as(p)) {
    node->at = p->tok.start;
    name = module_name(p);
  }
  node->u.member.name = name->u.name;
  module_add_export(p, name->u.name, name->start, name->end);
  lode_node_end(p, node);
}

static void module_export_locals(lode_parser *p, module_specifier *s) {
  for (; s != NULL; s = s->next) {
    if (s->name.kind == LODE_T_STRING) {
      lode_parser_fail(p, s->name.start, s->name.end,
                       "String literal module export names must be followed "
                       "by a 'from' clause");
    }
    module_check_reserved(p, &s->name);
    lode_node *name = lode_identifier_from(p, &s->name);
    name->flags |= LODE_USE_EXPORT;
    s->node->u.child[0] = name;
    lode_nodes_add(p, &p->exported, name);
  }
}

static lode_node *module_export_list(lode_parser *p, lode_node *node) {
  lode_list list;
  LODE_LIST_INIT(list);
  module_specifier *first = NULL, **tail = &first;
  lode_scan_next(p);
  while (!lode_at(p, LODE_T_RBRACE)) {
    if (lode_ts_on(p) && lode_ts_type_specifier(p)) {
      continue;
    }
    module_specifier *s = lode_parser_alloc(p, sizeof *s);
    s->next = NULL;
    module_export_specifier(p, s);
    lode_list_add(&list, s->node);
    *tail = s;
    tail = &s->next;
    if (!lode_eat(p, LODE_T_COMMA)) {
      break;
    }
  }
  lode_expect(p, LODE_T_RBRACE);
  node->u.child[0] = list.first;
  if (lode_at(p, LODE_T_FROM)) {
    node->u.child[1] = module_from(p);
    node->u.child[2] = module_attributes(p);
  } else {
    module_export_locals(p, first);
  }
  lode_expect_semicolon(p);
  return lode_node_end(p, node);
}

lode_node *lode_parse_export(lode_parser *p) {
  bool space = lode_ts_on(p) && lode_ts_in_namespace(p);
  if (p->goal != LODE_GOAL_MODULE && !space &&
      !(lode_ts_on(p) && lode_peek(p).kind == LODE_T_ASSIGN)) {
    lode_parser_fault(p, LODE_FAULT_MODULE_ITEM, &p->tok,
                      "Unexpected token 'export'");
  }
  if (p->goal == LODE_GOAL_MODULE && p->scope->kind != LODE_SCOPE_PROGRAM &&
      !space) {
    lode_parser_unexpected(p, &p->tok);
  }
  if (space) {
    lode_ts_namespace_export(p);
  }
  if (lode_ts_on(p)) {
    lode_node *typed = lode_ts_export(p);
    if (typed != NULL) {
      return typed;
    }
  }
  lode_node *node = lode_node_new(p, LODE_EXPORT, p->tok.start);
  p->program->has_module_items = true;
  lode_scan_next(p);
  switch (p->tok.kind) {
    case LODE_T_DEFAULT:
      return module_export_default(p, node);
    case LODE_T_MUL:
      return module_export_all(p, node);
    case LODE_T_LBRACE:
      return module_export_list(p, node);
    case LODE_T_VAR:
    case LODE_T_LET:
    case LODE_T_CONST:
    case LODE_T_FUNCTION:
    case LODE_T_CLASS:
      return module_export_declaration(p, node);
    case LODE_T_ASYNC: {
      lode_token next = lode_peek(p);
      if (next.kind == LODE_T_FUNCTION && !next.newline) {
        return module_export_declaration(p, node);
      }
      break;
    }
    default:
      break;
  }
  lode_parser_unexpected(p, &p->tok);
}

void lode_check_exports(lode_parser *p) {
  for (size_t i = 0; i < p->exported.count; i++) {
    const lode_node *name = p->exported.at[i];
    if (name->u.ident.name->declaration == NULL) {
      lode_parser_fail(
          p, name->start, name->end, "Export '%.*s' is not defined in module",
          module_shown(name->u.ident.name), name->u.ident.name->text);
    }
  }
}
