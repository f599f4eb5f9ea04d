// SPDX-License-Identifier: MIT
'use strict';
// Thousands of connections, one after the other, leave no memory behind.

const assert = require('node:assert');
const net = require('node:net');

const total = 6000;
let count = 0;
let early = 0;

const server = net.createServer((socket) => {
  socket.on('data', (chunk) => socket.end(chunk));
});
server.listen(0, '127.0.0.1', function next() {
  if (count++ === total) {
    server.close();
    return;
  }
  if (count === 2000) {
    early = process.memoryUsage().rss;
  }
  const client = net.connect(server.address().port, '127.0.0.1');
  client.end('hello');
  client.resume();
  client.on('close', next);
});

process.on('exit', () => {
  const grown = process.memoryUsage().rss - early;
  assert.ok(grown < 32 << 20, `grew by ${grown} bytes`);
});
