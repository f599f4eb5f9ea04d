// SPDX-License-Identifier: MIT
// Asymmetric keys as JSON Web Keys (RFC 7517, 7518, 8037).
'use strict';

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INVALID_JWK,
    ERR_CRYPTO_JWK_UNSUPPORTED_CURVE,
    ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE,
  },
} = require('internal/errors');
const { validateObject, validateOneOf, validateString } =
  require('internal/validators');

// Bytes of a coordinate, and OpenSSL's name, of each curve that JWK names.
const kCurves = {
  __proto__: null,
  'P-256': { name: 'prime256v1', size: 32 },
  'P-384': { name: 'secp384r1', size: 48 },
  'P-521': { name: 'secp521r1', size: 66 },
  'secp256k1': { name: 'secp256k1', size: 32 },
};
const kJwkCurves = {
  __proto__: null,
  prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521',
  secp256k1: 'secp256k1',
};
const kOkp = {
  __proto__: null,
  Ed25519: 32, Ed448: 57, X25519: 32, X448: 56,
};
const kOkpCurves = {
  __proto__: null,
  ed25519: 'Ed25519', ed448: 'Ed448', x25519: 'X25519', x448: 'X448',
};
const kRsaParts = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

function text(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('base64url');
}

function exportJwk(handle, keyType, isPrivate) {
  const parts = binding.keyParts(handle, isPrivate);
  if (keyType === 'rsa') {
    const jwk = { kty: 'RSA' };
    for (let i = 0; i < parts.length; i++) jwk[kRsaParts[i]] = text(parts[i]);
    return jwk;
  }
  if (keyType === 'ec') {
    const crv = kJwkCurves[parts[0]];
    if (crv === undefined) {
      throw new ERR_CRYPTO_JWK_UNSUPPORTED_CURVE(parts[0]);
    }
    const jwk = { kty: 'EC', x: text(parts[1]), y: text(parts[2]), crv };
    if (isPrivate) jwk.d = text(parts[3]);
    return jwk;
  }
  const crv = kOkpCurves[keyType];
  if (crv === undefined) throw new ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE();
  const jwk = { crv, x: text(parts[0]), kty: 'OKP' };
  if (isPrivate) jwk.d = text(parts[1]);
  return jwk;
}

function member(jwk, name) {
  validateString(jwk[name], `key.${name}`);
  return Buffer.from(jwk[name], 'base64');
}

function checked(handle) {
  if (handle === null) {
    binding.takeErrors();
    throw new ERR_CRYPTO_INVALID_JWK();
  }
  return handle;
}

function importOkp(jwk, isPublic) {
  validateString(jwk.crv, 'key.crv');
  validateOneOf(jwk.crv, 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
  const x = member(jwk, 'x');
  const bytes = isPublic ? x : member(jwk, 'd');
  if (bytes.byteLength !== kOkp[jwk.crv]) throw new ERR_CRYPTO_INVALID_JWK();
  return checked(binding.keyFromRaw(jwk.crv, !isPublic, bytes));
}

function importEc(jwk, isPublic) {
  validateString(jwk.crv, 'key.crv');
  validateOneOf(jwk.crv, 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
  const x = member(jwk, 'x');
  const y = member(jwk, 'y');
  const d = isPublic ? undefined : member(jwk, 'd');
  const { name, size } = kCurves[jwk.crv];
  if (x.length > size || y.length > size) throw new ERR_CRYPTO_INVALID_JWK();
  const point = Buffer.alloc(1 + 2 * size);
  point[0] = 4;
  x.copy(point, 1 + size - x.length);
  y.copy(point, 1 + 2 * size - y.length);
  return checked(binding.keyFromEc(name, point, d));
}

function importRsa(jwk, isPublic) {
  const parts = [];
  const n = isPublic ? 2 : kRsaParts.length;
  for (let i = 0; i < n; i++) parts.push(member(jwk, kRsaParts[i]));
  return checked(binding.keyFromRsa(...parts));
}

// The native key of a JWK, whose private part is read unless `isPublic`.
function importJwk(jwk, isPublic) {
  validateObject(jwk, 'key');
  validateOneOf(jwk.kty, 'key.kty', ['RSA', 'EC', 'OKP']);
  if (jwk.kty === 'OKP') return importOkp(jwk, isPublic);
  return jwk.kty === 'EC' ? importEc(jwk, isPublic) : importRsa(jwk, isPublic);
}

module.exports = { exportJwk, importJwk };
