// SPDX-License-Identifier: MIT
// process.permission.has(), and what lib/ asks on behalf of a native that has
// nobody else to ask for it.
#include "loop/permission.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/string.h"
#include "engine/value.h"

// (right) -> whether the whole of it is granted.
LODE_NATIVE(permission_js_may) {
  int right = lode_to_int(env, lode_arg(env, args, 0));
  return lode_from_bool(env, lode_may(env->permission, (lode_right)right));
}

// (one of the two rights to files, path) -> whether it is granted.
LODE_NATIVE(permission_js_may_path) {
  int right = lode_to_int(env, lode_arg(env, args, 0));
  lode_utf8 path;
  if (lode_utf8_open(env, lode_arg(env, args, 1), &path) < 0) {
    return env->no;
  }
  bool may = lode_may_path(env->permission, (lode_right)right, path.data);
  lode_utf8_close(&path);
  return lode_from_bool(env, may);
}

static const lode_fn permission_functions[] = {
    LODE_FN("may", permission_js_may, 1),
    LODE_FN("mayPath", permission_js_may_path, 2),
};

void lode_permission_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, permission_functions,
                        LODE_COUNT_OF(permission_functions));
  lode_define(env, object, "isRestricted",
              lode_from_bool(env, env->permission != NULL));
}
