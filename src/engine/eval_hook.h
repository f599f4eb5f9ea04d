// SPDX-License-Identifier: MIT
// A part of the fast door: what Function, its kin and indirect eval are about
// to compile. The engine's own constructors and its own eval stay what they
// are to a program; only where they lead to is ours.
#ifndef LODE_ENGINE_EVAL_HOOK_H
#define LODE_ENGINE_EVAL_HOOK_H

#include "engine/env.h"

typedef enum lode_eval_kind {
  LODE_EVAL_FUNCTION,
  LODE_EVAL_ASYNC,
  LODE_EVAL_GENERATOR,
  LODE_EVAL_ASYNC_GENERATOR,
  LODE_EVAL_TEXT,
  LODE_EVAL_KINDS
} lode_eval_kind;

// Sees the arguments, the last of which is the body (`eval`: the text), and
// returns what the engine gets in its place, or NULL for the text as it is.
typedef lode_value (*lode_eval_hook)(lode_env *env, lode_eval_kind kind,
                                     lode_value global, const lode_value *argv,
                                     size_t argc);

// Watches the functions of one context, which stand in the order of their
// kinds; false when one of them is not laid out as we know it, and then none is
// watched. `other` is another native function of the engine that is no
// constructor.
bool lode_eval_watch(lode_env *env, const lode_value *functions,
                     lode_value other, lode_eval_hook hook);

#endif
