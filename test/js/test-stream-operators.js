'use strict';
// The iterator helpers: order is kept with concurrency, take() stops the
// source, errors of the callback reject.

const assert = require('node:assert');
const { Readable } = require('node:stream');
const { setImmediate: turn } = require('node:timers/promises');

async function main() {
  let running = 0;
  let most = 0;
  const doubled = await Readable.from([1, 2, 3, 4, 5]).map(async (x) => {
    most = Math.max(most, ++running);
    for (let i = x; i < 6; i++) {
      await turn();
    }
    running--;
    return x * 2;
  }, { concurrency: 2 }).toArray();
  assert.deepStrictEqual(doubled, [2, 4, 6, 8, 10]);
  assert.strictEqual(most, 2);

  const source = Readable.from((function* () {
    for (let i = 0; ; i++) {
      yield i;
    }
  })());
  assert.deepStrictEqual(
    await source.filter((x) => x % 2).drop(1).take(2).toArray(), [3, 5]);
  assert.strictEqual(source.destroyed, true);

  assert.strictEqual(
    await Readable.from([1, 2, 3]).reduce((a, b) => a + b), 6);
  assert.deepStrictEqual(
    await Readable.from([1, 2]).flatMap((x) => [x, x]).toArray(),
    [1, 1, 2, 2]);
  assert.strictEqual(await Readable.from([1, 2]).some((x) => x > 1), true);
  assert.strictEqual(await Readable.from([1, 2]).every((x) => x > 1), false);
  await assert.rejects(Readable.from([1]).forEach(() => {
    throw new Error('in callback');
  }), /in callback/);
  assert.throws(() => Readable.from([1]).take(-1),
                { code: 'ERR_OUT_OF_RANGE' });
}
main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
