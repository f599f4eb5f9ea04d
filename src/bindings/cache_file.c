// SPDX-License-Identifier: MIT
// A head, a list of the records sorted by key, their bytes. The list has a
// checksum in the head, each record's bytes have one in the list: bytecode is
// believed by the engine, so what is damaged must not get there. A file is
// made under another name and moved to its place.
#include "bindings/cache_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "loop/program.h"

// Numbers are in the machine's order: the folder is one machine's.
typedef struct file_head {
  char magic[8];
  uint64_t count;
  uint64_t check;  // of the list
} file_head;

typedef struct file_item {
  uint64_t key, source, program;
  uint64_t at;  // where the bytecode begins; what the unit needs follows it
  uint64_t bytecode, unit;
  uint64_t check;  // of the bytes
} file_item;

static const char file_magic[8] = "lodecc2";

static uint64_t file_round(uint64_t n) {
  return (n + LODE_CACHE_ALIGN - 1) & ~(uint64_t)(LODE_CACHE_ALIGN - 1);
}

static int file_trust(const struct stat *facts) {
  return facts->st_uid == geteuid() && (facts->st_mode & 022) == 0 ? 0
                                                                   : UV_EACCES;
}

int lode_cache_trust(const char *path) {
  struct stat facts;
  return lstat(path, &facts) < 0 ? uv_translate_sys_error(errno)
                                 : file_trust(&facts);
}

static const file_item *file_items(const lode_cache_file *file) {
  return (const file_item *)(const void *)(file->data + sizeof(file_head));
}

// Whether the head is ours and the list says of no byte that is not there.
static bool file_is_sound(const lode_cache_file *file) {
  file_head head;
  if (file->size < sizeof head) {
    return false;
  }
  memcpy(&head, file->data, sizeof head);
  size_t rest = file->size - sizeof head;
  if (memcmp(head.magic, file_magic, sizeof file_magic) != 0 ||
      head.count > rest / sizeof(file_item) ||
      head.check != lode_hash(file_items(file), head.count * sizeof(file_item),
                              head.count)) {
    return false;
  }
  for (uint64_t i = 0; i < head.count; i++) {
    const file_item *item = &file_items(file)[i];
    if (item->at > file->size || item->at % LODE_CACHE_ALIGN != 0 ||
        item->bytecode > file->size - item->at ||
        item->unit > file->size - item->at - item->bytecode) {
      return false;
    }
  }
  return true;
}

static int file_map(int fd, lode_cache_file *out) {
  struct stat facts;
  if (fstat(fd, &facts) < 0) {
    return uv_translate_sys_error(errno);
  }
  int err = file_trust(&facts);
  if (err < 0 || facts.st_size == 0 || !S_ISREG(facts.st_mode)) {
    return err < 0 ? err : UV_EFTYPE;
  }
  size_t size = (size_t)facts.st_size;
  void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (data == MAP_FAILED) {
    return uv_translate_sys_error(errno);
  }
  *out = (lode_cache_file){.data = data, .size = size};
  if (!file_is_sound(out)) {
    munmap(data, size);
    *out = (lode_cache_file){0};
    return UV_EFTYPE;
  }
  out->count = ((const file_head *)data)->count;
  return 0;
}

int lode_cache_file_open(const char *path, lode_cache_file *out) {
  *out = (lode_cache_file){0};
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    return uv_translate_sys_error(errno);
  }
  int err = file_map(fd, out);
  close(fd);
  return err;
}

void lode_cache_file_at(const lode_cache_file *file, uint64_t i,
                        lode_cache_record *out) {
  const file_item *item = &file_items(file)[i];
  const char *bytes = file->data + item->at;
  *out = (lode_cache_record){
      item->key,      item->source,
      item->program,  bytes + item->bytecode,
      item->unit,     item->bytecode == 0 ? NULL : bytes,
      item->bytecode,
  };
}

int lode_cache_file_find(const lode_cache_file *file, uint64_t key,
                         lode_cache_record *out) {
  uint64_t low = 0, high = file->count;
  while (low < high) {
    uint64_t middle = (low + high) / 2;
    if (file_items(file)[middle].key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const file_item *item = low < file->count ? &file_items(file)[low] : NULL;
  if (item == NULL || item->key != key) {
    return UV_ENOENT;
  }
  if (item->check != lode_hash(file->data + item->at,
                               item->bytecode + item->unit, item->source)) {
    return UV_EFTYPE;
  }
  lode_cache_file_at(file, low, out);
  return 0;
}

static int file_compare(const void *a, const void *b) {
  uint64_t left = ((const lode_cache_record *)a)->key;
  uint64_t right = ((const lode_cache_record *)b)->key;
  return left < right ? -1 : left > right;
}

// One buffer of all: a record's two parts are hashed as the one piece that
// they are in the file.
static int file_build(lode_cache_record *records, size_t n, lode_buf *out) {
  qsort(records, n, sizeof *records, file_compare);
  uint64_t at = file_round(sizeof(file_head) + n * sizeof(file_item));
  uint64_t size = at;
  for (size_t i = 0; i < n; i++) {
    size = file_round(size + records[i].bytecode_size + records[i].unit_size);
  }
  int err = lode_buf_reserve(out, size);
  if (err < 0) {
    return err;
  }
  memset(out->data, 0, size);
  out->size = size;
  file_item *items = (file_item *)(void *)(out->data + sizeof(file_head));
  for (size_t i = 0; i < n; i++) {
    const lode_cache_record *r = &records[i];
    char *to = out->data + at;
    if (r->bytecode_size > 0) {
      memcpy(to, r->bytecode, r->bytecode_size);
    }
    if (r->unit_size > 0) {
      memcpy(to + r->bytecode_size, r->unit, r->unit_size);
    }
    uint64_t used = r->bytecode_size + r->unit_size;
    items[i] = (file_item){r->key,
                           r->source,
                           r->program,
                           at,
                           r->bytecode_size,
                           r->unit_size,
                           lode_hash(to, used, r->source)};
    at = file_round(at + used);
  }
  file_head head = {.count = n};
  memcpy(head.magic, file_magic, sizeof file_magic);
  head.check = lode_hash(items, n * sizeof *items, n);
  memcpy(out->data, &head, sizeof head);
  return 0;
}

static int file_move(const char *path, const lode_buf *bytes) {
  char temporary[4096];
  if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >=
      (int)sizeof temporary) {
    return UV_ENAMETOOLONG;
  }
  int fd = mkostemp(temporary, O_CLOEXEC);
  if (fd < 0) {
    return uv_translate_sys_error(errno);
  }
  int err = lode_program_write(fd, bytes->data, bytes->size);
  close(fd);
  if (err == 0 && rename(temporary, path) < 0) {
    err = uv_translate_sys_error(errno);
  }
  if (err < 0) {
    unlink(temporary);
  }
  return err;
}

int lode_cache_file_write(const char *path, const lode_cache_record *records,
                          size_t n) {
  lode_cache_record *sorted = lode_try_malloc((n + 1) * sizeof *sorted);
  if (sorted == NULL) {
    return UV_ENOMEM;
  }
  memcpy(sorted, records, n * sizeof *sorted);
  lode_buf bytes = LODE_BUF_INIT;
  int err = file_build(sorted, n, &bytes);
  if (err == 0) {
    err = file_move(path, &bytes);
  }
  lode_buf_deinit(&bytes);
  free(sorted);
  return err;
}
