// SPDX-License-Identifier: MIT
// pbkdf2(), scrypt(), hkdf(): each checks its arguments for both forms, the
// one with a callback and the Sync one.
'use strict';

const { ArrayBufferIsView, FunctionPrototypeCall } = primordials;

const binding = internalBinding('crypto');
const { Buffer, kMaxLength } = require('buffer');
const { opensslError } = require('internal/crypto/errors');
const {
  getArrayBufferOrView, getDigest, toBuffer, validateByteSource,
} = require('internal/crypto/util');
const {
  codes: {
    ERR_CRYPTO_INVALID_KEYLEN,
    ERR_CRYPTO_INVALID_SCRYPT_PARAMS,
    ERR_INCOMPATIBLE_OPTION_PAIR,
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateString,
  validateUint32,
} = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

const kFailed = 'Deriving bits failed';

function checked(bytes) {
  if (bytes === null) throw opensslError(kFailed);
  return bytes;
}

function later(type, callback, shape) {
  return require('internal/crypto/job').later(type, function(err, bytes) {
    if (err) FunctionPrototypeCall(callback, undefined, err);
    else FunctionPrototypeCall(callback, undefined, null, shape(bytes));
  }, kFailed);
}

// --- PBKDF2 ------------------------------------------------------------------

function checkPbkdf2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return { password, salt };
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const given = checkPbkdf2(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  const { id } = getDigest(digest);
  binding.pbkdf2(given.password, given.salt, keylen, id, iterations,
                 later('PBKDF2REQUEST', callback, toBuffer));
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  const given = checkPbkdf2(password, salt, iterations, keylen, digest);
  const { id } = getDigest(digest);
  return toBuffer(checked(binding.pbkdf2(
    given.password, given.salt, keylen, id, iterations)));
}

// --- scrypt ------------------------------------------------------------------

const kScryptDefaults = {
  __proto__: null, N: 16384, r: 8, p: 1, maxmem: 32 << 20,
};

// The number that an option has under one of its two names.
function scryptNumber(options, short, long) {
  let value = options[short];
  if (value !== undefined) validateUint32(value, short);
  if (options[long] !== undefined) {
    if (value !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
    }
    value = options[long];
    validateUint32(value, long);
  }
  return value || kScryptDefaults[short];
}

function checkScrypt(password, salt, keylen, options) {
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  let { N, r, p, maxmem } = kScryptDefaults;
  if (options && options !== kScryptDefaults) {
    N = scryptNumber(options, 'N', 'cost');
    r = scryptNumber(options, 'r', 'blockSize');
    p = scryptNumber(options, 'p', 'parallelization');
    if (options.maxmem !== undefined) {
      ({ maxmem } = options);
      validateInteger(maxmem, 'maxmem', 0);
    }
    maxmem ||= kScryptDefaults.maxmem;
  }
  return { password, salt, N, r, p, maxmem };
}

function checkScryptNumbers({ N, r, p, maxmem }) {
  if (binding.scryptCheck(N, r, p, maxmem)) return;
  const list = binding.takeErrors();
  throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS(
    list.length > 0 ? `: ${list[0]}` : '');
}

function scrypt(password, salt, keylen, options, callback = undefined) {
  if (callback === undefined) {
    callback = options;
    options = kScryptDefaults;
  }
  const given = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  checkScryptNumbers(given);
  binding.scrypt(given.password, given.salt, keylen, given.N, given.r, given.p,
                 given.maxmem, later('SCRYPTREQUEST', callback, toBuffer));
}

function scryptSync(password, salt, keylen, options = kScryptDefaults) {
  const given = checkScrypt(password, salt, keylen, options);
  checkScryptNumbers(given);
  return toBuffer(checked(binding.scrypt(
    given.password, given.salt, keylen, given.N, given.r, given.p,
    given.maxmem)));
}

// --- HKDF --------------------------------------------------------------------

const kMaxInfo = 1024;

function textAsBytes(value) {
  return typeof value === 'string' ? Buffer.from(value) : value;
}

function hkdfKey(key) {
  const { isKeyObject, prepareSecretKey } = require('internal/crypto/keys');
  if (isKeyObject(key)) return prepareSecretKey(key);
  key = textAsBytes(key);
  if (!isAnyArrayBuffer(key) && !ArrayBufferIsView(key)) {
    throw new ERR_INVALID_ARG_TYPE(
      'ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray',
              'DataView', 'Buffer'], key);
  }
  return key;
}

function checkHkdf(digest, key, salt, info, length) {
  validateString(digest, 'digest');
  key = hkdfKey(key);
  salt = validateByteSource(textAsBytes(salt), 'salt');
  info = validateByteSource(textAsBytes(info), 'info');
  validateInteger(length, 'length', 0, kMaxLength);
  if (info.byteLength > kMaxInfo) {
    throw new ERR_OUT_OF_RANGE(
      'info', `must not contain more than ${kMaxInfo} bytes`, info.byteLength);
  }
  return { key, salt, info };
}

function hkdfDigest(name, length) {
  const digest = getDigest(name);
  if (length > 255 * digest.size) throw new ERR_CRYPTO_INVALID_KEYLEN();
  return digest.id;
}

function hkdf(digest, key, salt, info, length, callback) {
  const given = checkHkdf(digest, key, salt, info, length);
  validateFunction(callback, 'callback');
  const id = hkdfDigest(digest, length);
  binding.hkdf(given.key, given.salt, length, id, given.info,
               later('DERIVEBITSREQUEST', callback, (bytes) => bytes.buffer));
}

function hkdfSync(digest, key, salt, info, length) {
  const given = checkHkdf(digest, key, salt, info, length);
  const id = hkdfDigest(digest, length);
  return checked(binding.hkdf(
    given.key, given.salt, length, id, given.info)).buffer;
}

module.exports = {
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  scrypt,
  scryptSync,
};
