// SPDX-License-Identifier: MIT
#include "engine/introspect.h"

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
