// SPDX-License-Identifier: MIT
// Texts that the compiler has emitted: run them, and find out what was written
// there. Used by the bindings `compiler` and `modules`.
#ifndef LODE_BINDINGS_COMPILED_H
#define LODE_BINDINGS_COMPILED_H

#include "bindings/compile_cache.h"
#include "compiler/compiler.h"
#include "compiler/ts.h"
#include "engine/native.h"

// What one thread has of the compiler. Lives in the binding's place of the env.
typedef struct lode_compiled {
  lode_unit **units;  // parsed, by handle; NULL where one was emitted
  size_t unit_count, unit_capacity;
  struct compiled_file *files[256];  // emitted, by hash of url
  uint32_t serial;  // of the next script: see lode_unit_open_script
  struct translated_file *translated;  // TypeScript and JSX, newest first
} lode_compiled;

// Made at first use.
lode_compiled *lode_compiled_of(lode_env *env);

// lode_compiler_wanted(), or always when LODE_COMPILE=all says so: how the
// tests see that a text does the same with and without the compiler.
bool lode_compiled_wanted(const char *source, size_t size);

// Emits a script's unit and remembers what moved, in the place of what an
// earlier script under the same url left. The text, or NULL with an exception
// pending. The unit stays the caller's.
lode_value lode_compiled_script(lode_env *env, lode_unit *unit,
                                const char *url);

// Emits the unit, evaluates the text under `url` and remembers what moved. The
// text's entry in the compile cache, or NULL. Frees the unit. NULL when an
// exception is pending.
lode_value lode_compiled_run(lode_env *env, lode_unit *unit,
                             lode_emit_form form, const lode_import_slot *slots,
                             const char *url, lode_cache_entry *entry);

// Throws the SyntaxError, with line (from 1), column (from 0), width, fault
// and sourceURL as hidden properties. Returns NULL.
lode_value lode_compiled_throw(lode_env *env, const lode_parse_error *error,
                               const char *source, const char *url);

// Adds originalPosition, originalText and takeEmitted to the binding.
void lode_compiled_bind(lode_env *env, lode_value object);

// compiler_types.c: adds stripTypes. What is wrong with a text, as an array;
// options from the bits of lib/internal/modules/typescript.js.
void lode_compiled_bind_types(lode_env *env, lode_value object);
lode_value lode_compiled_refusal(lode_env *env, const lode_parse_error *error,
                                 const char *source, bool refused);
lode_ts_options lode_compiled_type_options(uint32_t flags);

// compiler_translate.c: adds translate and translatedColumn; keeps what moved
// in the text of a name, a path or url (takes the map); frees what is kept.
void lode_compiled_bind_translate(lode_env *env, lode_value object);
void lode_compiled_keep_translated(lode_env *env, const char *name,
                                   lode_positions *map);
void lode_compiled_drop_translated(lode_compiled *state);

#endif
