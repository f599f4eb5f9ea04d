'use strict';

// A rejection is unhandled when the microtasks have run dry, not before; a
// handler that comes later is told of.

const assert = require('node:assert');

const unhandled = [];
const handled = [];
process.on('unhandledRejection', (reason, promise) => {
  unhandled.push(reason);
  if (reason === 'late') setImmediate(() => promise.catch(() => {}));
});
process.on('rejectionHandled', (promise) => handled.push(promise));

// Handled by a microtask and by a tick of the same turn.
const first = Promise.reject('microtask');
Promise.resolve().then(() => first.catch(() => {}));
const second = Promise.reject('tick');
process.nextTick(() => second.catch(() => {}));

const late = Promise.reject('late');
(async () => {
  throw new Error('never');
})();

process.on('exit', () => {
  assert.strictEqual(unhandled.length, 2);
  assert.strictEqual(unhandled[0], 'late');
  assert.strictEqual(unhandled[1].message, 'never');
  // Without the engine's private parts nobody tells of late handlers.
  if (process.env.LODE_ENGINE !== 'plain') {
    assert.deepStrictEqual(handled, [late]);
  }
});
