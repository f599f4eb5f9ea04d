// SPDX-License-Identifier: MIT
// What the engine compiled of a program text, kept from one run to the next:
// a text whose bytecode is at hand is not parsed. Functions are in it that
// were compiled in the run that made it; others are parsed when first called.
// Only through the fast door; each record serves one evaluation of one text.
#ifndef LODE_ENGINE_BYTECODE_H
#define LODE_ENGINE_BYTECODE_H

#include "base/buf.h"
#include "engine/env.h"

typedef struct lode_bytecode lode_bytecode;

enum { LODE_BYTECODE_ALIGN = 16 };

// Whether bytecode can be kept and used; proved when first asked.
bool lode_bytecode_open(lode_env *env);

// A record for one text. `hash` is the text's. `bytes` are what
// lode_bytecode_write() gave for the same text, url and first line, unharmed
// (the engine believes them), LODE_BYTECODE_ALIGN aligned, and there until the
// process ends; NULL when there are none. What another version of the engine
// made is not used, and no harm.
lode_bytecode *lode_bytecode_new(uint32_t hash, const void *bytes, size_t n);
// Evaluates a flat string as lode_evaluate() does, and begins to record when
// the bytes were of no use. Once for each record.
lode_value lode_bytecode_evaluate(lode_env *env, lode_bytecode *code,
                                  lode_value source, const char *url, int line,
                                  lode_value *exception);
// How many bytes there are to be written; 0 when the given ones were taken.
size_t lode_bytecode_recorded(const lode_bytecode *code);
// Appends what has been compiled so far. 0 or UV_ENOMEM; then nothing is
// appended.
LODE_NODISCARD int lode_bytecode_write(const lode_bytecode *code,
                                       lode_buf *out);
// The owner's end, before or after the context's. What was recorded stays
// where it is, and its functions with the context: for the main thread.
void lode_bytecode_free(lode_bytecode *code);

#endif
