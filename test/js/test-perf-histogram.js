'use strict';
// Histograms: exact where the figures allow it, within them elsewhere.
const assert = require('node:assert');
const { createHistogram, monitorEventLoopDelay } = require('node:perf_hooks');

const small = createHistogram({ lowest: 1, highest: 1000, figures: 3 });
for (let i = 1; i <= 1500; i += 3) {
  small.record(i);
}
assert.deepStrictEqual(small.toJSON(), {
  count: 334, min: 1, max: 1000, mean: 500.5, exceeds: 166,
  stddev: 289.25118841588187,
  percentiles: {
    0: 1, 50: 499, 75: 751, 100: 1000, 87.5: 877, 93.75: 940, 96.875: 970,
    98.4375: 985, 99.21875: 994, 99.609375: 997, 99.8046875: 1000,
  },
});
assert.strictEqual(small.percentile(50), 499);
assert.strictEqual(small.percentileBigInt(99.9), 1000n);

// Against the sorted values, over 50 powers of two.
for (const figures of [1, 2, 3, 4]) {
  const histogram = createHistogram({ figures });
  const values = [];
  let x = 7;
  for (let i = 0; i < 5000; i++) {
    x = (x * 48271) % 0x7fffffff;
    const value = 1 + Math.floor(x * 2 ** (i % 20));
    values.push(value);
    histogram.record(i % 2 ? value : BigInt(value));
  }
  values.sort((a, b) => a - b);
  const near = (got, wanted) => assert(
    Math.abs(got - wanted) <= wanted / 10 ** figures, `${figures}: ${got} ${wanted}`);
  assert.strictEqual(histogram.count, 5000);
  near(histogram.min, values[0]);
  near(histogram.max, values[4999]);
  near(histogram.mean, values.reduce((sum, value) => sum + value) / 5000);
  for (const percentile of [1, 10, 50, 90, 99, 100]) {
    near(histogram.percentile(percentile), values[percentile * 50 - 1]);
  }
  const twice = createHistogram({ figures });
  twice.add(histogram);
  twice.add(histogram);
  assert.strictEqual(twice.count, 10000);
  assert.strictEqual(twice.percentile(50), histogram.percentile(50));
}

const empty = createHistogram();
assert.deepStrictEqual(empty.percentiles, new Map([[100, 0]]));
assert.strictEqual(empty.minBigInt, 2n ** 63n - 1n);
assert(Number.isNaN(empty.mean) && Number.isNaN(empty.stddev));
empty.record(2n ** 60n);
assert.deepStrictEqual([empty.count, empty.exceeds], [0, 1]);
empty.recordDelta();
empty.recordDelta();
assert.strictEqual(empty.count, 1);
empty.reset();
assert.deepStrictEqual([empty.count, empty.exceeds, empty.max], [0, 0, 0]);
for (const bad of [0, -1, 1.5, NaN, 2 ** 60, 0n, -1n, 2n ** 63n]) {
  assert.throws(() => empty.record(bad), { code: 'ERR_OUT_OF_RANGE' });
}
for (const bad of [undefined, null, 'a', {}]) {
  assert.throws(() => empty.record(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => empty.add({}), { code: 'ERR_INVALID_ARG_TYPE' });
for (const bad of [0, 101, NaN]) {
  assert.throws(() => empty.percentile(bad), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => createHistogram({ lowest: 10, highest: 15 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ figures: 6 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new empty.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

// The loop's delay: a busy second is seen.
const delay = monitorEventLoopDelay({ resolution: 5 });
assert.strictEqual(delay.enable(), true);
assert.strictEqual(delay.enable(), false);
assert.strictEqual(delay.record, undefined);
const timer = setInterval(() => {
  if (delay.count < 3) return;
  if (delay.max < 150e6) {
    const end = Date.now() + 200;
    while (Date.now() < end);
    return;
  }
  clearInterval(timer);
  assert(delay.min >= 1e6 && delay.mean > delay.min);
  assert.strictEqual(delay.disable(), true);
  assert.strictEqual(delay.disable(), false);
}, 5);
// One that is never disabled keeps nothing alive.
monitorEventLoopDelay().enable();
