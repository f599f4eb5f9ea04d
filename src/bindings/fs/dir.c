// SPDX-License-Identifier: MIT
// Directory streams behind fs.Dir: a handle of ours around libuv's, read a
// batch at a time. There is no libuv handle in it, so closing is immediate;
// one that JavaScript forgot is closed when it is collected.
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/fs/op.h"
#include "loop/wrap.h"

typedef struct lode_fs_dir {
  lode_wrap wrap;
  uv_dir_t *dir;   // NULL: closed
  unsigned users;  // operations under way
  bool closing;    // close it when they are over
} lode_fs_dir;

static int64_t fs_dir_end(uv_dir_t *dir) {
  uv_fs_t req;
  uv_fs_closedir(NULL, &req, dir, NULL);
  return lode_fs_done(&req);
}

static void fs_dir_close(lode_wrap *wrap) {
  lode_fs_dir *handle = LODE_CONTAINER_OF(wrap, lode_fs_dir, wrap);
  handle->closing = true;
  if (handle->users > 0) {
    return;
  }
  if (handle->dir != NULL) {
    fs_dir_end(handle->dir);
    handle->dir = NULL;
  }
  lode_wrap_closed(wrap);
}

static void fs_dir_free(lode_wrap *wrap) {
  free(LODE_CONTAINER_OF(wrap, lode_fs_dir, wrap));
}

static const lode_wrap_ops fs_dir_ops = {"DIRHANDLE", fs_dir_close,
                                         fs_dir_free};

static void fs_dir_release(lode_fs_op *op) {
  lode_fs_dir *handle = op->handle;
  handle->users--;
  if (handle->closing && handle->users == 0) {
    fs_dir_close(&handle->wrap);
  }
}

void lode_fs_dir_hold(lode_fs_op *op, lode_value value) {
  lode_wrap *wrap = lode_wrap_get(op->env, value, &fs_dir_ops);
  lode_fs_dir *handle = LODE_CONTAINER_OF(wrap, lode_fs_dir, wrap);
  handle->users++;
  op->handle = handle;
  op->release = fs_dir_release;
}

// The environment ended before JavaScript could have the directory.
static void fs_dir_abandon(lode_fs_op *op) {
  if (op->handle != NULL) {
    fs_dir_end(op->handle);
  }
}

// opendir(path): the handle.
static int64_t fs_run_opendir(lode_fs_op *op) {
  uv_fs_t req;
  uv_fs_opendir(NULL, &req, op->text[0].data, NULL);
  op->handle = req.result < 0 ? NULL : req.ptr;
  op->release = fs_dir_abandon;
  req.ptr = NULL;
  return lode_fs_done(&req);
}

static lode_value fs_shape_opendir(lode_env *env, lode_fs_op *op) {
  lode_fs_dir *handle = lode_malloc(sizeof *handle);
  handle->dir = op->handle;
  op->handle = NULL;
  return lode_wrap_make(env, &handle->wrap, &fs_dir_ops);
}

// readdirNext(handle, count, bytes): as readdir with types; the empty string
// at the end.
static int64_t fs_run_readdirNext(lode_fs_op *op) {
  lode_fs_dir *handle = op->handle;
  size_t n = (size_t)op->number[0];
  uv_dirent_t *entries = lode_try_malloc(n * sizeof *entries);
  if (entries == NULL) {
    return UV_ENOMEM;
  }
  handle->dir->dirents = entries;
  handle->dir->nentries = n;
  uv_fs_t req;
  int64_t count = uv_fs_readdir(NULL, &req, handle->dir, NULL);
  int err = 0;
  for (int64_t i = 0; i < count && err == 0; i++) {
    char letter = (char)('0' + entries[i].type);
    err = lode_buf_append(&op->out, &letter, 1);
    if (err == 0) {
      err = lode_buf_append(&op->out, entries[i].name,
                            strlen(entries[i].name) + 1);
    }
  }
  uv_fs_req_cleanup(&req);
  handle->dir->dirents = NULL;
  handle->dir->nentries = 0;
  free(entries);
  return err < 0 ? err : count;
}

// closedir(handle)
static int64_t fs_run_closedir(lode_fs_op *op) {
  lode_fs_dir *handle = op->handle;
  uv_dir_t *dir = handle->dir;
  handle->dir = NULL;
  return fs_dir_end(dir);
}

LODE_FS_CALL(opendir, "r", fs_shape_opendir)
LODE_FS_CALL(readdirNext, "hnn", lode_fs_shape_text)
LODE_FS_CALL(closedir, "h", NULL)

const lode_fn lode_fs_dir_calls[] = {
    LODE_FN("opendir", fs_js_opendir, 2),
    LODE_FN("readdirNext", fs_js_readdirNext, 4),
    LODE_FN("closedir", fs_js_closedir, 2),
};
const size_t lode_fs_dir_calls_count = LODE_COUNT_OF(lode_fs_dir_calls);
