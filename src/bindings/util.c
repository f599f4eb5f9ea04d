// SPDX-License-Identifier: MIT
// What inspection needs of the engine and the language does not offer: the
// inside of promises, proxies and iterators. Also a blocking sleep.
#include <time.h>

#include "bindings/bindings.h"
#include "engine/introspect.h"

// (promise) -> [state, result]; state 0 pending, 1 fulfilled, 2 rejected,
// undefined where the engine does not show it.
LODE_NATIVE(util_js_promise_details) {
  lode_value result = env->undefined;
  int state = lode_promise_inspect(env, lode_arg(env, args, 0), &result);
  lode_value details[] = {
      state < 0 ? env->undefined : lode_from_int(env, state), result};
  return lode_array(env, details, 2);
}

// () -> the promise of the async function that has called, with nothing between
// but helpers; undefined where the engine does not show it.
LODE_NATIVE(util_js_async_function_promise) {
  lode_value promise = lode_promise_of_caller(env, args->values);
  return promise == NULL ? env->undefined : promise;
}

// () -> the promise that then() made for the callback that has called,
// likewise.
LODE_NATIVE(util_js_reaction_promise) {
  lode_value promise = lode_promise_of_reaction(env, args->values);
  return promise == NULL ? env->undefined : promise;
}

// (...functions): makes them helpers, as long as the thread lives.
LODE_NATIVE(util_js_set_async_helpers) {
  if (lode_callers_open(env)) {
    for (size_t i = 0; i < args->count; i++) {
      lode_protect(env, args->values[i]);
      lode_callers_add_helper(args->values[i]);
    }
  }
  return env->undefined;
}

// (value, wantsBoth) -> undefined for what is no proxy; null for a revoked
// one; the target, or [target, handler].
LODE_NATIVE(util_js_proxy_details) {
  lode_value target, handler;
  if (args->count == 0 ||
      !lode_proxy_inspect(env, args->values[0], &target, &handler)) {
    return env->undefined;
  }
  if (handler == env->null) {
    return env->null;
  }
  if (lode_is_true(env, lode_arg(env, args, 1))) {
    lode_value both[] = {target, handler};
    return lode_array(env, both, 2);
  }
  return target;
}

// (Map or Set iterator) -> [collection, kind]: 0 keys, 1 values, 2 pairs;
// undefined where the engine does not show it.
LODE_NATIVE(util_js_iterator_details) {
  lode_value collection, kind;
  if (!lode_iterator_inspect(lode_arg(env, args, 0), &collection, &kind)) {
    return env->undefined;
  }
  lode_value details[] = {collection, kind};
  return lode_array(env, details, 2);
}

// (from, to): moves an iterator to where another stands. Both are of the
// same collection, which lib/ has just made `to` of.
LODE_NATIVE(util_js_copy_iterator_position) {
  lode_iterator_copy_position(lode_arg(env, args, 0), lode_arg(env, args, 1));
  return env->undefined;
}

// (proxy, handler, iterator, collection): samples to prove the above with.
LODE_NATIVE(util_js_prove) {
  if (args->count == 4) {
    lode_introspect_prove(env, args->values[0], args->values[1],
                          args->values[2], args->values[3]);
  }
  return env->undefined;
}

// (milliseconds): blocks the thread.
LODE_NATIVE(util_js_sleep) {
  uint32_t ms = lode_to_uint32(env, lode_arg(env, args, 0));
  struct timespec left = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
  while (nanosleep(&left, &left) != 0) {
  }
  return env->undefined;
}

static const lode_fn util_functions[] = {
    LODE_FN("copyIteratorPosition", util_js_copy_iterator_position, 2),
    LODE_FN("getAsyncFunctionPromise", util_js_async_function_promise, 0),
    LODE_FN("getIteratorDetails", util_js_iterator_details, 1),
    LODE_FN("getPromiseDetails", util_js_promise_details, 1),
    LODE_FN("getProxyDetails", util_js_proxy_details, 2),
    LODE_FN("getReactionPromise", util_js_reaction_promise, 0),
    LODE_FN("setAsyncHelpers", util_js_set_async_helpers, 0),
    LODE_FN("prove", util_js_prove, 4),
    LODE_FN("sleep", util_js_sleep, 1),
};

void lode_util_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, util_functions,
                        LODE_COUNT_OF(util_functions));
}
