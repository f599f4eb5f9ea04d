'use strict';

// events.once() and events.on(): values in order, errors once, abort.

const assert = require('node:assert');
const EventEmitter = require('node:events');
const { on, once } = EventEmitter;

async function main() {
  const emitter = new EventEmitter();
  process.nextTick(() => emitter.emit('x', 1, 2));
  assert.deepStrictEqual(await once(emitter, 'x'), [1, 2]);

  process.nextTick(() => emitter.emit('error', new Error('boom')));
  await assert.rejects(once(emitter, 'x'), { message: 'boom' });
  assert.strictEqual(emitter.listenerCount('x'), 0);
  assert.strictEqual(emitter.listenerCount('error'), 0);

  await assert.rejects(
    once(emitter, 'x', { signal: AbortSignal.abort() }),
    { name: 'AbortError', code: 'ABORT_ERR' });

  const target = new EventTarget();
  process.nextTick(() => target.dispatchEvent(new Event('y')));
  const [event] = await once(target, 'y');
  assert.strictEqual(event.type, 'y');

  const values = [];
  const iterator = on(emitter, 'v', { close: ['end'] });
  emitter.emit('v', 1);
  emitter.emit('v', 2);
  process.nextTick(() => {
    emitter.emit('v', 3);
    emitter.emit('end');
  });
  for await (const [value] of iterator) values.push(value);
  assert.deepStrictEqual(values, [1, 2, 3]);
  assert.strictEqual(emitter.listenerCount('v'), 0);

  const controller = new AbortController();
  const endless = on(emitter, 'v', { signal: controller.signal });
  process.nextTick(() => controller.abort());
  await assert.rejects(endless.next(), { name: 'AbortError' });
  assert.deepStrictEqual(
    await endless.next(), { value: undefined, done: true });
}

main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
