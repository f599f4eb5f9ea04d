// SPDX-License-Identifier: MIT
// Direct eval. The text goes through $X first, which compiles it as its file
// was. It sees a module's variables by itself, but imports are none, and a
// change of an exported one must be published: $X is told of both.
#include <errno.h>
#include <string.h>

#include "compiler/emit.h"

// "a,b": the bindings of one kind that are not hidden at the call.
static void eval_list(lode_emitter *e, const lode_scope *scope, bool imports) {
  bool first = true;
  for (size_t i = 0; e->bindings != NULL && i <= e->mask; i++) {
    emit_binding *binding = &e->bindings[i];
    if (binding->name == NULL || (binding->import != 0) != imports) {
      continue;
    }
    const lode_declaration *declaration =
        lode_scope_resolve(scope, binding->name, NULL);
    if (declaration == NULL || declaration->scope != e->program->scope) {
      continue;
    }
    binding->setter = true;
    lode_edits_add(e->edits, ",", first ? 0 : 1);
    lode_edits_add(e->edits, binding->name->text, binding->name->size);
    first = false;
  }
}

// In front of the first argument and behind it; the arguments are walked here.
void lode_emit_direct_eval(lode_emitter *e, const lode_node *call) {
  const lode_node *callee = lode_emit_strip(call->u.child[0]);
  const lode_node *text = call->u.child[1];
  const lode_scope *scope = callee->u.ident.scope;
  if (e->evaluated || e->string || text == NULL || text->kind == LODE_SPREAD ||
      lode_scope_resolve(scope, callee->u.ident.name, NULL) != NULL) {
    lode_emit_chain(e, text);
    return;
  }
  e->unit->helpers |= EMIT_EVAL | (e->module ? EMIT_SETTERS : 0u);
  lode_emit_insert(e, text->start, "$X(", NULL, 0);
  lode_emit_node(e, text);
  lode_emit_insert(e, text->end, ",\"$\",\"", NULL, 0);
  eval_list(e, scope, true);
  lode_edits_add(e->edits, "\",\"", 3);
  eval_list(e, scope, false);
  lode_edits_add(e->edits, e->module ? "\",1)" : "\")", e->module ? 4 : 2);
  lode_emit_chain(e, text->next);
}

// The names of a list that the text uses: the bindings of its emitter.
static void eval_bind(lode_emitter *e, const char *list, bool import) {
  const lode_program *program = e->program;
  for (size_t i = 0; i < program->name_count; i++) {
    const lode_name *name = program->names[i];
    for (const char *s = list; *s != '\0';) {
      size_t n = strcspn(s, ",");
      if (n == name->size && memcmp(s, name->text, n) == 0) {
        size_t k = name->hash & e->mask;
        while (e->bindings[k].name != NULL) {
          k = (k + 1) & e->mask;
        }
        e->bindings[k] = (emit_binding){name, import, 0, false};
        break;
      }
      s += n + (s[n] == ',');
    }
  }
}

int lode_emit_eval_names(lode_emitter *e, const lode_eval_names *names) {
  size_t size = 4;
  while (size < e->program->name_count * 2) {
    size *= 2;
  }
  e->bindings = lode_arena_alloc(&e->unit->arena, size * sizeof *e->bindings);
  if (e->bindings == NULL) {
    return -ENOMEM;
  }
  memset(e->bindings, 0, size * sizeof *e->bindings);
  e->mask = size - 1;
  eval_bind(e, names->imports, true);
  eval_bind(e, names->exports, false);
  return 0;
}
