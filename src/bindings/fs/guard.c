// SPDX-License-Identifier: MIT
// --permission on the disk. Every operation comes through here with the
// signature of its arguments, which says what it does with each path; the
// trees that it walks on its own ask for each path they come to.
#include <string.h>

#include "bindings/fs/op.h"
#include "loop/permission.h"

static int guard_right(lode_fs_op *op, lode_right right, const char *path) {
  if (lode_may_path(op->env->permission, right, path)) {
    return 0;
  }
  return (int)lode_fs_failed(
      op, LODE_DENIED,
      right == LODE_MAY_READ ? "FileSystemRead" : "FileSystemWrite", path);
}

// By the flags of open(2): what is neither opened for reading nor changed
// needs no right to it; making or cutting a file writes it.
static int guard_open(lode_fs_op *op, const char *path) {
  int flags = (int)op->number[0];
  int way = flags & (UV_FS_O_RDONLY | UV_FS_O_WRONLY | UV_FS_O_RDWR);
  int err = 0;
  if (way != UV_FS_O_WRONLY) {
    err = guard_right(op, LODE_MAY_READ, path);
  }
  if (err == 0 &&
      (way != UV_FS_O_RDONLY ||
       (flags & (UV_FS_O_APPEND | UV_FS_O_CREAT | UV_FS_O_TRUNC)) != 0)) {
    err = guard_right(op, LODE_MAY_WRITE, path);
  }
  return err;
}

// The path that mkdtemp will make has six letters more.
static int guard_template(lode_fs_op *op, const char *prefix) {
  lode_buf path = LODE_BUF_INIT;
  int err = lode_buf_append(&path, prefix, strlen(prefix));
  err = err < 0 ? err : lode_buf_append(&path, "XXXXXX", 7);
  err = err < 0 ? LODE_DENIED : guard_right(op, LODE_MAY_WRITE, path.data);
  lode_buf_deinit(&path);
  return err;
}

int lode_fs_guard_path(lode_fs_op *op, char letter, const char *path) {
  int err = 0;
  switch (letter) {
    case 'r':
      return guard_right(op, LODE_MAY_READ, path);
    case 'w':
      return guard_right(op, LODE_MAY_WRITE, path);
    case 'x':
      err = guard_right(op, LODE_MAY_READ, path);
      return err < 0 ? err : guard_right(op, LODE_MAY_WRITE, path);
    case 'm':
      return guard_template(op, path);
    case 'l':
      return lode_may(op->env->permission, LODE_MAY_READ) &&
                     lode_may(op->env->permission, LODE_MAY_WRITE)
                 ? 0
                 : (int)lode_fs_failed(op, LODE_DENIED, "", NULL);
    default:
      return guard_open(op, path);
  }
}

int lode_fs_guard(lode_fs_op *op, const char *signature) {
  unsigned text = 0;
  int err = 0;
  for (size_t i = 0; signature[i] != '\0' && err == 0; i++) {
    char letter = signature[i];
    if (letter == 'f') {
      err = (int)lode_fs_failed(op, LODE_DENIED, "", NULL);
    } else if (letter == 'q' && op->fd >= 0) {
      text++;
    } else if (letter == 'p') {
      text++;
    } else if (strchr("rwxoqml", letter) != NULL) {
      err = lode_fs_guard_path(op, letter, op->text[text++].data);
    }
  }
  return err;
}
