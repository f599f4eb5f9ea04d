// SPDX-License-Identifier: MIT
// See wait.h.
#include "loop/wait.h"

#include "base/check.h"

void lode_wait_init(lode_wait *wait) {
  LODE_CHECK(uv_mutex_init(&wait->lock) == 0);
}

void lode_wait_deinit(lode_wait *wait) {
  uv_mutex_destroy(&wait->lock);
}

bool lode_wait_begin(lode_wait *wait, void (*wake)(void *data), void *data) {
  uv_mutex_lock(&wait->lock);
  bool may = !wait->stopped;
  if (may) {
    wait->wake = wake;
    wait->data = data;
  }
  uv_mutex_unlock(&wait->lock);
  return may;
}

void lode_wait_end(lode_wait *wait) {
  uv_mutex_lock(&wait->lock);
  wait->wake = NULL;
  uv_mutex_unlock(&wait->lock);
}

void lode_wait_stop(lode_wait *wait) {
  uv_mutex_lock(&wait->lock);
  wait->stopped = true;
  if (wait->wake != NULL) {
    wait->wake(wait->data);
    wait->wake = NULL;
  }
  uv_mutex_unlock(&wait->lock);
}
