'use strict';
// SPDX-License-Identifier: MIT
//
// node:zlib: compression by zlib, Brotli and Zstandard. The classes are in
// internal/zlib/classes, the functions on whole buffers in internal/zlib/whole.

const {
  ArrayBufferIsView, ObjectDefineProperty, ObjectFreeze, ObjectKeys,
  StringPrototypeStartsWith,
} = primordials;

const binding = internalBinding('zlib');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateUint32 } = require('internal/validators');
const classes = require('internal/zlib/classes');
const constants = require('internal/zlib/constants');
const { whole, wholeSync } = require('internal/zlib/whole');

const {
  BrotliCompress, BrotliDecompress, Deflate, DeflateRaw, Gunzip, Gzip, Inflate,
  InflateRaw, Unzip, ZstdCompress, ZstdDecompress,
} = classes;

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBufferIsView(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return binding.crc32(data, value);
}

function functionOf(Class, mode) {
  return function asyncBufferWrapper(buffer, options, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    whole(Class, mode, buffer, options, callback);
  };
}

function syncFunctionOf(Class, mode) {
  return function syncBufferWrapper(buffer, options) {
    return wholeSync(Class, mode, buffer, options);
  };
}

module.exports = {
  crc32,
  Deflate,
  Inflate,
  Gzip,
  Gunzip,
  DeflateRaw,
  InflateRaw,
  Unzip,
  BrotliCompress,
  BrotliDecompress,
  ZstdCompress,
  ZstdDecompress,
};

const formats = [
  ['deflate', Deflate, constants.DEFLATE],
  ['gzip', Gzip, constants.GZIP],
  ['deflateRaw', DeflateRaw, constants.DEFLATERAW],
  ['unzip', Unzip, constants.UNZIP],
  ['inflate', Inflate, constants.INFLATE],
  ['gunzip', Gunzip, constants.GUNZIP],
  ['inflateRaw', InflateRaw, constants.INFLATERAW],
  ['brotliCompress', BrotliCompress, constants.BROTLI_ENCODE],
  ['brotliDecompress', BrotliDecompress, constants.BROTLI_DECODE],
  ['zstdCompress', ZstdCompress, constants.ZSTD_COMPRESS],
  ['zstdDecompress', ZstdDecompress, constants.ZSTD_DECOMPRESS],
];
for (let i = 0; i < formats.length; i++) {
  const { 0: name, 1: Class, 2: mode } = formats[i];
  module.exports[name] = functionOf(Class, mode);
  module.exports[`${name}Sync`] = syncFunctionOf(Class, mode);
}

function show(object, key, value, enumerable, configurable) {
  ObjectDefineProperty(object, key, {
    __proto__: null, configurable, enumerable, value, writable: false,
  });
}

const kCreatable = [
  'Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip',
  'BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress',
];
for (let i = 0; i < kCreatable.length; i++) {
  const Class = classes[kCreatable[i]];
  show(module.exports, `create${kCreatable[i]}`, function(options) {
    return new Class(options);
  }, true, true);
}

const codes = { __proto__: null };
const kCodes = [
  'Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR',
  'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR', 'Z_VERSION_ERROR',
];
for (let i = 0; i < kCodes.length; i++) {
  codes[kCodes[i]] = constants[kCodes[i]];
  codes[constants[kCodes[i]]] = kCodes[i];
}
show(module.exports, 'constants', constants, true, false);
show(module.exports, 'codes', ObjectFreeze(codes), true, false);

// From before there was zlib.constants; Brotli came later.
const names = ObjectKeys(constants);
for (let i = 0; i < names.length; i++) {
  const value = constants[names[i]];
  show(constants, names[i], value, true, false);
  if (!StringPrototypeStartsWith(names[i], 'BROTLI')) {
    show(module.exports, names[i], value, false, false);
  }
}
