// SPDX-License-Identifier: MIT
// What a parse of TypeScript or JSX finds beside the tree: the bytes that are
// types and become spaces, single characters that are put in their place, and
// the constructs that spaces cannot replace. All of it lies in the arena of
// the parse. See docs/internals/typescript.md.
#ifndef LODE_COMPILER_TS_H
#define LODE_COMPILER_TS_H

#include "base/buf.h"
#include "compiler/edit.h"
#include "compiler/parser.h"

typedef struct lode_ts_cut {  // [start, end) becomes spaces
  uint32_t start;
  uint32_t end;
} lode_ts_cut;

typedef struct lode_ts_put {  // this byte becomes that character
  uint32_t at;
  char c;
} lode_ts_put;

typedef enum lode_ts_kind {
  LODE_TS_ENUM,
  LODE_TS_NAMESPACE,
  LODE_TS_MODULE,     // `module X {}`, which even TypeScript gave up
  LODE_TS_PARAMETER,  // a parameter property
  LODE_TS_IMPORT_EQUALS,
  LODE_TS_EXPORT_EQUALS,
  LODE_TS_ASSERTION,  // <T>x
  LODE_TS_DECORATOR,  // stays, for the engine to refuse, as in Node
  LODE_TS_ACCESSOR,   // so does this
  LODE_TS_DECLARED,   // a field that has decorators, but is only declared
  LODE_TS_PARAMETER_DECORATOR
} lode_ts_kind;

typedef struct lode_ts_found {  // what cannot be cut
  lode_ts_kind kind;
  uint32_t start;
  uint32_t end;
  lode_node *node;
} lode_ts_found;

typedef struct lode_ts {
  lode_ts_cut *cuts;  // those inside a statement that goes are dropped
  size_t cut_count, cut_room;
  lode_ts_put *puts;
  size_t put_count, put_room;
  lode_ts_found *found;
  size_t found_count, found_room;
  lode_node **elements;  // JSX_ELEMENT, by start
  size_t element_count, element_room;
  // The parser's.
  unsigned ambient;     // inside `declare`: nothing has a value
  unsigned namespaces;  // open ones: export is allowed
  uint32_t choice_at;   // where the middle of a ?: begins
  bool no_conditional;  // `extends` of a type is not a conditional's
} lode_ts;

// What becomes of a TypeScript text beyond spaces for its types.
typedef struct lode_ts_options {
  bool transform;          // rewrite what spaces cannot replace; else refuse it
  bool decorators;         // lower them, and `accessor`; else they stay
  bool legacy_decorators;  // tsconfig: experimentalDecorators
  bool assign_fields;      // tsconfig: useDefineForClassFields is false
  bool module;             // a module whatever the text says (.mts)
} lode_ts_options;

// The text is TypeScript that spaces cannot make JavaScript.
#define LODE_TS_UNSUPPORTED (-2)

// Appends JavaScript with the same lines; `map`, when not NULL, learns which
// columns moved. 0; LODE_PARSE_SYNTAX or LODE_TS_UNSUPPORTED with *error;
// -ENOMEM.
LODE_NODISCARD int lode_ts_compile(const char *source, size_t size,
                                   const lode_ts_options *options,
                                   lode_buf *out, lode_positions *map,
                                   lode_parse_error *error);

// The steps of it. A parse as a module, else as the body of a CommonJS one;
// LODE_TS_UNSUPPORTED for what is not compiled; the spaces, over a copy of the
// source.
LODE_NODISCARD int lode_ts_parse(const char *source, size_t size,
                                 uint32_t options, lode_arena *arena,
                                 lode_program **program,
                                 lode_parse_error *error);
LODE_NODISCARD int lode_ts_refuse(const lode_program *program,
                                  const lode_ts_options *options,
                                  lode_parse_error *error);
void lode_ts_blank(const lode_ts *ts, char *text);
void lode_ts_blank_range(char *text, uint32_t start, uint32_t end);
// Whether there is something to do beyond that.
bool lode_ts_transforms(const lode_program *program,
                        const lode_ts_options *options);
// The edits, of that text, for what spaces do not do (ts_transform.c); they
// may come out of order. 0 or -ENOMEM.
LODE_NODISCARD int lode_ts_transform(const lode_program *program,
                                     const lode_ts_options *options,
                                     lode_arena *arena, const char *text,
                                     lode_edits *edits);

#endif
