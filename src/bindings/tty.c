// SPDX-License-Identifier: MIT
// Terminals, and what a file descriptor is.
#include <stdlib.h>

#include "bindings/bindings.h"
#include "bindings/stream_state.h"
#include "engine/string.h"
#include "engine/value.h"
#include "loop/loop.h"

// (fd) -> native, or a negative code.
LODE_NATIVE(tty_js_create) {
  lode_stream *stream = lode_stream_alloc(LODE_STREAM_TTY);
  int err = uv_tty_init(lode_uv(env), &stream->uv.tty,
                        lode_to_int(env, lode_arg(env, args, 0)), 0);
  if (err < 0) {
    free(stream);
    return lode_from_int(env, err);
  }
  lode_stream_list(env, stream);
  lode_stream_live(stream);
  return lode_stream_object(stream);
}

// [columns, rows], or a negative code.
LODE_NATIVE(tty_js_window_size) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int columns, rows;
  int err = uv_tty_get_winsize(&stream->uv.tty, &columns, &rows);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  lode_value size[2] = {lode_from_int(env, columns), lode_from_int(env, rows)};
  return lode_array(env, size, 2);
}

LODE_NATIVE(tty_js_set_raw_mode) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_int(
      env, uv_tty_set_mode(&stream->uv.tty, lode_arg(env, args, 1) == env->yes
                                                ? UV_TTY_MODE_RAW
                                                : UV_TTY_MODE_NORMAL));
}

// (fd) -> what it is, in Node's words.
LODE_NATIVE(tty_js_guess) {
  const char *name = "UNKNOWN";
  switch (uv_guess_handle(lode_to_int(env, lode_arg(env, args, 0)))) {
    case UV_FILE:
      name = "FILE";
      break;
    case UV_NAMED_PIPE:
      name = "PIPE";
      break;
    case UV_TCP:
      name = "TCP";
      break;
    case UV_TTY:
      name = "TTY";
      break;
    case UV_UDP:
      name = "UDP";
      break;
    default:
      break;
  }
  return lode_string(env, name);
}

static const lode_fn tty_functions[] = {
    LODE_FN("create", tty_js_create, 1),
    LODE_FN("guessHandleType", tty_js_guess, 1),
    LODE_FN("setRawMode", tty_js_set_raw_mode, 2),
    LODE_FN("windowSize", tty_js_window_size, 1),
};

void lode_tty_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, tty_functions,
                        LODE_COUNT_OF(tty_functions));
}
