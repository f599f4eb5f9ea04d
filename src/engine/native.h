// SPDX-License-Identifier: MIT
// Native functions: one body in C, an entry for each door.
//
//     LODE_NATIVE(os_js_uptime) {
//       ...
//       return lode_from_double(env, seconds);
//     }
//     static const lode_fn os_functions[] = {
//         LODE_FN("uptime", os_js_uptime, 0),
//     };
//
// The body gets `env` and `args`, runs with the engine's lock held, and
// returns a value. To throw: `return lode_throw(env, error)`; when a lode_call
// or engine call inside left an exception: return NULL after lode_throw.
// `this` is not offered: it may be one of the engine's scope objects.
#ifndef LODE_ENGINE_NATIVE_H
#define LODE_ENGINE_NATIVE_H

#include "engine/value.h"

typedef struct lode_args {
  const lode_value *values;
  size_t count;
} lode_args;

typedef lode_value (*lode_native)(lode_env *env, const lode_args *args);

typedef struct lode_fn {
  const char *name;
  JSObjectCallAsFunctionCallback plain;
  lode_native_entry fast;
  unsigned length;
} lode_fn;

// Argument i, undefined past the end.
static inline lode_value lode_arg(lode_env *env, const lode_args *args,
                                  size_t i) {
  return i < args->count ? args->values[i] : env->undefined;
}

// Makes `error` what the running native throws. Returns NULL.
static inline lode_value lode_throw(lode_env *env, lode_value error) {
  env->thrown = error;
  return NULL;
}

// Throws a plain Error / TypeError / RangeError with this message, for what
// JavaScript could not have checked before. Returns NULL.
lode_value lode_throw_error(lode_env *env, const char *constructor,
                            const char *message);

int64_t lode_native_raise(lode_env *env, void *global);
JSValueRef lode_native_plain(lode_native native, size_t count,
                             const JSValueRef values[], JSValueRef *exception);

static inline int64_t lode_native_fast(lode_native native, void *global,
                                       void *frame) {
  const uint64_t *words = frame;
  lode_env *env = lode_env_current();
  lode_args args = {(const lode_value *)(const void *)&words[6],
                    (size_t)(uint32_t)words[4] - 1};
  lode_value result = native(env, &args);
  if (LODE_UNLIKELY(env->thrown != NULL)) {
    return lode_native_raise(env, global);
  }
  return (int64_t)lode_bits(result);
}

#define LODE_NATIVE(native)                                                  \
  static lode_value native(lode_env *env, const lode_args *args);            \
  static JSValueRef native##_plain(                                          \
      LODE_UNUSED JSContextRef ctx, LODE_UNUSED JSObjectRef callee,          \
      LODE_UNUSED JSObjectRef self, size_t count, const JSValueRef values[], \
      JSValueRef *exception) {                                               \
    return lode_native_plain(native, count, values, exception);              \
  }                                                                          \
  static int64_t native##_fast(void *global, void *frame) {                  \
    return lode_native_fast(native, global, frame);                          \
  }                                                                          \
  static lode_value native(LODE_UNUSED lode_env *env,                        \
                           LODE_UNUSED const lode_args *args)

#define LODE_FN(js_name, native, length) \
  { js_name, native##_plain, native##_fast, length }

// One function value.
lode_value lode_function(lode_env *env, const lode_fn *fn);
// Defines the functions on a binding's object (which has no user prototype).
void lode_define_functions(lode_env *env, lode_value object, const lode_fn *fns,
                           size_t n);
// Defines one property on an object of ours: plain data, enumerable.
void lode_define(lode_env *env, lode_value object, const char *name,
                 lode_value value);

#endif
