// SPDX-License-Identifier: MIT
// What the files of the TypeScript transform share: one walk over the tree in
// the order of the text, which makes edits of the text whose types are blank
// already. Lines stay: what comes has no line end, what goes keeps its own.
#ifndef LODE_COMPILER_TS_TRANSFORM_H
#define LODE_COMPILER_TS_TRANSFORM_H

#include "compiler/ts.h"

// What is known of a constant expression. What a string says does not matter.
typedef struct transform_value {
  enum { TRANSFORM_UNKNOWN, TRANSFORM_NUMBER, TRANSFORM_STRING } kind;
  double number;
} transform_value;

// A member of an enum, of all its declarations.
typedef struct transform_member {
  const lode_name *name;
  transform_value value;  // once its declaration has been walked
  struct transform_member *next;
} transform_member;

// What a namespace exports, once for each declaration.
typedef struct transform_export {
  const lode_name *name;
  const lode_scope *scope;  // the body that declares it
  bool variable;            // lives in the namespace object alone
  struct transform_export *next;
} transform_export;

// An enum or a namespace, of all its declarations.
typedef struct transform_symbol {
  struct transform_symbol *owner;  // the namespace that exports it, or NULL
  const lode_scope *scope;         // else where it is declared
  const lode_name *name;
  transform_export *exports;
  transform_member *members;
  struct transform_symbol *next;
} transform_symbol;

// One level of A.B.C.
typedef struct transform_level {
  transform_symbol *symbol;
  const char *param;  // of the function around the body
} transform_level;

// One declaration of an enum or namespace.
typedef struct transform_space {
  const lode_node *node;
  struct transform_space *outer;  // the namespace around it
  bool exported;                  // by that
  transform_level *levels;        // outermost first; an enum has one
  size_t count;
} transform_space;

typedef struct lode_transform {
  const lode_program *program;
  const lode_ts_options *options;
  lode_arena *arena;
  lode_edits *edits;
  const char *text;  // the source with blanks for its types
  bool module;
  bool failed;      // memory ran out
  char prefix[16];  // what every invented name begins with
  uint32_t counter;
  transform_space *spaces;  // by start
  size_t space_count;
  transform_symbol *symbols;
  const lode_name **exported;  // names that namespaces export: a hash
  size_t exported_mask;
  transform_space *space;        // the namespace or enum at hand
  const transform_space *value;  // the enum whose initial value is at hand
  const char *assign;            // behind super(): this.a=a,…
  const char *self;              // what `this` becomes in static code, or NULL
  const lode_name *hint;         // for a class without a name
  const lode_node *export_equals;  // the last one
  const char *hoisted;             // variables to be declared, or NULL
  const lode_node **links;         // of a.b().c, being walked
  size_t link_count, link_capacity;
} lode_transform;

// ts_transform.c: the walk.
void lode_transform_node(lode_transform *t, const lode_node *node);
void lode_transform_chain(lode_transform *t, const lode_node *node);
// Transforms a statement that JavaScript does not have, an enum, a namespace or
// `import x =`, and says whether it was one. `item` is what it stands in: the
// export declaration, or the node.
bool lode_transform_statement(lode_transform *t, const lode_node *node,
                              const lode_node *item);

// ts_transform_text.c: edits and texts.
// [start, end) becomes the formatted text.
void lode_transform_edit(lode_transform *t, uint32_t start, uint32_t end,
                         const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// A formatted text in the arena; "" when memory is out.
const char *lode_transform_text(lode_transform *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *lode_transform_quote(lode_transform *t, const char *text, size_t n);
// `.name`, or `["name"]` where it is no word.
const char *lode_transform_access(lode_transform *t, const lode_name *name);
const char *lode_transform_name(lode_transform *t, const lode_name *name);
// Zeroed memory of the arena; NULL when it is out.
void *lode_transform_alloc(lode_transform *t, size_t size);
// A name that the text does not have.
const char *lode_transform_invent(lode_transform *t, const char *like);
bool lode_transform_erased(const lode_transform *t, uint32_t at);

// ts_transform_names.c: what namespaces and enums declare, and what a name
// means.
void lode_transform_collect(lode_transform *t);
transform_space *lode_transform_space_of(lode_transform *t,
                                         const lode_node *node);
void lode_transform_identifier(lode_transform *t, const lode_node *node);
// The member of that name of the enum that the identifier means, or NULL.
transform_member *lode_transform_member_of(lode_transform *t,
                                           const lode_node *object,
                                           const char *text, size_t n);
// Whether the statement has to declare its variable.
bool lode_transform_declares(lode_transform *t, const lode_node *identifier);
// "(A=B.A||(B.A={}))" with what the function around a level is called with.
const char *lode_transform_object(lode_transform *t,
                                  const transform_space *space, size_t level);

// ts_transform_enum.c. `start` is where the statement begins: at `export`, or
// where the node does.
void lode_transform_enum(lode_transform *t, const lode_node *node,
                         uint32_t start);

// ts_transform_constant.c: what an initial value is, as far as the text says.
transform_value lode_transform_constant(lode_transform *t,
                                        const lode_node *node);

// ts_transform_namespace.c: namespaces, and what they export.
void lode_transform_namespace(lode_transform *t, const lode_node *node,
                              uint32_t start);
void lode_transform_import(lode_transform *t, const lode_node *node,
                           bool exported);
void lode_transform_export(lode_transform *t, const lode_node *node);
void lode_transform_export_equals(lode_transform *t, const lode_node *node);

// ts_transform_class.c
// A class that decorators are at work on.
typedef struct transform_decorated {
  const char *state;     // the variable that knows of this evaluation
  const char *name;      // ",name" that a class without one gets, or ""
  const char *binding;   // of a class that has decorators itself, or NULL
  bool replaced;         // it has
  bool starts;           // some method may have left work for each instance
  uint32_t next;         // number of the next decorated member
  const char *accesses;  // how to reach private ones
} transform_decorated;

// A class: `decorators` in front of it, and the export statement it is in, or
// NULL.
void lode_transform_class(lode_transform *t, const lode_node *node,
                          const lode_node *decorators, const lode_node *item);
// From behind the name: heritage and members.
void lode_transform_class_body(lode_transform *t, const lode_node *node,
                               transform_decorated *decorated);
const lode_node *lode_transform_constructor_of(const lode_node *class);

// ts_transform_field.c: fields that are assigned to, and not defined.
bool lode_transform_assigns(const lode_transform *t, const lode_node *member);
// ",this.#a(),this.#b()": the constructor calls what the fields became.
const char *lode_transform_initializers(lode_transform *t,
                                        const lode_node *class);
void lode_transform_field(lode_transform *t, const lode_node *field,
                          bool called);
// The same for a field with a value: [at, end of the key) becomes `before` and
// the assignment's beginning.
void lode_transform_assigned(lode_transform *t, const lode_node *field,
                             uint32_t at, const char *before, bool called);

// ts_transform_decorator.c: what lib/internal/modules/decorators.js is told.
bool lode_transform_is_decorated(lode_transform *t, const lode_node *class,
                                 const lode_node *decorators);
void lode_transform_decorate(lode_transform *t, const lode_node *class,
                             const lode_node *decorators,
                             const lode_node *item);
// What stands around a list of decorators that lies in [start, end): those of
// experimentalDecorators are functions, run when the class is complete, but
// when they wait.
const char *lode_transform_list_open(const lode_transform *t, uint32_t start,
                                     uint32_t end);
const char *lode_transform_list_close(const lode_transform *t, uint32_t start,
                                      uint32_t end);
// "@a @b" becomes `open`, then a,b; [end of the last, to) becomes `close`.
void lode_transform_decorators(lode_transform *t, const lode_node *decorators,
                               const char *open, uint32_t to,
                               const char *close);
// The first static block, and what each instance begins with.
void lode_transform_decorated_start(lode_transform *t, const lode_node *class,
                                    transform_decorated *decorated);
void lode_transform_decorated_end(lode_transform *t, const lode_node *class,
                                  const transform_decorated *decorated);

// ts_transform_member.c
// `called`: the constructor runs the initial values of fields.
void lode_transform_member(lode_transform *t, transform_decorated *decorated,
                           const lode_node *node, bool called);

// ts_transform_legacy.c: decorators of the parameters of a function: ",a,b".
const char *lode_transform_parameters(lode_transform *t, const char *state,
                                      const lode_node *function);
bool lode_transform_has_parameters(lode_transform *t,
                                   const lode_node *function);

#endif
