'use strict';
// When the process's parts began, how idle the loop was, and timed functions.
const assert = require('node:assert');
const {
  createHistogram, eventLoopUtilization, performance, PerformanceObserver, timerify,
} = require('node:perf_hooks');
const { Worker } = require('node:worker_threads');

const { nodeTiming } = performance;
const order = ['startTime', 'nodeStart', 'v8Start', 'environment', 'bootstrapComplete'];
for (let i = 1; i < order.length; i++) {
  assert(nodeTiming[order[i]] > nodeTiming[order[i - 1]], order[i]);
}
assert(performance.now() > nodeTiming.bootstrapComplete);
assert.strictEqual(nodeTiming.loopStart, -1);
assert.strictEqual(nodeTiming.loopExit, -1);
assert.deepStrictEqual(eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
assert.strictEqual(performance.eventLoopUtilization, eventLoopUtilization);
assert.strictEqual(performance.toJSON().timeOrigin, performance.timeOrigin);
assert.strictEqual(JSON.parse(JSON.stringify(nodeTiming)).name, 'node');

// Asleep, then busy.
function slept() {
  const first = eventLoopUtilization();
  if (first.idle === 0) {
    setTimeout(slept, 20);  // something was always ready
    return;
  }
  assert(nodeTiming.loopStart > nodeTiming.bootstrapComplete);
  assert(first.idle > 0 && first.utilization < 1, JSON.stringify(first));
  const end = performance.now() + 50;
  while (performance.now() < end);
  const since = eventLoopUtilization(first);
  assert.strictEqual(since.idle, 0);
  assert.strictEqual(since.utilization, 1);
  assert(since.active >= 50);
  const second = eventLoopUtilization();
  assert.strictEqual(eventLoopUtilization(second, first).active, second.active - first.active);
}
setImmediate(setTimeout, slept, 20);

// A worker's clock is the process's.
new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage([performance.timeOrigin, performance.now()]);
`, { eval: true }).on('message', ([origin, now]) => {
  assert.strictEqual(origin, performance.timeOrigin);
  assert(now > nodeTiming.bootstrapComplete && now <= performance.now());
});

// timerify().
const seen = [];
const observer = new PerformanceObserver((list) => {
  seen.push(...list.getEntries());
  if (seen.length === 3) observer.disconnect();
});
observer.observe({ type: 'function' });
const histogram = createHistogram();
function add(a, b) {
  return this.base + a + b;
}
const timed = timerify(add, { histogram });
assert.strictEqual(timed.name, 'timerified add');
assert.strictEqual(timed.length, 2);
assert.strictEqual(timed.call({ base: 1 }, 2, 3), 6);
class Point {
  constructor(x) { this.x = x; }
}
assert.strictEqual(new (timerify(Point))(4).x, 4);
assert.throws(() => timerify(Point)(4), TypeError);
assert.throws(() => timerify(() => { throw new Error('mine'); })(), /^Error: mine$/);
timerify(async function later() { return 7; })().then((value) => assert.strictEqual(value, 7));
assert.strictEqual(histogram.count, 1);
assert.throws(() => timerify(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => timerify(add, { histogram: {} }), { code: 'ERR_INVALID_ARG_TYPE' });

process.on('exit', () => {
  assert(nodeTiming.loopExit > nodeTiming.loopStart);
  assert.deepStrictEqual(seen.map((entry) => entry.name).sort(), ['Point', 'add', 'later']);
  const entry = seen.find((entry) => entry.name === 'add');
  assert.deepStrictEqual([entry[0], entry[1]], [2, 3]);
  assert.deepStrictEqual([...entry.detail], [2, 3]);
});
