// SPDX-License-Identifier: MIT
// The engine's execution time limit: its timer counts the thread's own time,
// from each entry into the machine, and asks us when that is up. It ends what
// runs so long; natives in between see an exception. Microtasks are entries:
// those that queue one another run for ever.
//
// The fast door's opening here is a byte of the machine, JSC::VM's
// m_executionForbidden: once it is set, by any thread, microtasks are dropped
// and nothing is entered any more; what runs goes on until the limit. Assumed:
// VM::drainMicrotasks tests it before anything else, as cmpb $0, offset(%rdi).
// Proof: with the byte set, a microtask must not run.
#include "engine/stop.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "engine/call.h"
#include "engine/door.h"
#include "engine/private.h"
#include "engine/value.h"

// Seconds of the thread's own time. Each question costs a wake-up of the
// engine's timer thread, while JavaScript runs and only then.
#define STOP_PERIOD 0.01

#define STOP_CODE 64           // bytes of the function that are searched
#define STOP_FARTHEST 0x40000  // a machine is smaller than that

static _Atomic(int) stop_state;  // 0 untried, 1 open, -1 shut
static size_t stop_forbidden_at;

static void stop_forbid(const lode_env *env, uint8_t forbidden) {
  char *at = (char *)(uintptr_t)env->group + stop_forbidden_at;
  atomic_store((_Atomic(uint8_t) *)(void *)at, forbidden);
}

// The offset in the first such instruction; 0 when there is none.
static size_t stop_find_offset(void) {
  const uint8_t *code = dlsym(RTLD_DEFAULT, "_ZN3JSC2VM15drainMicrotasksEv");
  for (size_t i = 0; code != NULL && i < STOP_CODE; i++) {
    if (code[i] == 0x80 && code[i + 1] == 0xbf && code[i + 6] == 0) {
      uint32_t offset;
      memcpy(&offset, code + i + 2, sizeof offset);
      return offset < STOP_FARTHEST ? offset : 0;
    }
  }
  return 0;
}

static bool stop_prove(lode_env *env) {
#if defined(__x86_64__)
  stop_forbidden_at = stop_find_offset();
  if (!lode_the_door.drain || stop_forbidden_at == 0 ||
      ((const char *)env->group)[stop_forbidden_at] != 0) {
    return false;
  }
  static const char script[] =
      "(p => { const l = []; p.then(() => l.push(1)); return l; })";
  lode_value exception;
  lode_value fn = lode_evaluate_ascii(env, script, sizeof script - 1,
                                      "node:internal/stop", &exception);
  JSObjectRef resolve, reject;
  lode_value promise =
      JSObjectMakeDeferredPromise(env->ctx, &resolve, &reject, NULL);
  lode_value list = lode_call_catch(env, fn, NULL, &promise, 1, &exception);
  JSObjectCallAsFunction(env->ctx, resolve, NULL, 0, NULL, NULL);
  stop_forbid(env, 1);
  lode_the_door.drain_microtasks((void *)(uintptr_t)env->group);
  stop_forbid(env, 0);
  lode_the_door.drain_microtasks((void *)(uintptr_t)env->group);
  lode_value ran =
      JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(list), 0, NULL);
  return ran == env->undefined;
#else
  (void)env;
  return false;
#endif
}

void lode_stop_entries(const lode_env *env) {
  if (atomic_load(&stop_state) > 0) {
    stop_forbid(env, 1);
  }
}

void lode_stop_lift(const lode_env *env) {
  if (atomic_load(&stop_state) > 0) {
    stop_forbid(env, 0);
  }
}

static bool stop_on_limit(JSContextRef ctx, void *data) {
  (void)ctx;
  lode_env *env = data;
  if (env->stop(env->stop_data)) {
    env->exiting = true;
    lode_stop_entries(env);
    return true;
  }
  // The engine asks once; again is up to us.
  JSContextGroupSetExecutionTimeLimit(env->group, STOP_PERIOD, stop_on_limit,
                                      env);
  return false;
}

void lode_stop_watch(lode_env *env, bool (*stop)(void *data), void *data) {
  JSLock(env->ctx);
  if (atomic_load(&stop_state) == 0) {
    atomic_store(&stop_state, stop_prove(env) ? 1 : -1);
  }
  JSUnlock(env->ctx);
  env->stop = stop;
  env->stop_data = data;
  JSContextGroupSetExecutionTimeLimit(env->group, STOP_PERIOD, stop_on_limit,
                                      env);
}

void lode_stop_hurry(lode_env *env) {
  JSContextGroupSetExecutionTimeLimit(env->group, 1e-5, stop_on_limit, env);
}
