// SPDX-License-Identifier: MIT
// Which names a CommonJS text exports: pairs of texts and "names | specifiers
// that are re-exported". What Node's lexer says, too.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/cjs_lexer.h"

typedef struct lexer_case {
  const char *source;
  const char *want;
} lexer_case;

#define GUARD "if(k==='default'||k==='__esModule')return;"

static const lexer_case lexer_cases[] = {
    {"exports.a = exports['b c'] = 1; module.exports.d = 2", "a,b c,d | "},
    {"exports.a++; exports.b += 1; exports[c] = 1; x.exports.d = 1", " | "},
    {"function f() { exports /* c */ . a = 1 }", "a | "},
    {"exports[\"\\u{1F600}\"] = exports['\\ud800'] = 1", "\xf0\x9f\x98\x80 | "},
    {"/exports.a=1/; `exports.b=1`; 'exports.c=1'; // exports.d=1", " | "},
    {"x/exports.a=1/2; if (x) /exports.b=1/.y; `${exports.c=1}`", "a,c | "},
    {"module.exports = { a, b: c, 'd': e, f }", "a,b,d,f | "},
    {"module.exports = { a, b: c.d, e }", "a,b | "},
    {"module.exports = { a, b: 1, c }", "a | "},
    {"module.exports = { a, get b() {}, c }", "a | "},
    {"module.exports = { a, b: require('c'), d }", "a,b | c"},
    {"module.exports = { ...require('a'), ...b, c }", "c | a"},
    {"0 && (module.exports = { a, b, ...require('c') })", "a,b | c"},
    {"module.exports = require('a'); module.exports = require('b')", " | b"},
    {"Object.defineProperty(exports, 'a', { value: 1 })", "a | "},
    {"Object.defineProperty(exports, 'a', { enumerable: true, get: function () "
     "{ return b.c; } })",
     "a | "},
    {"Object.defineProperty(exports, 'a', { get() { return b['c'] } })",
     "a | "},
    {"Object.defineProperty(exports, 'a', { get() { return b() } })", " | "},
    {"Object.defineProperty(exports, 'a', { writable: true, value: 1 })",
     " | "},
    {"__exportStar(require('a'), exports); tslib.__export(require('b'))",
     " | a,b"},
    {"var m = require('a'); Object.keys(m).forEach(function (k) {" GUARD
     "exports[k] = m[k]; })",
     " | a"},
    {"var m = _interopRequireWildcard(require('a')); Object.keys(m).forEach("
     "function (k) {" GUARD "if (k in exports && exports[k] === m[k]) return;"
     "Object.defineProperty(exports, k, { enumerable: true, get: function () "
     "{ return m[k]; } }); });",
     " | a"},
    {"import x from 'y'; exports.a = 1", " | "},
    {"import('x'); exports.a = 1", "a | "},
    {"#!/bin/exports.a=1\nexports.b = 1", "b | "},
    {"exports[''] = 1", " | "},
    {"", " | "},
};

static void lexer_check(const lexer_case *test) {
  lode_cjs_names names = {0};
  char seen[256] = "";
  LODE_CHECK(lode_cjs_lex(test->source, strlen(test->source), &names) == 0);
  for (int reexports = 0; reexports < 2; reexports++) {
    bool first = true;
    for (size_t i = 0; i < names.count; i++) {
      const lode_cjs_name *name = &names.items[i];
      if (name->reexport == (reexports == 1)) {
        strcat(seen, first ? "" : ",");
        strncat(seen, names.text.data + name->text, name->size);
        first = false;
      }
    }
    strcat(seen, reexports == 0 ? " | " : "");
  }
  if (strcmp(seen, test->want) != 0) {
    fprintf(stderr, "%s\n  gave %s\n  want %s\n", test->source, seen,
            test->want);
    exit(1);
  }
  lode_cjs_names_deinit(&names);
}

int main(void) {
  for (size_t i = 0; i < LODE_COUNT_OF(lexer_cases); i++) {
    lexer_check(&lexer_cases[i]);
    // Every beginning of it, too: nothing may be read behind the end.
    for (size_t n = 0; n < strlen(lexer_cases[i].source); n++) {
      char *cut = malloc(n > 0 ? n : 1);
      memcpy(cut, lexer_cases[i].source, n);
      lode_cjs_names names = {0};
      LODE_CHECK(lode_cjs_lex(cut, n, &names) == 0);
      lode_cjs_names_deinit(&names);
      free(cut);
    }
  }
  return 0;
}
