'use strict';
// What goes through a compressor and its decompressor comes out again, for
// each format, in each way of calling them.
const assert = require('node:assert');
const { pipeline, Readable } = require('node:stream');
const { promisify } = require('node:util');
const zlib = require('node:zlib');

const pairs = [
  ['gzip', 'gunzip'], ['gzip', 'unzip'], ['deflate', 'inflate'],
  ['deflate', 'unzip'], ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress'],
];
const create = (name) => `create${name[0].toUpperCase()}${name.slice(1)}`;

let seed = 1;
const random = () => (seed = (seed * 48271) % 0x7fffffff);
const noise = Buffer.from(Array.from({ length: 70000 }, random));
const inputs = [
  Buffer.alloc(0), Buffer.from('a'), Buffer.from('words and words '.repeat(9)),
  Buffer.alloc(300000, 'x'), noise, Buffer.concat([noise, noise]),
];

function collect(stream) {
  return new Promise((resolve, reject) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => resolve(Buffer.concat(parts)));
    stream.on('error', reject);
  });
}

async function throughStreams(there, back, input, size) {
  const parts = [];
  for (let i = 0; i < input.length; i += size) {
    parts.push(input.subarray(i, i + size));
  }
  const last = zlib[create(back)]({ chunkSize: 64 + size % 977 });
  pipeline(Readable.from(parts), zlib[create(there)](), last, () => {});
  assert((await collect(last)).equals(input));
}

async function main() {
  for (const [there, back] of pairs) {
    for (const input of inputs) {
      const packed = zlib[`${there}Sync`](input);
      assert(Buffer.isBuffer(packed));
      const unpacked = zlib[`${back}Sync`](packed);
      assert(Buffer.isBuffer(unpacked));
      assert(unpacked.equals(input), `${there} ${input.length}`);
      const later = await promisify(zlib[there])(input);
      assert((await promisify(zlib[back])(later)).equals(input));
      await throughStreams(there, back, input, 16000);
      await throughStreams(there, back, input.subarray(0, 5000), 77);
    }
    // Views and strings are bytes, too.
    const words = new Uint16Array([1, 2, 500]);
    const expected = Buffer.from(words.buffer);
    for (const view of [words, words.buffer, new DataView(words.buffer)]) {
      assert(zlib[`${back}Sync`](zlib[`${there}Sync`](view)).equals(expected));
    }
    const inner = noise.subarray(33, 90);
    assert(zlib[`${back}Sync`](zlib[`${there}Sync`](inner)).equals(inner));
    assert.strictEqual(
      zlib[`${back}Sync`](zlib[`${there}Sync`]('\u00e4\u20ac')).toString(),
      '\u00e4\u20ac');
    const { buffer, engine } = zlib[`${there}Sync`]('abc', { info: true });
    assert(zlib[`${back}Sync`](buffer).equals(Buffer.from('abc')));
    assert.strictEqual(engine.bytesWritten, 3);
    const info = await promisify(zlib[back])(buffer, { info: true });
    assert.strictEqual(info.buffer.toString(), 'abc');
    assert.strictEqual(info.engine.bytesWritten, buffer.length);
  }
}
main();
