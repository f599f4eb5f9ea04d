// SPDX-License-Identifier: MIT
'use strict';
// process tells which sockets and servers keep it, and forgets those that are
// closed or unreferenced.

const assert = require('node:assert');
const net = require('node:net');

const named = (name) =>
  process.getActiveResourcesInfo().filter((found) => found === name).length;

const server = net.createServer((socket) => {
  const handles = process._getActiveHandles();
  assert.ok(handles.includes(server));
  assert.ok(handles.includes(socket));
  assert.strictEqual(named('TCPServerWrap'), 1);
  socket.resume();
  socket.end();
  server.unref();
  assert.strictEqual(named('TCPServerWrap'), 0);
  assert.ok(!process._getActiveHandles().includes(server));
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => {
    assert.ok(named('TCPSocketWrap') >= 1);
    assert.ok(process._getActiveHandles().includes(client));
  });
  client.resume();
  client.on('close', () => {
    assert.ok(!process._getActiveHandles().includes(client));
    server.close();
  });
});
