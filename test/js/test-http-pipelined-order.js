'use strict';

// Pipelined requests are answered in order, also when answers come late, and
// bodies go to the request that they belong to.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

let seen = 0;
const server = http.createServer((req, res) => {
  seen++;
  if (req.url === '/late') {
    setImmediate(() => res.end('late'));
  } else if (req.method === 'POST') {
    let body = '';
    req.setEncoding('utf8');
    req.on('data', (chunk) => body += chunk);
    req.on('end', () => res.end(`got ${body}`));
  } else {
    res.end(req.url);
  }
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => text += chunk);
  socket.on('end', () => {
    const bodies = text.split('HTTP/1.1 200 OK\r\n').slice(1)
      .map((answer) => answer.slice(answer.indexOf('\r\n\r\n') + 4));
    assert.deepStrictEqual(
      bodies, ['/first', 'late', 'got body', 'got chunks', '/last']);
    server.close();
  });
  socket.write(
    'GET /first HTTP/1.1\r\nHost: a\r\n\r\n' +
    'GET /late HTTP/1.1\r\nHost: a\r\n\r\n' +
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody' +
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '3\r\nchu\r\n3\r\nnks\r\n0\r\n\r\n' +
    'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
});
process.on('exit', () => assert.strictEqual(seen, 5));
