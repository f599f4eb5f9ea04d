// SPDX-License-Identifier: MIT
// A child process that JavaScript waits for, on a loop of its own.
//
// Running until the child has exited and every pipe has ended. What ends it
// early (a timeout, too much output) kills the child and is the error.
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "bindings/spawn/options.h"
#include "engine/bytes.h"
#include "loop/loop.h"

#define SYNC_CHUNK 65536

typedef struct sync_child sync_child;

// One pipe between us and the child.
typedef struct sync_pipe {
  sync_child *child;
  uv_pipe_t uv;
  uv_write_t write;
  uv_shutdown_t shutdown;
  uv_buf_t input;
  lode_buf output;
  bool used;
} sync_pipe;

struct sync_child {
  uv_loop_t loop;
  uv_process_t process;
  uv_timer_t timer;
  sync_pipe *pipes;
  int pipe_count;
  double max_buffer;  // bytes for each pipe
  int kill_signal;
  int error;  // the first thing that went wrong, negative
  int64_t status;
  int term_signal;
  bool exited;
};

static void sync_close(uv_handle_t *handle) {
  if (!uv_is_closing(handle)) {
    uv_close(handle, NULL);
  }
}

// Ends it all: the first error counts.
static void sync_fail(sync_child *child, int error) {
  if (child->error == 0) {
    child->error = error;
  }
  if (!child->exited) {
    uv_process_kill(&child->process, child->kill_signal);
  }
  sync_close((uv_handle_t *)&child->timer);
  for (int i = 0; i < child->pipe_count; i++) {
    if (child->pipes[i].used) {
      sync_close((uv_handle_t *)&child->pipes[i].uv);
    }
  }
}

static void sync_on_exit(uv_process_t *process, int64_t status, int signal) {
  sync_child *child = process->data;
  child->exited = true;
  child->status = status;
  child->term_signal = signal;
  sync_close((uv_handle_t *)process);
  sync_close((uv_handle_t *)&child->timer);
}

static void sync_on_timeout(uv_timer_t *timer) {
  sync_fail(timer->data, UV_ETIMEDOUT);
}

static void sync_on_alloc(uv_handle_t *handle, size_t suggested,
                          uv_buf_t *buf) {
  (void)suggested;
  sync_pipe *pipe = handle->data;
  bool room = lode_buf_reserve(&pipe->output, SYNC_CHUNK) == 0;
  *buf = uv_buf_init(room ? pipe->output.data + pipe->output.size : NULL,
                     room ? SYNC_CHUNK : 0);
}

static void sync_on_read(uv_stream_t *stream, ssize_t nread,
                         const uv_buf_t *buf) {
  (void)buf;
  sync_pipe *pipe = stream->data;
  if (nread < 0) {
    sync_close((uv_handle_t *)stream);
    if (nread != UV_EOF) {
      sync_fail(pipe->child, (int)nread);
    }
    return;
  }
  pipe->output.size += (size_t)nread;
  double most = pipe->child->max_buffer;
  if (most > 0 && (double)pipe->output.size > most) {
    sync_fail(pipe->child, UV_ENOBUFS);
  }
}

static void sync_on_write(uv_write_t *req, int status) {
  sync_pipe *pipe = req->handle->data;
  // A child that does not read its input to the end is no error.
  if (status < 0 && status != UV_EPIPE && status != UV_ECANCELED) {
    sync_fail(pipe->child, status);
  }
}

static void sync_on_shutdown(uv_shutdown_t *req, int status) {
  (void)status;
  sync_pipe *pipe = req->handle->data;
  if (!uv_is_readable((uv_stream_t *)&pipe->uv)) {
    sync_close((uv_handle_t *)&pipe->uv);
  }
}

// Descriptor 0 is what the child reads, the others what it writes.
static void sync_set_stdio(lode_env *env, sync_child *child,
                           lode_spawn_options *options) {
  for (int i = 0; i < options->uv.stdio_count; i++) {
    uv_stdio_container_t *to = &options->uv.stdio[i];
    sync_pipe *pipe = &child->pipes[i];
    lode_value value = options->stdio[i].value;
    pipe->child = child;
    pipe->uv.data = pipe;
    if (options->stdio[i].kind == SPAWN_PIPE) {
      pipe->used = true;
      uv_pipe_init(&child->loop, &pipe->uv, 0);
      to->flags =
          (uv_stdio_flags)(UV_CREATE_PIPE |
                           (i == 0 ? UV_READABLE_PIPE : UV_WRITABLE_PIPE));
      to->data.stream = (uv_stream_t *)&pipe->uv;
      lode_bytes input;
      if (lode_bytes_get(env, value, &input)) {
        pipe->input = uv_buf_init((char *)input.data, (unsigned)input.size);
        to->flags = (uv_stdio_flags)(to->flags | UV_READABLE_PIPE);
      }
    } else if (options->stdio[i].kind == SPAWN_FD) {
      to->flags = UV_INHERIT_FD;
      to->data.fd = lode_to_int(env, value);
    } else {
      to->flags = UV_IGNORE;
    }
  }
}

static void sync_start_pipes(sync_child *child) {
  for (int i = 0; i < child->pipe_count; i++) {
    sync_pipe *pipe = &child->pipes[i];
    if (!pipe->used) {
      continue;
    }
    uv_stream_t *stream = (uv_stream_t *)&pipe->uv;
    int err = 0;
    if (pipe->input.len > 0) {
      err = uv_write(&pipe->write, stream, &pipe->input, 1, sync_on_write);
    }
    if (err == 0 && uv_is_writable(stream)) {
      err = uv_shutdown(&pipe->shutdown, stream, sync_on_shutdown);
    }
    if (err == 0 && uv_is_readable(stream)) {
      err = uv_read_start(stream, sync_on_alloc, sync_on_read);
    }
    if (err < 0) {
      sync_fail(child, err);
    }
  }
}

static void sync_on_walk(uv_handle_t *handle, void *data) {
  (void)data;
  sync_close(handle);
}

// Numbers as a plain array: pid, status, signal, error; then for each
// descriptor its output or null.
static lode_value sync_result(lode_env *env, sync_child *child, int pid) {
  lode_value list = lode_array(env, NULL, 0);
  JSObjectRef array = lode_as_object(list);
  const double numbers[4] = {pid, (double)child->status, child->term_signal,
                             child->error};
  for (unsigned i = 0; i < 4; i++) {
    JSObjectSetPropertyAtIndex(env->ctx, array, i,
                               lode_from_double(env, numbers[i]), NULL);
  }
  for (int i = 0; i < child->pipe_count; i++) {
    lode_value output = env->null;
    lode_buf *bytes = &child->pipes[i].output;
    if (child->pipes[i].used && i > 0) {
      if (bytes->data == NULL) {
        bytes->data = lode_malloc(1);
      }
      output = lode_bytes_take(env, bytes->data, bytes->size, NULL, NULL);
      *bytes = (lode_buf)LODE_BUF_INIT;
    }
    JSObjectSetPropertyAtIndex(env->ctx, array, (unsigned)i + 4, output, NULL);
  }
  return list;
}

// (file, args, cwd, env, stdio, flags, uid, gid, timeout ms, most bytes,
// signal that kills) -> see sync_result().
LODE_NATIVE(sync_js_spawn) {
  lode_spawn_options options;
  int err = lode_spawn_options_read(env, args, &options);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  sync_child child = {.pipe_count = options.uv.stdio_count};
  child.pipes =
      lode_malloc(((size_t)child.pipe_count + 1) * sizeof *child.pipes);
  double timeout = lode_to_double(env, lode_arg(env, args, 8));
  child.max_buffer = lode_to_double(env, lode_arg(env, args, 9));
  child.kill_signal = lode_to_int(env, lode_arg(env, args, 10));
  child.kill_signal = child.kill_signal > 0 ? child.kill_signal : SIGTERM;
  err = uv_loop_init(&child.loop);
  if (err == 0) {
    uv_timer_init(&child.loop, &child.timer);
    child.timer.data = child.process.data = &child;
    sync_set_stdio(env, &child, &options);
    options.uv.exit_cb = sync_on_exit;
    err = uv_spawn(&child.loop, &child.process, &options.uv);
    if (err == 0) {
      if (timeout > 0) {
        uv_timer_start(&child.timer, sync_on_timeout, (uint64_t)timeout, 0);
      }
      sync_start_pipes(&child);
      uv_run(&child.loop, UV_RUN_DEFAULT);
    } else {
      child.error = err;
    }
    uv_walk(&child.loop, sync_on_walk, NULL);
    uv_run(&child.loop, UV_RUN_DEFAULT);
    uv_loop_close(&child.loop);
  } else {
    child.error = err;
  }
  lode_value result = sync_result(
      env, &child, err == 0 ? uv_process_get_pid(&child.process) : 0);
  for (int i = 0; i < child.pipe_count; i++) {
    lode_buf_deinit(&child.pipes[i].output);
  }
  free(child.pipes);
  lode_spawn_options_deinit(&options);
  return result;
}

const lode_fn lode_spawn_sync_function =
    LODE_FN("spawnSync", sync_js_spawn, 11);
