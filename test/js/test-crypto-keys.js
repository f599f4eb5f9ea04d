'use strict';
// Asymmetric keys: made, written, read again, signed with; hostile input is refused.
const assert = require('node:assert');
const crypto = require('node:crypto');

const kinds = [
  ['rsa', { modulusLength: 1024 }, ['pkcs1', 'pkcs8'], 'sha256'],
  ['ec', { namedCurve: 'P-256' }, ['sec1', 'pkcs8'], 'sha256'],
  ['ed25519', undefined, ['pkcs8'], null],
  ['x25519', undefined, ['pkcs8'], undefined],
];
const data = Buffer.from('data');
for (const [type, options, forms, digest] of kinds) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
  assert.strictEqual(publicKey.asymmetricKeyType, type);
  assert.strictEqual(privateKey.type, 'private');
  for (const form of forms) {
    for (const format of ['pem', 'der']) {
      const written = privateKey.export({ format, type: form });
      const again = crypto.createPrivateKey({ key: written, format, type: form });
      assert(again.equals(privateKey));
      assert(crypto.createPublicKey({ key: written, format, type: form }).equals(publicKey));
      // Cut anywhere, or with a byte changed: an error or another key, never a crash.
      const bytes = Buffer.from(written);
      const end = bytes.length - (format === 'pem' ? 30 : 0);  // what ends PEM may be cut
      for (let i = 0; i < end; i += 3) {
        assert.throws(() => crypto.createPrivateKey({ key: bytes.subarray(0, i), format, type: form }));
        const changed = Buffer.from(bytes);
        changed[i] ^= 0x41;
        try {
          crypto.createPrivateKey({ key: changed, format, type: form });
        } catch (err) {
          assert(err instanceof Error);
        }
      }
    }
  }
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  assert(crypto.createPublicKey({ key: spki, format: 'der', type: 'spki' }).equals(publicKey));
  for (let i = 0; i < spki.length; i++) {
    assert.throws(() => crypto.createPublicKey({ key: spki.subarray(0, i), format: 'der', type: 'spki' }));
  }
  const sealed = privateKey.export({
    format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' });
  assert(crypto.createPrivateKey({ key: sealed, passphrase: 'secret' }).equals(privateKey));
  assert.throws(() => crypto.createPrivateKey({ key: sealed, passphrase: 'wrong' }));
  assert.throws(() => crypto.createPrivateKey(sealed),
                { code: 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED' });
  for (const key of [publicKey, privateKey]) {
    const jwk = key.export({ format: 'jwk' });
    const create = key === publicKey ? crypto.createPublicKey : crypto.createPrivateKey;
    assert(create({ key: jwk, format: 'jwk' }).equals(key));
  }
  if (digest === undefined) continue;

  const signature = crypto.sign(digest, data, privateKey);
  assert.strictEqual(crypto.verify(digest, data, publicKey, signature), true);
  signature[signature.length >> 1] ^= 1;
  assert.strictEqual(crypto.verify(digest, data, publicKey, signature), false);
  assert.strictEqual(crypto.verify(digest, data, publicKey, Buffer.alloc(3)), false);
  crypto.sign(digest, data, privateKey, (err, bytes) => {
    assert.ifError(err);
    crypto.verify(digest, data, publicKey, bytes, (err, valid) => {
      assert.ifError(err);
      assert.strictEqual(valid, true);
    });
  });
  if (digest !== null) {
    const parts = crypto.createSign('SHA256').update('da').update('ta').sign(privateKey, 'hex');
    assert(crypto.createVerify('SHA256').update(data).verify(publicKey, parts, 'hex'));
    assert(crypto.verify('sha256', data, publicKey, Buffer.from(parts, 'hex')));
  }
}

// RSA: PSS, and as a cipher.
const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
const { RSA_PKCS1_PSS_PADDING: padding, RSA_PKCS1_PADDING } = crypto.constants;
const pss = crypto.sign('sha256', data, { key: privateKey, padding, saltLength: 20 });
assert(crypto.verify('sha256', data, { key: publicKey, padding, saltLength: 20 }, pss));
assert(!crypto.verify('sha256', data, { key: publicKey, padding, saltLength: 21 }, pss));
assert(!crypto.verify('sha256', data, publicKey, pss));
for (const options of [{}, { oaepHash: 'sha256', oaepLabel: Buffer.from('label') }]) {
  const sealed = crypto.publicEncrypt({ key: publicKey, ...options }, data);
  assert(crypto.privateDecrypt({ key: privateKey, ...options }, sealed).equals(data));
  assert.throws(() => crypto.privateDecrypt({ key: privateKey, oaepHash: 'sha512' }, sealed));
}
assert(crypto.publicDecrypt(publicKey, crypto.privateEncrypt(privateKey, data)).equals(data));
assert.throws(() => crypto.publicEncrypt({ key: publicKey, padding: RSA_PKCS1_PADDING },
                                         Buffer.alloc(200)));

// ECDSA in the form of IEEE P1363.
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-521' });
const plain = crypto.sign('sha512', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
assert.strictEqual(plain.length, 132);
const how = { key: ec.publicKey, dsaEncoding: 'ieee-p1363' };
assert.strictEqual(crypto.verify('sha512', data, how, plain), true);
assert.strictEqual(crypto.verify('sha512', data, how, plain.subarray(1)), false);
assert.strictEqual(crypto.verify('sha512', data, ec.publicKey, plain), false);

// A point that is not on the curve.
const jwk = ec.publicKey.export({ format: 'jwk' });
assert.throws(() => crypto.createPublicKey({ key: { ...jwk, x: jwk.y }, format: 'jwk' }),
              { code: 'ERR_CRYPTO_INVALID_JWK' });

// Both halves written, in the pool.
crypto.generateKeyPair('ec', {
  namedCurve: 'secp256k1', publicKeyEncoding: { format: 'jwk' },
  privateKeyEncoding: { format: 'pem', type: 'sec1' },
}, (err, jwk, pem) => {
  assert.ifError(err);
  assert.strictEqual(jwk.crv, 'secp256k1');
  assert.match(pem, /^-----BEGIN EC PRIVATE KEY-----\n/);
});
assert.strictEqual(crypto.generateKeySync('hmac', { length: 71 }).symmetricKeySize, 8);
crypto.generateKey('aes', { length: 192 }, (err, key) => {
  assert.ifError(err);
  assert.strictEqual(key.export().length, 24);
});

assert.throws(() => crypto.createPrivateKey('nothing'), { code: 'ERR_OSSL_UNSUPPORTED' });
assert.throws(() => crypto.createPrivateKey(publicKey), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.sign('sha256', data, publicKey),
              { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => crypto.sign('nothing', data, privateKey), { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.generateKeyPairSync('ec', { namedCurve: 'none' }),
              { code: 'ERR_CRYPTO_INVALID_CURVE' });
assert.throws(() => crypto.generateKeyPairSync('none'), { code: 'ERR_INVALID_ARG_VALUE' });

// PKCS #1 padding is no oracle: noise for what is not padded well, or refused.
const { privateDecrypt } = crypto;
for (const sealed of [Buffer.alloc(128, 1), crypto.publicEncrypt({ key: publicKey, padding: RSA_PKCS1_PADDING }, data)]) {
  try {
    assert(privateDecrypt({ key: privateKey, padding: RSA_PKCS1_PADDING }, sealed) instanceof Buffer);
  } catch (err) {
    assert.strictEqual(err.code, 'ERR_INVALID_ARG_VALUE');
  }
}
