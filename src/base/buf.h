// SPDX-License-Identifier: MIT
// A growing byte buffer. A zeroed lode_buf is empty and owns nothing.
#ifndef LODE_BASE_BUF_H
#define LODE_BASE_BUF_H

#include <stddef.h>

#include "base/compiler.h"

typedef struct lode_buf {
  char *data;       // owned; not terminated
  size_t size;      // bytes in use
  size_t capacity;  // bytes allocated
} lode_buf;

#define LODE_BUF_INIT \
  { NULL, 0, 0 }

void lode_buf_deinit(lode_buf *buf);
// Makes room for `extra` more bytes: 0, or -ENOMEM with the buffer unchanged.
LODE_NODISCARD int lode_buf_reserve(lode_buf *buf, size_t extra);
// Appends a copy of the bytes: 0, or -ENOMEM with the buffer unchanged.
LODE_NODISCARD int lode_buf_append(lode_buf *buf, const void *bytes, size_t n);

#endif
