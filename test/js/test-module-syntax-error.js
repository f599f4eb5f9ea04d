// SPDX-License-Identifier: MIT
'use strict';
// A syntax error in a file shows the file, the line, carets under the token.

const assert = require('node:assert');
const { createRequire } = require('node:module');
const tree = require('../fixtures/tree.js');

const files = {
  'token.js': ['let ok = 1;\nfoo bar;\n', 2, 'foo bar;', '    ^^^'],
  'twice.js': ['let a = 1;\nlet a = 2;\n', 2, 'let a = 2;', '    ^'],
  'comma.js': ['f({\n  a: 1,,\n});\n', 2, '  a: 1,,', '       ^'],
  'quote.js': ['var s = "abc\n";\n', 1, 'var s = "abc', '        ^^^^'],
};
const root = tree(Object.fromEntries(
  Object.entries(files).map(([name, { 0: text }]) => [name, text])));
const require_ = createRequire(`${root}/x.js`);

for (const [name, [, number, line, carets]] of Object.entries(files)) {
  assert.throws(() => require_(`./${name}`), (err) => {
    assert.ok(err instanceof SyntaxError);
    assert.ok(err.stack.startsWith(
      `${root}/${name}:${number}\n${line}\n${carets}\n\nSyntaxError: `),
              err.stack);
    return true;
  });
}
