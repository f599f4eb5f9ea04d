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

static void head_add(jsx_emitter *e, const char *text) {
  if (lode_buf_append(&e->text, text, strlen(text)) < 0) {
    e->edits->failed = true;
  }
}

// '$' stands for the prefix of our own names.
static void head_add_template(jsx_emitter *e, const char *text) {
  char one[2] = {0};
  for (const char *s = text; *s != '\0'; s++) {
    one[0] = *s;
    head_add(e, *s == '$' ? e->prefix : one);
  }
}

static void head_quote(jsx_emitter *e, const char *text, const char *more) {
  lode_jsx_quote(text, strlen(text), &e->text, &e->edits->failed);
  if (!e->edits->failed) {
    e->text.size--;
    head_add(e, more);
    head_add(e, "\"");
  }
}

// The names of `which` out of SOURCE/path.
static void head_load(jsx_emitter *e, uint32_t which, const char *path,
                      bool module) {
  bool first = true;
  which &= e->used;
  if (which == 0) {
    return;
  }
  head_add(e, module ? "import{" : "const{");
  for (size_t i = 0; i < sizeof head_names / sizeof *head_names; i++) {
    if ((which & head_names[i].name) != 0) {
      head_add(e, first ? "" : ",");
      head_add(e, head_names[i].exported);
      head_add(e, module ? " as " : ":");
      head_add_template(e, head_names[i].local);
      first = false;
    }
  }
  head_add(e, module ? "}from" : "}=require(");
  head_quote(e, e->options->import_source, path);
  head_add(e, module ? ";" : ");");
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

size_t lode_jsx_reserve(const lode_program *program, lode_edits *edits) {
  bool open = false;
  return lode_edits_reserve(edits, head_place(program, &open));
}

void lode_jsx_fill_head(jsx_emitter *e, size_t head, bool module) {
  bool dev = e->options->runtime == LODE_JSX_DEV;
  bool open = false;
  head_place(e->program, &open);
  e->text.size = 0;
  head_add(e, open ? ";" : "");
  head_load(e, JSX_OF_RUNTIME, dev ? "/jsx-dev-runtime" : "/jsx-runtime",
            module);
  head_load(e, JSX_CREATE, "", module);
  if ((e->used & JSX_KEYED) != 0) {
    head_add_template(e, dev ? "function $Keyed(f,t,k,p,m,s,o)"
                               "{return f(t,p,k,m,s,o)}"
                             : "function $Keyed(f,t,k,p){return f(t,p,k)}");
  }
  if ((e->used & JSX_LATE) != 0) {
    head_add_template(
        e, dev ? "function $Late(f,t,{$Key:k,...p},m,s,o)"
                 "{return f(t,p,k,m,s,o)}"
               : "function $Late(f,t,{$Key:k,...p}){return f(t,p,k)}");
  }
  if ((e->used & JSX_FILE) != 0) {
    head_add_template(e, "const $File=");
    head_quote(e, e->options->file_name, "");
    head_add(e, ";");
  }
  if (lode_buf_append(&e->text, "", 1) < 0) {
    e->edits->failed = true;
  }
  if (!e->edits->failed) {
    lode_edits_fill(e->edits, head, e->text.data);
  }
}
