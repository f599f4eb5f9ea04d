'use strict';
// Workers run CommonJS and ES modules, from files and data: URLs.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const os = require('os');
const { Worker, BroadcastChannel } = require('worker_threads');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-worker-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
fs.writeFileSync(path.join(dir, 'value.mjs'), 'export default 21;');
fs.writeFileSync(path.join(dir, 'main.mjs'), `
  import value from './value.mjs';
  import { parentPort, isMainThread } from 'node:worker_threads';
  await 1;
  parentPort.postMessage([value * 2, isMainThread]);`);
fs.writeFileSync(path.join(dir, 'typed.ts'), `
  import { parentPort } from 'node:worker_threads';
  const n: number = 5;
  parentPort!.postMessage(n);`);

function first(worker) {
  return new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

async function main() {
  assert.deepStrictEqual(
    await first(new Worker(path.join(dir, 'main.mjs'))), [42, false]);
  assert.strictEqual(await first(new Worker(path.join(dir, 'typed.ts'))), 5);
  assert.strictEqual(await first(new Worker(new URL(
    'data:text/javascript,import{parentPort as p}from"worker_threads";' +
    'p.postMessage(import.meta.url.slice(0,5))'))), 'data:');
  await assert.rejects(first(new Worker(path.join(dir, 'absent.js'))),
                       { code: 'MODULE_NOT_FOUND' });
  await assert.rejects(first(new Worker('var a b', { eval: true })),
                       { name: 'SyntaxError' });

  const channel = new BroadcastChannel('modules');
  const heard = new Promise((resolve) => {
    channel.onmessage = (event) => resolve(event.data);
  });
  new Worker('const c = new BroadcastChannel("modules"); ' +
             'c.postMessage({ n: 1 }); c.close()', { eval: true });
  assert.deepStrictEqual(await heard, { n: 1 });
  channel.close();
}

main();
