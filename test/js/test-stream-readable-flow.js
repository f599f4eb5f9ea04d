'use strict';
// A readable goes from null to flowing to paused, gives each chunk once and
// in order, and tells 'end' before 'close'.

const assert = require('node:assert');
const { Readable } = require('node:stream');

const events = [];
const chunks = ['a', 'b', 'c', null];
const readable = new Readable({
  read() {
    this.push(chunks.shift());
  },
});
assert.strictEqual(readable.readableFlowing, null);
readable.on('data', (chunk) => {
  events.push(`${chunk}`);
  if (events.length === 1) {
    readable.pause();
    assert.strictEqual(readable.readableFlowing, false);
    setImmediate(() => {
      assert.deepStrictEqual(events, ['a']);
      readable.resume();
    });
  }
});
for (const name of ['end', 'close']) {
  readable.on(name, () => events.push(name));
}
assert.strictEqual(readable.readableFlowing, true);

process.on('exit', () => {
  assert.deepStrictEqual(events, ['a', 'b', 'c', 'end', 'close']);
  assert.strictEqual(readable.destroyed, true);
  assert.strictEqual(readable.readableEnded, true);
});
