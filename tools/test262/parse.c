// SPDX-License-Identifier: MIT
// The parser alone, for tools/test262/run --parser: reads lines "id goal
// strict path" (goal 0 script, 2 module; strict 0 or 1), writes "= id pass"
// or "= id message" for each. Knows no engine.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/parser.h"

static char *parse_read(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return NULL;
  }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *text = calloc(1, *size + LODE_PARSE_PADDING);
  if (text != NULL && fread(text, 1, *size, file) != *size) {
    free(text);
    text = NULL;
  }
  fclose(file);
  return text;
}

static void parse_one(const char *id, unsigned goal, unsigned strict,
                      const char *path) {
  lode_parse_input input = {NULL, 0, (lode_goal)goal, LODE_PARSE_PADDED};
  char *text = parse_read(path, &input.size);
  if (text == NULL) {
    printf("= %s cannot be read\n", id);
    return;
  }
  input.source = text;
  if (strict != 0) {
    input.options |= LODE_PARSE_STRICT;
  }
  lode_arena arena = LODE_ARENA_INIT;
  lode_program *program = NULL;
  lode_parse_error error = {0};
  int err = lode_parse(&input, &arena, &program, &error);
  if (err == 0) {
    printf("= %s pass\n", id);
  } else if (err == LODE_PARSE_SYNTAX) {
    printf("= %s SyntaxError: %s (%u:%u)\n", id, error.message, error.line,
           error.column + 1);
  } else {
    printf("= %s error %d\n", id, err);
  }
  lode_arena_deinit(&arena);
  free(text);
}

int main(void) {
  char line[4096];
  char id[32];
  char path[4000];
  unsigned goal;
  unsigned strict;
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (sscanf(line, "%31s %u %u %3999[^\n]", id, &goal, &strict, path) == 4) {
      printf("> %s\n", id);
      fflush(stdout);
      parse_one(id, goal, strict, path);
      fflush(stdout);
    }
  }
  return 0;
}
