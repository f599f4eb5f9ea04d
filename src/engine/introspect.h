// SPDX-License-Identifier: MIT
// What the engine knows about itself and about values beyond the language.
#ifndef LODE_ENGINE_INTROSPECT_H
#define LODE_ENGINE_INTROSPECT_H

#include "engine/env.h"

typedef struct lode_heap_statistics {
  size_t used, capacity;  // bytes of the collector's heap
  size_t external;        // bytes outside, reported or array buffers
} lode_heap_statistics;

// Costs 0.2 ms in a fresh process, 23 ms with a million objects.
void lode_heap_measure(lode_env *env, lode_heap_statistics *out);

// Looks whether proxies and iterators are laid out as we know them, on samples
// of lib/'s: a proxy with its handler, the pairs of a Map. Before the rest.
void lode_introspect_prove(lode_env *env, lode_value proxy, lode_value handler,
                           lode_value iterator, lode_value collection);
// 0 pending, 1 fulfilled, 2 rejected, with the settled value; -1 where the
// engine does not show it. `promise` is one (lib/ has checked).
int lode_promise_inspect(lode_env *env, lode_value promise, lode_value *result);
// The promise of the async function that called the native whose arguments
// begin at `values`, with nothing between but helpers; NULL where there is none
// or the engine does not show it. Only for natives that lib/'s functions call.
lode_value lode_promise_of_caller(lode_env *env, const lode_value *values);
// The same for a callback of then(): the promise that then() made for it.
lode_value lode_promise_of_reaction(lode_env *env, const lode_value *values);
bool lode_callers_open(lode_env *env);
// `function` lives as long as the thread. After lode_callers_open().
void lode_callers_add_helper(lode_value function);
// False for what is no proxy. The handler of a revoked proxy is null; where
// the engine does not show handlers it is undefined.
bool lode_proxy_inspect(lode_env *env, lode_value value, lode_value *target,
                        lode_value *handler);
// The collection that a Map or Set iterator (lib/ has checked) walks over, and
// what it yields: 0 keys, 1 values, 2 pairs. False where the engine does not
// show it.
bool lode_iterator_inspect(lode_value iterator, lode_value *collection,
                           lode_value *kind);
// Puts `to` where `from` stands. Only after lode_iterator_inspect said true
// of `from`, with a new iterator over the same collection, which is used up
// while `from` is alive.
void lode_iterator_copy_position(lode_value from, lode_value to);

#endif
