// SPDX-License-Identifier: MIT
// The compile cache of node:module: what the compiler and the engine made of
// texts, kept between runs (docs/internals/compile-cache.md). Nothing here ever
// fails a program: what cannot be read is made again, what cannot be written
// is not.
#ifndef LODE_BINDINGS_COMPILE_CACHE_H
#define LODE_BINDINGS_COMPILE_CACHE_H

#include "base/buf.h"
#include "engine/bytecode.h"
#include "engine/native.h"

typedef enum lode_cache_type {
  LODE_CACHE_COMMONJS,  // a frozen unit, or nothing for a text run as it is
  LODE_CACHE_ESM,       // a frozen unit
  LODE_CACHE_STRIPPED,  // the JavaScript of a TypeScript text, and what moved
  LODE_CACHE_TRANSFORMED,  // the same, where the command line says transform
  LODE_CACHE_TYPES
} lode_cache_type;

typedef struct lode_cache_entry {
  lode_cache_type type;
  char *name;        // the file's
  uint64_t key;      // of type and name
  uint64_t source;   // of the text
  const char *unit;  // what the compiler found out, valid with `known`: in the
  size_t unit_size;  // mapped file, or in
  lode_buf made;     // what this run found out
  bool known;        // there is a unit for this text
  bool kept;         // the file has it already
  uint64_t program;  // of the text that was compiled; 0: none yet
  const char *bytecode;  // of that text, in the mapped file; NULL: none
  size_t bytecode_size;
  lode_bytecode *code;  // once the program was evaluated
  size_t written;       // how much of it the file has
  struct lode_cache_entry *next;
} lode_cache_entry;

// The entry of a text, or NULL while there is no cache. `known` tells whether
// its unit can be used. Ends with env.
lode_cache_entry *lode_cache_find(lode_env *env, lode_cache_type type,
                                  const char *name, const char *source,
                                  size_t size);
// What was last found under the name, or NULL.
lode_cache_entry *lode_cache_again(lode_env *env, lode_cache_type type,
                                   const char *name);
// What was found was used.
void lode_cache_accept(lode_env *env, lode_cache_entry *entry);
// Takes the bytes, to be written later.
void lode_cache_put(lode_env *env, lode_cache_entry *entry, lode_buf *unit);

// Evaluates a program as lode_evaluate() does (first line 1), by the bytecode
// of an earlier run where there is some. `entry` may be NULL. `hash` is that of
// the program, or of whatever decides it.
lode_value lode_cache_evaluate(lode_env *env, lode_cache_entry *entry,
                               lode_value program, uint64_t hash,
                               const char *url, lode_value *exception);

#endif
