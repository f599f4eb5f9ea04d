// SPDX-License-Identifier: MIT
// The turns of the loop: timers, immediates, and what keeps it alive.
#include "loop/loop.h"

#include <math.h>

#include "base/check.h"
#include "engine/value.h"
#include "loop/callback.h"
#include "loop/program.h"

#define LOOP_GLIB_FDS 4

// Dispatches what the engine's GLib context has ready, then asks it for its
// next deadline. While nobody owns the context, everything that changes its
// deadlines writes its wake-up descriptor, so polling that is enough.
static void loop_pump_glib(lode_loop *loop) {
  lode_enter(loop->env);
  while (g_main_context_iteration(loop->glib, FALSE)) {
  }
  lode_leave(loop->env);
  if (!g_main_context_acquire(loop->glib)) {
    return;
  }
  GPollFD fds[LOOP_GLIB_FDS];
  int priority, timeout = -1;
  g_main_context_prepare(loop->glib, &priority);
  g_main_context_query(loop->glib, priority, &timeout, fds, LOOP_GLIB_FDS);
  g_main_context_check(loop->glib, priority, fds, 1);
  g_main_context_release(loop->glib);
  if (timeout >= 0) {
    uv_timer_start(&loop->glib_timer, loop->glib_timer.timer_cb,
                   (uint64_t)timeout, 0);
  } else {
    uv_timer_stop(&loop->glib_timer);
  }
}

static void loop_on_glib_poll(uv_poll_t *poll, int status, int events) {
  (void)status;
  (void)events;
  loop_pump_glib(poll->data);
}

static void loop_on_glib_timer(uv_timer_t *timer) {
  loop_pump_glib(timer->data);
}

static void loop_on_timer(uv_timer_t *timer);

// Takes JavaScript's answer: the next expiry on its clock, 0 for none,
// negative when only unreferenced timers wait. False when that is now.
static bool loop_arm_timer(lode_loop *loop, double expiry) {
  if (expiry == 0) {
    return true;
  }
  double wait = fabs(expiry) - (double)(uv_now(&loop->uv) - loop->timer_base);
  if (wait <= 0) {
    return false;
  }
  uv_timer_start(&loop->timer, loop_on_timer, (uint64_t)wait, 0);
  if (expiry > 0) {
    uv_ref((uv_handle_t *)&loop->timer);
  } else {
    uv_unref((uv_handle_t *)&loop->timer);
  }
  return true;
}

// As many JavaScript timers as can run in one entry; ticks and microtasks run
// behind the last. They may set a nearer timer, so the answer is taken before
// they run.
static void loop_on_timer(uv_timer_t *timer) {
  lode_loop *loop = timer->data;
  lode_env *env = loop->env;
  bool armed = false;
  while (!armed && !env->exiting) {
    lode_enter(env);
    uv_update_time(&loop->uv);
    lode_value now =
        lode_from_double(env, (double)(uv_now(&loop->uv) - loop->timer_base));
    lode_value next = lode_callback(env, loop->process_timers, NULL, &now, 1);
    // NULL: a timer threw and the program went on. The rest is due.
    armed = next != NULL && loop_arm_timer(loop, lode_to_double(env, next));
    lode_leave(env);
  }
}

static void loop_on_immediate_idle(uv_idle_t *idle) {
  (void)idle;  // its being active keeps the loop from sleeping
}

static void loop_on_immediate_check(uv_check_t *check) {
  lode_loop *loop = check->data;
  lode_env *env = loop->env;
  if (loop->immediate_info[0] == 0) {
    return;
  }
  while (!env->exiting) {
    lode_value more =
        lode_callback(env, loop->process_immediate, NULL, NULL, 0);
    if (more == NULL ? loop->immediate_info[2] == 0 : more != env->yes) {
      break;
    }
  }
  if (loop->immediate_info[1] == 0) {
    uv_idle_stop(&loop->immediate_idle);
  }
}

void lode_loop_schedule_timer(lode_loop *loop, uint64_t milliseconds) {
  uv_timer_start(&loop->timer, loop_on_timer, milliseconds, 0);
}

void lode_loop_ref_immediates(lode_loop *loop, bool referenced) {
  if (referenced) {
    uv_idle_start(&loop->immediate_idle, loop_on_immediate_idle);
  } else {
    uv_idle_stop(&loop->immediate_idle);
  }
}

void lode_loop_hold_for_engine(lode_loop *loop, bool hold) {
  if (hold && loop->glib_holds++ == 0) {
    uv_ref((uv_handle_t *)&loop->glib_poll);
  } else if (!hold && --loop->glib_holds == 0) {
    uv_unref((uv_handle_t *)&loop->glib_poll);
  }
}

void lode_loop_note(lode_loop *loop, lode_milestone milestone) {
  if (loop->milestones[milestone] < 0) {
    uint64_t since = uv_hrtime() - loop->env->program->started;
    loop->milestones[milestone] = (double)since / 1e6;
  }
}

void lode_loop_init(lode_loop *loop, lode_env *env) {
  loop->env = env;
  env->loop = loop;
  for (size_t i = 0; i < LODE_MILESTONES; i++) {
    loop->milestones[i] = -1;
  }
  LODE_CHECK(uv_loop_init(&loop->uv) == 0);
  loop->uv.data = env;
  lode_wait_init(&loop->wait);
  // Before the virtual machine: the engine takes the thread's context.
  loop->glib = g_main_context_new();
  g_main_context_push_thread_default(loop->glib);
}

void lode_loop_start(lode_loop *loop) {
  GPollFD fds[LOOP_GLIB_FDS];
  int timeout;
  LODE_CHECK(g_main_context_acquire(loop->glib));
  int n =
      g_main_context_query(loop->glib, G_MAXINT, &timeout, fds, LOOP_GLIB_FDS);
  g_main_context_release(loop->glib);
  LODE_CHECK(n == 1);
  uv_poll_init(&loop->uv, &loop->glib_poll, fds[0].fd);
  uv_timer_init(&loop->uv, &loop->glib_timer);
  uv_timer_init(&loop->uv, &loop->timer);
  uv_check_init(&loop->uv, &loop->immediate_check);
  uv_idle_init(&loop->uv, &loop->immediate_idle);
  loop->glib_poll.data = loop->glib_timer.data = loop;
  loop->timer.data = loop->immediate_check.data = loop;
  loop->immediate_idle.data = loop;
  loop->glib_timer.timer_cb = loop_on_glib_timer;
  uv_poll_start(&loop->glib_poll, UV_READABLE, loop_on_glib_poll);
  uv_check_start(&loop->immediate_check, loop_on_immediate_check);
  uv_unref((uv_handle_t *)&loop->glib_poll);
  uv_unref((uv_handle_t *)&loop->glib_timer);
  uv_unref((uv_handle_t *)&loop->timer);
  uv_unref((uv_handle_t *)&loop->immediate_check);
  loop->timer_base = uv_now(&loop->uv);
}

void lode_loop_run(lode_loop *loop) {
  if (!loop->env->exiting) {
    lode_loop_note(loop, LODE_MILESTONE_LOOP);
    uv_run(&loop->uv, UV_RUN_DEFAULT);
  }
}

bool lode_loop_alive(lode_loop *loop) {
  return uv_loop_alive(&loop->uv) != 0;
}

// Until nothing is open; a uv_stop() that nobody has heeded ends one turn.
static void loop_run_dry(lode_loop *loop) {
  do {
    uv_run(&loop->uv, UV_RUN_DEFAULT);
  } while (uv_loop_alive(&loop->uv));
}

void lode_loop_close_handles(lode_loop *loop) {
  for (lode_wrap *wrap = loop->wraps.first, *next; wrap != NULL; wrap = next) {
    next = wrap->next;
    if (!wrap->closed) {
      wrap->ops->close(wrap);
    }
  }
  uv_handle_t *own[] = {
      (uv_handle_t *)&loop->glib_poll, (uv_handle_t *)&loop->glib_timer,
      (uv_handle_t *)&loop->timer, (uv_handle_t *)&loop->immediate_check,
      (uv_handle_t *)&loop->immediate_idle};
  for (size_t i = 0; i < LODE_COUNT_OF(own); i++) {
    if (!uv_is_closing(own[i])) {
      uv_close(own[i], NULL);
    }
  }
  loop_run_dry(loop);
}

void lode_loop_deinit(lode_loop *loop) {
  lode_loop_reap(loop);
  loop_run_dry(loop);
  lode_wait_deinit(&loop->wait);
  LODE_CHECK(uv_loop_close(&loop->uv) == 0);
  g_main_context_pop_thread_default(loop->glib);
  g_main_context_unref(loop->glib);
}
