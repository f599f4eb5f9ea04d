'use strict';

// Node's order: after each callback all ticks, then all microtasks, again
// until both are empty; immediates that immediates queue wait for a turn.

const assert = require('node:assert');

const log = [];

function storm(name) {
  log.push(name);
  process.nextTick(() => {
    log.push(`${name} tick`);
    Promise.resolve().then(() => {
      log.push(`${name} tick microtask`);
      process.nextTick(() => log.push(`${name} last tick`));
    });
    process.nextTick(() => log.push(`${name} second tick`));
  });
  queueMicrotask(() => log.push(`${name} microtask`));
}

const expected = (name) => [
  name, `${name} tick`, `${name} second tick`, `${name} microtask`,
  `${name} tick microtask`, `${name} last tick`,
];

setTimeout(() => {
  // Both timers below are due in one turn.
  const start = Date.now();
  setTimeout(storm, 1, 'a');
  setTimeout(storm, 1, 'b');
  while (Date.now() - start < 5);
}, 1);

setTimeout(() => {
  assert.deepStrictEqual(log, [...expected('a'), ...expected('b')]);
  log.length = 0;
  const never = setImmediate(() => assert.fail('it was cleared'));
  setImmediate(() => {
    storm('c');
    clearImmediate(later);
    setImmediate(() => {
      assert.deepStrictEqual(log, [...expected('c'), ...expected('d')]);
    });
  });
  clearImmediate(never);
  setImmediate(storm, 'd');
  const later = setImmediate(() => assert.fail('it was cleared, too'));
}, 30);
