// SPDX-License-Identifier: MIT
// A unit: one text on its way through the compiler. Opening parses it, and
// gathers the module record and the edits; sealing drops the tree; emitting
// writes the text for the engine. What is emitted is described in
// docs/internals/compiler.md. Knows no engine.
#ifndef LODE_COMPILER_COMPILER_H
#define LODE_COMPILER_COMPILER_H

#include "base/buf.h"
#include "compiler/edit.h"
#include "compiler/parser.h"
#include "compiler/position.h"

typedef struct lode_request {  // a module asked for, once for each (name, with)
  const lode_name *specifier;
  const lode_node *attributes;  // chain of ATTRIBUTE, or NULL
  uint32_t offset;
  uint8_t phase;  // 0 evaluation, 1 source, 2 defer
} lode_request;

// One for each import binding; behind them one for each `ns.name` in the text,
// where `ns` is a namespace: such a name may be missing.
#define LODE_IMPORT_MEMBER UINT32_MAX
typedef struct lode_import_entry {
  const lode_name *local;  // NULL for `ns.name`
  const lode_name *name;   // NULL for a namespace
  uint32_t request;
  uint32_t offset;  // LODE_IMPORT_MEMBER for `ns.name`
} lode_import_entry;

typedef enum lode_export_kind {
  LODE_EXPORT_LOCAL,
  LODE_EXPORT_INDIRECT,  // request and import say what; import NULL: namespace
  LODE_EXPORT_STAR
} lode_export_kind;

typedef struct lode_export_entry {
  const lode_name *name;    // NULL for a star, and for `default` without local
  const lode_name *local;   // LOCAL: the binding; NULL for an anonymous default
  const lode_name *import;  // INDIRECT
  uint32_t request;
  uint32_t offset;
  uint8_t kind;
  uint32_t next;  // LOCAL: 1 + index of another export of the same binding
} lode_export_entry;

enum {  // lode_unit.flags
  LODE_UNIT_AWAIT = 1,
  LODE_UNIT_META = 2,
  LODE_UNIT_IMPORT = 4,
  LODE_UNIT_USING = 8
};

typedef struct lode_unit {
  char *source;  // owned, well-formed UTF-8, padded
  size_t size;
  lode_goal goal;
  uint32_t flags;         // LODE_UNIT_*
  lode_arena arena;       // until sealed: the tree and the names
  lode_program *program;  // until sealed
  lode_request *requests;
  size_t request_count;
  lode_import_entry *imports;
  size_t import_count;
  lode_export_entry *exports;
  size_t export_count;
  lode_edits edits;
  char prefix[16];   // what every inserted name begins with
  uint32_t helpers;  // which of them the text uses
  bool directive;    // the text says "use strict"
  lode_buf prelude;  // module: runs before the first yield
  lode_buf footer;   // what closes the body
} lode_unit;

// Whether a CommonJS text or script may need the compiler; sometimes true for
// one that does not. A text that does not is run as it is.
bool lode_compiler_wanted(const char *source, size_t size);

// 0 with a unit, LODE_PARSE_SYNTAX with *error, or -ENOMEM.
LODE_NODISCARD int lode_unit_open(const char *source, size_t size,
                                  lode_goal goal, uint32_t options,
                                  lode_unit **out, lode_parse_error *error);
// The same for a script (goal, options: none). What it inserts are global
// names, which no two scripts of a realm may share: *serial is the number that
// they hold; it becomes the next one to give.
LODE_NODISCARD int lode_unit_open_script(const char *source, size_t size,
                                         uint32_t *serial, lode_unit **out,
                                         lode_parse_error *error);
// The same for what a direct eval is given. The lists are names with commas
// between: imports, and exported variables, of a module that it can see; both
// are properties of prefix + "S".
typedef struct lode_eval_names {
  const char *prefix;
  const char *imports, *exports;
  bool strict;  // the place where it is called
} lode_eval_names;
LODE_NODISCARD int lode_unit_open_eval(const char *source, size_t size,
                                       const lode_eval_names *names,
                                       lode_unit **out,
                                       lode_parse_error *error);
// The same for what Function or an indirect eval is given. What it inserts are
// global names, the same for all texts of a realm; import() stays, for the
// engine's door. Not for a text that has such a name itself: LODE_PARSE_SYNTAX.
LODE_NODISCARD int lode_unit_open_string(const char *source, size_t size,
                                         lode_unit **out,
                                         lode_parse_error *error);
// Frees the tree: names and nodes of the record are gone, edits stay.
void lode_unit_seal(lode_unit *unit);
void lode_unit_free(lode_unit *unit);

// Where an import is found: property `name` of links[slot], or
// links[slot] itself when name is NULL.
typedef struct lode_import_slot {
  uint32_t slot;
  const char *name;  // UTF-8
  size_t size;
} lode_import_slot;

typedef enum lode_emit_form {
  LODE_EMIT_MODULE,    // (function*(cells, links, host) {...})
  LODE_EMIT_CYCLIC,    // the same; the first yield gives `swap`
  LODE_EMIT_COMMONJS,  // (function(host) {...return (function (exports, ...
  LODE_EMIT_LIBRARY,   // a module of lib/, without its wrapper
  LODE_EMIT_SCRIPT,    // global code; lode_unit_declare gives what it needs
  LODE_EMIT_EVAL       // for a direct eval: what its file has is in scope
} lode_emit_form;

// Appends the emitted text. `slots` has one entry for each of the imports.
LODE_NODISCARD int lode_unit_emit(lode_unit *unit, lode_emit_form form,
                                  const lode_import_slot *slots, lode_buf *out,
                                  lode_positions *map);

// Appends the script that declares the names a SCRIPT uses. It evaluates to a
// function that wants the host.
LODE_NODISCARD int lode_unit_declare(lode_unit *unit, lode_buf *out);

#endif
