// SPDX-License-Identifier: MIT
// internalBinding('zlib'): streams, which take a chunk and fill a buffer of
// JavaScript's at a time; whole buffers, from the first byte to the last in
// one crossing (and one trip to the pool); checksums. lib/internal/zlib/ is
// the only user. See docs/internals/zlib.md.
#include <stdlib.h>
#include <string.h>
#include <uv.h>
#include <zlib.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/zlib/codec.h"
#include "engine/bytes.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"

typedef struct zlib_state {
  lode_codec_numbers numbers;  // shared: how the next codec is to be
  double left[2];              // shared: input and room after writeSync()
  lode_codec_store store;
  lode_value written;   // (id, input left, room left, failure); protected
  lode_value finished;  // (id, value, input was left); protected
} zlib_state;

typedef struct zlib_stream {
  lode_wrap wrap;
  lode_codec *codec;  // NULL once closed
  uv_work_t work;     // .data points back here
  int flush;
  double id;      // whose chunk is under way
  bool busy;      // it is in the pool
  bool unwanted;  // to be closed when it is back
} zlib_stream;

// A whole buffer.
typedef struct zlib_job {
  uv_work_t work;  // of a pooled one; .data points back here
  lode_env *env;
  lode_codec *codec;
  int flush;       // for all of the input
  size_t maximum;  // more output is too much
  uint8_t *out;    // owned
  size_t size;     // bytes in it
  bool too_large, exhausted;
  bool garbage;  // input was left behind the end
  double id;
} zlib_job;

static zlib_state *zlib_state_of(lode_env *env) {
  return env->binding[LODE_BINDING_zlib];
}

// By the shared numbers. NULL when the library refuses.
static lode_codec *zlib_open_codec(lode_env *env, lode_value dictionary) {
  zlib_state *state = zlib_state_of(env);
  lode_codec_config config = {.store = &state->store,
                              .numbers = &state->numbers};
  lode_bytes bytes;
  if (!lode_is_undefined(env, dictionary)) {
    LODE_CHECK(lode_bytes_get(env, dictionary, &bytes));
    config.dictionary = bytes.data;
    config.dictionary_size = bytes.size;
  }
  LODE_CHECK(state->numbers.params <= LODE_CODEC_PARAMS_MAX);
  int mode = (int)state->numbers.mode;
  return mode < LODE_CODEC_BROTLI_DECODE    ? lode_codec_deflate(&config)
         : mode <= LODE_CODEC_BROTLI_ENCODE ? lode_codec_brotli(&config)
                                            : lode_codec_zstd(&config);
}

// What the pool uses may neither move nor be detached: see fs_take_bytes().
static void zlib_bytes(lode_env *env, lode_value value, bool pooled,
                       lode_bytes *out) {
  if (pooled) {
    JSObjectGetTypedArrayBytesPtr(env->ctx, lode_as_object(value), NULL);
  }
  LODE_CHECK(lode_bytes_get(env, value, out));
}

// [message, number, code]; undefined when all went well.
static lode_value zlib_failure(lode_env *env, const lode_codec *codec) {
  const lode_codec_failure *failure = &codec->failure;
  if (failure->message == NULL) {
    return env->undefined;
  }
  lode_value values[3] = {lode_string(env, failure->message),
                          lode_from_int(env, failure->number),
                          lode_string(env, failure->code)};
  return lode_array(env, values, 3);
}

static void zlib_run(lode_codec *codec, int flush) {
  codec->failure = (lode_codec_failure){NULL, NULL, 0};
  codec->ops->run(codec, flush);
}

// --- Streams ---------------------------------------------------------------

static void zlib_stream_close(lode_wrap *wrap) {
  zlib_stream *s = (zlib_stream *)wrap;
  if (s->busy) {
    s->unwanted = true;
    return;
  }
  if (s->codec != NULL) {
    s->codec->ops->free(s->codec);
    s->codec = NULL;
    lode_wrap_closed(wrap);
  }
}

static void zlib_stream_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops zlib_stream_ops = {"Zlib", zlib_stream_close,
                                              zlib_stream_free};

static zlib_stream *zlib_stream_of(lode_env *env, const lode_args *args) {
  zlib_stream *s = (zlib_stream *)lode_wrap_get(env, lode_arg(env, args, 0),
                                                &zlib_stream_ops);
  LODE_CHECK(s->codec != NULL && !s->busy);
  return s;
}

// (dictionary) -> a stream; undefined when the library refuses.
LODE_NATIVE(zlib_js_open) {
  lode_codec *codec = zlib_open_codec(env, lode_arg(env, args, 0));
  if (codec == NULL) {
    return env->undefined;
  }
  zlib_stream *s = lode_malloc(sizeof *s);
  s->codec = codec;
  s->work.data = s;
  lode_report_memory(env, codec->memory);
  return lode_wrap_make(env, &s->wrap, &zlib_stream_ops);
}

LODE_NATIVE(zlib_js_close) {
  zlib_stream_close(
      lode_wrap_get(env, lode_arg(env, args, 0), &zlib_stream_ops));
  return env->undefined;
}

// (stream) -> whether it worked.
LODE_NATIVE(zlib_js_reset) {
  lode_codec *codec = zlib_stream_of(env, args)->codec;
  return lode_from_bool(env, codec->ops->reset(codec));
}

// (stream, level, strategy) -> whether it worked.
LODE_NATIVE(zlib_js_params) {
  return lode_from_bool(
      env, lode_codec_deflate_params(zlib_stream_of(env, args)->codec,
                                     lode_to_int(env, lode_arg(env, args, 1)),
                                     lode_to_int(env, lode_arg(env, args, 2))));
}

static size_t zlib_size(lode_env *env, lode_value value) {
  int64_t size = lode_to_int64(env, value);
  LODE_CHECK(size >= 0);
  return (size_t)size;
}

// The arguments of both writes: (stream, flush, input, offset, length, output,
// offset, ...).
static zlib_stream *zlib_begin_write(lode_env *env, const lode_args *args,
                                     bool pooled) {
  zlib_stream *s = zlib_stream_of(env, args);
  lode_codec *codec = s->codec;
  s->flush = lode_to_int(env, lode_arg(env, args, 1));
  codec->in = NULL;
  codec->in_size = zlib_size(env, lode_arg(env, args, 4));
  lode_bytes bytes;
  if (codec->in_size > 0) {
    size_t offset = zlib_size(env, lode_arg(env, args, 3));
    zlib_bytes(env, lode_arg(env, args, 2), pooled, &bytes);
    LODE_CHECK(offset <= bytes.size && codec->in_size <= bytes.size - offset);
    codec->in = bytes.data + offset;
  }
  size_t offset = zlib_size(env, lode_arg(env, args, 6));
  zlib_bytes(env, lode_arg(env, args, 5), pooled, &bytes);
  LODE_CHECK(offset <= bytes.size);
  codec->out = bytes.data + offset;
  codec->out_size = bytes.size - offset;
  return s;
}

// -> the failure; what is left is in the shared numbers.
LODE_NATIVE(zlib_js_write_sync) {
  zlib_stream *s = zlib_begin_write(env, args, false);
  zlib_state *state = zlib_state_of(env);
  zlib_run(s->codec, s->flush);
  state->left[0] = (double)s->codec->in_size;
  state->left[1] = (double)s->codec->out_size;
  return zlib_failure(env, s->codec);
}

static void zlib_on_stream_work(uv_work_t *work) {
  zlib_stream *s = work->data;
  zlib_run(s->codec, s->flush);
}

static void zlib_on_stream_done(uv_work_t *work, LODE_UNUSED int status) {
  zlib_stream *s = work->data;
  lode_env *env = s->wrap.env;
  s->busy = false;
  if (!env->exiting) {
    lode_enter(env);
    lode_value argv[4] = {
        lode_from_double(env, s->id), lode_from_size(env, s->codec->in_size),
        lode_from_size(env, s->codec->out_size), zlib_failure(env, s->codec)};
    if (s->unwanted) {
      zlib_stream_close(&s->wrap);
    } else {
      lode_wrap_unpin(&s->wrap);
    }
    lode_callback(env, zlib_state_of(env)->written, env->undefined, argv, 4);
    lode_leave(env);
  } else if (s->unwanted) {
    zlib_stream_close(&s->wrap);
  }
}

// The same in the pool; an eighth argument is the id for written().
LODE_NATIVE(zlib_js_write) {
  zlib_stream *s = zlib_begin_write(env, args, true);
  s->id = lode_to_double(env, lode_arg(env, args, 7));
  s->busy = true;
  lode_wrap_pin(&s->wrap);
  LODE_CHECK(uv_queue_work(lode_uv(env), &s->work, zlib_on_stream_work,
                           zlib_on_stream_done) == 0);
  return env->undefined;
}

// --- Whole buffers ---------------------------------------------------------

// Room at first: what can come of it, where that is known.
static size_t zlib_first_room(zlib_job *job) {
  lode_codec *codec = job->codec;
  size_t room = codec->ops->bound(codec, codec->in_size);
  if (room == 0) {
    room = codec->in_size < SIZE_MAX / 8 ? 4 * codec->in_size : codec->in_size;
    if (room < 1024) {
      room = 1024;
    }
  }
  // One more than allowed shows that it is too much.
  return room <= job->maximum ? room : job->maximum + 1;
}

static bool zlib_resize(zlib_job *job, size_t room) {
  uint8_t *out = lode_try_realloc(job->out, room > 0 ? room : 1);
  if (out == NULL) {
    job->exhausted = true;
    return false;
  }
  job->out = out;
  return true;
}

static void zlib_job_run(zlib_job *job) {
  lode_codec *codec = job->codec;
  size_t room = zlib_first_room(job);
  bool grown = zlib_resize(job, room);
  while (grown) {
    codec->out = job->out + job->size;
    codec->out_size = room - job->size;
    zlib_run(codec, job->flush);
    job->size = room - codec->out_size;
    if (job->size > job->maximum) {
      job->too_large = true;
      return;
    }
    if (codec->failure.message != NULL || codec->out_size > 0) {
      break;
    }
    room = room <= job->maximum / 2 ? 2 * room : job->maximum + 1;
    grown = zlib_resize(job, room);
  }
  job->garbage = codec->in_size > 0;
  // What was not needed goes back.
  if (grown && job->size < room) {
    (void)zlib_resize(job, job->size);
  }
}

// The result: an ArrayBuffer, a failure as above, or a number: 1 when it is too
// large, 2 when memory is out.
static lode_value zlib_job_value(lode_env *env, zlib_job *job) {
  lode_value value;
  if (job->too_large || job->exhausted) {
    value = lode_from_int(env, job->too_large ? 1 : 2);
  } else if (job->codec->failure.message != NULL) {
    value = zlib_failure(env, job->codec);
  } else {
    value = lode_buffer_take(env, job->out, job->size, NULL, NULL);
    job->out = NULL;
  }
  return value;
}

static void zlib_job_deinit(zlib_job *job) {
  job->codec->ops->free(job->codec);
  free(job->out);
}

static void zlib_on_job_work(uv_work_t *work) {
  zlib_job_run(work->data);
}

static void zlib_on_job_done(uv_work_t *work, LODE_UNUSED int status) {
  zlib_job *job = work->data;
  lode_env *env = job->env;
  if (!env->exiting) {
    lode_enter(env);
    lode_value argv[3] = {lode_from_double(env, job->id),
                          zlib_job_value(env, job),
                          lode_from_bool(env, job->garbage)};
    lode_callback(env, zlib_state_of(env)->finished, env->undefined, argv, 3);
    lode_leave(env);
  }
  zlib_job_deinit(job);
  free(job);
}

// (dictionary, input, flush, maximum, id) -> the result, or undefined when
// the library refuses. With an id the pool does it, and finished() hears of
// it; the value is whether that will happen.
LODE_NATIVE(zlib_js_whole) {
  lode_codec *codec = zlib_open_codec(env, lode_arg(env, args, 0));
  if (codec == NULL) {
    return env->undefined;
  }
  lode_value id = lode_arg(env, args, 4);
  bool pooled = !lode_is_undefined(env, id);
  zlib_job local = {.codec = NULL};
  zlib_job *job = pooled ? lode_malloc(sizeof *job) : &local;
  job->env = env;
  job->codec = codec;
  job->flush = lode_to_int(env, lode_arg(env, args, 2));
  job->maximum = (size_t)lode_to_int64(env, lode_arg(env, args, 3));
  lode_bytes in;
  zlib_bytes(env, lode_arg(env, args, 1), pooled, &in);
  codec->in = in.data;
  codec->in_size = in.size;
  if (pooled) {
    job->id = lode_to_double(env, id);
    job->work.data = job;
    LODE_CHECK(uv_queue_work(lode_uv(env), &job->work, zlib_on_job_work,
                             zlib_on_job_done) == 0);
    return env->yes;
  }
  zlib_job_run(job);
  lode_value value = zlib_job_value(env, job);
  zlib_job_deinit(job);
  return value;
}

// --- The rest --------------------------------------------------------------

// (string or bytes, value so far) -> the CRC-32.
LODE_NATIVE(zlib_js_crc32) {
  uLong crc = lode_to_uint32(env, lode_arg(env, args, 1));
  lode_value data = lode_arg(env, args, 0);
  if (lode_is_string(env, data)) {
    lode_utf8 text;
    if (lode_utf8_open(env, data, &text) < 0) {
      return env->undefined;
    }
    crc = crc32_z(crc, (const Bytef *)text.data, text.size);
    lode_utf8_close(&text);
  } else {
    lode_bytes bytes;
    LODE_CHECK(lode_bytes_get(env, data, &bytes));
    // zlib takes no bytes at all for the wish to begin.
    if (bytes.size > 0) {
      crc = crc32_z(crc, bytes.data, bytes.size);
    }
  }
  return lode_from_double(env, (double)crc);
}

// start(written, finished): where the pool's results go.
LODE_NATIVE(zlib_js_start) {
  zlib_state *state = zlib_state_of(env);
  state->written = lode_arg(env, args, 0);
  state->finished = lode_arg(env, args, 1);
  lode_protect(env, state->written);
  lode_protect(env, state->finished);
  return env->undefined;
}

static const lode_fn zlib_functions[] = {
    LODE_FN("close", zlib_js_close, 1),
    LODE_FN("crc32", zlib_js_crc32, 2),
    LODE_FN("open", zlib_js_open, 1),
    LODE_FN("params", zlib_js_params, 3),
    LODE_FN("reset", zlib_js_reset, 1),
    LODE_FN("start", zlib_js_start, 2),
    LODE_FN("whole", zlib_js_whole, 5),
    LODE_FN("write", zlib_js_write, 8),
    LODE_FN("writeSync", zlib_js_write_sync, 7),
};

static void zlib_at_exit(void *data) {
  zlib_state *state = data;
  lode_codec_store_deinit(&state->store);
  free(state);
}

void lode_zlib_bind(lode_env *env, lode_value object) {
  zlib_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_zlib] = state;
  lode_at_exit(env, zlib_at_exit, state);
  lode_define_functions(env, object, zlib_functions,
                        LODE_COUNT_OF(zlib_functions));
  lode_define(env, object, "numbers",
              lode_shared_array(env, kJSTypedArrayTypeFloat64Array,
                                &state->numbers, sizeof state->numbers));
  lode_define(env, object, "left",
              lode_shared_array(env, kJSTypedArrayTypeFloat64Array, state->left,
                                sizeof state->left));
}
