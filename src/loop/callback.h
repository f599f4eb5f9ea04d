// SPDX-License-Identifier: MIT
// The one way from the loop into JavaScript, and Node's order around it:
// the callback, then every nextTick, then every microtask, again until both
// queues are empty, then the rejections nobody handled.
#ifndef LODE_LOOP_CALLBACK_H
#define LODE_LOOP_CALLBACK_H

#include "engine/call.h"
#include "engine/env.h"

// Opens a scope: takes the engine's lock (so each engine call inside costs a
// third). Everything a libuv callback does with values happens inside one.
void lode_enter(lode_env *env);
// Closes it. The outermost one runs ticks, microtasks and rejections.
void lode_leave(lode_env *env);

// Calls `fn` in a scope of its own. What it throws goes to the uncaught path
// when this is the outermost scope. NULL when it threw or when the env is
// exiting. Anything may have happened when it returns: re-read your state.
// Cost: one crossing, about 200 ns.
lode_value lode_callback(lode_env *env, lode_value fn, lode_value self,
                         const lode_value *argv, size_t argc);

// Hands an exception to process's uncaught path; may not return.
void lode_uncaught(lode_env *env, lode_value exception, bool from_promise);

#endif
