// write() changes no byte that it does not report: neither behind the text,
// nor the rest of a character that no longer fits.
'use strict';
const assert = require('node:assert');

const texts = {
  utf8: ['plain text, longer than a vector or two of thirty-two bytes',
         'Gr\u00f6\u00dfe und L\u00e4nge und noch mehr davon, \u00e4\u00f6\u00fc'
           .repeat(2), '\u5929\u5730\u7384\u9ec3'.repeat(9),
         'a\u{1F600}b'.repeat(12)],
  latin1: ['\u00e4bc'.repeat(20), '\u0161bc'.repeat(20)],
  utf16le: ['abc'.repeat(12), '\u20acuro'.repeat(9)],
  hex: ['00ff7f'.repeat(20), `${'ab'.repeat(20)}x0`],
  base64: ['QUJD'.repeat(18), `${'QUJD'.repeat(9)}\n${'QUJD'.repeat(5)}Q*`],
};

for (const encoding in texts) {
  for (const text of texts[encoding]) {
    const whole = Buffer.from(text, encoding);
    for (let size = 0; size < whole.length + 70; size++) {
      const buf = Buffer.alloc(size + 3, 0xAA);
      const written = buf.write(text, 1, size, encoding);
      assert.ok(written <= size && written <= whole.length);
      assert.ok(buf.subarray(1, 1 + written)
        .equals(whole.subarray(0, written)));
      assert.ok(size >= whole.length ? written === whole.length :
        size - written < 4);
      assert.strictEqual(buf[0], 0xAA);
      for (let i = 1 + written; i < buf.length; i++) {
        assert.strictEqual(buf[i], 0xAA);
      }
    }
  }
}

// encodeInto() says how much of the string it took.
const encoder = new TextEncoder();
for (const text of texts.utf8) {
  for (let size = 0; size < 80; size++) {
    const bytes = new Uint8Array(size).fill(0xAA);
    const { read, written } = encoder.encodeInto(text, bytes);
    assert.strictEqual(Buffer.byteLength(text.slice(0, read)), written);
    assert.ok(bytes.subarray(written).every((b) => b === 0xAA));
  }
}
