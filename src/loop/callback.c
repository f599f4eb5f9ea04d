// SPDX-License-Identifier: MIT
// Callbacks with the ticks and microtasks that follow them.
#include "loop/callback.h"

#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/microtasks.h"
#include "engine/private.h"
#include "engine/string.h"
#include "engine/value.h"
#include "loop/loop.h"

void lode_enter(lode_env *env) {
  JSLock(env->ctx);
  if (env->depth++ == 0) {
    lode_engine_enter(env);
  }
}

// Ticks, microtasks, rejections, until nothing is left. The lock is held and
// `depth` is 1, so what runs in here does not come back here. Behind a callback
// or a tick that throws, the rest waits for the next entry, as in Node: ticks
// that throw for ever do not keep the loop from turning. An immediate that the
// uncaught path queues makes sure that there is a next entry.
static void callback_settle(lode_env *env) {
  lode_loop *loop = env->loop;
  const uint8_t *info = loop->tick_info;
  while (!env->exiting) {
    bool wait = lode_microtasks_wait(env);
    if (info[0] == 0 && !wait) {
      lode_engine_drain(env);
      wait = lode_microtasks_wait(env);
    }
    if (((info[0] | info[1]) == 0 && !wait) || loop->tick_callback == NULL) {
      break;
    }
    lode_value exception;
    lode_call_catch(env, loop->tick_callback, NULL, NULL, 0, &exception);
    if (exception != NULL) {
      lode_uncaught(env, exception, false);
      break;
    }
  }
}

void lode_leave(lode_env *env) {
  if (env->depth == 1) {
    if (env->loop->threw) {
      env->loop->threw = false;
    } else {
      callback_settle(env);
    }
  }
  if (--env->depth == 0) {
    lode_engine_leave(env);
  }
  JSUnlock(env->ctx);
  if (env->depth == 0 && atomic_load_explicit(&env->loop->finalized,
                                              memory_order_relaxed) != NULL) {
    lode_loop_reap(env->loop);
  }
}

lode_value lode_callback(lode_env *env, lode_value fn, lode_value self,
                         const lode_value *argv, size_t argc) {
  if (env->exiting) {
    return NULL;
  }
  lode_enter(env);
  lode_value exception;
  lode_value result = lode_call_catch(env, fn, self, argv, argc, &exception);
  if (exception != NULL) {
    result = NULL;
    env->loop->threw = true;
    lode_uncaught(env, exception, false);
  }
  lode_leave(env);
  return result;
}

// Before JavaScript's handler is there, and when it fails itself.
static void callback_print(lode_env *env, lode_value exception) {
  JSStringRef text = JSValueToStringCopy(env->ctx, exception, NULL);
  if (text == NULL) {
    fputs("lode: an exception that cannot be shown\n", stderr);
    return;
  }
  lode_utf8 utf8;
  lode_value value = JSValueMakeString(env->ctx, text);
  if (lode_utf8_open(env, value, &utf8) == 0) {
    fprintf(stderr, "%s\n", utf8.data);
    lode_utf8_close(&utf8);
  }
  JSStringRelease(text);
  JSStringRef key = JSStringCreateWithUTF8CString("stack");
  lode_value stack =
      JSValueIsObject(env->ctx, exception)
          ? JSObjectGetProperty(env->ctx, lode_as_object(exception), key, NULL)
          : NULL;
  JSStringRelease(key);
  if (stack != NULL && JSValueIsString(env->ctx, stack) &&
      lode_utf8_open(env, stack, &utf8) == 0) {
    fprintf(stderr, "%s\n", utf8.data);
    lode_utf8_close(&utf8);
  }
}

// JavaScript has no way to handle an exception: the end of the process, or of
// the worker.
static void callback_give_up(lode_env *env, lode_value exception, int code) {
  callback_print(env, exception);
  if (env->worker == NULL) {
    _exit(code);
  }
  env->exiting = true;
  uv_stop(&env->loop->uv);
}

void lode_uncaught(lode_env *env, lode_value exception, bool from_promise) {
  if (env->exiting) {
    return;  // what was thrown is the end itself
  }
  lode_value handler = env->loop->uncaught_callback;
  if (handler == NULL) {
    callback_give_up(env, exception, 1);
    return;
  }
  lode_value argv[2] = {exception, lode_from_bool(env, from_promise)};
  lode_value failure;
  lode_call_catch(env, handler, NULL, argv, 2, &failure);
  if (failure != NULL && !env->exiting) {
    // Node's exit code for a fatal exception handler that throws.
    callback_give_up(env, failure, 7);
  }
}
