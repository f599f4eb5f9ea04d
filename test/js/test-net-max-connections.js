// SPDX-License-Identifier: MIT
'use strict';
// Beyond maxConnections a connection is dropped, with 'drop' saying whose; a
// place that becomes free is given again.

const assert = require('node:assert');
const net = require('node:net');

const dropped = [];
let accepted = 0;
const server = net.createServer((socket) => {
  accepted++;
  socket.resume();
  socket.end();
});
server.maxConnections = 1;
server.on('drop', (from) => dropped.push(from));

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const first = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  first.resume();
  first.on('connect', () => {
    const second = net.connect(port, '127.0.0.1');
    second.resume();
    second.on('error', () => {});
    second.on('close', () => {
      server.getConnections((err, count) => {
        assert.ifError(err);
        assert.strictEqual(count, 1);
        first.end();
      });
    });
  });
  first.on('close', () => {
    setImmediate(function again() {
      if (server._connections > 0) {
        setImmediate(again);
        return;
      }
      const third = net.connect(port, '127.0.0.1');
      third.resume();
      third.on('close', () => server.close());
    });
  });
});

process.on('exit', () => {
  assert.strictEqual(accepted, 2);
  assert.strictEqual(dropped.length, 1);
  assert.strictEqual(dropped[0].remoteAddress, '127.0.0.1');
  assert.strictEqual(dropped[0].localPort > 0, true);
  assert.strictEqual(dropped[0].remoteFamily, 'IPv4');
});
