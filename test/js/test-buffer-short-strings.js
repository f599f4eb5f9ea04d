// Short strings are right however often the same bytes, other bytes in the
// same memory, or the same bytes in another encoding are asked for.
'use strict';
const assert = require('node:assert');

const buf = Buffer.alloc(64);
for (let round = 0; round < 3; round++) {
  for (let i = 0; i < 5000; i++) {
    const text = `key ${i % 700}`;
    const size = buf.write(text);
    assert.strictEqual(buf.toString('utf8', 0, size), text);
    assert.strictEqual(buf.toString('latin1', 0, size), text);
  }
}

const bytes = Buffer.from([0xC3, 0xA4, 0x41, 0xE9]);
for (let i = 0; i < 100; i++) {
  assert.strictEqual(bytes.toString(), '\u00e4A\ufffd');
  assert.strictEqual(bytes.toString('latin1'), '\u00c3\u00a4A\u00e9');
  assert.strictEqual(bytes.toString('ascii'), 'C$Ai');
  assert.strictEqual(bytes.toString('hex'), 'c3a441e9');
  assert.strictEqual(bytes.toString('base64'), 'w6RB6Q==');
  assert.strictEqual(bytes.toString('base64url'), 'w6RB6Q');
  assert.strictEqual(bytes.toString('ucs2'), '\ua4c3\ue941');
}

// NUL counts, and so does length.
for (let size = 1; size < 40; size++) {
  assert.strictEqual(Buffer.alloc(size).toString(), '\0'.repeat(size));
}
