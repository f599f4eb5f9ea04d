// SPDX-License-Identifier: MIT
'use strict';
// Types become spaces, so that every position stays; what spaces cannot
// replace and what is no TypeScript are refused with codes of their own.
const assert = require('node:assert');
const test = (name, check) => check();
const { stripTypeScriptTypes } = require('node:module');

const strip = (text) => stripTypeScriptTypes(text);

test('positions stay', () => {
  const pairs = [
    ['let x: number = 1;', 'let x         = 1;'],
    ['f<T>(a as any, b!)', 'f   (a       , b )'],
    ['a\ntype B = C\n(d)', 'a\n;         \n(d)'],
    ['f = (x: T):\nU => x', 'f = (x     \n) => x'],
    ['class A { private x?: T; m(): void; m() {} }',
     'class A {         x    ;            m() {} }'],
    ['import { type A, b } from "c"', 'import {         b } from "c"'],
    ['export interface A {}', '                     '],
    ['a ? (b): c => d : e', 'a ? (b)    => d : e'],
    ['a ? (b) : c => d', 'a ? (b) : c => d'],
    ['a < b > c', 'a < b > c'],
  ];
  for (const [text, wanted] of pairs) {
    assert.strictEqual(strip(text), wanted);
  }
});

test('UTF-16 positions stay', () => {
  const text = 'let a: "\u00e9\u597d\u{1f600}" = 1';
  assert.strictEqual(strip(text).length, text.length);
  assert.strictEqual(strip(text).indexOf('='), text.indexOf('='));
});

test('what has code of its own is refused', () => {
  for (const text of ['enum A { B }', 'namespace A { b }', '<T>x',
                      'class A { constructor(public x) {} }', 'export = a',
                      'import a = require("b")', 'module A {}']) {
    assert.throws(() => strip(text), {
      name: 'SyntaxError', code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
    });
  }
});

test('what is no TypeScript is refused', () => {
  for (const text of ['let x: = 1', 'interface {', 'f(', 'type A = ;',
                      'let x: number number']) {
    assert.throws(() => strip(text), {
      name: 'SyntaxError', code: 'ERR_INVALID_TYPESCRIPT_SYNTAX',
    });
  }
});

test('options', () => {
  assert.strictEqual(stripTypeScriptTypes('a as b', { sourceUrl: 'x.ts' }),
                     'a     \n\n//# sourceURL=x.ts');
  assert.throws(() => stripTypeScriptTypes('a', { mode: 'b' }),
                { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => stripTypeScriptTypes('a', { sourceMap: true }),
                { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => stripTypeScriptTypes({}),
                { code: 'ERR_INVALID_ARG_TYPE' });
});
