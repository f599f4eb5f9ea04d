// SPDX-License-Identifier: MIT
// Which texts need the compiler: words in code do, words elsewhere do not, and
// what takes a grammar to know counts as code.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compiler.h"
#include "guard.h"

static const char *const wanted_yes[] = {
    "async () => await x",
    "async () => x",
    "async x => x",
    "async function f() {}",
    "(async function() {})",
    "({ async *f() {}, async [x]() {}, async 'y'() {} })",
    "class A { static async #x() {} }",
    "f(...async () => x)",
    "async /* why */ () => x",
    "import('x')",
    "import /* why */ ('x')",
    "import.meta",
    "{ using a = b }",
    "for (using a of b);",
    "eval(x)",
    "f(...await x)",
    "`${await x}`",
    "`${`${{}}${import('x')}`}`",
    "'a\\\nb'; import('x')",
    "'a\\\r\nb'; import('x')",
    "a / b; import('x') / 2",
    "if (a) /'/.test(b), import('x')",
    "if (a) /[/'\\]]/.test(b), import('x')",
    "while /* ( */ (a) /'/.test(b), import('x')",
    "a.if(b) / c; import('x') /'/",
    "(a) / 2; import('x') / 3",
    "a[0] / 2; import('x') / 3",
    "return /'/.test(import('x'))",
    "typeof/'/, import('x')",
    "/\\/'/, import('x')",
    "/a/ / /'/, import('x')",
    "// '\nimport('x')",
    "// '\rimport('x')",
    "// \xc3\xa2\xe2\x80\xa8import('x')",
    "/* ' */ import('x')",
    "#!/bin/a'b\nimport('x')",
    "a <!-- import('x')\n+ import('x')",
    "--> ' import('x')\nimport('y')",
    // What a slash is takes the brackets of other lines, or of comments.
    "if (\n// )\na) /'/.test(b), import('x')",
    "if /* a */ (b) /* c */ /'/.test(d), import('x')",
    "(\na('/')) / 2; import('x') / '/'",
    "if (a(b)[c]) /'/.test(`${if_(d) / 2}`), import('x')",
    "`${a(b) / 2}`; import('x') / 2",
    "`${function () { if (a) /}/.test(b); import('x') }}`",
    "using a <!-- ' \n = b",
    // These are not, but nothing here can know.
    "{}\n/import('x')/",
    "a\n/import('x')/.b",
    "yield /import('x')/",
    "a++ /import('x')/ b",
    "(import('x')",
    "'import(1)\n'",
};

static const char *const wanted_no[] = {
    "",
    "await",
    "a.await(b).import(c)",
    "async = true; a = async; f(async, { async: 1 }); async.map(a.async(b))",
    "isync = asynchronous (a); sync (b); $async (c)",
    "'async x'; // async functions",
    "{ await: 1 }; await = 2; f(await, await)",
    "import a from 'b'",
    "'await x'; \"import('x')\"; `import('x')`",
    "'\\'import(1)'; \"\\\"import(1)\"; `\\`import(1)`",
    "`a${b}import('x')`",
    "`a${`b${{ c }}await x`}import('x')`",
    "// await x\n/* import('x') */ a // using b = c",
    "#!/usr/bin/env import('x')\na",
    "a = /import('x')/",
    "return /import('x')/g",
    "if (a) /import('x')/.test(b)",
    "if (a(b)) /[import('/')]/.test(b)",
    "(a) / 'await x' / 2",
    "if (\n// )\na) /import('x')/.test(b)",
    "while /* a */ (b) /* c */ /import('x')/.test(d)",
    "(\na('/')) / 'await x' / 2",
    "`${if_(a) / 2}await x`",
    "`${function () { if (a) /}await x/.test(b) }}await x`",
    "a / 2; b = 'await x' / 3",
    "a /* / */ / 2 // import('x')",
    "a++ + b--, 'import(1)'",
    "x --> 0, 'await x'",
    "a <! b, 'await x'",
    "1 / 'await x' / 2",
};

// With blanks in front, so that every alignment is met, and the end of the text
// at memory that must not be read. A hashbang bears no blanks.
static void wanted_check(guard *g, const char *text, bool want) {
  size_t n = strlen(text);
  for (size_t pad = 0; pad < (text[0] == '#' ? 1 : 40); pad++) {
    uint8_t *room = guard_room(g, pad + n);
    memset(room, ' ', pad);
    memcpy(room + pad, text, n);
    if (lode_compiler_wanted((const char *)room, pad + n) != want) {
      fprintf(stderr, "%s: %s\n", want ? "not wanted" : "wanted", text);
      abort();
    }
  }
}

int main(void) {
  guard g = guard_new();
  for (size_t i = 0; i < LODE_COUNT_OF(wanted_yes); i++) {
    wanted_check(&g, wanted_yes[i], true);
  }
  for (size_t i = 0; i < LODE_COUNT_OF(wanted_no); i++) {
    wanted_check(&g, wanted_no[i], false);
  }
  return 0;
}
