// SPDX-License-Identifier: MIT
'use strict';
// Bytes come back as they were sent, in order; both ends close without error.

const assert = require('node:assert');
const net = require('node:net');

const events = [];
const sent = Buffer.alloc(300000, 0).map((_, i) => i % 251);

const server = net.createServer((socket) => {
  assert.strictEqual(socket.remoteAddress, '127.0.0.1');
  assert.strictEqual(socket.readyState, 'open');
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(socket.bytesRead, sent.length);
    assert.strictEqual(socket.bytesWritten, sent.length);
    events.push('server side closed');
  });
});

server.listen(0, '127.0.0.1', () => {
  const { address, family, port } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  const client = net.connect(port, '127.0.0.1');
  assert.strictEqual(client.connecting, true);
  assert.strictEqual(client.readyState, 'opening');
  const got = [];
  let length = 0;
  client.on('connect', () => {
    assert.strictEqual(client.remotePort, port);
    assert.strictEqual(client.pending, false);
    client.write(sent);
  });
  client.on('data', (chunk) => {
    got.push(chunk);
    length += chunk.length;
    if (length === sent.length) {
      client.end();
    }
  });
  client.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.ok(Buffer.concat(got).equals(sent));
    server.close(() => events.push('server closed'));
  });
});

process.on('exit', () => {
  assert.deepStrictEqual(events, ['server side closed', 'server closed']);
});
