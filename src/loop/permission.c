// SPDX-License-Identifier: MIT
#include "loop/permission.h"

#include <string.h>
#include <sys/stat.h>
#include <uv.h>

#include "base/check.h"
#include "base/path.h"

// Appends the absolute form of `path`. 0 or a negative code.
static int permission_resolve(const char *path, lode_buf *out) {
  char cwd[4096] = "/";
  size_t size = sizeof cwd;
  int err = path[0] == '/' ? 0 : uv_cwd(cwd, &size);
  return err < 0 ? err : lode_path_resolve(cwd, path, out);
}

static bool permission_is_folder(const char *path) {
  uv_fs_t req;
  int err = uv_fs_stat(NULL, &req, path, NULL);
  bool folder = err == 0 && S_ISDIR(req.statbuf.st_mode);
  uv_fs_req_cleanup(&req);
  return folder;
}

void lode_permission_grant(lode_permission *permission, lode_right right,
                           const char *value) {
  if (strcmp(value, "*") == 0) {
    permission->all[right] = true;
    return;
  }
  lode_buf path = LODE_BUF_INIT;
  int err = permission_resolve(value, &path);
  const char *star = err < 0 ? NULL : memchr(path.data, '*', path.size);
  bool open = star != NULL;
  if (open) {
    path.size = (size_t)(star - path.data);
  } else if (err == 0) {
    err = lode_buf_append(&path, "", 1);
    path.size--;
    open = err == 0 && permission_is_folder(path.data);
    if (open && path.size > 1) {
      path.data[path.size++] = '/';  // where the NUL was
    }
  }
  if (err == 0) {
    err = lode_path_set_add(&permission->paths[right], path.data, path.size,
                            open);
  }
  // Nothing runs yet: no memory, or no working directory, ends the program.
  LODE_CHECK(err == 0);
  lode_buf_deinit(&path);
}

bool lode_permission_has_path(const lode_permission *permission,
                              lode_right right, const char *path) {
  if (permission->all[right]) {
    return true;
  }
  lode_buf full = LODE_BUF_INIT;
  // What cannot be told apart is not granted.
  bool has = permission_resolve(path, &full) == 0 &&
             lode_path_set_has(&permission->paths[right], full.data, full.size);
  lode_buf_deinit(&full);
  return has;
}
