'use strict';
// crypto.subtle: each kind of key made, used, written and read again; what is
// refused, with the error that the standard names.
const assert = require('node:assert');
const { subtle } = globalThis.crypto;

const data = Buffer.from('some data');
const other = Buffer.from('other data');
const refused = (promise, name) => assert.rejects(promise, { name });

async function signatures() {
  const rsa = { modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  for (const algorithm of [
    { name: 'HMAC', hash: 'SHA-512' }, { name: 'ECDSA', namedCurve: 'P-384' }, { name: 'Ed25519' },
    { name: 'RSA-PSS', ...rsa }, { name: 'RSASSA-PKCS1-v1_5', ...rsa },
  ]) {
    const made = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const { privateKey = made, publicKey = made } = made;
    const how = { name: algorithm.name, hash: 'SHA-256', saltLength: 16 };
    const signature = await subtle.sign(how, privateKey, data);
    assert(signature instanceof ArrayBuffer);
    assert.strictEqual(await subtle.verify(how, publicKey, signature, data), true);
    assert.strictEqual(await subtle.verify(how, publicKey, signature, other), false);
    assert.strictEqual(await subtle.verify(how, publicKey, new Uint8Array(3), data), false);
    for (const key of [privateKey, publicKey]) {
      const jwk = await subtle.exportKey('jwk', key);
      const again = await subtle.importKey('jwk', jwk, algorithm, true, jwk.key_ops);
      assert.deepStrictEqual(again.algorithm, key.algorithm);
      assert.deepStrictEqual(await subtle.exportKey('jwk', again), jwk);
    }
    if (made === privateKey) continue;
    const pkcs8 = await subtle.exportKey('pkcs8', privateKey);
    assert.strictEqual((await subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign'])).type, 'private');
    await refused(subtle.sign(how, publicKey, data), 'InvalidAccessError');
    await refused(subtle.importKey('pkcs8', pkcs8.slice(9), algorithm, true, ['sign']), 'DataError');
  }
}

async function ciphers() {
  const usages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
  for (const [algorithm, how] of [
    [{ name: 'AES-GCM', length: 256 }, { iv: new Uint8Array(12), additionalData: other }],
    [{ name: 'AES-CBC', length: 128 }, { iv: new Uint8Array(16) }],
    [{ name: 'AES-CTR', length: 192 }, { counter: new Uint8Array(16), length: 64 }],
  ]) {
    const key = await subtle.generateKey(algorithm, true, usages);
    const params = { name: algorithm.name, ...how };
    const sealed = await subtle.encrypt(params, key, data);
    assert.deepStrictEqual(Buffer.from(await subtle.decrypt(params, key, sealed)), data);
    const wrapped = await subtle.wrapKey('jwk', key, key, params);
    const again = await subtle.unwrapKey('jwk', wrapped, key, params, algorithm, true, ['decrypt']);
    assert.deepStrictEqual(Buffer.from(await subtle.decrypt(params, again, sealed)), data);
    await refused(subtle.encrypt(params, again, data), 'InvalidAccessError');
    if (algorithm.name === 'AES-CTR') continue;
    await refused(subtle.decrypt(params, key, sealed.slice(0, -1)), 'OperationError');
  }
  // A counter of 2 bits wraps inside of its block of bits only.
  const raw = new Uint8Array(16).fill(9);
  const key = await subtle.importKey('raw', raw, 'AES-CTR', false, ['encrypt']);
  const at = (last) => new Uint8Array(16).fill(0xff, 15).fill(last, 15);
  const zeros = new Uint8Array(32);
  const crossing = await subtle.encrypt({ name: 'AES-CTR', counter: at(0xff), length: 2 }, key, zeros);
  const second = await subtle.encrypt({ name: 'AES-CTR', counter: at(0xfc), length: 2 }, key, new Uint8Array(16));
  assert.deepStrictEqual(new Uint8Array(crossing, 16), new Uint8Array(second));
  await refused(subtle.encrypt({ name: 'AES-CTR', counter: at(0), length: 1 }, key, new Uint8Array(48)),
                'OperationError');
}

async function derivation() {
  const password = await subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false,
                                          ['deriveBits', 'deriveKey']);
  const how = { name: 'PBKDF2', salt: Buffer.from('salt'), iterations: 1, hash: 'SHA-1' };
  assert.strictEqual(Buffer.from(await subtle.deriveBits(how, password, 160)).toString('hex'),
                     '0c60c80f961f0e71f3a9b524af6012062fe037a6');
  const key = await subtle.deriveKey(how, password, { name: 'AES-GCM', length: 128 }, true, ['encrypt']);
  assert.strictEqual((await subtle.exportKey('raw', key)).byteLength, 16);
  await refused(subtle.deriveBits(how, password, 12), 'OperationError');
  for (const algorithm of [{ name: 'ECDH', namedCurve: 'P-256' }, { name: 'X25519' }]) {
    const make = () => subtle.generateKey(algorithm, true, ['deriveBits']);
    const [a, b] = [await make(), await make()];
    const agree = (mine, theirs) => subtle.deriveBits(
      { name: algorithm.name, public: theirs.publicKey }, mine.privateKey, 256);
    assert.deepStrictEqual(await agree(a, b), await agree(b, a));
    const raw = await subtle.exportKey('raw', a.publicKey);
    await subtle.importKey('raw', raw, algorithm, true, []);
  }
}

async function arguments_() {
  assert.strictEqual(Buffer.from(await subtle.digest('sha-256', Buffer.from('abc'))).toString('hex').slice(0, 8),
                     'ba7816bf');
  await assert.rejects(subtle.digest('SHA-256'), { code: 'ERR_MISSING_ARGS' });
  await assert.rejects(subtle.digest('SHA-256', 'text'), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(subtle.digest.call({}, 'SHA-256', data), { code: 'ERR_INVALID_THIS' });
  await refused(subtle.digest('MD5', data), 'NotSupportedError');
  await refused(subtle.importKey('raw', new Uint8Array(15), 'AES-GCM', true, ['encrypt']), 'DataError');
  await refused(subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, []), 'SyntaxError');
  await refused(subtle.generateKey({ name: 'AES-CBC', length: 64 }, true, ['encrypt']), 'OperationError');
  const hidden = await subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['encrypt']);
  await assert.rejects(subtle.exportKey('raw', hidden), /not extractable/);
  assert.throws(() => new CryptoKey(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  const { KeyObject, createSecretKey } = require('node:crypto');
  const key = createSecretKey(Buffer.alloc(16)).toCryptoKey('AES-GCM', true, ['encrypt']);
  assert.strictEqual(KeyObject.from(key).symmetricKeySize, 16);
  assert(require('node:util').types.isCryptoKey(key));
}

Promise.all([signatures(), ciphers(), derivation(), arguments_()]).then(() => {
  process.on('exit', (code) => assert.strictEqual(code, 0));
});
