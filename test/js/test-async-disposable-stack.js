'use strict';
// AsyncDisposableStack takes what can only be disposed of at once, in its place
// in the order, and does not wait for what that returns.
const test = require('node:test');
const assert = require('node:assert');

test('both kinds, last first', async () => {
  const log = [];
  const stack = new AsyncDisposableStack();
  const sync = { [Symbol.dispose]() { log.push(this === sync); } };
  const both = {
    [Symbol.dispose]() { log.push('wrong'); },
    async [Symbol.asyncDispose]() { log.push('async'); },
  };
  assert.strictEqual(stack.use(sync), sync);
  assert.strictEqual(stack.use(both), both);
  assert.strictEqual(stack.use(null), null);
  stack.defer(() => log.push('deferred'));
  await stack.disposeAsync();
  assert.deepStrictEqual(log, ['deferred', 'async', true]);
});

test('what it returns is not waited for', async () => {
  const stack = new AsyncDisposableStack();
  stack.use({ [Symbol.dispose]() { return new Promise(() => {}); } });
  await stack.disposeAsync();
});

test('what fails', async () => {
  const stack = new AsyncDisposableStack();
  assert.throws(() => stack.use({}), TypeError);
  assert.throws(() => stack.use({ [Symbol.dispose]: 1 }), TypeError);
  assert.throws(() => stack.use(1), TypeError);
  stack.use({ [Symbol.dispose]() { throw new RangeError(); } });
  await assert.rejects(stack.disposeAsync(), RangeError);
  assert.throws(() => stack.use({ [Symbol.dispose]() {} }), ReferenceError);
  assert.strictEqual(AsyncDisposableStack.prototype.use.name, 'use');
  assert.strictEqual(AsyncDisposableStack.prototype.use.length, 1);
});
