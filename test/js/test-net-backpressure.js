// SPDX-License-Identifier: MIT
'use strict';
// A peer that does not read fills the buffers: write() answers false, 'drain'
// comes once the peer reads, and every callback runs once, in order.

const assert = require('node:assert');
const net = require('node:net');

const chunk = Buffer.alloc(1 << 20, 'a');
const count = 12;
let received = 0;
let drained = 0;
const done = [];

const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  const client = server.client;
  const pump = () => {
    let room = true;
    for (let i = 0; i < count; i++) {
      room = client.write(i % 2 ? chunk : chunk.toString('latin1'),
                          (err) => {
                            assert.ifError(err);
                            done.push(i);
                          });
    }
    assert.strictEqual(room, false);
    assert.ok(client.writableLength > 0);
    client.once('drain', () => {
      drained++;
      client.end();
    });
    // Only now does anything leave the socket's buffers.
    setImmediate(() => socket.resume());
  };
  if (client.connecting) {
    client.on('connect', pump);
  } else {
    pump();
  }
  socket.on('data', (data) => {
    received += data.length;
  });
  socket.on('end', () => {
    socket.end();
    server.close();
  });
});

server.listen(0, '127.0.0.1', () => {
  server.client = net.connect(server.address().port, '127.0.0.1');
  server.client.resume();
});

process.on('exit', () => {
  assert.strictEqual(received, chunk.length * count);
  assert.strictEqual(drained, 1);
  assert.deepStrictEqual(done, [...Array(count).keys()]);
});
