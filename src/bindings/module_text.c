// SPDX-License-Identifier: MIT
// Reading files and module texts: the contract is in the header.
#include "bindings/module_text.h"

#include <string.h>

#include "base/utf8.h"
#include "engine/source.h"

enum {
  TEXT_HEAD = sizeof LODE_MODULE_HEAD - 1,
  TEXT_TAIL = sizeof LODE_MODULE_TAIL - 1,
};

int lode_read_all(uv_file fd, lode_buf *out) {
  uv_fs_t req;
  for (;;) {
    int err = lode_buf_reserve(out, 16384);
    if (err < 0) {
      return err;
    }
    uv_buf_t to = uv_buf_init(out->data + out->size,
                              (unsigned)(out->capacity - out->size));
    err = uv_fs_read(NULL, &req, fd, &to, 1, -1, NULL);
    uv_fs_req_cleanup(&req);
    if (err <= 0) {
      return err;
    }
    out->size += (size_t)err;
  }
}

// The descriptor or a negative code, and the file's size where it has one.
static int text_open(const char *path, size_t *size) {
  uv_fs_t req;
  int fd = uv_fs_open(NULL, &req, path, UV_FS_O_RDONLY, 0, NULL);
  uv_fs_req_cleanup(&req);
  if (fd >= 0) {
    int err = uv_fs_fstat(NULL, &req, fd, NULL);
    *size = err < 0 ? 0 : (size_t)req.statbuf.st_size;
    uv_fs_req_cleanup(&req);
  }
  return fd;
}

static void text_close(uv_file fd) {
  uv_fs_t req;
  uv_fs_close(NULL, &req, fd, NULL);
  uv_fs_req_cleanup(&req);
}

// Appends a file of about `size` bytes.
static int text_append_file(uv_file fd, size_t size, lode_buf *out) {
  // More than the file: the read that meets the end needs room.
  int err = lode_buf_reserve(out, size + 16385);
  return err < 0 ? err : lode_read_all(fd, out);
}

int lode_read_file(const char *path, lode_buf *out) {
  size_t size;
  int fd = text_open(path, &size);
  if (fd < 0) {
    return fd;
  }
  int err = text_append_file(fd, size, out);
  text_close(fd);
  return err;
}

// Reads into the string. 0 or a negative code; the file is another one now
// when text->size is not `size`.
static int text_fill_room(lode_env *env, uv_file fd, size_t size,
                          lode_module_text *text) {
  char *data =
      lode_string_open(env, TEXT_HEAD + size + TEXT_TAIL, false, &text->room);
  if (data == NULL) {
    return UV_ENOMEM;
  }
  text->in_room = true;
  memcpy(data, LODE_MODULE_HEAD, TEXT_HEAD);
  text->source = data + TEXT_HEAD;
  text->size = 0;
  int err;
  do {
    // The tail has not been written: a byte too many does no harm.
    uv_buf_t to = uv_buf_init(text->source + text->size,
                              (unsigned)(size + 1 - text->size));
    uv_fs_t req;
    err = uv_fs_read(NULL, &req, fd, &to, 1, -1, NULL);
    uv_fs_req_cleanup(&req);
    text->size += err > 0 ? (size_t)err : 0;
  } while (err > 0 && text->size <= size);
  return err < 0 ? err : 0;
}

// Reads into memory of ours, behind what the room has of the file.
static int text_fill_buf(uv_file fd, size_t size, lode_module_text *text) {
  int err = lode_buf_append(&text->buf, LODE_MODULE_HEAD, TEXT_HEAD);
  if (err == 0 && text->in_room) {
    err = lode_buf_append(&text->buf, text->source, text->size);
  }
  if (err == 0) {
    err = text_append_file(fd, size, &text->buf);
  }
  if (err == 0) {
    text->source = text->buf.data + TEXT_HEAD;
    text->size = text->buf.size - TEXT_HEAD;
  }
  return err;
}

int lode_module_text_read(lode_env *env, const char *path,
                          lode_module_text *text) {
  *text = (lode_module_text){.buf = LODE_BUF_INIT};
  size_t size;
  int fd = text_open(path, &size);
  if (fd < 0) {
    return fd;
  }
  int err = 0;
  bool large = size >= LODE_SOURCE_LARGE && size < LODE_STRING_MAX / 2 &&
               lode_source_open(env);
  if (large) {
    err = text_fill_room(env, fd, size, text);
  }
  if (err == 0 && (!large || text->size != size)) {
    err = text_fill_buf(fd, size, text);
  }
  text_close(fd);
  return err;
}

int lode_module_text_set(lode_module_text *text, const char *source,
                         size_t size) {
  *text = (lode_module_text){.buf = LODE_BUF_INIT};
  int err = lode_buf_append(&text->buf, LODE_MODULE_HEAD, TEXT_HEAD);
  if (err == 0) {
    err = lode_buf_append(&text->buf, source, size);
  }
  if (err == 0) {
    text->source = text->buf.data + TEXT_HEAD;
    text->size = size;
  }
  return err;
}

lode_value lode_module_text_program(lode_env *env, lode_module_text *text) {
  size_t size = TEXT_HEAD + text->size + TEXT_TAIL;
  if (text->buf.size > 0) {
    // The file's text may have become shorter.
    text->buf.size = TEXT_HEAD + text->size;
    if (lode_buf_append(&text->buf, LODE_MODULE_TAIL, TEXT_TAIL) < 0) {
      return NULL;
    }
    text->source = text->buf.data + TEXT_HEAD;
    text->program = lode_string_utf8(env, text->buf.data, size);
    return text->program;
  }
  memcpy(text->source + text->size, LODE_MODULE_TAIL, TEXT_TAIL);
  const char *data = text->room.data;
  if (size == text->room.length &&
      lode_ascii_prefix((const uint8_t *)data, size) == size) {
    text->in_room = false;
    text->program = lode_string_close(env, &text->room);
  } else {
    text->program = lode_string_utf8(env, data, size);
  }
  return text->program;
}

void lode_module_text_deinit(lode_env *env, lode_module_text *text) {
  if (text->in_room) {
    (void)lode_string_close(env, &text->room);  // the collector frees it
  }
  lode_buf_deinit(&text->buf);
}
