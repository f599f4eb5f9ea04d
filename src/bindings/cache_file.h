// SPDX-License-Identifier: MIT
// The file of a compile cache: what is kept for each text of one program, in
// one file that is mapped once. Pure bytes: it knows of no engine.
#ifndef LODE_BINDINGS_CACHE_FILE_H
#define LODE_BINDINGS_CACHE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

enum { LODE_CACHE_ALIGN = 16 };

// What is kept for a text. The bytes are borrowed.
typedef struct lode_cache_record {
  uint64_t key;      // of the text's kind and name; not 0
  uint64_t source;   // the text's hash
  uint64_t program;  // the hash of what was made of the text and compiled
  const char *unit;  // what the compiler found out
  size_t unit_size;
  const char *bytecode;  // LODE_CACHE_ALIGN aligned when it comes out
  size_t bytecode_size;
} lode_cache_record;

typedef struct lode_cache_file {
  const char *data;  // the mapping; NULL when there is none
  size_t size;
  uint64_t count;
} lode_cache_file;

// Maps the file. 0; UV_EACCES when it belongs to somebody else or others may
// write to it; UV_EFTYPE when it is none of ours or damaged; or what the
// system says. Bytes that records were given out of stay mapped until the
// process ends: nothing closes a file.
LODE_NODISCARD int lode_cache_file_open(const char *path, lode_cache_file *out);
// The record under a key. 0, UV_ENOENT, or UV_EFTYPE when its bytes are
// damaged.
LODE_NODISCARD int lode_cache_file_find(const lode_cache_file *file,
                                        uint64_t key, lode_cache_record *out);
// The i-th record, of `count`, with its bytes as they are.
void lode_cache_file_at(const lode_cache_file *file, uint64_t i,
                        lode_cache_record *out);
// Writes a file beside the place and moves it there. 0 or a negative code.
LODE_NODISCARD int lode_cache_file_write(const char *path,
                                         const lode_cache_record *records,
                                         size_t n);
// Whether a file or folder is the user's, and others cannot write to it.
// 0, UV_EACCES, or what the system says.
LODE_NODISCARD int lode_cache_trust(const char *path);

#endif
