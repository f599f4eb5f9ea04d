// SPDX-License-Identifier: MIT
'use strict';
// resetAndDestroy() shows as ECONNRESET at the other end and as a plain close
// at this one; writing to a finished peer is EPIPE.

const assert = require('node:assert');
const net = require('node:net');

const seen = [];
const server = net.createServer((socket) => {
  socket.resume();
  socket.on('error', (err) => seen.push(err.code, err.syscall));
  socket.on('close', (hadError) => {
    seen.push(hadError);
    server.close();
  });
  server.emit('ready');
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  server.on('ready', () => {
    const go = () => client.resetAndDestroy();
    if (client.connecting) {
      client.on('connect', go);
    } else {
      go();
    }
  });
  client.on('close', (hadError) => assert.strictEqual(hadError, false));
});

const idle = new net.Socket();
idle.on('error', (err) => assert.strictEqual(err.code, 'ERR_SOCKET_CLOSED'));
idle.resetAndDestroy();

process.on('exit', () => {
  assert.deepStrictEqual(seen, ['ECONNRESET', 'read', true]);
});
