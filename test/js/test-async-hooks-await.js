'use strict';

// createHook() hears of async functions: their promises, the promises that they
// wait with, who made whom, and what runs behind an await.

const assert = require('assert');
const hooks = require('async_hooks');

// Through the plain door, nobody sees the engine's own promises.
if (process.env.LODE_ENGINE === 'plain') return;

const log = [];
const promises = new Map();
const numbers = new Map();
const hook = hooks.createHook({
  init(id, type, trigger, resource) {
    if (type !== 'PROMISE') return;
    assert.ok(resource instanceof Promise);
    promises.set(id, resource);
    numbers.set(id, promises.size);
    log.push(`init ${promises.size} of ${numberOf(trigger)}`);
  },
  before(id) { note('before', id); },
  after(id) { note('after', id); },
  promiseResolve(id) { note('resolve', id); },
});
function numberOf(id) {
  return numbers.get(id) ?? 0;
}
function note(name, id) {
  if (promises.has(id)) log.push(`${name} ${numberOf(id)}`);
}

const pending = new Promise((resolve) => setImmediate(resolve));
hook.enable();

async function waits() {
  await null;
  assert.strictEqual(numberOf(hooks.executionAsyncId()), 3);
  assert.strictEqual(hooks.executionAsyncResource(),
                     promises.get(hooks.executionAsyncId()));
  await pending;
  assert.strictEqual(numberOf(hooks.executionAsyncId()), 5);
  return 1;
}

const promise = waits();
assert.strictEqual(promises.get([...promises.keys()][0]), promise);
promise.then(() => {});

// The same where the engine has compiled it, from many at once.
let turns = 0;
async function inner(i) {
  const one = hooks.executionAsyncId();
  await i;
  const two = hooks.executionAsyncId();
  assert.notStrictEqual(two, one);
  try {
    await Promise.reject(new Error('x'));
  } catch {
    assert.ok(hooks.executionAsyncId() > two);
  }
  turns++;
}

setTimeout(async () => {
  // Then comes what this function waits for.
  assert.deepStrictEqual(log.slice(0, 16), [
    'init 1 of 0', 'init 2 of 1', 'resolve 2', 'init 3 of 2',
    'init 4 of 1',
    'before 3', 'init 5 of 0', 'resolve 3', 'after 3',
    'before 5', 'resolve 1', 'resolve 5', 'after 5',
    'before 4', 'resolve 4', 'after 4',
  ]);
  log.length = 0;
  for (let i = 0; i < 3000; i++) await Promise.all([inner(i), inner(-i)]);
  assert.strictEqual(turns, 6000);
  hook.disable();
  await null;
  let open = 0;
  for (const line of log) {
    if (line.startsWith('before')) assert.strictEqual(open++, 0);
    if (line.startsWith('after')) open--;
  }
  assert.strictEqual(open, 1);
}, 20);
