// SPDX-License-Identifier: MIT
'use strict';
// Every encoding arrives as Buffer.from() would encode it, written one by one
// and corked into one writev, in 8-bit and in 16-bit strings.

const assert = require('node:assert');
const net = require('node:net');

const texts = ['abcd', 'caf\u00e9 \u00ff', '\u20ac \ud83d\ude00 \ud800 lone',
               '', 'nul\0inside', '61626364', 'x'.repeat(20000),
               '\u20ac'.repeat(20000), '\u00e9'.repeat(20000)];
const encodings = ['utf8', 'latin1', 'ascii', 'ucs2', 'hex', 'base64',
                   'binary', 'utf16le', 'base64url'];

const parts = [];
for (const encoding of encodings) {
  for (const text of texts) {
    parts.push([text, encoding]);
  }
}
const once = Buffer.concat(parts.map(([text, encoding]) =>
  Buffer.from(text, encoding)));
const tail = Buffer.from('a buffer among texts');
const expected = Buffer.concat([once, once, tail]);

const server = net.createServer((socket) => {
  const got = [];
  socket.on('data', (chunk) => got.push(chunk));
  socket.on('end', () => {
    assert.ok(Buffer.concat(got).equals(expected));
    socket.end();
    server.close();
  });
});

server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => {
    for (const [text, encoding] of parts) {
      client.write(text, encoding);
    }
    client.cork();
    for (const [text, encoding] of parts) {
      // Node aborts on hexadecimal text of odd length in a writev.
      client.write(encoding === 'hex' ? Buffer.from(text, 'hex') : text,
                   encoding);
    }
    client.write(tail);
    client.uncork();
    client.end();
    assert.strictEqual(client.bytesWritten, expected.length);
  });
  client.resume();
});
