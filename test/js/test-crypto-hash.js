'use strict';
// Hash and hash(): one piece or many, text or bytes, held back or not, all end
// in the same digest.
const assert = require('node:assert');
const { createHash, getHashes, hash } = require('node:crypto');

const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const of = (...parts) => {
  const h = createHash('sha256');
  for (const part of parts) assert.strictEqual(h.update(part), h);
  return h.digest('hex');
};
assert.strictEqual(of('abc'), abc);
assert.strictEqual(of('a', 'b', 'c'), abc);
assert.strictEqual(of('', 'abc', ''), abc);
assert.strictEqual(of(Buffer.from('abc')), abc);
assert.strictEqual(of('a', Buffer.from('b'), 'c'), abc);
assert.strictEqual(of(new Uint16Array([0x6261]), 'c'), abc);
assert.strictEqual(of(new DataView(new TextEncoder().encode('abc').buffer)), abc);
assert.strictEqual(hash('sha256', 'abc'), abc);
assert.strictEqual(hash('SHA256', Buffer.from('abc'), 'buffer').toString('hex'), abc);
assert.strictEqual(hash('sha256', 'abc', { outputEncoding: 'base64url' }),
                   Buffer.from(abc, 'hex').toString('base64url'));

// What was given may change afterwards.
const changing = Buffer.from('abc');
const early = createHash('sha256').update(changing);
changing.fill(0);
assert.strictEqual(early.digest('hex'), abc);

// UTF-8 is of each piece: half a surrogate pair is U+FFFD.
const halves = createHash('sha256').update('\ud83d').update('\ude00').digest('hex');
assert.strictEqual(halves, of('\ufffd\ufffd'));
assert.notStrictEqual(halves, of('\u{1f600}'));
assert.strictEqual(of('\u00e9'), of(Buffer.from([0xc3, 0xa9])));

// Encodings of input and output.
assert.strictEqual(createHash('sha256').update('616263', 'hex').digest('hex'), abc);
assert.strictEqual(createHash('sha256').update('YWJj', 'base64').digest('hex'), abc);
for (const encoding of ['base64', 'base64url', 'latin1', 'binary', 'ucs2', 'utf8']) {
  assert.strictEqual(createHash('sha256').update('abc').digest(encoding),
                     Buffer.from(abc, 'hex').toString(encoding));
}
assert(createHash('sha256').digest() instanceof Buffer);

// Large input, in pieces of every kind of size.
const large = Buffer.alloc(100_000, 'lode');
const whole = of(large);
for (const step of [1000, 511, 512, 513, 65536]) {
  const parts = [];
  for (let i = 0; i < large.length; i += step) parts.push(large.subarray(i, i + step));
  assert.strictEqual(of(...parts), whole);
}

// copy() forks at any point.
const base = createHash('sha1').update('ab');
const copy = base.copy();
assert.strictEqual(base.update('c').digest('hex'), copy.update('c').digest('hex'));
assert.throws(() => base.copy(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => base.update('x'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
const deep = createHash('sha1').update(large);
assert.strictEqual(deep.copy().digest('hex'), deep.digest('hex'));

// Extendable output.
const shake = (outputLength) => createHash('shake128', { outputLength }).digest('hex');
assert.strictEqual(shake(16), '7f9c2ba4e88f827d616045507605853e');
assert.strictEqual(shake(0), '');
assert(shake(1000).startsWith(shake(100)));
assert.throws(() => createHash('sha256', { outputLength: 28 }),
              { code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH' });
assert.throws(() => createHash('sha256', { outputLength: 1.5 }), { code: 'ERR_OUT_OF_RANGE' });

// Refused.
assert.throws(() => createHash('nothing'), /Digest method not supported/);
assert.throws(() => createHash(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => createHash('md5').update(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => createHash('md5').update('a', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => hash('md5', 'x', 'what'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => hash('md5'), { code: 'ERR_INVALID_ARG_TYPE' });

// Every name that there is works both ways.
assert(getHashes().includes('sha512') && getHashes().includes('RSA-SHA256'));
for (const name of getHashes()) {
  const options = { outputLength: createHash(name).digest().length };
  assert.strictEqual(createHash(name, options).update(large).digest('hex'),
                     hash(name, large, options));
}

// As a stream.
const stream = createHash('md5');
stream.on('finish', () => {
  assert.strictEqual(stream.read().toString('hex'), '900150983cd24fb0d6963f7d28e17f72');
});
stream.write('ab');
stream.end('c');
