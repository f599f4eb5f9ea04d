// SPDX-License-Identifier: MIT
// From JSX to calls, as edits of the text: what the parser has found
// (ts->elements) is emitted in place and in the order of the text, so that
// evaluation and positions stay as written. See docs/internals/jsx.md.
#ifndef LODE_COMPILER_JSX_H
#define LODE_COMPILER_JSX_H

#include "base/buf.h"
#include "compiler/edit.h"
#include "compiler/parser.h"

typedef enum lode_jsx_runtime {
  LODE_JSX_DEFAULT,    // automatic, or classic where a factory is named
  LODE_JSX_AUTOMATIC,  // jsx() of "SOURCE/jsx-runtime"
  LODE_JSX_DEV,        // jsxDEV() of "SOURCE/jsx-dev-runtime"
  LODE_JSX_CLASSIC     // React.createElement()
} lode_jsx_runtime;

// What tsconfig.json says, or the pragmas of a file. Texts are borrowed; NULL
// where nothing is said.
typedef struct lode_jsx_options {
  lode_jsx_runtime runtime;
  const char *factory;
  const char *fragment;
  const char *import_source;
  const char *file_name;  // for DEV
} lode_jsx_options;

// jsx_pragma.c: the options as the comments at the head of the file change
// them; nothing is NULL any more. New texts lie in the arena. -ENOMEM;
// LODE_PARSE_SYNTAX when a factory is no name.
LODE_NODISCARD int lode_jsx_settle(const lode_program *program,
                                   lode_arena *arena, lode_jsx_options *options,
                                   lode_parse_error *error);

// jsx_head.c: a place behind the directives for what elements call, in front of
// all edits that are made later.
size_t lode_jsx_reserve(const lode_program *program, lode_edits *edits);

// jsx_emit.c: the edits, and in the place that was reserved what they call:
// imported in a module, else required. They come out of order. A failure is in
// the edits.
void lode_jsx_emit(const lode_program *program, const lode_jsx_options *options,
                   bool module, size_t head, lode_edits *edits);

// ts_elide.c: spaces for the imports of a TypeScript text that no value needs.
// The text is the source with its types gone.
void lode_ts_elide(const lode_program *program, const lode_jsx_options *jsx,
                   char *text);

// jsx_text.c: what the text of an element means, as a JavaScript string;
// nothing is appended when only white space between lines is left.
void lode_jsx_text(const char *s, size_t n, lode_buf *out, bool *failed);
// The same for an attribute's value, with its quotes: white space stays.
void lode_jsx_string(const char *s, size_t n, lode_buf *out, bool *failed);
// A JavaScript string of a text without entities.
void lode_jsx_quote(const char *s, size_t n, lode_buf *out, bool *failed);

// jsx_entity.c: the character that `&…;` at `s` names, and its size in bytes.
#define LODE_JSX_NO_ENTITY UINT32_MAX
uint32_t lode_jsx_entity(const char *s, size_t n, size_t *size);

#endif
