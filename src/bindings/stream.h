// SPDX-License-Identifier: MIT
// What every libuv stream (TCP, pipe, terminal) shares. The only header that
// bindings take from each other.
//
// A stream brings its bytes to one reader: JavaScript, or a binding in C that
// stands on it (the HTTP server). A stream that C has accepted needs no
// JavaScript object; lode_stream_object() makes one when JavaScript is to take
// the stream over.
//
//   new ──open, accept, bind, connect──▶ live (pinned) ──close──▶ closing
//    │                                                             │ on_close
//    └──────────────── collected, or close ──────────────▶ closing ▶ freed
#ifndef LODE_BINDINGS_STREAM_H
#define LODE_BINDINGS_STREAM_H

#include <uv.h>

#include "engine/native.h"
#include "loop/wrap.h"

typedef struct lode_stream lode_stream;

// Who takes what a stream brings. Both run on the loop, outside any
// lode_enter(); after an entry into JavaScript re-read your state.
typedef struct lode_stream_reader {
  // Room for the next read, as libuv's uv_alloc_cb.
  void (*alloc)(lode_stream *stream, size_t suggested, uv_buf_t *buf);
  // As libuv's uv_read_cb: nread > 0 bytes, or a negative code (UV_EOF);
  // never 0, except to give `buf` back unused.
  void (*read)(lode_stream *stream, ssize_t nread, const uv_buf_t *buf);
} lode_stream_reader;

typedef enum lode_stream_kind {
  LODE_STREAM_TCP,
  LODE_STREAM_PIPE,
  LODE_STREAM_TTY
} lode_stream_kind;

struct lode_stream {
  lode_wrap wrap;         // env, JavaScript's object, pins
  lode_stream_kind kind;  // which member of `uv` is live
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
    uv_tty_t tty;
  } uv;                              // uv.handle.data points back here
  const lode_stream_reader *reader;  // JavaScript's unless set
  // Takes a listening stream's new connections instead of JavaScript: calls
  // lode_stream_accept(), or answers a negative status.
  void (*on_connection)(lode_stream *server, int status);
  // Called once libuv is done with a stream that C owns; then it is freed.
  void (*on_closed)(lode_stream *stream);
  void *data;              // of the C binding that stands on this stream
  lode_value owner;        // the JavaScript handle; hangs from wrap.object
  uint64_t bytes_read;     // taken from the system
  uint64_t bytes_written;  // accepted for writing
  lode_value user_buffer;  // protected; reads go there (useUserBuffer)
  uv_connect_t connect;    // one at a time
  uv_shutdown_t shutdown;  // one at a time
  bool pinned;             // live: the loop can call it
  bool connecting;         // `connect` is in use
  bool shutting;           // `shutdown` is in use
  bool tell_close;         // JavaScript waits for the close callback
};

// A new stream without a JavaScript object; libuv's handle is initialised
// (`ipc` for pipes; terminals come from tty.c). `flags` are uv_tcp_init_ex()'s.
LODE_NODISCARD int lode_stream_new(lode_env *env, lode_stream_kind kind,
                                   unsigned flags, lode_stream **out);
// The stream behind a native object; aborts on anything else.
lode_stream *lode_stream_get(lode_env *env, lode_value native);
// The native object, made at first call. In a lode_enter() scope.
lode_value lode_stream_object(lode_stream *stream);
// Says that the stream is live: it stays until it is closed.
void lode_stream_live(lode_stream *stream);
// Begins closing; idempotent.
void lode_stream_close(lode_stream *stream);

// Takes a pending connection of `server` as a new live stream of its kind.
LODE_NODISCARD int lode_stream_accept(lode_stream *server, lode_stream **out);
// Listens; connections go to on_connection, or to JavaScript.
LODE_NODISCARD int lode_stream_listen(lode_stream *stream, int backlog);
// What uv_tcp_connect() and uv_pipe_connect() are to call: tells JavaScript.
void lode_stream_on_connect(uv_connect_t *req, int status);

// Hands the reading over; NULL is JavaScript. Works while reading is on.
void lode_stream_set_reader(lode_stream *stream,
                            const lode_stream_reader *reader);
LODE_NODISCARD int lode_stream_read_start(lode_stream *stream);

typedef void (*lode_stream_written)(lode_stream *stream, int status);
// Writes: as much as the system takes at once, the rest later. 0: all is
// written and `done` will not be called. 1: `done` will be called, once; until
// then the bytes must stay, unless `copy` asked for a copy of the rest.
// Negative: failed, and nothing will be called. Changes `bufs`.
LODE_NODISCARD int lode_stream_write(lode_stream *stream, uv_buf_t *bufs,
                                     unsigned n, bool copy,
                                     lode_stream_written done);

// An address as [address, family, port]; the way getsockname answers.
lode_value lode_address_value(lode_env *env, const struct sockaddr *address);
// Parses a numeric address ("::1%lo" too): 0 or a negative code.
LODE_NODISCARD int lode_address_parse(const char *text, int port, int family,
                                      struct sockaddr_storage *out);

#endif
