// Functions that wait look as they were written: text, name, length; and
// errors in them tell the column as written.
'use strict';
const assert = require('node:assert');

let last = Promise.resolve();
// One after the other; the first that fails fails the program.
function test(name, fn) {
  last = last.then(fn);
}

async function named(a, b = 1) { try { return await a; } catch { await b; } }
const arrow = async (x) => await x + await 1;
const generator = async function*(x) { for await (const y of x) yield y; yield* x; };
class C { static async m(a) { await using r = null; return await a; } }
const load = () => import('node:fs');

test('text, name and length', () => {
  assert.strictEqual(
    named.toString(),
    'async function named(a, b = 1) { try { return await a; } ' +
    'catch { await b; } }');
  assert.strictEqual(`${arrow}`, 'async (x) => await x + await 1');
  assert.strictEqual(
    `${generator}`, 'async function*(x) { for await (const y of x) yield y; ' +
    'yield* x; }');
  assert.strictEqual(
    `${C.m}`, 'async m(a) { await using r = null; return await a; }');
  assert.strictEqual(
    `${C}`, `class C { static ${C.m} }`);
  assert.strictEqual(`${load}`, "() => import('node:fs')");
  assert.deepStrictEqual(
    [named, arrow, generator, C.m].map((f) => [f.name, f.length]),
    [['named', 1], ['arrow', 1], ['generator', 1], ['m', 1]]);
  const { toString } = Function.prototype;
  assert.strictEqual(toString.name, 'toString');
  assert.strictEqual(toString.length, 0);
  assert.match(toString.call(toString), /\[native code\]/);
  assert.throws(() => toString.call({}), TypeError);
  assert.throws(() => new toString(), TypeError);
});

test('each wait in its turn', async () => {
  assert.strictEqual(await arrow(Promise.resolve(2)), 3);
  const log = [];
  const say = (x) => { log.push(x); return x; };
  const sum = async () => say(1) + await say(2) + say(await say(3));
  const other = (async () => { await null; log.push('other'); })();
  assert.strictEqual(await sum(), 6);
  await other;
  assert.deepStrictEqual(log, [1, 2, 'other', 3, 3]);
});
