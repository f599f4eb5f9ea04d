// SPDX-License-Identifier: MIT
// Operations on directories and what is below them: mkdir with its parents,
// the removal of a tree, the listing of one. Each is a single operation, so a
// tree costs one trip to the pool and one crossing.
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/fs/op.h"

enum { FS_LIST_TYPES = 1, FS_LIST_RECURSIVE = 2, FS_LIST_INTO_LINKS = 4 };

static int fs_mkdir(const char *path, int mode) {
  uv_fs_t req;
  uv_fs_mkdir(NULL, &req, path, mode, NULL);
  return (int)lode_fs_done(&req);
}

// The file type bits of what is at `path`, or a negative code.
static int fs_type_of(const char *path, bool follow) {
  uv_fs_t req;
  if (follow) {
    uv_fs_stat(NULL, &req, path, NULL);
  } else {
    uv_fs_lstat(NULL, &req, path, NULL);
  }
  int type = (int)(req.statbuf.st_mode & 0170000);
  int64_t err = lode_fs_done(&req);
  return err < 0 ? (int)err : type;
}

#define FS_IS_DIR(type) ((type) == 0040000)

// The length of the parent's path: without the last name and the slashes
// before it; 0 when there is none to make.
static size_t fs_parent(const char *path, size_t n) {
  while (n > 0 && path[n - 1] == '/') {
    n--;
  }
  while (n > 0 && path[n - 1] != '/') {
    n--;
  }
  while (n > 0 && path[n - 1] == '/') {
    n--;
  }
  return n;
}

// What a mkdir that found something there means.
static int fs_mkdir_exists(const char *path, bool last) {
  int type = fs_type_of(path, true);
  return type < 0 ? type : FS_IS_DIR(type) ? 0 : last ? UV_EEXIST : UV_ENOTDIR;
}

// Makes the first `n` bytes of the path; what is there already is fine when
// it is a directory. The first one made is the result.
static int fs_mkdir_at(lode_fs_op *op, size_t n) {
  char *path = op->text[0].data;
  size_t size = op->text[0].size;
  char cut = path[n];
  path[n] = '\0';
  int err = fs_mkdir(path, (int)op->number[0]);
  if (err == 0 && op->out.size == 0) {
    err = lode_buf_append(&op->out, path, n);
  } else if (err == UV_EEXIST || err == UV_EISDIR) {
    err = fs_mkdir_exists(path, n == size);
  }
  path[n] = cut;
  return err;
}

// mkdirp(path, mode, bytes): the first directory made, or undefined. Up until
// a parent is there or can be made, then down again.
static int64_t fs_run_mkdirp(lode_fs_op *op) {
  const char *path = op->text[0].data;
  size_t size = op->text[0].size;
  size_t n = size;
  int err = fs_mkdir_at(op, n);
  while (err == UV_ENOENT) {
    n = fs_parent(path, n);
    if (n == 0) {
      return err;
    }
    err = fs_mkdir_at(op, n);
  }
  while (err == 0 && n < size) {
    n += strspn(path + n, "/");
    n += strcspn(path + n, "/");
    if (path[n + strspn(path + n, "/")] == '\0') {
      n = size;
    }
    err = fs_mkdir_at(op, n);
  }
  return err;
}

static lode_value fs_shape_mkdirp(lode_env *env, lode_fs_op *op) {
  return op->out.size == 0 ? env->undefined : lode_fs_shape_text(env, op);
}

// --- the removal of a tree -------------------------------------------------

typedef struct fs_removal {
  lode_fs_op *op;
  unsigned retries;  // how often a busy file is tried again
  unsigned delay;    // ms more between tries each time
} fs_removal;

static bool fs_busy(int64_t err) {
  return err == UV_EBUSY || err == UV_EMFILE || err == UV_ENFILE ||
         err == UV_ENOTEMPTY || err == UV_EPERM;
}

static int64_t fs_remove_one(const fs_removal *r, const char *path, bool dir) {
  int denied = lode_fs_guard_path(r->op, 'w', path);
  if (denied < 0) {
    return denied;
  }
  for (unsigned i = 0;; i++) {
    uv_fs_t req;
    if (dir) {
      uv_fs_rmdir(NULL, &req, path, NULL);
    } else {
      uv_fs_unlink(NULL, &req, path, NULL);
    }
    int64_t err = lode_fs_done(&req);
    if (err == UV_ENOENT) {
      return 0;  // somebody else was faster
    }
    if (!fs_busy(err) || i >= r->retries) {
      return err < 0
                 ? lode_fs_failed(r->op, err, dir ? "rmdir" : "unlink", path)
                 : 0;
    }
    uv_sleep((i + 1) * r->delay);
  }
}

// `path` names a directory and may grow; it comes back as it was. Recursion
// is as deep as the tree, which the length of a path limits.
static int64_t fs_remove_dir(const fs_removal *r, lode_buf *path) {
  uv_fs_t req;
  uv_fs_scandir(NULL, &req, path->data, 0, NULL);
  int64_t err = req.result < 0 ? req.result : 0;
  if (err < 0) {
    uv_fs_req_cleanup(&req);
    return err == UV_ENOENT ? 0
                            : lode_fs_failed(r->op, err, "scandir", path->data);
  }
  size_t base = path->size;
  uv_dirent_t entry;
  while (err == 0 && uv_fs_scandir_next(&req, &entry) == 0) {
    path->size = base - 1;  // over the NUL
    err = lode_buf_append(path, "/", 1);
    if (err == 0) {
      err = lode_buf_append(path, entry.name, strlen(entry.name) + 1);
    }
    if (err < 0) {
      break;
    }
    bool dir = entry.type == UV_DIRENT_DIR;
    if (entry.type == UV_DIRENT_UNKNOWN) {
      dir = FS_IS_DIR(fs_type_of(path->data, false));
    }
    err = dir ? fs_remove_dir(r, path) : fs_remove_one(r, path->data, false);
  }
  uv_fs_req_cleanup(&req);
  path->size = base;
  path->data[base - 1] = '\0';
  return err < 0 ? err : fs_remove_one(r, path->data, true);
}

// rm(path, recursive, force, retries, delay)
static int64_t fs_run_rm(lode_fs_op *op) {
  fs_removal r = {op, (unsigned)op->number[2], (unsigned)op->number[3]};
  const char *path = op->text[0].data;
  int type = fs_type_of(path, false);
  if (type < 0) {
    return type == UV_ENOENT && op->number[1] != 0
               ? 0
               : lode_fs_failed(op, type, "lstat", path);
  }
  if (!FS_IS_DIR(type)) {
    return fs_remove_one(&r, path, false);
  }
  if (op->number[0] == 0) {
    return lode_fs_failed(op, UV_EISDIR, "rm", path);
  }
  lode_buf buf = LODE_BUF_INIT;
  int64_t err = lode_buf_append(&buf, path, op->text[0].size + 1);
  if (err == 0) {
    err = fs_remove_dir(&r, &buf);
  }
  lode_buf_deinit(&buf);
  return err;
}

// --- listings --------------------------------------------------------------

static uv_dirent_type_t fs_dirent_type(int mode) {
  switch (mode & 0170000) {
    case 0100000:
      return UV_DIRENT_FILE;
    case 0040000:
      return UV_DIRENT_DIR;
    case 0120000:
      return UV_DIRENT_LINK;
    case 0010000:
      return UV_DIRENT_FIFO;
    case 0140000:
      return UV_DIRENT_SOCKET;
    case 0020000:
      return UV_DIRENT_CHAR;
    case 0060000:
      return UV_DIRENT_BLOCK;
    default:
      return UV_DIRENT_UNKNOWN;
  }
}

// Appends [type] name NUL for each entry of root/relative, names from the
// root on.
static int64_t fs_list_one(lode_fs_op *op, const char *relative) {
  int flags = (int)op->number[0];
  lode_buf path = LODE_BUF_INIT;
  int err = lode_buf_append(&path, op->text[0].data, op->text[0].size + 1);
  size_t root = path.size - 1;
  if (err == 0 && relative[0] != '\0') {
    path.data[root] = '/';
    err = lode_buf_append(&path, relative, strlen(relative) + 1);
    err = err < 0 ? err : lode_fs_guard_path(op, 'r', path.data);
  }
  uv_fs_t req;
  if (err == 0) {
    uv_fs_scandir(NULL, &req, path.data, 0, NULL);
    err = req.result < 0 ? (int)req.result : 0;
    if (err < 0) {
      uv_fs_req_cleanup(&req);
      lode_fs_failed(op, err, "scandir", path.data);
    }
  }
  if (err < 0) {
    lode_buf_deinit(&path);
    return err;
  }
  uv_dirent_t entry;
  while (err == 0 && uv_fs_scandir_next(&req, &entry) == 0) {
    uv_dirent_type_t type = entry.type;
    if (type == UV_DIRENT_UNKNOWN && flags != 0) {
      path.size = root;
      lode_buf full = LODE_BUF_INIT;
      err = lode_buf_append(&full, path.data, strlen(path.data));
      err = err < 0 ? err : lode_buf_append(&full, "/", 1);
      err = err < 0
                ? err
                : lode_buf_append(&full, entry.name, strlen(entry.name) + 1);
      if (err == 0) {
        type = fs_dirent_type(fs_type_of(full.data, false));
      }
      lode_buf_deinit(&full);
    }
    char letter = (char)('0' + type);
    if (err == 0 && flags != 0) {
      err = lode_buf_append(&op->out, &letter, 1);
    }
    if (err == 0 && relative[0] != '\0') {
      err = lode_buf_append(&op->out, relative, strlen(relative));
      err = err < 0 ? err : lode_buf_append(&op->out, "/", 1);
    }
    if (err == 0) {
      err = lode_buf_append(&op->out, entry.name, strlen(entry.name) + 1);
    }
  }
  uv_fs_req_cleanup(&req);
  lode_buf_deinit(&path);
  return err;
}

// Whether an entry of the list (type, then name from the root on) is to be
// listed as well.
static bool fs_list_enters(const lode_fs_op *op, const char *entry) {
  if (entry[0] == '0' + UV_DIRENT_DIR) {
    return true;
  }
  if (entry[0] != '0' + UV_DIRENT_LINK ||
      ((int)op->number[0] & FS_LIST_INTO_LINKS) == 0) {
    return false;
  }
  lode_buf path = LODE_BUF_INIT;
  int err = lode_buf_append(&path, op->text[0].data, op->text[0].size);
  err = err < 0 ? err : lode_buf_append(&path, "/", 1);
  err = err < 0 ? err : lode_buf_append(&path, entry + 1, strlen(entry));
  bool enters = err == 0 && FS_IS_DIR(fs_type_of(path.data, true));
  lode_buf_deinit(&path);
  return enters;
}

// readdir(path, types | recursive | into links, bytes): every name with a NUL
// behind it, its type as a digit before it when the first number is not 0. The
// list is its own queue: directories in it are listed where it ends.
static int64_t fs_run_readdir(lode_fs_op *op) {
  int64_t err = fs_list_one(op, "");
  if (((int)op->number[0] & FS_LIST_RECURSIVE) == 0) {
    return err;
  }
  size_t at = 0;
  while (err == 0 && at < op->out.size) {
    const char *entry = op->out.data + at;
    size_t n = strlen(entry);
    if (fs_list_enters(op, entry)) {
      // A copy: the list moves as it grows.
      char *relative = lode_strndup(entry + 1, n - 1);
      err = fs_list_one(op, relative);
      free(relative);
    }
    at += n + 1;
  }
  return err;
}

LODE_FS_CALL(mkdirp, "wnn", fs_shape_mkdirp)
LODE_FS_CALL(rm, "xnnnn", NULL)
LODE_FS_CALL(readdir, "rnn", lode_fs_shape_text)

const lode_fn lode_fs_tree_calls[] = {
    LODE_FN("mkdirp", fs_js_mkdirp, 4),
    LODE_FN("rm", fs_js_rm, 6),
    LODE_FN("readdir", fs_js_readdir, 4),
};
const size_t lode_fs_tree_calls_count = LODE_COUNT_OF(lode_fs_tree_calls);
