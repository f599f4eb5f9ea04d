'use strict';
// Streams that are closed while their codec is at work, from inside of their
// own events, or never: the callback comes, and nothing else after it.
const assert = require('node:assert');
const zlib = require('node:zlib');

const big = Buffer.alloc(4e6, 'something to do ');
let expected = 0;
let happened = 0;
function must(fn) {
  expected++;
  return (...args) => {
    happened++;
    return fn?.(...args);
  };
}

for (const make of [zlib.createGzip, zlib.createBrotliCompress, zlib.createZstdCompress]) {
  const atWork = make();
  atWork.on('data', () => assert(!atWork.destroyed));
  atWork.on('end', () => assert.fail('it was closed'));
  atWork.on('close', must());
  atWork.write(big);
  atWork.close(must(() => assert(atWork._closed)));

  const inData = make({ chunkSize: 64 });
  inData.once('data', must(() => inData.close()));
  inData.on('close', must());
  inData.end(big.subarray(0, 200000));

  const failed = make();
  failed.on('error', must((err) => assert.strictEqual(err.message, 'enough')));
  failed.on('close', must());
  failed.write(big, () => {});
  failed.destroy(new Error('enough'));

  const written = make();
  written.on('close', must());
  written.close();
  written.write('late', must((err) => assert.strictEqual(err.code, 'ERR_STREAM_DESTROYED')));
  written.on('error', () => {});
  assert.throws(() => written.reset(), { code: 'ERR_INTERNAL_ASSERTION' });

  make();  // left to the collector
  make().write('a', must());
}

// A reader that stops stops the codec too.
const bomb = zlib.gzipSync(Buffer.alloc(50e6));
const slow = zlib.createGunzip();
slow.write(bomb);
slow.once('readable', must(() => setImmediate(() => setImmediate(must(() => {
  assert(slow.readableLength > 0 && slow.readableLength <= 4 * 65536, `${slow.readableLength}`);
  slow.destroy();
})))));

process.on('exit', () => assert.strictEqual(happened, expected));
