// SPDX-License-Identifier: MIT
// Imports that no value of the file needs become spaces, as TypeScript has it
// where verbatimModuleSyntax is off. A name that is a value anywhere in the
// file keeps its import, whichever variable it means there.
#include <string.h>

#include "compiler/jsx.h"
#include "compiler/ts.h"

// Whether the name is the first of `a.b.c`.
static bool elide_begins(const char *dotted, const lode_name *name) {
  size_t n = strcspn(dotted, ".");
  return n == name->size && memcmp(dotted, name->text, n) == 0;
}

static bool elide_is_used(const lode_program *program,
                          const lode_jsx_options *jsx,
                          const lode_node *specifier) {
  const lode_node *local = specifier->u.child[0];
  const lode_name *name = local->u.ident.name;
  if (name->first != local || local->u.ident.same != NULL) {
    return true;
  }
  return program->ts->element_count > 0 && jsx->runtime == LODE_JSX_CLASSIC &&
         (elide_begins(jsx->factory, name) ||
          elide_begins(jsx->fragment, name));
}

// Behind white space and comments.
static uint32_t elide_skip(const char *s, uint32_t at) {
  for (;;) {
    if (s[at] == '/' && s[at + 1] == '*') {
      at = (uint32_t)(strstr(s + at + 2, "*/") - s) + 2;
    } else if (s[at] == '/' && s[at + 1] == '/') {
      at += (uint32_t)strcspn(s + at, "\n\r");
    } else if (s[at] == ' ' || (s[at] >= '\t' && s[at] <= '\r') ||
               (unsigned char)s[at] >= 0x80) {
      at++;
    } else {
      return at;
    }
  }
}

// A specifier with the comma behind it; `* as x` with the one in front.
static void elide_specifier(char *text, const lode_node *before,
                            const lode_node *specifier) {
  uint32_t start = specifier->start, end = specifier->end;
  uint32_t comma = elide_skip(text, end);
  if (text[comma] == ',') {
    end = comma + 1;
  } else if (specifier->u.member.name == NULL && before != NULL) {
    start = before->end;
  }
  lode_ts_blank_range(text, start, end);
}

static void elide_import(const lode_program *program,
                         const lode_jsx_options *jsx, const lode_node *node,
                         char *text) {
  bool any = false, used = false;
  const lode_node *s = node->u.child[0], *before = NULL;
  for (; s != NULL; s = s->next) {
    any = true;
    used = used || elide_is_used(program, jsx, s);
  }
  if (any && !used) {
    lode_ts_blank_range(text, node->start, node->end);
    text[node->start] = ';';
  }
  for (s = node->u.child[0]; used && s != NULL; before = s, s = s->next) {
    if (!elide_is_used(program, jsx, s)) {
      elide_specifier(text, before, s);
    }
  }
}

void lode_ts_elide(const lode_program *program, const lode_jsx_options *jsx,
                   char *text) {
  const lode_node *node = program->body;
  for (; node != NULL; node = node->next) {
    if (node->kind == LODE_IMPORT && node->op == 0) {
      elide_import(program, jsx, node, text);
    }
  }
}
