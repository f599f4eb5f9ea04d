'use strict';
// Threads share the memory of a SharedArrayBuffer: counting is exact, and one
// thread wakes another out of Atomics.wait, in both directions.
const assert = require('assert');
const { Worker, isMainThread, workerData } = require('worker_threads');

const kRounds = 20000;

if (process.env.LODE_ENGINE === 'plain') {
  // The plain door keeps shared memory in its thread.
} else if (isMainThread) {
  const memory = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(__filename, { workerData: memory });
  assert.strictEqual(Atomics.wait(memory, 0, 0, 10000) !== 'timed-out', true);
  for (let i = 0; i < kRounds; i++) Atomics.add(memory, 1, 1);
  Atomics.store(memory, 2, 1);
  Atomics.notify(memory, 2);
  worker.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(memory[1], 2 * kRounds);
    assert.strictEqual(memory[3], 7);
  });
} else {
  Atomics.store(workerData, 0, 1);
  Atomics.notify(workerData, 0);
  for (let i = 0; i < kRounds; i++) Atomics.add(workerData, 1, 1);
  assert.notStrictEqual(Atomics.wait(workerData, 2, 0, 10000), 'timed-out');
  workerData[3] = 7;
}
