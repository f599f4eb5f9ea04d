// SPDX-License-Identifier: MIT
'use strict';
// A path that begins with NUL names no file; one that is too long is refused.

const assert = require('node:assert');
const net = require('node:net');

if (process.platform === 'linux') {
  const path = `\0lode-test-${process.pid}`;
  let got = '';
  const server = net.createServer((socket) => socket.end('abstract'));
  server.listen(path, () => {
    assert.strictEqual(server.address(), path);
    const client = net.connect(path);
    client.setEncoding('utf8');
    client.on('data', (text) => {
      got += text;
    });
    client.on('close', () => server.close());
  });
  process.on('exit', () => assert.strictEqual(got, 'abstract'));

  net.connect(`\0no-such-${process.pid}`).on('error', (err) => {
    assert.strictEqual(err.code, 'ECONNREFUSED');
  });
}

net.createServer().on('error', (err) => {
  assert.strictEqual(err.code, 'EINVAL');
  assert.strictEqual(err.syscall, 'listen');
}).listen(`/tmp/${'x'.repeat(200)}`);
