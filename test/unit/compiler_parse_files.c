// SPDX-License-Identifier: MIT
// Development program, no test by itself: runs the parser over files.
//
//   compiler_parse_files [OPTION...] FILE...
//     --goal=script|commonjs|module   what the files are (script)
//     --strict                        as if "use strict" stood in front
//     --quiet                         nothing for files that parse
//     --check                         looks whether the tree is sound
//     --repeat=N                      parses each N times and says how fast
//     -                               reads lines `GOAL[+strict] FILE` instead
//
// Prints `ok FILE` or `FILE:LINE:COLUMN: MESSAGE`; exits 1 when a file failed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/check.h"
#include "compiler/parser.h"
#include "compiler_tree.h"

typedef struct files_way {
  lode_goal goal;
  uint32_t options;
  bool quiet;
  bool check;
  int repeat;
} files_way;

static bool files_read(const char *path, lode_buf *text) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    return false;
  }
  char part[65536];
  for (;;) {
    size_t n = fread(part, 1, sizeof part, file);
    if (n == 0) {
      break;
    }
    LODE_CHECK(lode_buf_append(text, part, n) == 0);
  }
  fclose(file);
  return true;
}

static double files_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool files_parse(const files_way *way, const char *path) {
  lode_buf text = LODE_BUF_INIT;
  bool good = files_read(path, &text);
  if (!good) {
    return false;
  }
  lode_parse_input input = {.source = text.data,
                            .size = text.size,
                            .goal = way->goal,
                            .options = way->options};
  lode_parse_error error;
  double from = files_now();
  size_t memory = 0;
  lode_arena arena = LODE_ARENA_INIT;
  for (int i = 0; good && i < way->repeat; i++) {
    lode_program *program;
    lode_arena_reset(&arena);
    good = lode_parse(&input, &arena, &program, &error) == 0;
    memory = arena.total;
    if (good && way->check) {
      tree_check(program);
    }
  }
  lode_arena_deinit(&arena);
  double seconds = (files_now() - from) / way->repeat;
  if (!good) {
    printf("%s:%u:%u: %s\n", path, error.line, error.column + 1, error.message);
  } else if (!way->quiet) {
    printf("ok %s\n", path);
  }
  if (good && way->repeat > 1) {
    printf("%.1f MB/s, %.1f bytes of arena for each byte\n",
           (double)text.size / seconds / 1e6,
           (double)memory / (double)(text.size + 1));
  }
  lode_buf_deinit(&text);
  return good;
}

static lode_goal files_goal(const char *name) {
  switch (name[0]) {
    case 'm':
      return LODE_GOAL_MODULE;
    case 'c':
      return LODE_GOAL_COMMONJS;
    default:
      return LODE_GOAL_SCRIPT;
  }
}

static bool files_parse_list(files_way way) {
  char line[4096];
  bool good = true;
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    char *path = strchr(line, ' ');
    if (path == NULL) {
      continue;
    }
    *path++ = '\0';
    way.goal = files_goal(line);
    way.options = strstr(line, "+strict") != NULL ? LODE_PARSE_STRICT : 0;
    good = files_parse(&way, path) && good;
  }
  return good;
}

int main(int argc, char **argv) {
  files_way way = {.goal = LODE_GOAL_SCRIPT, .repeat = 1};
  bool good = true;
  for (int i = 1; i < argc; i++) {
    if (strncmp(argv[i], "--goal=", 7) == 0) {
      way.goal = files_goal(argv[i] + 7);
    } else if (strcmp(argv[i], "--strict") == 0) {
      way.options |= LODE_PARSE_STRICT;
    } else if (strcmp(argv[i], "--quiet") == 0) {
      way.quiet = true;
    } else if (strcmp(argv[i], "--check") == 0) {
      way.check = true;
    } else if (strncmp(argv[i], "--repeat=", 9) == 0) {
      way.repeat = atoi(argv[i] + 9);
    } else if (strcmp(argv[i], "-") == 0) {
      good = files_parse_list(way) && good;
    } else {
      good = files_parse(&way, argv[i]) && good;
    }
  }
  return good ? 0 : 1;
}
