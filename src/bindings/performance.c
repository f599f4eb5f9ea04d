// SPDX-License-Identifier: MIT
// The clock of `performance`, when the parts of the process began, how long
// the loop has slept, and the timers that measure how late it is.
#include <stdlib.h>
#include <uv.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "loop/callback.h"
#include "loop/loop.h"
#include "loop/program.h"

typedef struct performance_monitor {
  lode_wrap wrap;
  uv_timer_t uv;        // .data points back here
  uint64_t resolution;  // milliseconds between two looks
  uint64_t last;        // uv_hrtime() of the last; 0 before the first
  lode_value record;    // (nanoseconds between); protected while it runs
} performance_monitor;

// Milliseconds since the process began.
LODE_NATIVE(performance_js_now) {
  return lode_from_double(env,
                          (double)(uv_hrtime() - env->program->started) / 1e6);
}

// Milliseconds that the loop has slept. It is measured, at a price in each
// turn, from the first call on.
LODE_NATIVE(performance_js_idle_time) {
  uv_loop_t *loop = lode_uv(env);
  (void)uv_loop_configure(loop, UV_METRICS_IDLE_TIME);
  return lode_from_double(env, (double)uv_metrics_idle_time(loop) / 1e6);
}

static void performance_on_close(uv_handle_t *handle) {
  lode_wrap_closed(handle->data);
}

static void performance_monitor_stop(performance_monitor *m) {
  if (uv_is_active((uv_handle_t *)&m->uv)) {
    uv_timer_stop(&m->uv);
    lode_unprotect(m->wrap.env, m->record);
    lode_wrap_unpin(&m->wrap);
  }
}

static void performance_close(lode_wrap *wrap) {
  performance_monitor *m = (performance_monitor *)wrap;
  if (!uv_is_closing((uv_handle_t *)&m->uv)) {
    if (wrap->object != NULL) {
      performance_monitor_stop(m);
    }
    uv_close((uv_handle_t *)&m->uv, performance_on_close);
  }
}

static void performance_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops performance_ops = {"ELDHistogram", performance_close,
                                              performance_free};

static performance_monitor *performance_get(lode_env *env,
                                            const lode_args *args) {
  return (performance_monitor *)lode_wrap_get(env, lode_arg(env, args, 0),
                                              &performance_ops);
}

static void performance_on_timer(uv_timer_t *timer) {
  performance_monitor *m = timer->data;
  lode_env *env = m->wrap.env;
  uint64_t now = uv_hrtime();
  uint64_t last = m->last;
  m->last = now;
  if (last != 0) {
    lode_value delta = lode_from_double(env, (double)(now - last));
    lode_callback(env, m->record, NULL, &delta, 1);
  }
}

// (resolution) -> a monitor, at rest.
LODE_NATIVE(performance_js_monitor) {
  performance_monitor *m = lode_malloc(sizeof *m);
  (void)uv_timer_init(lode_uv(env), &m->uv);
  m->uv.data = m;
  m->resolution = (uint64_t)lode_to_int64(env, lode_arg(env, args, 0));
  uv_unref((uv_handle_t *)&m->uv);
  return lode_wrap_make(env, &m->wrap, &performance_ops);
}

// (monitor, record): record(nanoseconds) hears how long it took from one look
// to the next.
LODE_NATIVE(performance_js_start) {
  performance_monitor *m = performance_get(env, args);
  performance_monitor_stop(m);
  m->record = lode_arg(env, args, 1);
  lode_protect(env, m->record);
  lode_wrap_pin(&m->wrap);
  m->last = 0;
  uv_timer_start(&m->uv, performance_on_timer, m->resolution, m->resolution);
  return env->undefined;
}

LODE_NATIVE(performance_js_stop) {
  performance_monitor_stop(performance_get(env, args));
  return env->undefined;
}

static const lode_fn performance_functions[] = {
    LODE_FN("idleTime", performance_js_idle_time, 0),
    LODE_FN("monitor", performance_js_monitor, 1),
    LODE_FN("now", performance_js_now, 0),
    LODE_FN("start", performance_js_start, 2),
    LODE_FN("stop", performance_js_stop, 1),
};

void lode_performance_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, performance_functions,
                        LODE_COUNT_OF(performance_functions));
  lode_define(env, object, "timeOrigin",
              lode_from_double(env, env->program->started_at));
  lode_define(
      env, object, "milestones",
      lode_shared_array(env, kJSTypedArrayTypeFloat64Array,
                        env->loop->milestones, sizeof env->loop->milestones));
}
