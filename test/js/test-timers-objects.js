'use strict';

// Timeout objects: ids, refresh, references, dispose, intervals.

const assert = require('node:assert');
const timers = require('node:timers/promises');
const { promisify } = require('node:util');

// By id, as a number or a string.
{
  const timer = setTimeout(() => assert.fail('it was cleared'), 1);
  const id = +timer;
  assert.strictEqual(id, +timer);
  clearTimeout(String(id));
  assert.strictEqual(timer._destroyed, true);
}

// References; a cleared timer has none.
{
  const timer = setTimeout(() => {}, 1e6);
  assert.strictEqual(timer.hasRef(), true);
  assert.strictEqual(timer.unref().hasRef(), false);
  assert.strictEqual(timer.ref(), timer);
  timer.close();
  assert.strictEqual(timer._idleTimeout, -1);
}

// A callback may refresh its own timer.
{
  let calls = 0;
  const timer = setTimeout(() => {
    if (++calls < 3) timer.refresh();
  }, 1);
  process.on('exit', () => assert.strictEqual(calls, 3));
}

// An interval that throws goes on.
{
  let calls = 0;
  const interval = setInterval(() => {
    if (++calls === 3) clearInterval(interval);
    else throw new Error(`throw ${calls}`);
  }, 1);
  const caught = [];
  process.on('uncaughtException', (err) => caught.push(err.message));
  process.on('exit', () => {
    assert.deepStrictEqual(caught, ['throw 1', 'throw 2']);
  });
}

// Unreferenced timers do not keep the program alive.
setTimeout(() => assert.fail('nobody waits for it'), 1e5).unref();

assert.throws(() => setTimeout('code'), { code: 'ERR_INVALID_ARG_TYPE' });

async function main() {
  assert.strictEqual(await timers.setTimeout(1, 'value'), 'value');
  assert.strictEqual(await promisify(setImmediate)('next'), 'next');
  const controller = new AbortController();
  const waiting = timers.setTimeout(1e6, null, { signal: controller.signal });
  controller.abort(new Error('why'));
  await assert.rejects(waiting, (err) => {
    assert.strictEqual(err.code, 'ABORT_ERR');
    assert.strictEqual(err.cause.message, 'why');
    return true;
  });
  let count = 0;
  for await (const value of timers.setInterval(1, 'tick')) {
    assert.strictEqual(value, 'tick');
    if (++count === 3) break;
  }
}

main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
