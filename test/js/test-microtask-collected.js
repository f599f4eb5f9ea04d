// Flags: --expose-gc
'use strict';
// What microtasks carry survives collections, wherever those fall: values that
// only the queue knows, callbacks that only it knows, deep queues and long ones.
const assert = require('assert');
const { spawnSync } = require('child_process');

if (globalThis.gc === undefined) {
  const { status, stderr } = spawnSync(
    process.execPath, ['--expose-gc', __filename], { encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
} else {
  const order = [];

  async function chain(id) {
    let sum = 0;
    for (let i = 0; i < 3000; i++) {
      const value = await { id, i, more: [i] };
      if (i % 500 === id) globalThis.gc();
      assert.strictEqual(value.id, id);
      assert.strictEqual(value.more[0], i);
      sum += value.i;
    }
    return { sum };
  }

  function burst() {
    const all = [];
    for (let i = 0; i < 5000; i++) {
      all.push(Promise.resolve({ i }).then((value) => ({ twice: value.i * 2 })));
      if (i % 1000 === 0) queueMicrotask(() => globalThis.gc());
    }
    return Promise.all(all);
  }

  (async () => {
    const sums = await Promise.all([0, 1, 2, 3].map(chain));
    assert.deepStrictEqual(sums.map(({ sum }) => sum), Array(4).fill(4498500));
    const values = await burst();
    assert.strictEqual(values.length, 5000);
    values.forEach(({ twice }, i) => assert.strictEqual(twice, i * 2));

    // Ticks stay behind all microtasks, whoever runs them.
    process.nextTick(() => order.push('tick'));
    queueMicrotask(() => {
      order.push('a');
      process.nextTick(() => order.push('late tick'));
      queueMicrotask(() => order.push('b'));
    });
    Promise.reject(new Error('caught')).catch(() => order.push('c'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepStrictEqual(order, ['a', 'c', 'b', 'tick', 'late tick']);
  })();
}
