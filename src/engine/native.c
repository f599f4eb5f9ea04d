// SPDX-License-Identifier: MIT
// Functions of C as functions of JavaScript, through either door.
#include "engine/native.h"

#include "engine/door.h"
#include "engine/private.h"

int64_t lode_native_raise(lode_env *env, void *global) {
  lode_value error = env->thrown;
  env->thrown = NULL;
  lode_the_door.throw_value((void *)(uintptr_t)env->group, global,
                            lode_bits(error));
  return 0;
}

JSValueRef lode_native_plain(lode_native native, size_t count,
                             const JSValueRef values[], JSValueRef *exception) {
  lode_env *env = lode_env_current();
  lode_args args = {values, count};
  JSLock(env->ctx);  // makes each engine call inside three times cheaper
  lode_value result = native(env, &args);
  lode_value thrown = env->thrown;
  env->thrown = NULL;
  JSUnlock(env->ctx);
  if (thrown != NULL) {
    *exception = thrown;
    return env->undefined;
  }
  return result;
}

// What `new` on a native function runs.
static int64_t native_on_construct(void *global, void *frame) {
  (void)frame;
  lode_env *env = lode_env_current();
  lode_throw_error(env, "TypeError", "function is not a constructor");
  return lode_native_raise(env, global);
}

lode_value lode_function(lode_env *env, const lode_fn *fn) {
  JSStringRef name = JSStringCreateWithUTF8CString(fn->name);
  lode_value function;
  if (lode_the_door.natives) {
    // A JSStringRef holds its StringImpl one word in: there lies a WTF::String.
    const void *wtf_name = (const char *)name + sizeof(void *);
    function = lode_the_door.make_function(
        (void *)(uintptr_t)env->group, env->ctx, fn->length, wtf_name, fn->fast,
        0, 0, native_on_construct, NULL);
  } else {
    function = JSObjectMakeFunctionWithCallback(env->ctx, name, fn->plain);
  }
  JSStringRelease(name);
  return function;
}

void lode_define(lode_env *env, lode_value object, const char *name,
                 lode_value value) {
  JSStringRef key = JSStringCreateWithUTF8CString(name);
  JSObjectSetProperty(env->ctx, lode_as_object(object), key, value,
                      kJSPropertyAttributeNone, NULL);
  JSStringRelease(key);
}

void lode_define_functions(lode_env *env, lode_value object, const lode_fn *fns,
                           size_t n) {
  for (size_t i = 0; i < n; i++) {
    lode_define(env, object, fns[i].name, lode_function(env, &fns[i]));
  }
}

lode_value lode_throw_error(lode_env *env, const char *constructor,
                            const char *message) {
  JSStringRef key = JSStringCreateWithUTF8CString(constructor);
  JSObjectRef global = JSContextGetGlobalObject(env->ctx);
  lode_value type = JSObjectGetProperty(env->ctx, global, key, NULL);
  JSStringRelease(key);
  JSStringRef text = JSStringCreateWithUTF8CString(message);
  lode_value argument = JSValueMakeString(env->ctx, text);
  JSStringRelease(text);
  lode_value error = NULL;
  if (type != NULL && JSValueIsObject(env->ctx, type)) {
    error = JSObjectCallAsConstructor(env->ctx, lode_as_object(type), 1,
                                      &argument, NULL);
  }
  if (error == NULL) {
    error = JSObjectMakeError(env->ctx, 1, &argument, NULL);
  }
  return lode_throw(env, error);
}
