'use strict';

// Big bodies, as one buffer, as text and through pipe(), arrive whole; write()
// says when to wait and 'drain' when to go on.
const assert = require('node:assert');
const http = require('node:http');
const { Readable } = require('node:stream');

const big = Buffer.alloc(3_000_000, 'abcdefghij');
let drains = 0;
const server = http.createServer((req, res) => {
  if (req.url === '/buffer') {
    res.end(big);
  } else if (req.url === '/text') {
    res.end('\u00e4'.repeat(1_500_000));
  } else if (req.url === '/pipe') {
    Readable.from([big, big]).pipe(res);
  } else {
    let left = 40;
    const more = () => {
      while (left-- > 0) {
        if (!res.write(big.subarray(0, 100_000))) {
          res.once('drain', () => {
            drains++;
            more();
          });
          return;
        }
      }
      res.end();
    };
    more();
  }
});
const sizes = { '/buffer': 3_000_000, '/text': 3_000_000, '/pipe': 6_000_000,
                '/drain': 4_000_000 };
server.listen(0, '127.0.0.1', async () => {
  for (const path of Object.keys(sizes)) {
    const size = await new Promise((resolve, reject) => {
      http.get({ port: server.address().port, host: '127.0.0.1', path },
               (res) => {
                 let total = 0;
                 res.on('data', (chunk) => total += chunk.length);
                 res.on('end', () => resolve(total));
               }).on('error', reject);
    });
    assert.strictEqual(size, sizes[path], path);
  }
  server.close();
});
process.on('exit', () => assert.ok(drains > 0));
