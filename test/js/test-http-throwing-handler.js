'use strict';

// What a handler throws is an uncaught exception; a program that catches those
// goes on serving.
const assert = require('node:assert');
const http = require('node:http');

const caught = [];
process.on('uncaughtException', (err) => caught.push(err.message));
let open;
const server = http.createServer((req, res) => {
  if (req.url === '/throw') {
    open = res;
    throw new Error('from the handler');
  }
  if (req.url === '/end-throw') {
    res.end('sent');
    throw new Error('after the end');
  }
  res.end('fine');
});
server.listen(0, '127.0.0.1', async () => {
  const agent = false;
  const get = (path) => new Promise((resolve, reject) => {
    http.get({ agent, port: server.address().port, host: '127.0.0.1', path },
             (res) => {
               let text = '';
               res.setEncoding('utf8');
               res.on('data', (chunk) => text += chunk);
               res.on('end', () => resolve(text));
             }).on('error', reject);
    if (path === '/throw') {
      const timer = setInterval(() => {
        if (!open) return;
        clearInterval(timer);
        open.end('late');
      }, 1);
    }
  });
  assert.strictEqual(await get('/'), 'fine');
  assert.strictEqual(await get('/throw'), 'late');
  assert.strictEqual(await get('/end-throw'), 'sent');
  assert.strictEqual(await get('/'), 'fine');
  server.close();
});
process.on('exit', () => {
  assert.deepStrictEqual(caught, ['from the handler', 'after the end']);
});
