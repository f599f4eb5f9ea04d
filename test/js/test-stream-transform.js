'use strict';
// A transform holds writes back while nobody reads, flushes before it ends,
// and passes errors of its callback on.

const assert = require('node:assert');
const { Transform } = require('node:stream');

let transformed = 0;
const transform = new Transform({
  readableHighWaterMark: 2,
  writableHighWaterMark: 2,
  transform(chunk, encoding, callback) {
    transformed++;
    callback(null, `${chunk}`.toUpperCase());
  },
  flush(callback) {
    callback(null, '!');
  },
});
for (const text of ['ab', 'cd', 'ef']) {
  transform.write(text);
}
transform.end();
assert.strictEqual(transformed, 1);
let text = '';
transform.setEncoding('utf8').on('data', (chunk) => {
  text += chunk;
});

const failing = new Transform({
  transform(chunk, encoding, callback) {
    callback(new Error('bad chunk'));
  },
});
let message;
failing.on('error', (err) => {
  message = err.message;
});
failing.write('x');

process.on('exit', () => {
  assert.strictEqual(text, 'ABCDEF!');
  assert.strictEqual(message, 'bad chunk');
  assert.strictEqual(failing.destroyed, true);
});
