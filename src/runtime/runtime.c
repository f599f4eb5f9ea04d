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
  lode_loop_init(&rt->loop, &rt->env);
  lode_engine_init(&rt->env);
  lode_loop_start(&rt->loop);
}

static void runtime_bootstrap(runtime *rt) {
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
    lode_program_exit(1);
  }
  for (unsigned i = 0; i < RUNTIME_HOOKS; i++) {
    rt->hooks[i] =
        JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(hooks), i, NULL);
    lode_protect(env, rt->hooks[i]);
  }
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

int lode_run_main(const lode_program *program) {
  runtime *rt = lode_malloc(sizeof *rt);
  lode_env *env = &rt->env;
  runtime_init(rt, program);
  lode_enter(env);
  runtime_bootstrap(rt);
  lode_callback(env, rt->hooks[RUNTIME_START], NULL, NULL, 0);
  lode_leave(env);
  do {
    lode_loop_run(&rt->loop);
    lode_callback(env, rt->hooks[RUNTIME_BEFORE_EXIT], NULL, NULL, 0);
  } while (lode_loop_alive(&rt->loop));
  lode_value code = lode_callback(env, rt->hooks[RUNTIME_EXIT], NULL, NULL, 0);
  int status = code == NULL ? 1 : lode_to_int(env, code);
#if defined(LODE_DEBUG) || defined(LODE_SANITIZE)
  // An optimised build leaves this to the kernel: it would cost a millisecond.
  runtime_deinit(rt);
  free(rt);
#else
  (void)runtime_deinit;
#endif
  return status;
}
