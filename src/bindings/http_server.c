// SPDX-License-Identifier: MIT
// HTTP servers whose connections live in C: accepting, the end of idle
// connections, and what JavaScript (lib/internal/http_connection.js) calls.
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bindings/bindings.h"
#include "bindings/http_conn.h"
#include "bindings/http_head.h"
#include "engine/bytes.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"

// A body at least this big goes to the system from where it lies.
#define SERVER_BIG_BODY 16384

// Encodings of JavaScript's text.
enum { SERVER_UTF8, SERVER_LATIN1 };

static void server_state_free(void *data) {
  http_state *state = data;
  free(state->block);
  free(state->slots);
  free(state->free_slots);
  free(state->servers);
  free(state);
}

http_state *lode_http_state(lode_env *env) {
  http_state *state = env->binding[LODE_BINDING_http_server];
  if (state == NULL) {
    state = lode_malloc(sizeof *state);
    state->env = env;
    env->binding[LODE_BINDING_http_server] = state;
    lode_at_exit(env, server_state_free, state);
  }
  return state;
}

lode_value lode_http_emit(http_state *state, http_event event,
                          const lode_value *argv, size_t argc) {
  lode_value fn = state->events[event];
  return fn == NULL ? NULL : lode_callback(state->env, fn, NULL, argv, argc);
}

// What has to wait for the loop

static void server_on_idle_closed(uv_handle_t *handle) {
  free(handle);
}

// One connection a turn; the handle goes when none is left.
static void server_on_idle(uv_idle_t *handle) {
  http_state *state = handle->data;
  http_conn *conn = state->ready;
  if (conn == NULL) {
    state->idle = NULL;
    uv_close((uv_handle_t *)handle, server_on_idle_closed);
    return;
  }
  state->ready = conn->ready_next;
  conn->ready = false;
  lode_http_conn_continue(conn);
}

void lode_http_server_ready(http_conn *conn) {
  http_state *state = lode_http_state(conn->server->env);
  if (conn->ready) {
    return;
  }
  if (state->idle == NULL) {
    state->idle = lode_malloc(sizeof *state->idle);
    uv_idle_init(lode_uv(state->env), state->idle);
    state->idle->data = state;
    uv_idle_start(state->idle, server_on_idle);
  }
  conn->ready = true;
  conn->ready_next = NULL;
  http_conn **at = &state->ready;
  while (*at != NULL) {
    at = &(*at)->ready_next;
  }
  *at = conn;
}

// Idle connections

static void server_on_timer(uv_timer_t *timer);

static void server_arm(http_server *server) {
  http_conn *first = server->idle_first;
  if (server->timer_armed || first == NULL || server->keep_alive == 0 ||
      server->timer_closing) {
    return;
  }
  uint64_t now = uv_now(lode_uv(server->env));
  uint64_t end = first->since + server->keep_alive;
  server->timer_armed = true;
  uv_timer_start(&server->timer, server_on_timer, end > now ? end - now : 0, 0);
}

static void server_on_timer(uv_timer_t *timer) {
  http_server *server = timer->data;
  uint64_t now = uv_now(lode_uv(server->env));
  server->timer_armed = false;
  while (server->idle_first != NULL && server->keep_alive > 0 &&
         server->idle_first->since + server->keep_alive <= now) {
    lode_http_conn_close(server->idle_first);
  }
  server_arm(server);
}

void lode_http_server_idle(http_conn *conn, bool idle) {
  http_server *server = conn->server;
  if (conn->idle == idle) {
    return;
  }
  conn->idle = idle;
  if (idle) {
    conn->since = uv_now(lode_uv(server->env));
    conn->idle_prev = server->idle_last;
    conn->idle_next = NULL;
    if (server->idle_last != NULL) {
      server->idle_last->idle_next = conn;
    } else {
      server->idle_first = conn;
    }
    server->idle_last = conn;
    server_arm(server);
    return;
  }
  conn->since = 0;
  if (conn->idle_prev != NULL) {
    conn->idle_prev->idle_next = conn->idle_next;
  } else {
    server->idle_first = conn->idle_next;
  }
  if (conn->idle_next != NULL) {
    conn->idle_next->idle_prev = conn->idle_prev;
  } else {
    server->idle_last = conn->idle_prev;
  }
  conn->idle_prev = conn->idle_next = NULL;
}

// The life of a server

static void server_on_timer_closed(uv_handle_t *handle) {
  free(handle->data);
}

static void server_end(http_server *server) {
  if (server->listener == NULL && server->conn_count == 0 &&
      !server->timer_closing) {
    server->timer_closing = true;
    http_state *state = lode_http_state(server->env);
    state->servers[server->id] = NULL;
    uv_close((uv_handle_t *)&server->timer, server_on_timer_closed);
    lode_value id = lode_from_int(server->env, (int32_t)server->id);
    lode_http_emit(state, HTTP_ON_GONE, &id, 1);
  }
}

void lode_http_server_left(http_conn *conn) {
  http_server *server = conn->server;
  server->conn_count--;
  server_end(server);
}

static void server_on_listener_closed(lode_stream *stream) {
  http_server *server = stream->data;
  stream->data = NULL;
  server->listener = NULL;
  server_end(server);
}

static void server_on_connection(lode_stream *listener, int status) {
  http_server *server = listener->data;
  lode_env *env = server->env;
  http_state *state = lode_http_state(env);
  lode_stream *stream = NULL;
  if (status == 0) {
    status = lode_stream_accept(listener, &stream);
  }
  if (status == UV_EAGAIN) {
    return;  // it went away, or another process took it
  }
  lode_value id = lode_from_int(env, (int32_t)server->id);
  if (stream != NULL) {
    lode_value fast = lode_http_emit(state, HTTP_ON_ACCEPT, &id, 1);
    if (fast == env->yes) {
      if (server->no_delay && stream->kind == LODE_STREAM_TCP) {
        // Fails only for a connection that is gone already.
        (void)uv_tcp_nodelay(&stream->uv.tcp, 1);
      }
      (void)lode_http_conn_new(server, stream);
      return;
    }
  }
  lode_enter(env);
  lode_value argv[3] = {
      id, lode_from_int(env, status),
      stream != NULL ? lode_stream_object(stream) : env->undefined};
  lode_http_emit(state, HTTP_ON_STREAM, argv, 3);
  lode_leave(env);
}

// What JavaScript calls

static http_conn *server_conn(lode_env *env, const lode_args *args) {
  http_state *state = lode_http_state(env);
  uint32_t slot = lode_to_uint32(env, lode_arg(env, args, 0));
  LODE_CHECK(slot < state->slot_count && state->slots[slot] != NULL);
  return state->slots[slot];
}

// (onAccept, onStream, onRequest, ...): the order of http_event.
LODE_NATIVE(server_js_setup) {
  http_state *state = lode_http_state(env);
  for (size_t i = 0; i < HTTP_EVENTS; i++) {
    state->events[i] = lode_arg(env, args, i);
    lode_protect(env, state->events[i]);
  }
  return env->undefined;
}

// (listening native) -> the server's number. It ends by itself when the
// listener and its connections have.
LODE_NATIVE(server_js_attach) {
  http_state *state = lode_http_state(env);
  lode_stream *listener = lode_stream_get(env, lode_arg(env, args, 0));
  if (state->server_count == state->server_room) {
    state->server_room = state->server_room ? state->server_room * 2 : 8;
    state->servers =
        realloc(state->servers, state->server_room * sizeof *state->servers);
    LODE_CHECK(state->servers != NULL);
  }
  http_server *server = lode_malloc(sizeof *server);
  server->env = env;
  server->id = state->server_count++;
  state->servers[server->id] = server;
  server->listener = listener;
  uv_timer_init(lode_uv(env), &server->timer);
  uv_unref((uv_handle_t *)&server->timer);
  server->timer.data = server;
  listener->data = server;
  listener->on_connection = server_on_connection;
  listener->on_closed = server_on_listener_closed;
  return lode_from_int(env, (int32_t)server->id);
}

// NULL for one that has ended.
static http_server *server_arg(lode_env *env, const lode_args *args) {
  http_state *state = lode_http_state(env);
  uint32_t id = lode_to_uint32(env, lode_arg(env, args, 0));
  LODE_CHECK(id < state->server_count);
  return state->servers[id];
}

// (server, max head, lenient, keep-alive ms, no delay)
LODE_NATIVE(server_js_configure) {
  http_server *server = server_arg(env, args);
  if (server == NULL) {
    return env->undefined;
  }
  server->max_head = lode_to_uint32(env, lode_arg(env, args, 1));
  server->lenient = (uint16_t)lode_to_uint32(env, lode_arg(env, args, 2));
  server->keep_alive = lode_to_uint32(env, lode_arg(env, args, 3));
  server->no_delay = lode_arg(env, args, 4) == env->yes;
  server_arm(server);
  return env->undefined;
}

static bool server_text_fits(const lode_chars *text, int encoding) {
  return !text->wide &&
         (encoding == SERVER_LATIN1 ||
          lode_ascii_prefix(text->data, text->length) == text->length);
}

// Appends text in its encoding.
static int server_append_text(http_conn *conn, const lode_chars *text,
                              int encoding) {
  if (server_text_fits(text, encoding)) {
    return lode_http_conn_append(conn, text->data, text->length);
  }
  size_t most = text->length * (text->wide ? 3 : 2);
  int err = lode_buf_reserve(&conn->output, most);
  if (err < 0) {
    return err;
  }
  uint8_t *to = (uint8_t *)conn->output.data + conn->output.size;
  size_t used;
  if (encoding == SERVER_LATIN1) {
    lode_utf16_narrow(text->data, text->length, to);
    conn->output.size += text->length;
  } else {
    conn->output.size +=
        text->wide
            ? lode_utf16_to_utf8(text->data, text->length, to, most, &used)
            : lode_latin1_to_utf8(text->data, text->length, to, most, &used);
  }
  return 0;
}

// Appends a text or bytes; big bytes may go out at once when `now`.
static int server_append(http_conn *conn, lode_value data, int encoding,
                         bool now) {
  lode_env *env = conn->server->env;
  if (lode_is_string(env, data)) {
    lode_chars text;
    lode_chars_open(env, data, &text);
    int err = server_append_text(conn, &text, encoding);
    lode_chars_close(&text);
    return err;
  }
  lode_bytes bytes;
  if (!lode_bytes_get(env, data, &bytes)) {
    return 0;
  }
  if (now && bytes.size >= SERVER_BIG_BODY) {
    lode_http_conn_flush(conn, bytes.data, bytes.size);
    return 0;
  }
  return lode_http_conn_append(conn, bytes.data, bytes.size);
}

// JavaScript that sees 0 needs no telling.
static lode_value server_pending(http_conn *conn) {
  size_t pending = conn->closing ? 0 : lode_http_conn_pending(conn);
  conn->want_drain = conn->want_drain && pending > 0;
  return lode_from_size(conn->server->env, pending);
}

// (slot, data, encoding, flush) -> bytes that wait, or a negative code
LODE_NATIVE(server_js_write) {
  http_conn *conn = server_conn(env, args);
  bool flush = lode_arg(env, args, 3) == env->yes && !conn->running;
  int err = server_append(conn, lode_arg(env, args, 1),
                          lode_to_int(env, lode_arg(env, args, 2)), flush);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  if (flush) {
    lode_http_conn_flush(conn, NULL, 0);
  }
  return server_pending(conn);
}

LODE_NATIVE(server_js_flush) {
  http_conn *conn = server_conn(env, args);
  lode_http_conn_flush(conn, NULL, 0);
  return server_pending(conn);
}

// (slot, last): the response is through.
LODE_NATIVE(server_js_finish) {
  lode_http_conn_finish(server_conn(env, args),
                        lode_arg(env, args, 1) == env->yes);
  return env->undefined;
}

// Appends text that is Latin-1, as heads are.
static int server_append_head(http_conn *conn, lode_value part) {
  lode_chars text;
  lode_chars_open(conn->server->env, part, &text);
  int err = server_append_text(conn, &text, SERVER_LATIN1);
  lode_chars_close(&text);
  return err;
}

// "Content-Length: n" and the empty line; only the latter for n < 0.
static int server_append_length(http_conn *conn, int64_t n) {
  static const char name[] = "Content-Length: ";
  char line[48];
  char *end = line + sizeof line;
  char *at = end;
  *--at = '\n';
  *--at = '\r';
  if (n >= 0) {
    *--at = '\n';
    *--at = '\r';
    do {
      *--at = (char)('0' + n % 10);
      n /= 10;
    } while (n > 0);
    at -= sizeof name - 1;
    memcpy(at, name, sizeof name - 1);
  }
  return lode_http_conn_append(conn, at, (size_t)(end - at));
}

// (slot, first line, fields, more fields, content length or -1, body or
// undefined, encoding, last) -> bytes that wait: a whole response. The head
// comes in parts because most of them are the same strings every time.
LODE_NATIVE(server_js_respond) {
  http_conn *conn = server_conn(env, args);
  int err = 0;
  for (size_t i = 1; i <= 3 && err == 0; i++) {
    err = server_append_head(conn, lode_arg(env, args, i));
  }
  if (err == 0) {
    err =
        server_append_length(conn, lode_to_int64(env, lode_arg(env, args, 4)));
  }
  if (err == 0 && lode_arg(env, args, 5) != env->undefined) {
    err = server_append(conn, lode_arg(env, args, 5),
                        lode_to_int(env, lode_arg(env, args, 6)), true);
  }
  if (err < 0) {
    lode_http_conn_close(conn);
    return lode_from_int(env, err);
  }
  lode_http_conn_finish(conn, lode_arg(env, args, 7) == env->yes);
  return server_pending(conn);
}

// (slot): JavaScript will be told when the output is out.
LODE_NATIVE(server_js_want_drain) {
  server_conn(env, args)->want_drain = true;
  return env->undefined;
}

// (slot, on): whether the request's body is wanted now.
LODE_NATIVE(server_js_read) {
  http_conn *conn = server_conn(env, args);
  bool on = lode_arg(env, args, 1) == env->yes;
  conn->paused = !on;
  if (on && !conn->running) {
    if (conn->input.size > 0) {
      lode_http_server_ready(conn);
    }
    lode_http_conn_read(conn, true);
  }
  return env->undefined;
}

LODE_NATIVE(server_js_close) {
  lode_http_conn_close(server_conn(env, args));
  return env->undefined;
}

// (slot) -> [stream's native, parser's native, unseen bytes, unsent bytes,
// whether a message is open]
LODE_NATIVE(server_js_release) {
  http_conn *conn = server_conn(env, args);
  lode_stream *stream = conn->stream;
  const char *unseen = conn->running ? conn->rest : conn->input.data;
  size_t n = conn->running ? conn->rest_size : conn->input.size;
  lode_value values[5];
  for (int i = 0; i < 2; i++) {
    size_t size = i == 0 ? n : conn->output.size;
    values[2 + i] = env->undefined;
    if (size > 0) {
      char *copy = lode_malloc(size);
      memcpy(copy, i == 0 ? unseen : conn->output.data, size);
      values[2 + i] = lode_bytes_take(env, copy, size, NULL, NULL);
    }
  }
  values[0] = lode_stream_object(stream);
  values[1] = lode_http_parser_object(env, &conn->parser);
  values[4] = lode_from_bool(env, conn->request_open);
  bool running = conn->running;
  lode_http_conn_release(conn);
  if (!running) {
    lode_http_conn_free(conn);
  }
  return lode_array(env, values, 5);
}

static lode_value server_slots(lode_env *env, http_server *server,
                               bool (*test)(const http_conn *, const double *),
                               const double *limits) {
  lode_value list = lode_array(env, NULL, 0);
  unsigned n = 0;
  http_conn *conn = server == NULL ? NULL : server->conns;
  for (; conn != NULL; conn = conn->next) {
    if (test(conn, limits)) {
      JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), n++,
                                 lode_from_int(env, (int32_t)conn->slot), NULL);
    }
  }
  return list;
}

static bool server_conn_any(const http_conn *conn, const double *limits) {
  (void)conn, (void)limits;
  return true;
}

static bool server_conn_idle(const http_conn *conn, const double *limits) {
  (void)limits;
  return conn->idle && lode_http_conn_pending(conn) == 0;
}

// A message takes longer than it may: limits for the head and for all of it.
static bool server_conn_late(const http_conn *conn, const double *limits) {
  if (conn->since == 0 || conn->idle) {
    return false;
  }
  double age = (double)(uv_now(lode_uv(conn->server->env)) - conn->since);
  return (limits[1] > 0 && age >= limits[1]) ||
         (limits[0] > 0 && age >= limits[0] && !conn->request_open);
}

// (server) -> slots
LODE_NATIVE(server_js_all) {
  return server_slots(env, server_arg(env, args), server_conn_any, NULL);
}

LODE_NATIVE(server_js_idle) {
  return server_slots(env, server_arg(env, args), server_conn_idle, NULL);
}

// (server, headers timeout, request timeout) -> slots
LODE_NATIVE(server_js_late) {
  double limits[2] = {lode_to_double(env, lode_arg(env, args, 1)),
                      lode_to_double(env, lode_arg(env, args, 2))};
  return server_slots(env, server_arg(env, args), server_conn_late, limits);
}

// (bytes, at, size) of a head -> [name, value, ...]
LODE_NATIVE(server_js_fields) {
  lode_bytes bytes;
  lode_bytes_get(env, lode_arg(env, args, 0), &bytes);
  size_t at = lode_to_uint32(env, lode_arg(env, args, 1));
  size_t size = lode_to_uint32(env, lode_arg(env, args, 2));
  LODE_CHECK(at <= bytes.size && size <= bytes.size - at);
  lode_http_parser parser;
  lode_http_parser_init(&parser, LODE_HTTP_REQUEST, UINT32_MAX,
                        LODE_HTTP_LENIENT_ALL);
  size_t used;
  lode_value fields = NULL;
  if (lode_http_parser_next(&parser, (const char *)bytes.data + at, size,
                            &used) == LODE_HTTP_HEAD) {
    fields = lode_http_head_array(env, &parser.head, NULL);
  }
  lode_http_parser_deinit(&parser);
  return fields != NULL ? fields : lode_array(env, NULL, 0);
}

static const lode_fn server_functions[] = {
    LODE_FN("all", server_js_all, 1),
    LODE_FN("attach", server_js_attach, 2),
    LODE_FN("close", server_js_close, 1),
    LODE_FN("configure", server_js_configure, 5),
    LODE_FN("fields", server_js_fields, 3),
    LODE_FN("finish", server_js_finish, 2),
    LODE_FN("flush", server_js_flush, 1),
    LODE_FN("idle", server_js_idle, 1),
    LODE_FN("late", server_js_late, 3),
    LODE_FN("read", server_js_read, 2),
    LODE_FN("release", server_js_release, 1),
    LODE_FN("respond", server_js_respond, 8),
    LODE_FN("setup", server_js_setup, HTTP_EVENTS),
    LODE_FN("wantDrain", server_js_want_drain, 1),
    LODE_FN("write", server_js_write, 4),
};

void lode_http_server_bind(lode_env *env, lode_value object) {
  http_state *state = lode_http_state(env);
  lode_define_functions(env, object, server_functions,
                        LODE_COUNT_OF(server_functions));
  lode_define(env, object, "info",
              lode_shared_array(env, kJSTypedArrayTypeInt32Array, state->info,
                                sizeof state->info));
}
