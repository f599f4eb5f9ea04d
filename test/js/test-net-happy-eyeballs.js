// SPDX-License-Identifier: MIT
'use strict';
// With several addresses the first that works wins; when none does, one error
// gathers what each said.

const assert = require('node:assert');
const net = require('node:net');

const loopbacks = ['127.0.0.2', '127.0.0.3', '127.0.0.1'];
const lookup = (host, options, callback) => {
  assert.strictEqual(options.all, true);
  setImmediate(callback, null,
               loopbacks.map((address) => ({ address, family: 4 })));
};
let ends = 0;

const server = net.createServer((socket) => socket.end('here'));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const tried = [];
  const failed = [];
  const client = net.connect({
    host: 'some.test', port, lookup, autoSelectFamily: true,
  });
  client.on('connectionAttempt', (address) => tried.push(address));
  client.on('connectionAttemptFailed', (address, p, family, err) => {
    failed.push([address, p, family, err.code]);
  });
  client.setEncoding('utf8');
  client.on('data', (text) => assert.strictEqual(text, 'here'));
  client.on('end', () => {
    ends++;
    assert.deepStrictEqual(tried, loopbacks);
    assert.deepStrictEqual(failed, [
      ['127.0.0.2', port, 4, 'ECONNREFUSED'],
      ['127.0.0.3', port, 4, 'ECONNREFUSED'],
    ]);
    assert.strictEqual(client.remoteAddress, '127.0.0.1');
    assert.deepStrictEqual(client.autoSelectFamilyAttemptedAddresses,
                           loopbacks.map((a) => `${a}:${port}`));
    server.close(() => refuse(port));
  });
});

function refuse(port) {
  const client = net.connect({
    host: 'some.test', port, lookup, autoSelectFamily: true,
  });
  client.on('error', (err) => {
    ends++;
    assert.ok(err instanceof AggregateError);
    assert.strictEqual(err.code, 'ECONNREFUSED');
    assert.deepStrictEqual(err.errors.map((e) => e.address), loopbacks);
  });
}

process.on('exit', () => assert.strictEqual(ends, 2));
