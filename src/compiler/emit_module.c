// SPDX-License-Identifier: MIT
// The items of a module, and what runs before its first yield: functions are
// published, since they are there from the start.
#include <string.h>

#include "compiler/emit.h"

static const char module_default_text[] = "default";
static const lode_name module_default = {
    .text = module_default_text, .size = sizeof module_default_text - 1};

static void module_default_export(lode_emitter *e, const lode_node *node) {
  const lode_node *value = node->u.child[0];
  bool function = value->kind == LODE_FUNCTION &&
                  (value->flags & LODE_FUNCTION_STATEMENT) != 0;
  bool class =
      value->kind == LODE_CLASS && (value->flags & LODE_CLASS_STATEMENT) != 0;
  if ((function || class) && value->u.child[0] != NULL) {
    lode_emit_replace(e, node->start, value->start, "", NULL, 0);
    lode_emit_node(e, value);
  } else if (function) {
    lode_emit_replace(e, node->start, value->start, "", NULL, 0);
    lode_emit_insert(e, value->at, " $Default", NULL, 0);
    lode_emit_node(e, value);
  } else {
    lode_emit_replace(e, node->start, value->start, "$M.default=", NULL, 0);
    lode_emit_named(e, value, &module_default);
    if (class) {
      lode_emit_insert(e, value->end, ";", NULL, 0);
    }
  }
}

void lode_emit_module_item(lode_emitter *e, const lode_node *node) {
  switch (node->kind) {
    case LODE_EXPORT_DECLARATION:
      lode_emit_replace(e, node->start, node->u.child[0]->start, "", NULL, 0);
      lode_emit_node(e, node->u.child[0]);
      break;
    case LODE_EXPORT_DEFAULT:
      module_default_export(e, node);
      break;
    default:
      // Something must end the statement before.
      lode_emit_replace(e, node->start, node->end, ";", NULL, 0);
  }
}

static void module_publish(lode_emitter *e, const lode_export_entry *entry) {
  lode_unit *unit = e->unit;
  const lode_name *name = entry->name != NULL ? entry->name : &module_default;
  const char *text = NULL;
  if (entry->local != NULL) {
    const lode_declaration *declaration =
        lode_scope_find(e->program->scope, entry->local);
    if (declaration == NULL) {
      return;
    }
    text = declaration->kind == LODE_DECLARE_VAR ? "$M@=void 0;"
           : declaration->kind == LODE_DECLARE_FUNCTION ||
                   declaration->kind == LODE_DECLARE_BLOCK_FUNCTION
               ? "$M@="
               : NULL;
  }
  if (text == NULL) {
    return;
  }
  e->failed |=
      lode_emit_template(&unit->prelude, unit->prefix, text, name, 0) < 0;
  if (text[strlen(text) - 1] == '=') {
    e->failed |= lode_emit_template(&unit->prelude, unit->prefix, "&;",
                                    entry->local, 0) < 0;
  }
}

// export default function() {}: the one function without a name of its own.
static void module_publish_default(lode_emitter *e) {
  for (const lode_node *n = e->program->body; n != NULL; n = n->next) {
    const lode_node *value = n->u.child[0];
    if (n->kind == LODE_EXPORT_DEFAULT && value->kind == LODE_FUNCTION &&
        (value->flags & LODE_FUNCTION_STATEMENT) != 0 &&
        value->u.child[0] == NULL) {
      e->unit->helpers |= EMIT_OBJECT;
      e->failed |=
          lode_emit_template(&e->unit->prelude, e->unit->prefix,
                             "$M.default=$O.named($Default);", NULL, 0) < 0;
    }
  }
}

// $S: what patterns and direct eval assign to, and where eval reads imports.
static void module_setters(lode_emitter *e) {
  lode_buf *out = &e->unit->prelude;
  const char *prefix = e->unit->prefix;
  int err = lode_emit_template(out, prefix, "const $S={", NULL, 0);
  for (size_t i = 0; i <= e->mask && err == 0; i++) {
    const emit_binding *binding = &e->bindings[i];
    if (binding->name == NULL || !binding->setter) {
      continue;
    }
    if (binding->import != 0) {
      e->unit->helpers |= EMIT_OBJECT;
      err = lode_emit_template(out, prefix,
                               "get #(){return ?},set #($v){$O.constant=$v},",
                               binding->name, binding->import - 1);
      continue;
    }
    err = lode_emit_template(out, prefix, "get #(){return &},set #($v){",
                             binding->name, 0);
    lode_emit_cells(e, binding, out);
    if (err == 0) {
      err = lode_emit_template(out, prefix, "&=$v},", binding->name, 0);
    }
  }
  e->failed |= err < 0 || lode_emit_template(out, prefix, "};", NULL, 0) < 0;
}

void lode_emit_prelude(lode_emitter *e) {
  lode_unit *unit = e->unit;
  bool uses = lode_emit_using_in(e->program->scope);
  if (uses) {
    e->failed |= lode_emit_template(&unit->prelude, unit->prefix,
                                    "const $D=$U();try{", NULL, 0) < 0;
    unit->helpers |= EMIT_DISPOSE;
  }
  for (size_t i = 0; i < unit->export_count; i++) {
    if (unit->exports[i].kind == LODE_EXPORT_LOCAL) {
      module_publish(e, &unit->exports[i]);
    }
  }
  module_publish_default(e);
  if ((unit->helpers & EMIT_SETTERS) != 0) {
    module_setters(e);
  }
  if (uses) {
    bool async = (e->program->scope->flags & LODE_SCOPE_HAS_AWAIT_USING) != 0;
    const char *close =
        async ? "\n}catch($E){$D.fail($E)}finally{while($D.step())"
                "try{yield $D.value}catch($E){$D.fail($E)}$D.end()}"
              : "\n}catch($E){$D.fail($E)}finally{$D.end()}";
    e->failed |=
        lode_emit_template(&unit->footer, unit->prefix, close, NULL, 0) < 0;
  }
}
