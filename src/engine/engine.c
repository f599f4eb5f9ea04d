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

// Process-wide settings; before the first virtual machine.
static void engine_configure(void) {
  static bool configured;
  if (configured) {
    return;
  }
  configured = true;
  lode_prefault_open();
  // Node programs own SIGUSR1 and SIGUSR2: the collector gets a real-time one.
  JSConfigureSignalForGC(SIGRTMAX - 1);
  jsc_options_set_boolean("useSharedArrayBuffer", 1);
  // Symbol.dispose and its kin; the syntax the engine does not parse.
  jsc_options_set_boolean("useExplicitResourceManagement", 1);
  jsc_options_set_boolean("usePollingTraps", 1);
  // Tail calls would drop frames that Node's stacks show.
  jsc_options_set_boolean("useTailCalls", 0);
  jsc_options_set_uint("defaultErrorStackTraceLimit", 10);
  // A function is compiled after this many points (15 a call, 1 a loop turn;
  // the engine's own choice is 500). Start-up alone must not reach it: the
  // first compilation starts two threads, 200 page faults.
  jsc_options_set_int("thresholdForJITAfterWarmUp", 8000);
  lode_door_open();
}

void lode_engine_init(lode_env *env) {
  engine_configure();
  env->ctx = JSGlobalContextCreate(NULL);
  lode_prefault_close();
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
