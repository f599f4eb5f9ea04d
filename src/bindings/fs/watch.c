// SPDX-License-Identifier: MIT
// Watchers: of events (fs.watch) and of stats (fs.watchFile). Each is known
// to JavaScript by a number; what happens goes to the one event function as
// event(id, status, what, name). A watcher is pinned until it is closed.
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/fs/op.h"
#include "loop/callback.h"
#include "loop/loop.h"
#include "loop/permission.h"
#include "loop/wrap.h"

typedef struct lode_fs_watch {
  lode_wrap wrap;
  union {
    uv_handle_t handle;
    uv_fs_event_t event;
    uv_fs_poll_t poll;
  } uv;  // uv.handle.data points back here
  double id;
  bool bytes;  // names as bytes; of a poll: stats as 64-bit integers
} lode_fs_watch;

static void fs_watch_on_close(uv_handle_t *handle) {
  lode_fs_watch *watch = handle->data;
  lode_wrap_closed(&watch->wrap);
}

static void fs_watch_close(lode_wrap *wrap) {
  lode_fs_watch *watch = LODE_CONTAINER_OF(wrap, lode_fs_watch, wrap);
  if (!uv_is_closing(&watch->uv.handle)) {
    uv_close(&watch->uv.handle, fs_watch_on_close);
  }
}

static void fs_watch_free(lode_wrap *wrap) {
  free(LODE_CONTAINER_OF(wrap, lode_fs_watch, wrap));
}

static const lode_wrap_ops fs_watch_ops = {"FSEVENTWRAP", fs_watch_close,
                                           fs_watch_free};
static const lode_wrap_ops fs_poll_ops = {"STATWATCHER", fs_watch_close,
                                          fs_watch_free};

static void fs_watch_on_event(uv_fs_event_t *handle, const char *name,
                              int events, int status) {
  lode_fs_watch *watch = handle->data;
  lode_env *env = watch->wrap.env;
  if (env->exiting) {
    return;
  }
  lode_enter(env);
  lode_value argv[4] = {lode_from_double(env, watch->id),
                        lode_from_int(env, status), lode_from_int(env, events),
                        env->null};
  if (name != NULL && watch->bytes) {
    size_t n = strlen(name);
    argv[3] = lode_buffer_take(env, lode_strndup(name, n), n, NULL, NULL);
  } else if (name != NULL) {
    argv[3] = lode_string(env, name);
  }
  lode_callback(env, lode_fs_state(env)->event, env->undefined, argv, 4);
  lode_leave(env);
}

static void fs_watch_on_poll(uv_fs_poll_t *handle, int status,
                             const uv_stat_t *before, const uv_stat_t *now) {
  lode_fs_watch *watch = handle->data;
  lode_env *env = watch->wrap.env;
  if (env->exiting) {
    return;
  }
  lode_fs *fs = lode_fs_state(env);
  lode_fs_put_stat(fs, now, 0, watch->bytes);
  lode_fs_put_stat(fs, before, 1, watch->bytes);
  lode_value argv[2] = {lode_from_double(env, watch->id),
                        lode_from_int(env, status)};
  lode_callback(env, fs->event, env->undefined, argv, 2);
}

static lode_fs_watch *fs_watch_new(double id, bool bytes) {
  lode_fs_watch *watch = lode_malloc(sizeof *watch);
  watch->id = id;
  watch->bytes = bytes;
  watch->uv.handle.data = watch;
  return watch;
}

// The path argument, string or bytes, for the time of one call.
static int fs_watch_path(lode_env *env, lode_value value, char **out) {
  lode_utf8 text;
  int err = 0;
  if (lode_is_string(env, value)) {
    err = lode_utf8_open(env, value, &text);
    if (err == 0) {
      *out = lode_strndup(text.data, text.size);
      lode_utf8_close(&text);
    }
  } else {
    lode_bytes bytes;
    lode_bytes_get(env, value, &bytes);
    *out = lode_strndup((const char *)bytes.data, bytes.size);
  }
  if (err == 0 && !lode_may_path(env->permission, LODE_MAY_READ, *out)) {
    free(*out);
    err = LODE_DENIED;
  }
  return err;
}

// A handle that did not start has no JavaScript object yet.
static void fs_watch_on_abandon(uv_handle_t *handle) {
  free(handle->data);
}

static lode_value fs_watch_started(lode_env *env, lode_fs_watch *watch, int err,
                                   const lode_wrap_ops *ops, bool persistent) {
  if (err < 0) {
    uv_close(&watch->uv.handle, fs_watch_on_abandon);
    return lode_from_int(env, err);
  }
  if (!persistent) {
    uv_unref(&watch->uv.handle);
  }
  lode_value object = lode_wrap_make(env, &watch->wrap, ops);
  lode_wrap_pin(&watch->wrap);
  return object;
}

// watch(path, id, persistent, bytes): the handle or a code.
LODE_NATIVE(fs_js_watch) {
  char *path;
  int err = fs_watch_path(env, lode_arg(env, args, 0), &path);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  lode_fs_watch *watch =
      fs_watch_new(lode_to_double(env, lode_arg(env, args, 1)),
                   lode_is_true(env, lode_arg(env, args, 3)));
  uv_fs_event_init(lode_uv(env), &watch->uv.event);
  err = uv_fs_event_start(&watch->uv.event, fs_watch_on_event, path, 0);
  free(path);
  return fs_watch_started(env, watch, err, &fs_watch_ops,
                          lode_is_true(env, lode_arg(env, args, 2)));
}

// poll(path, id, persistent, integers, interval): the handle or a code.
LODE_NATIVE(fs_js_poll) {
  char *path;
  int err = fs_watch_path(env, lode_arg(env, args, 0), &path);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  lode_fs_watch *watch =
      fs_watch_new(lode_to_double(env, lode_arg(env, args, 1)),
                   lode_is_true(env, lode_arg(env, args, 3)));
  uv_fs_poll_init(lode_uv(env), &watch->uv.poll);
  err = uv_fs_poll_start(&watch->uv.poll, fs_watch_on_poll, path,
                         lode_to_uint32(env, lode_arg(env, args, 4)));
  free(path);
  return fs_watch_started(env, watch, err, &fs_poll_ops,
                          lode_is_true(env, lode_arg(env, args, 2)));
}

static lode_fs_watch *fs_watch_of(lode_value value) {
  return LODE_CONTAINER_OF(lode_wrap_any(value), lode_fs_watch, wrap);
}

LODE_NATIVE(fs_js_unwatch) {
  fs_watch_close(&fs_watch_of(lode_arg(env, args, 0))->wrap);
  return env->undefined;
}

// watchRef(handle, whether it keeps the loop alive)
LODE_NATIVE(fs_js_watchRef) {
  uv_handle_t *handle = &fs_watch_of(lode_arg(env, args, 0))->uv.handle;
  if (lode_is_true(env, lode_arg(env, args, 1))) {
    uv_ref(handle);
  } else {
    uv_unref(handle);
  }
  return env->undefined;
}

const lode_fn lode_fs_watch_calls[] = {
    LODE_FN("watch", fs_js_watch, 4),
    LODE_FN("poll", fs_js_poll, 5),
    LODE_FN("unwatch", fs_js_unwatch, 1),
    LODE_FN("watchRef", fs_js_watchRef, 2),
};
const size_t lode_fs_watch_calls_count = LODE_COUNT_OF(lode_fs_watch_calls);
