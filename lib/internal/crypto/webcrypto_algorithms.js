// SPDX-License-Identifier: MIT
// The algorithms of SubtleCrypto and their parameters: what a program passes
// becomes a plain object of checked and copied members, as Web IDL has it.
'use strict';

const {
  ArrayBufferIsView,
  Number,
  String,
  StringPrototypeToUpperCase,
  TypeError,
} = primordials;

const { copyOf } = require('internal/crypto/util');
const { lazyDOMException } = require('internal/util');
const { isAnyArrayBuffer, isUint8Array } = require('internal/util/types');

const kPrefix = 'Failed to normalize algorithm';

// The dictionary of each algorithm's parameters, by operation. Kinds of
// members: bytes, hash, text, and the largest number. A name ending in ? may
// be left out.
const kBytes = 'bytes';
const kHash = 'hash';
const kText = 'text';
const kBig = 'big';
const kKey = 'key';

const hmac = ['Hmac', { 'hash': kHash, 'length?': 0xffffffff }];
const rsaHashed = ['RsaHashed', { hash: kHash }];
const rsaGen = ['RsaHashed', {
  hash: kHash, modulusLength: 0xffffffff, publicExponent: kBig,
}];
const ec = ['Ec', { namedCurve: kText }];
const aesGen = ['Aes', { length: 0xffff }];
const aead = ['AeadParams', {
  'iv': kBytes, 'tagLength?': 0xff, 'additionalData?': kBytes,
}];
const ecdh = ['EcdhKeyDeriveParams', { public: kKey }];
const none = null;

const kOperations = {
  __proto__: null,
  'digest': {
    'SHA-1': none, 'SHA-256': none, 'SHA-384': none, 'SHA-512': none,
    'SHA3-256': none, 'SHA3-384': none, 'SHA3-512': none,
  },
  'generateKey': {
    'RSASSA-PKCS1-v1_5': rsaGen, 'RSA-PSS': rsaGen, 'RSA-OAEP': rsaGen,
    'ECDSA': ec, 'ECDH': ec, 'Ed25519': none, 'Ed448': none, 'X25519': none,
    'X448': none, 'HMAC': hmac, 'AES-CTR': aesGen, 'AES-CBC': aesGen,
    'AES-GCM': aesGen, 'AES-KW': aesGen, 'AES-OCB': aesGen,
    'ChaCha20-Poly1305': none,
  },
  'importKey': {
    'RSASSA-PKCS1-v1_5': rsaHashed, 'RSA-PSS': rsaHashed,
    'RSA-OAEP': rsaHashed, 'ECDSA': ec, 'ECDH': ec, 'Ed25519': none,
    'Ed448': none, 'X25519': none, 'X448': none, 'HMAC': hmac,
    'AES-CTR': none, 'AES-CBC': none, 'AES-GCM': none, 'AES-KW': none,
    'AES-OCB': none, 'ChaCha20-Poly1305': none, 'HKDF': none, 'PBKDF2': none,
  },
  'sign': {
    'RSASSA-PKCS1-v1_5': none, 'ECDSA': ['EcdsaParams', { hash: kHash }],
    'RSA-PSS': ['RsaPssParams', { saltLength: 0xffffffff }], 'HMAC': none,
    'Ed25519': none, 'Ed448': ['ContextParams', { 'context?': kBytes }],
  },
  'encrypt': {
    'RSA-OAEP': ['RsaOaepParams', { 'label?': kBytes }],
    'AES-CBC': ['AesCbcParams', { iv: kBytes }],
    'AES-CTR': ['AesCtrParams', { counter: kBytes, length: 0xff }],
    'AES-GCM': aead, 'AES-OCB': aead, 'ChaCha20-Poly1305': aead,
  },
  'deriveBits': {
    'ECDH': ecdh, 'X25519': ecdh, 'X448': ecdh,
    'HKDF': ['HkdfParams', { hash: kHash, salt: kBytes, info: kBytes }],
    'PBKDF2': ['Pbkdf2Params', {
      hash: kHash, salt: kBytes, iterations: 0xffffffff,
    }],
  },
  'wrapKey': { 'AES-KW': none },
  'get key length': {
    'AES-CTR': aesGen, 'AES-CBC': aesGen, 'AES-GCM': aesGen,
    'AES-KW': aesGen, 'AES-OCB': aesGen, 'HMAC': hmac, 'HKDF': none,
    'PBKDF2': none, 'ChaCha20-Poly1305': none,
  },
};
kOperations.verify = kOperations.sign;
kOperations.decrypt = kOperations.encrypt;
kOperations.unwrapKey = kOperations.wrapKey;

const canonical = { __proto__: null };
for (const operation in kOperations) {
  for (const name in kOperations[operation]) {
    canonical[StringPrototypeToUpperCase(name)] = name;
  }
}

function isBytes(value) {
  return isAnyArrayBuffer(value) || ArrayBufferIsView(value);
}

function coded(code, message) {
  const error = new TypeError(message);
  error.code = code;
  return error;
}

function notBytes(name, dictionary) {
  return coded(
    'ERR_INVALID_ARG_TYPE',
    `${kPrefix}: '${name}' of '${dictionary}' (passed algorithm) is not ` +
    'instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
}

function member(value, kind, name, dictionary) {
  switch (kind) {
    case kBytes:
      if (!isBytes(value)) throw notBytes(name, dictionary);
      return copyOf(value);
    case kHash:
      return normalize(value, 'digest');
    case kText:
      return String(value);
    case kBig:
      if (!isUint8Array(value)) throw notBytes(name, dictionary);
      return copyOf(value);
    case kKey:
      if (!require('internal/crypto/keys').isCryptoKey(value)) {
        throw coded('ERR_INVALID_ARG_TYPE',
                    `${kPrefix}: '${name}' of '${dictionary}' (passed ` +
                    'algorithm) is not of type CryptoKey.');
      }
      return value;
    default: {
      const number = Number(value);
      if (!(number >= 0 && number <= kind)) {
        throw coded('ERR_INVALID_ARG_TYPE',
                    `${kPrefix}: '${name}' of '${dictionary}' (passed ` +
                    `algorithm) is outside the expected range of 0 to ${kind}.`);
      }
      return number >>> 0;
    }
  }
}

const kNames = {
  __proto__: null,
  generateKey: 'KeyGenParams', importKey: 'ImportParams',
};

function dictionaryName(name, operation) {
  if (operation === 'get key length' && name === 'Aes') {
    return 'AesDerivedKeyParams';
  }
  if (name === 'Hmac') {
    return operation === 'generateKey' ? 'HmacKeyGenParams' :
      'HmacImportParams';
  }
  if (name === 'Ec') {
    return operation === 'generateKey' ? 'EcKeyGenParams' :
      'EcKeyImportParams';
  }
  if (name === 'RsaHashed' && operation === 'generateKey') {
    return 'RsaHashedKeyGenParams';
  }
  return kNames[operation] !== undefined ? `${name}${kNames[operation]}` : name;
}

// { name, ...members } of what was passed for the operation.
function normalize(algorithm, operation) {
  if (typeof algorithm === 'string') algorithm = { name: algorithm };
  if ((typeof algorithm !== 'object' && typeof algorithm !== 'function') ||
      algorithm === null) {
    throw coded('ERR_INVALID_ARG_TYPE',
                `${kPrefix}: passed algorithm can not be converted to ` +
                "'Algorithm'.");
  }
  if (algorithm.name === undefined) {
    throw coded('ERR_MISSING_OPTION',
                `${kPrefix}: passed algorithm can not be converted to ` +
                "'Algorithm' because 'name' is required in 'Algorithm'.");
  }
  const name = canonical[StringPrototypeToUpperCase(String(algorithm.name))];
  const known = name === undefined ? undefined : kOperations[operation][name];
  if (known === undefined) {
    throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');
  }
  const result = { name };
  if (known === none) return result;
  const dictionary = dictionaryName(known[0], operation);
  for (const key in known[1]) {
    const optional = key[key.length - 1] === '?';
    const plain = optional ? key.slice(0, -1) : key;
    const value = algorithm[plain];
    if (value !== undefined) {
      result[plain] = member(value, known[1][key], plain, dictionary);
    } else if (!optional) {
      throw coded('ERR_MISSING_OPTION',
                  `${kPrefix}: passed algorithm can not be converted to ` +
                  `'${dictionary}' because '${plain}' is required in ` +
                  `'${dictionary}'.`);
    }
  }
  return result;
}

function isSupported(operation, algorithm) {
  try {
    normalize(algorithm, operation);
    return true;
  } catch {
    return false;
  }
}

// The name that OpenSSL has for a normalized hash.
const kDigests = {
  __proto__: null,
  'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384',
  'SHA-512': 'sha512', 'SHA3-256': 'sha3-256', 'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

// What failed for a reason that is OpenSSL's.
function operationError(cause) {
  const error = lazyDOMException(
    'The operation failed for an operation-specific reason',
    { name: 'OperationError', cause });
  return error;
}

module.exports = {
  digestName: (hash) => kDigests[hash.name],
  isBytes,
  isSupported,
  normalize,
  operationError,
};
