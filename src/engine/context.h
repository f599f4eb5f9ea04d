// SPDX-License-Identifier: MIT
// More global scopes in one virtual machine, and texts compiled once to run
// in several of them: what node:vm stands on.
#ifndef LODE_ENGINE_CONTEXT_H
#define LODE_ENGINE_CONTEXT_H

#include "engine/env.h"

// Makes a scope whose variables are the properties of `sandbox`. Returns its
// global object, which stands for the scope in the calls below and keeps it
// alive. With `allow_eval` false, eval and new Function throw there.
lode_value lode_context_make(lode_env *env, lode_value sandbox,
                             bool allow_eval);
// The same without a sandbox: the global object is an ordinary one.
lode_value lode_context_make_plain(lode_env *env, bool allow_eval);

// With `on`, the sandbox stands aside: the properties of `global` are those
// that the engine stores itself.
void lode_context_bypass(lode_value global, bool on);

// From now on eval and new Function throw EvalError there; NULL is the main
// scope.
void lode_context_forbid_eval(lode_env *env, lode_value global);

typedef struct OpaqueJSScript *lode_script;

// NULL when it does not compile: then *exception is a SyntaxError with `line`.
lode_script lode_script_compile(lode_env *env, lode_value source,
                                const char *url, int line,
                                lode_value *exception);
void lode_script_free(lode_script script);
// Runs it in the scope of `global`; NULL means the main one. NULL with
// *exception set when it threw.
lode_value lode_script_run(lode_env *env, lode_script script, lode_value global,
                           lode_value *exception);

// lode_evaluate() in another scope.
lode_value lode_context_evaluate(lode_env *env, lode_value global,
                                 lode_value source, const char *url, int line,
                                 lode_value *exception);

#endif
