// `for await` and yield* over a sync iterable: a value that rejects ends the
// loop, and closes the iterator if it can be closed.
'use strict';
const assert = require('node:assert');

let last = Promise.resolve();
// One after the other; the first that fails fails the program.
function test(name, fn) {
  last = last.then(fn);
}

async function drain(iterable) {
  const seen = [];
  try {
    for await (const x of iterable) seen.push(x);
  } catch (err) {
    seen.push(err.message);
  }
  return seen;
}

const bad = () => Promise.reject(new Error('bad'));

test('iterators without return', async () => {
  assert.deepStrictEqual(await drain([1, Promise.resolve(2), bad(), 3]),
                         [1, 2, 'bad']);
  assert.deepStrictEqual(await drain(new Set([bad()])), ['bad']);
  const through = (async function*() { yield* [1, bad()]; })();
  assert.deepStrictEqual(await drain(through), [1, 'bad']);
});

test('iterators with return', async () => {
  const log = [];
  function* values() {
    try {
      yield 1;
      yield bad();
    } finally {
      log.push('closed');
    }
  }
  assert.deepStrictEqual(await drain(values()), [1, 'bad']);
  assert.deepStrictEqual(log, ['closed']);
});

test('what cannot be iterated', async () => {
  for (const x of [undefined, null, 1, {}, { [Symbol.asyncIterator]: 1 }]) {
    await assert.rejects(async () => { for await (const y of x); }, TypeError);
  }
});
