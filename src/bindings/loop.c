// SPDX-License-Identifier: MIT
// The loop's JavaScript half: timers, immediates, ticks, rejections. Flags and
// counts are shared memory; a crossing happens only when a timer becomes the
// next one, and when the first referenced immediate comes or the last goes.
#include "loop/loop.h"

#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/door.h"
#include "engine/errors.h"
#include "engine/microtasks.h"
#include "engine/private.h"
#include "loop/callback.h"

LODE_NATIVE(loop_js_now) {
  lode_loop *loop = env->loop;
  uv_update_time(&loop->uv);
  return lode_from_double(env, (double)(uv_now(&loop->uv) - loop->timer_base));
}

LODE_NATIVE(loop_js_schedule_timer) {
  int64_t wait = lode_to_int64(env, lode_arg(env, args, 0));
  lode_loop_schedule_timer(env->loop, wait > 0 ? (uint64_t)wait : 1);
  return env->undefined;
}

LODE_NATIVE(loop_js_toggle_timer_ref) {
  uv_handle_t *timer = (uv_handle_t *)&env->loop->timer;
  if (lode_arg(env, args, 0) == env->yes) {
    uv_ref(timer);
  } else {
    uv_unref(timer);
  }
  return env->undefined;
}

LODE_NATIVE(loop_js_hold_for_engine) {
  lode_loop_hold_for_engine(env->loop, lode_arg(env, args, 0) == env->yes);
  return env->undefined;
}

LODE_NATIVE(loop_js_toggle_immediate_ref) {
  lode_loop_ref_immediates(env->loop, lode_arg(env, args, 0) == env->yes);
  return env->undefined;
}

static void loop_keep(lode_env *env, lode_value *slot, lode_value value) {
  if (*slot != NULL) {
    lode_unprotect(env, *slot);
  }
  lode_protect(env, value);
  *slot = value;
}

LODE_NATIVE(loop_js_setup_timers) {
  loop_keep(env, &env->loop->process_immediate, lode_arg(env, args, 0));
  loop_keep(env, &env->loop->process_timers, lode_arg(env, args, 1));
  return env->undefined;
}

LODE_NATIVE(loop_js_set_tick_callback) {
  loop_keep(env, &env->loop->tick_callback, lode_arg(env, args, 0));
  return env->undefined;
}

// Runs microtasks where JavaScript is on the stack. False where only C can, by
// letting go of the lock, and when no JavaScript shall run any more.
LODE_NATIVE(loop_js_run_microtasks) {
  bool can = lode_the_door.drain && !env->exiting;
  if (can) {
    lode_engine_drain(env);
  }
  return lode_from_bool(env, can && !env->exiting);
}

// (slots) -> whether the caller can take microtasks from the engine's queue.
LODE_NATIVE(loop_js_open_microtasks) {
  lode_value slots = lode_arg(env, args, 0);
  loop_keep(env, &env->loop->microtask_slots, slots);
  return lode_from_bool(env, lode_microtasks_open(env, slots));
}

// The next microtask into the slots; false when none waits.
LODE_NATIVE(loop_js_take_microtask) {
  return lode_from_bool(env,
                        lode_microtasks_take(env, env->loop->microtask_slots));
}

// (callback, argument): false where the engine does not offer it.
LODE_NATIVE(loop_js_enqueue_microtask) {
  return lode_from_bool(env, lode_door_enqueue(env, lode_arg(env, args, 0),
                                               lode_arg(env, args, 1)));
}

LODE_NATIVE(loop_js_set_uncaught_callback) {
  loop_keep(env, &env->loop->uncaught_callback, lode_arg(env, args, 0));
  return env->undefined;
}

// -> whether it will be called.
LODE_NATIVE(loop_js_set_error_callback) {
  lode_value fn = lode_arg(env, args, 0);
  lode_protect(env, fn);  // as long as the environment
  return lode_from_bool(env, lode_errors_watch(fn));
}

static void loop_on_rejection(lode_env *env, lode_value promise,
                              unsigned operation) {
  lode_value callback = env->loop->rejection_callback;
  if (callback == NULL || env->exiting) {
    return;
  }
  lode_value reason = env->undefined;
  if (lode_the_door.promises || lode_door_prove_promises(env)) {
    memcpy(&reason, (const char *)promise + LODE_PROMISE_RESULT, sizeof reason);
  }
  lode_value argv[3] = {lode_from_int(env, (int32_t)operation), promise,
                        reason};
  lode_value exception;
  lode_call_catch(env, callback, NULL, argv, 3, &exception);
}

// The plain door's way: the engine calls it after the microtasks, for each
// promise that still has no handler, and never tells of later ones.
LODE_NATIVE(loop_js_on_plain_rejection) {
  lode_value callback = env->loop->rejection_callback;
  lode_value argv[3] = {lode_from_int(env, 0), lode_arg(env, args, 0),
                        lode_arg(env, args, 1)};
  if (callback != NULL && !env->exiting) {
    return lode_call(env, callback, NULL, argv, 3);
  }
  return env->undefined;
}

static const lode_fn loop_plain_rejection =
    LODE_FN("onRejection", loop_js_on_plain_rejection, 2);

// -> whether it will also be told of handlers that come later.
LODE_NATIVE(loop_js_set_rejection_callback) {
  loop_keep(env, &env->loop->rejection_callback, lode_arg(env, args, 0));
  bool tracked = lode_the_door.rejections &&
                 lode_door_track_rejections(env->ctx, loop_on_rejection);
  if (!tracked) {
    JSGlobalContextSetUnhandledRejectionCallback(
        env->ctx, lode_as_object(lode_function(env, &loop_plain_rejection)),
        NULL);
  }
  return lode_from_bool(env, tracked);
}

// What a microtask's try/catch hands over.
LODE_NATIVE(loop_js_trigger_uncaught) {
  lode_uncaught(env, lode_arg(env, args, 0),
                lode_arg(env, args, 1) == env->yes);
  return env->undefined;
}

static const lode_fn loop_functions[] = {
    LODE_FN("enqueueMicrotask", loop_js_enqueue_microtask, 2),
    LODE_FN("holdForEngine", loop_js_hold_for_engine, 1),
    LODE_FN("now", loop_js_now, 0),
    LODE_FN("openMicrotasks", loop_js_open_microtasks, 1),
    LODE_FN("scheduleTimer", loop_js_schedule_timer, 1),
    LODE_FN("toggleTimerRef", loop_js_toggle_timer_ref, 1),
    LODE_FN("toggleImmediateRef", loop_js_toggle_immediate_ref, 1),
    LODE_FN("setupTimers", loop_js_setup_timers, 2),
    LODE_FN("setTickCallback", loop_js_set_tick_callback, 1),
    LODE_FN("takeMicrotask", loop_js_take_microtask, 0),
    LODE_FN("runMicrotasks", loop_js_run_microtasks, 0),
    LODE_FN("setErrorCallback", loop_js_set_error_callback, 1),
    LODE_FN("setUncaughtCallback", loop_js_set_uncaught_callback, 1),
    LODE_FN("setPromiseRejectCallback", loop_js_set_rejection_callback, 1),
    LODE_FN("triggerUncaughtException", loop_js_trigger_uncaught, 2),
};

void lode_loop_bind(lode_env *env, lode_value object) {
  lode_loop *loop = env->loop;
  lode_define_functions(env, object, loop_functions,
                        LODE_COUNT_OF(loop_functions));
  lode_define(env, object, "tickInfo",
              lode_shared_array(env, kJSTypedArrayTypeUint8Array,
                                loop->tick_info, sizeof loop->tick_info));
  lode_define(env, object, "timerInfo",
              lode_shared_array(env, kJSTypedArrayTypeInt32Array,
                                loop->timer_info, sizeof loop->timer_info));
  lode_define(
      env, object, "immediateInfo",
      lode_shared_array(env, kJSTypedArrayTypeUint32Array, loop->immediate_info,
                        sizeof loop->immediate_info));
}
