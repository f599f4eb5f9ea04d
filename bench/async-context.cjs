'use strict';

// What AsyncLocalStorage costs, in ns of one turn: `node bench/async-context.cjs`
// and the same with lode. The second column is without a store.

const { performance } = globalThis;
const { AsyncLocalStorage } = require('async_hooks');

const kTurns = 300000;
const storage = new AsyncLocalStorage();
const now = performance === undefined ?
  () => Number(process.hrtime.bigint()) / 1e6 : () => performance.now();
let sum = 0;

async function awaits() {
  for (let i = 0; i < kTurns; i++) await i;
}

async function runs() {
  for (let i = 0; i < kTurns; i++) {
    await storage.run(i, async () => {
      await null;
      sum += storage.getStore();
    });
  }
}

async function plain() {
  for (let i = 0; i < kTurns; i++) {
    await (async () => {
      await null;
      sum += i;
    })();
  }
}

async function thens() {
  let promise = Promise.resolve();
  for (let i = 0; i < kTurns; i++) promise = promise.then(() => {});
  await promise;
}

function reads() {
  for (let i = 0; i < kTurns * 10; i++) sum += storage.getStore();
}

async function measure(name, work, turns = kTurns) {
  await work();
  const start = now();
  await work();
  const ns = (now() - start) * 1e6 / turns;
  console.log(`${name.padEnd(28)}${ns.toFixed(1).padStart(8)} ns`);
}

(async () => {
  await measure('run + await, no store', plain);
  await measure('run + await', runs);
  await measure('await', awaits);
  await measure('await in a store', () => storage.run(1, awaits));
  await measure('then in a store', () => storage.run(1, thens));
  await measure('getStore', () => storage.run(1, reads), kTurns * 10);
})();
