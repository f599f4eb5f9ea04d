// SPDX-License-Identifier: MIT
// What the engine knows beyond the language: heap, promises, proxies.
#include "engine/introspect.h"

#include <string.h>

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
