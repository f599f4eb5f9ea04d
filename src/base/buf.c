// SPDX-License-Identifier: MIT
// Growth of lode_buf: the contract is in the header.
#include "base/buf.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void lode_buf_deinit(lode_buf *buf) {
  free(buf->data);
  *buf = (lode_buf)LODE_BUF_INIT;
}

int lode_buf_reserve(lode_buf *buf, size_t extra) {
  if (extra <= buf->capacity - buf->size) {
    return 0;
  }
  if (extra > SIZE_MAX / 2 - buf->size) {
    return -ENOMEM;
  }
  size_t capacity = buf->capacity ? buf->capacity : 64;
  while (capacity < buf->size + extra) {
    capacity *= 2;
  }
  char *data = lode_try_realloc(buf->data, capacity);
  if (data == NULL) {
    return -ENOMEM;
  }
  buf->data = data;
  buf->capacity = capacity;
  return 0;
}

int lode_buf_append(lode_buf *buf, const void *bytes, size_t n) {
  int err = lode_buf_reserve(buf, n);
  if (err < 0 || n == 0) {
    return err;
  }
  memcpy(buf->data + buf->size, bytes, n);
  buf->size += n;
  return 0;
}
