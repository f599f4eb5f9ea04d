'use strict';

// A client that leaves in the middle ends request and response with 'close',
// and the server still closes.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const events = [];
const server = http.createServer((req, res) => {
  req.on('error', (err) => events.push(`error ${err.code}`));
  req.on('close', () => events.push(`req ${req.aborted}`));
  res.on('close', () => {
    events.push(`res ${res.writableFinished}`);
    server.close();
  });
  req.on('data', () => client.destroy());
});
let client;
server.listen(0, '127.0.0.1', () => {
  client = net.connect(server.address().port, '127.0.0.1', () => {
    client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123');
  });
});
process.on('exit', () => {
  events.sort();
  assert.deepStrictEqual(events,
                         ['error ECONNRESET', 'req true', 'res false']);
});
