'use strict';

// An idle connection ends after keepAliveTimeout; closeIdleConnections() ends
// one at once.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

let ended = 0;
function listen(timeout, onFirst) {
  const server = http.createServer((req, res) => res.end('x'));
  server.keepAliveTimeout = timeout;
  server.keepAliveTimeoutBuffer = 1;
  server.listen(0, '127.0.0.1', () => {
    const socket = net.connect(server.address().port, '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    });
    socket.once('data', () => onFirst(server));
    socket.on('end', () => {
      ended++;
      socket.end();
      server.close();
    });
  });
}
listen(1, () => {});
listen(100_000, (server) => setImmediate(() => server.closeIdleConnections()));
process.on('exit', () => assert.strictEqual(ended, 2));
