'use strict';

// v8.promiseHooks tell of promises that are made, settled and called back.

const assert = require('assert');
const { promiseHooks } = require('v8');

const told = [];
const names = new Map();
function note(name) {
  return (promise, parent) => {
    if (name === 'init') names.set(promise, names.size);
    const of = parent === undefined ? '' : ` of ${names.get(parent)}`;
    told.push(`${name} ${names.get(promise)}${of}`);
  };
}
const stop = promiseHooks.createHook({
  init: note('init'),
  before: note('before'),
  after: note('after'),
  settled: note('settled'),
});

class Own extends Promise {}
const first = new Promise((resolve) => resolve());
assert.ok(first instanceof Promise);

assert.ok(Own.resolve(1) instanceof Own);
first.then(() => {}).then(() => {
  stop();
  assert.deepStrictEqual(told, [
    'init 0', 'settled 0', 'init 1', 'settled 1', 'init 2 of 0',
    'init 3 of 2', 'before 2', 'settled 2', 'after 2', 'before 3',
  ]);
  Promise.resolve();
  assert.strictEqual(told.length, 10);
});

assert.throws(() => promiseHooks.onInit(async () => {}),
              { code: 'ERR_INVALID_ARG_TYPE' });
