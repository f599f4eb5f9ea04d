// SPDX-License-Identifier: MIT
// Arguments in, results out: see op.h.
#include "bindings/fs/op.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "loop/callback.h"
#include "loop/loop.h"
#include "loop/permission.h"

lode_fs *lode_fs_state(lode_env *env) {
  return env->binding[LODE_BINDING_fs];
}

int64_t lode_fs_done(uv_fs_t *req) {
  int64_t result = req->result;
  uv_fs_req_cleanup(req);
  return result;
}

int64_t lode_fs_failed(lode_fs_op *op, int64_t code, const char *call,
                       const char *path) {
  if (op->failed == NULL) {
    op->failed = call;
    op->failed_path = path == NULL ? NULL : lode_strndup(path, strlen(path));
  }
  return code;
}

// A path given as bytes gets its NUL; JavaScript has refused those inside.
static int fs_text_copy(lode_utf8 *out, const lode_bytes *bytes) {
  out->data = out->local;
  if (bytes->size >= sizeof out->local) {
    out->data = lode_try_malloc(bytes->size + 1);
    if (out->data == NULL) {
      return UV_ENOMEM;
    }
  }
  if (bytes->size > 0) {
    memcpy(out->data, bytes->data, bytes->size);
  }
  out->data[bytes->size] = '\0';
  out->size = bytes->size;
  return 0;
}

static int fs_take_path(lode_env *env, lode_fs_op *op, lode_value value) {
  lode_utf8 *text = &op->text[op->texts];
  int err;
  if (lode_is_string(env, value)) {
    err = lode_utf8_open(env, value, text);
  } else {
    lode_bytes bytes;
    LODE_CHECK(lode_bytes_get(env, value, &bytes));
    err = fs_text_copy(text, &bytes);
  }
  op->texts += err == 0;
  return err;
}

// A small typed array moves when somebody asks for its buffer, and a buffer
// can be detached: the engine's own accessor ends the one and forbids the
// other, which the pool needs and a Sync call does not.
static void fs_take_bytes(lode_env *env, lode_value value, bool pooled,
                          lode_bytes *out) {
  if (pooled) {
    JSObjectGetTypedArrayBytesPtr(env->ctx, lode_as_object(value), NULL);
  }
  LODE_CHECK(lode_bytes_get(env, value, out));
}

static int fs_take_vector(lode_env *env, lode_fs_op *op, lode_value value,
                          bool pooled) {
  JSStringRef key = JSStringCreateWithUTF8CString("length");
  lode_value length =
      JSObjectGetProperty(env->ctx, lode_as_object(value), key, NULL);
  JSStringRelease(key);
  unsigned n = lode_to_uint32(env, length);
  op->bufs = lode_try_malloc((n + 1) * sizeof *op->bufs);
  if (op->bufs == NULL) {
    return UV_ENOMEM;
  }
  op->nbufs = n;
  for (unsigned i = 0; i < n; i++) {
    lode_bytes bytes;
    fs_take_bytes(
        env,
        JSObjectGetPropertyAtIndex(env->ctx, lode_as_object(value), i, NULL),
        pooled, &bytes);
    op->bufs[i] = uv_buf_init((char *)bytes.data, (unsigned)bytes.size);
  }
  return 0;
}

static int fs_take(lode_env *env, lode_fs_op *op, char kind, lode_value value,
                   bool pooled) {
  switch (kind) {
    case 'n':
    case 'f':
      op->number[op->numbers++] = lode_to_double(env, value);
      return 0;
    case 'q':
      if (lode_is_number(env, value)) {
        op->fd = lode_to_int(env, value);
        op->text[0].data = op->text[0].local;
        op->text[0].local[0] = '\0';
        op->texts = 1;
        return 0;
      }
      return fs_take_path(env, op, value);
    case 'p':
    case 'r':
    case 'w':
    case 'x':
    case 'o':
    case 'm':
    case 'l':
      return fs_take_path(env, op, value);
    case 'b':
      fs_take_bytes(env, value, pooled, &op->bytes);
      return 0;
    case 's':
      if (lode_is_string(env, value)) {
        lode_utf8 *text = &op->text[op->texts];
        int err = lode_utf8_open(env, value, text);
        if (err == 0) {
          op->texts++;
          op->bytes = (lode_bytes){(uint8_t *)text->data, text->size};
        }
        return err;
      }
      fs_take_bytes(env, value, pooled, &op->bytes);
      return 0;
    case 'v':
      return fs_take_vector(env, op, value, pooled);
    default:
      LODE_CHECK(kind == 'h');
      lode_fs_dir_hold(op, value);
      return 0;
  }
}

static void fs_op_init(lode_fs_op *op, lode_env *env, lode_fs_run run,
                       lode_fs_shape shape) {
  op->env = env;
  op->run = run;
  op->shape = shape;
  op->numbers = op->texts = op->nbufs = 0;
  op->fd = -1;
  op->bytes = (lode_bytes){NULL, 0};
  op->bufs = NULL;
  op->handle = NULL;
  op->release = NULL;
  op->out = (lode_buf)LODE_BUF_INIT;
  op->failed = NULL;
  op->failed_path = NULL;
}

static void fs_op_deinit(lode_fs_op *op) {
  if (op->release != NULL) {
    op->release(op);
  }
  while (op->texts > 0) {
    lode_utf8_close(&op->text[--op->texts]);
  }
  free(op->bufs);
  lode_buf_deinit(&op->out);
  free(op->failed_path);
}

static lode_value fs_op_failure(lode_env *env, lode_fs_op *op) {
  lode_value code = lode_from_double(env, (double)op->result);
  if (op->failed == NULL) {
    return code;
  }
  lode_value detail[3] = {code, lode_string(env, op->failed), env->undefined};
  if (op->failed_path != NULL) {
    detail[2] = lode_string(env, op->failed_path);
  }
  return lode_array(env, detail, 3);
}

static lode_value fs_op_success(lode_env *env, lode_fs_op *op) {
  if (op->shape != NULL) {
    return op->shape(env, op);
  }
  return op->result <= INT32_MAX ? lode_from_int(env, (int32_t)op->result)
                                 : lode_from_double(env, (double)op->result);
}

static void fs_on_work(uv_work_t *work) {
  lode_fs_op *op = work->data;
  op->result = op->run(op);
}

static void fs_on_done(uv_work_t *work, int status) {
  lode_fs_op *op = work->data;
  lode_env *env = op->env;
  if (!env->exiting) {
    if (status < 0) {
      op->result = status;
    }
    lode_enter(env);
    bool failed = op->result < 0;
    lode_value argv[3] = {
        lode_from_double(env, op->id),
        lode_from_int(env, failed ? (int32_t)op->result : 0),
        failed ? fs_op_failure(env, op) : fs_op_success(env, op)};
    lode_callback(env, lode_fs_state(env)->complete, env->undefined, argv, 3);
    lode_leave(env);
  }
  fs_op_deinit(op);
  free(op);
}

// The arguments did not fit in memory: reported like any other failure.
static int64_t fs_run_exhausted(LODE_UNUSED lode_fs_op *op) {
  return UV_ENOMEM;
}

// What failed was said before it was to run.
static int64_t fs_run_denied(LODE_UNUSED lode_fs_op *op) {
  return LODE_DENIED;
}

static void fs_op_pool(lode_env *env, lode_fs_op *op, lode_value id) {
  op->id = lode_to_double(env, id);
  op->work.data = op;
  LODE_CHECK(uv_queue_work(lode_uv(env), &op->work, fs_on_work, fs_on_done) ==
             0);
}

lode_value lode_fs_call(lode_env *env, const lode_args *args,
                        const char *signature, lode_fs_run run,
                        lode_fs_shape shape) {
  size_t n = strlen(signature);
  lode_value id = lode_arg(env, args, n);
  bool pooled = !lode_is_undefined(env, id);
  lode_fs_op local;
  lode_fs_op *op = pooled ? lode_malloc(sizeof *op) : &local;
  fs_op_init(op, env, run, shape);
  int err = 0;
  for (size_t i = 0; i < n && err == 0; i++) {
    err = fs_take(env, op, signature[i], lode_arg(env, args, i), pooled);
  }
  if (err < 0) {
    op->run = fs_run_exhausted;
  } else if (LODE_UNLIKELY(env->permission != NULL) &&
             lode_fs_guard(op, signature) < 0) {
    op->run = fs_run_denied;
  }
  if (pooled) {
    fs_op_pool(env, op, id);
    return env->undefined;
  }
  op->result = op->run(op);
  lode_value value =
      op->result < 0 ? fs_op_failure(env, op) : fs_op_success(env, op);
  fs_op_deinit(op);
  return value;
}

// Names in the order of lib/internal/fs/utils.js: 10 fields, then seconds and
// nanoseconds of access, modification, change and birth.
void lode_fs_put_stat(lode_fs *fs, const uv_stat_t *s, unsigned slot,
                      bool integers) {
  const uint64_t plain[10] = {s->st_dev,  s->st_mode,  s->st_nlink,   s->st_uid,
                              s->st_gid,  s->st_rdev,  s->st_blksize, s->st_ino,
                              s->st_size, s->st_blocks};
  const uv_timespec_t *times[4] = {&s->st_atim, &s->st_mtim, &s->st_ctim,
                                   &s->st_birthtim};
  size_t at = (size_t)slot * LODE_FS_STAT_FIELDS;
  if (integers) {
    int64_t *out = &fs->stat.integer[at];
    for (size_t i = 0; i < 10; i++) {
      out[i] = (int64_t)plain[i];
    }
    for (size_t i = 0; i < 4; i++) {
      out[10 + 2 * i] = times[i]->tv_sec;
      out[11 + 2 * i] = times[i]->tv_nsec;
    }
    return;
  }
  double *out = &fs->stat.number[at];
  for (size_t i = 0; i < 10; i++) {
    out[i] = (double)plain[i];
  }
  for (size_t i = 0; i < 4; i++) {
    out[10 + 2 * i] = (double)times[i]->tv_sec;
    out[11 + 2 * i] = (double)times[i]->tv_nsec;
  }
}

// The last number argument says whether 64-bit integers are wanted.
lode_value lode_fs_shape_stat(lode_env *env, lode_fs_op *op) {
  lode_fs_put_stat(lode_fs_state(env), &op->stat, 0,
                   op->number[op->numbers - 1] != 0);
  return lode_from_int(env, 0);
}

// The last number argument says whether bytes are wanted.
lode_value lode_fs_shape_text(lode_env *env, lode_fs_op *op) {
  if (op->number[op->numbers - 1] == 0) {
    return lode_string_utf8(env, op->out.data, op->out.size);
  }
  void *data = op->out.data;
  size_t size = op->out.size;
  op->out = (lode_buf)LODE_BUF_INIT;
  return lode_buffer_take(env, data != NULL ? data : lode_malloc(1), size, NULL,
                          NULL);
}
