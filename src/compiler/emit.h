// SPDX-License-Identifier: MIT
// What the files of the emitter share: the state of one walk over a tree.
// The walk visits nodes in the order of the text, so edits come out sorted.
//
// Templates: '$' stands for the unit's prefix, '@' for a name as a property
// access (.x or ["x"]), '#' for it as ["x"], '&' for the bare name, '%' for a
// number, '?' for the place where the import with that number is found (known
// when the module is linked).
#ifndef LODE_COMPILER_EMIT_H
#define LODE_COMPILER_EMIT_H

#include "compiler/compiler.h"

// What `?` is followed by in an edit's text: four bytes, the import's index.
#define EMIT_REFERENCE '\x01'

enum {                 // lode_unit.helpers
  EMIT_FIRST = 1,      // $F(a, b): a
  EMIT_CONTEXT = 2,    // $P, $R, $B: around waits; $C: the context's holder
  EMIT_DISPOSE = 4,    // $U(): a stack of resources
  EMIT_ITERATE = 8,    // $A(x): drives `for await` at the top
  EMIT_OBJECT = 16,    // $O: odd cases (assignment to an import, ...)
  EMIT_EVAL = 32,      // $X(text, site …): what a direct eval is given
  EMIT_SETTERS = 64,   // $S: assignment targets that publish
  EMIT_OVER = 128,     // $W(x): x for `for await` and yield*
  EMIT_CALLEE = 256,   // $Q(f, text): f, for .call()
  EMIT_START = 512,    // $N: where an async function begins
  EMIT_SETTLE = 1024,  // $V(x): what one returns or yields
  EMIT_ALL = 2047
};

// A variable of the module's that is imported or exported.
typedef struct emit_binding {
  const lode_name *name;
  uint32_t import;  // 1 + index
  uint32_t export;  // 1 + index of the first
  bool setter;      // needs one in $S
} emit_binding;

// `ns.name`: by namespace and name, open addressing.
typedef struct emit_member {
  const lode_name *name;
  uint32_t of;      // index of the import that is the namespace
  uint32_t import;  // 1 + index of its own
} emit_member;

typedef struct emit_members {
  emit_member *items;  // owned
  size_t mask, count;
} emit_members;

typedef struct emit_function {
  bool async;
  bool top;      // the top of a module: await is a yield
  bool context;  // has $T
} emit_function;

// Where `break` and `continue` without a label go, and what they become.
typedef struct emit_target {
  struct emit_target *outer;
  const lode_node *labels;  // outermost LABELED around the statement, or it
  const lode_node *node;    // the loop or switch
  uint32_t label;           // of the rewritten body; 0 is none
  bool saves;               // `for await` in a function: keeps the context
} emit_target;

typedef struct lode_emitter {
  lode_unit *unit;
  const lode_program *program;
  lode_edits *edits;
  emit_binding *bindings;  // by name: open addressing
  size_t mask;             // bindings - 1, or 0 when there are none
  emit_members members;
  size_t import_capacity;  // of unit->imports
  emit_function function;
  emit_target *target;
  const lode_node *labels;  // outermost LABELED of the statement coming
  const lode_node **links;  // the chains of a.b().c being walked
  size_t link_count, link_capacity;
  uint32_t list_start;  // start of an expression statement in a list
  uint32_t counter;     // for names that must differ
  bool module;
  bool evaluated;  // text of a direct eval: bindings are properties of $S
  bool string;     // of an indirect one or of Function: import() stays
  bool failed;
} lode_emitter;

// unit.c: gives the unit an owned, well-formed copy of the text with zeros
// behind it.
int lode_unit_copy(lode_unit *unit, const char *source, size_t size);

// emit_text.c: edits from templates.
// Whether a name inserted there would go on with a word: return++a, of[b].
bool lode_emit_joins(const lode_emitter *e, uint32_t at);
void lode_emit_insert(lode_emitter *e, uint32_t at, const char *template,
                      const lode_name *name, uint32_t number);
void lode_emit_replace(lode_emitter *e, uint32_t start, uint32_t end,
                       const char *template, const lode_name *name,
                       uint32_t number);
int lode_emit_template(lode_buf *out, const char *prefix, const char *template,
                       const lode_name *name, uint32_t number);
void lode_emit_string(lode_buf *out, const char *text, size_t n);
int lode_emit_access(lode_buf *out, const char *text, size_t n);

// emit_eval.c: direct eval.
void lode_emit_direct_eval(lode_emitter *e, const lode_node *call);
int lode_emit_eval_names(lode_emitter *e, const lode_eval_names *names);

// emit_names.c: identifiers, assignments, declarations.
int lode_emit_bindings(lode_emitter *e);
emit_binding *lode_emit_binding_of(lode_emitter *e, const lode_node *ident);
void lode_emit_identifier(lode_emitter *e, const lode_node *ident, bool call);
void lode_emit_assign(lode_emitter *e, const lode_node *node);
void lode_emit_update(lode_emitter *e, const lode_node *node);
void lode_emit_variable(lode_emitter *e, const lode_node *node);
void lode_emit_default(lode_emitter *e, const lode_node *node);
bool lode_emit_has_exports(lode_emitter *e, const lode_node *pattern);
// "$M.a=a," for every exported name in the pattern, appended to `out`.
void lode_emit_publish_all(lode_emitter *e, const lode_node *pattern,
                           const char *between, lode_buf *out);
// "$M.a=$M.b=" for a binding.
void lode_emit_cells(lode_emitter *e, const emit_binding *binding,
                     lode_buf *out);
bool lode_emit_is_nameless(const lode_node *value);
// The value, wrapped so that it gets `name` when it is nameless.
void lode_emit_named(lode_emitter *e, const lode_node *value,
                     const lode_name *name);

// emit_namespace.c: whether ns.x, with `next` behind it, is taken care of.
bool lode_emit_namespace(lode_emitter *e, const lode_node *ident,
                         const lode_node *member, const lode_node *next);

// emit_module.c: import and export, the prelude.
void lode_emit_module_item(lode_emitter *e, const lode_node *node);
void lode_emit_prelude(lode_emitter *e);

// emit_async.c: await, return, yield, try, for await.
void lode_emit_await(lode_emitter *e, const lode_node *node);
void lode_emit_delegate(lode_emitter *e, const lode_node *node);
// What an async function returns or yields.
void lode_emit_settle(lode_emitter *e, const lode_node *value);
void lode_emit_try(lode_emitter *e, const lode_node *node);
void lode_emit_jump(lode_emitter *e, const lode_node *node);
void lode_emit_for(lode_emitter *e, const lode_node *node);

// emit_using.c: resources.
bool lode_emit_using_in(const lode_scope *scope);
void lode_emit_using_open(lode_emitter *e, uint32_t at);
void lode_emit_using_close(lode_emitter *e, uint32_t at, bool async);

// emit.c: the walk.
void lode_emit_program(lode_emitter *e);
void lode_emit_node(lode_emitter *e, const lode_node *node);
void lode_emit_chain(lode_emitter *e, const lode_node *node);
void lode_emit_list(lode_emitter *e, const lode_node *statements);
static inline const lode_node *lode_emit_strip(const lode_node *node) {
  while (node != NULL && node->kind == LODE_PAREN) {
    node = node->u.child[0];
  }
  return node;
}

#endif
