// SPDX-License-Identifier: MIT
// Calls into JavaScript and evaluation of scripts.
#include "engine/call.h"

#include "engine/private.h"
#include "engine/source.h"
#include "engine/string.h"
#include "engine/value.h"

lode_value lode_call_catch(lode_env *env, lode_value fn, lode_value self,
                           const lode_value *argv, size_t argc,
                           lode_value *exception) {
  JSObjectRef this_object = self != NULL && JSValueIsObject(env->ctx, self)
                                ? lode_as_object(self)
                                : NULL;
  *exception = NULL;
  return JSObjectCallAsFunction(env->ctx, lode_as_object(fn), this_object, argc,
                                argv, exception);
}

lode_value lode_call(lode_env *env, lode_value fn, lode_value self,
                     const lode_value *argv, size_t argc) {
  lode_value exception;
  lode_value result = lode_call_catch(env, fn, self, argv, argc, &exception);
  if (exception != NULL) {
    env->thrown = exception;
    return NULL;
  }
  return result;
}

lode_value lode_evaluate(lode_env *env, lode_value source, const char *url,
                         int line, lode_value *exception) {
  *exception = NULL;
  const lode_string_header *impl = lode_string_header_of(source);
  if (impl != NULL && impl->length >= LODE_SOURCE_LARGE &&
      lode_source_open(env)) {
    return lode_source_evaluate(env, source, url, line, exception);
  }
  JSStringRef text = JSValueToStringCopy(env->ctx, source, NULL);
  JSStringRef name = JSStringCreateWithUTF8CString(url);
  lode_value result =
      JSEvaluateScript(env->ctx, text, NULL, name, line, exception);
  JSStringRelease(name);
  JSStringRelease(text);
  return *exception != NULL ? NULL : result;
}

lode_value lode_evaluate_ascii(lode_env *env, const char *text, size_t n,
                               const char *url, lode_value *exception) {
  *exception = NULL;
  JSStringRef name = JSStringCreateWithUTF8CString(url);
  JSStringRef error = NULL;
  int error_line = 0;
  lode_value result = NULL;
  JSScriptRef script = JSScriptCreateReferencingImmortalASCIIText(
      env->group, name, 1, text, n, &error, &error_line);
  if (script != NULL) {
    result = JSScriptEvaluate(env->ctx, script, NULL, exception);
    JSScriptRelease(script);
  } else {
    // Not ASCII, or a syntax error: the general way reports which.
    JSStringRef copy = JSStringCreateWithUTF8CString(text);
    result = JSEvaluateScript(env->ctx, copy, NULL, name, 1, exception);
    JSStringRelease(copy);
  }
  if (error != NULL) {
    JSStringRelease(error);
  }
  JSStringRelease(name);
  return *exception != NULL ? NULL : result;
}
