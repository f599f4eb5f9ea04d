'use strict';
// Nothing is read, written or finished before _construct has called back;
// its error destroys the stream.

const assert = require('node:assert');
const { Duplex, Writable } = require('node:stream');

const events = [];
const duplex = new Duplex({
  construct(callback) {
    setImmediate(() => {
      events.push('constructed');
      callback();
    });
  },
  read() {
    events.push('read');
    this.push(null);
  },
  write(chunk, encoding, callback) {
    events.push(`write ${chunk}`);
    callback();
  },
});
duplex.end('x');
duplex.on('finish', () => events.push('finish')).resume();

const failing = new Writable({
  construct(callback) {
    callback(new Error('no'));
  },
  write: () => assert.fail('not constructed'),
});
failing.write('x', (err) => events.push(`write failed: ${err.message}`));
failing.on('error', (err) => events.push(`error: ${err.message}`));

process.on('exit', () => {
  assert.ok(events.indexOf('constructed') < events.indexOf('read'));
  assert.ok(events.indexOf('constructed') < events.indexOf('write x'));
  assert.ok(events.includes('finish'));
  assert.ok(events.includes('error: no'));
  assert.ok(events.includes('write failed: no'));
});
