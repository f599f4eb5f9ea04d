// SPDX-License-Identifier: MIT
// Classes with decorators. Expressions stay where they stand: those of a
// member move into its key, which is evaluated at the same time. What they
// evaluate to goes to lib/internal/modules/decorators.js.
#include <stdio.h>
#include <string.h>

#include "compiler/ts_transform.h"

// The text that the loader looks for, to have the runtime ready.
#define DECORATOR_RUNTIME "globalThis[Symbol.for(\"lode.decorators\")]"

bool lode_transform_is_decorated(lode_transform *t, const lode_node *class,
                                 const lode_node *decorators) {
  if (!t->options->decorators) {
    return false;
  }
  bool found = decorators != NULL;
  const lode_node *m = class->u.child[2];
  for (; m != NULL && !found; m = m->next) {
    found = m->kind == LODE_DECORATED ||
            (m->kind == LODE_PROPERTY &&
             lode_transform_has_parameters(t, m->u.child[1]));
  }
  return found;
}

void lode_transform_decorators(lode_transform *t, const lode_node *decorators,
                               const char *open, uint32_t to,
                               const char *close) {
  const lode_node *last = decorators;
  for (const lode_node *d = decorators; d != NULL; d = d->next) {
    lode_transform_edit(t, d->start, d->start + 1, "%s",
                        d == decorators ? open : ",");
    lode_transform_node(t, d->u.child[0]);
    last = d;
  }
  lode_transform_edit(t, last->end, to, "%s", close);
}

static const char *decorator_accesses(lode_transform *t,
                                      const lode_node *class) {
  const char *text = "";
  uint32_t i = 0;
  for (const lode_node *m = class->u.child[2]; m != NULL; m = m->next) {
    if (m->kind != LODE_DECORATED) {
      continue;
    }
    const lode_node *key = m->u.child[1]->u.child[0];
    if (key->kind == LODE_PRIVATE) {
      const char *name = lode_transform_name(t, key->u.name);
      bool setter = (m->u.child[1]->flags & LODE_PROPERTY_SET) != 0;
      bool writes = setter || m->u.child[1]->kind == LODE_FIELD;
      text = lode_transform_text(t, "%s%s%u:[o=>%s in o,%s%s,%s%s%s]", text,
                                 text[0] != '\0' ? "," : "", i, name,
                                 setter ? "" : "o=>o.", setter ? "null" : name,
                                 writes ? "(o,v)=>{o." : "",
                                 writes ? name : "null", writes ? "=v}" : "");
    }
    i++;
  }
  return text;
}

// Whether some method that is not static has decorators.
static bool decorator_starts(const lode_node *class) {
  const lode_node *m = class->u.child[2];
  for (; m != NULL; m = m->next) {
    if (m->kind == LODE_DECORATED &&
        !(m->u.child[1]->flags & LODE_PROPERTY_STATIC) &&
        m->u.child[1]->kind == LODE_PROPERTY) {
      return true;
    }
  }
  return false;
}

void lode_transform_decorated_start(lode_transform *t, const lode_node *class,
                                    transform_decorated *d) {
  uint32_t at = class->at + 1;
  const char *assign =
      d->binding != NULL ? lode_transform_text(t, "%s=", d->binding) : "";
  if (t->options->legacy_decorators) {
    lode_transform_edit(t, at, at, "static{%s%s.F=this}", assign, d->state);
    return;
  }
  lode_transform_edit(t, at, at, "static{%s%s.apply(this,{%s})}", assign,
                      d->state, decorator_accesses(t, class));
  if (decorator_starts(class)) {
    lode_transform_edit(t, at, at, "#%s%u=%s.start(this);", t->prefix,
                        ++t->counter, d->state);
  }
}

void lode_transform_decorated_end(lode_transform *t, const lode_node *class,
                                  const transform_decorated *d) {
  uint32_t at = class->end - 1;
  if (t->options->legacy_decorators) {
    lode_transform_edit(t, at, at, ";static{%s.legacy(this)}", d->state);
  } else if (d->replaced) {
    lode_transform_edit(t, at, at, ";static{%s.finish()}", d->state);
  }
}

// What stands in front of the statements that make a class, so that they are an
// expression, and what behind them.
typedef struct decorator_function {
  const char *front, *behind;
} decorator_function;

static const decorator_function decorator_functions[] = {
    {"(()=>{", "})()"},
    {"(await(async()=>{", "})())"},
    {"(yield*(function*(){", "}).apply(this,arguments))"},
    {"(yield*(async function*(){", "}).apply(this,arguments))"},
};

// By what the class and its decorators do that is the outer function's to do.
static const decorator_function *decorator_around(const lode_transform *t,
                                                  const lode_node *class,
                                                  uint32_t start) {
  const lode_program *program = t->program;
  const lode_scope *outer = lode_scope_function(lode_node_scope(class)->parent);
  bool awaits = false, yields = false;
  for (size_t i = 0; i < program->mark_count; i++) {
    const lode_node *mark = program->marks[i];
    if ((mark->kind == LODE_AWAIT || mark->kind == LODE_YIELD) &&
        mark->start > start && mark->end < class->end &&
        lode_scope_function(lode_node_scope(mark)) == outer) {
      awaits |= mark->kind == LODE_AWAIT;
      yields |= mark->kind == LODE_YIELD;
    }
  }
  bool async = yields && (outer->flags & LODE_FUNCTION_ASYNC) != 0;
  return &decorator_functions[async ? 3 : yields ? 2 : awaits ? 1 : 0];
}

// Whether what is evaluated for decorators in [start, end) has an await or a
// yield; one in a function there counts, too.
static bool decorator_waits(const lode_transform *t, uint32_t start,
                            uint32_t end) {
  const lode_program *program = t->program;
  for (size_t i = 0; i < program->mark_count; i++) {
    const lode_node *mark = program->marks[i];
    if ((mark->kind == LODE_AWAIT || mark->kind == LODE_YIELD) &&
        mark->start > start && mark->end <= end) {
      return true;
    }
  }
  return false;
}

const char *lode_transform_list_open(const lode_transform *t, uint32_t start,
                                     uint32_t end) {
  return !t->options->legacy_decorators   ? "["
         : decorator_waits(t, start, end) ? "(l=>()=>l)(["
                                          : "()=>[";
}

const char *lode_transform_list_close(const lode_transform *t, uint32_t start,
                                      uint32_t end) {
  return t->options->legacy_decorators && decorator_waits(t, start, end) ? "])"
                                                                         : "]";
}

// "const $ts1=….begin([", and what closes it behind the decorators.
static const char *decorator_begin(lode_transform *t,
                                   const transform_decorated *d,
                                   const char *open) {
  return lode_transform_text(t, "const %s=" DECORATOR_RUNTIME ".begin(%s",
                             d->state, open);
}

static const char *decorator_begun(lode_transform *t,
                                   const transform_decorated *d,
                                   const lode_node *class,
                                   const lode_node *decorators,
                                   const char *close) {
  if (!t->options->legacy_decorators) {
    return lode_transform_text(t, "]%s);", d->name);
  }
  const lode_node *function = lode_transform_constructor_of(class);
  const char *parameters = lode_transform_parameters(t, d->state, function);
  if (decorators == NULL && parameters[0] == ',') {
    parameters++;
  }
  return lode_transform_text(t, "%s%s%s);", parameters, close, d->name);
}

// `const $ts1=…begin([…]);` in the place of the decorators and what stands
// between them and `to`.
static void decorator_head(lode_transform *t, const transform_decorated *d,
                           const lode_node *class, const lode_node *decorators,
                           uint32_t to, const char *front, const char *behind) {
  uint32_t start = decorators != NULL ? decorators->start : to;
  const char *open = lode_transform_text(
      t, "%s%s", front,
      decorator_begin(t, d, lode_transform_list_open(t, start, to)));
  const char *close = lode_transform_text(
      t, "%s%s",
      decorator_begun(t, d, class, decorators,
                      lode_transform_list_close(t, start, to)),
      behind);
  if (decorators != NULL) {
    lode_transform_decorators(t, decorators, open, to, close);
  } else {
    lode_transform_edit(t, to, to, "%s%s", open, close);
  }
}

// An expression: a function around it has the variables.
static void decorator_expression(lode_transform *t, transform_decorated *d,
                                 const lode_node *class,
                                 const lode_node *decorators) {
  const lode_node *name = class->u.child[0];
  const decorator_function *around = decorator_around(
      t, class, decorators != NULL ? decorators->start : class->start);
  const lode_name *hint = name != NULL ? name->u.ident.name : t->hint;
  t->hint = NULL;
  const char *front = around->front;
  const char *result = lode_transform_text(t, "return %s.end(", d->state);
  if (name == NULL && hint != NULL) {
    const char *key = lode_transform_quote(t, hint->text, hint->size);
    d->name = lode_transform_text(t, ",%s", key);
  }
  if (name != NULL && d->replaced) {
    d->binding = lode_transform_name(t, hint);
    front = lode_transform_text(t, "%slet %s;", front, d->binding);
    result = lode_transform_text(t, "%s%s=", result, d->binding);
  }
  decorator_head(t, d, class, decorators, class->start, front, result);
  if (d->binding != NULL) {
    lode_transform_edit(t, class->start, name->end, "class");
  }
  lode_transform_class_body(t, class, d);
  lode_transform_edit(t, class->end, class->end, ")%s", around->behind);
}

// A declaration whose decorators may give another class: a variable.
static void decorator_declaration(lode_transform *t, transform_decorated *d,
                                  const lode_node *class,
                                  const lode_node *decorators,
                                  const lode_node *item) {
  const lode_node *name = class->u.child[0];
  bool is_default = item != NULL && item->kind == LODE_EXPORT_DEFAULT;
  bool space = t->space != NULL && item != NULL;
  d->binding = name != NULL
                   ? lode_transform_name(t, name->u.ident.name)
                   : lode_transform_text(t, "%s%u", t->prefix, ++t->counter);
  const char *front = lode_transform_text(
      t, "%slet %s;", item != NULL && !is_default && !space ? "export " : "",
      d->binding);
  const char *behind = name != NULL
                           ? lode_transform_text(t, "%s=", d->binding)
                           : lode_transform_text(t, "%s=[", d->binding);
  if (name == NULL) {
    d->name = ",\"default\"";
  }
  uint32_t start = class->start;
  if (item != NULL && (decorators == NULL || item->start < decorators->start)) {
    lode_transform_edit(t, item->start,
                        decorators != NULL ? decorators->start : start, "%s",
                        "");
  }
  decorator_head(t, d, class, decorators, start, front, behind);
  lode_transform_edit(t, start, name != NULL ? name->end : start + 5, "class");
  lode_transform_class_body(t, class, d);
  lode_transform_edit(t, class->end, class->end, "%s;%s=%s.end(%s);%s%s%s",
                      name != NULL ? "" : "][0]", d->binding, d->state,
                      d->binding, is_default ? "export{" : "",
                      is_default ? d->binding : "",
                      is_default ? " as default};" : "");
}

void lode_transform_decorate(lode_transform *t, const lode_node *class,
                             const lode_node *decorators,
                             const lode_node *item) {
  transform_decorated d = {
      .state = lode_transform_text(t, "%s%u", t->prefix, ++t->counter),
      .name = ""};
  d.replaced =
      decorators != NULL ||
      lode_transform_has_parameters(t, lode_transform_constructor_of(class));
  if ((class->flags & LODE_CLASS_STATEMENT) == 0) {
    decorator_expression(t, &d, class, decorators);
  } else if (d.replaced) {
    decorator_declaration(t, &d, class, decorators, item);
  } else {
    uint32_t start = item != NULL ? item->start : class->start;
    lode_transform_edit(t, start, start,
                        "const %s=" DECORATOR_RUNTIME ".begin(%s);", d.state,
                        t->options->legacy_decorators ? "()=>[]" : "[]");
    lode_transform_class_body(t, class, &d);
  }
}
