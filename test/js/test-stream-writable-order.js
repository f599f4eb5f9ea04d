'use strict';
// Chunks reach _write one at a time and in order; callbacks come before
// 'finish', 'drain' before the callback of the write that emptied the queue.

const assert = require('node:assert');
const { Writable } = require('node:stream');

const events = [];
let running = 0;
const writable = new Writable({
  highWaterMark: 3,
  write(chunk, encoding, callback) {
    assert.strictEqual(++running, 1);
    setImmediate(() => {
      running--;
      events.push(`write ${chunk}`);
      callback();
    });
  },
  final(callback) {
    events.push('final');
    setImmediate(callback);
  },
});
for (const name of ['drain', 'prefinish', 'finish', 'close']) {
  writable.on(name, () => {
    events.push(name);
    if (name === 'drain') {
      writable.end('d', () => events.push('end callback'));
      assert.strictEqual(writable.writableEnded, true);
      assert.strictEqual(writable.writable, false);
    }
  });
}
assert.strictEqual(writable.write('a', () => events.push('a done')), true);
assert.strictEqual(writable.write('b', () => events.push('b done')), true);
assert.strictEqual(writable.write('c', () => events.push('c done')), false);
assert.strictEqual(writable.writableNeedDrain, true);
assert.strictEqual(writable.writableLength, 3);

process.on('exit', () => {
  assert.deepStrictEqual(events, [
    'write a', 'a done', 'write b', 'b done', 'write c', 'drain', 'c done',
    'write d', 'final', 'prefinish', 'end callback', 'finish', 'close',
  ]);
});
