'use strict';

// Callbacks that then() queued before the first hook are told of: before and
// after, with the promise that then() made; also when the callback itself
// enables the hook, and after then() has been compiled for speed.

const assert = require('assert');
const { promiseHooks } = require('v8');
require('async_hooks');

// Through the plain door, nobody sees the engine's own promises.
if (process.env.LODE_ENGINE === 'plain') return;

async function check(warm) {
  let told = [];
  let stop;
  const start = () => {
    stop = promiseHooks.createHook({
      before(promise) { told.push(['before', promise]); },
      after(promise) { told.push(['after', promise]); },
      settled(promise) { told.push(['settled', promise]); },
    });
  };
  for (let i = 0; i < warm; i++) {
    const one = Promise.resolve(i);
    one.then(() => {});
    await one;
  }
  let made;
  const within = new Promise((resolve) => {
    made = Promise.resolve().then(() => {
      start();
      queueMicrotask(resolve);
    });
  });
  await within;
  stop();
  assert.deepStrictEqual(told.filter((one) => one[1] === made)
    .map((one) => one[0]).filter((name) => name !== 'settled'), ['after']);

  told = [];
  const older = Promise.resolve(1).then(() => {});
  const rejected = Promise.reject(new Error('x')).catch(() => {});
  start();
  await older;
  await rejected;
  stop();
  for (const promise of [older, rejected]) {
    assert.deepStrictEqual(told.filter((one) => one[1] === promise)
      .map((one) => one[0]).filter((name) => name !== 'settled'),
                           ['before', 'after']);
  }
}

check(0).then(() => check(100000)).then(() => check(10));
