// SPDX-License-Identifier: MIT
// A child process: one uv_process_t, pinned until its exit has been told.
#include <stdlib.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/spawn/options.h"
#include "bindings/stream.h"
#include "loop/callback.h"
#include "loop/loop.h"

typedef struct lode_child {
  lode_wrap wrap;
  uv_process_t uv;     // uv.data points back here
  lode_value on_exit;  // (code, signal); protected until it ran
} lode_child;

static void child_on_close(uv_handle_t *handle) {
  lode_wrap_closed(handle->data);
}

static void child_forget_callback(lode_child *child) {
  if (child->on_exit != NULL) {
    lode_unprotect(child->wrap.env, child->on_exit);
    child->on_exit = NULL;
  }
}

static void child_close(lode_wrap *wrap) {
  lode_child *child = (lode_child *)wrap;
  if (!uv_is_closing((uv_handle_t *)&child->uv)) {
    child_forget_callback(child);
    uv_close((uv_handle_t *)&child->uv, child_on_close);
  }
}

static void child_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops child_ops = {"Process", child_close, child_free};

static lode_child *child_get(lode_env *env, const lode_args *args) {
  return (lode_child *)lode_wrap_get(env, lode_arg(env, args, 0), &child_ops);
}

static void child_on_exit(uv_process_t *uv, int64_t status, int signal) {
  lode_child *child = uv->data;
  lode_env *env = child->wrap.env;
  lode_value callback = child->on_exit;
  lode_value argv[2] = {lode_from_double(env, (double)status),
                        lode_from_int(env, signal)};
  if (callback != NULL) {
    lode_callback(env, callback, NULL, argv, 2);
  }
}

static void child_set_stdio(lode_env *env, lode_spawn_options *options) {
  for (int i = 0; i < options->uv.stdio_count; i++) {
    uv_stdio_container_t *to = &options->uv.stdio[i];
    lode_value value = options->stdio[i].value;
    switch (options->stdio[i].kind) {
      case SPAWN_PIPE:
        to->flags = UV_CREATE_PIPE | UV_READABLE_PIPE | UV_WRITABLE_PIPE;
        to->data.stream = &lode_stream_get(env, value)->uv.stream;
        break;
      case SPAWN_STREAM:
        to->flags = UV_INHERIT_STREAM;
        to->data.stream = &lode_stream_get(env, value)->uv.stream;
        break;
      case SPAWN_FD:
        to->flags = UV_INHERIT_FD;
        to->data.fd = lode_to_int(env, value);
        break;
      default:
        to->flags = UV_IGNORE;
        break;
    }
  }
}

// (file, args, cwd, env, stdio, flags, uid, gid, onExit) -> the native
// process, or a negative code. Its pipes are live when it has started.
LODE_NATIVE(child_js_start) {
  lode_spawn_options options;
  int err = lode_spawn_options_read(env, args, &options);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  child_set_stdio(env, &options);
  options.uv.exit_cb = child_on_exit;
  lode_child *child = lode_malloc(sizeof *child);
  child->uv.data = child;
  lode_value object = lode_wrap_make(env, &child->wrap, &child_ops);
  err = uv_spawn(lode_uv(env), &child->uv, &options.uv);
  if (err == 0) {
    child->on_exit = lode_arg(env, args, 8);
    lode_protect(env, child->on_exit);
    lode_wrap_pin(&child->wrap);
  } else {
    child_close(&child->wrap);  // uv_spawn has initialised it all the same
  }
  for (int i = 0; err == 0 && i < options.uv.stdio_count; i++) {
    if (options.stdio[i].kind == SPAWN_PIPE) {
      lode_stream_live(lode_stream_get(env, options.stdio[i].value));
    }
  }
  lode_spawn_options_deinit(&options);
  return err < 0 ? lode_from_int(env, err) : object;
}

LODE_NATIVE(child_js_pid) {
  return lode_from_int(env, uv_process_get_pid(&child_get(env, args)->uv));
}

LODE_NATIVE(child_js_kill) {
  return lode_from_int(
      env, uv_process_kill(&child_get(env, args)->uv,
                           lode_to_int(env, lode_arg(env, args, 1))));
}

LODE_NATIVE(child_js_close) {
  child_close(&child_get(env, args)->wrap);
  return env->undefined;
}

LODE_NATIVE(child_js_ref) {
  uv_ref((uv_handle_t *)&child_get(env, args)->uv);
  return env->undefined;
}

LODE_NATIVE(child_js_unref) {
  uv_unref((uv_handle_t *)&child_get(env, args)->uv);
  return env->undefined;
}

LODE_NATIVE(child_js_has_ref) {
  return lode_from_bool(env,
                        uv_has_ref((uv_handle_t *)&child_get(env, args)->uv));
}

static const lode_fn child_functions[] = {
    LODE_FN("close", child_js_close, 1), LODE_FN("hasRef", child_js_has_ref, 1),
    LODE_FN("kill", child_js_kill, 2),   LODE_FN("pid", child_js_pid, 1),
    LODE_FN("ref", child_js_ref, 1),     LODE_FN("start", child_js_start, 9),
    LODE_FN("unref", child_js_unref, 1),
};

void lode_spawn_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, child_functions,
                        LODE_COUNT_OF(child_functions));
  lode_define_functions(env, object, &lode_spawn_sync_function, 1);
}
