// SPDX-License-Identifier: MIT
// The options that say how a key is written: format, type, cipher and
// passphrase, checked as Node checks them.
'use strict';

const { ArrayBufferIsView } = primordials;

const { getArrayBufferOrView } = require('internal/crypto/util');
const {
  codes: { ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

// As the binding numbers them.
const kPem = 1;
const kDer = 2;
const kJwk = 3;
const kPkcs1 = 1;
const kPkcs8 = 2;
const kSpki = 3;
const kSec1 = 4;

function isStringOrBuffer(value) {
  return typeof value === 'string' || ArrayBufferIsView(value) ||
    isAnyArrayBuffer(value);
}

function optionName(name, object) {
  return object === undefined ? `options.${name}` : `options.${object}.${name}`;
}

function parseFormat(format, initial, name) {
  if (format === undefined && initial !== undefined) return initial;
  if (format === 'pem') return kPem;
  if (format === 'der') return kDer;
  if (format === 'jwk') return kJwk;
  throw new ERR_INVALID_ARG_VALUE(name, format);
}

function onlyFor(type, keyType, wanted, label) {
  if (keyType !== undefined && keyType !== wanted) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(
      type, `can only be used for ${label} keys`);
  }
}

// `isPublic` undefined: either kind.
function parseType(type, required, keyType, isPublic, name) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    onlyFor(type, keyType, 'rsa', 'RSA');
    return kPkcs1;
  }
  if (type === 'spki' && isPublic !== false) return kSpki;
  if (type === 'pkcs8' && isPublic !== true) return kPkcs8;
  if (type === 'sec1' && isPublic !== true) {
    onlyFor(type, keyType, 'ec', 'EC');
    return kSec1;
  }
  throw new ERR_INVALID_ARG_VALUE(name, type);
}

// Reading knows no keyType, writing does.
function parseKeyEncoding(options, keyType, isPublic, object) {
  validateObject(options, 'options');
  const reading = keyType === undefined;
  const format = parseFormat(options.format, reading ? kPem : undefined,
                             optionName('format', object));
  const required = (!reading || format === kDer) && format !== kJwk;
  const type = parseType(options.type, required, keyType, isPublic,
                         optionName('type', object));
  if (isPublic === true) return { format, type };
  const { cipher, encoding } = options;
  let { passphrase } = options;
  if (!reading) checkCipher(cipher, passphrase, format, type, object);
  const needed = reading ? passphrase !== undefined :
    cipher !== undefined && cipher !== null;
  if (needed && !isStringOrBuffer(passphrase)) {
    throw new ERR_INVALID_ARG_VALUE(
      optionName('passphrase', object), passphrase);
  }
  if (passphrase !== undefined) {
    passphrase = getArrayBufferOrView(passphrase, 'key.passphrase', encoding);
  }
  return { format, type, cipher, passphrase };
}

function checkCipher(cipher, passphrase, format, type, object) {
  if (cipher === undefined || cipher === null) {
    if (passphrase !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(optionName('cipher', object), cipher);
    }
    return;
  }
  if (typeof cipher !== 'string') {
    throw new ERR_INVALID_ARG_VALUE(optionName('cipher', object), cipher);
  }
  if (format === kDer && (type === kPkcs1 || type === kSec1)) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(
      type === kPkcs1 ? 'pkcs1' : 'sec1', 'does not support encryption');
  }
}

module.exports = {
  isStringOrBuffer,
  kJwk,
  kPem,
  parseKeyEncoding,
};
