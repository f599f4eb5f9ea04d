// SPDX-License-Identifier: MIT
// The names and messages of libuv's error codes.
#include <uv.h>

#include "bindings/bindings.h"
#include "engine/string.h"

// [code, name, message, ...] of every error: lib/ makes a Map of it.
LODE_NATIVE(uv_js_errors) {
  lode_value list[] = {
#define X(name, message)                                  \
  lode_from_int(env, UV_##name), lode_string(env, #name), \
      lode_string(env, message),
      UV_ERRNO_MAP(X)
#undef X
  };
  return lode_array(env, list, LODE_COUNT_OF(list));
}

static const lode_fn uv_functions[] = {
    LODE_FN("errors", uv_js_errors, 0),
};

void lode_uv_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, uv_functions, LODE_COUNT_OF(uv_functions));
  static const struct {
    const char *name;
    int code;
  } codes[] = {
#define X(name, message) {"UV_" #name, UV_##name},
      UV_ERRNO_MAP(X)
#undef X
  };
  for (size_t i = 0; i < LODE_COUNT_OF(codes); i++) {
    lode_define(env, object, codes[i].name, lode_from_int(env, codes[i].code));
  }
}
