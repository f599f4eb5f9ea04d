// SPDX-License-Identifier: MIT
// The command line: values, aliases, negation, NODE_OPTIONS, errors.
#include "runtime/options.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

static lode_options options;
static char errors_text[512];

static int parse(const char *env, int argc, const char **argv) {
  lode_buf errors = LODE_BUF_INIT;
  lode_options_deinit(&options);
  int code =
      lode_options_parse(&options, argc, (char **)(void *)argv, env, &errors);
  LODE_CHECK(errors.size < sizeof errors_text);
  if (errors.size > 0) {
    memcpy(errors_text, errors.data, errors.size);
  }
  errors_text[errors.size] = '\0';
  lode_buf_deinit(&errors);
  return code;
}

#define PARSE(env, ...)                                           \
  parse(env, (int)LODE_COUNT_OF(((const char *[]){__VA_ARGS__})), \
        (const char *[]){__VA_ARGS__})

static bool failed_with(int code, const char *text) {
  if (code != 9 || strcmp(errors_text, text) != 0) {
    fprintf(stderr, "got %d: %s", code, errors_text);
    return false;
  }
  return true;
}

static void test_table_is_sorted(void) {
  for (int i = 0; i < LODE_OPT_COUNT; i++) {
    const char *name = lode_options_table[i].name;
    LODE_CHECK(i == 0 || strcmp(lode_options_table[i - 1].name, name) < 0);
    LODE_CHECK(lode_options_find(name, strlen(name)) == i);
  }
  LODE_CHECK(lode_options_find("--x", 3) < 0);
}

static void test_script(void) {
  LODE_CHECK(PARSE(NULL, "lode", "a.js", "--check") == 0);
  LODE_CHECK(options.rest == 1 && options.exec_argc == 0);
  LODE_CHECK(!lode_options_on(&options, LODE_OPT_CHECK));
  LODE_CHECK(PARSE(NULL, "lode", "-r", "x", "-r", "y", "--", "-a") == 0);
  LODE_CHECK(options.rest == 6 && options.exec_argc == 4);
  const lode_option_value *list = &options.values[LODE_OPT_REQUIRE];
  LODE_CHECK(list->count == 2 && strcmp(list->list[1], "y") == 0);
  LODE_CHECK(PARSE(NULL, "lode", "-", "b") == 0);
  LODE_CHECK(options.use_stdin && options.rest == 1);
}

static void test_eval(void) {
  LODE_CHECK(PARSE(NULL, "lode", "-pe", "1", "x") == 0);
  LODE_CHECK(options.has_eval && options.rest == 3);
  LODE_CHECK(lode_options_on(&options, LODE_OPT_PRINT));
  LODE_CHECK(PARSE(NULL, "lode", "-p") == 0);
  LODE_CHECK(!options.has_eval);
  LODE_CHECK(PARSE(NULL, "lode", "-e", "\\-1") == 0);
  LODE_CHECK(strcmp(options.values[LODE_OPT_EVAL].text, "-1") == 0);
  LODE_CHECK(failed_with(PARSE(NULL, "lode", "-e"),
                         "lode: -e requires an argument\n"));
  LODE_CHECK(failed_with(PARSE(NULL, "lode", "-c", "-e", "1"),
                         "lode: either --check or --eval can be used, not "
                         "both\n"));
}

static void test_values(void) {
  LODE_CHECK(PARSE(NULL, "lode", "--no_warnings") == 0);
  LODE_CHECK(!lode_options_on(&options, LODE_OPT_WARNINGS));
  LODE_CHECK(PARSE("--no-warnings", "lode", "--warnings") == 0);
  LODE_CHECK(lode_options_on(&options, LODE_OPT_WARNINGS));
  LODE_CHECK(PARSE("--max-http-header-size=1", "lode", "--max-http-header-size",
                   "2") == 0);
  LODE_CHECK(options.values[LODE_OPT_MAX_HTTP_HEADER_SIZE].number == 2);
  LODE_CHECK(PARSE(" --title=\"a b\\\"\" ", "lode") == 0);
  LODE_CHECK(strcmp(options.values[LODE_OPT_TITLE].text, "a b\"") == 0);
}

static void test_errors(void) {
  LODE_CHECK(
      failed_with(PARSE(NULL, "lode", "--x"), "lode: bad option: --x\n"));
  LODE_CHECK(
      failed_with(PARSE(NULL, "lode", "-C=x"), "lode: bad option: -C=x\n"));
  LODE_CHECK(failed_with(PARSE(NULL, "lode", "--title="),
                         "lode: --title= requires an argument\n"));
  LODE_CHECK(failed_with(PARSE(NULL, "lode", "--no-title"),
                         "lode: --no-title is an invalid negation because it "
                         "is not a boolean option\n"));
  LODE_CHECK(failed_with(PARSE("-e", "lode"),
                         "lode: -e is not allowed in NODE_OPTIONS\n"));
  LODE_CHECK(failed_with(PARSE("-e 1", "lode"),
                         "lode: -e is not allowed in NODE_OPTIONS\n"));
  LODE_CHECK(failed_with(PARSE("--title=\"a", "lode"),
                         "lode: invalid value for NODE_OPTIONS (unterminated "
                         "string)\n\n"));
  LODE_CHECK(
      failed_with(PARSE(NULL, "lode", "-i"), "lode: -i is not supported\n"));
  LODE_CHECK(failed_with(PARSE(NULL, "lode", "--unhandled-rejections=x"),
                         "lode: invalid value for --unhandled-rejections\n"));
}

int main(void) {
  test_table_is_sorted();
  test_script();
  test_eval();
  test_values();
  test_errors();
  lode_options_deinit(&options);
  return 0;
}
