'use strict';

// req.socket is a net.Socket whenever somebody first looks: at the start, in
// the middle of a request's body, between two writes, after end().
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const looks = [];
function look(req, res) {
  assert.ok(req.socket instanceof net.Socket);
  assert.strictEqual(req.socket.remoteAddress, '127.0.0.1');
  assert.strictEqual(req.connection, req.socket);
  if (!res.writableEnded) assert.strictEqual(res.socket, req.socket);
  looks.push(req.url);
}
const server = http.createServer((req, res) => {
  switch (req.url) {
    case '/start':
      look(req, res);
      res.end('start');
      break;
    case '/body':
      req.once('data', () => {
        look(req, res);
        req.on('data', () => {});
        req.on('end', () => res.end('body'));
      });
      break;
    case '/writes':
      res.write('wri');
      look(req, res);
      res.write('te');
      setImmediate(() => res.end('s'));
      break;
    case '/after':
      res.end('after');
      look(req, res);
      break;
    default:
      res.end('plain');
  }
});
server.listen(0, '127.0.0.1', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const send = (path, method, pieces = []) => new Promise((resolve, reject) => {
    const req = http.request({
      agent, port: server.address().port, host: '127.0.0.1', path, method,
    }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => text += chunk);
      res.on('end', () => resolve(text));
    });
    req.on('error', reject);
    for (const piece of pieces) req.write(piece);
    req.end();
  });
  for (const name of ['start', 'body', 'writes', 'after']) {
    assert.strictEqual(await send('/plain', 'GET'), 'plain');
    const pieces = name === 'body' ? ['one', Buffer.alloc(200000)] : [];
    assert.strictEqual(
      await send(`/${name}`, pieces.length ? 'POST' : 'GET', pieces), name);
    assert.strictEqual(await send('/plain', 'GET'), 'plain');
    agent.destroy();
  }
  server.close();
});
process.on('exit', () => {
  assert.deepStrictEqual(looks, ['/start', '/body', '/writes', '/after']);
});
