// SPDX-License-Identifier: MIT
// From text to tree: all of ECMAScript 2025 with its early errors, `using`,
// and Annex B. Knows no engine and does no I/O.
//
// The source is UTF-8 without malformed sequences (the caller replaces them).
// A byte order mark and a hashbang are skipped here. Depth is bounded, so a
// thread with 512 KB of stack is enough for any input.
#ifndef LODE_COMPILER_PARSER_H
#define LODE_COMPILER_PARSER_H

#include "compiler/arena.h"
#include "compiler/ast.h"

typedef enum lode_goal {
  LODE_GOAL_SCRIPT,
  // The body of the function around a CommonJS module: return and new.target
  // are allowed at the top, await is a name; HTML-like comments are comments.
  LODE_GOAL_COMMONJS,
  LODE_GOAL_MODULE
} lode_goal;

enum {
  LODE_PARSE_PADDED = 1,  // source[size .. size + LODE_PARSE_PADDING) is zero
  LODE_PARSE_STRICT = 2,  // as if the text began with "use strict"
  LODE_PARSE_TYPESCRIPT = 4,
  LODE_PARSE_JSX = 8,
  LODE_PARSE_DECORATORS = 16,
  // The text of a direct eval: super, new.target and private names may be those
  // of the place where it is called.
  LODE_PARSE_EVAL = 32
};

// Zero bytes the parser may read behind the text.
#define LODE_PARSE_PADDING 64

typedef struct lode_parse_input {
  const char *source;  // borrowed; when PADDED it must outlive the program
  size_t size;         // at most LODE_PARSE_MAX
  lode_goal goal;
  uint32_t options;  // LODE_PARSE_*
  // Bytes by which the machine stack may grow during the parse; 0 is right for
  // a thread with 512 KB. More allows deeper nesting.
  size_t stack;
} lode_parse_input;

#define LODE_PARSE_MAX ((size_t)1 << 30)

// What kind of fault, for those who try another goal.
typedef enum lode_parse_fault {
  LODE_FAULT_SYNTAX,       // wrong under every goal, as far as we know
  LODE_FAULT_MODULE_ITEM,  // import or export declaration outside a module
  LODE_FAULT_IMPORT_META,  // import.meta outside a module
  LODE_FAULT_AWAIT,        // await outside an async function
  LODE_FAULT_REDECLARED    // a name declared twice
} lode_parse_fault;

typedef struct lode_parse_error {
  lode_parse_fault fault;
  uint32_t offset;  // bytes: what to underline
  uint32_t end;
  uint32_t line;      // 1-based
  uint32_t column;    // 0-based, UTF-16 units
  char message[192];  // UTF-8, terminated; in V8's words where it has some
} lode_parse_error;

// 0 with *program (in the arena); LODE_PARSE_SYNTAX with *error; -ENOMEM (also
// for a source that is too large).
#define LODE_PARSE_SYNTAX (-1)
LODE_NODISCARD int lode_parse(const lode_parse_input *input, lode_arena *arena,
                              lode_program **program, lode_parse_error *error);

// Line and column of an offset, counted from the start of the text.
void lode_position(const char *source, size_t offset, uint32_t *line,
                   uint32_t *column);

#endif
