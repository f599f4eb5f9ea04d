'use strict';
// However the bytes of a text are cut, the decoded pieces make the text.

const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');

const text = 'a\u00e9\u20ac\ud83d\ude00z';
for (const encoding of [
  'utf8', 'utf16le', 'base64', 'base64url', 'latin1', 'hex',
]) {
  const bytes = Buffer.from(text, encoding === 'utf16le' ? encoding : 'utf8');
  const whole = bytes.toString(encoding);
  for (let i = 0; i <= bytes.length; i++) {
    for (let j = i; j <= bytes.length; j++) {
      const decoder = new StringDecoder(encoding);
      const got = decoder.write(bytes.subarray(0, i)) +
        decoder.write(bytes.subarray(i, j)) + decoder.end(bytes.subarray(j));
      assert.strictEqual(got, whole, `${encoding} cut at ${i} and ${j}`);
    }
  }
}

const broken = new StringDecoder('utf8');
assert.strictEqual(broken.write(Buffer.from([0xE2, 0x82])), '');
assert.strictEqual(broken.lastNeed, 1);
assert.strictEqual(broken.lastTotal, 3);
assert.strictEqual(broken.write(Buffer.from('x')), '\ufffdx');
assert.strictEqual(broken.write(Buffer.from([0xF0])), '');
assert.strictEqual(broken.end(), '\ufffd');
