'use strict';

// Each request has a store of its own, in the server's handlers and in the
// client's, also over connections that are kept.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');

const storage = new AsyncLocalStorage();
const kRequests = 6;

const server = http.createServer((req, res) => {
  assert.strictEqual(storage.getStore(), undefined);
  storage.run(req.url, async () => {
    req.resume();
    await new Promise((resolve) => setTimeout(resolve, 1));
    setImmediate(() => res.end(storage.getStore()));
  });
});

const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
let left = kRequests;

server.listen(0, () => {
  for (let i = 0; i < kRequests; i++) {
    storage.run(i, () => {
      http.get({ agent, port: server.address().port, path: `/${i}` }, (res) => {
        assert.strictEqual(storage.getStore(), i);
        let text = '';
        res.on('data', (chunk) => {
          assert.strictEqual(storage.getStore(), i);
          text += chunk;
        });
        res.on('end', () => {
          assert.strictEqual(storage.getStore(), i);
          assert.strictEqual(text, `/${i}`);
          if (--left === 0) {
            agent.destroy();
            server.close();
          }
        });
      });
    });
  }
});
process.on('exit', () => assert.strictEqual(left, 0));
