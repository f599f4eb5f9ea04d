// SPDX-License-Identifier: MIT
// Texts into functions.
#include <fcntl.h>
#include <stdlib.h>
#include <uv.h>

#include "base/buf.h"
#include "bindings/bindings.h"
#include "engine/call.h"
#include "engine/string.h"

// (source, filename, line) -> what the program text evaluates to.
LODE_NATIVE(script_js_run) {
  lode_utf8 url;
  if (lode_utf8_open(env, lode_arg(env, args, 1), &url) < 0) {
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  lode_value exception;
  lode_value result =
      lode_evaluate(env, lode_arg(env, args, 0), url.data,
                    lode_to_int(env, lode_arg(env, args, 2)), &exception);
  lode_utf8_close(&url);
  return exception != NULL ? lode_throw(env, exception) : result;
}

// path -> the file's text, or a negative code.
LODE_NATIVE(script_js_read) {
  lode_utf8 path;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &path) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  uv_fs_t req;
  int fd = uv_fs_open(NULL, &req, path.data, O_RDONLY | O_CLOEXEC, 0, NULL);
  uv_fs_req_cleanup(&req);
  lode_utf8_close(&path);
  if (fd < 0) {
    return lode_from_int(env, fd);
  }
  lode_buf text = LODE_BUF_INIT;
  int n;
  do {
    n = lode_buf_reserve(&text, 65536);
    if (n == 0) {
      uv_buf_t space = uv_buf_init(text.data + text.size, 65536);
      n = uv_fs_read(NULL, &req, fd, &space, 1, -1, NULL);
      uv_fs_req_cleanup(&req);
    }
    text.size += n > 0 ? (size_t)n : 0;
  } while (n > 0);
  uv_fs_close(NULL, &req, fd, NULL);
  uv_fs_req_cleanup(&req);
  lode_value result = n < 0 ? lode_from_int(env, n)
                            : lode_string_utf8(env, text.data, text.size);
  lode_buf_deinit(&text);
  return result;
}

// The global object of a new context of this virtual machine, which nothing
// has touched. The context lives as long as the object.
LODE_NATIVE(script_js_fresh_realm) {
  JSGlobalContextRef ctx = JSGlobalContextCreateInGroup(env->group, NULL);
  JSObjectRef global = JSContextGetGlobalObject(ctx);
  JSGlobalContextRelease(ctx);
  return global;
}

static const lode_fn script_functions[] = {
    LODE_FN("freshRealm", script_js_fresh_realm, 0),
    LODE_FN("run", script_js_run, 3),
    LODE_FN("read", script_js_read, 1),
};

void lode_script_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, script_functions,
                        LODE_COUNT_OF(script_functions));
}
