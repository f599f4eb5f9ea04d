// SPDX-License-Identifier: MIT
// Streams: writing and the end of it. A write first tries the system at once;
// what that takes needs no request and no callback, and JavaScript learns of
// it from `info`. Text goes out straight from the JavaScript string where its
// bytes already are what the encoding asks for. The rest of a buffer that must
// wait stays where it is: JavaScript keeps the buffer until onWrite; the rest
// of a text is copied, because strings can move.
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bindings/stream_state.h"
#include "engine/bytes.h"
#include "engine/string.h"

// Texts up to this size are encoded on the stack.
#define WRITE_LOCAL 16384
// Buffers of one writev() that need no allocation.
#define WRITE_BUFS 32

// lib/internal/stream_handles.js numbers them so.
typedef enum write_encoding {
  WRITE_UTF8,
  WRITE_LATIN1,
  WRITE_UCS2
} write_encoding;

typedef struct stream_write {
  uv_write_t req;
  lode_stream_written done;
  lode_value send;  // protected handle object that travels along, or NULL
  char copy[];
} stream_write;

static size_t write_total(const uv_buf_t *bufs, unsigned n) {
  size_t total = 0;
  for (unsigned i = 0; i < n; i++) {
    total += bufs[i].len;
  }
  return total;
}

static void write_on_done(uv_write_t *req, int status) {
  stream_write *write = (stream_write *)(void *)req;
  lode_stream *stream = req->handle->data;
  lode_stream_written done = write->done;
  if (write->send != NULL) {
    lode_unprotect(stream->wrap.env, write->send);
  }
  free(write);
  if (done != NULL) {
    done(stream, status);
  }
}

// Queues what is left, with `send` along when it is not NULL.
static int write_queue(lode_stream *stream, uv_buf_t *bufs, unsigned n,
                       bool copy, lode_stream *send, lode_stream_written done) {
  size_t total = copy ? write_total(bufs, n) : 0;
  stream_write *write = lode_try_malloc(sizeof *write + total);
  if (write == NULL) {
    return UV_ENOMEM;
  }
  write->done = done;
  write->send = NULL;
  uv_buf_t one;
  if (copy) {
    char *to = write->copy;
    for (unsigned i = 0; i < n; i++) {
      memcpy(to, bufs[i].base, bufs[i].len);
      to += bufs[i].len;
    }
    one = uv_buf_init(write->copy, (unsigned)total);
    bufs = &one;
    n = 1;
  }
  uv_stream_t *uv = &stream->uv.stream;
  int err = send != NULL ? uv_write2(&write->req, uv, bufs, n, &send->uv.stream,
                                     write_on_done)
                         : uv_write(&write->req, uv, bufs, n, write_on_done);
  if (err < 0) {
    free(write);
    return err;
  }
  if (send != NULL && send->wrap.object != NULL) {
    write->send = send->wrap.object;
    lode_protect(stream->wrap.env, write->send);
  }
  lode_stream_live(stream);
  return 1;
}

// Drops `written` bytes from the front; the number of buffers gone.
static unsigned write_skip(uv_buf_t *bufs, unsigned n, size_t written) {
  unsigned i = 0;
  while (i < n && written >= bufs[i].len) {
    written -= bufs[i].len;
    i++;
  }
  if (i < n) {
    bufs[i].base += written;
    bufs[i].len -= written;
  }
  return i;
}

int lode_stream_write(lode_stream *stream, uv_buf_t *bufs, unsigned n,
                      bool copy, lode_stream_written done) {
  stream->bytes_written += write_total(bufs, n);
  int written = uv_try_write(&stream->uv.stream, bufs, n);
  if (written < 0 && written != UV_EAGAIN && written != UV_ENOSYS) {
    return written;
  }
  unsigned gone = write_skip(bufs, n, written > 0 ? (size_t)written : 0);
  if (gone == n) {
    return 0;
  }
  return write_queue(stream, bufs + gone, n - gone, copy, NULL, done);
}

static void write_js_done(lode_stream *stream, int status) {
  lode_value argv[1] = {lode_from_int(stream->wrap.env, status)};
  lode_stream_emit(stream, STREAM_ON_WRITE, argv, 1);
}

// Answers JavaScript: 0 or a code; `info` says how much and whether it goes on.
static lode_value write_js_answer(lode_stream *stream, size_t total, int err) {
  lode_env *env = stream->wrap.env;
  int32_t *info = lode_stream_state(env)->info;
  info[STREAM_BYTES_WRITTEN] = (int32_t)(total > INT32_MAX ? INT32_MAX : total);
  info[STREAM_WAS_ASYNC] = err > 0;
  return lode_from_int(env, err < 0 ? err : 0);
}

static lode_value write_js_bufs(lode_stream *stream, uv_buf_t *bufs, unsigned n,
                                bool copy, lode_value send) {
  size_t total = write_total(bufs, n);
  int err;
  if (lode_is_nullish(stream->wrap.env, send)) {
    err = lode_stream_write(stream, bufs, n, copy, write_js_done);
  } else {
    stream->bytes_written += total;
    lode_stream *handle = lode_stream_get(stream->wrap.env, send);
    err = write_queue(stream, bufs, n, copy, handle, write_js_done);
  }
  return write_js_answer(stream, total, err);
}

// (native, bytes, send)
LODE_NATIVE(write_js_buffer) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  lode_bytes bytes;
  lode_bytes_get(env, lode_arg(env, args, 1), &bytes);
  uv_buf_t buf = {(char *)bytes.data, bytes.size};
  return write_js_bufs(stream, &buf, 1, bytes.size <= LODE_BYTES_MAY_MOVE,
                       lode_arg(env, args, 2));
}

// The most bytes that the text can take.
static size_t write_text_most(const lode_chars *text, write_encoding encoding) {
  switch (encoding) {
    case WRITE_LATIN1:
      return text->length;
    case WRITE_UCS2:
      return text->length * 2;
    default:
      return text->length * (text->wide ? 3 : 2);
  }
}

// The text's own characters, when they are what the encoding asks for.
static bool write_text_as_is(const lode_chars *text, write_encoding encoding) {
  if (text->wide) {
    return encoding == WRITE_UCS2;
  }
  return encoding == WRITE_LATIN1 ||
         (encoding == WRITE_UTF8 &&
          lode_ascii_prefix(text->data, text->length) == text->length);
}

static size_t write_text_encode(const lode_chars *text, write_encoding encoding,
                                uint8_t *to, size_t room) {
  size_t used;
  if (encoding == WRITE_UCS2) {
    if (text->wide) {
      memcpy(to, text->data, text->length * 2);
    } else {
      const uint8_t *from = text->data;
      for (size_t i = 0; i < text->length; i++) {
        to[2 * i] = from[i];
        to[2 * i + 1] = 0;
      }
    }
    return text->length * 2;
  }
  if (encoding == WRITE_LATIN1) {
    if (text->wide) {
      lode_utf16_narrow(text->data, text->length, to);
    } else {
      memcpy(to, text->data, text->length);
    }
    return text->length;
  }
  return text->wide
             ? lode_utf16_to_utf8(text->data, text->length, to, room, &used)
             : lode_latin1_to_utf8(text->data, text->length, to, room, &used);
}

// (native, string, encoding, send)
LODE_NATIVE(write_js_string) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  write_encoding encoding =
      (write_encoding)lode_to_int(env, lode_arg(env, args, 2));
  lode_value send = lode_arg(env, args, 3);
  lode_chars text;
  lode_chars_open(env, lode_arg(env, args, 1), &text);
  uint8_t local[WRITE_LOCAL];
  uint8_t *heap = NULL;
  lode_value result;
  uv_buf_t buf;
  if (write_text_as_is(&text, encoding)) {
    buf.base = (char *)(uintptr_t)text.data;
    buf.len = text.length << (text.wide ? 1 : 0);
  } else {
    size_t most = write_text_most(&text, encoding);
    if (most > sizeof local) {
      heap = lode_try_malloc(most);
      if (heap == NULL) {
        result = write_js_answer(stream, 0, UV_ENOMEM);
        goto done;
      }
    }
    buf.base = (char *)(heap != NULL ? heap : local);
    buf.len = write_text_encode(&text, encoding, (uint8_t *)buf.base, most);
  }
  result = write_js_bufs(stream, &buf, 1, true, send);
done:
  free(heap);
  lode_chars_close(&text);
  return result;
}

static lode_value write_item(lode_env *env, lode_value list, size_t i) {
  return JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                                    NULL);
}

// Encodes text, encoding, text, encoding, … (a Uint8Array may stand for a
// text) behind one another.
static int write_gather(lode_env *env, lode_value list, size_t n, uint8_t **out,
                        size_t *out_size) {
  size_t size = 0, room = 0;
  uint8_t *all = NULL;
  for (size_t i = 0; i < n; i += 2) {
    lode_value item = write_item(env, list, i);
    bool is_text = lode_is_string(env, item);
    lode_chars text = {0};
    lode_bytes bytes = {0};
    write_encoding encoding = WRITE_UTF8;
    if (is_text) {
      encoding = (write_encoding)lode_to_int(env, write_item(env, list, i + 1));
      lode_chars_open(env, item, &text);
    } else {
      lode_bytes_get(env, item, &bytes);
    }
    size_t most = is_text ? write_text_most(&text, encoding) : bytes.size;
    if (size + most > room) {
      room = (size + most) * 2;
      uint8_t *more = lode_try_realloc(all, room);
      if (more == NULL) {
        free(all);
        lode_chars_close(&text);
        return UV_ENOMEM;
      }
      all = more;
    }
    if (is_text) {
      size += write_text_encode(&text, encoding, all + size, room - size);
      lode_chars_close(&text);
    } else if (bytes.size > 0) {
      memcpy(all + size, bytes.data, bytes.size);
      size += bytes.size;
    }
  }
  *out = all;
  *out_size = size;
  return 0;
}

// (native, list, count): a list of `count` buffers.
LODE_NATIVE(write_js_buffers) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  lode_value list = lode_arg(env, args, 1);
  unsigned n = lode_to_uint32(env, lode_arg(env, args, 2));
  uv_buf_t local[WRITE_BUFS];
  uv_buf_t *bufs = local;
  if (n > WRITE_BUFS) {
    bufs = lode_try_malloc(n * sizeof *bufs);
    if (bufs == NULL) {
      return write_js_answer(stream, 0, UV_ENOMEM);
    }
  }
  bool copy = false;
  for (unsigned i = 0; i < n; i++) {
    lode_bytes bytes;
    lode_bytes_get(env, write_item(env, list, i), &bytes);
    bufs[i] = uv_buf_init((char *)bytes.data, (unsigned)bytes.size);
    copy = copy || bytes.size <= LODE_BYTES_MAY_MOVE;
  }
  lode_value result = write_js_bufs(stream, bufs, n, copy, env->undefined);
  if (bufs != local) {
    free(bufs);
  }
  return result;
}

// (native, list, count): text and encoding by turns, `count` elements.
LODE_NATIVE(write_js_mixed) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  size_t n = lode_to_uint32(env, lode_arg(env, args, 2));
  uint8_t *all;
  size_t size;
  int err = write_gather(env, lode_arg(env, args, 1), n, &all, &size);
  if (err < 0) {
    return write_js_answer(stream, 0, err);
  }
  uv_buf_t buf = {(char *)all, size};
  lode_value result = write_js_bufs(stream, &buf, 1, true, env->undefined);
  free(all);
  return result;
}

LODE_NATIVE(write_js_queue_size) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_size(env,
                        uv_stream_get_write_queue_size(&stream->uv.stream));
}

static void write_on_shutdown(uv_shutdown_t *req, int status) {
  lode_stream *stream = req->handle->data;
  lode_value argv[1] = {lode_from_int(stream->wrap.env, status)};
  stream->shutting = false;
  lode_stream_emit(stream, STREAM_ON_SHUTDOWN, argv, 1);
}

// With nothing left to write there is nothing to wait for: 1 when the writing
// side is closed, UV_EAGAIN when libuv has to do it. Saves four epoll_ctl()
// calls and two entries into JavaScript a connection.
static int write_shutdown_now(lode_stream *stream) {
  uv_stream_t *uv = &stream->uv.stream;
  int fd;
  if (stream->kind == LODE_STREAM_TTY || stream->connecting ||
      uv_stream_get_write_queue_size(uv) > 0 || !uv_is_writable(uv) ||
      uv_fileno(&stream->uv.handle, &fd) < 0) {
    return UV_EAGAIN;
  }
  return shutdown(fd, SHUT_WR) == 0 ? 1 : UV_EAGAIN;
}

// (stream, later) -> 0: onShutdown will come; 1: done, but with `later`.
LODE_NATIVE(write_js_shutdown) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  if (stream->shutting) {
    return lode_from_int(env, UV_EALREADY);
  }
  if (!lode_is_true(env, lode_arg(env, args, 1)) &&
      write_shutdown_now(stream) == 1) {
    return lode_from_int(env, 1);
  }
  int err =
      uv_shutdown(&stream->shutdown, &stream->uv.stream, write_on_shutdown);
  stream->shutting = err == 0;
  return lode_from_int(env, err);
}

static const lode_fn write_functions[] = {
    LODE_FN("shutdown", write_js_shutdown, 2),
    LODE_FN("writeBuffer", write_js_buffer, 3),
    LODE_FN("writeBuffers", write_js_buffers, 3),
    LODE_FN("writeMixed", write_js_mixed, 3),
    LODE_FN("writeQueueSize", write_js_queue_size, 1),
    LODE_FN("writeString", write_js_string, 4),
};

void lode_stream_bind_writes(lode_env *env, lode_value object) {
  lode_define_functions(env, object, write_functions,
                        LODE_COUNT_OF(write_functions));
}
