// SPDX-License-Identifier: MIT
// Starts an environment, runs it, takes it down.
#ifndef LODE_RUNTIME_RUNTIME_H
#define LODE_RUNTIME_RUNTIME_H

#include "engine/env.h"
#include "loop/program.h"

// The wrapper function of a module of lib/; NULL for an unknown id (then
// *exception is NULL too) or a text that does not compile.
lode_value lode_builtin_compile(lode_env *env, const char *id,
                                lode_value *exception);

// Runs the program in an environment of the calling thread until its loop is
// empty. Returns the exit code.
int lode_run_main(const lode_program *program);

// The same in a thread of its own, and with its teardown.
struct lode_worker;
int lode_run_worker(const lode_program *program, struct lode_worker *worker);

#endif
