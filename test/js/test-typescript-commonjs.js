// SPDX-License-Identifier: MIT
'use strict';
// A .ts file without import or export runs as CommonJS, with its own lines and
// columns; below node_modules it is refused.
const assert = require('node:assert');
const path = require('node:path');
const tree = require('../fixtures/tree.js');
const test = (name, check) => check();

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

test('runs', () => {
  write('b.cts', 'exports.f = <T>(x: T): T => x;');
  const file = write('a.ts', `
    const { f } = require('./b.cts');
    interface A { b: number }
    module.exports = f<A>({ b: 1 } as A)!;
  `);
  assert.deepStrictEqual(require(file), { b: 1 });
});

test('positions', () => {
  const file = write('throws.ts',
                     'type A =\n  1;\nlet a: A = 1; throw new Error("x");');
  assert.throws(() => require(file),
                (err) => err.stack.includes('throws.ts:3:21'));
});

test('below node_modules', () => {
  const file = write('node_modules/c/index.ts', 'let x: number = 1;');
  assert.throws(() => require(file), {
    code: 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  });
});

test('the extension must be written', () => {
  write('d.ts', '');
  assert.throws(() => require(path.join(dir, 'd')),
                { code: 'MODULE_NOT_FOUND' });
});

test('invalid', () => {
  const file = write('e.ts', 'let x: = 1;');
  assert.throws(() => require(file), {
    name: 'SyntaxError', code: 'ERR_INVALID_TYPESCRIPT_SYNTAX',
  });
});

test('process.features', () => {
  assert.match(process.features.typescript, /^(?:strip|transform)$/);
});
