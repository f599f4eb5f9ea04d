'use strict';

// A store follows what was queued while it was in force: timers, immediates,
// ticks, microtasks, promises, awaits, pool operations, names, processes.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { execFile } = require('child_process');
const dns = require('dns');
const fs = require('fs');

const storage = new AsyncLocalStorage();
const seen = new Set();

function expect(name, store) {
  return () => {
    assert.strictEqual(storage.getStore(), store, name);
    assert.ok(!seen.has(name), name);
    seen.add(name);
  };
}

storage.run(1, () => {
  setTimeout(expect('timeout', 1), 2);
  setImmediate(expect('immediate', 1));
  process.nextTick(expect('tick', 1));
  queueMicrotask(expect('microtask', 1));
  Promise.resolve().then(expect('then', 1));
  Promise.reject(new Error('x')).catch(expect('catch', 1));
  Promise.resolve().finally(expect('finally', 1));
  Promise.all([1, Promise.resolve()]).then(expect('all', 1));
  fs.readFile(__filename, expect('readFile', 1));
  dns.lookup('localhost', expect('lookup', 1));
  execFile(process.execPath, ['-e', '0'], expect('execFile', 1));
  (async () => {
    await null;
    expect('await', 1)();
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect('await of a timer', 1)();
    try {
      await Promise.reject(new Error('y'));
    } catch {
      expect('await that throws', 1)();
    }
    await fs.promises.readFile(__filename);
    expect('fs.promises', 1)();
    for await (const value of [1, Promise.resolve(2)]) {
      expect(`for await ${value}`, 1)();
    }
  })();
  // What is entered afterwards is not what they see.
  storage.enterWith(2);
  setTimeout(expect('entered', 2), 1);
});
setTimeout(expect('outside', undefined), 1);
setImmediate(expect('outside immediate', undefined));
Promise.resolve().then(expect('outside then', undefined));

process.on('exit', () => assert.strictEqual(seen.size, 21));
