// SPDX-License-Identifier: MIT
// One environment from start to end:
//
//   init ──▶ bootstrap (lib/internal/bootstrap/realm) ──▶ start(): the program
//        ──▶ loop until nothing referenced is left ──▶ beforeExit, again while
//        that made new work ──▶ exit ──▶ teardown
#include "runtime/runtime.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/call.h"
#include "engine/native.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"
#include "runtime/worker.h"

// What lib/internal/bootstrap/realm returns, in its order.
enum {
  RUNTIME_START,        // runs the program
  RUNTIME_BEFORE_EXIT,  // emits 'beforeExit'
  RUNTIME_EXIT,         // emits 'exit', returns the exit code
  RUNTIME_HOOKS
};

typedef struct runtime {
  lode_env env;
  lode_loop loop;
  lode_value hooks[RUNTIME_HOOKS];
} runtime;

static void runtime_init(runtime *rt, const lode_program *program) {
  rt->env.program = program;
  rt->env.permission = program->permission;
  lode_loop_init(&rt->loop, &rt->env);
  lode_loop_note(&rt->loop, LODE_MILESTONE_START);
  lode_loop_note(&rt->loop, LODE_MILESTONE_ENGINE);
  lode_engine_init(&rt->env);
  lode_loop_start(&rt->loop);
  lode_loop_note(&rt->loop, LODE_MILESTONE_ENVIRONMENT);
}

// False when lib/ did not load, which only a worker survives.
static bool runtime_bootstrap(runtime *rt) {
  lode_env *env = &rt->env;
  lode_value exception;
  lode_value realm =
      lode_builtin_compile(env, "internal/bootstrap/realm", &exception);
  if (realm == NULL && exception == NULL) {
    exception = lode_string(env, "lode: lib/ is not there");
  }
  lode_value hooks = NULL;
  if (exception == NULL) {
    // exports, require, module, process, internalBinding, primordials
    lode_value argv[6] = {env->undefined,
                          env->undefined,
                          env->undefined,
                          env->undefined,
                          lode_function(env, &lode_internal_binding),
                          env->undefined};
    hooks = lode_call_catch(env, realm, NULL, argv, 6, &exception);
  }
  if (exception != NULL) {
    lode_uncaught(env, exception, false);
    return false;
  }
  for (unsigned i = 0; i < RUNTIME_HOOKS; i++) {
    rt->hooks[i] =
        JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(hooks), i, NULL);
    lode_protect(env, rt->hooks[i]);
  }
  return true;
}

// The order is the point: every handle is closed while JavaScript's objects
// still live; the context goes; then the finalizers' leftovers are freed.
static void runtime_deinit(runtime *rt) {
  lode_env *env = &rt->env;
  env->exiting = true;
  lode_loop_close_handles(&rt->loop);
  lode_engine_deinit(env);
  lode_loop_deinit(&rt->loop);
  lode_run_exit_hooks(env);
}

// From lib/'s first line to 'exit'. The exit code, unless it was stopped.
static int runtime_run(runtime *rt) {
  lode_env *env = &rt->env;
  lode_enter(env);
  bool loaded = runtime_bootstrap(rt);
  if (loaded) {
    lode_loop_note(&rt->loop, LODE_MILESTONE_PROGRAM);
    lode_callback(env, rt->hooks[RUNTIME_START], NULL, NULL, 0);
  }
  lode_leave(env);
  if (!loaded) {
    return 1;
  }
  do {
    lode_loop_run(&rt->loop);
    lode_callback(env, rt->hooks[RUNTIME_BEFORE_EXIT], NULL, NULL, 0);
  } while (!env->exiting && lode_loop_alive(&rt->loop));
  lode_loop_note(&rt->loop, LODE_MILESTONE_LOOP_END);
  lode_value code = lode_callback(env, rt->hooks[RUNTIME_EXIT], NULL, NULL, 0);
  return code == NULL ? 1 : lode_to_int(env, code);
}

int lode_run_main(const lode_program *program) {
  runtime *rt = lode_malloc(sizeof *rt);
  runtime_init(rt, program);
  int status = runtime_run(rt);
#if defined(LODE_DEBUG) || defined(LODE_SANITIZE)
  // An optimised build leaves this to the kernel: it would cost a millisecond.
  runtime_deinit(rt);
  free(rt);
#endif
  return status;
}

int lode_run_worker(const lode_program *program, lode_worker *worker) {
  runtime *rt = lode_malloc(sizeof *rt);
  rt->env.worker = worker;
  runtime_init(rt, program);
  int status = lode_worker_enter(worker, &rt->env) ? runtime_run(rt) : 1;
  status = lode_worker_leave(worker, status);
  runtime_deinit(rt);
  free(rt);
  return status;
}
