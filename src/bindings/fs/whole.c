// SPDX-License-Identifier: MIT
// Whole files in one operation: open, read or write everything, close.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "bindings/fs/op.h"

enum {
  FS_AS_BYTES,
  FS_AS_UTF8,
  FS_AS_LATIN1,
  // What one read or write call is given at most; a file that does not tell
  // its size (a pipe, /proc) is read in pieces that start at FS_FIRST_READ.
  FS_FIRST_READ = 64 * 1024,
  FS_MAX_IO = 0x7ffff000
};

// Node's limit for a whole file; lib/ turns this code into its error.
#define FS_TOO_LARGE (-99999)
#define FS_MAX_FILE INT64_C(0x7fffffff)

static int64_t fs_read_some(uv_file fd, char *data, size_t size) {
  uv_buf_t buf =
      uv_buf_init(data, (unsigned)(size < FS_MAX_IO ? size : FS_MAX_IO));
  uv_fs_t req;
  uv_fs_read(NULL, &req, fd, &buf, 1, -1, NULL);
  return lode_fs_done(&req);
}

static int fs_close(uv_file fd) {
  uv_fs_t req;
  uv_fs_close(NULL, &req, fd, NULL);
  return (int)lode_fs_done(&req);
}

// Reads up to `expected` bytes when the file told its size (then that is all,
// as in Node), else until its end.
static int64_t fs_read_all(lode_fs_op *op, uv_file fd, size_t expected) {
  lode_buf *out = &op->out;
  for (;;) {
    size_t room = expected > 0                ? expected - out->size
                  : out->size > FS_FIRST_READ ? out->size
                                              : FS_FIRST_READ;
    if (expected > 0 && room == 0) {
      return 0;
    }
    int err = lode_buf_reserve(out, room);
    if (err < 0) {
      return err;
    }
    int64_t n = fs_read_some(fd, out->data + out->size, room);
    if (n <= 0) {
      return n < 0 ? lode_fs_failed(op, n, "read", NULL) : 0;
    }
    out->size += (size_t)n;
    if ((int64_t)out->size > FS_MAX_FILE) {
      op->stat.st_size = out->size;
      return FS_TOO_LARGE;
    }
  }
}

static int64_t fs_read_fd(lode_fs_op *op, uv_file fd) {
  uv_fs_t req;
  uv_fs_fstat(NULL, &req, fd, NULL);
  op->stat = req.statbuf;
  int64_t err = lode_fs_done(&req);
  if (err < 0) {
    return lode_fs_failed(op, err, "fstat", NULL);
  }
  size_t expected = 0;
  if ((op->stat.st_mode & 0170000) == 0100000) {
    if ((int64_t)op->stat.st_size > FS_MAX_FILE) {
      return FS_TOO_LARGE;
    }
    expected = op->stat.st_size;
  }
  return fs_read_all(op, fd, expected);
}

// readFile(path | fd, flags, kind)
static int64_t fs_run_readFile(lode_fs_op *op) {
  uv_file fd = op->fd;
  if (fd < 0) {
    uv_fs_t req;
    uv_fs_open(NULL, &req, op->text[0].data, (int)op->number[0], 0666, NULL);
    fd = (uv_file)lode_fs_done(&req);
    if (fd < 0) {
      return fd;
    }
  }
  int64_t err = fs_read_fd(op, fd);
  if (op->fd < 0) {
    fs_close(fd);
  }
  if (err == FS_TOO_LARGE) {
    // How large it is travels in the place of the path.
    char size[32];
    snprintf(size, sizeof size, "%" PRIu64, op->stat.st_size);
    lode_fs_failed(op, err, "read", size);
  }
  return err;
}

static lode_value fs_shape_file(lode_env *env, lode_fs_op *op) {
  lode_value text = NULL;
  switch ((int)op->number[1]) {
    case FS_AS_UTF8:
      text = lode_string_utf8(env, op->out.data, op->out.size);
      break;
    case FS_AS_LATIN1:
      text = lode_string_latin1(env, op->out.data, op->out.size);
      break;
    default: {
      void *data = op->out.data;
      size_t size = op->out.size;
      op->out = (lode_buf)LODE_BUF_INIT;
      return lode_buffer_take(env, data != NULL ? data : lode_malloc(1), size,
                              NULL, NULL);
    }
  }
  // Too long for a string: lib/ makes the error.
  return text != NULL ? text : env->null;
}

static int64_t fs_write_all(lode_fs_op *op, uv_file fd) {
  size_t at = 0;
  while (at < op->bytes.size) {
    size_t left = op->bytes.size - at;
    uv_buf_t buf = uv_buf_init((char *)op->bytes.data + at,
                               (unsigned)(left < FS_MAX_IO ? left : FS_MAX_IO));
    uv_fs_t req;
    uv_fs_write(NULL, &req, fd, &buf, 1, -1, NULL);
    int64_t n = lode_fs_done(&req);
    if (n < 0) {
      return lode_fs_failed(op, n, "write", NULL);
    }
    at += (size_t)n;
  }
  return 0;
}

// writeFile(path | fd, data, flags, mode)
static int64_t fs_run_writeFile(lode_fs_op *op) {
  uv_file fd = op->fd;
  uv_fs_t req;
  if (fd < 0) {
    uv_fs_open(NULL, &req, op->text[0].data, (int)op->number[0],
               (int)op->number[1], NULL);
    fd = (uv_file)lode_fs_done(&req);
    if (fd < 0) {
      return fd;
    }
  }
  int64_t err = fs_write_all(op, fd);
  if (op->fd < 0) {
    int closed = fs_close(fd);
    if (err == 0 && closed < 0) {
      err = lode_fs_failed(op, closed, "close", NULL);
    }
  }
  return err;
}

LODE_FS_CALL(readFile, "qnn", fs_shape_file)
LODE_FS_CALL(writeFile, "qsnn", NULL)

const lode_fn lode_fs_whole_calls[] = {
    LODE_FN("readFile", fs_js_readFile, 4),
    LODE_FN("writeFile", fs_js_writeFile, 5),
};
const size_t lode_fs_whole_calls_count = LODE_COUNT_OF(lode_fs_whole_calls);
