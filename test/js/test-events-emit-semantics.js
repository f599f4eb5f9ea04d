'use strict';

// What emit() promises while its listeners change the list, and how errors,
// once() and the meta events behave.

const assert = require('node:assert');
const EventEmitter = require('node:events');

// A listener that is removed during emit() still runs this once; one that is
// added does not.
{
  const log = [];
  const emitter = new EventEmitter();
  const second = () => log.push('second');
  emitter.on('x', () => {
    log.push('first');
    emitter.off('x', second);
    emitter.on('x', () => log.push('late'));
  });
  emitter.on('x', second);
  emitter.emit('x');
  assert.deepStrictEqual(log, ['first', 'second']);
  assert.strictEqual(emitter.listenerCount('x'), 2);
}

// once() is off before its listener runs, and shows the original.
{
  const emitter = new EventEmitter();
  let calls = 0;
  const listener = () => {
    calls++;
    emitter.emit('x');
  };
  emitter.once('x', listener);
  assert.deepStrictEqual(emitter.listeners('x'), [listener]);
  assert.strictEqual(emitter.rawListeners('x')[0].listener, listener);
  assert.strictEqual(emitter.emit('x', 1, 2, 3, 4), true);
  assert.strictEqual(calls, 1);
  assert.strictEqual(emitter.emit('x'), false);
}

// 'error' without a listener throws what it was given, or wraps it; the
// monitor hears of it in either case.
{
  const emitter = new EventEmitter();
  const seen = [];
  emitter.on(EventEmitter.errorMonitor, (err) => seen.push(err));
  const error = new Error('boom');
  assert.throws(() => emitter.emit('error', error), (err) => err === error);
  assert.throws(() => emitter.emit('error', { a: 1 }), {
    code: 'ERR_UNHANDLED_ERROR',
    context: { a: 1 },
  });
  assert.strictEqual(seen.length, 2);
}

// newListener comes before, removeListener after; both show the original.
{
  const emitter = new EventEmitter();
  const log = [];
  emitter.on('newListener', (type, fn) => {
    log.push(['new', type, fn.name, emitter.listenerCount(type)]);
  });
  emitter.on('removeListener', (type, fn) => {
    log.push(['remove', type, fn.name, emitter.listenerCount(type)]);
  });
  emitter.once('x', function named() {});
  emitter.removeAllListeners('x');
  assert.deepStrictEqual(log, [
    ['new', 'removeListener', '', 0],
    ['new', 'x', 'named', 0],
    ['remove', 'x', 'named', 0],
  ]);
  assert.deepStrictEqual(
    emitter.eventNames(), ['newListener', 'removeListener']);
}

// captureRejections turns a rejection into 'error' or a call of the handler.
{
  const emitter = new EventEmitter({ captureRejections: true });
  const error = new Error('async');
  emitter.on('x', async () => {
    throw error;
  });
  emitter.on('error', (err) => {
    assert.strictEqual(err, error);
    process.exitCode = 0;
  });
  process.exitCode = 1;
  emitter.emit('x');
}
