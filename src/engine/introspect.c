// SPDX-License-Identifier: MIT
// What the engine knows beyond the language: heap, promises, proxies.
#include "engine/introspect.h"

#include <string.h>

#include "base/check.h"
#include "engine/call.h"
#include "engine/door.h"
#include "engine/native.h"
#include "engine/private.h"
#include "engine/value.h"

static size_t introspect_size(lode_env *env, JSObjectRef object,
                              const char *name) {
  JSStringRef key = JSStringCreateWithUTF8CString(name);
  lode_value value = JSObjectGetProperty(env->ctx, object, key, NULL);
  JSStringRelease(key);
  double size = value == NULL ? 0 : lode_to_double(env, value);
  return size > 0 ? (size_t)size : 0;
}

void lode_heap_measure(lode_env *env, lode_heap_statistics *out) {
  JSObjectRef statistics = JSGetMemoryUsageStatistics(env->ctx);
  out->used = introspect_size(env, statistics, "heapSize");
  out->capacity = introspect_size(env, statistics, "heapCapacity");
  out->external = introspect_size(env, statistics, "extraMemorySize");
  if (out->used == 0) {
    // Before its first collection the engine has not counted yet.
    out->used = out->capacity;
  }
}

static lode_value introspect_word(lode_value cell, size_t offset) {
  lode_value word;
  memcpy(&word, (const char *)cell + offset, sizeof word);
  return word;
}

int lode_promise_inspect(lode_env *env, lode_value promise,
                         lode_value *result) {
  if (!lode_the_door.promises && !lode_door_prove_promises(env)) {
    return -1;
  }
  uint32_t flags;
  memcpy(&flags, (const char *)promise + LODE_PROMISE_FLAGS, sizeof flags);
  int state = (int)(flags & 3);
  if (state != 0) {
    *result = introspect_word(promise, LODE_PROMISE_RESULT);
  }
  return state;
}

// JSC::CallFrame: the caller's frame, the function, the number of arguments
// with `this`, the arguments. A function that waits runs as the body of a
// generator, called as (generator, state, value, mode, frame) by one called as
// (generator, value, mode), into which the compiler may have inlined it.
// JSC::JSGenerator keeps the promise in a field of its own.
#define INTROSPECT_FRAME_FUNCTION 3
#define INTROSPECT_FRAME_COUNT 4
#define INTROSPECT_FRAME_ARGUMENT 6
#define INTROSPECT_GENERATOR_PROMISE 56

// The functions of lib/ that compiled code calls; they live as long as the
// thread. What called them is JavaScript, so its frame is as above.
static _Thread_local uint64_t introspect_helpers[10];

static bool introspect_is_helper(uint64_t function) {
  for (size_t i = 0; i < LODE_COUNT_OF(introspect_helpers); i++) {
    if (introspect_helpers[i] == function) {
      return true;
    }
  }
  return false;
}

void lode_callers_add_helper(lode_value function) {
  size_t i = 0;
  while (i < LODE_COUNT_OF(introspect_helpers) && introspect_helpers[i] != 0) {
    i++;
  }
  LODE_CHECK(i < LODE_COUNT_OF(introspect_helpers));
  introspect_helpers[i] = lode_bits(function);
}

static const uint64_t *introspect_calling_frame(const lode_value *values) {
  const uint64_t *frame =
      (const uint64_t *)(const void *)values - INTROSPECT_FRAME_ARGUMENT;
  do {
    frame = (const uint64_t *)(uintptr_t)frame[0];
  } while (introspect_is_helper(frame[INTROSPECT_FRAME_FUNCTION]));
  return frame;
}

static lode_value introspect_promise(uint64_t bits) {
  lode_value value;
  memcpy(&value, &bits, sizeof value);
  return lode_is_cell(value) &&
                 lode_cell_type(value) == lode_the_door.type.promise
             ? value
             : NULL;
}

static lode_value introspect_caller(const lode_value *values) {
  const uint64_t *frame = introspect_calling_frame(values);
  uint32_t count = (uint32_t)frame[INTROSPECT_FRAME_COUNT];
  if (count != 6 && count != 4) {
    return NULL;
  }
  lode_value generator;
  memcpy(&generator, &frame[INTROSPECT_FRAME_ARGUMENT], sizeof generator);
  if (!lode_is_cell(generator) ||
      lode_cell_type(generator) != lode_the_door.type.generator) {
    return NULL;
  }
  return introspect_promise(
      lode_bits(introspect_word(generator, INTROSPECT_GENERATOR_PROMISE)));
}

// A callback of then() is called with one argument, by a job that was called as
// (promise or capability, callback, value, undefined), or is inlined into it.
static lode_value introspect_reaction(const lode_value *values) {
  const uint64_t *frame = introspect_calling_frame(values);
  if ((uint32_t)frame[INTROSPECT_FRAME_COUNT] == 2) {
    frame = (const uint64_t *)(uintptr_t)frame[0];
  }
  return (uint32_t)frame[INTROSPECT_FRAME_COUNT] == 5
             ? introspect_promise(frame[INTROSPECT_FRAME_ARGUMENT])
             : NULL;
}

LODE_NATIVE(introspect_js_find) {
  lode_value promise = introspect_caller(args->values);
  return promise == NULL ? env->undefined : promise;
}

LODE_NATIVE(introspect_js_add) {
  lode_callers_add_helper(lode_arg(env, args, 0));
  return env->undefined;
}

// An async function finds its own promise, also behind a helper; another
// function finds none.
static bool introspect_prove_callers(lode_env *env) {
  static const lode_fn probes[] = {LODE_FN("find", introspect_js_find, 0),
                                   LODE_FN("add", introspect_js_add, 1)};
  static const char *const sources[] = {
      "(function*(){})()",
      "Promise.resolve()",
      "(function(find, add) {"
      "  const helper = (a) => find();"
      "  add(helper);"
      "  let one, two;"
      "  const promise = (async () => { one = find(); two = helper(1); })();"
      "  return one === promise && two === promise && find() === undefined;"
      "})",
  };
  lode_value values[LODE_COUNT_OF(sources)], exception;
  for (size_t i = 0; i < LODE_COUNT_OF(sources); i++) {
    values[i] = lode_evaluate_ascii(env, sources[i], strlen(sources[i]),
                                    "node:internal/probe", &exception);
    if (values[i] == NULL || !lode_is_cell(values[i])) {
      return false;
    }
  }
  lode_the_door.type.generator = lode_cell_type(values[0]);
  lode_the_door.type.promise = lode_cell_type(values[1]);
  lode_value argv[2] = {lode_function(env, &probes[0]),
                        lode_function(env, &probes[1])};
  lode_value result =
      lode_call_catch(env, values[2], NULL, argv, 2, &exception);
  memset(introspect_helpers, 0, sizeof introspect_helpers);
  return result == env->yes;
}

bool lode_callers_open(lode_env *env) {
  lode_door *d = &lode_the_door;
  if (!d->callers_tried) {
    d->callers_tried = true;
    d->callers = d->natives && d->types && introspect_prove_callers(env);
  }
  return d->callers;
}

lode_value lode_promise_of_caller(lode_env *env, const lode_value *values) {
  return lode_callers_open(env) ? introspect_caller(values) : NULL;
}

lode_value lode_promise_of_reaction(lode_env *env, const lode_value *values) {
  return lode_callers_open(env) ? introspect_reaction(values) : NULL;
}

// JSC::ProxyObject: the handler behind the target.
#define INTROSPECT_PROXY_HANDLER 24

bool lode_proxy_inspect(lode_env *env, lode_value value, lode_value *target,
                        lode_value *handler) {
  if (lode_the_door.proxies
          ? !lode_is_cell(value) ||
                lode_cell_type(value) != lode_the_door.type.proxy
          : !JSValueIsObject(env->ctx, value)) {
    return false;
  }
  *target = JSObjectGetProxyTarget(lode_as_object(value));
  *handler = lode_the_door.proxies
                 ? introspect_word(value, INTROSPECT_PROXY_HANDLER)
                 : env->undefined;
  return *target != NULL;
}

// JSC::JSMapIterator and JSSetIterator: four internal fields.
#define INTROSPECT_ITERATOR_ENTRY 16
#define INTROSPECT_ITERATOR_OBJECT 24
#define INTROSPECT_ITERATOR_STORAGE 32
#define INTROSPECT_ITERATOR_KIND 40
#define INTROSPECT_KIND_PAIRS 2

bool lode_iterator_inspect(lode_value iterator, lode_value *collection,
                           lode_value *kind) {
  if (!lode_the_door.iterators) {
    return false;
  }
  *collection = introspect_word(iterator, INTROSPECT_ITERATOR_OBJECT);
  *kind = introspect_word(iterator, INTROSPECT_ITERATOR_KIND);
  return lode_is_cell(*collection);
}

void lode_iterator_copy_position(lode_value from, lode_value to) {
  // No write barrier: `from` keeps alive what `to` refers to from here.
  static const size_t fields[] = {INTROSPECT_ITERATOR_ENTRY,
                                  INTROSPECT_ITERATOR_STORAGE};
  for (size_t i = 0; i < 2; i++) {
    memcpy((char *)lode_as_object(to) + fields[i],
           (const char *)from + fields[i], sizeof(lode_value));
  }
}

void lode_introspect_prove(lode_env *env, lode_value proxy, lode_value handler,
                           lode_value iterator, lode_value collection) {
  lode_door *d = &lode_the_door;
  if (!d->types || d->proxies || d->iterators) {
    return;
  }
  d->type.proxy = lode_cell_type(proxy);
  d->proxies = introspect_word(proxy, INTROSPECT_PROXY_HANDLER) == handler &&
               d->type.proxy != lode_cell_type(handler);
  d->iterators =
      introspect_word(iterator, INTROSPECT_ITERATOR_OBJECT) == collection &&
      introspect_word(iterator, INTROSPECT_ITERATOR_KIND) ==
          lode_from_int(env, INTROSPECT_KIND_PAIRS);
}
