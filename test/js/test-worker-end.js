'use strict';
// The ways in which a worker ends: by itself, by process.exit(), which nothing
// catches, by an error that reaches the parent whole, and by terminate(), also
// of a loop and of microtasks without end.
const assert = require('assert');
const { Worker } = require('worker_threads');

function run(text, options) {
  const worker = new Worker(text, { eval: true, ...options });
  const seen = [];
  worker.on('message', (message) => seen.push(message));
  worker.on('error', (error) => seen.push(error));
  return new Promise((resolve) => {
    worker.on('exit', (code) => resolve({ code, seen }));
  });
}

const post = 'const { parentPort } = require("worker_threads");';

async function terminated(text) {
  const worker = new Worker(`${post} parentPort.postMessage(1); ${text}`,
                            { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  assert.strictEqual(await worker.terminate(), 1);
}

// Who hears of the last message in time to wait for the end, hears of that.
async function oneAfterTheOther() {
  for (let i = 0; i < 10; i++) {
    const worker = new Worker(`${post} parentPort.postMessage(1)`,
                              { eval: true });
    await new Promise((resolve) => worker.on('message', resolve));
    await new Promise((resolve) => worker.on('exit', resolve));
  }
  heardOfAll = true;
}

let heardOfAll = false;
process.on('exit', () => assert.ok(heardOfAll));

async function main() {
  await oneAfterTheOther();
  assert.deepStrictEqual(await run(''), { code: 0, seen: [] });
  assert.deepStrictEqual(
    await run(`${post} process.on("exit", (code) => parentPort.postMessage(code));
               process.exitCode = 3;`),
    { code: 3, seen: [3] });
  assert.deepStrictEqual(
    await run(`${post} try { process.exit(5); } finally { parentPort.postMessage(0); }
               parentPort.postMessage(1);`),
    { code: 5, seen: [] });

  const { code, seen: [error] } = await run(
    'throw Object.assign(new RangeError("far"), { code: "E_FAR", at: { x: 1 } })');
  assert.strictEqual(code, 1);
  assert.ok(error instanceof RangeError);
  assert.strictEqual(error.message, 'far');
  assert.strictEqual(error.code, 'E_FAR');
  assert.deepStrictEqual(error.at, { x: 1 });
  assert.match(error.stack, /RangeError: far\n {4}at /);
  const rejected = await run('Promise.reject(new Error("late"))');
  assert.strictEqual(rejected.code, 1);
  assert.strictEqual(rejected.seen[0].message, 'late');
  const plain = await run('throw { a: 1 }');
  assert.deepStrictEqual(plain, { code: 1, seen: [{ a: 1 }] });

  await terminated('setInterval(() => {}, 1000)');
  await terminated('for (;;);');
  await terminated('for (;;) { try { for (;;); } catch {} finally { continue; } }');
  if (process.env.LODE_ENGINE !== 'plain') {
    const sleep = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 1, 0)';
    await terminated(sleep);
    await terminated(`new (require('worker_threads').Worker)(
      "${sleep}", { eval: true }); setInterval(() => {}, 1000)`);
    await terminated('(function loop() { Promise.resolve().then(loop); })()');
  }
}

main();
