// SPDX-License-Identifier: MIT
// Connections of an HTTP server that live in C: what http_server.c (accepting,
// timeouts, JavaScript's calls) and http_conn.c (reading, writing) share.
//
// JavaScript sees one entry per request (onRequest) and makes one call per
// simple response. A connection is known to it by its slot. At any time
// JavaScript can take one over (release): it gets the stream, the parser as it
// stands and the bytes nobody has seen yet, and the connection is forgotten
// here.
//
//   accept ─▶ IDLE ──head──▶ BUSY ──response finished, request read──▶ IDLE
//              │               │
//              │ timeout, EOF  ├──released──▶ (JavaScript's)
//              ▼               ▼ last response, EOF, error
//            CLOSING ──on_closed──▶ freed
#ifndef LODE_BINDINGS_HTTP_CONN_H
#define LODE_BINDINGS_HTTP_CONN_H

#include "base/buf.h"
#include "bindings/stream.h"
#include "http/parser.h"

typedef struct http_server http_server;

typedef struct http_conn {
  lode_stream *stream;
  http_server *server;
  lode_http_parser parser;
  lode_buf input;    // came while a request was being answered
  lode_buf output;   // not handed to the system yet
  const char *rest;  // while running: what the parser has not seen
  size_t rest_size;
  uint64_t since;  // loop time: idle since, or message begun; 0 is neither
  uint32_t slot;
  bool running;        // conn_run() is on the stack
  bool request_open;   // a head has come, its message not ended
  bool response_open;  // JavaScript has not finished the response
  bool last;           // close once the output is out
  bool paused;         // JavaScript wants no more of the body
  bool reading;
  bool want_drain;  // tell JavaScript when the output is out
  bool broken;      // a write failed: close from the loop
  bool ready;       // on the list of those to run on
  bool closing;
  bool released;
  bool idle;                                // on the server's idle list
  bool told;                                // JavaScript has an object for it
  struct http_conn *prev, *next;            // the server's connections
  struct http_conn *idle_prev, *idle_next;  // the server's idle ones, by age
  struct http_conn *ready_next;
} http_conn;

struct http_server {
  lode_env *env;
  lode_stream *listener;  // NULL once it is closed
  uint32_t id;            // JavaScript's number for it
  uint32_t conn_count;
  http_conn *conns;
  http_conn *idle_first, *idle_last;
  uv_timer_t timer;  // the first idle connection's end
  bool timer_armed;
  bool timer_closing;
  // Settings; JavaScript refreshes them when it is asked to accept.
  uint32_t max_head;
  uint32_t keep_alive;  // ms that an idle connection may last; 0 is for ever
  uint16_t lenient;
  bool no_delay;
};

// Numbers shared with JavaScript; the head's come first.
enum {
  HTTP_INFO_SLOT = 5,  // LODE_HTTP_INFO_HEAD
  HTTP_INFO_HEAD_AT,   // where the head begins in the bytes given with it
  HTTP_INFO_HEAD_SIZE,
  HTTP_INFO_COUNT
};

typedef enum http_event {
  HTTP_ON_ACCEPT,     // (server id) -> whether the connection may live here
  HTTP_ON_STREAM,     // (server id, native, kind): it may not
  HTTP_ON_REQUEST,    // (server id, bytes that hold the head, target)
  HTTP_ON_BODY,       // (slot, bytes)
  HTTP_ON_END,        // (slot, trailers or undefined)
  HTTP_ON_DRAIN,      // (slot)
  HTTP_ON_CLOSE,      // (server id, slot or -1, status)
  HTTP_ON_FAIL,       // (server id, slot or -1, code, reason, bytes, used)
  HTTP_ON_PIPELINED,  // (slot): a request waits behind an open response
  HTTP_ON_GONE,       // (server id): nothing will come from it any more
  HTTP_EVENTS
} http_event;

// A request target seen before. Most servers hear few of them often.
typedef struct http_target {
  lode_value value;  // protected; NULL is free
  uint8_t size;
  uint8_t misses;  // since it was last asked for
  char text[62];
} http_target;

#define HTTP_TARGETS 64

typedef struct http_state {
  lode_env *env;
  int32_t info[HTTP_INFO_COUNT];
  lode_value events[HTTP_EVENTS];  // protected
  char *block;                     // reads come here
  uint8_t *pool;                   // heads lie here; owned by pool_bytes
  size_t pool_used;
  lode_value pool_bytes;  // protected
  http_target targets[HTTP_TARGETS];
  http_conn **slots;
  uint32_t slot_count, slot_room;
  uint32_t *free_slots;
  uint32_t free_count;
  http_server **servers;  // by id; NULL for those that have ended
  uint32_t server_count, server_room;
  http_conn *ready;  // to be run on by the idle handle
  uv_idle_t *idle;   // NULL while nothing is ready
} http_state;

http_state *lode_http_state(lode_env *env);
// Calls JavaScript; anything may have happened afterwards.
lode_value lode_http_emit(http_state *state, http_event event,
                          const lode_value *argv, size_t argc);

// Takes the stream; NULL when memory is exhausted (the stream is closed then).
http_conn *lode_http_conn_new(http_server *server, lode_stream *stream);
// Runs on with what has come meanwhile.
void lode_http_conn_continue(http_conn *conn);
// Appends to the output.
LODE_NODISCARD int lode_http_conn_append(http_conn *conn, const void *bytes,
                                         size_t n);
// Hands the output to the system, `more` behind it without copying what the
// system takes at once. Calls nothing.
void lode_http_conn_flush(http_conn *conn, const void *more, size_t n);
// The response is through: sends it, and finds out what is next. Calls
// nothing: what has to be told waits for the loop.
void lode_http_conn_finish(http_conn *conn, bool last);
// Bytes that are not with the system yet.
size_t lode_http_conn_pending(const http_conn *conn);
void lode_http_conn_close(http_conn *conn);
// Parts the connection from its stream, which it leaves to the caller.
void lode_http_conn_release(http_conn *conn);
void lode_http_conn_read(http_conn *conn, bool on);
// Frees a released connection once nothing of it is on the stack.
void lode_http_conn_free(http_conn *conn);

void lode_http_server_idle(http_conn *conn, bool idle);
// A connection has left; frees a closed server with its last.
void lode_http_server_left(http_conn *conn);
// Has the connection run on from the loop.
void lode_http_server_ready(http_conn *conn);

#endif
