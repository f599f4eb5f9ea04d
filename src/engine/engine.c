// SPDX-License-Identifier: MIT
// The life of one virtual machine, and what every floor asks of it.
#include <signal.h>
#include <stdlib.h>

#include "base/check.h"
#include "engine/door.h"
#include "engine/env.h"
#include "engine/prefault.h"
#include "engine/private.h"

_Thread_local lode_env *lode_env_of_thread;

// The engine reads these from the environment when its first machine is made.
// Its functions that set options would do the same, but load GObject for it.
static const char *const engine_options[][2] = {
    {"JSC_useSharedArrayBuffer", "1"},
    // Symbol.dispose and its kin; the syntax the engine does not parse.
    {"JSC_useExplicitResourceManagement", "1"},
    {"JSC_usePollingTraps", "1"},
    // Tail calls would drop frames that Node's stacks show.
    {"JSC_useTailCalls", "0"},
    {"JSC_defaultErrorStackTraceLimit", "10"},
    // A function is compiled after this many points (15 a call, 1 a loop turn;
    // the engine's own choice is 500). Start-up alone must not reach it: the
    // first compilation starts two threads, 200 page faults.
    {"JSC_thresholdForJITAfterWarmUp", "8000"},
};

// The machine of this thread; the first also settles what is process-wide.
static JSGlobalContextRef engine_make_context(void) {
  static bool configured;
  if (configured) {
    return JSGlobalContextCreate(NULL);
  }
  configured = true;
  lode_prefault_open();
  // Node programs own SIGUSR1 and SIGUSR2: the collector gets a real-time one.
  JSConfigureSignalForGC(SIGRTMAX - 1);
  const char *before[LODE_COUNT_OF(engine_options)];
  for (size_t i = 0; i < LODE_COUNT_OF(engine_options); i++) {
    before[i] = getenv(engine_options[i][0]);
    (void)setenv(engine_options[i][0], engine_options[i][1], 1);
  }
  lode_door_open();
  JSGlobalContextRef ctx = JSGlobalContextCreate(NULL);
  // The program and its children see the environment they were given.
  for (size_t i = 0; i < LODE_COUNT_OF(engine_options); i++) {
    if (before[i] == NULL) {
      (void)unsetenv(engine_options[i][0]);
    } else {
      (void)setenv(engine_options[i][0], before[i], 1);
    }
  }
  lode_prefault_close();
  return ctx;
}

void lode_engine_init(lode_env *env) {
  env->ctx = engine_make_context();
  env->group = JSContextGetGroup(env->ctx);
  LODE_CHECK(lode_env_of_thread == NULL);
  lode_env_of_thread = env;
  env->entry = (lode_entry){.vm = env->group, .global = env->ctx};
  JSLock(env->ctx);
  env->undefined = JSValueMakeUndefined(env->ctx);
  env->null = JSValueMakeNull(env->ctx);
  env->yes = JSValueMakeBoolean(env->ctx, true);
  env->no = JSValueMakeBoolean(env->ctx, false);
  lode_door_prove(env);
  JSStringRef empty = JSStringCreateWithUTF8CString("");
  env->empty_string = JSValueMakeString(env->ctx, empty);
  JSStringRelease(empty);
  lode_protect(env, env->empty_string);
  JSUnlock(env->ctx);
}

void lode_engine_deinit(lode_env *env) {
  lode_unprotect(env, env->empty_string);
  JSGlobalContextRelease(env->ctx);
  env->ctx = NULL;
  lode_env_of_thread = NULL;
}

void lode_engine_enter(lode_env *env) {
  if (lode_the_door.entries) {
    lode_the_door.entry_open(&env->entry);
  }
}

void lode_engine_leave(lode_env *env) {
  if (lode_the_door.entries) {
    lode_the_door.entry_close(&env->entry);
  }
}

void lode_engine_drain(lode_env *env) {
  if (lode_the_door.drain) {
    lode_the_door.drain_microtasks((void *)(uintptr_t)env->group);
    return;
  }
  // The engine drains when the thread's outermost lock is released.
  JSUnlock(env->ctx);
  JSLock(env->ctx);
}

void lode_protect(lode_env *env, lode_value value) {
  JSValueProtect(env->ctx, value);
}

void lode_unprotect(lode_env *env, lode_value value) {
  JSValueUnprotect(env->ctx, value);
}

void lode_report_memory(lode_env *env, size_t size) {
  JSReportExtraMemoryCost(env->ctx, size);
}

void lode_collect(lode_env *env) {
  JSSynchronousGarbageCollectForDebugging(env->ctx);
}
