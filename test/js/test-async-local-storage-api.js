'use strict';

// run, exit, enterWith, disable, bind, snapshot and the options of
// AsyncLocalStorage.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const one = new AsyncLocalStorage();
const two = new AsyncLocalStorage({ defaultValue: 'none', name: 'two' });
assert.strictEqual(one.name, '');
assert.strictEqual(two.name, 'two');
assert.strictEqual(one.getStore(), undefined);
assert.strictEqual(two.getStore(), 'none');

assert.strictEqual(one.run(1, (a, b) => {
  assert.strictEqual(one.getStore(), 1);
  two.run('x', () => {
    assert.strictEqual(one.getStore(), 1);
    one.run(2, () => {
      assert.strictEqual(one.getStore(), 2);
      assert.strictEqual(two.getStore(), 'x');
    });
    assert.strictEqual(one.getStore(), 1);
    one.exit(() => assert.strictEqual(one.getStore(), undefined));
  });
  return a + b;
}, 3, 4), 7);
assert.strictEqual(one.getStore(), undefined);

assert.throws(() => one.run(1, () => { throw new Error('x'); }), /x/);
assert.strictEqual(one.getStore(), undefined);

// What is entered of another storage stays.
one.run(1, () => two.enterWith('stays'));
assert.strictEqual(one.getStore(), undefined);
assert.strictEqual(two.getStore(), 'stays');

let bound;
let snapshot;
one.run('kept', () => {
  bound = AsyncLocalStorage.bind(function(value) {
    return [this, value, one.getStore()];
  });
  snapshot = AsyncLocalStorage.snapshot();
});
const self = {};
assert.deepStrictEqual(bound.call(self, 5), [self, 5, 'kept']);
assert.strictEqual(bound.length, 1);
assert.strictEqual(snapshot((a) => a + one.getStore(), 'is '), 'is kept');

one.enterWith(9);
two.enterWith(8);
one.disable();
assert.strictEqual(one.getStore(), undefined);
assert.strictEqual(two.getStore(), 8);
one.enterWith(10);
assert.strictEqual(one.getStore(), 10);

assert.throws(() => new AsyncLocalStorage(1), { code: 'ERR_INVALID_ARG_TYPE' });
