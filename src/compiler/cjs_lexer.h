// SPDX-License-Identifier: MIT
// Which names a CommonJS text exports, as far as it can be seen without
// running it: the forms that Node documents for `import { x } from 'x.cjs'`
// (assignments to exports.x, literals, defineProperty, and what Babel,
// TypeScript and esbuild write). It guesses; it never fails.
#ifndef LODE_COMPILER_CJS_LEXER_H
#define LODE_COMPILER_CJS_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef struct lode_cjs_name {
  uint32_t text, size;  // in lode_cjs_names.text, as UTF-8
  bool reexport;        // a specifier, all of whose names are exported too
} lode_cjs_name;

// A zeroed one is empty. Each (name, reexport) is there once.
typedef struct lode_cjs_names {
  lode_cjs_name *items;
  size_t count, capacity;
  lode_buf text;
} lode_cjs_names;

// 0 or -ENOMEM.
LODE_NODISCARD int lode_cjs_lex(const char *source, size_t size,
                                lode_cjs_names *out);
void lode_cjs_names_deinit(lode_cjs_names *names);

#endif
