// What node:net costs, client and server in one process:
//   lode bench/net-echo.cjs        beside: node bench/net-echo.cjs
// Prints the CPU time of one echoed 64-byte message (two writes, two reads),
// of one connection from connect to close, and of a megabyte one way.
'use strict';

const net = require('net');

const MESSAGES = 100000;
const CONNECTIONS = 5000;
const CHUNK = Buffer.alloc(65536, 'a');
const CHUNKS = 16384;

let before;
function begin() {
  before = process.cpuUsage();
}
function end(name, count) {
  const { user, system } = process.cpuUsage(before);
  const each = (n) => (n / count).toFixed(2);
  console.log(`${name}: ${each(user + system)} us CPU, ${each(user)} user`);
}

function listen(onConnection, next) {
  const server = net.createServer(onConnection);
  server.listen(0, '127.0.0.1', () => next(server, server.address().port));
}

function echo(done) {
  const message = Buffer.alloc(64, 'a');
  listen((socket) => {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => socket.write(chunk));
  }, (server, port) => {
    let left = MESSAGES;
    begin();
    const client = net.connect(port, '127.0.0.1');
    client.setNoDelay(true);
    client.write(message);
    client.on('data', () => {
      if (--left > 0) {
        client.write(message);
        return;
      }
      end('message', MESSAGES);
      client.destroy();
      server.close(done);
    });
  });
}

function connections(done) {
  listen((socket) => socket.on('data', (chunk) => socket.end(chunk)),
         (server, port) => {
           let left = CONNECTIONS;
           begin();
           (function next() {
             if (left-- === 0) {
               end('connection', CONNECTIONS);
               server.close(done);
               return;
             }
             const client = net.connect(port, '127.0.0.1');
             client.write('hello');
             client.resume();
             client.on('close', next);
           })();
         });
}

function bulk(done) {
  listen((socket) => {
    let left = CHUNKS;
    begin();
    (function more() {
      while (left-- > 0) {
        if (!socket.write(CHUNK)) {
          socket.once('drain', more);
          return;
        }
      }
      socket.end();
    })();
  }, (server, port) => {
    const client = net.connect(port, '127.0.0.1');
    client.on('data', () => {});
    client.on('close', () => {
      end('megabyte', CHUNKS / 16);
      server.close(done);
    });
  });
}

echo(() => connections(() => bulk(() => {})));
