// SPDX-License-Identifier: MIT
// What uv_spawn() wants to know, from JavaScript's arguments. Shared by the
// two ways to start a process in this folder.
#ifndef LODE_BINDINGS_SPAWN_OPTIONS_H
#define LODE_BINDINGS_SPAWN_OPTIONS_H

#include <uv.h>

#include "engine/native.h"

// Flags that JavaScript gives.
enum { SPAWN_DETACHED = 1, SPAWN_SET_UID = 2, SPAWN_SET_GID = 4 };

// How a descriptor of the child is made: pairs [kind, value] in an array.
enum {
  SPAWN_IGNORE,  // /dev/null
  SPAWN_PIPE,    // a new pipe: `value` is JavaScript's handle, or its input
  SPAWN_FD,      // `value` is a descriptor of ours
  SPAWN_STREAM   // `value` is a stream whose descriptor it gets
};

typedef struct lode_spawn_stdio {
  int kind;
  lode_value value;
} lode_spawn_stdio;

typedef struct lode_spawn_options {
  uv_process_options_t uv;  // points into what follows
  char **strings;           // every text, owned; NULL-terminated
  size_t string_count;
  lode_spawn_stdio *stdio;  // the pairs, as many as uv.stdio_count
} lode_spawn_options;

// Reads (file, args, cwd, env, stdio, flags, uid, gid). 0, or a negative code
// with nothing to release.
LODE_NODISCARD int lode_spawn_options_read(lode_env *env, const lode_args *args,
                                           lode_spawn_options *out);
void lode_spawn_options_deinit(lode_spawn_options *options);

// The native function spawnSync (sync.c).
extern const lode_fn lode_spawn_sync_function;

#endif
