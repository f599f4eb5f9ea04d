// SPDX-License-Identifier: MIT
'use strict';
// Nobody listens: the error has Node's fields, and 'close' says so.

const assert = require('node:assert');
const net = require('node:net');

let errors = 0;
const server = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.close(() => {
    const client = net.connect(port, '127.0.0.1');
    client.on('connect', () => assert.fail('connected'));
    client.on('error', (err) => {
      errors++;
      assert.strictEqual(err.code, 'ECONNREFUSED');
      assert.strictEqual(err.syscall, 'connect');
      assert.strictEqual(err.address, '127.0.0.1');
      assert.strictEqual(err.port, port);
      assert.ok(err.errno < 0);
      assert.ok(err instanceof Error);
    });
    client.on('close', (hadError) => {
      assert.strictEqual(hadError, true);
      assert.strictEqual(client.destroyed, true);
    });
    client.write('never sent', (err) => {
      assert.strictEqual(err.code, 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION');
      errors++;
    });

    const local = net.connect({ path: '/nonexistent/socket' });
    local.on('error', (err) => {
      errors++;
      assert.strictEqual(err.code, 'ENOENT');
      assert.strictEqual(err.address, '/nonexistent/socket');
      assert.strictEqual(err.port, undefined);
    });
  });
});

process.on('exit', () => assert.strictEqual(errors, 3));
