// SPDX-License-Identifier: MIT
// The versions of what Lode stands on, of those libraries that are loaded.
#include <openssl/opensslv.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <uv.h>

#include "bindings/bindings.h"
#include "engine/string.h"

static void versions_add(lode_env *env, lode_value list, unsigned *n,
                         const char *name, const char *version) {
  JSObjectRef array = lode_as_object(list);
  JSObjectSetPropertyAtIndex(env->ctx, array, (*n)++, lode_string(env, name),
                             NULL);
  JSObjectSetPropertyAtIndex(env->ctx, array, (*n)++, lode_string(env, version),
                             NULL);
}

// [name, version, name, version, ...]
LODE_NATIVE(versions_js_versions) {
  lode_value list = lode_array(env, NULL, 0);
  unsigned n = 0;
  char text[64];
  versions_add(env, list, &n, "lode", LODE_VERSION);
  versions_add(env, list, &n, "javascriptcore", LODE_JSC_VERSION);
  versions_add(env, list, &n, "uv", uv_version_string());
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, text);
  versions_add(env, list, &n, "icu", text);
  u_getUnicodeVersion(version);
  u_versionToString(version, text);
  versions_add(env, list, &n, "unicode", text);
  versions_add(env, list, &n, "openssl", OPENSSL_VERSION_STR);
  // The interface of native addons that this API level has.
  versions_add(env, list, &n, "modules", "141");
  return list;
}

static const lode_fn versions_functions[] = {
    LODE_FN("versions", versions_js_versions, 0),
};

void lode_versions_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, versions_functions,
                        LODE_COUNT_OF(versions_functions));
}
