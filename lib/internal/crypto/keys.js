// SPDX-License-Identifier: MIT
// KeyObject. A secret key's bytes lie in memory of its own, which is wiped
// before it is freed.
'use strict';

const {
  ArrayBufferIsView,
  ObjectDefineProperties,
  ObjectDefineProperty,
  SymbolToStringTag,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { getArrayBufferOrView, kByteTypes } = require('internal/crypto/util');
const { kEnumerableProperty } = require('internal/util');
const {
  codes: {
    ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

// Whoever has these can look inside of a key.
let materialOf;
let isKeyObject;

class KeyObject {
  #type;
  #material;  // a secret key's bytes

  constructor(type, material) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (material === undefined || !ArrayBufferIsView(material)) {
      throw new ERR_INVALID_ARG_TYPE('handle', 'object', material);
    }
    this.#type = type;
    this.#material = material;
  }

  get type() {
    if (!isKeyObject(this)) throw new ERR_INVALID_THIS('KeyObject');
    return this.#type;
  }

  equals(other) {
    if (!isKeyObject(other)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    }
    if (other.type !== this.#type) return false;
    const mine = this.#material;
    const others = materialOf(other);
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
ObjectDefineProperty(SecretKeyObject.prototype, 'constructor', {
  __proto__: null, configurable: true, value: SecretKeyObject, writable: true,
});

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
  createSecretKey,
  isCryptoKey: () => false,
  isKeyObject,
  makeSecretKey,
  prepareSecretKey,
};
