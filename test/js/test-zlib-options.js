'use strict';
// Options: what is refused and how, what is taken, what they do.
const assert = require('node:assert');
const zlib = require('node:zlib');

const type = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
const range = { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' };
const { constants } = zlib;

for (const [options, error] of [
  [{ chunkSize: 63 }, range], [{ chunkSize: 'a' }, type], [{ chunkSize: Infinity }, range],
  [{ level: 10 }, range], [{ level: '1' }, type], [{ memLevel: 0 }, range],
  [{ strategy: 5 }, range], [{ windowBits: 16 }, range], [{ windowBits: 0 }, range],
  [{ flush: 6 }, range], [{ finishFlush: -1 }, range], [{ maxOutputLength: 0 }, range],
  [{ maxOutputLength: 'a' }, type], [{ dictionary: 'a' }, type], [{ dictionary: [1] }, type],
]) {
  assert.throws(() => zlib.createDeflate(options), error);
  assert.throws(() => zlib.deflateSync('', options), error);
  assert.throws(() => zlib.deflate('', options, () => assert.fail('called')), error);
}
for (const options of [null, undefined, 5, { level: NaN }, { level: undefined }, { chunkSize: 64 }]) {
  assert.strictEqual(zlib.inflateSync(zlib.deflateSync('x', options), options).toString(), 'x');
}
assert.throws(() => zlib.createGzip({ windowBits: 8 }), range);
assert.strictEqual(
  zlib.inflateRawSync(zlib.deflateRawSync('x', { windowBits: 8 }), { windowBits: 8 }).toString(), 'x');

for (const [name, code] of [
  ['BrotliCompress', 'ERR_BROTLI_INVALID_PARAM'], ['ZstdCompress', 'ERR_ZSTD_INVALID_PARAM'],
]) {
  for (const params of [{ 10000: 1 }, { x: 1 }, { '-1': 1 }, { 0: 0, '00': 0 }]) {
    assert.throws(() => new zlib[name]({ params }), { code, name: 'RangeError' });
  }
  assert.throws(() => new zlib[name]({ params: { 1: 'a' } }), type);
  assert.throws(() => new zlib[name]({ flush: 4 }), range);
}
assert.throws(() => new zlib.ZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 99 } }),
              { code: 'ERR_ZLIB_INITIALIZATION_FAILED', message: 'Setting parameter failed' });
assert.throws(() => zlib.zstdCompressSync('', { params: { [constants.ZSTD_c_windowLog]: 99 } }),
              { code: 'ERR_ZLIB_INITIALIZATION_FAILED' });
assert.throws(() => zlib.zstdCompress('', { params: { [constants.ZSTD_c_windowLog]: 99 } }, () => {}),
              { code: 'ERR_ZLIB_INITIALIZATION_FAILED' });
assert.throws(() => zlib.zstdCompressSync('', { pledgedSrcSize: -1 }), { code: 'ERR_INVALID_ARG_VALUE' });
{
  const text = Buffer.from('some words some words '.repeat(50));
  const low = zlib.brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } });
  const high = zlib.brotliCompressSync(text);
  assert(low.length > high.length);
  assert(zlib.brotliDecompressSync(low).equals(text));
}

// Arguments.
for (const bad of [undefined, null, 5, {}, []]) {
  assert.throws(() => zlib.gzipSync(bad), type);
}
for (const bad of [5, {}, []]) {
  assert.throws(() => zlib.gzip(bad, () => {}), type);
}
for (const bad of [undefined, {}, 'x']) {
  assert.throws(() => zlib.gzip('x', {}, bad), type);
}
assert.throws(() => zlib.crc32(5), type);
assert.throws(() => zlib.crc32('a', -1), range);
assert.strictEqual(zlib.crc32('hello'), 0x3610a686);
assert.strictEqual(zlib.crc32(Buffer.from('lo'), zlib.crc32('hel')), 0x3610a686);
assert.strictEqual(zlib.crc32('', 7), 7);
assert.strictEqual(zlib.crc32(Buffer.alloc(0), 7), 7);
assert.strictEqual(zlib.crc32('\u20ac'), zlib.crc32(Buffer.from('\u20ac')));
assert.throws(() => zlib.createGzip().params(99), range);
assert.throws(() => zlib.createGzip().params(1, 'a'), type);

// The shape of the module.
assert(Object.isFrozen(zlib.codes));
assert.strictEqual(zlib.codes[-3], 'Z_DATA_ERROR');
assert.strictEqual(zlib.Z_SYNC_FLUSH, 2);
assert(!Object.keys(zlib).includes('Z_SYNC_FLUSH'));
assert.throws(() => { zlib.constants.Z_OK = 1; }, TypeError);
assert(new zlib.Gzip() instanceof require('node:stream').Transform);
const stream = new zlib.Gzip({ objectMode: true, encoding: 'utf8', level: 3 });
assert.strictEqual(stream.readableObjectMode, false);
assert.strictEqual(stream.readableEncoding, null);
assert.strictEqual(stream._level, 3);
function Mine() {
  zlib.DeflateRaw.call(this, { level: 1 });
}
Object.setPrototypeOf(Mine.prototype, zlib.DeflateRaw.prototype);
assert.strictEqual(new Mine()._level, 1);
