// SPDX-License-Identifier: MIT
// KeyObject, and keys as arguments. A secret key's bytes lie in memory of its
// own, which is wiped before it is freed; an asymmetric key is a native one, of
// which a public key object may see the public half only.
'use strict';

const {
  ArrayBufferIsView,
  BigInt,
  ObjectDefineProperties,
  ObjectDefineProperty,
  SymbolToStringTag,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { opensslError } = require('internal/crypto/errors');
const { exportJwk, importJwk } = require('internal/crypto/jwk');
const { isStringOrBuffer, kJwk, kPem, parseKeyEncoding } =
  require('internal/crypto/key_encoding');
const { getArrayBufferOrView, toBuffer } = require('internal/crypto/util');
const { kEnumerableProperty } = require('internal/util');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS,
    ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
    ERR_CRYPTO_UNKNOWN_CIPHER,
    ERR_CRYPTO_UNSUPPORTED_OPERATION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_THIS,
    ERR_MISSING_PASSPHRASE,
  },
} = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

// What a key is taken for.
const kConsumePublic = 0;
const kConsumePrivate = 1;
const kCreatePublic = 2;
const kCreatePrivate = 3;

const kKinds = {
  __proto__: null,
  6: 'rsa', 28: 'dh', 116: 'dsa', 408: 'ec', 912: 'rsa-pss', 920: 'dh',
  1034: 'x25519', 1035: 'x448', 1087: 'ed25519', 1088: 'ed448',
};

// CryptoKey's, once its module is loaded: before, there is none.
let isCryptoKey = () => false;
let keyObjectOf;

function registerCryptoKey(is, of) {
  isCryptoKey = is;
  keyObjectOf = of;
}

// Whoever has these can look inside of a key.
let materialOf;
let isKeyObject;

class KeyObject {
  #type;
  #material;  // a secret key's bytes, or the native key

  constructor(type, material) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (typeof material !== 'object' || material === null) {
      throw new ERR_INVALID_ARG_TYPE('handle', 'object', material);
    }
    this.#type = type;
    this.#material = material;
  }

  get type() {
    if (!isKeyObject(this)) throw new ERR_INVALID_THIS('KeyObject');
    return this.#type;
  }

  static from(key) {
    if (!isCryptoKey(key)) {
      throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    }
    return keyObjectOf(key);
  }

  toCryptoKey(algorithm, extractable, usages) {
    return require('internal/crypto/webcrypto_keys')
      .fromKeyObject(this, algorithm, extractable, usages);
  }

  equals(other) {
    if (!isKeyObject(other)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    }
    if (other.type !== this.#type) return false;
    const mine = this.#material;
    const others = materialOf(other);
    if (this.#type !== 'secret') {
      const same = binding.keyEqual(mine, others);
      if (same === undefined) throw new ERR_CRYPTO_UNSUPPORTED_OPERATION();
      return same;
    }
    return mine.byteLength === others.byteLength &&
      binding.timingSafeEqual(mine, others);
  }

  static {
    materialOf = (key) => key.#material;
    isKeyObject = (value) => typeof value === 'object' && value !== null &&
      #material in value;
  }
}
ObjectDefineProperties(KeyObject.prototype, {
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'KeyObject',
  },
  equals: kEnumerableProperty,
  type: kEnumerableProperty,
});

class SecretKeyObject extends KeyObject {
  constructor(material) {
    super('secret', material);
  }

  get symmetricKeySize() {
    return materialOf(this).byteLength;
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(
        options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') {
        return {
          kty: 'oct',
          k: Buffer.from(materialOf(this)).toString('base64url'),
        };
      }
    }
    return Buffer.from(materialOf(this));
  }
}

class AsymmetricKeyObject extends KeyObject {
  #details;

  // Of a native key: kind, and what there is to say about it.
  #facts() {
    return this.#details ??= describe(materialOf(this));
  }

  get asymmetricKeyType() {
    return this.#facts().type;
  }

  get asymmetricKeyDetails() {
    return { ...this.#facts().details };
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  export(options) {
    return exportPublic(materialOf(this), this.asymmetricKeyType, options);
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  export(options) {
    return exportPrivate(materialOf(this), this.asymmetricKeyType, options);
  }
}

function describe(handle) {
  const { 0: kind, 1: bits, 2: extra, 3: hash, 4: mgf1, 5: salt } =
    binding.keyDetails(handle);
  const type = kKinds[kind];
  const details = {};
  if (type === 'rsa' || type === 'rsa-pss') {
    details.modulusLength = bits;
    details.publicExponent = BigInt(`0x${toBuffer(extra).toString('hex')}`);
    if (hash !== undefined) {
      details.hashAlgorithm = hash;
      details.mgf1HashAlgorithm = mgf1 ?? hash;
      details.saltLength = salt;
    }
  } else if (type === 'dsa') {
    details.modulusLength = bits;
    details.divisorLength = extra;
  } else if (type === 'ec') {
    details.namedCurve = extra;
  }
  return { type, details };
}

// --- Writing -----------------------------------------------------------------

function write(handle, isPrivate, { format, type, cipher, passphrase }) {
  const written = binding.keyWrite(handle, isPrivate, format, type,
                                   cipher ?? undefined, passphrase);
  if (written === undefined) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
  if (written === null) {
    throw opensslError(
      `Failed to encode ${isPrivate ? 'private' : 'public'} key`);
  }
  return format === kPem ? written : toBuffer(written);
}

function exportPublic(handle, keyType, options, object) {
  if (options?.format === 'jwk') return exportJwk(handle, keyType, false);
  return write(handle, false, parseKeyEncoding(options, keyType, true, object));
}

function exportPrivate(handle, keyType, options, object) {
  if (options?.format === 'jwk') {
    if (options.passphrase !== undefined) {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(
        'jwk', 'does not support encryption');
    }
    return exportJwk(handle, keyType, true);
  }
  return write(handle, true, parseKeyEncoding(options, keyType, false, object));
}

// --- Keys as arguments -------------------------------------------------------

function handleOfObject(key, purpose) {
  if (purpose === kCreatePrivate) {
    throw new ERR_INVALID_ARG_TYPE('key', keyTypes(false), key);
  }
  if (key.type !== 'private') {
    if (purpose === kConsumePrivate || purpose === kCreatePublic) {
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
    }
    if (key.type !== 'public') {
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(
        key.type, 'private or public');
    }
  }
  return materialOf(key);
}

function read(isPrivate, format, type, data, passphrase) {
  const handle = binding.keyRead(isPrivate, format, type, data, passphrase);
  if (typeof handle === 'number') {
    throw new ERR_MISSING_PASSPHRASE();
  }
  if (handle === null) {
    throw opensslError(isPrivate ? 'Failed to read private key' :
      'Failed to read asymmetric key', true);
  }
  return handle;
}

// The native key behind whatever stands for one.
function prepareAsymmetricKey(key, purpose) {
  const isPrivate = purpose === kConsumePrivate || purpose === kCreatePrivate;
  if (isCryptoKey(key)) key = keyObjectOf(key);
  if (isKeyObject(key)) return handleOfObject(key, purpose);
  if (isStringOrBuffer(key)) {
    return read(isPrivate, kPem, undefined, getArrayBufferOrView(key, 'key'),
                undefined);
  }
  if (typeof key !== 'object' || key === null) {
    throw new ERR_INVALID_ARG_TYPE(
      'key', keyTypes(purpose !== kCreatePrivate), key);
  }
  const { encoding, format } = key;
  let { key: data } = key;
  if (isCryptoKey(data)) data = keyObjectOf(data);
  if (isKeyObject(data)) return handleOfObject(data, purpose);
  if (format === 'jwk') {
    validateObject(data, 'key.key');
    return importJwk(data, !isPrivate);
  }
  if (!isStringOrBuffer(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'key.key', keyTypes(purpose !== kCreatePrivate), data);
  }
  const bytes = getArrayBufferOrView(data, 'key', encoding);
  const how = parseKeyEncoding(key, undefined, isPrivate ? false : undefined);
  if (how.format === kJwk) {
    throw new ERR_INVALID_ARG_VALUE('options.format', format);
  }
  return read(isPrivate, how.format, how.type, bytes, how.passphrase);
}

function createPublicKey(key) {
  return new PublicKeyObject(prepareAsymmetricKey(key, kCreatePublic));
}

function createPrivateKey(key) {
  return new PrivateKeyObject(prepareAsymmetricKey(key, kCreatePrivate));
}

function keyTypes(allowKeyObject) {
  const types = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string'];
  if (allowKeyObject) types.push('KeyObject', 'CryptoKey');
  return types;
}

function bytesOfKey(key, encoding, allowKeyObject) {
  if (typeof key !== 'string' && !ArrayBufferIsView(key) &&
      !isAnyArrayBuffer(key)) {
    throw new ERR_INVALID_ARG_TYPE('key', keyTypes(allowKeyObject), key);
  }
  return getArrayBufferOrView(key, 'key', encoding);
}

// The bytes of what an operation takes as its secret key: those of a key
// object stay as they are, others may change.
function prepareSecretKey(key, encoding) {
  if (isCryptoKey(key)) key = keyObjectOf(key);
  if (isKeyObject(key)) {
    if (key.type !== 'secret') {
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
    }
    return materialOf(key);
  }
  return bytesOfKey(key, encoding, true);
}

function makeSecretKey(bytes) {
  return new SecretKeyObject(binding.secretBytes(bytes));
}

function createSecretKey(key, encoding) {
  return makeSecretKey(bytesOfKey(key, encoding, false));
}

module.exports = {
  KeyObject,
  PrivateKeyObject,
  PublicKeyObject,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  exportPrivate,
  exportPublic,
  isCryptoKey: (value) => isCryptoKey(value),
  isKeyObject,
  kindOf: (handle) => describe(handle).type,
  makeSecretKey,
  materialOf,
  preparePrivateKey: (key) => prepareAsymmetricKey(key, kConsumePrivate),
  preparePublicOrPrivateKey: (key) =>
    prepareAsymmetricKey(key, kConsumePublic),
  prepareSecretKey,
  registerCryptoKey,
};
