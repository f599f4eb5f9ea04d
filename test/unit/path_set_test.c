// SPDX-License-Identifier: MIT
// Paths made absolute, and sets of them.
#include "base/path_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/path.h"

static void resolves(const char *base, const char *path, const char *want) {
  lode_buf out = LODE_BUF_INIT;
  LODE_CHECK(lode_path_resolve(base, path, &out) == 0);
  if (out.size != strlen(want) || memcmp(out.data, want, out.size) != 0) {
    fprintf(stderr, "%s + %s: %.*s, not %s\n", base, path, (int)out.size,
            out.data, want);
    abort();
  }
  lode_buf_deinit(&out);
}

static void add(lode_path_set *set, const char *text) {
  size_t n = strlen(text);
  bool open = n > 0 && text[n - 1] == '*';
  LODE_CHECK(lode_path_set_add(set, text, n - open, open) == 0);
}

static bool has(const lode_path_set *set, const char *path) {
  return lode_path_set_has(set, path, strlen(path));
}

static void test_kinds(void) {
  lode_path_set set = LODE_PATH_SET_INIT;
  LODE_CHECK(!has(&set, "/"));
  add(&set, "/a/file");
  add(&set, "/home/foo/*");
  add(&set, "/lib*");
  LODE_CHECK(has(&set, "/a/file") && !has(&set, "/a/fil"));
  LODE_CHECK(!has(&set, "/a/file/x") && !has(&set, "/a/files"));
  LODE_CHECK(has(&set, "/home/foo") && has(&set, "/home/foo/x/y"));
  LODE_CHECK(!has(&set, "/home/foo-bar") && !has(&set, "/home/fo"));
  LODE_CHECK(has(&set, "/lib") && has(&set, "/lib64/x") && !has(&set, "/li"));
  LODE_CHECK(!has(&set, "/") && !has(&set, ""));
  lode_path_set_deinit(&set);
}

// What one rule covers the others need not say, in whatever order.
static void test_covered(void) {
  lode_path_set set = LODE_PATH_SET_INIT;
  add(&set, "/a/b/c");
  add(&set, "/a/b/d/*");
  add(&set, "/a/b");
  add(&set, "/a/b");
  add(&set, "/a/bc");
  LODE_CHECK(set.count == 5);
  add(&set, "/a/b*");
  LODE_CHECK(set.count == 1 && has(&set, "/a/b") && has(&set, "/a/bcd"));
  add(&set, "/a/b/x");
  add(&set, "/a/bx*");
  LODE_CHECK(set.count == 1 && !has(&set, "/a/c"));
  add(&set, "/*");
  LODE_CHECK(set.count == 1 && has(&set, "/") && has(&set, "/a/c"));
  lode_path_set_deinit(&set);
}

// Against the plain way: every rule, one after the other.
static void test_many(void) {
  static const char letters[] = "/ab-";
  char rules[64][8];
  bool open[64];
  lode_path_set set = LODE_PATH_SET_INIT;
  unsigned seed = 7;
  for (int i = 0; i < 64; i++) {
    int n = 1;
    rules[i][0] = '/';
    for (; n < 3 + i % 4; n++) {
      seed = seed * 1103515245 + 12345;
      rules[i][n] = letters[(seed >> 16) % 4];
    }
    rules[i][n] = '\0';
    open[i] = i % 3 == 0;
    LODE_CHECK(lode_path_set_add(&set, rules[i], (size_t)n, open[i]) == 0);
  }
  for (unsigned code = 0; code < 4096; code++) {
    char path[8] = "/";
    for (unsigned i = 0; i < 6; i++) {
      path[i + 1] = letters[(code >> (2 * i)) % 4];
    }
    for (size_t n = 7; n > 0; n--) {
      bool want = false;
      for (int i = 0; i < 64; i++) {
        size_t size = strlen(rules[i]);
        bool folder = open[i] && rules[i][size - 1] == '/' && size > 1;
        want |= (open[i] ? n >= size : n == size) &&
                memcmp(path, rules[i], size) == 0;
        want |= folder && n == size - 1 && memcmp(path, rules[i], n) == 0;
      }
      LODE_CHECK(lode_path_set_has(&set, path, n) == want);
    }
  }
  lode_path_set_deinit(&set);
}

int main(void) {
  resolves("/x", "y", "/x/y");
  resolves("/x/", "./y//z/.", "/x/y/z");
  resolves("/x", "../../..", "/");
  resolves("/x", "/a/../b/c/..", "/b");
  resolves("/", "a", "/a");
  resolves("/x", "", "/x");
  resolves("/x", "/", "/");
  resolves("/x", "..a/...", "/x/..a/...");
  test_kinds();
  test_covered();
  test_many();
  return 0;
}
