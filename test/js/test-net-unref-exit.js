// SPDX-License-Identifier: MIT
'use strict';
// Handles of every kind that are open but unreferenced do not keep the
// process; leaving with them open is clean.

const assert = require('node:assert');
const net = require('node:net');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  const local = path.join(process.argv[3], `lode-${process.pid}.sock`);
  const pipe = net.createServer((socket) => socket.unref()).listen(local);
  pipe.unref();
  const server = net.createServer((socket) => {
    socket.unref();
    socket.write(Buffer.alloc(100));
  });
  server.listen(0, '127.0.0.1', () => {
    server.unref();
    const client = net.connect(server.address().port, '127.0.0.1', () => {
      client.unref();
      client.pause();
      const other = net.connect(local, () => {
        other.unref();
        console.log('leaving');
      });
    });
  });
  net.connect(1, '127.0.0.1').on('error', () => {}).unref();
} else {
  const { status, stdout, stderr } = spawnSync(
    process.execPath, [__filename, 'child', require('node:os').tmpdir()],
    { encoding: 'utf8' });
  assert.strictEqual(stderr, '');
  assert.strictEqual(stdout, 'leaving\n');
  assert.strictEqual(status, 0);
}
