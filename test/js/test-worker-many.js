'use strict';
// Many workers at once, workers of workers, and threads that write to one
// another by number; the process ends while one that it does not wait for
// still runs.
const assert = require('assert');
const { Worker, isMainThread, parentPort, postMessageToThread, workerData } =
  require('worker_threads');

function end(worker) {
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', resolve);
  });
}

async function main() {
  const codes = await Promise.all(Array.from({ length: 8 }, (_, i) =>
    end(new Worker(`process.exitCode = ${i}`, { eval: true }))));
  assert.deepStrictEqual(codes, [0, 1, 2, 3, 4, 5, 6, 7]);

  const outer = new Worker(__filename, { workerData: 2 });
  assert.strictEqual(await new Promise((resolve) => {
    outer.on('message', resolve);
  }), 2);

  process.on('workerMessage', (value, source) => {
    assert.deepStrictEqual(value, { hello: 1 });
    assert.ok(source > 0);
  });
  await end(new Worker(
    'require("worker_threads").postMessageToThread(0, { hello: 1 })',
    { eval: true }));
  await assert.rejects(postMessageToThread(12345, 1),
                       { code: 'ERR_WORKER_MESSAGING_FAILED' });

  new Worker('setInterval(() => {}, 100000)', { eval: true }).unref();
}

if (isMainThread) {
  main();
} else if (workerData > 0) {
  new Worker(__filename, { workerData: workerData - 1 })
    .on('message', (depth) => parentPort.postMessage(depth + 1));
} else {
  parentPort.postMessage(0);
}
