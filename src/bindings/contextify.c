// SPDX-License-Identifier: MIT
// Scopes and compiled scripts: node:vm, and texts that are no module's.
#include <stdlib.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/compiled.h"
#include "engine/context.h"
#include "engine/string.h"
#include "loop/wrap.h"

typedef struct contextify_script {
  lode_wrap wrap;
  lode_script script;  // NULL once released
} contextify_script;

// Nothing of libuv's is involved: closed at once.
static void contextify_close(lode_wrap *wrap) {
  contextify_script *self = (contextify_script *)(void *)wrap;
  if (self->script != NULL) {
    lode_script_free(self->script);
    self->script = NULL;
    lode_wrap_closed(wrap);
  }
}

static void contextify_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops contextify_ops = {"ContextifyScript",
                                             contextify_close, contextify_free};

// A scope argument: undefined stands for the main one.
static lode_value contextify_scope(lode_env *env, const lode_args *args,
                                   size_t i) {
  lode_value value = lode_arg(env, args, i);
  return lode_is_undefined(env, value) ? NULL : value;
}

// (sandbox or undefined, allow eval) -> the scope's global object.
LODE_NATIVE(contextify_js_make_context) {
  lode_value sandbox = lode_arg(env, args, 0);
  bool allow_eval = lode_is_true(env, lode_arg(env, args, 1));
  return lode_is_undefined(env, sandbox)
             ? lode_context_make_plain(env, allow_eval)
             : lode_context_make(env, sandbox, allow_eval);
}

// Whether the compiler should see a text.
static bool contextify_wanted(lode_env *env, lode_value source) {
  lode_chars chars;
  lode_chars_open(env, source, &chars);
  bool wanted;
  if (!chars.wide) {
    wanted = lode_compiled_wanted(chars.data, chars.length);
  } else {
    lode_utf8 text;
    wanted = lode_utf8_open(env, source, &text) == 0;
    if (wanted) {
      wanted = lode_compiled_wanted(text.data, text.size);
      lode_utf8_close(&text);
    }
  }
  lode_chars_close(&chars);
  return wanted;
}

// (source, url, first line, as it is) -> a script; undefined for one that the
// compiler should see first, unless it is to run as it is.
LODE_NATIVE(contextify_js_compile) {
  lode_utf8 url;
  if (!lode_is_true(env, lode_arg(env, args, 3)) &&
      contextify_wanted(env, lode_arg(env, args, 0))) {
    return env->undefined;
  }
  if (lode_utf8_open(env, lode_arg(env, args, 1), &url) < 0) {
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  lode_value exception;
  lode_script script =
      lode_script_compile(env, lode_arg(env, args, 0), url.data,
                          lode_to_int(env, lode_arg(env, args, 2)), &exception);
  lode_utf8_close(&url);
  if (script == NULL) {
    return lode_throw(env, exception);
  }
  contextify_script *self = lode_malloc(sizeof *self);
  self->script = script;
  return lode_wrap_make(env, &self->wrap, &contextify_ops);
}

// (script, scope) -> what it evaluates to.
LODE_NATIVE(contextify_js_run) {
  lode_value value = lode_arg(env, args, 0);
  lode_wrap *wrap = lode_wrap_get(env, value, &contextify_ops);
  contextify_script *self = (contextify_script *)(void *)wrap;
  lode_value exception;
  lode_value result = lode_script_run(
      env, self->script, contextify_scope(env, args, 1), &exception);
  return exception != NULL ? lode_throw(env, exception) : result;
}

// (scope, source, url, first line) -> what it evaluates to.
LODE_NATIVE(contextify_js_evaluate) {
  lode_utf8 url;
  if (lode_utf8_open(env, lode_arg(env, args, 2), &url) < 0) {
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  lode_value exception;
  lode_value result = lode_context_evaluate(
      env, contextify_scope(env, args, 0), lode_arg(env, args, 1), url.data,
      lode_to_int(env, lode_arg(env, args, 3)), &exception);
  lode_utf8_close(&url);
  return exception != NULL ? lode_throw(env, exception) : result;
}

// (scope, on): see lode_context_bypass().
LODE_NATIVE(contextify_js_bypass) {
  lode_context_bypass(lode_arg(env, args, 0),
                      lode_is_true(env, lode_arg(env, args, 1)));
  return env->undefined;
}

// () : eval and new Function throw in the main scope from now on.
LODE_NATIVE(contextify_js_forbid_eval) {
  lode_context_forbid_eval(env, NULL);
  return env->undefined;
}

// The global object of a new context of this virtual machine, which nothing
// has touched. The context lives as long as the object.
LODE_NATIVE(contextify_js_fresh_realm) {
  JSGlobalContextRef ctx = JSGlobalContextCreateInGroup(env->group, NULL);
  JSObjectRef global = JSContextGetGlobalObject(ctx);
  JSGlobalContextRelease(ctx);
  return global;
}

static const lode_fn contextify_functions[] = {
    LODE_FN("bypass", contextify_js_bypass, 2),
    LODE_FN("compile", contextify_js_compile, 4),
    LODE_FN("evaluate", contextify_js_evaluate, 4),
    LODE_FN("forbidEval", contextify_js_forbid_eval, 0),
    LODE_FN("freshRealm", contextify_js_fresh_realm, 0),
    LODE_FN("makeContext", contextify_js_make_context, 2),
    LODE_FN("run", contextify_js_run, 2),
};

void lode_contextify_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, contextify_functions,
                        LODE_COUNT_OF(contextify_functions));
}
