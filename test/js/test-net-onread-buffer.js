// SPDX-License-Identifier: MIT
'use strict';
// With `onread` the bytes land in the caller's own buffer, a new one each time
// when it is a function; returning false pauses.

const assert = require('node:assert');
const net = require('node:net');

const message = Buffer.from('some bytes that do not fit at once');
let finished = 0;

function run(buffer, isOwn) {
  const server = net.createServer((socket) => socket.end(message));
  server.listen(0, '127.0.0.1', () => {
    const got = [];
    const client = net.connect({
      port: server.address().port,
      host: '127.0.0.1',
      onread: {
        buffer,
        callback(nread, buf) {
          assert.strictEqual(this, client);
          assert.ok(isOwn(buf));
          got.push(Buffer.from(buf.subarray(0, nread)));
          setImmediate(() => client.resume());
          return false;
        },
      },
    });
    client.on('data', () => assert.fail('nothing flows through the stream'));
    client.on('end', () => {
      assert.ok(Buffer.concat(got).equals(message));
      assert.ok(got.length >= message.length / 8);
      finished++;
      server.close();
    });
  });
}

const fixed = Buffer.alloc(8);
run(fixed, (buf) => buf === fixed);

const made = [];
run(() => {
  made.push(new Uint8Array(8));
  return made.at(-1);
}, (buf) => made.includes(buf));

process.on('exit', () => {
  assert.strictEqual(finished, 2);
  assert.ok(made.length > 1);
});
