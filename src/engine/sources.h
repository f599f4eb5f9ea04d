// SPDX-License-Identifier: MIT
// A part of the fast door: what Function, its kin and indirect eval are about
// to compile. The engine's own constructors and its own eval stay what they
// are to a program; only where they lead to is ours.
#ifndef LODE_ENGINE_SOURCES_H
#define LODE_ENGINE_SOURCES_H

#include "engine/env.h"

typedef enum lode_source_kind {
  LODE_SOURCE_FUNCTION,
  LODE_SOURCE_ASYNC,
  LODE_SOURCE_GENERATOR,
  LODE_SOURCE_ASYNC_GENERATOR,
  LODE_SOURCE_EVAL,
  LODE_SOURCE_KINDS
} lode_source_kind;

// Sees the arguments, the last of which is the body (`eval`: the text), and
// returns what the engine gets in its place, or NULL for the text as it is.
typedef lode_value (*lode_source_hook)(lode_env *env, lode_source_kind kind,
                                       lode_value global,
                                       const lode_value *argv, size_t argc);

// Watches the functions of one context, which stand in the order of their
// kinds; false when one of them is not laid out as we know it, and then none is
// watched. `other` is another native function of the engine that is no
// constructor.
bool lode_sources_watch(lode_env *env, const lode_value *functions,
                        lode_value other, lode_source_hook hook);

#endif
