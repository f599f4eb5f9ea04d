// SPDX-License-Identifier: MIT
// SubtleCrypto's keys: generated, imported, exported.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  BigInt,
  BigIntPrototypeToString,
  JSONStringify,
  MathCeil,
  Number,
  Uint8Array,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { makeCryptoKey, slotsOf } = require('internal/crypto/cryptokey');
const { promised } = require('internal/crypto/job');
const keys = require('internal/crypto/keys');
const { randomBytes } = require('internal/crypto/random');
const { normalize, operationError } =
  require('internal/crypto/webcrypto_algorithms');
const { lazyDOMException } = require('internal/util');

const kBlock = {
  __proto__: null,
  'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024,
  'SHA3-256': 1088, 'SHA3-384': 832, 'SHA3-512': 576,
};
const kCurves = {
  __proto__: null,
  'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1',
};

// What each algorithm's keys may be used for: its public half, its private
// one; or its secret.
const kUsages = {
  __proto__: null,
  'RSASSA-PKCS1-v1_5': { kind: 'RSA', public: ['verify'], private: ['sign'] },
  'RSA-PSS': { kind: 'RSA', public: ['verify'], private: ['sign'] },
  'RSA-OAEP': {
    kind: 'RSA', public: ['encrypt', 'wrapKey'],
    private: ['decrypt', 'unwrapKey'],
  },
  'ECDSA': { kind: 'EC', public: ['verify'], private: ['sign'] },
  'ECDH': { kind: 'EC', public: [], private: ['deriveKey', 'deriveBits'] },
  'Ed25519': { kind: 'OKP', public: ['verify'], private: ['sign'] },
  'Ed448': { kind: 'OKP', public: ['verify'], private: ['sign'] },
  'X25519': { kind: 'OKP', public: [], private: ['deriveKey', 'deriveBits'] },
  'X448': { kind: 'OKP', public: [], private: ['deriveKey', 'deriveBits'] },
  'HMAC': { kind: 'oct', secret: ['sign', 'verify'] },
  'AES-KW': { kind: 'oct', secret: ['wrapKey', 'unwrapKey'] },
  'HKDF': { kind: 'raw', secret: ['deriveKey', 'deriveBits'] },
  'PBKDF2': { kind: 'raw', secret: ['deriveKey', 'deriveBits'] },
};
const kCipherUsages = {
  kind: 'oct', secret: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
};

function usagesOf(name) {
  return kUsages[name] ?? kCipherUsages;
}

function dataError(message) {
  return lazyDOMException(message, 'DataError');
}

function familyOf(name) {
  return name.startsWith('AES') ? 'AES' : name;
}

function checkUsages(usages, allowed, name) {
  for (let i = 0; i < usages.length; i++) {
    if (!ArrayPrototypeIncludes(allowed, usages[i])) {
      const family = familyOf(name);
      const article = /^[AEHRX]/.test(family) &&
        !family.startsWith('HKDF') ? 'an' : 'a';
      throw lazyDOMException(`Unsupported key usage for ${article} ${family} key`,
                             'SyntaxError');
    }
  }
}

function pick(usages, allowed) {
  return usages.filter((usage) => ArrayPrototypeIncludes(allowed, usage));
}

// --- Generating --------------------------------------------------------------

function keyLength(algorithm) {
  const { name } = algorithm;
  if (name === 'HMAC') {
    if (algorithm.length === 0) {
      throw lazyDOMException('Zero-length key is not supported',
                             'OperationError');
    }
    return algorithm.length ?? kBlock[algorithm.hash.name];
  }
  if (name === 'ChaCha20-Poly1305') return 256;
  const { length } = algorithm;
  if (length !== 128 && length !== 192 && length !== 256) {
    throw lazyDOMException('AES key length must be 128, 192, or 256 bits',
                           'OperationError');
  }
  return length;
}

function keyAlgorithm(algorithm, length) {
  const { name, hash } = algorithm;
  if (name === 'HMAC') return { name, length, hash };
  return name === 'ChaCha20-Poly1305' ? { name } : { name, length };
}

function generateSecret(algorithm, extractable, usages) {
  checkUsages(usages, usagesOf(algorithm.name).secret, algorithm.name);
  const length = keyLength(algorithm);
  if (usages.length === 0) {
    throw lazyDOMException('Usages cannot be empty when creating a key.',
                           'SyntaxError');
  }
  const bytes = randomBytes(MathCeil(length / 8));
  const keyObject = keys.makeSecretKey(bytes);
  bytes.fill(0);
  return makeCryptoKey(
    keyObject, keyAlgorithm(algorithm, length), usages, extractable);
}

function exponentOf(bytes) {
  return Number(BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`));
}

function checkCurve(algorithm) {
  if (kCurves[algorithm.namedCurve] === undefined) {
    throw lazyDOMException('Unrecognized namedCurve', 'NotSupportedError');
  }
}

function beginPair(algorithm, kind) {
  if (kind === 'RSA') {
    const exponent = exponentOf(algorithm.publicExponent);
    return (id) => binding.keyGenerate(
      'RSA', id, algorithm.modulusLength, exponent, -1);
  }
  if (kind === 'EC') {
    return (id) => binding.keyGenerate(
      'EC', id, 0, 0, 1, kCurves[algorithm.namedCurve]);
  }
  return (id) => binding.keyGenerate(
    algorithm.name.toUpperCase(), id, 0, 0, -1);
}

async function generatePair(algorithm, extractable, usages) {
  const { name } = algorithm;
  const allowed = usagesOf(name);
  checkUsages(usages, [...allowed.public, ...allowed.private], name);
  if (allowed.kind === 'EC') checkCurve(algorithm);
  const privateUsages = pick(usages, allowed.private);
  let handle;
  try {
    handle = await promised('KEYPAIRGENREQUEST',
                            beginPair(algorithm, allowed.kind));
  } catch (err) {
    throw operationError(err);
  }
  if (privateUsages.length === 0) {
    throw lazyDOMException('Usages cannot be empty when creating a key.',
                           'SyntaxError');
  }
  return {
    __proto__: null,
    publicKey: makeCryptoKey(new keys.PublicKeyObject(handle),
                             { ...algorithm },
                             pick(usages, allowed.public), true),
    privateKey: makeCryptoKey(new keys.PrivateKeyObject(handle), algorithm,
                              privateUsages, extractable),
  };
}

async function generateKey(algorithm, extractable, usages) {
  const normal = normalize(algorithm, 'generateKey');
  return usagesOf(normal.name).secret !== undefined ?
    generateSecret(normal, extractable, usages) :
    generatePair(normal, extractable, usages);
}

// --- Importing ---------------------------------------------------------------

function checkJwk(jwk, kty, extractable, usages, use) {
  if (typeof jwk !== 'object' || jwk === null || ArrayIsArray(jwk) ||
      jwk.kty === undefined) {
    throw dataError('Invalid keyData');
  }
  if (jwk.kty !== kty) throw dataError('Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) {
    throw dataError('Invalid JWK "use" Parameter');
  }
  const { key_ops: operations } = jwk;
  if (operations !== undefined) {
    if (!ArrayIsArray(operations)) throw dataError('Invalid JWK "key_ops" Parameter');
    for (let i = 0; i < operations.length; i++) {
      if (operations.indexOf(operations[i]) !== i) {
        throw dataError('Duplicate key operation');
      }
    }
    for (let i = 0; i < usages.length; i++) {
      if (!ArrayPrototypeIncludes(operations, usages[i])) {
        throw dataError('Key operations and usage mismatch');
      }
    }
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) {
    throw dataError('JWK "ext" Parameter and extractable mismatch');
  }
}

const kSignatures = ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'ECDSA', 'Ed25519',
                     'Ed448', 'HMAC'];

function useOf(name) {
  return ArrayPrototypeIncludes(kSignatures, name) ? 'sig' : 'enc';
}

// JWK's name for an algorithm and its parameters, undefined where it has none.
function jwkAlgorithm({ name, hash, length }) {
  if (hash?.name.startsWith('SHA3-')) return undefined;
  const bits = hash?.name.slice(4);
  switch (name) {
    case 'RSASSA-PKCS1-v1_5': return bits === '1' ? 'RS1' : `RS${bits}`;
    case 'RSA-PSS': return bits === '1' ? 'PS1' : `PS${bits}`;
    case 'RSA-OAEP': return bits === '1' ? 'RSA-OAEP' : `RSA-OAEP-${bits}`;
    case 'HMAC': return bits === '1' ? 'HS1' : `HS${bits}`;
    case 'ChaCha20-Poly1305': return 'C20P';
    case 'Ed25519':
    case 'Ed448': return name;
    default:
      return name.startsWith('AES-') ? `A${length}${name.slice(4)}` : undefined;
  }
}

function checkJwkAlgorithm(jwk, algorithm) {
  if (jwk.alg === undefined) return;
  const wanted = jwkAlgorithm(algorithm);
  if (wanted !== undefined && jwk.alg !== wanted &&
      !(jwk.alg === 'EdDSA' && jwk.kty === 'OKP')) {
    throw dataError('JWK "alg" does not match the requested algorithm');
  }
}

function secretLength(algorithm, size) {
  const { name } = algorithm;
  if (name === 'HMAC') {
    const { length } = algorithm;
    if (length === 0) {
      throw dataError('HmacImportParams.length cannot be 0');
    }
    if (size === 0) throw dataError('Zero-length key is not supported');
    if (length !== undefined && MathCeil(length / 8) !== size) {
      throw dataError('Invalid key length');
    }
    return length ?? size * 8;
  }
  const fits = name === 'ChaCha20-Poly1305' ? size === 32 :
    size === 16 || size === 24 || size === 32;
  if (!fits) throw dataError('Invalid key length');
  return size * 8;
}

function importSecret(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const allowed = usagesOf(name);
  checkUsages(usages, allowed.secret, name);
  if (allowed.kind === 'raw') {
    if (extractable) {
      throw lazyDOMException(`${name} keys are not extractable`, 'SyntaxError');
    }
    if (format !== 'raw' && format !== 'raw-secret') {
      throw unsupportedImport(name, format);
    }
    return makeCryptoKey(keys.makeSecretKey(data), { name }, usages, false);
  }
  let bytes = data;
  if (format === 'jwk') {
    checkJwk(data, 'oct', extractable, usages, useOf(name));
    if (typeof data.k !== 'string') throw dataError('Invalid keyData');
    bytes = Buffer.from(data.k, 'base64url');
  } else if (format !== 'raw-secret' &&
             (format !== 'raw' || name === 'ChaCha20-Poly1305' ||
              name === 'AES-OCB')) {
    throw unsupportedImport(name, format);
  }
  const length = secretLength(algorithm, bytes.byteLength);
  const own = keyAlgorithm(algorithm, length);
  if (format === 'jwk') checkJwkAlgorithm(data, own);
  return makeCryptoKey(keys.makeSecretKey(bytes), own, usages, extractable);
}

function unsupportedImport(name, format) {
  return lazyDOMException(
    `Unable to import ${name} using ${format} format`, 'NotSupportedError');
}

function rawPublic(data, { name, namedCurve }, kind) {
  if (kind === 'EC') {
    return binding.keyFromEc(kCurves[namedCurve], data, undefined);
  }
  return binding.keyFromRaw(name, false, data);
}

// The native key and which half it is.
function readKey(format, data, algorithm, extractable, usages, kind) {
  switch (format) {
    case 'spki':
    case 'pkcs8': {
      const options = { key: Buffer.from(data), format: 'der', type: format };
      return format === 'spki' ? keys.createPublicKey(options) :
        keys.createPrivateKey(options);
    }
    case 'jwk': {
      checkJwk(data, kind, extractable, usages, useOf(algorithm.name));
      if (kind === 'OKP' && data.crv !== algorithm.name) {
        throw dataError('JWK "crv" Parameter and algorithm name mismatch');
      }
      if (kind === 'EC' && data.crv !== algorithm.namedCurve) {
        throw dataError('JWK "crv" does not match the requested algorithm');
      }
      checkJwkAlgorithm(data, algorithm);
      const options = { key: data, format: 'jwk' };
      return data.d === undefined ? keys.createPublicKey(options) :
        keys.createPrivateKey(options);
    }
    case 'raw':
    case 'raw-public': {
      if (kind === 'RSA') throw unsupportedImport(algorithm.name, format);
      const handle = rawPublic(data, algorithm, kind);
      if (handle === null) {
        binding.takeErrors();
        throw dataError('Invalid keyData');
      }
      return new keys.PublicKeyObject(handle);
    }
    default:
      throw unsupportedImport(algorithm.name, format);
  }
}

function isPublicFormat(format, data) {
  return format === 'jwk' ? data?.d === undefined : format !== 'pkcs8';
}

function keyTypeOf({ name }, kind) {
  return kind === 'RSA' ? 'rsa' : kind === 'EC' ? 'ec' : name.toLowerCase();
}

// What is said of an RSA key is its own.
function ownAlgorithm(keyObject, algorithm, kind) {
  const details = keyObject.asymmetricKeyDetails;
  if (kind === 'RSA') {
    const hex = BigIntPrototypeToString(details.publicExponent, 16);
      return {
      name: algorithm.name,
      modulusLength: details.modulusLength,
      publicExponent: new Uint8Array(
        Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')),
      hash: algorithm.hash,
    };
  }
  if (kind === 'EC' && kCurves[algorithm.namedCurve] !== details.namedCurve) {
    throw dataError('Named curve mismatch');
  }
  return algorithm;
}

function importPair(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const allowed = usagesOf(name);
  if (allowed.kind === 'EC') checkCurve(algorithm);
  const half = isPublicFormat(format, data) ? allowed.public : allowed.private;
  checkUsages(usages, half, name);
  let keyObject;
  try {
    keyObject =
      readKey(format, data, algorithm, extractable, usages, allowed.kind);
  } catch (err) {
    if (err.name !== 'Error' && err.name !== 'TypeError') throw err;
    throw lazyDOMException('Invalid keyData', { name: 'DataError', cause: err });
  }
  if (keyObject.asymmetricKeyType !== keyTypeOf(algorithm, allowed.kind)) {
    throw dataError('Invalid key type');
  }
  // Points are written whole, however they came.
  if (allowed.kind === 'EC') binding.keyUncompress(keys.materialOf(keyObject));
  return makeCryptoKey(keyObject,
                       ownAlgorithm(keyObject, algorithm, allowed.kind),
                       usages, extractable);
}

function importKey(format, data, algorithm, extractable, usages) {
  const normal = normalize(algorithm, 'importKey');
  const secret = usagesOf(normal.name).secret !== undefined;
  const key = secret ?
    importSecret(format, data, normal, extractable, usages) :
    importPair(format, data, normal, extractable, usages);
  if (key.usages.length === 0 && key.type !== 'public') {
    throw lazyDOMException(
      `Usages cannot be empty when importing a ${key.type} key.`,
      'SyntaxError');
  }
  return key;
}

// For keyObject.toCryptoKey().
function fromKeyObject(keyObject, algorithm, extractable, usages) {
  if (keyObject.type === 'secret') {
    return importKey('raw-secret', keyObject.export(), algorithm, extractable,
                     usages);
  }
  const isPublic = keyObject.type === 'public';
  return importKey(isPublic ? 'spki' : 'pkcs8', keyObject.export({
    format: 'der', type: isPublic ? 'spki' : 'pkcs8',
  }), algorithm, extractable, usages);
}

// --- Exporting ---------------------------------------------------------------

function arrayBuffer(buffer) {
  return new Uint8Array(buffer).buffer;
}

function exportRaw(keyObject, kind) {
  const parts = binding.keyParts(keys.materialOf(keyObject), false);
  return kind === 'EC' ?
    arrayBuffer(Buffer.concat([Buffer.from([4]), parts[1], parts[2]])) :
    arrayBuffer(parts[0]);
}

function exportKey(format, key) {
  const { keyObject, algorithm, usages, extractable } = slotsOf(key);
  if (!extractable) {
    throw lazyDOMException('key is not extractable',
                           'InvalidAccessException');
  }
  const { kind, secret } = usagesOf(algorithm.name);
  const { type } = keyObject;
  if (format === 'jwk') {
    if (kind !== 'raw') {
      const jwk = { key_ops: [...usages], ext: true };
      const alg = jwkAlgorithm(algorithm);
      if (alg !== undefined && kind !== 'EC') jwk.alg = alg;
      return { ...jwk, ...keyObject.export({ format: 'jwk' }) };
    }
  } else if (secret !== undefined) {
    if (kind !== 'raw' && (format === 'raw-secret' || format === 'raw')) {
      return arrayBuffer(keyObject.export());
    }
  } else if ((format === 'spki' && type === 'public') ||
             (format === 'pkcs8' && type === 'private')) {
    return arrayBuffer(keyObject.export({ format: 'der', type: format }));
  } else if (type === 'public' && kind !== 'RSA' &&
             (format === 'raw' || format === 'raw-public')) {
    return exportRaw(keyObject, kind);
  } else if ((format === 'spki' || format === 'pkcs8') ||
             ((format === 'raw' || format === 'raw-public') &&
              kind !== 'RSA')) {
    throw lazyDOMException(
      `Unable to export a ${familyOf(algorithm.name)} ${type} key using ` +
      `${format} format`, 'InvalidAccessError');
  }
  throw lazyDOMException(
    `Unable to export ${algorithm.name} ${type} key using ${format} format`,
    'NotSupportedError');
}

// The bytes of a key on its way into a wrapping.
function serialize(format, key) {
  const exported = exportKey(format, key);
  return format === 'jwk' ? Buffer.from(JSONStringify(exported)) :
    Buffer.from(exported);
}

function getPublicKey(key, usages) {
  const { keyObject, algorithm } = slotsOf(key);
  if (keyObject.type !== 'private') {
    throw lazyDOMException('key must be a private key',
                           keyObject.type === 'secret' ? 'NotSupportedError' :
                             'InvalidAccessError');
  }
  checkUsages(usages, usagesOf(algorithm.name).public, algorithm.name);
  return makeCryptoKey(new keys.PublicKeyObject(keys.materialOf(keyObject)),
                       { ...algorithm }, usages, true);
}

module.exports = {
  exportKey,
  fromKeyObject,
  generateKey,
  getPublicKey,
  importKey,
  keyLength,
  serialize,
};
