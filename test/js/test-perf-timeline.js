'use strict';
// Marks, measures and who observes them: what they say, what is refused, what
// is kept and forgotten.
const assert = require('node:assert');
const { inspect } = require('node:util');
const {
  performance: perf, PerformanceEntry, PerformanceMark, PerformanceObserver,
} = require('node:perf_hooks');

assert.strictEqual(globalThis.performance, perf);
assert.strictEqual(globalThis.PerformanceObserver, PerformanceObserver);
assert(Math.abs(perf.timeOrigin + perf.now() - Date.now()) < 1000);
const before = perf.now();
assert(perf.now() >= before && before > 0);

// What observers hear, in one piece, later.
let heard = 0;
let buffered = 0;
const observer = new PerformanceObserver((list, self) => {
  heard++;
  assert.strictEqual(self, observer);
  assert.deepStrictEqual(list.getEntries().map((entry) => entry.name), ['m', 'a', 'b']);
  assert.deepStrictEqual(list.getEntriesByType('mark').map((entry) => entry.name), ['a', 'b']);
  assert.strictEqual(list.getEntriesByName('m', 'measure').length, 1);
  assert.strictEqual(list.getEntriesByName('m', 'mark').length, 0);
  observer.disconnect();
  perf.mark('unheard');
  perf.clearMarks('unheard');
  setImmediate(goOn);
});
observer.observe({ entryTypes: ['mark', 'measure', 'nothing like it', 'mark'] });
const a = perf.mark('a', { startTime: 10, detail: { list: [1] } });
perf.mark('b', { startTime: 25 });
const m = perf.measure('m', { start: 5, end: 'b', detail: 'why' });
assert.strictEqual(heard, 0);

assert(a instanceof PerformanceMark && a instanceof PerformanceEntry);
assert.deepStrictEqual(a.toJSON(), {
  name: 'a', entryType: 'mark', startTime: 10, duration: 0, detail: { list: [1] },
});
assert.strictEqual(inspect(m),
                   "PerformanceMeasure {\n  name: 'm',\n  entryType: 'measure',\n" +
                   "  startTime: 5,\n  duration: 20,\n  detail: 'why'\n}");

function goOn() {
  // Spans.
  const span = (...args) => {
    const { startTime, duration } = perf.measure('span', ...args);
    return [startTime, duration];
  };
  assert.deepStrictEqual(span('a', 'b'), [10, 15]);
  assert.deepStrictEqual(span({ start: 'a', duration: 4 }), [10, 4]);
  assert.deepStrictEqual(span({ end: 'b', duration: 30 }), [-5, 30]);
  assert.deepStrictEqual(span({ start: 1, end: 3 }), [1, 2]);
  assert.deepStrictEqual(span(undefined, 'b'), [0, 25]);
  assert.strictEqual(span()[0], 0);
  assert(span()[1] >= before);
  perf.mark('a', { startTime: 11 });
  assert.deepStrictEqual(span('a', 'b'), [11, 14]);
  assert.strictEqual(span('nodeStart', 'bootstrapComplete')[0], perf.nodeTiming.nodeStart);

  // Refusals.
  for (const [call, error] of [
    [() => perf.mark(), { code: 'ERR_MISSING_ARGS' }],
    [() => perf.mark(Symbol()), { name: 'TypeError', message: 'Cannot convert a Symbol value to a string' }],
    [() => perf.mark('loopStart'), { code: 'ERR_INVALID_ARG_VALUE' }],
    [() => perf.mark('x', { startTime: -1 }), { code: 'ERR_PERFORMANCE_INVALID_TIMESTAMP' }],
    [() => perf.mark('x', { startTime: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' }],
    [() => perf.mark('x', { detail() {} }), { name: 'DataCloneError' }],
    [() => perf.measure(5), { code: 'ERR_INVALID_ARG_TYPE' }],
    [() => perf.measure('x', 'never made'), { name: 'SyntaxError', code: 12 }],
    [() => perf.measure('x', { start: 1 }, 'a'), { code: 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS' }],
    [() => perf.measure('x', { start: 1, end: 2, duration: 1 }),
     { code: 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS' }],
    [() => new PerformanceEntry(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' }],
    [() => new perf.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' }],
    [() => perf.now.call({}), { code: 'ERR_INVALID_THIS' }],
    [() => new PerformanceObserver(5), { code: 'ERR_INVALID_ARG_TYPE' }],
    [() => new PerformanceObserver(() => {}).observe({}), { code: 'ERR_MISSING_ARGS' }],
  
  ]) {
    assert.throws(call, error);
  }

  // What is kept, in order, and forgotten by name.
  assert.deepStrictEqual(perf.getEntriesByType('mark').map((entry) => entry.startTime), [10, 11, 25]);
  assert.strictEqual(perf.getEntriesByName('a', 'mark').length, 2);
  perf.clearMarks('a');
  assert.strictEqual(perf.getEntriesByName('a').length, 0);
  assert.throws(() => perf.measure('x', 'a'), { name: 'SyntaxError' });
  perf.clearMeasures();
  assert.deepStrictEqual(perf.getEntries().map((entry) => entry.name), ['b']);

  // Who comes late may have what was kept.
    const late = new PerformanceObserver((list) => {
    buffered++;
    assert(list.getEntriesByName('b').length === 1);
    late.disconnect();
  });
  late.observe({ type: 'mark', buffered: true });
}

process.on('exit', () => {
  assert.strictEqual(heard, 1);
  assert.strictEqual(buffered, 1);
});
