'use strict';
// flush(), params() and reset() in the middle of a stream.
const assert = require('node:assert');
const zlib = require('node:zlib');

for (const [pack, unpack] of [
  ['createGzip', 'createGunzip'], ['createDeflateRaw', 'createInflateRaw'],
  ['createBrotliCompress', 'createBrotliDecompress'],
  ['createZstdCompress', 'createZstdDecompress'],
]) {
  const compressor = zlib[pack]();
  const reader = zlib[unpack]();
  reader.setEncoding('utf8');
  let seen = '';
  reader.on('data', (text) => { seen += text; });
  compressor.on('data', (part) => reader.write(part));
  compressor.write('first');
  // What was written before can be read, though there is no end yet.
  compressor.flush(() => reader.flush(() => setImmediate(() => {
    assert.strictEqual(seen, 'first');
    compressor.on('end', () => reader.end());
    reader.on('end', () => assert.strictEqual(seen, 'first, second'));
    compressor.end(', second');
  })));
}

const changing = zlib.createDeflate({ level: 9 });
const parts = [];
changing.on('data', (part) => parts.push(part));
changing.write('a'.repeat(5000), () => {
  changing.params(0, zlib.constants.Z_DEFAULT_STRATEGY, () => {
    assert.strictEqual(changing._level, 0);
    changing.end('b'.repeat(5000));
  });
});
changing.on('end', () => {
  const all = Buffer.concat(parts);
  assert(all.length > 5000, 'the second half is stored');
  assert.strictEqual(zlib.inflateSync(all).toString(), 'a'.repeat(5000) + 'b'.repeat(5000));
});

const again = zlib.createDeflateRaw();  // has written nothing yet
const bytes = [];
again.on('data', (part) => bytes.push(part));
again.write('forgotten', () => {
  again.reset();
  again.end('kept');
});
again.on('end', () => {
  assert.strictEqual(zlib.inflateRawSync(Buffer.concat(bytes)).toString(), 'kept');
});

// After the end: nothing to flush.
const over = zlib.createGzip();
over.resume();
over.end('x', () => over.flush(() => over.flush(2, () => over.close())));
