// SPDX-License-Identifier: MIT
// One connection of an HTTP server: reading, parsing, writing. The life of it
// is drawn in http_conn.h.
#include "bindings/http_conn.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/http_head.h"
#include "engine/bytes.h"
#include "engine/string.h"
#include "engine/value.h"
#include "loop/callback.h"
#include "loop/loop.h"

#define CONN_BLOCK 65536
#define CONN_POOL 16384
// More than this waiting, in either direction, and reading stops.
#define CONN_HIGH_WATER 65536

static void conn_alloc(lode_stream *stream, size_t suggested, uv_buf_t *buf) {
  (void)suggested;
  http_conn *conn = stream->data;
  http_state *state = lode_http_state(conn->server->env);
  if (state->block == NULL) {
    state->block = lode_try_malloc(CONN_BLOCK);
  }
  *buf = uv_buf_init(state->block, state->block == NULL ? 0 : CONN_BLOCK);
}

static void conn_on_read(lode_stream *stream, ssize_t nread,
                         const uv_buf_t *buf);

static const lode_stream_reader conn_reader = {conn_alloc, conn_on_read};

void lode_http_conn_read(http_conn *conn, bool on) {
  if (conn->reading == on || conn->closing) {
    return;
  }
  conn->reading = on;
  if (on) {
    // Fails only for a stream that is closing: its end is on the way.
    conn->reading = lode_stream_read_start(conn->stream) == 0;
  } else {
    uv_read_stop(&conn->stream->uv.stream);
  }
}

static void conn_forget(http_conn *conn);

static void conn_on_closed(lode_stream *stream) {
  http_conn *conn = stream->data;
  if (!conn->closing) {
    // Closed from outside: the environment ends.
    conn->closing = true;
    conn_forget(conn);
    lode_http_server_left(conn);
  }
  conn->stream = NULL;
  if (!conn->running) {
    lode_http_conn_free(conn);
  }
}

http_conn *lode_http_conn_new(http_server *server, lode_stream *stream) {
  http_state *state = lode_http_state(server->env);
  http_conn *conn = lode_try_malloc(sizeof *conn);
  if (conn == NULL) {
    lode_stream_close(stream);
    return NULL;
  }
  memset(conn, 0, sizeof *conn);
  conn->server = server;
  conn->stream = stream;
  lode_http_parser_init(&conn->parser, LODE_HTTP_REQUEST, server->max_head,
                        server->lenient);
  if (state->free_count > 0) {
    conn->slot = state->free_slots[--state->free_count];
  } else {
    if (state->slot_count == state->slot_room) {
      uint32_t room = state->slot_room ? state->slot_room * 2 : 64;
      // Small beside what a connection takes: as lode_malloc(), no failure.
      state->slots = realloc(state->slots, room * sizeof *state->slots);
      state->free_slots =
          realloc(state->free_slots, room * sizeof *state->free_slots);
      LODE_CHECK(state->slots != NULL && state->free_slots != NULL);
      state->slot_room = room;
    }
    conn->slot = state->slot_count++;
  }
  state->slots[conn->slot] = conn;
  conn->next = server->conns;
  if (conn->next != NULL) {
    conn->next->prev = conn;
  }
  server->conns = conn;
  server->conn_count++;
  stream->data = conn;
  stream->on_closed = conn_on_closed;
  lode_stream_set_reader(stream, &conn_reader);
  // A connection that says nothing is waited for like a slow head.
  conn->since = uv_now(lode_uv(server->env));
  lode_http_conn_read(conn, true);
  return conn;
}

// Takes the connection out of every list: JavaScript cannot name it any more.
static void conn_forget(http_conn *conn) {
  http_server *server = conn->server;
  http_state *state = lode_http_state(server->env);
  lode_http_server_idle(conn, false);
  if (conn->prev != NULL) {
    conn->prev->next = conn->next;
  } else {
    server->conns = conn->next;
  }
  if (conn->next != NULL) {
    conn->next->prev = conn->prev;
  }
  conn->prev = conn->next = NULL;
  state->slots[conn->slot] = NULL;
  state->free_slots[state->free_count++] = conn->slot;
  http_conn **at = &state->ready;
  while (conn->ready && *at != NULL) {
    if (*at == conn) {
      *at = conn->ready_next;
      conn->ready = false;
    } else {
      at = &(*at)->ready_next;
    }
  }
}

void lode_http_conn_free(http_conn *conn) {
  lode_http_parser_deinit(&conn->parser);
  lode_buf_deinit(&conn->input);
  lode_buf_deinit(&conn->output);
  free(conn);
}

void lode_http_conn_release(http_conn *conn) {
  lode_stream *stream = conn->stream;
  conn_forget(conn);
  conn->released = true;
  lode_http_conn_read(conn, false);
  stream->data = NULL;
  stream->on_closed = NULL;
  lode_stream_set_reader(stream, NULL);
  lode_http_server_left(conn);
}

// JavaScript hears that the connection is gone; libuv may still be at work on
// it.
static void conn_part(http_conn *conn, int status) {
  http_server *server = conn->server;
  lode_env *env = server->env;
  conn->closing = true;
  int32_t slot = conn->told ? (int32_t)conn->slot : -1;
  conn_forget(conn);
  lode_value argv[3] = {lode_from_int(env, (int32_t)server->id),
                        lode_from_int(env, slot), lode_from_int(env, status)};
  lode_http_emit(lode_http_state(env), HTTP_ON_CLOSE, argv, 3);
  lode_http_server_left(conn);
}

static void conn_close(http_conn *conn, int status) {
  if (conn->closing || conn->released) {
    return;
  }
  lode_stream *stream = conn->stream;
  conn_part(conn, status);
  lode_stream_close(stream);
}

void lode_http_conn_close(http_conn *conn) {
  conn_close(conn, 0);
}

// Writing

size_t lode_http_conn_pending(const http_conn *conn) {
  return conn->output.size + conn->stream->uv.stream.write_queue_size;
}

int lode_http_conn_append(http_conn *conn, const void *bytes, size_t n) {
  return lode_buf_append(&conn->output, bytes, n);
}

static void conn_on_written(lode_stream *stream, int status) {
  http_conn *conn = stream->data;
  if (conn == NULL || conn->closing) {
    return;
  }
  if (status < 0) {
    conn_close(conn, status);
  } else if (lode_http_conn_pending(conn) == 0) {
    lode_http_conn_continue(conn);
  }
}

void lode_http_conn_flush(http_conn *conn, const void *more, size_t n) {
  if (conn->closing || conn->output.size + n == 0) {
    return;
  }
  uv_buf_t bufs[2] = {
      uv_buf_init(conn->output.data, (unsigned)conn->output.size),
      uv_buf_init((char *)(uintptr_t)more, (unsigned)n)};
  unsigned first = conn->output.size == 0;
  int err = lode_stream_write(conn->stream, bufs + first,
                              (n > 0 ? 2 : 1) - first, true, conn_on_written);
  conn->output.size = 0;
  if (conn->output.capacity > CONN_HIGH_WATER) {
    lode_buf_deinit(&conn->output);
  }
  if (err < 0) {
    conn->broken = true;
    lode_http_server_ready(conn);
  }
}

static void conn_on_shutdown(uv_shutdown_t *req, int status) {
  (void)status;
  lode_stream *stream = req->handle->data;
  http_conn *conn = stream->data;
  stream->shutting = false;
  if (conn != NULL && !conn->closing) {
    conn_close(conn, 0);
  } else if (conn != NULL) {
    lode_stream_close(stream);
  }
}

// Says goodbye: what is queued still goes out, then the connection closes.
static void conn_end(http_conn *conn) {
  lode_stream *stream = conn->stream;
  if (stream->shutting) {
    return;
  }
  lode_http_conn_read(conn, false);
  lode_http_server_idle(conn, false);
  stream->shutting = true;
  if (uv_shutdown(&stream->shutdown, &stream->uv.stream, conn_on_shutdown) <
      0) {
    stream->shutting = false;
    conn_close(conn, 0);
  }
}

// Nothing is being parsed: on to the goodbye, the next request, or waiting.
static void conn_rest_state(http_conn *conn) {
  if (conn->response_open) {
    return;
  }
  if (conn->last) {
    conn_end(conn);
    return;
  }
  if (conn->input.size > 0 && !conn->paused) {
    lode_http_server_ready(conn);
    return;
  }
  lode_http_conn_read(conn, !conn->paused);
  if (!conn->request_open && !lode_http_parser_in_message(&conn->parser)) {
    lode_http_server_idle(conn, true);
  }
}

void lode_http_conn_finish(http_conn *conn, bool last) {
  conn->response_open = false;
  conn->last = conn->last || last;
  if (conn->running || conn->closing) {
    return;
  }
  lode_http_conn_flush(conn, NULL, 0);
  if (conn->want_drain) {
    lode_http_server_ready(conn);
  } else {
    conn_rest_state(conn);
  }
}

// From the loop: sends what there is and tells what is to be told. The
// connection may be gone afterwards.
static void conn_settle(http_conn *conn) {
  lode_http_conn_flush(conn, NULL, 0);
  if (conn->broken) {
    conn_close(conn, UV_EPIPE);
    return;
  }
  if (conn->want_drain && lode_http_conn_pending(conn) == 0) {
    conn->want_drain = false;
    lode_env *env = conn->server->env;
    lode_value argv[1] = {lode_from_int(env, (int32_t)conn->slot)};
    conn->running = true;
    lode_http_emit(lode_http_state(env), HTTP_ON_DRAIN, argv, 1);
    conn->running = false;
    if (conn->released) {
      lode_http_conn_free(conn);
      return;
    }
    if (conn->closing) {
      return;
    }
    // What was written meanwhile goes out in the next turn.
    if (conn->output.size > 0 || conn->broken) {
      lode_http_server_ready(conn);
      return;
    }
  }
  conn_rest_state(conn);
}

// Reading

static lode_value conn_bytes(lode_env *env, const char *data, size_t n) {
  char *copy = lode_try_malloc(n ? n : 1);
  if (copy == NULL) {
    return env->undefined;
  }
  memcpy(copy, data, n);
  return lode_bytes_take(env, copy, n, NULL, NULL);
}

// Heads stay bytes until somebody reads the fields. Many share a block of
// memory, so that a request costs no allocation for its head.
static lode_value conn_head_bytes(http_state *state, const char *head,
                                  size_t n) {
  lode_env *env = state->env;
  state->info[HTTP_INFO_HEAD_SIZE] = (int32_t)n;
  state->info[HTTP_INFO_HEAD_AT] = 0;
  if (n > CONN_POOL / 4) {
    return conn_bytes(env, head, n);
  }
  if (state->pool_bytes == NULL || CONN_POOL - state->pool_used < n) {
    if (state->pool_bytes != NULL) {
      lode_unprotect(env, state->pool_bytes);
    }
    state->pool = lode_malloc(CONN_POOL);
    state->pool_used = 0;
    state->pool_bytes =
        lode_bytes_take(env, state->pool, CONN_POOL, NULL, NULL);
    lode_protect(env, state->pool_bytes);
  }
  memcpy(state->pool + state->pool_used, head, n);
  state->info[HTTP_INFO_HEAD_AT] = (int32_t)state->pool_used;
  state->pool_used += n;
  return state->pool_bytes;
}

// A target that others push out again and again gives way to them.
static lode_value conn_target(http_state *state, const char *text, size_t n) {
  lode_env *env = state->env;
  http_target *target = &state->targets[0];
  if (n == 0 || n > sizeof target->text) {
    return lode_string_latin1(env, text, n);
  }
  uint32_t hash = (uint32_t)n;
  for (size_t i = 0; i < n; i++) {
    hash = hash * 31 + (unsigned char)text[i];
  }
  target = &state->targets[(hash ^ hash >> 7) % HTTP_TARGETS];
  if (target->value != NULL && target->size == n &&
      memcmp(target->text, text, n) == 0) {
    target->misses = 0;
    return target->value;
  }
  lode_value value = lode_string_latin1(env, text, n);
  if (value != NULL && (target->value == NULL || ++target->misses > 16)) {
    if (target->value != NULL) {
      lode_unprotect(env, target->value);
    }
    lode_protect(env, value);
    target->value = value;
    target->misses = 0;
    target->size = (uint8_t)n;
    memcpy(target->text, text, n);
  }
  return value;
}

// Crossings: one entry, and what the handler asks for.
static void conn_on_head(http_conn *conn) {
  http_server *server = conn->server;
  lode_env *env = server->env;
  http_state *state = lode_http_state(env);
  const lode_http_head *head = &conn->parser.head;
  lode_http_server_idle(conn, false);
  if (conn->since == 0) {
    conn->since = uv_now(lode_uv(env));
  }
  lode_http_head_info(head, state->info);
  bool body = (state->info[LODE_HTTP_INFO_FLAGS] & LODE_HTTP_IS_BODY) != 0;
  conn->request_open = true;
  conn->response_open = true;
  conn->told = true;
  state->info[HTTP_INFO_SLOT] = (int32_t)conn->slot;
  lode_enter(env);
  lode_value argv[3] = {
      lode_from_int(env, (int32_t)server->id),
      conn_head_bytes(state, head->base, head->size),
      conn_target(state, head->base + head->target.at, head->target.size)};
  if (!body && !head->upgrade) {
    // The message ends with its head: JavaScript need not be told.
    size_t used;
    lode_http_event event = lode_http_parser_next(&conn->parser, "", 0, &used);
    if (event == LODE_HTTP_DONE) {
      conn->request_open = false;
      conn->since = 0;
    }
  }
  lode_http_emit(state, HTTP_ON_REQUEST, argv, 3);
  lode_leave(env);
}

static void conn_on_body(http_conn *conn) {
  lode_env *env = conn->server->env;
  lode_enter(env);
  lode_value argv[2] = {
      lode_from_int(env, (int32_t)conn->slot),
      conn_bytes(env, conn->parser.body, conn->parser.body_size)};
  lode_http_emit(lode_http_state(env), HTTP_ON_BODY, argv, 2);
  lode_leave(env);
}

static void conn_on_message_end(http_conn *conn, lode_value trailers) {
  lode_env *env = conn->server->env;
  conn->request_open = false;
  conn->since = 0;
  lode_value argv[2] = {lode_from_int(env, (int32_t)conn->slot),
                        trailers != NULL ? trailers : env->undefined};
  lode_http_emit(lode_http_state(env), HTTP_ON_END, argv, 2);
}

// The bytes so far are not HTTP. JavaScript takes the connection over and
// answers there, where everybody can see it.
static void conn_on_fail(http_conn *conn, const char *data, size_t size,
                         size_t used) {
  lode_env *env = conn->server->env;
  lode_enter(env);
  conn->told = true;
  lode_value argv[6] = {
      lode_from_int(env, (int32_t)conn->server->id),
      lode_from_int(env, (int32_t)conn->slot),
      lode_string(env,
                  lode_http_error_name((lode_http_error)conn->parser.error)),
      lode_string(env, conn->parser.reason),
      conn_bytes(env, data, size),
      lode_from_size(env, used),
  };
  conn->rest_size = 0;
  lode_http_emit(lode_http_state(env), HTTP_ON_FAIL, argv, 6);
  lode_leave(env);
  conn_close(conn, 0);
}

// Everything behind the request at hand has to wait.
static bool conn_must_wait(const http_conn *conn) {
  if (conn->request_open) {
    return conn->paused;
  }
  return conn->response_open || conn->last ||
         conn->stream->uv.stream.write_queue_size > CONN_HIGH_WATER;
}

static void conn_run(http_conn *conn, const char *data, size_t size) {
  const char *all = data;
  size_t all_size = size;
  lode_value trailers = NULL;
  while (!conn->closing && !conn->released && !conn_must_wait(conn)) {
    size_t used;
    lode_http_event event =
        lode_http_parser_next(&conn->parser, data, size, &used);
    data += used;
    size -= used;
    conn->rest = data;
    conn->rest_size = size;
    switch (event) {
      case LODE_HTTP_NEED_MORE:
        if ((conn->idle || conn->since == 0) &&
            lode_http_parser_in_message(&conn->parser)) {
          lode_http_server_idle(conn, false);
          conn->since = uv_now(lode_uv(conn->server->env));
        }
        return;
      case LODE_HTTP_HEAD:
        conn_on_head(conn);
        break;
      case LODE_HTTP_BODY:
        conn_on_body(conn);
        break;
      case LODE_HTTP_TRAILERS:
        trailers =
            lode_http_head_array(conn->server->env, &conn->parser.head, NULL);
        break;
      case LODE_HTTP_DONE:
        conn_on_message_end(conn, trailers);
        trailers = NULL;
        break;
      case LODE_HTTP_UPGRADED:
      case LODE_HTTP_FAILED:
        conn_on_fail(conn, all, all_size, (size_t)(data - all));
        return;
    }
  }
}

// Keeps what conn_run() has left; `data` may lie in the input itself.
static void conn_keep_rest(http_conn *conn) {
  const char *rest = conn->rest;
  size_t n = conn->rest_size;
  lode_buf *input = &conn->input;
  conn->rest = NULL;
  conn->rest_size = 0;
  if (input->size > 0) {
    memmove(input->data, rest, n);
    input->size = n;
  } else if (n > 0 && lode_buf_append(input, rest, n) < 0) {
    conn_close(conn, UV_ENOMEM);
  }
}

static void conn_on_pipelined(http_conn *conn) {
  lode_env *env = conn->server->env;
  lode_value argv[1] = {lode_from_int(env, (int32_t)conn->slot)};
  conn->running = true;
  conn->rest = conn->input.data;
  conn->rest_size = conn->input.size;
  lode_http_emit(lode_http_state(env), HTTP_ON_PIPELINED, argv, 1);
  conn->running = false;
  if (conn->released) {
    lode_http_conn_free(conn);
  } else if (!conn->closing) {
    conn_settle(conn);
  }
}

// Parses `data`, which may be the input's, as far as can be.
static void conn_feed(http_conn *conn, const char *data, size_t size) {
  conn->running = true;
  conn->rest = data;
  conn->rest_size = size;
  conn_run(conn, data, size);
  conn->running = false;
  if (conn->released || conn->stream == NULL) {
    // Nobody else has it any more.
    lode_http_conn_free(conn);
    return;
  }
  if (conn->closing) {
    return;
  }
  conn_keep_rest(conn);
  if (conn->input.size > 0 && conn->response_open && !conn->request_open) {
    conn_on_pipelined(conn);
    return;
  }
  if (conn->input.size > CONN_HIGH_WATER || conn->paused) {
    lode_http_conn_read(conn, false);
  }
  conn_settle(conn);
}

void lode_http_conn_continue(http_conn *conn) {
  if (conn->input.size > 0 && !conn->want_drain && !conn->broken &&
      !conn_must_wait(conn)) {
    conn_feed(conn, conn->input.data, conn->input.size);
  } else {
    conn_settle(conn);
  }
}

static void conn_on_end(http_conn *conn, int status) {
  lode_http_conn_read(conn, false);
  if (status == UV_EOF && lode_http_parser_in_message(&conn->parser)) {
    conn->running = true;
    lode_http_event event = lode_http_parser_finish(&conn->parser);
    if (event == LODE_HTTP_FAILED) {
      conn->rest_size = 0;
      conn_on_fail(conn, "", 0, 0);
    }
    conn->running = false;
    if (conn->released || conn->stream == NULL) {
      lode_http_conn_free(conn);
      return;
    }
  }
  if (status == UV_EOF && !conn->closing) {
    // What is on its way still goes out; a response that is open cannot.
    lode_stream *stream = conn->stream;
    lode_http_conn_flush(conn, NULL, 0);
    conn_part(conn, 0);
    stream->shutting = true;
    if (uv_shutdown(&stream->shutdown, &stream->uv.stream, conn_on_shutdown) <
        0) {
      stream->shutting = false;
      lode_stream_close(stream);
    }
  } else {
    conn_close(conn, status);
  }
}

static void conn_on_read(lode_stream *stream, ssize_t nread,
                         const uv_buf_t *buf) {
  http_conn *conn = stream->data;
  if (nread == 0 || conn->server->env->exiting) {
    return;
  }
  if (nread < 0) {
    conn_on_end(conn, (int)nread);
  } else if (conn->input.size > 0) {
    if (lode_buf_append(&conn->input, buf->base, (size_t)nread) < 0) {
      conn_close(conn, UV_ENOMEM);
    } else if (conn_must_wait(conn)) {
      if (conn->input.size > CONN_HIGH_WATER) {
        lode_http_conn_read(conn, false);
      }
    } else {
      conn_feed(conn, conn->input.data, conn->input.size);
    }
  } else {
    conn_feed(conn, buf->base, (size_t)nread);
  }
}
