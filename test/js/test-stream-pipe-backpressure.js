'use strict';
// A full destination pauses the source; with two destinations the slower one
// decides; unpiping the slow one lets the rest flow.

const assert = require('node:assert');
const { Readable, Writable } = require('node:stream');

let n = 0;
const source = new Readable({
  highWaterMark: 4,
  read() {
    n++;
    this.push(n > 20 ? null : 'xy');
  },
});
const got = [];
const fast = new Writable({
  write(chunk, encoding, callback) {
    got.push(chunk);
    callback();
  },
});
const slow = new Writable({
  highWaterMark: 2,
  write() {
    // Never calls back: it stays full.
  },
});
source.pipe(fast);
source.pipe(slow);
setImmediate(() => setImmediate(() => {
  assert.strictEqual(source.isPaused(), true);
  assert.strictEqual(got.length, 1);
  source.unpipe(slow);
}));
process.on('exit', () => {
  assert.strictEqual(got.length, 20);
  assert.strictEqual(fast.writableFinished, true);
  assert.strictEqual(slow.writableEnded, false);
});
