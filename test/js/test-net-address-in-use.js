// SPDX-License-Identifier: MIT
'use strict';
// Two servers on one port: the second says EADDRINUSE, and may listen after
// the first is gone. With reusePort both may.

const assert = require('node:assert');
const net = require('node:net');

let steps = 0;
const first = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = first.address();
  const second = net.createServer();
  second.once('error', (err) => {
    steps++;
    assert.strictEqual(err.code, 'EADDRINUSE');
    assert.strictEqual(err.syscall, 'listen');
    assert.strictEqual(err.address, '127.0.0.1');
    assert.strictEqual(err.port, port);
    assert.strictEqual(second.listening, false);
    assert.strictEqual(second.address(), null);
    first.close(() => {
      second.listen(port, '127.0.0.1', () => {
        steps++;
        assert.throws(() => second.listen(0),
                      { code: 'ERR_SERVER_ALREADY_LISTEN' });
        second.close();
      });
    });
  });
  second.listen(port, '127.0.0.1');
});

const one = net.createServer();
one.listen({ port: 0, host: '127.0.0.1', reusePort: true }, () => {
  const two = net.createServer();
  const { port } = one.address();
  two.listen({ port, host: '127.0.0.1', reusePort: true }, () => {
    steps++;
    assert.strictEqual(two.address().port, port);
    one.close();
    two.close();
  });
});

process.on('exit', () => assert.strictEqual(steps, 3));
