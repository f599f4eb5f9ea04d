// SPDX-License-Identifier: MIT
// The head of a text with JSX: what its elements call is imported or required
// behind the directives, without a new line.
#include <string.h>

#include "compiler/jsx_emit.h"

static const struct {
  uint32_t name;
  const char *exported;
  const char *local;
} head_names[] = {
    {JSX_ONE, "jsx", "$"},
    {JSX_MANY, "jsxs", "$s"},
    {JSX_FRAGMENT, "Fragment", "$Fragment"},
    {JSX_DEV, "jsxDEV", "$DEV"},
    {JSX_CREATE, "createElement", "$Create"},
};

static void head_quote(jsx_emitter *e, const char *text, const char *more) {
  e->text.size = 0;
  lode_jsx_quote(text, strlen(text), &e->text, &e->edits->failed);
  if (e->edits->failed) {
    return;
  }
  lode_edits_add(e->edits, e->text.data, e->text.size - 1);
  lode_jsx_add(e, more);
  lode_jsx_add(e, "\"");
}

// The names of `which` out of SOURCE/path.
static void head_load(jsx_emitter *e, uint32_t which, const char *path,
                      bool module) {
  bool first = true;
  which &= e->used;
  if (which == 0) {
    return;
  }
  lode_jsx_add(e, module ? "import{" : "const{");
  for (size_t i = 0; i < sizeof head_names / sizeof *head_names; i++) {
    if ((which & head_names[i].name) != 0) {
      lode_jsx_add(e, first ? "" : ",");
      lode_jsx_add(e, head_names[i].exported);
      lode_jsx_add(e, module ? " as " : ":");
      lode_jsx_add_template(e, head_names[i].local);
      first = false;
    }
  }
  lode_jsx_add(e, module ? "}from" : "}=require(");
  head_quote(e, e->options->import_source, path);
  lode_jsx_add(e, module ? ";" : ");");
}

// Behind the directives, or on the first line that may hold code.
static size_t head_place(const lode_program *program, bool *open) {
  size_t at = program->body_start;
  const char *s = program->source;
  const lode_node *directive = program->body;
  for (; directive != NULL && directive->kind == LODE_DIRECTIVE;
       directive = directive->next) {
    at = directive->end;
    *open = s[at - 1] != ';';
  }
  if (at == program->body_start && at > 1 && s[at - 1] != '\xbf') {
    at += lode_line_end(s + at, program->size - at);  // a hashbang's
  }
  return at;
}

void lode_jsx_emit_head(jsx_emitter *e, bool module) {
  bool dev = e->options->runtime == LODE_JSX_DEV;
  bool open = false;
  lode_edits_open(e->edits, head_place(e->program, &open), 0);
  lode_jsx_add(e, open ? ";" : "");
  head_load(e, JSX_OF_RUNTIME, dev ? "/jsx-dev-runtime" : "/jsx-runtime",
            module);
  head_load(e, JSX_CREATE, "", module);
  if ((e->used & JSX_KEYED) != 0) {
    lode_jsx_add_template(
        e, dev ? "function $Keyed(f,t,k,p,m,s,o){return f(t,p,k,m,s,o)}"
               : "function $Keyed(f,t,k,p){return f(t,p,k)}");
  }
  if ((e->used & JSX_LATE) != 0) {
    lode_jsx_add_template(
        e, dev ? "function $Late(f,t,{$Key:k,...p},m,s,o)"
                 "{return f(t,p,k,m,s,o)}"
               : "function $Late(f,t,{$Key:k,...p}){return f(t,p,k)}");
  }
  if ((e->used & JSX_FILE) != 0) {
    lode_jsx_add_template(e, "const $File=");
    head_quote(e, e->options->file_name, "");
    lode_jsx_add(e, ";");
  }
}
