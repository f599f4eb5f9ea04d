'use strict';
// A codec's state may serve one buffer after the other: nothing of the former
// (its settings, its dictionary, its data) is left for the latter.
const assert = require('node:assert');
const zlib = require('node:zlib');

const text = Buffer.from('abcabcabd and so on, abcabcabd and so forth. '.repeat(20));
const dictionary = Buffer.from('abcabcabd and so');
const settings = [
  {}, { level: 1 }, { level: 9 }, { level: 0 }, { memLevel: 1 }, { strategy: 2 },
  { windowBits: 9 }, { dictionary }, { level: 9, dictionary },
];
const first = settings.map((options) => zlib.deflateSync(text, options));
for (let round = 0; round < 5; round++) {
  settings.forEach((options, i) => {
    // Left in the middle, with data in the window and bits not written out.
    const half = zlib.createDeflate(options);
    half._processChunk(Buffer.from('something else, abcabcabd'), 0);
    assert.throws(() => zlib.inflateSync(first[i].subarray(0, 20), options));
    assert(zlib.deflateSync(text, options).equals(first[i]), `settings ${i}`);
    assert(zlib.inflateSync(first[i], options).equals(text));
  });
  assert.throws(() => zlib.inflateSync(first[7]), { code: 'Z_NEED_DICT' });
}

// params() makes a state another than the settings say.
const stream = zlib.createDeflate();
stream.on('data', () => {});
stream.write(text, () => stream.params(0, 0, () => {
  stream.close(() => {
    assert(zlib.deflateSync(text).equals(first[0]));
  });
}));

// Many at once, each with a state of its own.
let left = 40;
for (let i = 0; i < 40; i++) {
  const input = Buffer.from(`number ${i} `.repeat(100 + i));
  zlib.gzip(input, (err, packed) => {
    assert.ifError(err);
    zlib.gunzip(packed, (err, unpacked) => {
      assert.ifError(err);
      assert(unpacked.equals(input));
      left--;
    });
  });
}
process.on('exit', () => assert.strictEqual(left, 0));
