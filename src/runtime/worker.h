// SPDX-License-Identifier: MIT
// A worker as its own thread sees it (src/runtime/worker.c is the whole).
#ifndef LODE_RUNTIME_WORKER_H
#define LODE_RUNTIME_WORKER_H

#include "engine/env.h"

typedef struct lode_worker lode_worker;

// The environment is made, no JavaScript has run: from here on the worker can
// be stopped. False when it has been already.
bool lode_worker_enter(lode_worker *worker, lode_env *env);
// No more JavaScript: nobody will stop it any more. The exit code: `status`,
// or what it was stopped with.
int lode_worker_leave(lode_worker *worker, int status);

#endif
