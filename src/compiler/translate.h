// SPDX-License-Identifier: MIT
// From a text in JSX, with or without TypeScript, to JavaScript with the same
// lines. Columns move: the map knows from where.
#ifndef LODE_COMPILER_TRANSLATE_H
#define LODE_COMPILER_TRANSLATE_H

#include "compiler/jsx.h"
#include "compiler/ts.h"

typedef struct lode_translation {
  bool typescript;  // what the text is in, beside JSX
  bool elide;       // imports that no value needs go
  bool module;      // how it gets the JSX runtime: imports it, or requires it
  lode_ts_options ts;
  lode_jsx_options jsx;
} lode_translation;

// Appends to `out` and fills the empty map: 0; LODE_PARSE_SYNTAX or
// LODE_TS_UNSUPPORTED with *error; -ENOMEM.
LODE_NODISCARD int lode_translate(const char *source, size_t size,
                                  const lode_translation *how, lode_buf *out,
                                  lode_positions *map, lode_parse_error *error);

#endif
