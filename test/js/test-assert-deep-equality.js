'use strict';

// Where the three deep comparisons differ, and what is never equal.

const assert = require('node:assert');

function verdicts(a, b) {
  const passes = (fn) => {
    try {
      fn(a, b);
      return true;
    } catch (err) {
      assert.strictEqual(err.code, 'ERR_ASSERTION');
      return false;
    }
  };
  return [
    passes(assert.deepEqual),
    passes(assert.deepStrictEqual),
    passes(assert.partialDeepStrictEqual),
  ].map(Number).join('');
}

class Point {
  constructor(x) {
    this.x = x;
  }
}
const loop = {};
loop.self = loop;
const deeper = { self: { } };
deeper.self.self = deeper;

// [actual, expected, 'loose strict partial']
const cases = [
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, '111'],
  [{ a: 1, b: 2 }, { a: 1 }, '001'],
  [[1, 2, 3], [1, 3], '001'],
  [{ a: 1 }, { a: '1' }, '100'],
  [new Point(1), { x: 1 }, '101'],
  [[0], [-0], '100'],
  [[NaN], [NaN], '111'],
  [[undefined], [,], '001'],
  [new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1]), '111'],
  [new Set([1, 2]), new Set([2]), '001'],
  [new Map([[{ k: 1 }, 1]]), new Map([[{ k: 1 }, 1]]), '111'],
  [new Map([[1, 1]]), new Map([['1', 1]]), '100'],
  [new Error('a'), new Error('a'), '111'],
  [new Error('a', { cause: 1 }), new Error('a'), '001'],
  [new Date(0), new Date(0), '111'],
  [/a/g, /a/i, '000'],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2]), '111'],
  [new Uint8Array([1]), new Int8Array([1]), '000'],
  [loop, deeper, '000'],
  [{ [Symbol.for('s')]: 1 }, {}, '101'],
  [new WeakSet(), new WeakSet(), '000'],
  [Object('a'), Object('a'), '111'],
  [Promise.resolve(1), Promise.resolve(1), '000'],
];
for (const [a, b, expected] of cases) {
  assert.strictEqual(verdicts(a, b), expected,
                     `case ${cases.findIndex((c) => c[0] === a)}`);
}
