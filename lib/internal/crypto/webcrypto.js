// SPDX-License-Identifier: MIT
// The Web's `crypto` and `crypto.subtle`: arguments in, promises out.
'use strict';

const {
  ArrayFrom,
  ArrayPrototypeIncludes,
  Boolean,
  JSONParse,
  ObjectDefineProperties,
  ReflectConstruct,
  String,
  SymbolToStringTag,
  TypeError,
  Uint8Array,
} = primordials;

const { Buffer } = require('buffer');
const random = require('internal/crypto/random');
const { copyOf } = require('internal/crypto/util');
const { kEnumerableProperty, lazyDOMException } = require('internal/util');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');

const kFormats = ['raw', 'raw-public', 'raw-secret', 'raw-seed', 'spki',
                  'pkcs8', 'jwk'];
const kUsages = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey',
                 'deriveBits', 'wrapKey', 'unwrapKey', 'encapsulateKey',
                 'encapsulateBits', 'decapsulateKey', 'decapsulateBits'];
const kOrdinals = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

const algorithms = () => require('internal/crypto/webcrypto_algorithms');
const keys = () => require('internal/crypto/webcrypto_keys');
const operations = () => require('internal/crypto/webcrypto_operations');
const cryptoKeys = () => require('internal/crypto/cryptokey');

function coded(message, code) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

function failure(method, text, Class = 'SubtleCrypto') {
  return `Failed to execute '${method}' on '${Class}': ${text}`;
}

function need(args, count, method, Class) {
  if (args.length >= count) return;
  throw coded(failure(
    method, `${count} argument${count === 1 ? '' : 's'} required, but only ` +
    `${args.length} present.`, Class), 'ERR_MISSING_ARGS');
}

// --- Arguments, each with its place ------------------------------------------

function bytes(value, method, place) {
  if (!algorithms().isBytes(value)) {
    throw coded(failure(method, `${kOrdinals[place]} argument is not ` +
      'instance of ArrayBuffer, Buffer, TypedArray, or DataView.'),
                'ERR_INVALID_ARG_TYPE');
  }
  return copyOf(value);
}

function cryptoKey(value, method, place) {
  if (!cryptoKeys().isCryptoKey(value)) {
    throw coded(failure(method, `${kOrdinals[place]} argument is not of type ` +
                        'CryptoKey.'), 'ERR_INVALID_ARG_TYPE');
  }
  return value;
}

function oneOf(value, list, type, method, place) {
  const text = String(value);
  if (!ArrayPrototypeIncludes(list, text)) {
    throw coded(failure(method, `${kOrdinals[place]} argument value '${text}' ` +
      `is not a valid enum value of type ${type}.`), 'ERR_INVALID_ARG_VALUE');
  }
  return text;
}

function usageList(value, method, place) {
  if ((typeof value !== 'object' && typeof value !== 'function') ||
      value === null) {
    throw coded(failure(method, `${kOrdinals[place]} argument can not be ` +
                        'converted to sequence.'), 'ERR_INVALID_ARG_TYPE');
  }
  const list = ArrayFrom(value);
  for (let i = 0; i < list.length; i++) {
    list[i] = oneOf(list[i], kUsages, 'KeyUsage', method, place);
  }
  return list;
}

function format(value, method, place) {
  return oneOf(value, kFormats, 'KeyFormat', method, place);
}

function bits(value) {
  return value === undefined || value === null ? null : +value >>> 0;
}

function allows(key, name, usage) {
  const { algorithm, usages } = cryptoKeys().slotsOf(key);
  if (algorithm.name !== name || !ArrayPrototypeIncludes(usages, usage)) {
    throw lazyDOMException(
      'The requested operation is not valid for the provided key',
      'InvalidAccessError');
  }
}

function arrayBuffer(buffer) {
  return copyOf(buffer).buffer;
}

function run(encrypt, args, method) {
  need(args, 3, method);
  const key = cryptoKey(args[1], method, 1);
  const data = bytes(args[2], method, 2);
  const algorithm = algorithms().normalize(args[0], method);
  allows(key, algorithm.name, method);
  return arrayBuffer(
    operations().cipher(encrypt, algorithm, key, data, method));
}

// An algorithm for wrapping is one of its own or one for encrypting.
function wrapping(algorithm, own, other) {
  const { isSupported, normalize } = algorithms();
  return normalize(algorithm, isSupported(own, algorithm) ? own : other);
}

function check(self) {
  if (self !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
}

class SubtleCrypto {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async digest(algorithm, data) {
    check(this);
    need(arguments, 2, 'digest');
    data = bytes(data, 'digest', 1);
    return operations().digest(
      algorithms().normalize(algorithm, 'digest'), data);
  }

  async encrypt(algorithm, key, data) {
    check(this);
    return run(true, arguments, 'encrypt');
  }

  async decrypt(algorithm, key, data) {
    check(this);
    return run(false, arguments, 'decrypt');
  }

  async sign(algorithm, key, data) {
    check(this);
    need(arguments, 3, 'sign');
    key = cryptoKey(key, 'sign', 1);
    data = bytes(data, 'sign', 2);
    return operations().signature(
      algorithms().normalize(algorithm, 'sign'), key, data, undefined);
  }

  async verify(algorithm, key, signature, data) {
    check(this);
    need(arguments, 4, 'verify');
    key = cryptoKey(key, 'verify', 1);
    signature = bytes(signature, 'verify', 2);
    data = bytes(data, 'verify', 3);
    return operations().signature(
      algorithms().normalize(algorithm, 'verify'), key, data, signature);
  }

  async generateKey(algorithm, extractable, keyUsages) {
    check(this);
    need(arguments, 3, 'generateKey');
    return keys().generateKey(algorithm, Boolean(extractable),
                              usageList(keyUsages, 'generateKey', 2));
  }

  async importKey(keyFormat, keyData, algorithm, extractable, keyUsages) {
    check(this);
    need(arguments, 4, 'importKey');
    keyFormat = format(keyFormat, 'importKey', 0);
    if (keyFormat !== 'jwk') {
      keyData = bytes(keyData, 'importKey', 1);
    } else if (algorithms().isBytes(keyData)) {
      throw coded(failure('importKey', '2nd argument can not be converted ' +
                          'to a dictionary.'), 'ERR_INVALID_ARG_TYPE');
    }
    return keys().importKey(keyFormat, keyData, algorithm, Boolean(extractable),
                            usageList(keyUsages, 'importKey', 4));
  }

  async exportKey(keyFormat, key) {
    check(this);
    need(arguments, 2, 'exportKey');
    keyFormat = format(keyFormat, 'exportKey', 0);
    return keys().exportKey(keyFormat, cryptoKey(key, 'exportKey', 1));
  }

  async deriveBits(algorithm, baseKey, length = null) {
    check(this);
    need(arguments, 2, 'deriveBits');
    baseKey = cryptoKey(baseKey, 'deriveBits', 1);
    length = bits(length);
    const normal = algorithms().normalize(algorithm, 'deriveBits');
    usable(baseKey, normal.name, 'deriveBits');
    return operations().deriveBits(normal, baseKey, length);
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    check(this);
    need(arguments, 5, 'deriveKey');
    baseKey = cryptoKey(baseKey, 'deriveKey', 1);
    const usages = usageList(keyUsages, 'deriveKey', 4);
    const { normalize } = algorithms();
    const normal = normalize(algorithm, 'deriveBits');
    normalize(derivedKeyType, 'importKey');
    const wanted = normalize(derivedKeyType, 'get key length');
    usable(baseKey, normal.name, 'deriveKey');
    const { name } = wanted;
    const length =
      name === 'HKDF' || name === 'PBKDF2' ? null : keys().keyLength(wanted);
    const secret = await operations().deriveBits(normal, baseKey, length);
    return keys().importKey('raw-secret', new Uint8Array(secret),
                            derivedKeyType, Boolean(extractable), usages);
  }

  async wrapKey(keyFormat, key, wrappingKey, algorithm) {
    check(this);
    need(arguments, 4, 'wrapKey');
    keyFormat = format(keyFormat, 'wrapKey', 0);
    key = cryptoKey(key, 'wrapKey', 1);
    wrappingKey = cryptoKey(wrappingKey, 'wrapKey', 2);
    const normal = wrapping(algorithm, 'wrapKey', 'encrypt');
    usable(wrappingKey, normal.name, 'wrapKey');
    let data = keys().serialize(keyFormat, key);
    if (normal.name === 'AES-KW' && keyFormat === 'jwk' &&
        data.length % 8 !== 0) {
      const filled = Buffer.alloc(data.length + 8 - data.length % 8, ' ');
      data.copy(filled);  // white space, which JSON may end in
      data = filled;
    }
    return arrayBuffer(
      operations().cipher(true, normal, wrappingKey, data, 'wrapKey'));
  }

  async unwrapKey(keyFormat, wrappedKey, unwrappingKey, unwrapAlgorithm,
                  unwrappedKeyAlgorithm, extractable, keyUsages) {
    check(this);
    need(arguments, 7, 'unwrapKey');
    keyFormat = format(keyFormat, 'unwrapKey', 0);
    wrappedKey = bytes(wrappedKey, 'unwrapKey', 1);
    unwrappingKey = cryptoKey(unwrappingKey, 'unwrapKey', 2);
    const usages = usageList(keyUsages, 'unwrapKey', 6);
    const normal = wrapping(unwrapAlgorithm, 'unwrapKey', 'decrypt');
    algorithms().normalize(unwrappedKeyAlgorithm, 'importKey');
    usable(unwrappingKey, normal.name, 'unwrapKey');
    let data = operations().cipher(
      false, normal, unwrappingKey, wrappedKey, 'unwrapKey');
    if (keyFormat === 'jwk') {
      try {
        data = JSONParse(data.toString());
      } catch {
        throw lazyDOMException('Invalid wrapped JWK key', 'DataError');
      }
    }
    return keys().importKey(keyFormat, data, unwrappedKeyAlgorithm,
                            Boolean(extractable), usages);
  }

  async getPublicKey(key, keyUsages) {
    check(this);
    need(arguments, 2, 'getPublicKey');
    key = cryptoKey(key, 'getPublicKey', 0);
    return keys().getPublicKey(key, usageList(keyUsages, 'getPublicKey', 1));
  }
}

function usable(key, name, usage) {
  const { algorithm, usages } = cryptoKeys().slotsOf(key);
  if (algorithm.name !== name) {
    throw lazyDOMException('Key algorithm mismatch', 'InvalidAccessError');
  }
  if (!ArrayPrototypeIncludes(usages, usage)) {
    throw lazyDOMException(`baseKey does not have ${usage} usage`,
                           'InvalidAccessError');
  }
}

class Crypto {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return subtle;
  }

  getRandomValues(array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    need(arguments, 1, 'getRandomValues', 'Crypto');
    return random.getRandomValues(array);
  }

  randomUUID() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return random.randomUUID();
  }
}

function expose(Class, names) {
  const members = {
    [SymbolToStringTag]: {
      __proto__: null, configurable: true, value: Class.name, writable: false,
    },
  };
  for (let i = 0; i < names.length; i++) members[names[i]] = kEnumerableProperty;
  ObjectDefineProperties(Class.prototype, members);
  return ReflectConstruct(function() {}, [], Class);
}

const crypto = expose(Crypto, ['subtle', 'getRandomValues', 'randomUUID']);
const subtle = expose(SubtleCrypto, [
  'encrypt', 'decrypt', 'sign', 'verify', 'digest', 'generateKey', 'deriveKey',
  'deriveBits', 'importKey', 'exportKey', 'wrapKey', 'unwrapKey',
  'getPublicKey',
]);

module.exports = { Crypto, SubtleCrypto, crypto };
