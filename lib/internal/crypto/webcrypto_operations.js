// SPDX-License-Identifier: MIT
// What SubtleCrypto does with keys: signatures, ciphers, derivation. Slow work
// is the pool's.
'use strict';

const {
  ArrayPrototypeIncludes,
  BigInt,
  MathCeil,
  MathMin,
  Number,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const constants = require('internal/crypto/constants');
const { slotsOf } = require('internal/crypto/cryptokey');
const { promised } = require('internal/crypto/job');
const { materialOf } = require('internal/crypto/keys');
const { getDigest } = require('internal/crypto/util');
const { digestName, operationError } =
  require('internal/crypto/webcrypto_algorithms');
const { lazyDOMException } = require('internal/util');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

const kSlack = 32;

function failed(message) {
  return lazyDOMException(message, 'OperationError');
}

function digestOf(hash) {
  return getDigest(digestName(hash));
}

// The native key or bytes, when it may be used so.
function materialFor(key, name, usage, type) {
  const { keyObject, algorithm, usages } = slotsOf(key);
  if (algorithm.name !== name || !ArrayPrototypeIncludes(usages, usage)) {
    throw lazyDOMException(
      `Unable to use this key to ${usage}`, 'InvalidAccessError');
  }
  if (type !== undefined && keyObject.type !== type) {
    throw lazyDOMException(`Key must be a ${type} key`, 'InvalidAccessError');
  }
  return materialOf(keyObject);
}

// --- Digests and signatures --------------------------------------------------

function digest(algorithm, data) {
  const { id, size } = digestOf(algorithm);
  return binding.hashOnce(id, data, size, new FastBuffer(size)).buffer;
}

function hmac(key, algorithm, data) {
  const { id, size } = digestOf(algorithm.hash);
  return binding.hmacOnce(id, key, data, new FastBuffer(size));
}

// What OpenSSL would say of a salt that leaves no room says little.
function checkSalt({ saltLength }, { modulusLength, hash }) {
  const most =
    MathCeil((modulusLength - 1) / 8) - digestOf(hash).size - 2;
  if (saltLength > most) {
    throw operationError(new ERR_OUT_OF_RANGE(
      'algorithm.saltLength', `>= 0 && <= ${most}`, saltLength));
  }
}

async function signature(algorithm, key, data, given) {
  const { name } = algorithm;
  const verify = given !== undefined;
  const usage = verify ? 'verify' : 'sign';
  const own = slotsOf(key).algorithm;
  if (name === 'HMAC') {
    const mac = hmac(materialFor(key, name, usage), own, data);
    if (!verify) return mac.buffer;
    return mac.byteLength === given.byteLength &&
      binding.timingSafeEqual(mac, given);
  }
  const handle =
    materialFor(key, name, usage, verify ? 'public' : 'private');
  if (name === 'RSA-PSS') checkSalt(algorithm, own);
  const hash = algorithm.hash ?? own.hash;
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants;
  const padding = name === 'RSA-PSS' ? RSA_PKCS1_PSS_PADDING :
    name === 'RSASSA-PKCS1-v1_5' ? RSA_PKCS1_PADDING : undefined;
  if (algorithm.context?.byteLength > 0) {
    throw lazyDOMException('Non zero-length context is not supported',
                           'OperationError');
  }
  const result = await job(
    verify ? 'VERIFYREQUEST' : 'SIGNREQUEST',
    (id) => binding.sign(handle, hash === undefined ? -1 : digestOf(hash).id,
                         data, false, given, padding, algorithm.saltLength,
                         name === 'ECDSA', id));
  return verify ? result : result.buffer;
}

async function job(type, begin) {
  try {
    return await promised(type, begin);
  } catch (err) {
    throw operationError(err);
  }
}

// --- Ciphers -----------------------------------------------------------------

function opened(encrypt, name, key, iv, tagLength) {
  const context = binding.cipherOpen(encrypt, name, key, iv, tagLength);
  if (typeof context === 'number') {
    binding.takeErrors();
    throw operationError();
  }
  return context;
}

function finish(context, data) {
  const out = new FastBuffer(data.byteLength + 2 * kSlack);
  const n = binding.cipherUpdate(context, data, out);
  const m = n < 0 ? -1 :
    binding.cipherFinal(context, new FastBuffer(out.buffer, n));
  if (m < 0) {
    binding.takeErrors();
    throw operationError();
  }
  return Buffer.from(new FastBuffer(out.buffer, 0, n + m));
}

function cbc(encrypt, key, { iv }, data) {
  if (iv.byteLength !== 16) {
    throw failed('algorithm.iv must contain exactly 16 bytes');
  }
  return finish(opened(encrypt, `aes-${key.byteLength * 8}-cbc`, key, iv, -1),
                data);
}

// The counter's last `length` bits count and wrap; OpenSSL's count all 128.
function ctr(encrypt, key, { counter, length }, data) {
  if (counter.byteLength !== 16) {
    throw failed('algorithm.counter must be 16 bytes');
  }
  if (length === 0 || length > 128) {
    throw failed('AES-CTR algorithm.length must be between 1 and 128');
  }
  const name = `aes-${key.byteLength * 8}-ctr`;
  const run = (iv, part) => finish(opened(encrypt, name, key, iv, -1), part);
  const range = 1n << BigInt(length);
  const blocks = BigInt(MathCeil(data.byteLength / 16));
  if (blocks > range) throw operationError();
  const value = BigInt(`0x${Buffer.from(counter).toString('hex')}`);
  const left = range - (value & (range - 1n));
  if (blocks <= left) return run(counter, data);
  const at = Number(left) * 16;
  const zeroed = (value & ~(range - 1n)).toString(16).padStart(32, '0');
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    run(counter, bytes.subarray(0, at)),
    run(Buffer.from(zeroed, 'hex'), bytes.subarray(at)),
  ]);
}

const kTagLengths = {
  '__proto__': null,
  'AES-GCM': [32, 64, 96, 104, 112, 120, 128],
  'AES-OCB': [64, 96, 128],
  'ChaCha20-Poly1305': [128],
};

function checkAead({ name, iv }, tagLength) {
  if (!ArrayPrototypeIncludes(kTagLengths[name], tagLength)) {
    throw failed(`${tagLength} is not a valid ${name} tag length`);
  }
  if (name === 'ChaCha20-Poly1305' && iv.byteLength !== 12) {
    throw failed('ChaCha20-Poly1305 IV length must be 96 bits');
  }
  if (name === 'AES-OCB' && iv.byteLength > 15) {
    throw failed('AES-OCB algorithm.iv must be no more than 15 bytes');
  }
}

function aead(encrypt, key, algorithm, data) {
  const { name, iv, additionalData, tagLength = 128 } = algorithm;
  checkAead(algorithm, tagLength);
  const size = tagLength / 8;
  const cipher = name === 'ChaCha20-Poly1305' ? 'chacha20-poly1305' :
    `aes-${key.byteLength * 8}-${name.slice(4).toLowerCase()}`;
  if (!encrypt && data.byteLength < size) {
    throw failed('The provided data is too small.');
  }
  const context =
    opened(encrypt, cipher, key, iv, name === 'AES-GCM' ? -1 : size);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const text = encrypt ? bytes : bytes.subarray(0, bytes.length - size);
  if (!encrypt &&
      !binding.cipherSetTag(context, bytes.subarray(bytes.length - size))) {
    throw operationError();
  }
  if (additionalData !== undefined &&
      !binding.cipherSetAAD(context, additionalData, -1)) {
    throw operationError();
  }
  const out = finish(context, text);
  if (!encrypt) return out;
  const tag = new FastBuffer(size);
  if (!binding.cipherGetTag(context, tag)) throw operationError();
  return Buffer.concat([out, tag]);
}

function oaep(encrypt, handle, { label }, hash, data) {
  const bytes = binding.rsaCipher(
    encrypt ? 0 : 1, handle, data, constants.RSA_PKCS1_OAEP_PADDING,
    digestOf(hash).id, label);
  if (bytes === null) {
    binding.takeErrors();
    throw operationError();
  }
  return Buffer.from(bytes.buffer);
}

// RFC 3394; a wrapping that does not check is a failure.
function keyWrap(encrypt, key, data) {
  if (data.byteLength % 8 !== 0 || data.byteLength < 16) {
    throw operationError();
  }
  const iv = Buffer.alloc(8, 0xa6);
  const context =
    opened(encrypt, `aes${key.byteLength * 8}-wrap`, key, iv, -1);
  const out = new FastBuffer(data.byteLength + kSlack);
  const n = binding.cipherUpdate(context, data, out);
  if (n < 0) {
    binding.takeErrors();
    throw operationError();
  }
  return Buffer.from(new FastBuffer(out.buffer, 0, n));
}

// `usage`: what the key has to be for, encrypt or wrapKey.
function cipher(encrypt, algorithm, key, data, usage) {
  const { name } = algorithm;
  const rsa = name === 'RSA-OAEP';
  const material = materialFor(
    key, name, usage, rsa ? encrypt ? 'public' : 'private' : undefined);
  switch (name) {
    case 'RSA-OAEP':
      return oaep(encrypt, material, algorithm,
                  slotsOf(key).algorithm.hash, data);
    case 'AES-CBC': return cbc(encrypt, material, algorithm, data);
    case 'AES-CTR': return ctr(encrypt, material, algorithm, data);
    case 'AES-KW': return keyWrap(encrypt, material, data);
    default: return aead(encrypt, material, algorithm, data);
  }
}

// --- Derivation --------------------------------------------------------------

function checkLength(length) {
  if (length === null) throw failed('length cannot be null');
  if (length % 8 !== 0) throw failed('length must be a multiple of 8');
}

async function agree({ name, public: other }, key, length) {
  const mine = slotsOf(key);
  const theirs = slotsOf(other);
  if (theirs.keyObject.type !== 'public') {
    throw lazyDOMException('algorithm.public must be a public key',
                           'InvalidAccessError');
  }
  if (mine.keyObject.type !== 'private') {
    throw lazyDOMException('baseKey must be a private key',
                           'InvalidAccessError');
  }
  if (theirs.algorithm.name !== name) {
    throw lazyDOMException('key algorithm mismatch', 'InvalidAccessError');
  }
  if (theirs.algorithm.namedCurve !== mine.algorithm.namedCurve) {
    throw lazyDOMException('Named curve mismatch', 'InvalidAccessError');
  }
  const bytes = await job('DERIVEBITSREQUEST', (id) => binding.derive(
    materialOf(mine.keyObject), materialOf(theirs.keyObject), id));
  if (length === null) return bytes.buffer;
  const size = MathCeil(length / 8);
  if (size > bytes.byteLength) throw failed('derived bit length is too small');
  const cut = bytes.slice(0, MathMin(size, bytes.byteLength));
  if (length % 8 !== 0) cut[size - 1] &= 0xff << (8 - length % 8);
  return cut.buffer;
}

async function deriveBits(algorithm, key, length) {
  const { name, hash, salt, info, iterations } = algorithm;
  if (hash === undefined) return agree(algorithm, key, length);
  checkLength(length);
  if (iterations === 0) throw failed('iterations cannot be zero');
  if (length === 0) return new FastBuffer(0).buffer;
  const secret = materialOf(slotsOf(key).keyObject);
  const { id: digest, size } = digestOf(hash);
  if (name === 'HKDF' && length > 255 * size * 8) throw operationError();
  const bytes = await job('DERIVEBITSREQUEST', (id) => (name === 'HKDF' ?
    binding.hkdf(secret, salt, length / 8, digest, info, id) :
    binding.pbkdf2(secret, salt, length / 8, digest, iterations, id)));
  return bytes.buffer;
}

module.exports = { cipher, deriveBits, digest, signature };
