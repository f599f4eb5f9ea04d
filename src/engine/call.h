// SPDX-License-Identifier: MIT
// Into JavaScript and out of it again, without the loop's order of ticks and
// microtasks: that is lode_callback() in loop/callback.h, which everything
// that the loop calls must use.
#ifndef LODE_ENGINE_CALL_H
#define LODE_ENGINE_CALL_H

#include "engine/env.h"

// Calls `fn` from inside a native. NULL when it threw: the exception is then
// pending (env->thrown) and the native returns NULL to pass it on.
lode_value lode_call(lode_env *env, lode_value fn, lode_value self,
                     const lode_value *argv, size_t argc);
// The same, with the exception handed out instead; *exception is NULL when
// there was none.
lode_value lode_call_catch(lode_env *env, lode_value fn, lode_value self,
                           const lode_value *argv, size_t argc,
                           lode_value *exception);

// Evaluates a program text; `url` names it in stacks, `line` is the number of
// its first line (1 and up). NULL with *exception set when it threw.
lode_value lode_evaluate(lode_env *env, lode_value source, const char *url,
                         int line, lode_value *exception);
// The same for ASCII text that outlives the process, without copying it.
lode_value lode_evaluate_ascii(lode_env *env, const char *text, size_t n,
                               const char *url, lode_value *exception);

#endif
