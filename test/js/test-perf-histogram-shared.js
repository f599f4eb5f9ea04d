'use strict';
// A histogram and its clones, in this thread and in others, are one.
const assert = require('node:assert');
const { createHistogram } = require('node:perf_hooks');
const { Worker } = require('node:worker_threads');

// Lode's plain door has no memory that threads share.
if (process.env.LODE_ENGINE !== 'plain') {
  const shared = createHistogram();
  const worker = new Worker(`
    const { workerData } = require('node:worker_threads');
    for (let i = 1; i <= 20000; i++) workerData.record(3);
  `, { eval: true, workerData: shared });
  for (let i = 1; i <= 20000; i++) {
    shared.record(3);
  }
  worker.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(shared.count, 40000);
    assert.deepStrictEqual(shared.percentiles, new Map([[0, 3], [100, 3]]));
  });

  const { port1, port2 } = new MessageChannel();
  const mine = createHistogram();
  port1.on('message', (clone) => {
    clone.record(9);
    assert.strictEqual(mine.max, 9);
    port1.close();
  });
  port2.postMessage(mine);
}
