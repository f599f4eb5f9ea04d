'use strict';
// Cipheriv and Decipheriv: every kind of mode there and back, in pieces cut
// anywhere; tags, AAD and padding by Node's rules.
const assert = require('node:assert');
const crypto = require('node:crypto');

const text = Buffer.from('The quick brown fox jumps over the lazy dog, twice. '.repeat(3));
const kinds = [
  ['aes-128-cbc', 16], ['aes-256-ctr', 16], ['aes-128-ecb', 0], ['aes-192-cfb8', 16],
  ['aes-256-gcm', 12], ['aes-128-ocb', 12, { authTagLength: 16 }],
  ['chacha20-poly1305', 12, { authTagLength: 16 }], ['des-ede3-cbc', 8],
];
for (const [name, ivLength, options] of kinds) {
  const key = crypto.randomBytes(crypto.getCipherInfo(name).keyLength);
  const iv = ivLength === 0 ? null : crypto.randomBytes(ivLength);
  const encrypt = (step) => {
    const cipher = crypto.createCipheriv(name, key, iv, options);
    const parts = [];
    for (let i = 0; i < text.length; i += step) parts.push(cipher.update(text.subarray(i, i + step)));
    parts.push(cipher.final());
    return { out: Buffer.concat(parts), tag: options || /gcm/.test(name) ? cipher.getAuthTag() : null };
  };
  const whole = encrypt(text.length);
  for (const step of [1, 7, 16, 17]) {
    const { out, tag } = encrypt(step);
    assert(out.equals(whole.out), name);
    const decipher = crypto.createDecipheriv(name, key, iv, options);
    if (tag) decipher.setAuthTag(tag);
    const parts = [];
    for (let i = 0; i < out.length; i += step) parts.push(decipher.update(out.subarray(i, i + step)));
    parts.push(decipher.final());
    assert(Buffer.concat(parts).equals(text), name);
  }
  if (whole.tag) {
    const decipher = crypto.createDecipheriv(name, key, iv, options);
    whole.tag[0] ^= 1;
    decipher.setAuthTag(whole.tag);
    decipher.update(whole.out);
    assert.throws(() => decipher.final(), /unable to authenticate/);
  }
}

// A vector (GCM's test case 4) with AAD, and text in and out.
const gcm = crypto.createCipheriv(
  'aes-128-gcm', Buffer.from('feffe9928665731c6d6a8f9467308308', 'hex'),
  Buffer.from('cafebabefacedbaddecaf888', 'hex'));
gcm.setAAD(Buffer.from('feedfacedeadbeeffeedfacedeadbeefabaddad2', 'hex'));
const out = gcm.update(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
  '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39', 'hex', 'hex') + gcm.final('hex');
assert.strictEqual(
  out, '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e' +
  '21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091');
assert.strictEqual(gcm.getAuthTag().toString('hex'), '5bc94fbc3221a5db94fae95ae7121a47');

// CCM: lengths are said first; a wrong tag shows in final().
const ccm = (tagByte) => {
  const key = Buffer.alloc(16, 1);
  const nonce = Buffer.alloc(12, 2);
  const options = { authTagLength: 8 };
  const cipher = crypto.createCipheriv('aes-128-ccm', key, nonce, options);
  cipher.setAAD(Buffer.from('aad'), { plaintextLength: text.length });
  const sealed = cipher.update(text);
  cipher.final();
  const tag = cipher.getAuthTag();
  tag[7] ^= tagByte;
  const decipher = crypto.createDecipheriv('aes-128-ccm', key, nonce, options);
  decipher.setAuthTag(tag);
  decipher.setAAD(Buffer.from('aad'), { plaintextLength: text.length });
  const opened = decipher.update(sealed);
  decipher.final();
  return opened;
};
assert(ccm(0).equals(text));
assert.throws(() => ccm(1), /unable to authenticate/);

// Padding, and streams.
const key = Buffer.alloc(16, 3);
const iv = Buffer.alloc(16, 4);
const unpadded = crypto.createCipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
unpadded.update('abc');
assert.throws(() => unpadded.final(), { code: 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH' });
const bad = crypto.createDecipheriv('aes-128-cbc', key, Buffer.alloc(16, 5));
bad.update(Buffer.alloc(32, 6));
assert.throws(() => bad.final(), { code: 'ERR_OSSL_BAD_DECRYPT' });
const cipher = crypto.createCipheriv('aes-128-cbc', key, iv);
const received = [];
cipher.pipe(crypto.createDecipheriv('aes-128-cbc', key, iv))
  .on('data', (chunk) => received.push(chunk))
  .on('end', () => assert.strictEqual(Buffer.concat(received).toString(), 'some text'));
cipher.write('some ');
cipher.end('text');

// Refused.
const open = (name, ...rest) => crypto.createCipheriv(name, ...rest);
assert.throws(() => open('nothing', key, iv), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });
assert.throws(() => open('aes-128-cbc', key, null), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => open('aes-128-cbc', key, iv.subarray(1)), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => open('aes-128-cbc', iv.subarray(1), iv), { code: 'ERR_CRYPTO_INVALID_KEYLEN' });
assert.throws(() => open('aes-128-ccm', key, iv.subarray(4)), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
assert.throws(() => open('aes-128-cbc', key, iv).getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' });
const done = open('aes-128-ctr', key, iv);
done.final();
assert.throws(() => done.final(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => done.update('x'), /unsupported state/);

assert.strictEqual(crypto.getCipherInfo('nothing'), undefined);
assert.deepStrictEqual({ ...crypto.getCipherInfo('AES-256-CBC') },
                       { mode: 'cbc', name: 'aes-256-cbc', nid: 427, blockSize: 16, ivLength: 16,
                         keyLength: 32 });
assert.strictEqual(crypto.getCipherInfo(427).name, 'aes-256-cbc');
assert.strictEqual(crypto.getCipherInfo('aes-256-cbc', { ivLength: 12 }), undefined);
assert.strictEqual(crypto.getCipherInfo('aes-256-gcm', { ivLength: 20 }).ivLength, 20);
assert(crypto.getCiphers().includes('aes-128-gcm'));

// More than OpenSSL can count is refused before there is memory for the result.
const largest = Buffer.allocUnsafeSlow(2 ** 31 - 1);
assert.throws(() => open('aes-128-ctr', key, iv).update(largest), /unsupported state/);
