// SPDX-License-Identifier: MIT
// Signals: one uv_signal_t for each signal that a program listens to. The
// handles are not referenced: listening keeps no process alive.
#include <signal.h>
#include <stdlib.h>
#include <uv.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "loop/callback.h"
#include "loop/loop.h"

typedef struct lode_signal {
  lode_wrap wrap;
  uv_signal_t uv;      // uv.data points back here
  lode_value handler;  // (signal number); protected while open
} lode_signal;

static void signal_on_close(uv_handle_t *handle) {
  lode_wrap_closed(handle->data);
}

static void signal_close(lode_wrap *wrap) {
  lode_signal *s = (lode_signal *)wrap;
  if (!uv_is_closing((uv_handle_t *)&s->uv)) {
    lode_unprotect(wrap->env, s->handler);
    uv_close((uv_handle_t *)&s->uv, signal_on_close);
  }
}

static void signal_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops signal_ops = {"SignalWrap", signal_close,
                                         signal_free};

static void signal_on_signal(uv_signal_t *uv, int number) {
  lode_signal *s = uv->data;
  lode_env *env = s->wrap.env;
  lode_value argument = lode_from_int(env, number);
  lode_callback(env, s->handler, NULL, &argument, 1);
}

// (number, handler) -> the open handle, or a negative code.
LODE_NATIVE(signal_js_open) {
  int number = lode_to_int(env, lode_arg(env, args, 0));
  lode_signal *s = lode_malloc(sizeof *s);
  LODE_CHECK(uv_signal_init(lode_uv(env), &s->uv) == 0);
  s->uv.data = s;
  s->handler = lode_arg(env, args, 1);
  lode_protect(env, s->handler);
  lode_value object = lode_wrap_make(env, &s->wrap, &signal_ops);
  int err = uv_signal_start(&s->uv, signal_on_signal, number);
  if (err < 0) {
    signal_close(&s->wrap);
    return lode_from_int(env, err);
  }
  uv_unref((uv_handle_t *)&s->uv);
  lode_wrap_pin(&s->wrap);
  return object;
}

LODE_NATIVE(signal_js_close) {
  signal_close(lode_wrap_get(env, lode_arg(env, args, 0), &signal_ops));
  return env->undefined;
}

static const lode_fn signal_functions[] = {
    LODE_FN("open", signal_js_open, 2),
    LODE_FN("close", signal_js_close, 1),
};

void lode_signal_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, signal_functions,
                        LODE_COUNT_OF(signal_functions));
}
