'use strict';
// A worker gets its data, answers messages in order, and ends by itself.
const assert = require('assert');
const { Worker, isMainThread, parentPort, threadId, workerData } =
  require('worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename, { workerData: { list: [1, { a: 2 }] } });
  const seen = [];
  worker.on('online', () => seen.push('online'));
  worker.on('message', (message) => {
    seen.push(message);
    if (message === 'ready') {
      for (let i = 0; i < 3; i++) worker.postMessage({ i, big: 10n ** 20n });
    }
  });
  worker.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(worker.threadId, -1);
    assert.deepStrictEqual(seen, [
      'online', 'ready', { i: 0, big: 10n ** 20n, id: 1 },
      { i: 1, big: 10n ** 20n, id: 1 }, { i: 2, big: 10n ** 20n, id: 1 },
    ]);
  });
} else {
  assert.deepStrictEqual(workerData, { list: [1, { a: 2 }] });
  parentPort.postMessage('ready');
  parentPort.on('message', (message) => {
    parentPort.postMessage({ ...message, id: threadId });
    if (message.i === 2) parentPort.close();
  });
}
