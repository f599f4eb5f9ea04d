// SPDX-License-Identifier: MIT
// The engine's queue of microtasks, open to JavaScript: a loop in lib/ takes
// one task after the other and calls it. That call is one between compiled
// functions; the engine's own loop enters JavaScript from C++ for each task,
// with eight atomic operations (docs/internals/loop.md). Only through the fast
// door; what the loop leaves, lode_engine_drain() runs.
#ifndef LODE_ENGINE_MICROTASKS_H
#define LODE_ENGINE_MICROTASKS_H

#include "engine/env.h"

// A task in a list: the function, then its arguments.
enum { LODE_MICROTASK_SLOTS = 5 };

// Whether tasks can be taken into `slots`, an array of so many objects that
// nobody else changes: proved here, once per process, with a task that does
// nothing.
bool lode_microtasks_open(lode_env *env, lode_value slots);
bool lode_microtasks_opened(void);
// Whether a task waits that can be taken; false while the opening is shut.
bool lode_microtasks_wait(const lode_env *env);
// Takes the next one into `slots`, with undefined for arguments that it has
// not. The caller must have emptied the slots before it does anything else:
// the collector does not learn of what is written. False when none waits.
bool lode_microtasks_take(lode_env *env, lode_value slots);

#endif
