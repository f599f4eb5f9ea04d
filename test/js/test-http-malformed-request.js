'use strict';

// What is not HTTP gets 400, a head that is too big 431, and both are closed.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const cases = [
  ['BAD REQUEST\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\n'],
  ['GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\n'],
  ['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n' +
   'Transfer-Encoding: chunked\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\n'],
  ['GET / HTTP/1.1\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\n'],
  [`GET / HTTP/1.1\r\nA: ${'b'.repeat(20000)}\r\n\r\n`,
   'HTTP/1.1 431 Request Header Fields Too Large\r\n'],
];
let answers = 0;
const server = http.createServer(() => {
  assert.fail('not a request');
});
server.listen(0, '127.0.0.1', () => {
  for (const [request, expected] of cases) {
    const socket = net.connect(server.address().port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => text += chunk);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      assert.strictEqual(text.slice(0, expected.length), expected);
      assert.match(text, /^connection: close\r\n/im);
      if (++answers === cases.length) server.close();
    });
    socket.write(request);
  }
});
process.on('exit', () => assert.strictEqual(answers, cases.length));
