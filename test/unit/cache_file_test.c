// SPDX-License-Identifier: MIT
// The compile cache's file: what goes in comes out; cut at every byte, and with
// each byte changed, it gives an error or what went in, and nothing else.
#include "bindings/cache_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "base/check.h"

enum { RECORDS = 3, LARGE = 100 };

static char file_path[] = "/tmp/lode-cache-file-XXXXXX/file";
static char file_large[LARGE];

static const lode_cache_record file_records[RECORDS] = {
    {9, 1, 2, "unit of nine", 12, NULL, 0},
    {3, 5, 6, NULL, 0, file_large, LARGE},
    {7, 8, 9, "u", 1, "bytecode", 8},
};

static bool file_same(const lode_cache_record *a, const lode_cache_record *b) {
  return a->key == b->key && a->source == b->source &&
         a->program == b->program && a->unit_size == b->unit_size &&
         a->bytecode_size == b->bytecode_size &&
         (a->unit_size == 0 || memcmp(a->unit, b->unit, a->unit_size) == 0) &&
         (a->bytecode_size == 0 ||
          memcmp(a->bytecode, b->bytecode, a->bytecode_size) == 0) &&
         (uintptr_t)a->bytecode % LODE_CACHE_ALIGN == 0;
}

// How many records the file gives; each is the one that went in.
static int file_count(void) {
  lode_cache_file file;
  int found = 0;
  if (lode_cache_file_open(file_path, &file) < 0) {
    LODE_CHECK(file.data == NULL);
    return -1;
  }
  for (int i = 0; i < RECORDS; i++) {
    lode_cache_record out;
    if (lode_cache_file_find(&file, file_records[i].key, &out) == 0) {
      LODE_CHECK(file_same(&out, &file_records[i]));
      found++;
    }
  }
  lode_cache_record none;
  LODE_CHECK(lode_cache_file_find(&file, 4, &none) == UV_ENOENT);
  munmap((void *)(uintptr_t)file.data, file.size);
  return found;
}

static void file_put(const char *bytes, size_t n) {
  int fd = open(file_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  LODE_CHECK(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
  close(fd);
}

static void file_test_damage(void) {
  static char bytes[4096], changed[4096];
  int fd = open(file_path, O_RDONLY);
  ssize_t n = read(fd, bytes, sizeof bytes);
  close(fd);
  LODE_CHECK(n > 0 && n < (ssize_t)sizeof bytes);
  int whole = 0;
  for (ssize_t i = 0; i < n; i++) {
    file_put(bytes, (size_t)i);
    whole += file_count() == RECORDS;
  }
  LODE_CHECK(whole < LODE_CACHE_ALIGN);
  whole = 0;
  for (ssize_t i = 0; i < n; i++) {
    memcpy(changed, bytes, (size_t)n);
    changed[i] ^= (char)(1 << i % 8);
    file_put(changed, (size_t)n);
    whole += file_count() == RECORDS;
  }
  // Only what lies behind records may be anything.
  LODE_CHECK(whole < RECORDS * LODE_CACHE_ALIGN);
  file_put(bytes, (size_t)n);
  LODE_CHECK(file_count() == RECORDS);
}

static void file_test_trust(void) {
  lode_cache_file file;
  LODE_CHECK(lode_cache_trust(file_path) == 0);
  LODE_CHECK(chmod(file_path, 0620) == 0);
  LODE_CHECK(lode_cache_trust(file_path) == UV_EACCES);
  LODE_CHECK(lode_cache_file_open(file_path, &file) == UV_EACCES);
  LODE_CHECK(unlink(file_path) == 0);
  LODE_CHECK(lode_cache_file_open(file_path, &file) == UV_ENOENT);
  LODE_CHECK(symlink("/etc/passwd", file_path) == 0);
  LODE_CHECK(lode_cache_file_open(file_path, &file) < 0);
  LODE_CHECK(unlink(file_path) == 0);
}

int main(void) {
  char *slash = strrchr(file_path, '/');
  *slash = '\0';
  LODE_CHECK(mkdtemp(file_path) != NULL);
  *slash = '/';
  memset(file_large, 'x', sizeof file_large);
  LODE_CHECK(lode_cache_file_write(file_path, file_records, RECORDS) == 0);
  LODE_CHECK(file_count() == RECORDS);
  file_test_damage();
  file_test_trust();
  LODE_CHECK(lode_cache_file_write("/nowhere/file", file_records, 1) ==
             UV_ENOENT);
  *slash = '\0';
  LODE_CHECK(rmdir(file_path) == 0);
  puts("ok");
  return 0;
}
