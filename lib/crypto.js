// SPDX-License-Identifier: MIT
// node:crypto. Its parts are loaded when they are first used.
'use strict';

const {
  ArrayBufferIsView,
  ObjectDefineProperties,
  ObjectDefineProperty,
} = primordials;

const binding = internalBinding('crypto');
const constants = require('internal/crypto/constants');
const { Hash, Hmac, hash } = require('internal/crypto/hash');
const {
  randomBytes, randomFill, randomFillSync, randomInt, randomUUID,
} = require('internal/crypto/random');
const { getHashes } = require('internal/crypto/util');
const { deprecate, pendingDeprecate } = require('internal/util');
const {
  codes: {
    ERR_CRYPTO_ENGINE_UNKNOWN,
    ERR_CRYPTO_FIPS_UNAVAILABLE,
    ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH,
    ERR_INVALID_ARG_TYPE,
  },
} = require('internal/errors');
const { validateNumber, validateString } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(algorithm, key, options) {
  return new Hmac(algorithm, key, options);
}

function createCipheriv(cipher, key, iv, options) {
  const { Cipheriv } = require('internal/crypto/cipher');
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  const { Decipheriv } = require('internal/crypto/cipher');
  return new Decipheriv(cipher, key, iv, options);
}

function createDiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  const { DiffieHellman } = require('internal/crypto/dh');
  return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
}

function createDiffieHellmanGroup(name) {
  const { DiffieHellmanGroup } = require('internal/crypto/dh');
  return new DiffieHellmanGroup(name);
}

function createECDH(curve) {
  const { ECDH } = require('internal/crypto/dh');
  return new ECDH(curve);
}

function createSign(algorithm, options) {
  const { Sign } = require('internal/crypto/sign');
  return new Sign(algorithm, options);
}

function createVerify(algorithm, options) {
  const { Verify } = require('internal/crypto/sign');
  return new Verify(algorithm, options);
}

function checkComparable(value, name) {
  if (!isAnyArrayBuffer(value) && !ArrayBufferIsView(value)) {
    throw new ERR_INVALID_ARG_TYPE(
      name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

function timingSafeEqual(buf1, buf2) {
  checkComparable(buf1, 'buf1');
  checkComparable(buf2, 'buf2');
  if (buf1.byteLength !== buf2.byteLength) {
    throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
  }
  return binding.timingSafeEqual(buf1, buf2);
}

// OpenSSL 3 has no engines that could be set so, and ours no FIPS provider.
function setEngine(id, flags) {
  validateString(id, 'id');
  if (flags) validateNumber(flags, 'flags');
  throw new ERR_CRYPTO_ENGINE_UNKNOWN(id);
}

function getFips() {
  return 0;
}

function setFips(value) {
  if (value) throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
}

// OpenSSL's secure heap is not in use, as in a Node without --secure-heap.
function secureHeapUsed() {
  return { total: 0, used: 0, utilization: NaN, min: 2 };
}

module.exports = {
  createCipheriv,
  createDecipheriv,
  createDiffieHellman,
  createDiffieHellmanGroup,
  createECDH,
  createHash,
  createHmac,
  createSign,
  createVerify,
  getDiffieHellman: createDiffieHellmanGroup,
  getHashes,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  setEngine,
  timingSafeEqual,
  getFips,
  setFips,
  hash,
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  secureHeapUsed,
};

function lazyValue(names, load) {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    ObjectDefineProperty(module.exports, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() {
        const value = load()[name];
        this[name] = value;
        return value;
      },
      set(value) {
        ObjectDefineProperty(this, name, {
          __proto__: null, configurable: true, enumerable: true, value,
          writable: true,
        });
      },
    });
  }
}

lazyValue(['KeyObject', 'createPrivateKey', 'createPublicKey',
           'createSecretKey'],
          () => require('internal/crypto/keys'));
lazyValue(['hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync'],
          () => require('internal/crypto/kdf'));
lazyValue(['Cipheriv', 'Decipheriv', 'getCipherInfo', 'getCiphers'],
          () => require('internal/crypto/cipher'));
lazyValue(['Sign', 'Verify', 'privateDecrypt', 'privateEncrypt',
           'publicDecrypt', 'publicEncrypt', 'sign', 'verify'],
          () => require('internal/crypto/sign'));
lazyValue(['generateKey', 'generateKeyPair', 'generateKeyPairSync',
           'generateKeySync'], () => require('internal/crypto/keygen'));
lazyValue(['DiffieHellman', 'DiffieHellmanGroup', 'ECDH', 'diffieHellman',
           'getCurves'], () => require('internal/crypto/dh'));
lazyValue(['checkPrime', 'checkPrimeSync', 'generatePrime',
           'generatePrimeSync'], () => require('internal/crypto/prime'));

function randomBytesAlias(name) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      const value = pendingDeprecate(
        randomBytes, `crypto.${name} is deprecated.`, 'DEP0115');
      ObjectDefineProperty(this, name, {
        __proto__: null, configurable: true, enumerable: false, value,
        writable: true,
      });
      return value;
    },
    set(value) {
      ObjectDefineProperty(this, name, {
        __proto__: null, configurable: true, enumerable: true, value,
        writable: true,
      });
    },
  };
}

const webcrypto = () => require('internal/crypto/webcrypto').crypto;

ObjectDefineProperties(module.exports, {
  constants: { __proto__: null, enumerable: true, value: constants },
  fips: {
    __proto__: null,
    get: deprecate(
      getFips, 'The crypto.fips is deprecated. Please use crypto.getFips()',
      'DEP0093'),
    set: deprecate(
      setFips, 'The crypto.fips is deprecated. Please use crypto.setFips()',
      'DEP0093'),
  },
  getRandomValues: {
    __proto__: null,
    enumerable: true,
    get: () => function getRandomValues(array) {
      return webcrypto().getRandomValues(array);
    },
  },
  subtle: {
    __proto__: null, enumerable: true, get: () => webcrypto().subtle,
  },
  webcrypto: { __proto__: null, enumerable: true, get: webcrypto },
  prng: randomBytesAlias('prng'),
  pseudoRandomBytes: randomBytesAlias('pseudoRandomBytes'),
  rng: randomBytesAlias('rng'),
});
