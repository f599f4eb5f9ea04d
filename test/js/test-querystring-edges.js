'use strict';

// What node:querystring does with text that is not well formed.

const assert = require('node:assert');
const qs = require('node:querystring');

const parse = (...args) => ({ ...qs.parse(...args) });

assert.deepStrictEqual(parse('a=1&a=2&b&=c&&'),
                       { 'a': ['1', '2'], 'b': '', '': 'c' });
assert.deepStrictEqual(parse('a%zz=%e4%bd%a0&b+c=%2'),
                       { 'a%zz': '\u4f60', 'b c': '%2' });
assert.deepStrictEqual(parse('a:1;b:2', ';', ':'), { a: '1', b: '2' });
assert.deepStrictEqual(parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }),
                       { a: '1', b: '2' });
assert.strictEqual(qs.parse('a=1').constructor, undefined);
assert.strictEqual(
  qs.stringify({ a: [1, 'x y'], b: null, c: NaN, d: 5n, e: true, f: [] }),
  'a=1&a=x%20y&b=&c=&d=5&e=true');
assert.throws(() => qs.escape('\ud800'), { code: 'ERR_INVALID_URI' });
assert.strictEqual(qs.unescape('%ff%41'), '\ufffdA');
