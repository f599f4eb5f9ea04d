'use strict';
// destroy(err): _destroy runs once, then come 'error' and 'close', once each,
// whatever is called afterwards. A write that runs keeps the queue waiting.

const assert = require('node:assert');
const { Duplex } = require('node:stream');

const events = [];
const boom = new Error('boom');
const duplex = new Duplex({
  read() {},
  write() {},
  destroy(err, callback) {
    events.push(`destroy ${err.message}`);
    setImmediate(callback, err);
  },
});
duplex.on('error', (err) => events.push(`error ${err.message}`));
duplex.on('close', () => events.push('close'));
duplex.write('running', () => assert.fail('never called back'));
duplex.write('queued', () => assert.fail('waits for the one before'));
duplex.destroy(boom);
duplex.destroy(new Error('second'));
assert.strictEqual(duplex.destroyed, true);
assert.strictEqual(duplex.errored, boom);
assert.strictEqual(duplex.closed, false);
assert.strictEqual(duplex.push('late'), false);

process.on('exit', () => {
  assert.deepStrictEqual(
    events, ['destroy boom', 'error boom', 'close']);
  assert.strictEqual(duplex.closed, true);
});
