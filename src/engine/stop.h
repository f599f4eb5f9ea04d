// SPDX-License-Identifier: MIT
// How JavaScript that runs is made to end, from another thread or from itself.
#ifndef LODE_ENGINE_STOP_H
#define LODE_ENGINE_STOP_H

#include "engine/env.h"

// From now on what runs is asked every few milliseconds whether it is to end:
// when `stop(data)` says so, JavaScript ends without `catch` or `finally`, and
// the environment is exiting. Before any JavaScript has run.
void lode_stop_watch(lode_env *env, bool (*stop)(void *data), void *data);
// No more JavaScript is entered, where the engine lets us say so. From any
// thread, while the environment lives.
void lode_stop_entries(const lode_env *env);
// JavaScript may be entered again: for something short, by its own thread.
void lode_stop_lift(const lode_env *env);
// The next question comes at once. From inside a native of that thread.
void lode_stop_hurry(lode_env *env);

#endif
