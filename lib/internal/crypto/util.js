// SPDX-License-Identifier: MIT
// What the parts of node:crypto share: arguments that are bytes in one of
// several forms, digests by name, results in an encoding.
'use strict';

const {
  ArrayBufferIsView,
  StringPrototypeToLowerCase,
  TypedArrayPrototypeSlice,
  Uint8Array,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const { normalizeEncoding } = require('internal/util');
const {
  codes: { ERR_CRYPTO_INVALID_DIGEST, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateEncoding, validateString } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

const kByteTypes = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
const kByteOrTextTypes =
  ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

// A string in its encoding or anything that holds bytes, as something that the
// binding takes.
function getArrayBufferOrView(value, name, encoding) {
  if (typeof value === 'string') {
    if (encoding === 'buffer' || encoding === undefined) encoding = 'utf8';
    return Buffer.from(value, encoding);
  }
  if (isAnyArrayBuffer(value) || ArrayBufferIsView(value)) return value;
  throw new ERR_INVALID_ARG_TYPE(name, kByteOrTextTypes, value);
}

function validateByteSource(value, name) {
  if (!isAnyArrayBuffer(value) && !ArrayBufferIsView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, kByteOrTextTypes, value);
  }
  return value;
}

// Text of update(): in UTF-8 as it is, in another encoding as bytes.
function textOrBytes(data, encoding) {
  if (encoding === undefined || encoding === 'utf8' || encoding === null ||
      encoding === 'buffer') {
    return data;
  }
  validateEncoding(data, encoding);
  const normal = normalizeEncoding(encoding);
  return normal === undefined || normal === 'utf8' ? data :
    Buffer.from(data, normal);
}

// --- Digests -----------------------------------------------------------------

const digests = { __proto__: null };
const { hashFacts } = binding;
let started = false;

// { id, size, xof } of a name, undefined when there is no such digest.
function findDigest(name) {
  const known = digests[name];
  if (known !== undefined) return known;
  if (!started) {
    started = true;
    binding.hashStart();
  }
  const id = binding.hashLookup(name);
  if (id < 0) return undefined;
  return digests[name] = {
    id, size: hashFacts[0], xof: hashFacts[1] !== 0,
    shake: /^shake-?(128|256)$/i.test(name),
  };
}

function getDigest(name) {
  const digest = findDigest(name);
  if (digest === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(name);
  return digest;
}

let hashNames;

function getHashes() {
  hashNames ??= binding.hashNames();
  return hashNames.slice();
}

// --- Results -----------------------------------------------------------------

const kEncodings = {
  __proto__: null, hex: 1, base64: 2, base64url: 3, latin1: 4, binary: 4,
};

// Fills in what the binding knows to write itself: its number for an encoding,
// or a buffer. `toText` is left for the others.
function outputFor(encoding, size) {
  return kEncodings[encoding] ?? new FastBuffer(size);
}

function outputText(output, encoding) {
  if (typeof output === 'string') return output;
  if (encoding === undefined || encoding === 'buffer') return output;
  const normal = normalizeEncoding(encoding);
  return normal === undefined ? output : output.toString(normal);
}

// The binding's Uint8Array as a Buffer over the same memory.
function toBuffer(bytes) {
  return new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// One's own copy of the bytes.
function copyOf(data) {
  if (isAnyArrayBuffer(data)) return new Uint8Array(data).slice();
  return TypedArrayPrototypeSlice(
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function encode(buffer, encoding) {
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function lowerCaseName(value, name) {
  validateString(value, name);
  return StringPrototypeToLowerCase(value);
}

module.exports = {
  copyOf,
  encode,
  findDigest,
  getArrayBufferOrView,
  getDigest,
  getHashes,
  kByteOrTextTypes,
  kByteTypes,
  lowerCaseName,
  outputFor,
  outputText,
  textOrBytes,
  toBuffer,
  validateByteSource,
};
