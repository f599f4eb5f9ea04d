// SPDX-License-Identifier: MIT
// The encodings that Buffers know, and the strings that were lately made of
// short runs of bytes.
'use strict';

const {
  Array,
  MathFloor,
  StringPrototypeCharCodeAt,
} = primordials;

const binding = internalBinding('buffer');
const { codes: { ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { normalizeEncoding } = require('internal/util');

// --- Strings made lately ----------------------------------------------------

// Making a short string costs more than finding out that the same bytes were
// made one before, which in keys, names and tokens they mostly were. C tells
// the slot by the bytes. Where this does not help, it stays off for a while.
const kRecentBytes = 30;
const kRecentMisses = 64;
const kRecentPause = 4096;
const recentStrings = new Array(512);
let recentMisses = 0;
let recentPause = 0;

function recentString(buf, start, end, ops) {
  if (recentPause > 0) {
    recentPause--;
    return ops.slice(buf, start, end);
  }
  const slot = binding.recent(buf, start, end, ops.kind);
  if (slot >= 0) {
    recentMisses = 0;
    return recentStrings[slot] ?? ops.slice(buf, start, end);
  }
  if (++recentMisses === kRecentMisses) {
    recentMisses = 0;
    recentPause = kRecentPause;
  }
  recentStrings[~slot] = undefined;
  return (recentStrings[~slot] = ops.slice(buf, start, end));
}

// --- Encodings -------------------------------------------------------------

// How each encoding is cut from and written to bytes, how many bytes a string
// takes (for `atMost`, a bound that is quick to know), and in what steps its
// text is searched for.
let kinds = 0;

function encoding(slice, write, byteLength, atMost = byteLength, step = 1) {
  return { kind: ++kinds, slice, write, byteLength, atMost, step };
}

const lengthOf = (string) => string.length;

function base64ByteLength(string) {
  let bytes = string.length;
  if (StringPrototypeCharCodeAt(string, bytes - 1) === 0x3D) {
    bytes--;
  }
  if (bytes > 1 && StringPrototypeCharCodeAt(string, bytes - 1) === 0x3D) {
    bytes--;
  }
  return MathFloor(bytes * 3 / 4);
}

const utf8 = encoding(binding.utf8Slice, binding.utf8Write,
                      binding.byteLengthUtf8, (string) => string.length * 3);
const latin1 = encoding(binding.latin1Slice, binding.latin1Write,
                        lengthOf);
const encodings = {
  __proto__: null,
  utf8,
  latin1,
  ascii: encoding(binding.asciiSlice, binding.latin1Write, lengthOf),
  utf16le: encoding(binding.ucs2Slice, binding.ucs2Write,
                    (string) => string.length * 2, undefined, 2),
  hex: encoding(binding.hexSlice, binding.hexWrite,
                (string) => string.length >>> 1),
  base64: encoding(binding.base64Slice, binding.base64Write,
                   base64ByteLength),
  base64url: encoding(binding.base64urlSlice,
                      binding.base64Write, base64ByteLength),
};

// Every spelling that programs use, so that one look-up is enough.
encodings['utf-8'] = utf8;
encodings.binary = latin1;
encodings.ucs2 = encodings['ucs-2'] = encodings['utf-16le'] =
  encodings.utf16le;

function getEncodingOps(name) {
  const ops = encodings[name];
  if (ops !== undefined || name === '') {
    return ops;
  }
  const normal = normalizeEncoding(`${name}`);
  return normal === undefined ? undefined : encodings[normal];
}

function knownEncodingOps(name) {
  const ops = getEncodingOps(name);
  if (ops === undefined) {
    throw new ERR_UNKNOWN_ENCODING(name);
  }
  return ops;
}

module.exports = {
  encodings,
  getEncodingOps,
  kRecentBytes,
  knownEncodingOps,
  recentString,
  utf8,
};
