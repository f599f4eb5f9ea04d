// SPDX-License-Identifier: MIT
// JavaScript's arguments of a spawn into libuv's options.
#include "bindings/spawn/options.h"

#include <stdlib.h>

#include "base/mem.h"
#include "engine/string.h"
#include "loop/permission.h"

static size_t spawn_array_length(lode_env *env, lode_value array) {
  JSStringRef key = JSStringCreateWithUTF8CString("length");
  lode_value length =
      JSObjectGetProperty(env->ctx, lode_as_object(array), key, NULL);
  JSStringRelease(key);
  return lode_to_uint32(env, length);
}

static lode_value spawn_array_at(lode_env *env, lode_value array, size_t i) {
  return JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(array),
                                    (unsigned)i, NULL);
}

// A copy that the options own.
static int spawn_text(lode_env *env, lode_spawn_options *options,
                      lode_value value, char **out) {
  lode_utf8 text;
  int err = lode_utf8_open(env, value, &text);
  if (err < 0) {
    return UV_ENOMEM;
  }
  *out = lode_strndup(text.data, text.size);
  options->strings[options->string_count++] = *out;
  lode_utf8_close(&text);
  return 0;
}

// An array of strings as a NULL-terminated vector, which lies in `slots`.
static int spawn_vector(lode_env *env, lode_spawn_options *options,
                        lode_value array, size_t n, char **slots) {
  for (size_t i = 0; i < n; i++) {
    int err =
        spawn_text(env, options, spawn_array_at(env, array, i), &slots[i]);
    if (err < 0) {
      return err;
    }
  }
  slots[n] = NULL;
  return 0;
}

static void spawn_read_stdio(lode_env *env, lode_spawn_options *options,
                             lode_value array, size_t n) {
  for (size_t i = 0; i < n; i++) {
    options->stdio[i] =
        (lode_spawn_stdio){lode_to_int(env, spawn_array_at(env, array, 2 * i)),
                           spawn_array_at(env, array, 2 * i + 1)};
  }
}

int lode_spawn_options_read(lode_env *env, const lode_args *args,
                            lode_spawn_options *out) {
  *out = (lode_spawn_options){0};
  if (!lode_may(env->permission, LODE_MAY_CHILD)) {
    return LODE_DENIED;
  }
  lode_value argv = lode_arg(env, args, 1), envp = lode_arg(env, args, 3);
  lode_value stdio = lode_arg(env, args, 4);
  bool has_env = !lode_is_nullish(env, envp);
  size_t argc = spawn_array_length(env, argv);
  size_t envc = has_env ? spawn_array_length(env, envp) : 0;
  size_t count = spawn_array_length(env, stdio) / 2;
  // One block: the owned texts, then the two vectors that point to them.
  char **slots = lode_malloc((2 * (argc + envc) + 4) * sizeof *slots);
  out->strings = slots;
  char **vectors = slots + argc + envc + 2;
  out->stdio = lode_malloc((count + 1) * sizeof *out->stdio);
  out->uv.stdio = lode_malloc((count + 1) * sizeof *out->uv.stdio);
  out->uv.stdio_count = (int)count;
  spawn_read_stdio(env, out, stdio, count);

  char *text;
  int err = spawn_text(env, out, lode_arg(env, args, 0), &text);
  out->uv.file = text;
  if (err == 0 && !lode_is_nullish(env, lode_arg(env, args, 2))) {
    err = spawn_text(env, out, lode_arg(env, args, 2), &text);
    out->uv.cwd = text;
  }
  if (err == 0) {
    out->uv.args = vectors;
    err = spawn_vector(env, out, argv, argc, vectors);
  }
  if (err == 0 && has_env) {
    out->uv.env = vectors + argc + 1;
    err = spawn_vector(env, out, envp, envc, vectors + argc + 1);
  }
  if (err < 0) {
    lode_spawn_options_deinit(out);
    return err;
  }
  int flags = lode_to_int(env, lode_arg(env, args, 5));
  out->uv.flags = ((flags & SPAWN_DETACHED) ? UV_PROCESS_DETACHED : 0u) |
                  ((flags & SPAWN_SET_UID) ? UV_PROCESS_SETUID : 0u) |
                  ((flags & SPAWN_SET_GID) ? UV_PROCESS_SETGID : 0u);
  out->uv.uid = lode_to_uint32(env, lode_arg(env, args, 6));
  out->uv.gid = lode_to_uint32(env, lode_arg(env, args, 7));
  return 0;
}

void lode_spawn_options_deinit(lode_spawn_options *options) {
  for (size_t i = 0; i < options->string_count; i++) {
    free(options->strings[i]);
  }
  free(options->strings);
  free(options->stdio);
  free(options->uv.stdio);
}
