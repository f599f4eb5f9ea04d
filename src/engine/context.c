// SPDX-License-Identifier: MIT
// The variables of a scope live in its sandbox object. The engine asks the
// callbacks below first, with one exception that it does not let us change:
// what a program declares with `var` or `function` is stored inside the
// engine. Such names are written to both places, and read back from the
// sandbox before each run, since the host may have changed them.
#include "engine/context.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/mem.h"
#include "engine/call.h"
#include "engine/door.h"
#include "engine/private.h"
#include "engine/string.h"
#include "engine/value.h"

typedef struct context_state {
  JSObjectRef sandbox;  // alive: the global has it as a private property
  JSObjectRef global;   // what `this` is in the scope
  bool bypass;          // the callbacks stand aside: the engine's own storage
  JSStringRef *names;   // declared in the engine; owned
  size_t count, capacity;
} context_state;

static void context_declare(context_state *state, JSStringRef name) {
  for (size_t i = 0; i < state->count; i++) {
    if (JSStringIsEqual(state->names[i], name)) {
      return;
    }
  }
  if (state->count == state->capacity) {
    size_t capacity = state->capacity * 2 + 8;
    JSStringRef *names =
        lode_try_realloc(state->names, capacity * sizeof *names);
    LODE_CHECK(names != NULL);
    state->names = names;
    state->capacity = capacity;
  }
  state->names[state->count++] = JSStringRetain(name);
}

static JSValueRef context_js_get(JSContextRef ctx, JSObjectRef object,
                                 JSStringRef name, JSValueRef *exception) {
  context_state *state = JSObjectGetPrivate(object);
  if (state == NULL || state->bypass ||
      !JSObjectHasProperty(ctx, state->sandbox, name)) {
    return NULL;
  }
  JSValueRef value = JSObjectGetProperty(ctx, state->sandbox, name, exception);
  return value == state->sandbox ? state->global : value;
}

static bool context_js_set(JSContextRef ctx, JSObjectRef object,
                           JSStringRef name, JSValueRef value,
                           JSValueRef *exception) {
  context_state *state = JSObjectGetPrivate(object);
  if (state == NULL || state->bypass) {
    return false;
  }
  JSObjectSetProperty(ctx, state->sandbox, name, value,
                      kJSPropertyAttributeNone, exception);
  if (*exception != NULL) {
    return true;
  }
  state->bypass = true;
  bool declared = JSObjectHasProperty(ctx, state->global, name);
  state->bypass = false;
  if (declared) {
    context_declare(state, name);
  }
  return !declared;
}

static bool context_js_delete(JSContextRef ctx, JSObjectRef object,
                              JSStringRef name, JSValueRef *exception) {
  context_state *state = JSObjectGetPrivate(object);
  if (state != NULL && !state->bypass) {
    JSObjectDeleteProperty(ctx, state->sandbox, name, exception);
  }
  return false;  // the engine's own storage may have it too
}

static void context_js_names(JSContextRef ctx, JSObjectRef object,
                             JSPropertyNameAccumulatorRef names) {
  context_state *state = JSObjectGetPrivate(object);
  if (state == NULL || state->bypass) {
    return;
  }
  JSPropertyNameArrayRef own = JSObjectCopyPropertyNames(ctx, state->sandbox);
  for (size_t i = 0; i < JSPropertyNameArrayGetCount(own); i++) {
    JSPropertyNameAccumulatorAddName(names,
                                     JSPropertyNameArrayGetNameAtIndex(own, i));
  }
  JSPropertyNameArrayRelease(own);
}

// Runs in the collector: no calls into the engine's heap here.
static void context_js_finalize(JSObjectRef object) {
  context_state *state = JSObjectGetPrivate(object);
  if (state != NULL) {
    for (size_t i = 0; i < state->count; i++) {
      JSStringRelease(state->names[i]);
    }
    free(state->names);
    free(state);
  }
}

static JSClassRef context_class(void) {
  static JSClassRef class_ref;  // immutable, shared by every environment
  if (class_ref == NULL) {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "Object";
    definition.getProperty = context_js_get;
    definition.setProperty = context_js_set;
    definition.deleteProperty = context_js_delete;
    definition.getPropertyNames = context_js_names;
    definition.finalize = context_js_finalize;
    class_ref = JSClassCreate(&definition);
  }
  return class_ref;
}

static JSGlobalContextRef context_of(lode_env *env, lode_value global) {
  return global == NULL ? env->ctx
                        : JSObjectGetGlobalContext(lode_as_object(global));
}

void lode_context_forbid_eval(lode_env *env, lode_value global) {
  JSGlobalContextRef ctx = context_of(env, global);
  JSStringRef message = JSStringCreateWithUTF8CString(
      "Code generation from strings disallowed for this context");
  JSGlobalContextSetEvalEnabled(ctx, false, message);
  JSStringRelease(message);
}

static lode_value context_make(lode_env *env, JSClassRef class_ref,
                               lode_value sandbox, bool allow_eval) {
  JSGlobalContextRef ctx = JSGlobalContextCreateInGroup(env->group, class_ref);
  JSObjectRef global = JSContextGetGlobalObject(ctx);
  lode_door_adopt(ctx);
  if (sandbox != NULL) {
    context_state *state = lode_malloc(sizeof *state);
    state->sandbox = lode_as_object(sandbox);
    state->global = global;
    JSStringRef key = JSStringCreateWithUTF8CString("sandbox");
    bool kept = JSObjectSetPrivateProperty(ctx, global, key, sandbox);
    JSStringRelease(key);
    LODE_CHECK(kept && JSObjectSetPrivate(global, state));
  }
  if (!allow_eval) {
    lode_context_forbid_eval(env, global);
  }
  // From here on the global object alone keeps the scope alive.
  JSGlobalContextRelease(ctx);
  return global;
}

lode_value lode_context_make(lode_env *env, lode_value sandbox,
                             bool allow_eval) {
  return context_make(env, context_class(), sandbox, allow_eval);
}

lode_value lode_context_make_plain(lode_env *env, bool allow_eval) {
  return context_make(env, NULL, NULL, allow_eval);
}

static context_state *context_state_of(lode_value global) {
  return global == NULL ? NULL : JSObjectGetPrivate(lode_as_object(global));
}

void lode_context_bypass(lode_value global, bool on) {
  context_state *state = context_state_of(global);
  if (state != NULL) {
    state->bypass = on;
  }
}

// Brings the host's values of declared names into the engine.
static void context_before(JSContextRef ctx, context_state *state) {
  if (state == NULL) {
    return;
  }
  for (size_t i = 0; i < state->count; i++) {
    if (JSObjectHasProperty(ctx, state->sandbox, state->names[i])) {
      JSValueRef value =
          JSObjectGetProperty(ctx, state->sandbox, state->names[i], NULL);
      state->bypass = true;
      JSObjectSetProperty(ctx, state->global, state->names[i], value,
                          kJSPropertyAttributeNone, NULL);
      state->bypass = false;
    }
  }
}

// Shows the sandbox what was declared: the engine stores a function declared
// again, and a variable without a value, without asking anybody.
static void context_after(JSContextRef ctx, context_state *state) {
  if (state == NULL) {
    return;
  }
  state->bypass = true;
  for (size_t i = 0; i < state->count; i++) {
    JSValueRef value =
        JSObjectGetProperty(ctx, state->global, state->names[i], NULL);
    JSValueRef shown =
        JSObjectGetProperty(ctx, state->sandbox, state->names[i], NULL);
    if (value != shown && value != state->global) {
      JSObjectSetProperty(ctx, state->sandbox, state->names[i], value,
                          kJSPropertyAttributeNone, NULL);
    }
  }
  JSPropertyNameArrayRef names = JSObjectCopyPropertyNames(ctx, state->global);
  for (size_t i = 0; i < JSPropertyNameArrayGetCount(names); i++) {
    JSStringRef name = JSPropertyNameArrayGetNameAtIndex(names, i);
    if (!JSObjectHasProperty(ctx, state->sandbox, name)) {
      JSValueRef value = JSObjectGetProperty(ctx, state->global, name, NULL);
      JSObjectSetProperty(ctx, state->sandbox, name, value,
                          kJSPropertyAttributeNone, NULL);
      context_declare(state, name);
    }
  }
  JSPropertyNameArrayRelease(names);
  state->bypass = false;
}

lode_value lode_context_evaluate(lode_env *env, lode_value global,
                                 lode_value source, const char *url, int line,
                                 lode_value *exception) {
  *exception = NULL;
  JSGlobalContextRef ctx = context_of(env, global);
  context_state *state = context_state_of(global);
  JSStringRef text = JSValueToStringCopy(env->ctx, source, NULL);
  JSStringRef name = JSStringCreateWithUTF8CString(url);
  context_before(ctx, state);
  lode_value result = JSEvaluateScript(ctx, text, NULL, name, line, exception);
  context_after(ctx, state);
  JSStringRelease(name);
  JSStringRelease(text);
  return *exception != NULL ? NULL : result;
}

lode_script lode_script_compile(lode_env *env, lode_value source,
                                const char *url, int line,
                                lode_value *exception) {
  *exception = NULL;
  JSStringRef text = JSValueToStringCopy(env->ctx, source, NULL);
  JSStringRef name = JSStringCreateWithUTF8CString(url);
  JSStringRef error = NULL;
  int error_line = 0;
  lode_script script = JSScriptCreateFromString(env->group, name, line, text,
                                                &error, &error_line);
  if (script == NULL) {
    // It gives a message and a line; this gives the error itself.
    JSCheckScriptSyntax(env->ctx, text, name, line, exception);
  }
  if (error != NULL) {
    JSStringRelease(error);
  }
  JSStringRelease(name);
  JSStringRelease(text);
  return script;
}

void lode_script_free(lode_script script) {
  JSScriptRelease(script);
}

lode_value lode_script_run(lode_env *env, lode_script script, lode_value global,
                           lode_value *exception) {
  *exception = NULL;
  JSGlobalContextRef ctx = context_of(env, global);
  context_state *state = context_state_of(global);
  context_before(ctx, state);
  lode_value result = JSScriptEvaluate(ctx, script, NULL, exception);
  context_after(ctx, state);
  return *exception != NULL ? NULL : result;
}
