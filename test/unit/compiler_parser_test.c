// SPDX-License-Identifier: MIT
// The parser: what it accepts and refuses, with which words and where; every
// case whole and cut at every byte, with a page behind it that may not be
// touched; what it says of names; and input made to exhaust it.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/parser.h"
#include "compiler_tree.h"
#include "guard.h"

typedef struct parse_case {
  char goal;  // s, c or m
  const char *text;
  const char *message;  // NULL: it is well-formed
  uint32_t line;
  uint32_t column;
} parse_case;

static const parse_case parse_cases[] = {
#include "compiler_parser_cases.h"
};

static unsigned test_failures;

static lode_goal test_goal(char letter) {
  return letter == 'm'   ? LODE_GOAL_MODULE
         : letter == 'c' ? LODE_GOAL_COMMONJS
                         : LODE_GOAL_SCRIPT;
}

static int test_parse(char goal, const char *text, size_t size,
                      uint32_t options, lode_arena *arena,
                      lode_program **program, lode_parse_error *error) {
  lode_parse_input input = {.source = text,
                            .size = size,
                            .goal = test_goal(goal),
                            .options = options};
  int result = lode_parse(&input, arena, program, error);
  if (result == 0) {
    tree_check(*program);
  } else {
    LODE_CHECK(error->offset <= error->end && error->end <= size);
  }
  return result;
}

static void test_fail(const parse_case *c, const char *what,
                      const lode_parse_error *error) {
  test_failures++;
  fprintf(stderr, "%c: %s\n  %s: %s at %u:%u\n", c->goal, c->text, what,
          error->message, error->line, error->column);
}

static void test_whole(const parse_case *c, lode_arena *arena) {
  lode_program *program;
  lode_parse_error error = {.message = "accepted"};
  int result =
      test_parse(c->goal, c->text, strlen(c->text), 0, arena, &program, &error);
  if ((result == 0) != (c->message == NULL)) {
    test_fail(c, c->message == NULL ? "refused" : "expected a fault", &error);
  } else if (result != 0 &&
             (strcmp(error.message, c->message) != 0 || error.line != c->line ||
              error.column != c->column)) {
    test_fail(c, "another fault", &error);
  }
}

// Any piece of the text, ending at a page without access; copied, and in place
// with its padding.
static void test_cut(const parse_case *c, guard *pages, lode_arena *arena) {
  size_t size = strlen(c->text);
  for (size_t n = 0; n <= size; n++) {
    lode_program *program;
    lode_parse_error error;
    uint8_t *copy = guard_copy(pages, c->text, n);
    lode_arena_reset(arena);
    int a = test_parse(c->goal, (char *)copy, n, 0, arena, &program, &error);
    uint8_t *room = guard_room(pages, n + LODE_PARSE_PADDING);
    memcpy(room, c->text, n);
    memset(room + n, 0, LODE_PARSE_PADDING);
    lode_arena_reset(arena);
    int b = test_parse(c->goal, (char *)room, n, LODE_PARSE_PADDED, arena,
                       &program, &error);
    LODE_CHECK(a == b);
  }
}

static void test_cases(void) {
  guard pages = guard_new();
  lode_arena arena = LODE_ARENA_INIT;
  for (size_t i = 0; i < LODE_COUNT_OF(parse_cases); i++) {
    lode_arena_reset(&arena);
    test_whole(&parse_cases[i], &arena);
    test_cut(&parse_cases[i], &pages, &arena);
  }
  lode_arena_deinit(&arena);
}

// Deep, on a thread with a small stack: refused or not, it comes back.
static void *test_deep_thread(void *unused) {
  static const char *const pieces[] = {
      "(",
      "[",
      "{",
      "({a:",
      "`${",
      "function f(){",
      "a=>",
      "(a=",
      "!",
      "new ",
      "a?",
      "a?b:",
      "a**",
      "a+",
      "a.",
      "a(",
      "a=",
      "x:",
      "if(a);else ",
      "for(;;)",
      "do ",
      "try{",
      "with(a)",
      "class a{[",
      "class a{static{",
      "var [",
      "async(",
      "/(",
      "yield ",
      "import(",
      "({get a(){",
      "[...",
      "a?.[",
      "switch(a){case ",
  };
  enum { DEEP_SIZE = 1 << 19 };
  char *text = malloc(DEEP_SIZE);
  LODE_CHECK(text != NULL);
  for (size_t i = 0; i < LODE_COUNT_OF(pieces); i++) {
    size_t n = strlen(pieces[i]), size = 0;
    for (; size + n <= DEEP_SIZE; size += n) {
      memcpy(text + size, pieces[i], n);
    }
    for (const char *goal = "sm"; *goal != '\0'; goal++) {
      lode_arena arena = LODE_ARENA_INIT;
      lode_program *program;
      lode_parse_error error;
      LODE_CHECK(test_parse(*goal, text, size, 0, &arena, &program, &error) !=
                 -ENOMEM);
      lode_arena_deinit(&arena);
    }
  }
  free(text);
  return unused;
}

static void test_deep(void) {
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, (size_t)512 << 10);
  LODE_CHECK(pthread_create(&thread, &attributes, test_deep_thread, NULL) == 0);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&attributes);
}

static lode_name *test_name(const lode_program *program, const char *text) {
  for (size_t i = 0; i < program->name_count; i++) {
    if (program->names[i]->size == strlen(text) &&
        memcmp(program->names[i]->text, text, strlen(text)) == 0) {
      return program->names[i];
    }
  }
  return NULL;
}

// Each use of x and what it means: v var or function, l lexical, p parameter,
// i import, c catch, n own name, - nothing, ? uncertain.
static void test_resolve(char goal, const char *text, const char *expected) {
  static const char letters[] = {'v', 'v', 'p', 'l', 'l', 'l', 'l', 'l',
                                 'l', 'i', 'c', 'c', 'n', 'n', '#'};
  lode_arena arena = LODE_ARENA_INIT;
  lode_program *program;
  lode_parse_error error = {.message = ""};
  char found[32] = "";
  size_t n = 0;
  if (test_parse(goal, text, strlen(text), 0, &arena, &program, &error) == 0) {
    const lode_node *use = test_name(program, "x")->first;
    for (; use != NULL && n + 1 < sizeof found; use = use->u.ident.same) {
      bool dynamic;
      const lode_declaration *d =
          lode_scope_resolve(use->u.ident.scope, use->u.ident.name, &dynamic);
      found[n++] = dynamic ? '?' : d == NULL ? '-' : letters[d->kind];
    }
  }
  found[n] = '\0';
  if (strcmp(found, expected) != 0) {
    test_failures++;
    fprintf(stderr, "%s\n  resolves to %s, not %s %s\n", text, found, expected,
            error.message);
  }
  lode_arena_deinit(&arena);
}

static void test_resolution(void) {
  test_resolve('m', "import x from 'a'; x; { let x; x } x", "iilli");
  test_resolve('m', "import x from 'a'; function f(x) { x } f(x)", "ippi");
  test_resolve('m', "import {x} from 'a'; (x) => x; x => x; (a = x) => a",
               "ippppi");
  test_resolve('m', "import x from 'a'; var f = (g = () => x) => { var x; x }",
               "iivv");
  test_resolve('m', "import x from 'a'; try { x } catch (x) { x } x", "iicci");
  test_resolve('m', "import x from 'a'; for (let x of x) x; x", "illli");
  test_resolve('m', "import x from 'a'; (function x() { x }); x", "inni");
  test_resolve('m', "import x from 'a'; (class x { m() { x } }); x", "inni");
  test_resolve('m', "import x from 'a'; export {x}; ({x}); ({x} = a)", "iiii");
  test_resolve('m', "import x from 'a'; async (x, y = x) => x; async(x); x",
               "ipppii");
  test_resolve('s', "x; { function x() {} } x", "vlv");
  test_resolve('s', "'use strict'; x; { function x() {} } x", "-l-");
  test_resolve('s', "function f() { eval(''); x } var x", "?v");
  test_resolve('s', "with (a) x; var x; x", "?vv");
  test_resolve('s', "{ let x; { function x() {} } } x", "ll-");
  test_resolve('s', "switch (x) { case 0: let x; x }", "-ll");
  test_resolve('s', "label: for (;;) x.x({x: 1, x() {}})", "-");
}

int main(void) {
  test_cases();
  test_resolution();
  test_deep();
  if (test_failures > 0) {
    fprintf(stderr, "%u failures\n", test_failures);
  }
  return test_failures > 0;
}
