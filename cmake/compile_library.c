// SPDX-License-Identifier: MIT
// Build step: compile_library LIB OUT < ids. Writes OUT/id.js for each module
// LIB/id.js, through the module compiler (src/compiler/library.c).
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compiler/library.h"

static int library_read(const char *path, lode_buf *text) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return -errno;
  }
  char chunk[16384];
  size_t n;
  int err = 0;
  while (err == 0 && (n = fread(chunk, 1, sizeof chunk, file)) > 0) {
    err = lode_buf_append(text, chunk, n);
  }
  fclose(file);
  return err;
}

static int library_write(char *path, const lode_buf *text) {
  for (char *p = strchr(path + 1, '/'); p != NULL; p = strchr(p + 1, '/')) {
    *p = '\0';
    mkdir(path, 0777);
    *p = '/';
  }
  FILE *file = fopen(path, "wb");
  if (file == NULL) {
    return -errno;
  }
  size_t n = fwrite(text->data, 1, text->size, file);
  return fclose(file) == 0 && n == text->size ? 0 : -EIO;
}

static int library_compile(const char *from, char *to) {
  lode_buf text = LODE_BUF_INIT, out = LODE_BUF_INIT;
  lode_library_error error = {0};
  int err = library_read(from, &text);
  if (err == 0) {
    err = lode_compile_library(text.data, text.size, &out, &error);
    if (error.line != 0) {
      fprintf(stderr, "%s:%u: SyntaxError: %s\n", from, error.line,
              error.message);
    }
  }
  if (err == 0) {
    err = library_write(to, &out);
  }
  lode_buf_deinit(&text);
  lode_buf_deinit(&out);
  return err;
}

int main(int argc, char **argv) {
  char id[256], from[4096], to[4096];
  if (argc != 3) {
    return 2;
  }
  while (fgets(id, sizeof id, stdin) != NULL) {
    id[strcspn(id, "\n")] = '\0';
    snprintf(from, sizeof from, "%s/%s.js", argv[1], id);
    snprintf(to, sizeof to, "%s/%s.js", argv[2], id);
    if (library_compile(from, to) < 0) {
      fprintf(stderr, "compile_library: %s\n", from);
      return 1;
    }
  }
  return 0;
}
