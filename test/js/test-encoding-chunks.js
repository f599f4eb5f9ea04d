// A stream cut anywhere decodes to what the whole decodes to.
'use strict';
const assert = require('node:assert');

const samples = {
  'utf-8': [0x61, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0x62],
  'utf-16le': [0x61, 0, 0xAC, 0x20, 0x3D, 0xD8, 0x00, 0xDE],
  'utf-16be': [0, 0x61, 0x20, 0xAC, 0xD8, 0x3D, 0xDE, 0x00],
  'shift_jis': [0x82, 0xA0, 0x41, 0xB1, 0x88, 0x9F],
  'euc-kr': [0xB0, 0xA1, 0x41],
  'gb18030': [0xC4, 0xE3, 0x94, 0x39, 0xDA, 0x33, 0x41],
  'windows-1251': [0xC0, 0xE0, 0x41],
  'iso-2022-jp': [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42, 0x41],
};
const texts = {
  'utf-8': 'a\u00e4\u20ac\u{1F600}b',
  'utf-16le': 'a\u20ac\u{1F600}',
  'utf-16be': 'a\u20ac\u{1F600}',
  'shift_jis': '\u3042A\uFF71\u4E9C',
  'euc-kr': '\uAC00A',
  'gb18030': '\u4F60\u{1F4A9}A',
  'windows-1251': '\u0410\u0430A',
  'iso-2022-jp': '\u3042A',
};

for (const label in samples) {
  const bytes = Uint8Array.from(samples[label]);
  const text = texts[label];
  for (const fatal of [false, true]) {
    const decoder = new TextDecoder(label, { fatal });
    assert.strictEqual(decoder.decode(bytes), text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const got = decoder.decode(bytes.subarray(0, cut), { stream: true }) +
        decoder.decode(bytes.subarray(cut));
      assert.strictEqual(got, text);
    }
    let got = '';
    for (const byte of bytes) {
      got += decoder.decode(Uint8Array.of(byte), { stream: true });
    }
    assert.strictEqual(got + decoder.decode(), text);
  }
}

// A byte order mark is taken away once, however it is cut.
const marked = Uint8Array.of(0xEF, 0xBB, 0xBF, 0x61);
for (let cut = 0; cut <= marked.length; cut++) {
  const decoder = new TextDecoder();
  assert.strictEqual(
    decoder.decode(marked.subarray(0, cut), { stream: true }) +
    decoder.decode(marked.subarray(cut)), 'a');
}
assert.strictEqual(
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(marked),
  '\uFEFFa');

// What is cut off for good is malformed.
const decoder = new TextDecoder('utf-8', { fatal: true });
assert.strictEqual(decoder.decode(Uint8Array.of(0xE2, 0x82), { stream: true }),
                   '');
assert.throws(() => decoder.decode(),
              { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
assert.strictEqual(new TextDecoder().decode(Uint8Array.of(0xF0, 0x9F, 0x41)),
                   '\uFFFDA');
