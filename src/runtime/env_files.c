// SPDX-License-Identifier: MIT
// Reads the files that --env-file names.
#include "runtime/env_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "runtime/dotenv.h"

enum { ENV_FILES_EXIT_CODE = 9 };

// The names that files have set so far, each with its NUL.
typedef struct env_files_names {
  lode_buf buf;
} env_files_names;

static bool env_files_has(const env_files_names *names, const char *name) {
  for (size_t i = 0; i < names->buf.size;) {
    if (strcmp(names->buf.data + i, name) == 0) {
      return true;
    }
    i += strlen(names->buf.data + i) + 1;
  }
  return false;
}

static void env_files_set(void *data, const char *key, size_t key_size,
                          const char *value, size_t value_size) {
  env_files_names *names = data;
  char *name = lode_strndup(key, key_size);
  char *text = lode_strndup(value, value_size);
  bool ours = env_files_has(names, name);
  if (*name != '\0' && (ours || getenv(name) == NULL)) {
    // A name with '=' in it is refused by the system: nothing to report.
    (void)setenv(name, text, 1);
    if (!ours) {
      int err = lode_buf_append(&names->buf, name, strlen(name) + 1);
      LODE_CHECK(err == 0);
    }
  }
  free(text);
  free(name);
}

static bool env_files_read(const char *path, lode_buf *text) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return false;
  }
  char chunk[4096];
  size_t n;
  int err = 0;
  while (err == 0 && (n = fread(chunk, 1, sizeof chunk, file)) > 0) {
    err = lode_buf_append(text, chunk, n);
  }
  bool read = err == 0 && !ferror(file);
  fclose(file);
  return read;
}

// The file that word i of argv names, in either spelling; NULL for none.
static const char *env_files_name(char **argv, int i, int end,
                                  const char *option) {
  size_t n = strlen(option);
  if (strncmp(argv[i], option, n) != 0) {
    return NULL;
  }
  if (argv[i][n] == '=') {
    return argv[i] + n + 1;
  }
  return argv[i][n] == '\0' && i < end ? argv[i + 1] : NULL;
}

static int env_files_one(env_files_names *names, const char *program,
                         const char *path, bool optional) {
  lode_buf text = LODE_BUF_INIT;
  int code = 0;
  if (env_files_read(path, &text)) {
    lode_dotenv_parse(text.data, text.size, env_files_set, names);
  } else if (optional) {
    fprintf(stderr, "%s not found. Continuing without it.\n", path);
  } else {
    fprintf(stderr, "%s: %s: not found\n", program, path);
    code = ENV_FILES_EXIT_CODE;
  }
  lode_buf_deinit(&text);
  return code;
}

int lode_env_files_load(const lode_options *options, char **argv) {
  env_files_names names = {LODE_BUF_INIT};
  int code = 0;
  int end = options->exec_argc;
  for (int i = 1; i <= end && code == 0; i++) {
    const char *path = env_files_name(argv, i, end, "--env-file");
    bool optional = path == NULL;
    if (optional) {
      path = env_files_name(argv, i, end, "--env-file-if-exists");
    }
    if (path != NULL) {
      code = env_files_one(&names, argv[0], path, optional);
    }
  }
  lode_buf_deinit(&names.buf);
  return code;
}
