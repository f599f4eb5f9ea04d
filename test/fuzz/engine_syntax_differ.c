// SPDX-License-Identifier: MIT
// Does the parser accept what the engine accepts? Mutates the texts of a folder
// (test/fuzz/campaign makes one: DIR/seeds) and asks both. Prints each input
// that they disagree about, once for each pair of answers, and the counts.
//
//   engine_syntax_differ FOLDER COUNT [SEED]
//
// Texts that name what the engine does not know (`using`, decorators) are left
// out.
#include <dirent.h>
#include <JavaScriptCore/JavaScript.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/utf8.h"
#include "compiler/parser.h"
#include "tokens_mutate.h"

enum { DIFFER_MAX = 1400, DIFFER_ANSWERS = 4096 };

// libFuzzer's place: only the mutator's own half is used.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max) {
  (void)data;
  (void)max;
  return size;
}

static lode_buf *differ_seeds;
static size_t differ_count;

static void differ_read(const char *folder) {
  DIR *dir = opendir(folder);
  LODE_CHECK(dir != NULL);
  size_t room = 0;
  for (struct dirent *entry = readdir(dir); entry != NULL;
       entry = readdir(dir)) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "rb");
    if (file == NULL) {
      continue;
    }
    char text[DIFFER_MAX];
    size_t n = fread(text, 1, sizeof text, file);
    fclose(file);
    if (differ_count == room) {
      room = room * 2 + 1024;
      differ_seeds = realloc(differ_seeds, room * sizeof *differ_seeds);
      LODE_CHECK(differ_seeds != NULL);
    }
    differ_seeds[differ_count] = (lode_buf)LODE_BUF_INIT;
    LODE_CHECK(lode_buf_append(&differ_seeds[differ_count++], text, n) == 0);
  }
  closedir(dir);
  LODE_CHECK(differ_count > 0);
}

// Whether the engine refuses it, with what it says.
static bool differ_engine(JSContextRef ctx, const char *text, char *says,
                          size_t size) {
  JSStringRef source = JSStringCreateWithUTF8CString(text);
  JSValueRef exception = NULL;
  bool accepts = JSCheckScriptSyntax(ctx, source, NULL, 1, &exception);
  JSStringRelease(source);
  says[0] = '\0';
  if (!accepts && exception != NULL) {
    JSStringRef shown = JSValueToStringCopy(ctx, exception, NULL);
    JSStringGetUTF8CString(shown, says, size);
    JSStringRelease(shown);
  }
  return !accepts;
}

// Each pair of answers is shown once: words in quotes do not count.
static bool differ_is_new(const char *ours, const char *engine) {
  static uint32_t seen[DIFFER_ANSWERS];
  uint32_t hash = 2166136261u;
  for (int i = 0; i < 2; i++) {
    bool quoted = false;
    for (const char *s = i == 0 ? ours : engine; *s != '\0'; s++) {
      quoted ^= *s == '\'' || *s == '"';
      if (!quoted && (*s < '0' || *s > '9')) {
        hash = (hash ^ (uint8_t)*s) * 16777619u;
      }
    }
  }
  for (size_t k = hash % DIFFER_ANSWERS;; k = (k + 1) % DIFFER_ANSWERS) {
    if (seen[k] == 0 || seen[k] == hash) {
      bool fresh = seen[k] == 0;
      seen[k] = hash;
      return fresh;
    }
  }
}

static bool differ_is_apart(const char *text) {
  static const char *const apart[] = {"using", "@", "import.", "import", NULL};
  for (size_t i = 0; apart[i] != NULL; i++) {
    if (strstr(text, apart[i]) != NULL) {
      return true;
    }
  }
  return false;
}

int main(int argc, char **argv) {
  LODE_CHECK(argc >= 3);
  differ_read(argv[1]);
  size_t times = strtoul(argv[2], NULL, 10);
  uint32_t state = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1;
  JSGlobalContextRef ctx = JSGlobalContextCreate(NULL);
  lode_arena arena = LODE_ARENA_INIT;
  size_t tried = 0, accepted = 0, differ = 0;
  while (tried < times) {
    char text[DIFFER_MAX + 1];
    const lode_buf *seed = &differ_seeds[tokens_random(&state, differ_count)];
    memcpy(text, seed->data, seed->size);
    size_t n = seed->size;
    for (uint32_t k = tokens_random(&state, 4); k > 0 && n > 4; k--) {
      size_t m = tokens_mutate((uint8_t *)text, n, DIFFER_MAX, &state);
      n = m >= 4 ? m : n;
    }
    text[n] = '\0';
    const char *source = text + 1;  // the first byte is a target's option
    if (n < 2 || strlen(source) != n - 1 || differ_is_apart(source) ||
        !lode_utf8_measure((const uint8_t *)source, n - 1).valid) {
      tried++;
      continue;
    }
    tried++;
    lode_parse_input input = {
        .source = source, .size = n - 1, .goal = LODE_GOAL_SCRIPT};
    lode_program *program;
    lode_parse_error error = {.message = ""};
    lode_arena_reset(&arena);
    bool ours = lode_parse(&input, &arena, &program, &error) != 0;
    char says[512];
    bool engine = differ_engine(ctx, source, says, sizeof says);
    accepted += !ours && !engine;
    if (ours != engine) {
      differ++;
      if (differ_is_new(ours ? error.message : "", says)) {
        printf("--- %s | engine: %s\n%s\n", ours ? error.message : "accepted",
               engine ? says : "accepted", source);
        fflush(stdout);
      }
    }
  }
  printf("=== %zu inputs, %zu accepted by both, %zu differ\n", tried, accepted,
         differ);
  lode_arena_deinit(&arena);
  JSGlobalContextRelease(ctx);
  return 0;
}
