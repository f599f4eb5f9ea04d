// SPDX-License-Identifier: MIT
#include "base/path.h"

#include <string.h>

int lode_path_resolve(const char *base, const char *path, lode_buf *out) {
  int err = 0;
  if (path[0] != '/') {
    size_t size = strlen(base);
    size -= size > 0 && base[size - 1] == '/';
    err = lode_buf_append(out, base, size);
  }
  while (err == 0 && *path != '\0') {
    size_t n = strcspn(path, "/");
    if (n == 2 && path[0] == '.' && path[1] == '.') {
      while (out->size > 0 && out->data[--out->size] != '/') {
      }
    } else if (n > 0 && !(n == 1 && path[0] == '.')) {
      err = lode_buf_append(out, "/", 1);
      if (err == 0) {
        err = lode_buf_append(out, path, n);
      }
    }
    path += n;
    path += *path == '/';
  }
  if (err == 0 && out->size == 0) {
    err = lode_buf_append(out, "/", 1);
  }
  return err;
}
