// SPDX-License-Identifier: MIT
// The loop of one environment: libuv, the timers and immediates that
// JavaScript keeps, the tick flags, and the engine's GLib context, which is
// polled inside libuv so that an idle process sleeps (docs/internals/loop.md).
#ifndef LODE_LOOP_LOOP_H
#define LODE_LOOP_LOOP_H

#include <glib.h>
#include <uv.h>

#include "engine/env.h"
#include "loop/wait.h"
#include "loop/wrap.h"

// When what had happened, in milliseconds since the process began; -1: not yet.
// In the order of lib/internal/perf/node_timing.js.
typedef enum lode_milestone {
  LODE_MILESTONE_START,
  LODE_MILESTONE_ENGINE,       // its virtual machine is about to be made
  LODE_MILESTONE_ENVIRONMENT,  // lib/ is about to be loaded
  LODE_MILESTONE_PROGRAM,      // lib/ is there
  LODE_MILESTONE_LOOP,         // the first turn
  LODE_MILESTONE_LOOP_END,     // nothing is left to wait for
  LODE_MILESTONES
} lode_milestone;

typedef struct lode_loop {
  uv_loop_t uv;
  lode_env *env;

  // The engine's GLib context, polled through its wake-up descriptor.
  GMainContext *glib;
  unsigned glib_holds;  // promises of the engine's own threads under way
  uv_poll_t glib_poll;
  uv_timer_t glib_timer;

  // Shared with JavaScript (lib/internal/timers.js, task_queues.js).
  uint8_t tick_info[2];        // has ticks, has rejections to report
  int32_t timer_info[1];       // referenced timers
  uint32_t immediate_info[3];  // count, referenced, outstanding from last turn
  bool threw;                  // the callback that runs has thrown
  double milestones[LODE_MILESTONES];

  uv_timer_t timer;     // the next JavaScript timer
  uint64_t timer_base;  // loop time at start, ms: JavaScript's zero
  uv_check_t immediate_check;
  uv_idle_t immediate_idle;  // runs while referenced immediates wait

  // JavaScript's half, protected; NULL until bootstrap has set them.
  lode_value tick_callback, process_timers, process_immediate;
  lode_value microtask_slots;  // see engine/microtasks.h
  lode_value rejection_callback, uncaught_callback;

  lode_wrap_list wraps;            // every live native handle
  _Atomic(lode_wrap *) finalized;  // collected, waiting for the loop
  lode_wait wait;                  // what the thread sleeps in, if it does
} lode_loop;

// Notes that this is now, the first time.
void lode_loop_note(lode_loop *loop, lode_milestone milestone);
// Creates the loop and pushes its GLib context: before lode_engine_init().
void lode_loop_init(lode_loop *loop, lode_env *env);
// Starts the GLib bridge: after lode_engine_init().
void lode_loop_start(lode_loop *loop);
// Runs until nothing referenced is left, uv_stop(), or the env is exiting.
void lode_loop_run(lode_loop *loop);
// Whether something referenced is alive.
bool lode_loop_alive(lode_loop *loop);
// Teardown, in order: close every handle, run dry. The context still lives.
void lode_loop_close_handles(lode_loop *loop);
// After the context is gone: closes the loop itself.
void lode_loop_deinit(lode_loop *loop);
// Closes the handles whose JavaScript objects were collected.
void lode_loop_reap(lode_loop *loop);

// Runs JavaScript's timers `milliseconds` from now (at least 1).
void lode_loop_schedule_timer(lode_loop *loop, uint64_t milliseconds);
// The loop stays alive while JavaScript waits for the engine's own threads
// (asynchronous WebAssembly). Calls nest.
void lode_loop_hold_for_engine(lode_loop *loop, bool hold);
// Whether waiting immediates keep the loop awake.
void lode_loop_ref_immediates(lode_loop *loop, bool referenced);

static inline uv_loop_t *lode_uv(lode_env *env) {
  return &env->loop->uv;
}

#endif
