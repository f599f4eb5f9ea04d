'use strict';
// Diffie-Hellman over numbers, over curves, and of key objects: both sides get
// the same secret; hostile keys are refused.
const assert = require('node:assert');
const crypto = require('node:crypto');

const alice = crypto.createDiffieHellman(512);
const bob = crypto.createDiffieHellman(alice.getPrime(), alice.getGenerator());
assert.strictEqual(alice.verifyError, 0);
assert.throws(() => bob.getPublicKey(), { code: 'ERR_CRYPTO_INVALID_STATE' });
alice.generateKeys();
const secret = alice.computeSecret(bob.generateKeys('hex'), 'hex', 'base64');
assert.throws(() => alice.computeSecret(Buffer.from([1])), { code: 'ERR_CRYPTO_INVALID_KEYLEN' });
assert.throws(() => alice.computeSecret(Buffer.alloc(65, 255)), /too large/);
assert.strictEqual(bob.computeSecret(alice.getPublicKey()).toString('base64'), secret);
const group = crypto.getDiffieHellman('modp14');
const same = crypto.createDiffieHellman(group.getPrime(), group.getGenerator());
const [mine, theirs] = [group.generateKeys(), same.generateKeys()];
assert.deepStrictEqual(same.computeSecret(mine), group.computeSecret(theirs));
assert.strictEqual(group.computeSecret(same.getPublicKey()).length, 256);
assert.throws(() => crypto.getDiffieHellman('modp99'), { code: 'ERR_CRYPTO_UNKNOWN_DH_GROUP' });
assert.throws(() => crypto.createDiffieHellman('abcdef', 1), { code: 'ERR_OSSL_DH_BAD_GENERATOR' });
assert.throws(() => crypto.createDiffieHellman(1), { code: 'ERR_OSSL_DH_MODULUS_TOO_SMALL' });

assert(crypto.getCurves().includes('secp256k1'));
for (const curve of ['prime256v1', 'secp521r1', 'secp256k1']) {
  const [a, b] = [crypto.createECDH(curve), crypto.createECDH(curve)];
  a.generateKeys();
  const compressed = b.generateKeys('base64', 'compressed');
  assert.deepStrictEqual(a.computeSecret(compressed, 'base64'), b.computeSecret(a.getPublicKey()));
  const again = crypto.createECDH(curve);
  again.setPrivateKey(a.getPrivateKey());
  assert.deepStrictEqual(again.getPublicKey(), a.getPublicKey());
  assert.strictEqual(crypto.ECDH.convertKey(compressed, curve, 'base64', 'hex'), b.getPublicKey('hex'));
  for (const bad of [Buffer.alloc(0), Buffer.alloc(33), Buffer.alloc(65, 4), Buffer.alloc(200)]) {
    assert.throws(() => a.computeSecret(bad), { code: 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY' });
  }
  assert.throws(() => crypto.ECDH.convertKey(Buffer.alloc(65, 4), curve), /EC_POINT/);
  assert.throws(() => a.setPrivateKey(Buffer.alloc(66, 255)), { code: 'ERR_CRYPTO_INVALID_KEYTYPE' });
}
assert.throws(() => crypto.createECDH('none'), { code: 'ERR_CRYPTO_INVALID_CURVE' });
assert.throws(() => crypto.createECDH('prime256v1').getPublicKey(), /Failed to get/);

for (const [type, options] of [['ec', { namedCurve: 'P-256' }], ['x25519'], ['x448'], ['dh', { group: 'modp5' }]]) {
  const [a, b] = [crypto.generateKeyPairSync(type, options), crypto.generateKeyPairSync(type, options)];
  const shared = crypto.diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey });
  crypto.diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey }, (err, other) => {
    assert.ifError(err);
    assert.deepStrictEqual(other, shared);
  });
}
const x = crypto.generateKeyPairSync('x25519');
const ed = crypto.generateKeyPairSync('ed25519');
assert.throws(() => crypto.diffieHellman({ privateKey: x.privateKey, publicKey: ed.publicKey }),
              { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY' });
assert.throws(() => crypto.diffieHellman({ privateKey: x.publicKey, publicKey: x.publicKey }),
              { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
