'use strict';
// pbkdf2, scrypt and hkdf: the vectors of their RFCs, both forms, what is refused.
const assert = require('node:assert');
const crypto = require('node:crypto');

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const both = (name, args, expected) => {
  assert.strictEqual(hex(crypto[`${name}Sync`](...args)), expected);
  crypto[name](...args, (err, bytes) => {
    assert.ifError(err);
    assert.strictEqual(hex(bytes), expected);
  });
};
both('pbkdf2', ['password', 'salt', 2, 20, 'sha1'], 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957');
both('pbkdf2', ['password', 'salt', 1, 20, 'sha1'], '0c60c80f961f0e71f3a9b524af6012062fe037a6');
assert.throws(() => crypto.pbkdf2Sync('p', 's', 1, 0, 'sha256'), /Deriving bits failed/);
both('scrypt', ['', '', 64, { N: 16, r: 1, p: 1 }],
     '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442' +
     'fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906');
both('hkdf', ['sha256', Buffer.alloc(22, 0x0b), Buffer.from('000102030405060708090a0b0c', 'hex'),
              Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42],
     '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
assert.throws(() => crypto.hkdfSync('sha256', 'k', '', '', 0), /Deriving bits failed/);
crypto.hkdf('sha256', 'k', '', '', 0, (err, bytes) => {
  assert.match(err.message, /Deriving bits failed/);
  assert.strictEqual(bytes, undefined);
});
assert.strictEqual(hex(crypto.hkdfSync('sha256', crypto.createSecretKey('key', 'utf8'), '', '', 8)),
                   hex(crypto.hkdfSync('sha256', 'key', '', '', 8)));
assert(crypto.hkdfSync('sha1', 'k', '', '', 255 * 20) instanceof ArrayBuffer);

assert.throws(() => crypto.pbkdf2('p', 's', 1, 1, 'nothing', () => {}),
              { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.pbkdf2Sync('p', 's', 0, 1, 'sha1'), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.pbkdf2Sync('p', 's', 1, 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.scryptSync('p', 's', 1, { N: 3 }),
              { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS' });
assert.throws(() => crypto.scryptSync('p', 's', 1, { N: 2 ** 20 }), /memory limit exceeded/);
assert.throws(() => crypto.scryptSync('p', 's', 1, { N: 2, cost: 2 }),
              { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' });
assert.throws(() => crypto.hkdfSync('sha1', 'k', '', '', 255 * 20 + 1),
              { code: 'ERR_CRYPTO_INVALID_KEYLEN' });

// Primes.
const prime = crypto.generatePrimeSync(64, { bigint: true });
assert(crypto.checkPrimeSync(prime) && !crypto.checkPrimeSync(prime + 1n));
crypto.generatePrime(32, { safe: true }, (err, bytes) => {
  assert.ifError(err);
  assert.strictEqual(bytes.byteLength, 4);
  crypto.checkPrime(bytes, (err, is) => assert(err === undefined && is === true));
});
assert.strictEqual(crypto.generatePrimeSync(16, { add: 12n, rem: 11n, bigint: true }) % 12n, 11n);
assert.throws(() => crypto.generatePrimeSync(3, { add: 100n }), { code: 'ERR_OUT_OF_RANGE' });
