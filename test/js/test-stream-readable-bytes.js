'use strict';
// read(n) cuts and joins chunks; unshift puts bytes back; setEncoding decodes
// what is queued already, also a character that two chunks share.

const assert = require('node:assert');
const { Readable } = require('node:stream');

const bytes = new Readable({ read() {} });
bytes.push(Buffer.from('abc'));
bytes.push(Buffer.from('defg'));
assert.strictEqual(`${bytes.read(2)}`, 'ab');
assert.strictEqual(`${bytes.read(3)}`, 'cde');
bytes.unshift(Buffer.from('XY'));
assert.strictEqual(bytes.readableLength, 4);
assert.strictEqual(bytes.read(5), null);
assert.strictEqual(`${bytes.read()}`, 'XYfg');
assert.strictEqual(bytes.readableLength, 0);

const text = new Readable({ read() {} });
const euro = Buffer.from('1\u20ac2');
text.push(euro.subarray(0, 2));
text.setEncoding('utf8');
text.push(euro.subarray(2));
text.push(null);
assert.strictEqual(text.read(2), '1\u20ac');
assert.strictEqual(text.read(), '2');

const many = new Readable({ read() {}, highWaterMark: 1 });
let expected = '';
for (let i = 0; i < 3000; i++) {
  many.push(`${i},`);
  expected += `${i},`;
}
let got = '';
for (let chunk; (chunk = many.read(7)) !== null;) {
  got += chunk;
}
got += many.read() ?? '';
assert.strictEqual(got, expected);
