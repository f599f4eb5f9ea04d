'use strict';

// Callbacks of then() run in the domain in which then() was called, also those
// of another context's promises; so does what follows an await.

const assert = require('assert');
const domain = require('domain');
const vm = require('vm');

let count = 0;
function within(d) {
  return () => {
    assert.strictEqual(process.domain, d);
    count++;
  };
}

const one = domain.create();
const two = domain.create();
let promise;
one.run(() => {
  promise = Promise.resolve();
  promise.then(within(one)).then(within(one));
  Promise.reject(new Error('x')).catch(within(one));
  vm.runInNewContext('() => Promise.resolve()')().then(within(one));
});
two.run(() => {
  promise.then(within(two));
  const context = vm.createContext({});
  vm.runInContext('async () => null', context)().then(within(two));
});
// Through the plain door, nobody sees the engine's own promises.
const plain = process.env.LODE_ENGINE === 'plain';
one.run(async () => {
  await null;
  if (!plain) within(one)();
});
promise.then(() => assert.ok(!process.domain));

process.on('exit', () => assert.strictEqual(count, plain ? 6 : 7));
