// SPDX-License-Identifier: MIT
// Tokens for the lexer of CommonJS exports.
#ifndef LODE_COMPILER_CJS_TOKENS_H
#define LODE_COMPILER_CJS_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

typedef enum lode_cjs_kind {
  LODE_CJS_WORD,    // a name or keyword; numbers too
  LODE_CJS_STRING,  // with its quotes
  LODE_CJS_MARK,    // punctuation
  LODE_CJS_OTHER,   // pieces of templates, regular expressions
} lode_cjs_kind;

typedef struct lode_cjs_token {
  uint32_t at, size;
  lode_cjs_kind kind;
  uint32_t depth;  // how many brackets are open here
} lode_cjs_token;

typedef struct lode_cjs_tokens {
  lode_cjs_token *items;  // owned
  size_t count, capacity;
} lode_cjs_tokens;

// 0 or -ENOMEM. A text that is no JavaScript gives some tokens, too.
LODE_NODISCARD int lode_cjs_tokenize(const char *source, size_t size,
                                     lode_cjs_tokens *out);

#endif
