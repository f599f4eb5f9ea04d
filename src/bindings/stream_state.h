// SPDX-License-Identifier: MIT
// What stream.c, stream_write.c and the makers of streams (tcp.c, pipe.c,
// tty.c) share among themselves; others take stream.h.
#ifndef LODE_BINDINGS_STREAM_STATE_H
#define LODE_BINDINGS_STREAM_STATE_H

#include "bindings/stream.h"

// `info`, shared with lib/internal/stream_handles.js.
enum {
  STREAM_READ_RESULT,    // bytes read, or a negative code
  STREAM_READ_OFFSET,    // where in the ArrayBuffer they begin
  STREAM_BYTES_WRITTEN,  // of the last write
  STREAM_WAS_ASYNC,      // the last write goes on: onWrite will come
  STREAM_INFO
};

// The functions that hear of events, in the order of setup(). Each gets the
// JavaScript handle first.
typedef enum stream_event {
  STREAM_ON_READ,        // buffer, [pending native, its kind]
  STREAM_ON_WRITE,       // status
  STREAM_ON_SHUTDOWN,    // status
  STREAM_ON_CONNECT,     // status, readable, writable
  STREAM_ON_CONNECTION,  // status, native
  STREAM_ON_CLOSE,
  STREAM_EVENTS
} stream_event;

typedef struct stream_state {
  int32_t info[STREAM_INFO];         // shared with JavaScript
  lode_value events[STREAM_EVENTS];  // protected
  char *block;                       // the next read goes here; owned or NULL
  char *pool;                        // owned by pool_buffer
  size_t pool_used;
  lode_value pool_buffer;  // protected; NULL before the first read
} stream_state;

extern const lode_stream_reader lode_stream_js_reader;

// Made at first use.
stream_state *lode_stream_state(lode_env *env);
void lode_stream_emit(lode_stream *stream, stream_event event,
                      const lode_value *more, size_t n);
// A stream whose libuv handle the caller initialises, then lists.
lode_stream *lode_stream_alloc(lode_stream_kind kind);
void lode_stream_list(lode_env *env, lode_stream *stream);
// libuv's close callback of every stream.
void lode_stream_on_close(uv_handle_t *handle);
void lode_stream_bind_writes(lode_env *env, lode_value object);

#endif
