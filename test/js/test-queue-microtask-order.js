'use strict';

// Microtasks of queueMicrotask() and of promises run in the order in which they
// were queued, the first and those after it; between timers and immediates,
// too; what throws is an uncaught exception and holds nobody up.

const assert = require('node:assert');

function mixed(log) {
  queueMicrotask(() => log.push(1));
  Promise.resolve().then(() => log.push(2));
  queueMicrotask(() => {
    log.push(3);
    queueMicrotask(() => log.push(6));
    throw new Error('expected');
  });
  (async () => {
    await null;
    log.push(4);
  })();
  queueMicrotask(() => log.push(5));
  return log;
}

let caught = 0;
process.on('uncaughtException', (err) => {
  assert.strictEqual(err.message, 'expected');
  caught++;
});

const logs = [mixed([])];
setImmediate(() => {
  logs.push(mixed([]));
  setImmediate(() => {
    logs.push(mixed([]));
  });
  setImmediate(() => {
    assert.strictEqual(logs[2].length, 6);
    setTimeout(() => logs.push(mixed([])), 1);
    setTimeout(() => assert.strictEqual(logs[3].length, 6), 1);
  });
});

process.on('exit', () => {
  assert.deepStrictEqual(logs, new Array(4).fill([1, 2, 3, 4, 5, 6]));
  assert.strictEqual(caught, 4);
});
