// SPDX-License-Identifier: MIT
// A thread that sleeps inside a native, and how another one wakes it up to
// end. One sleep at a time.
#ifndef LODE_LOOP_WAIT_H
#define LODE_LOOP_WAIT_H

#include <stdbool.h>
#include <uv.h>

typedef struct lode_wait {
  uv_mutex_t lock;
  void (*wake)(void *data);  // NULL while the thread does not sleep
  void *data;
  bool stopped;  // there will be no more sleep
} lode_wait;

void lode_wait_init(lode_wait *wait);
void lode_wait_deinit(lode_wait *wait);
// By the thread itself, around its sleep. `wake(data)` is then called by
// another thread at most once. False: do not sleep.
bool lode_wait_begin(lode_wait *wait, void (*wake)(void *data), void *data);
void lode_wait_end(lode_wait *wait);
// By any thread: wakes it now and for ever.
void lode_wait_stop(lode_wait *wait);

#endif
