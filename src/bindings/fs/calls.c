// SPDX-License-Identifier: MIT
// The operations that are one system call each.
#include <string.h>

#include "bindings/fs/op.h"

static uv_file fs_fd(const lode_fs_op *op, unsigned i) {
  return (uv_file)op->number[i];
}

static int fs_int(const lode_fs_op *op, unsigned i) {
  return (int)op->number[i];
}

// Beyond 2^53 only as good as a double; clamped to the largest that fits.
static int64_t fs_int64(const lode_fs_op *op, unsigned i) {
  double d = op->number[i];
  return d >= 9223372036854775807.0 ? INT64_MAX - 1023 : (int64_t)d;
}

static uv_uid_t fs_id(const lode_fs_op *op, unsigned i) {
  return (uv_uid_t)(int64_t)op->number[i];
}

#define FS_PATH(op) ((op)->text[0].data)
#define FS_DEST(op) ((op)->text[1].data)

// An operation that only calls: its arguments between req and callback.
#define FS_SIMPLE(name, uv_call, ...)            \
  static int64_t fs_run_##name(lode_fs_op *op) { \
    uv_fs_t req;                                 \
    uv_call(NULL, &req, __VA_ARGS__, NULL);      \
    return lode_fs_done(&req);                   \
  }

FS_SIMPLE(access, uv_fs_access, FS_PATH(op), fs_int(op, 0))
FS_SIMPLE(open, uv_fs_open, FS_PATH(op), fs_int(op, 0), fs_int(op, 1))
FS_SIMPLE(close, uv_fs_close, fs_fd(op, 0))
FS_SIMPLE(fsync, uv_fs_fsync, fs_fd(op, 0))
FS_SIMPLE(fdatasync, uv_fs_fdatasync, fs_fd(op, 0))
FS_SIMPLE(ftruncate, uv_fs_ftruncate, fs_fd(op, 0), fs_int64(op, 1))
FS_SIMPLE(chmod, uv_fs_chmod, FS_PATH(op), fs_int(op, 0))
FS_SIMPLE(fchmod, uv_fs_fchmod, fs_fd(op, 0), fs_int(op, 1))
FS_SIMPLE(chown, uv_fs_chown, FS_PATH(op), fs_id(op, 0), fs_id(op, 1))
FS_SIMPLE(lchown, uv_fs_lchown, FS_PATH(op), fs_id(op, 0), fs_id(op, 1))
FS_SIMPLE(fchown, uv_fs_fchown, fs_fd(op, 0), fs_id(op, 1), fs_id(op, 2))
FS_SIMPLE(utimes, uv_fs_utime, FS_PATH(op), op->number[0], op->number[1])
FS_SIMPLE(lutimes, uv_fs_lutime, FS_PATH(op), op->number[0], op->number[1])
FS_SIMPLE(futimes, uv_fs_futime, fs_fd(op, 0), op->number[1], op->number[2])
FS_SIMPLE(rename, uv_fs_rename, FS_PATH(op), FS_DEST(op))
FS_SIMPLE(link, uv_fs_link, FS_PATH(op), FS_DEST(op))
FS_SIMPLE(symlink, uv_fs_symlink, FS_PATH(op), FS_DEST(op), fs_int(op, 0))
FS_SIMPLE(unlink, uv_fs_unlink, FS_PATH(op))
FS_SIMPLE(rmdir, uv_fs_rmdir, FS_PATH(op))
FS_SIMPLE(mkdir, uv_fs_mkdir, FS_PATH(op), fs_int(op, 0))
FS_SIMPLE(copyFile, uv_fs_copyfile, FS_PATH(op), FS_DEST(op), fs_int(op, 0))
FS_SIMPLE(readv, uv_fs_read, fs_fd(op, 0), op->bufs, op->nbufs, fs_int64(op, 1))
FS_SIMPLE(writev, uv_fs_write, fs_fd(op, 0), op->bufs, op->nbufs,
          fs_int64(op, 1))

// read(fd, bytes, offset, length, position) and the same for write. A write
// of a string has no offset: its length is what UTF-8 made of it.
static uv_buf_t fs_range(const lode_fs_op *op) {
  return uv_buf_init((char *)op->bytes.data + (size_t)op->number[1],
                     (unsigned)op->number[2]);
}

static int64_t fs_run_read(lode_fs_op *op) {
  uv_buf_t buf = fs_range(op);
  uv_fs_t req;
  uv_fs_read(NULL, &req, fs_fd(op, 0), &buf, 1, fs_int64(op, 3), NULL);
  return lode_fs_done(&req);
}

static int64_t fs_run_write(lode_fs_op *op) {
  uv_buf_t buf = fs_range(op);
  uv_fs_t req;
  uv_fs_write(NULL, &req, fs_fd(op, 0), &buf, 1, fs_int64(op, 3), NULL);
  return lode_fs_done(&req);
}

static int64_t fs_run_writeString(lode_fs_op *op) {
  uv_buf_t buf = uv_buf_init((char *)op->bytes.data, (unsigned)op->bytes.size);
  uv_fs_t req;
  uv_fs_write(NULL, &req, fs_fd(op, 0), &buf, 1, fs_int64(op, 1), NULL);
  return lode_fs_done(&req);
}

#define FS_STAT(name, uv_call, target)           \
  static int64_t fs_run_##name(lode_fs_op *op) { \
    uv_fs_t req;                                 \
    uv_call(NULL, &req, target, NULL);           \
    op->stat = req.statbuf;                      \
    return lode_fs_done(&req);                   \
  }

FS_STAT(stat, uv_fs_stat, FS_PATH(op))
FS_STAT(lstat, uv_fs_lstat, FS_PATH(op))
FS_STAT(fstat, uv_fs_fstat, fs_fd(op, 0))

static int64_t fs_run_statfs(lode_fs_op *op) {
  uv_fs_t req;
  if (uv_fs_statfs(NULL, &req, FS_PATH(op), NULL) == 0) {
    op->statfs = *(uv_statfs_t *)req.ptr;
  }
  return lode_fs_done(&req);
}

static lode_value fs_shape_statfs(lode_env *env, lode_fs_op *op) {
  const uv_statfs_t *s = &op->statfs;
  const uint64_t fields[7] = {s->f_type,   s->f_bsize, s->f_blocks, s->f_bfree,
                              s->f_bavail, s->f_files, s->f_ffree};
  lode_fs *fs = lode_fs_state(env);
  for (size_t i = 0; i < 7; i++) {
    if (op->number[0] != 0) {
      fs->stat.integer[i] = (int64_t)fields[i];
    } else {
      fs->stat.number[i] = (double)fields[i];
    }
  }
  return lode_from_int(env, 0);
}

// Keeps the text that a request gives as its pointer or path.
static int64_t fs_keep(lode_fs_op *op, uv_fs_t *req, const char *text) {
  int err = 0;
  if (req->result >= 0) {
    err = lode_buf_append(&op->out, text, strlen(text));
  }
  int64_t result = lode_fs_done(req);
  return err < 0 ? err : result;
}

static int64_t fs_run_readlink(lode_fs_op *op) {
  uv_fs_t req;
  uv_fs_readlink(NULL, &req, FS_PATH(op), NULL);
  return fs_keep(op, &req, req.ptr);
}

static int64_t fs_run_realpath(lode_fs_op *op) {
  uv_fs_t req;
  uv_fs_realpath(NULL, &req, FS_PATH(op), NULL);
  return fs_keep(op, &req, req.ptr);
}

// The argument is the prefix; the six random letters are ours to ask for.
static int64_t fs_run_mkdtemp(lode_fs_op *op) {
  lode_buf template = LODE_BUF_INIT;
  int64_t result = lode_buf_append(&template, FS_PATH(op), op->text[0].size);
  if (result == 0) {
    result = lode_buf_append(&template, "XXXXXX", 7);
  }
  if (result == 0) {
    uv_fs_t req;
    uv_fs_mkdtemp(NULL, &req, template.data, NULL);
    result = fs_keep(op, &req, req.path);
  }
  lode_buf_deinit(&template);
  return result;
}

LODE_FS_CALL(access, "rn", NULL)
LODE_FS_CALL(open, "onn", NULL)
LODE_FS_CALL(close, "n", NULL)
LODE_FS_CALL(read, "nbnnn", NULL)
LODE_FS_CALL(readv, "nvn", NULL)
LODE_FS_CALL(write, "nbnnn", NULL)
LODE_FS_CALL(writeString, "nsn", NULL)
LODE_FS_CALL(writev, "nvn", NULL)
LODE_FS_CALL(fsync, "n", NULL)
LODE_FS_CALL(fdatasync, "n", NULL)
LODE_FS_CALL(ftruncate, "nn", NULL)
LODE_FS_CALL(chmod, "wn", NULL)
LODE_FS_CALL(fchmod, "fn", NULL)
LODE_FS_CALL(chown, "wnn", NULL)
LODE_FS_CALL(lchown, "wnn", NULL)
LODE_FS_CALL(fchown, "fnn", NULL)
LODE_FS_CALL(utimes, "wnn", NULL)
LODE_FS_CALL(lutimes, "wnn", NULL)
LODE_FS_CALL(futimes, "fnn", NULL)
LODE_FS_CALL(rename, "xw", NULL)
LODE_FS_CALL(link, "xw", NULL)
LODE_FS_CALL(symlink, "lln", NULL)
LODE_FS_CALL(unlink, "w", NULL)
LODE_FS_CALL(rmdir, "w", NULL)
LODE_FS_CALL(mkdir, "wn", NULL)
LODE_FS_CALL(copyFile, "rwn", NULL)
LODE_FS_CALL(stat, "rn", lode_fs_shape_stat)
LODE_FS_CALL(lstat, "rn", lode_fs_shape_stat)
LODE_FS_CALL(fstat, "nn", lode_fs_shape_stat)
LODE_FS_CALL(statfs, "rn", fs_shape_statfs)
LODE_FS_CALL(readlink, "rn", lode_fs_shape_text)
LODE_FS_CALL(realpath, "pn", lode_fs_shape_text)
LODE_FS_CALL(mkdtemp, "mn", lode_fs_shape_text)

const lode_fn lode_fs_calls[] = {
    LODE_FN("access", fs_js_access, 3),
    LODE_FN("open", fs_js_open, 4),
    LODE_FN("close", fs_js_close, 2),
    LODE_FN("read", fs_js_read, 6),
    LODE_FN("readv", fs_js_readv, 4),
    LODE_FN("write", fs_js_write, 6),
    LODE_FN("writeString", fs_js_writeString, 4),
    LODE_FN("writev", fs_js_writev, 4),
    LODE_FN("fsync", fs_js_fsync, 2),
    LODE_FN("fdatasync", fs_js_fdatasync, 2),
    LODE_FN("ftruncate", fs_js_ftruncate, 3),
    LODE_FN("chmod", fs_js_chmod, 3),
    LODE_FN("fchmod", fs_js_fchmod, 3),
    LODE_FN("chown", fs_js_chown, 4),
    LODE_FN("lchown", fs_js_lchown, 4),
    LODE_FN("fchown", fs_js_fchown, 4),
    LODE_FN("utimes", fs_js_utimes, 4),
    LODE_FN("lutimes", fs_js_lutimes, 4),
    LODE_FN("futimes", fs_js_futimes, 4),
    LODE_FN("rename", fs_js_rename, 3),
    LODE_FN("link", fs_js_link, 3),
    LODE_FN("symlink", fs_js_symlink, 4),
    LODE_FN("unlink", fs_js_unlink, 2),
    LODE_FN("rmdir", fs_js_rmdir, 2),
    LODE_FN("mkdir", fs_js_mkdir, 3),
    LODE_FN("copyFile", fs_js_copyFile, 4),
    LODE_FN("stat", fs_js_stat, 3),
    LODE_FN("lstat", fs_js_lstat, 3),
    LODE_FN("fstat", fs_js_fstat, 3),
    LODE_FN("statfs", fs_js_statfs, 3),
    LODE_FN("readlink", fs_js_readlink, 3),
    LODE_FN("realpath", fs_js_realpath, 3),
    LODE_FN("mkdtemp", fs_js_mkdtemp, 3),
};
const size_t lode_fs_calls_count = LODE_COUNT_OF(lode_fs_calls);
