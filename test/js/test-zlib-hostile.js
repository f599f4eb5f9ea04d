'use strict';
// Data from strangers: cut, changed, followed by something else, or expanding
// to far more than is wanted. It ends in Node's errors and nothing else.
const assert = require('node:assert');
const zlib = require('node:zlib');

const text = Buffer.from('the quick brown fox and the slow brown fox, again '.repeat(3));
const formats = [
  ['gzipSync', 'gunzipSync', 'gunzip', 'createGunzip'],
  ['deflateSync', 'inflateSync', 'inflate', 'createInflate'],
  ['deflateRawSync', 'inflateRawSync', 'inflateRaw', 'createInflateRaw'],
  ['gzipSync', 'unzipSync', 'unzip', 'createUnzip'],
  ['brotliCompressSync', 'brotliDecompressSync', 'brotliDecompress', 'createBrotliDecompress'],
  ['zstdCompressSync', 'zstdDecompressSync', 'zstdDecompress', 'createZstdDecompress'],
];

for (const [pack, unpack, , open] of formats) {
  const packed = zlib[pack](text);
  for (let cut = 0; cut < packed.length; cut++) {
    // An allocation of its own, so that a sanitizer sees what is read behind.
    const part = Buffer.from(new Uint8Array(packed.subarray(0, cut)));
    if (pack === 'zstdCompressSync') {
      assert(zlib[unpack](part).length <= text.length);
    } else {
      assert.throws(() => zlib[unpack](part), { code: 'Z_BUF_ERROR', errno: -5 });
    }
  }
  for (let i = 0; i < packed.length; i++) {
    const changed = Buffer.from(packed);
    changed[i] ^= 1 << (i % 8);
    try {
      zlib[unpack](changed, { maxOutputLength: 10000 });
    } catch (err) {
      assert.match(err.code, /^(Z_|ERR_|ZSTD_error_)/);
      assert.strictEqual(typeof err.message, 'string');
    }
  }
  // A stream says it once, to its listener, and is closed.
  const stream = zlib[open]();
  let errors = 0;
  stream.on('error', (err) => {
    errors++;
    assert.match(err.code, /^(Z_DATA_ERROR|ERR_|ZSTD_error_|Z_BUF_ERROR)/);
    assert.strictEqual(typeof err.errno, 'number');
  });
  stream.on('close', () => assert.strictEqual(errors, 1));
  stream.end(Buffer.from('this was never compressed by anybody'));
}

// Bombs: 20 MB of zeros in a few kilobytes. The bound holds in each way.
const zeros = Buffer.alloc(20e6);
for (const [pack, unpack, later] of formats) {
  const bomb = zlib[pack](zeros);
  assert(bomb.length < 30000);
  const bound = { maxOutputLength: 100000 };
  const refused = { code: 'ERR_BUFFER_TOO_LARGE', name: 'RangeError' };
  assert.throws(() => zlib[unpack](bomb, bound), refused);
  zlib[later](bomb, bound, (err, result) => {
    assert.strictEqual(err.code, refused.code);
    assert.strictEqual(result, undefined);
  });
  zlib[later](bomb, { ...bound, info: true }, (err, result) => {
    assert.strictEqual(err.code, refused.code);
    assert.strictEqual(result, undefined);
  });
  assert.strictEqual(zlib[unpack](bomb, { maxOutputLength: 20e6 }).length, 20e6);
  assert.throws(() => zlib[unpack](bomb, { maxOutputLength: 20e6 - 1 }), refused);
}
assert.throws(() => zlib.gzipSync('more than five', { maxOutputLength: 5 }),
              { code: 'ERR_BUFFER_TOO_LARGE' });

// What follows: members of gzip, padding, garbage.
const member = zlib.gzipSync('one');
assert.strictEqual(zlib.gunzipSync(Buffer.concat([member, member])).toString(), 'oneone');
assert.strictEqual(zlib.unzipSync(Buffer.concat([member, member])).toString(), 'oneone');
assert.strictEqual(zlib.gunzipSync(Buffer.concat([member, Buffer.alloc(9)])).toString(), 'one');
assert.throws(() => zlib.gunzipSync(Buffer.concat([member, Buffer.from([7, 7])])),
              { code: 'Z_DATA_ERROR', message: 'incorrect header check' });
const deflated = zlib.deflateSync('one');
const followed = Buffer.concat([deflated, Buffer.from('rest')]);
assert.strictEqual(zlib.inflateSync(followed).toString(), 'one');
assert.strictEqual(zlib.unzipSync(followed).toString(), 'one');
zlib.inflate(followed, (err, result) => assert.strictEqual(result.toString(), 'one'));
zlib.inflate(followed, { rejectGarbageAfterEnd: true }, (err) => {
  assert.strictEqual(err.code, 'ERR_TRAILING_JUNK_AFTER_STREAM_END');
});

// Dictionaries that are missing or others.
const dictionary = Buffer.from('quick brown fox');
const with1 = zlib.deflateSync(text, { dictionary });
assert(zlib.inflateSync(with1, { dictionary }).equals(text));
assert.throws(() => zlib.inflateSync(with1), { code: 'Z_NEED_DICT', errno: 2, message: 'Missing dictionary' });
assert.throws(() => zlib.inflateSync(with1, { dictionary: Buffer.from('other') }),
              { code: 'Z_NEED_DICT', message: 'Bad dictionary' });
const raw = zlib.deflateRawSync(text, { dictionary });
assert(zlib.inflateRawSync(raw, { dictionary }).equals(text));
assert.throws(() => zlib.inflateRawSync(raw), { code: 'Z_DATA_ERROR' });
const zstd = zlib.zstdCompressSync(text, { dictionary });
assert(zlib.zstdDecompressSync(zstd, { dictionary }).equals(text));
