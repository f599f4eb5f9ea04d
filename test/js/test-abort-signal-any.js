'use strict';

// Signals made by any() and timeout(); all of a family are aborted before the
// first listener runs.

const assert = require('node:assert');

const controller = new AbortController();
const one = AbortSignal.any([controller.signal]);
const two = AbortSignal.any([one, AbortSignal.timeout(1e6)]);
const log = [];
controller.signal.addEventListener('abort', () => {
  log.push(['source', one.aborted, two.aborted]);
});
two.onabort = (event) => {
  log.push(['two', event.type, event.isTrusted, event.target === two]);
};
controller.signal.addEventListener('abort', (event) => {
  event.stopImmediatePropagation();
});
controller.signal.addEventListener('abort', () => assert.fail('stopped'));
controller.abort();
controller.abort('again');
assert.deepStrictEqual(log, [
  ['source', true, true],
  ['two', 'abort', true, true],
]);
assert.strictEqual(two.reason, controller.signal.reason);
assert.strictEqual(two.reason.name, 'AbortError');
assert.strictEqual(two.reason.code, 20);
assert.throws(() => two.throwIfAborted(), (err) => err === two.reason);
assert.strictEqual(AbortSignal.any([AbortSignal.abort(5)]).reason, 5);
assert.strictEqual(AbortSignal.any([]).aborted, false);
assert.throws(() => new AbortSignal(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

const timeout = AbortSignal.timeout(1);
const alive = setTimeout(() => assert.fail('the signal did not fire'), 1e6);
timeout.addEventListener('abort', () => {
  assert.strictEqual(timeout.reason.name, 'TimeoutError');
  clearTimeout(alive);
});
