// SPDX-License-Identifier: MIT
// Workers: threads with an environment of their own. The handle belongs to the
// thread that made it, the parent.
//
//   made ──start──▶ running ──thread's end──▶ done: the handler hears the code
//                     │ stop: a flag that JavaScript's watch, the loop's bell
//                     ▼ and a sleeping native heed; then the same way
//
// The thread touches of the handle what `lock` guards and what never changes
// while it runs.
#include "runtime/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/mailbox.h"
#include "bindings/port.h"
#include "engine/door.h"
#include "engine/shared.h"
#include "engine/stop.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"
#include "runtime/grants.h"
#include "runtime/options.h"
#include "runtime/runtime.h"

struct lode_worker {
  lode_wrap wrap;      // the parent's
  uv_async_t done;     // the parent's; the thread's last act rings it
  lode_value handler;  // (exit code); protected while the thread runs
  lode_value notify;   // (SharedArrayBuffer, offset) wakes who waits there; so
  uv_thread_t thread;
  size_t stack_size;
  bool started, joined;

  uv_mutex_t lock;
  lode_env *child;       // NULL while there is nothing to stop; under `lock`
  uv_async_t bell;       // the child's; open while `child` is set
  lode_shared *asleep;   // where it waits in Atomics.wait(); under `lock`
  double asleep_at;      // the offset there
  atomic_bool stop;      // it has to end
  atomic_int exit_code;  // what it ends with; -1: nobody has said it
  atomic_bool finished;  // the thread does nothing any more

  unsigned id;
  char *name;                  // owned
  lode_mailbox *mailbox;       // the thread's port, until it takes it
  const lode_program *parent;  // of which this is nearly a copy:
  lode_program program;
  lode_options options;        // its own when `argv` is set
  lode_permission permission;  // of these, where its parent has none
  char **argv;                 // owned, with its texts
};

static atomic_uint worker_last_id;  // the main thread is 0

// --- the thread --------------------------------------------------------------

static bool worker_is_to_stop(void *data) {
  const lode_worker *worker = data;
  return atomic_load(&worker->stop);
}

static void worker_on_bell(uv_async_t *bell) {
  lode_worker *worker = bell->data;
  if (worker_is_to_stop(worker)) {
    worker->child->exiting = true;
    uv_stop(bell->loop);
  }
}

bool lode_worker_enter(lode_worker *worker, lode_env *env) {
  LODE_CHECK(uv_async_init(lode_uv(env), &worker->bell, worker_on_bell) == 0);
  worker->bell.data = worker;
  uv_unref((uv_handle_t *)&worker->bell);
  lode_stop_watch(env, worker_is_to_stop, worker);
  uv_mutex_lock(&worker->lock);
  worker->child = env;
  uv_mutex_unlock(&worker->lock);
  return !worker_is_to_stop(worker);
}

int lode_worker_leave(lode_worker *worker, int status) {
  uv_mutex_lock(&worker->lock);
  worker->child = NULL;
  uv_mutex_unlock(&worker->lock);
  uv_close((uv_handle_t *)&worker->bell, NULL);
  int code = atomic_load(&worker->exit_code);
  return !worker_is_to_stop(worker) ? status : code < 0 ? 1 : code;
}

static void worker_main(void *data) {
  lode_worker *worker = data;
  char name[16];  // the most that the system shows
  snprintf(name, sizeof name, "%s",
           worker->name[0] != '\0' ? worker->name : "WorkerThread");
  pthread_setname_np(pthread_self(), name);
  int code = lode_run_worker(&worker->program, worker);
  atomic_store(&worker->exit_code, code);
  atomic_store(&worker->finished, true);
  uv_async_send(&worker->done);
}

// By any thread.
static void worker_stop(lode_worker *worker) {
  atomic_store(&worker->stop, true);
  uv_mutex_lock(&worker->lock);
  if (worker->child != NULL) {
    lode_stop_entries(worker->child);
    lode_wait_stop(&worker->child->loop->wait);
    uv_async_send(&worker->bell);
  }
  uv_mutex_unlock(&worker->lock);
}

// --- the parent's handle -----------------------------------------------------

static void worker_on_close(uv_handle_t *handle) {
  lode_worker *worker = handle->data;
  lode_wrap_closed(&worker->wrap);
}

// Wakes the thread, which is to stop, out of Atomics.wait(). It may be on its
// way there: again and again, until it is finished.
static void worker_rouse(lode_worker *worker) {
  lode_env *env = worker->wrap.env;
  uv_mutex_lock(&worker->lock);
  if (worker->asleep != NULL) {
    lode_enter(env);
    lode_stop_lift(env);
    lode_value argv[2] = {lode_shared_open(env, worker->asleep),
                          lode_from_double(env, worker->asleep_at)};
    lode_value exception;
    if (argv[0] != NULL) {
      lode_call_catch(env, worker->notify, NULL, argv, 2, &exception);
    }
    if (env->exiting) {
      lode_stop_entries(env);
    }
    lode_leave(env);
  }
  uv_mutex_unlock(&worker->lock);
}

static void worker_join(lode_worker *worker) {
  if (worker->started && !worker->joined) {
    while (!atomic_load(&worker->finished)) {
      worker_rouse(worker);
      uv_sleep(1);
    }
    LODE_CHECK(uv_thread_join(&worker->thread) == 0);
    worker->joined = true;
  }
}

static void worker_close(lode_wrap *wrap) {
  lode_worker *worker = (lode_worker *)wrap;
  if (uv_is_closing((uv_handle_t *)&worker->done)) {
    return;
  }
  if (worker->started) {
    worker_stop(worker);
    worker_join(worker);
    lode_unprotect(wrap->env, worker->handler);
    lode_unprotect(wrap->env, worker->notify);
  }
  uv_close((uv_handle_t *)&worker->done, worker_on_close);
}

static void worker_free(lode_wrap *wrap) {
  lode_worker *worker = (lode_worker *)wrap;
  if (worker->mailbox != NULL) {
    lode_mailbox_unref(worker->mailbox);
  }
  if (worker->argv != NULL) {
    lode_grants_deinit(&worker->permission);
    lode_options_deinit(&worker->options);
    for (char **arg = worker->argv; *arg != NULL; arg++) {
      free(*arg);
    }
    free(worker->argv);
  }
  if (worker->asleep != NULL) {
    lode_shared_free(worker->asleep);
  }
  free(worker->name);
  uv_mutex_destroy(&worker->lock);
  free(worker);
}

static const lode_wrap_ops worker_ops = {"Worker", worker_close, worker_free};

static lode_worker *worker_get(lode_env *env, const lode_args *args) {
  return (lode_worker *)lode_wrap_get(env, lode_arg(env, args, 0), &worker_ops);
}

static void worker_on_done(uv_async_t *done) {
  lode_worker *worker = done->data;
  lode_env *env = worker->wrap.env;
  worker_join(worker);
  lode_value code = lode_from_int(env, atomic_load(&worker->exit_code));
  lode_value handler = worker->handler;
  lode_enter(env);
  worker_close(&worker->wrap);
  lode_callback(env, handler, NULL, &code, 1);
  lode_leave(env);
}

// --- making ------------------------------------------------------------------

static size_t worker_count(lode_env *env, lode_value array) {
  JSStringRef key = JSStringCreateWithUTF8CString("length");
  lode_value length =
      JSObjectGetProperty(env->ctx, lode_as_object(array), key, NULL);
  JSStringRelease(key);
  return lode_to_uint32(env, length);
}

static char *worker_text(lode_env *env, lode_value value) {
  lode_utf8 text;
  LODE_CHECK(lode_utf8_open(env, value, &text) == 0);
  char *copy = lode_strndup(text.data, text.size);
  lode_utf8_close(&text);
  return copy;
}

// Parses options of its own: those of `words` (an array) and `node_options` (a
// string or undefined). They cannot change what its parent may. 0, or the
// parser's code with its words in `errors`.
static int worker_parse(lode_env *env, lode_worker *worker, lode_value words,
                        lode_value node_options, lode_buf *errors) {
  size_t n = worker_count(env, words);
  worker->argv = lode_malloc((n + 2) * sizeof *worker->argv);
  worker->argv[0] =
      lode_strndup(env->program->argv[0], strlen(env->program->argv[0]));
  for (size_t i = 0; i < n; i++) {
    worker->argv[i + 1] = worker_text(
        env, JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(words),
                                        (unsigned)i, NULL));
  }
  char *from_env =
      lode_is_string(env, node_options) ? worker_text(env, node_options) : NULL;
  int code = lode_options_parse(&worker->options, (int)n + 1, worker->argv,
                                from_env, errors);
  free(from_env);
  if (code == 0) {
    lode_options_apply_env(&worker->options);
    worker->program.options = &worker->options;
    worker->program.argc = (int)n + 1;
    worker->program.argv = worker->argv;
    if (worker->program.permission == NULL &&
        lode_grants_read(&worker->options, NULL, &worker->permission)) {
      worker->program.permission = &worker->permission;
    }
  }
  return code;
}

// (name, port, stack size in bytes, words | undefined, NODE_OPTIONS |
// undefined) -> a handle, or a string: what is wrong with the words. Without
// words it has the options of its parent.
LODE_NATIVE(worker_js_make) {
  lode_door_prove_bytes(env);     // facts of the process: while there is
  lode_door_prove_promises(env);  // one thread
  lode_worker *worker = lode_malloc(sizeof *worker);
  LODE_CHECK(uv_mutex_init(&worker->lock) == 0);
  LODE_CHECK(uv_async_init(lode_uv(env), &worker->done, worker_on_done) == 0);
  worker->done.data = worker;
  uv_unref((uv_handle_t *)&worker->done);
  atomic_init(&worker->exit_code, -1);
  worker->id = atomic_fetch_add(&worker_last_id, 1) + 1;
  worker->name = worker_text(env, lode_arg(env, args, 0));
  worker->mailbox = lode_port_take_mailbox(env, lode_arg(env, args, 1));
  worker->stack_size = (size_t)lode_to_double(env, lode_arg(env, args, 2));
  worker->program = *env->program;
  lode_value handle = lode_wrap_make(env, &worker->wrap, &worker_ops);
  if (lode_arg(env, args, 3) != env->undefined) {
    lode_buf errors = LODE_BUF_INIT;
    int code = worker_parse(env, worker, lode_arg(env, args, 3),
                            lode_arg(env, args, 4), &errors);
    if (code != 0) {
      handle = lode_string_utf8(env, errors.data, errors.size);
      worker_close(&worker->wrap);
    }
    lode_buf_deinit(&errors);
  }
  return handle;
}

// (handle, handler, notify) -> 0 or a negative code. The handler gets the exit
// code, notify(SharedArrayBuffer, offset) wakes who waits there.
LODE_NATIVE(worker_js_start) {
  lode_worker *worker = worker_get(env, args);
  uv_thread_options_t options = {UV_THREAD_HAS_STACK_SIZE, worker->stack_size};
  int err =
      lode_may(env->permission, LODE_MAY_WORKER)
          ? uv_thread_create_ex(&worker->thread, &options, worker_main, worker)
          : LODE_DENIED;
  if (err == 0) {
    worker->started = true;
    worker->handler = lode_arg(env, args, 1);
    worker->notify = lode_arg(env, args, 2);
    lode_protect(env, worker->handler);
    lode_protect(env, worker->notify);
    lode_wrap_pin(&worker->wrap);
    uv_ref((uv_handle_t *)&worker->done);
  } else {
    worker_close(&worker->wrap);
  }
  return lode_from_int(env, err);
}

LODE_NATIVE(worker_js_stop) {
  lode_worker *worker = worker_get(env, args);
  int none = -1;
  atomic_compare_exchange_strong(&worker->exit_code, &none, 1);
  worker_stop(worker);
  return env->undefined;
}

LODE_NATIVE(worker_js_rouse) {
  worker_rouse(worker_get(env, args));
  return env->undefined;
}

LODE_NATIVE(worker_js_ref) {
  uv_ref((uv_handle_t *)&worker_get(env, args)->done);
  return env->undefined;
}

LODE_NATIVE(worker_js_unref) {
  uv_unref((uv_handle_t *)&worker_get(env, args)->done);
  return env->undefined;
}

LODE_NATIVE(worker_js_has_ref) {
  return lode_from_bool(
      env, uv_has_ref((uv_handle_t *)&worker_get(env, args)->done));
}

LODE_NATIVE(worker_js_id) {
  return lode_from_size(env, worker_get(env, args)->id);
}

LODE_NATIVE(worker_js_name) {
  return lode_string(env, worker_get(env, args)->name);
}

// --- for the thread itself ---------------------------------------------------

// -> [id, name]; undefined in the main thread.
LODE_NATIVE(worker_js_self) {
  const lode_worker *worker = env->worker;
  if (worker == NULL) {
    return env->undefined;
  }
  lode_value values[2] = {lode_from_size(env, worker->id),
                          lode_string(env, worker->name)};
  return lode_array(env, values, 2);
}

// -> the handle of its port; once.
LODE_NATIVE(worker_js_port) {
  lode_mailbox *mailbox = env->worker->mailbox;
  env->worker->mailbox = NULL;
  return lode_port_make(env, mailbox);
}

// (code): this thread ends. The caller must go on running JavaScript, which
// is not going to get far.
LODE_NATIVE(worker_js_exit) {
  lode_worker *worker = env->worker;
  if (!worker_is_to_stop(worker)) {
    atomic_store(&worker->exit_code, lode_to_int(env, lode_arg(env, args, 0)));
  }
  worker_stop(worker);
  lode_stop_hurry(env);
  return env->undefined;
}

// (SharedArrayBuffer, offset) -> whether this thread may wait there.
LODE_NATIVE(worker_js_sleep_begin) {
  lode_worker *worker = env->worker;
  lode_shared *shared = lode_shared_of(env, lode_arg(env, args, 0));
  uv_mutex_lock(&worker->lock);
  worker->asleep = shared;
  worker->asleep_at = lode_to_double(env, lode_arg(env, args, 1));
  uv_mutex_unlock(&worker->lock);
  return lode_from_bool(env, !worker_is_to_stop(worker));
}

LODE_NATIVE(worker_js_sleep_end) {
  lode_worker *worker = env->worker;
  uv_mutex_lock(&worker->lock);
  lode_shared *shared = worker->asleep;
  worker->asleep = NULL;
  uv_mutex_unlock(&worker->lock);
  if (shared != NULL) {
    lode_shared_free(shared);
  }
  return env->undefined;
}

static const lode_fn worker_functions[] = {
    LODE_FN("exit", worker_js_exit, 1),
    LODE_FN("hasRef", worker_js_has_ref, 1),
    LODE_FN("id", worker_js_id, 1),
    LODE_FN("make", worker_js_make, 5),
    LODE_FN("name", worker_js_name, 1),
    LODE_FN("port", worker_js_port, 0),
    LODE_FN("ref", worker_js_ref, 1),
    LODE_FN("rouse", worker_js_rouse, 1),
    LODE_FN("self", worker_js_self, 0),
    LODE_FN("sleepBegin", worker_js_sleep_begin, 2),
    LODE_FN("sleepEnd", worker_js_sleep_end, 0),
    LODE_FN("start", worker_js_start, 3),
    LODE_FN("stop", worker_js_stop, 1),
    LODE_FN("unref", worker_js_unref, 1),
};

void lode_worker_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, worker_functions,
                        LODE_COUNT_OF(worker_functions));
}
