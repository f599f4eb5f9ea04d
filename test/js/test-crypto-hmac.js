'use strict';
// Hmac: RFC 4231's cases, keys of every length and kind.
const assert = require('node:assert');
const { createHmac, createHash, createSecretKey } = require('node:crypto');

const cases = [
  [Buffer.alloc(20, 0x0b), 'Hi There',
   'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  ['Jefe', 'what do ya want for nothing?',
   '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  [Buffer.alloc(131, 0xaa), 'Test Using Larger Than Block-Size Key - Hash Key First',
   '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'],
];
for (const [key, data, expected] of cases) {
  const keys = [key, createSecretKey(Buffer.from(key)), new Uint8Array(Buffer.from(key)).buffer];
  for (const one of keys) {
    assert.strictEqual(createHmac('sha256', one).update(data).digest('hex'), expected);
    const parts = createHmac('sha256', one);
    for (const byte of Buffer.from(data)) parts.update(Buffer.from([byte]));
    assert.strictEqual(parts.digest('hex'), expected);
  }
}

// Against the definition, around the block's size.
const definition = (key, data) => {
  const block = Buffer.alloc(128);
  (key.length > 128 ? createHash('sha512').update(key).digest() : key).copy(block);
  const inner = createHash('sha512').update(block.map((b) => b ^ 0x36)).update(data).digest();
  return createHash('sha512').update(block.map((b) => b ^ 0x5c)).update(inner).digest('base64');
};
for (const size of [0, 1, 63, 64, 127, 128, 129, 300]) {
  const key = Buffer.alloc(size, 7);
  assert.strictEqual(createHmac('sha512', key).update('data').digest('base64'),
                     definition(key, 'data'));
}

// The key given may change afterwards.
const key = Buffer.from('Jefe');
const hmac = createHmac('sha256', key);
key.fill(0);
assert.strictEqual(hmac.update(cases[1][1]).digest('hex'), cases[1][2]);
assert.strictEqual(createHmac('sha1', '\u00e9').digest('hex'),
                   createHmac('sha1', Buffer.from('\u00e9')).digest('hex'));

// A second digest is empty; nothing more goes in.
assert.strictEqual(hmac.digest('hex'), '');
assert.throws(() => hmac.update('x'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => createHmac('nothing', 'k'), { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => createHmac('md5', null), { code: 'ERR_INVALID_ARG_TYPE' });
