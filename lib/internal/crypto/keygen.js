// SPDX-License-Identifier: MIT
// generateKey(), generateKeyPair() and their Sync forms.
'use strict';

const {
  ArrayBufferIsView,
  FunctionPrototypeCall,
  ObjectDefineProperty,
  TypeError,
} = primordials;

const binding = internalBinding('crypto');
const { FastBuffer } = require('internal/buffer');
const { codedError, opensslError } = require('internal/crypto/errors');
const { parseKeyEncoding } = require('internal/crypto/key_encoding');
const {
  PrivateKeyObject, PublicKeyObject, exportPrivate, exportPublic,
  makeSecretKey,
} = require('internal/crypto/keys');
const { findDigest, getDigest } = require('internal/crypto/util');
const { customPromisifyArgs } = require('internal/util');
const { isAnyArrayBuffer } = require('internal/util/types');
const {
  codes: {
    ERR_CRYPTO_INVALID_CURVE,
    ERR_CRYPTO_UNKNOWN_DH_GROUP,
    ERR_INCOMPATIBLE_OPTION_PAIR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_OPTION,
  },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateObject,
  validateOneOf, validateString, validateUint32,
} = require('internal/validators');

const kFailed = 'Key generation job failed';

// --- What to make: the arguments of binding.keyGenerate() behind the id ------

function renamed(options, old, name, code) {
  const value = options[old];
  if (value === undefined) return options[name];
  process.emitWarning(
    `"options.${old}" is deprecated, use "options.${name}" instead.`,
    'DeprecationWarning', code);
  validateString(value, `options.${old}`);
  if (options[name] && value !== options[name]) {
    throw new ERR_INVALID_ARG_VALUE(`options.${old}`, value);
  }
  return value;
}

function rsa(type, options) {
  validateObject(options, 'options');
  const { modulusLength, saltLength } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  const exponent = options.publicExponent ?? 0x10001;
  validateUint32(exponent, 'options.publicExponent');
  if (type === 'rsa') return ['RSA', modulusLength, exponent, -1];
  if (saltLength !== undefined) {
    validateInt32(saltLength, 'options.saltLength', 0);
  }
  const names = ['hashAlgorithm', 'mgf1HashAlgorithm'];
  for (let i = 0; i < names.length; i++) {
    if (options[names[i]] !== undefined) {
      validateString(options[names[i]], `options.${names[i]}`);
    }
  }
  const hash = renamed(options, 'hash', 'hashAlgorithm', 'DEP0154');
  const mgf1 = renamed(options, 'mgf1Hash', 'mgf1HashAlgorithm', 'DEP0154');
  if (hash !== undefined) getDigest(hash);
  if (mgf1 !== undefined && findDigest(mgf1) === undefined) {
    throw codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST',
                     `Invalid MGF1 digest: ${mgf1}`);
  }
  return ['RSA-PSS', modulusLength, exponent,
          saltLength ?? (hash === undefined ? -1 : getDigest(hash).size),
          undefined, hash, mgf1 ?? hash];
}

function dsa(options) {
  validateObject(options, 'options');
  validateUint32(options.modulusLength, 'options.modulusLength');
  const { divisorLength } = options;
  if (divisorLength !== undefined && divisorLength !== null) {
    validateInt32(divisorLength, 'options.divisorLength', 0);
  }
  return ['DSA', options.modulusLength, 0, divisorLength ?? -1];
}

function ec(options) {
  validateObject(options, 'options');
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, 'options.namedCurve');
  const explicit = paramEncoding === 'explicit';
  if (paramEncoding !== undefined && paramEncoding !== null && !explicit &&
      paramEncoding !== 'named') {
    throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
  }
  if (!binding.hasCurve(namedCurve)) throw new ERR_CRYPTO_INVALID_CURVE();
  return ['EC', 0, 0, explicit ? 0 : 1, namedCurve];
}

function excludes(options, name, others) {
  for (let i = 0; i < others.length; i++) {
    const value = options[others[i]];
    if (value !== undefined && value !== null) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR(name, others[i]);
    }
  }
}

function dh(options) {
  validateObject(options, 'options');
  const { group, primeLength, prime } = options;
  const given = (value) => value !== undefined && value !== null;
  if (given(group)) {
    excludes(options, 'group', ['prime', 'primeLength', 'generator']);
    validateString(group, 'options.group');
    const known = require('internal/crypto/dh').findGroup(group);
    if (known === undefined) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
    return ['DH', 0, known.generator, -1, undefined, undefined, undefined,
            known.prime];
  }
  const generator = options.generator ?? 2;
  if (given(prime)) {
    excludes(options, 'prime', ['primeLength']);
    if (!ArrayBufferIsView(prime) && !isAnyArrayBuffer(prime)) {
      throw new ERR_INVALID_ARG_TYPE(
        'options.prime', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'],
        prime);
    }
  } else if (given(primeLength)) {
    validateInt32(primeLength, 'options.primeLength', 0);
  } else {
    throw new ERR_MISSING_OPTION(
      'At least one of the group, prime, or primeLength options');
  }
  validateInt32(generator, 'options.generator', 0);
  return ['DH', primeLength ?? 0, generator, -1, undefined, undefined,
          undefined, prime ?? undefined];
}

function recipe(type, options) {
  validateString(type, 'type');
  switch (type) {
    case 'rsa':
    case 'rsa-pss': return rsa(type, options);
    case 'dsa': return dsa(options);
    case 'ec': return ec(options);
    case 'dh': return dh(options);
    case 'ed25519': return ['ED25519', 0, 0, -1];
    case 'ed448': return ['ED448', 0, 0, -1];
    case 'x25519': return ['X25519', 0, 0, -1];
    case 'x448': return ['X448', 0, 0, -1];
    default:
      throw new ERR_INVALID_ARG_VALUE(
        'type', type, 'must be a supported key type');
  }
}

// --- In which form the halves are handed over --------------------------------

function checkEncoding(options, name, type, isPublic) {
  const encoding = options?.[name];
  if (encoding === undefined || encoding === null) return undefined;
  if (typeof encoding !== 'object') {
    throw new ERR_INVALID_ARG_VALUE(`options.${name}`, encoding);
  }
  if (encoding.format !== 'jwk' || encoding.passphrase === undefined) {
    parseKeyEncoding(encoding, type, isPublic, name);
  }
  return encoding;
}

function prepare(type, options) {
  validateString(type, 'type');
  if (options !== undefined) validateObject(options, 'options');
  const publicEncoding =
    checkEncoding(options, 'publicKeyEncoding', type, true);
  const privateEncoding =
    checkEncoding(options, 'privateKeyEncoding', type, false);
  const how = recipe(type, options);
  const shape = (handle) => ({
    publicKey: publicEncoding === undefined ? new PublicKeyObject(handle) :
      exportPublic(handle, type, publicEncoding, 'publicKeyEncoding'),
    privateKey: privateEncoding === undefined ? new PrivateKeyObject(handle) :
      exportPrivate(handle, type, privateEncoding, 'privateKeyEncoding'),
  });
  return { how, shape };
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const { how: { 0: kind, 1: bits, 2: number, 3: other, 4: text, 5: hash,
                 6: mgf1, 7: prime }, shape } = prepare(type, options);
  const { later } = require('internal/crypto/job');
  const id = later('KEYPAIRGENREQUEST', (err, handle) => {
    let pair;
    if (!err) {
      try {
        pair = shape(handle);
      } catch (failure) {
        err = failure;
      }
    }
    if (err) FunctionPrototypeCall(callback, undefined, err);
    else callback(null, pair.publicKey, pair.privateKey);
  }, kFailed);
  binding.keyGenerate(kind, id, bits, number, other, text, hash, mgf1, prime);
}
ObjectDefineProperty(generateKeyPair, customPromisifyArgs, {
  __proto__: null, enumerable: false, value: ['publicKey', 'privateKey'],
});

function generateKeyPairSync(type, options) {
  const { how: { 0: kind, 1: bits, 2: number, 3: other, 4: text, 5: hash,
                 6: mgf1, 7: prime }, shape } = prepare(type, options);
  const handle = binding.keyGenerate(
    kind, undefined, bits, number, other, text, hash, mgf1, prime);
  if (handle === null) throw opensslError(kFailed);
  return shape(handle);
}

// --- Secret keys -------------------------------------------------------------

function secretBytes(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  switch (type) {
    case 'hmac':
      validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
      break;
    case 'aes':
      validateOneOf(length, 'options.length', [128, 192, 256]);
      break;
    default:
      throw new ERR_INVALID_ARG_VALUE(
        'type', type, 'must be a supported key type');
  }
  return length >> 3;
}

function generateKey(type, options, callback) {
  const size = secretBytes(type, options);
  validateFunction(callback, 'callback');
  const { later } = require('internal/crypto/job');
  const bytes = new FastBuffer(size);
  binding.randomFillLater(bytes, 0, size, later('KEYGENREQUEST', (err) => {
    if (err) {
      FunctionPrototypeCall(callback, undefined, err);
      return;
    }
    const key = makeSecretKey(bytes);
    bytes.fill(0);
    FunctionPrototypeCall(callback, undefined, null, key);
  }, kFailed));
}

function generateKeySync(type, options) {
  const size = secretBytes(type, options);
  const { randomBytes } = require('internal/crypto/random');
  const bytes = randomBytes(size);
  const key = makeSecretKey(bytes);
  bytes.fill(0);
  return key;
}

module.exports = {
  generateKey,
  generateKeyPair,
  generateKeyPairSync,
  generateKeySync,
};
