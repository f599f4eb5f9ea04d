// SPDX-License-Identifier: MIT
// Streams: their life, their reads, their connections. Writing is in
// stream_write.c. One crossing per event: what comes with it is in `info`,
// memory that JavaScript shares.
#include "bindings/stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/stream_state.h"
#include "engine/bytes.h"
#include "loop/callback.h"
#include "loop/loop.h"

// Reads come into one block per environment. A small one is copied to a pool
// that many share; a middling one gets memory of its size; a big one takes the
// block itself. So a program that keeps a few bytes keeps at most a pool.
#define STREAM_BLOCK 65536
#define STREAM_POOL 16384
#define STREAM_SMALL 2048
#define STREAM_BIG 32768

static void stream_state_free(void *data) {
  stream_state *state = data;
  free(state->block);
  free(state);
}

stream_state *lode_stream_state(lode_env *env) {
  stream_state *state = env->binding[LODE_BINDING_stream];
  if (state == NULL) {
    state = lode_malloc(sizeof *state);
    env->binding[LODE_BINDING_stream] = state;
    lode_at_exit(env, stream_state_free, state);
  }
  return state;
}

// Tells JavaScript of an event, when it can still hear it.
void lode_stream_emit(lode_stream *stream, stream_event event,
                      const lode_value *more, size_t n) {
  lode_env *env = stream->wrap.env;
  lode_value fn = lode_stream_state(env)->events[event];
  if (fn == NULL || stream->owner == NULL || env->exiting) {
    return;
  }
  lode_value argv[4] = {stream->owner};
  LODE_CHECK(n < LODE_COUNT_OF(argv));
  for (size_t i = 0; i < n; i++) {
    argv[i + 1] = more[i];
  }
  lode_callback(env, fn, NULL, argv, n + 1);
}

// Life

void lode_stream_on_close(uv_handle_t *handle) {
  lode_stream *stream = handle->data;
  if (stream->on_closed != NULL) {
    stream->on_closed(stream);
  }
  if (stream->tell_close && stream->wrap.object != NULL) {
    lode_stream_emit(stream, STREAM_ON_CLOSE, NULL, 0);
  }
  if (stream->user_buffer != NULL) {
    lode_unprotect(stream->wrap.env, stream->user_buffer);
    stream->user_buffer = NULL;
  }
  lode_wrap_closed(&stream->wrap);
}

static void stream_close(lode_wrap *wrap) {
  lode_stream *stream = (lode_stream *)wrap;
  if (!uv_is_closing(&stream->uv.handle)) {
    uv_close(&stream->uv.handle, lode_stream_on_close);
  }
}

static void stream_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops stream_ops[] = {
    [LODE_STREAM_TCP] = {"TCPWRAP", stream_close, stream_free},
    [LODE_STREAM_PIPE] = {"PIPEWRAP", stream_close, stream_free},
    [LODE_STREAM_TTY] = {"TTYWRAP", stream_close, stream_free},
};

lode_stream *lode_stream_alloc(lode_stream_kind kind) {
  lode_stream *stream = lode_malloc(sizeof *stream);
  stream->kind = kind;
  stream->reader = &lode_stream_js_reader;
  stream->uv.handle.data = stream;
  return stream;
}

void lode_stream_list(lode_env *env, lode_stream *stream) {
  stream->uv.handle.data = stream;
  lode_wrap_init(env, &stream->wrap, &stream_ops[stream->kind]);
}

int lode_stream_new(lode_env *env, lode_stream_kind kind, unsigned flags,
                    lode_stream **out) {
  lode_stream *stream = lode_stream_alloc(kind);
  int err = kind == LODE_STREAM_TCP
                ? uv_tcp_init_ex(lode_uv(env), &stream->uv.tcp, flags)
                : uv_pipe_init(lode_uv(env), &stream->uv.pipe, (int)flags);
  if (err < 0) {
    free(stream);
    return err;
  }
  lode_stream_list(env, stream);
  *out = stream;
  return 0;
}

lode_stream *lode_stream_get(lode_env *env, lode_value native) {
  (void)env;
  LODE_CHECK(lode_is_cell(native));
  lode_wrap *wrap = JSObjectGetPrivate(lode_as_object(native));
  LODE_CHECK(wrap != NULL && wrap->ops->close == stream_close);
  return (lode_stream *)wrap;
}

lode_value lode_stream_object(lode_stream *stream) {
  lode_wrap *wrap = &stream->wrap;
  return wrap->object != NULL ? wrap->object
                              : lode_wrap_make(wrap->env, wrap, wrap->ops);
}

void lode_stream_live(lode_stream *stream) {
  if (!stream->pinned) {
    stream->pinned = true;
    lode_wrap_pin(&stream->wrap);
  }
}

void lode_stream_close(lode_stream *stream) {
  stream_close(&stream->wrap);
}

// Reading

static void stream_on_alloc(uv_handle_t *handle, size_t suggested,
                            uv_buf_t *buf) {
  lode_stream *stream = handle->data;
  stream->reader->alloc(stream, suggested, buf);
}

static void stream_on_read(uv_stream_t *handle, ssize_t nread,
                           const uv_buf_t *buf) {
  lode_stream *stream = handle->data;
  if (nread > 0) {
    stream->bytes_read += (uint64_t)nread;
  }
  stream->reader->read(stream, nread, buf);
}

int lode_stream_read_start(lode_stream *stream) {
  return uv_read_start(&stream->uv.stream, stream_on_alloc, stream_on_read);
}

void lode_stream_set_reader(lode_stream *stream,
                            const lode_stream_reader *reader) {
  stream->reader = reader != NULL ? reader : &lode_stream_js_reader;
}

static void stream_js_alloc(lode_stream *stream, size_t suggested,
                            uv_buf_t *buf) {
  (void)suggested;
  lode_env *env = stream->wrap.env;
  if (stream->user_buffer != NULL) {
    lode_bytes bytes;
    lode_enter(env);
    lode_bytes_get(env, stream->user_buffer, &bytes);
    lode_leave(env);
    *buf = uv_buf_init((char *)bytes.data, (unsigned)bytes.size);
    return;
  }
  stream_state *state = lode_stream_state(env);
  if (state->block == NULL) {
    state->block = lode_try_malloc(STREAM_BLOCK);
  }
  *buf = uv_buf_init(state->block, state->block == NULL ? 0 : STREAM_BLOCK);
}

// An ArrayBuffer over memory of ours that JavaScript cannot transfer away:
// asking for its bytes locks it in place.
static lode_value stream_make_pool(lode_env *env, char *pool) {
  lode_value buffer = lode_buffer_take(env, pool, STREAM_POOL, NULL, NULL);
  JSObjectGetArrayBufferBytesPtr(env->ctx, lode_as_object(buffer), NULL);
  return buffer;
}

// The ArrayBuffer that holds the `n` bytes of the block, and where in it.
static lode_value stream_chunk(lode_env *env, stream_state *state, size_t n,
                               int32_t *offset) {
  *offset = 0;
  if (n > STREAM_BIG) {
    char *block = state->block;
    state->block = NULL;
    char *fit = n == STREAM_BLOCK ? block : lode_try_realloc(block, n);
    return lode_buffer_take(env, fit == NULL ? block : fit, n, NULL, NULL);
  }
  if (n > STREAM_SMALL) {
    char *copy = lode_malloc(n);
    memcpy(copy, state->block, n);
    return lode_buffer_take(env, copy, n, NULL, NULL);
  }
  if (state->pool_buffer == NULL || STREAM_POOL - state->pool_used < n) {
    if (state->pool_buffer != NULL) {
      lode_unprotect(env, state->pool_buffer);
    }
    state->pool = lode_malloc(STREAM_POOL);
    state->pool_used = 0;
    state->pool_buffer = stream_make_pool(env, state->pool);
    lode_protect(env, state->pool_buffer);
  }
  memcpy(state->pool + state->pool_used, state->block, n);
  *offset = (int32_t)state->pool_used;
  state->pool_used += (n + 7) & ~(size_t)7;
  if (state->pool_used > STREAM_POOL) {
    state->pool_used = STREAM_POOL;
  }
  return state->pool_buffer;
}

// A handle that came over an IPC pipe with the bytes; undefined when none.
static lode_value stream_take_pending(lode_stream *stream, int32_t *kind) {
  lode_env *env = stream->wrap.env;
  *kind = -1;
  if (stream->kind != LODE_STREAM_PIPE || !stream->uv.pipe.ipc ||
      uv_pipe_pending_count(&stream->uv.pipe) == 0) {
    return env->undefined;
  }
  uv_handle_type type = uv_pipe_pending_type(&stream->uv.pipe);
  lode_stream *taken;
  if ((type != UV_TCP && type != UV_NAMED_PIPE) ||
      lode_stream_new(env, type == UV_TCP ? LODE_STREAM_TCP : LODE_STREAM_PIPE,
                      0, &taken) < 0) {
    return env->undefined;
  }
  if (uv_accept(&stream->uv.stream, &taken->uv.stream) < 0) {
    lode_stream_close(taken);
    return env->undefined;
  }
  lode_stream_live(taken);
  *kind = (int32_t)taken->kind;
  return lode_stream_object(taken);
}

// Crossings: one (and 100 ns more for a chunk of more than STREAM_SMALL).
static void stream_js_read(lode_stream *stream, ssize_t nread,
                           const uv_buf_t *buf) {
  lode_env *env = stream->wrap.env;
  (void)buf;
  if (nread == 0 || env->exiting || stream->owner == NULL) {
    return;
  }
  stream_state *state = lode_stream_state(env);
  lode_enter(env);
  lode_value argv[3] = {env->undefined, env->undefined, env->undefined};
  int32_t offset = 0, kind = -1;
  if (nread > 0 && stream->user_buffer == NULL) {
    argv[0] = stream_chunk(env, state, (size_t)nread, &offset);
    argv[1] = stream_take_pending(stream, &kind);
    argv[2] = lode_from_int(env, kind);
  }
  state->info[STREAM_READ_RESULT] = (int32_t)nread;
  state->info[STREAM_READ_OFFSET] = offset;
  lode_stream_emit(stream, STREAM_ON_READ, argv, kind < 0 ? 1 : 3);
  lode_leave(env);
}

const lode_stream_reader lode_stream_js_reader = {stream_js_alloc,
                                                  stream_js_read};

// Connections

int lode_stream_accept(lode_stream *server, lode_stream **out) {
  lode_stream *client;
  int err = lode_stream_new(server->wrap.env, server->kind, 0, &client);
  if (err < 0) {
    return err;
  }
  err = uv_accept(&server->uv.stream, &client->uv.stream);
  if (err < 0) {
    lode_stream_close(client);
    return err;
  }
  lode_stream_live(client);
  *out = client;
  return 0;
}

static void stream_on_connection(uv_stream_t *handle, int status) {
  lode_stream *server = handle->data;
  lode_env *env = server->wrap.env;
  if (server->on_connection != NULL) {
    server->on_connection(server, status);
    return;
  }
  lode_stream *client = NULL;
  if (status == 0) {
    status = lode_stream_accept(server, &client);
    if (status == UV_EAGAIN) {
      return;  // it went away, or another process took it
    }
  }
  lode_enter(env);
  lode_value argv[2] = {
      lode_from_int(env, status),
      client != NULL ? lode_stream_object(client) : env->undefined};
  lode_stream_emit(server, STREAM_ON_CONNECTION, argv, 2);
  lode_leave(env);
}

int lode_stream_listen(lode_stream *stream, int backlog) {
  int err = uv_listen(&stream->uv.stream, backlog, stream_on_connection);
  if (err == 0) {
    lode_stream_live(stream);
  }
  return err;
}

void lode_stream_on_connect(uv_connect_t *req, int status) {
  lode_stream *stream = req->handle->data;
  lode_env *env = stream->wrap.env;
  stream->connecting = false;
  const uv_stream_t *uv = &stream->uv.stream;
  lode_value argv[3] = {
      lode_from_int(env, status),
      lode_from_bool(env, status == 0 && uv_is_readable(uv) != 0),
      lode_from_bool(env, status == 0 && uv_is_writable(uv) != 0)};
  lode_stream_emit(stream, STREAM_ON_CONNECT, argv, 3);
}

// What JavaScript calls

// (native, handle): `handle` hears the native's events from now on. It hangs
// from the native object, so both live as long as either.
LODE_NATIVE(stream_js_attach) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  JSStringRef name = JSStringCreateWithUTF8CString("owner");
  JSObjectSetProperty(env->ctx, lode_as_object(stream->wrap.object), name,
                      lode_arg(env, args, 1), kJSPropertyAttributeDontEnum,
                      NULL);
  JSStringRelease(name);
  stream->owner = lode_arg(env, args, 1);
  return env->undefined;
}

LODE_NATIVE(stream_js_close) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  stream->tell_close = lode_arg(env, args, 1) == env->yes;
  // Whoever drops the object now must still hear of the end.
  lode_stream_live(stream);
  lode_stream_close(stream);
  return env->undefined;
}

LODE_NATIVE(stream_js_read_start) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  lode_stream_live(stream);
  return lode_from_int(env, lode_stream_read_start(stream));
}

LODE_NATIVE(stream_js_read_stop) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_int(env, uv_read_stop(&stream->uv.stream));
}

LODE_NATIVE(stream_js_use_buffer) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  if (stream->user_buffer != NULL) {
    lode_unprotect(env, stream->user_buffer);
  }
  stream->user_buffer = lode_arg(env, args, 1);
  lode_protect(env, stream->user_buffer);
  return env->undefined;
}

LODE_NATIVE(stream_js_listen) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int backlog = lode_to_int(env, lode_arg(env, args, 1));
  return lode_from_int(env, lode_stream_listen(stream, backlog));
}

LODE_NATIVE(stream_js_ref) {
  uv_ref(&lode_stream_get(env, lode_arg(env, args, 0))->uv.handle);
  return env->undefined;
}

LODE_NATIVE(stream_js_unref) {
  uv_unref(&lode_stream_get(env, lode_arg(env, args, 0))->uv.handle);
  return env->undefined;
}

LODE_NATIVE(stream_js_has_ref) {
  const uv_handle_t *handle =
      &lode_stream_get(env, lode_arg(env, args, 0))->uv.handle;
  return lode_from_bool(env, uv_has_ref(handle) && !uv_is_closing(handle));
}

LODE_NATIVE(stream_js_fd) {
  uv_os_fd_t fd = -1;
  int err =
      uv_fileno(&lode_stream_get(env, lode_arg(env, args, 0))->uv.handle, &fd);
  return lode_from_int(env, err < 0 ? err : fd);
}

LODE_NATIVE(stream_js_bytes_read) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_double(env, (double)stream->bytes_read);
}

LODE_NATIVE(stream_js_bytes_written) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_double(env, (double)stream->bytes_written);
}

LODE_NATIVE(stream_js_set_blocking) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  bool on = lode_arg(env, args, 1) == env->yes;
  return lode_from_int(env, uv_stream_set_blocking(&stream->uv.stream, on));
}

// The JavaScript handles that are open and referenced, newest first.
LODE_NATIVE(stream_js_active) {
  lode_value list = lode_array(env, NULL, 0);
  unsigned n = 0;
  for (lode_wrap *wrap = env->loop->wraps.first; wrap != NULL;
       wrap = wrap->next) {
    lode_stream *stream = (lode_stream *)wrap;
    if (wrap->ops->close == stream_close && stream->pinned &&
        stream->owner != NULL && uv_has_ref(&stream->uv.handle) &&
        !uv_is_closing(&stream->uv.handle)) {
      JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), n++,
                                 stream->owner, NULL);
    }
  }
  return list;
}

// (onRead, onWrite, onShutdown, onConnect, onConnection, onClose)
LODE_NATIVE(stream_js_setup) {
  stream_state *state = lode_stream_state(env);
  for (size_t i = 0; i < STREAM_EVENTS; i++) {
    state->events[i] = lode_arg(env, args, i);
    lode_protect(env, state->events[i]);
  }
  return env->undefined;
}

static const lode_fn stream_functions[] = {
    LODE_FN("active", stream_js_active, 0),
    LODE_FN("attach", stream_js_attach, 2),
    LODE_FN("bytesRead", stream_js_bytes_read, 1),
    LODE_FN("bytesWritten", stream_js_bytes_written, 1),
    LODE_FN("close", stream_js_close, 2),
    LODE_FN("fd", stream_js_fd, 1),
    LODE_FN("hasRef", stream_js_has_ref, 1),
    LODE_FN("listen", stream_js_listen, 2),
    LODE_FN("readStart", stream_js_read_start, 1),
    LODE_FN("readStop", stream_js_read_stop, 1),
    LODE_FN("ref", stream_js_ref, 1),
    LODE_FN("setBlocking", stream_js_set_blocking, 2),
    LODE_FN("setup", stream_js_setup, STREAM_EVENTS),
    LODE_FN("unref", stream_js_unref, 1),
    LODE_FN("useBuffer", stream_js_use_buffer, 2),
};

void lode_stream_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, stream_functions,
                        LODE_COUNT_OF(stream_functions));
  lode_stream_bind_writes(env, object);
  stream_state *state = lode_stream_state(env);
  lode_define(env, object, "info",
              lode_shared_array(env, kJSTypedArrayTypeInt32Array, state->info,
                                sizeof state->info));
}
