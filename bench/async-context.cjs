'use strict';

// What waits and callbacks cost, without a store of AsyncLocalStorage and in
// one, in ns of CPU time for one turn (the machine may be busy):
//
//     lode bench/async-context.cjs [--beside path/to/node]

const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const { spawnSync } = require('child_process');
const { EventEmitterAsyncResource, once, EventEmitter } = require('events');
const fs = require('fs');

const kRounds = 4;  // behind one to warm up
const storage = new AsyncLocalStorage();
let sum = 0;

async function leaf(i) {
  return i;
}

async function waitingLeaf() {
  await null;
  sum += storage.getStore();
}

async function* generate(turns) {
  for (let i = 0; i < turns; i++) yield i;
}

// All at once, and the end when the last one has called back.
function callbacks(turns, queue) {
  return new Promise((resolve) => {
    let left = turns;
    const done = () => {
      if (--left === 0) resolve();
    };
    for (let i = 0; i < turns; i++) queue(done);
  });
}

function add(n) {
  sum += n;
}

const kinds = {
  'await 1': [200000, async (turns) => {
    for (let i = 0; i < turns; i++) await i;
  }],
  'await Promise.resolve(1)': [200000, async (turns) => {
    for (let i = 0; i < turns; i++) await Promise.resolve(i);
  }],
  'await an async leaf': [200000, async (turns) => {
    for (let i = 0; i < turns; i++) await leaf(i);
  }],
  'await a leaf that awaits': [200000, async (turns) => {
    for (let i = 0; i < turns; i++) await waitingLeaf();
  }],
  'await events.once()': [30000, async (turns) => {
    const emitter = new EventEmitter();
    for (let i = 0; i < turns; i++) {
      const event = once(emitter, 'event');
      emitter.emit('event');
      await event;
    }
  }],
  'await fs.promises.access()': [2000, async (turns) => {
    for (let i = 0; i < turns; i++) await fs.promises.access('/');
  }],
  'for await, async generator': [100000, async (turns) => {
    for await (const i of generate(turns)) sum += i;
  }],
  'for await, array': [100000, async (turns) => {
    for await (const i of new Array(turns).fill(1)) sum += i;
  }],
  'then()': [100000, async (turns) => {
    let promise = Promise.resolve();
    for (let i = 0; i < turns; i++) promise = promise.then(() => {});
    await promise;
  }],
  'queueMicrotask()': [100000, (turns) => callbacks(turns, queueMicrotask)],
  'process.nextTick()': [100000, (turns) => callbacks(turns, process.nextTick)],
  'setImmediate()': [100000, (turns) => callbacks(turns, setImmediate)],
  'setTimeout()': [50000, (turns) => callbacks(turns, setTimeout)],
  'run() + await': [100000, async (turns) => {
    for (let i = 0; i < turns; i++) await storage.run(i, waitingLeaf);
  }],
  'run()': [500000, (turns) => {
    for (let i = 0; i < turns; i++) storage.run(i, add, i);
  }],
  'getStore()': [2000000, (turns) => {
    for (let i = 0; i < turns; i++) sum += storage.getStore();
  }],
  'new AsyncResource()': [200000, (turns) => {
    for (let i = 0; i < turns; i++) new AsyncResource('Bench');
  }],
  'runInAsyncScope()': [500000, (turns) => {
    const resource = new AsyncResource('Bench');
    for (let i = 0; i < turns; i++) resource.runInAsyncScope(add, null, i);
  }],
  'AsyncResource.bind()': [500000, (turns) => {
    const bound = AsyncResource.bind(add);
    for (let i = 0; i < turns; i++) bound(i);
  }],
  'EventEmitterAsyncResource': [500000, (turns) => {
    const emitter = new EventEmitterAsyncResource({ name: 'Bench' });
    emitter.on('event', add);
    for (let i = 0; i < turns; i++) emitter.emit('event', i);
  }],
};

async function average(work, turns) {
  await work(turns);
  const start = process.cpuUsage();
  for (let round = 0; round < kRounds; round++) await work(turns);
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000 / (turns * kRounds);
}

async function measure() {
  const result = {};
  for (const [name, [turns, work]] of Object.entries(kinds)) {
    result[name] = [
      await average(work, turns),
      await storage.run(1, () => average(work, turns)),
    ];
  }
  return result;
}

function run(program) {
  return JSON.parse(spawnSync(program, [__filename, '--json']).stdout);
}

function print(programs, results) {
  const cell = (ns) => ns.toFixed(ns < 100 ? 1 : 0).padStart(12);
  console.log(' '.repeat(28) + programs.map(
    (program) => (program === process.execPath ? 'here' : 'beside')
      .padStart(12) + 'in a store'.padStart(12)).join(''));
  for (const name of Object.keys(kinds)) {
    console.log(name.padEnd(28) +
      results.map((result) => result[name].map(cell).join('')).join(''));
  }
}

const beside = process.argv.indexOf('--beside');
if (process.argv.includes('--json')) {
  measure().then((result) => console.log(JSON.stringify(result)));
} else if (beside > 0) {
  const programs = [process.execPath, process.argv[beside + 1]];
  print(programs, programs.map(run));
} else {
  measure().then((result) => print([process.execPath], [result]));
}
