// SPDX-License-Identifier: MIT
// The one list of bindings: internalBinding('name') runs lode_NAME_bind()
// once per environment, on first use.
#ifndef LODE_BINDINGS_BINDINGS_H
#define LODE_BINDINGS_BINDINGS_H

#include "engine/native.h"

enum {
#define X(name) LODE_BINDING_##name,
#include "bindings/list.inc"
#undef X
  LODE_BINDING_COUNT
};

// Fills `object` (fresh, no prototype of the user's) with functions. A
// binding with state keeps it in env->binding[LODE_BINDING_name] and frees it
// through lode_at_exit().
#define X(name) void lode_##name##_bind(lode_env *env, lode_value object);
#include "bindings/list.inc"
#undef X

// internalBinding(name): the native that bootstrap hands to lib/.
extern const lode_fn lode_internal_binding;

// Runs what lode_at_exit() has gathered; the context is gone by then.
void lode_run_exit_hooks(lode_env *env);
// Registers `fn(data)` to run at the end of teardown, last registered first.
void lode_at_exit(lode_env *env, void (*fn)(void *data), void *data);

#endif
