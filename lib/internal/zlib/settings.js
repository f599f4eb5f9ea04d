'use strict';
// SPDX-License-Identifier: MIT
//
// Options of zlib's classes and functions, checked: what the codec wants (into
// the numbers shared with C), and what the stream around it wants.

const {
  ArrayBufferIsView, NumberIsFinite, NumberIsNaN, ObjectKeys, Uint8Array,
} = primordials;

const binding = internalBinding('zlib');
const {
  codes: {
    ERR_BROTLI_INVALID_PARAM, ERR_FEATURE_UNAVAILABLE_ON_PLATFORM,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
    ERR_ZLIB_INITIALIZATION_FAILED, ERR_ZSTD_INVALID_PARAM,
  },
} = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/util/types');
const { validateNumber } = require('internal/validators');
const { kMaxLength } = require('buffer');
const constants = require('internal/zlib/constants');

const {
  BROTLI_ENCODE, BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_FINISH,
  BROTLI_OPERATION_FLUSH, BROTLI_OPERATION_PROCESS, DEFLATERAW, GUNZIP, GZIP,
  INFLATE, UNZIP, ZSTD_COMPRESS, ZSTD_DECOMPRESS, ZSTD_e_continue, ZSTD_e_end,
  ZSTD_e_flush, Z_BLOCK, Z_DEFAULT_CHUNK, Z_DEFAULT_COMPRESSION,
  Z_DEFAULT_MEMLEVEL, Z_DEFAULT_STRATEGY, Z_DEFAULT_WINDOWBITS, Z_FINISH,
  Z_FIXED, Z_FULL_FLUSH, Z_MAX_LEVEL, Z_MAX_MEMLEVEL, Z_MAX_WINDOWBITS,
  Z_MIN_CHUNK, Z_MIN_LEVEL, Z_MIN_MEMLEVEL, Z_MIN_WINDOWBITS, Z_NO_FLUSH,
} = constants;

const kEncodings = ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];

// Places in the shared numbers (struct lode_codec_numbers).
const { numbers } = binding;
const kMode = 0;
const kWindowBits = 1;
const kLevel = 2;
const kMemLevel = 3;
const kStrategy = 4;
const kPledgedSize = 5;
const kParams = 6;
const kParam = 7;
const kParamsMax = 64;

// Each library's words for the same things, and the highest key of a
// parameter.
const zlibFlush = {
  none: Z_NO_FLUSH, finish: Z_FINISH, full: Z_FULL_FLUSH, max: Z_BLOCK,
};
const brotliFlush = {
  none: BROTLI_OPERATION_PROCESS, finish: BROTLI_OPERATION_FINISH,
  full: BROTLI_OPERATION_FLUSH, max: BROTLI_OPERATION_EMIT_METADATA,
};
const zstdFlush = {
  none: ZSTD_e_continue, finish: ZSTD_e_end, full: ZSTD_e_flush,
  max: ZSTD_e_end,
};
const kBrotliMaxParam = constants.BROTLI_PARAM_NDIRECT;
const kZstdMaxParam = constants.ZSTD_c_overlapLog;
const kZstdMaxDecoderParam = constants.ZSTD_d_windowLogMax;

// False for undefined and NaN, which ask for the default.
function isNumberGiven(number, name) {
  if (number === undefined || NumberIsNaN(number)) {
    return false;
  }
  if (NumberIsFinite(number)) {
    return true;
  }
  validateNumber(number, name);
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', number);
}

function numberWithin(number, name, lower, upper, fallback = undefined) {
  if (!isNumberGiven(number, name)) {
    return fallback;
  }
  if (number < lower || number > upper) {
    throw new ERR_OUT_OF_RANGE(
      name, upper === Infinity ? `>= ${lower}` : `>= ${lower} and <= ${upper}`,
      number);
  }
  return number;
}

function checkDictionary(dictionary) {
  if (dictionary !== undefined && !ArrayBufferIsView(dictionary) &&
      !isAnyArrayBuffer(dictionary)) {
    throw new ERR_INVALID_ARG_TYPE('options.dictionary', kEncodings,
                                   dictionary);
  }
  return dictionary;
}

// What the stream wants.
class Settings {
  constructor(mode, options, flush) {
    this.mode = mode;
    this.level = Z_DEFAULT_COMPRESSION;
    this.strategy = Z_DEFAULT_STRATEGY;
    this.dictionary = undefined;
    this.fullFlush = flush.full;
    if (options == null || typeof options !== 'object') {
      this.chunkSize = Z_DEFAULT_CHUNK;
      this.flush = flush.none;
      this.finishFlush = flush.finish;
      this.maxOutputLength = kMaxLength;
      this.info = options?.info;
      this.rejectGarbageAfterEnd = false;
      return;
    }
    this.chunkSize = numberWithin(options.chunkSize, 'options.chunkSize',
                                  Z_MIN_CHUNK, Infinity, Z_DEFAULT_CHUNK);
    this.flush = numberWithin(options.flush, 'options.flush',
                              flush.none, flush.max, flush.none);
    this.finishFlush = numberWithin(
      options.finishFlush, 'options.finishFlush', flush.none, flush.max,
      flush.finish);
    this.maxOutputLength = numberWithin(
      options.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength,
      kMaxLength);
    this.info = options.info;
    this.rejectGarbageAfterEnd = options.rejectGarbageAfterEnd === true;
  }
}

function windowBits(mode, options) {
  const bits = options?.windowBits;
  // Who decompresses may leave it to the data.
  if ((bits == null || bits === 0) &&
      (mode === INFLATE || mode === GUNZIP || mode === UNZIP)) {
    return 0;
  }
  // zlib has no gzip with 8.
  const min = Z_MIN_WINDOWBITS + (mode === GZIP ? 1 : 0);
  return numberWithin(bits, 'options.windowBits', min, Z_MAX_WINDOWBITS,
                      Z_DEFAULT_WINDOWBITS);
}

// Reads the options of zlib's own modes, and says how the codec is to be.
function deflateSettings(mode, options) {
  let bits = windowBits(mode, options);
  const level = numberWithin(options?.level, 'options.level', Z_MIN_LEVEL,
                             Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
  const memLevel = numberWithin(
    options?.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL,
    Z_DEFAULT_MEMLEVEL);
  const strategy = numberWithin(
    options?.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED,
    Z_DEFAULT_STRATEGY);
  const dictionary = checkDictionary(options?.dictionary);
  const settings = new Settings(mode, options, zlibFlush);
  settings.level = level;
  settings.strategy = strategy;
  settings.dictionary = dictionary;
  // Nor can zlib write raw data with 8; who reads 9 reads 8.
  if (bits === 8 && mode === DEFLATERAW) {
    bits = 9;
  }
  numbers[kMode] = mode;
  numbers[kWindowBits] = bits;
  numbers[kLevel] = level;
  numbers[kMemLevel] = memLevel;
  numbers[kStrategy] = strategy;
  return settings;
}

function setParams(params, max, InvalidParam) {
  const seen = new Uint8Array(max + 1);
  let count = 0;
  if (params) {
    const keys = ObjectKeys(params);
    for (let i = 0; i < keys.length; i++) {
      const key = +keys[i];
      if (NumberIsNaN(key) || key < 0 || key > max || key !== (key | 0) ||
          seen[key] !== 0) {
        throw new InvalidParam(keys[i]);
      }
      const value = params[keys[i]];
      if (typeof value !== 'number' && typeof value !== 'boolean') {
        throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
      }
      // Of more than there are the library refuses one.
      if (count < kParamsMax) {
        seen[key] = 1;
        numbers[kParam + 2 * count] = key;
        numbers[kParam + 2 * count + 1] = +value;
        count++;
      }
    }
  }
  numbers[kParams] = count;
}

function brotliSettings(mode, options) {
  const dictionary = checkDictionary(options?.dictionary);
  if (dictionary !== undefined) {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('options.dictionary');
  }
  const settings = new Settings(mode, options, brotliFlush);
  setParams(options?.params, kBrotliMaxParam, ERR_BROTLI_INVALID_PARAM);
  numbers[kMode] = mode;
  return settings;
}

function zstdSettings(mode, options) {
  const size = options?.pledgedSrcSize;
  if (mode === ZSTD_COMPRESS && size < 0) {
    throw new ERR_INVALID_ARG_VALUE('options.pledgedSrcSize', size,
                                    'may not be negative');
  }
  const settings = new Settings(mode, options, zstdFlush);
  settings.dictionary = checkDictionary(options?.dictionary);
  setParams(options?.params,
            mode === ZSTD_COMPRESS ? kZstdMaxParam : kZstdMaxDecoderParam,
            ERR_ZSTD_INVALID_PARAM);
  numbers[kMode] = mode;
  numbers[kPledgedSize] = typeof size === 'number' && size >= 0 ? size : -1;
  return settings;
}

// How the codec of this mode is to be made is in the shared numbers when this
// returns: call the binding before anything else runs.
function readSettings(mode, options) {
  if (mode < constants.BROTLI_DECODE) {
    return deflateSettings(mode, options);
  }
  return mode === ZSTD_COMPRESS || mode === ZSTD_DECOMPRESS ?
    zstdSettings(mode, options) : brotliSettings(mode, options);
}

function initializationFailed(mode) {
  return new ERR_ZLIB_INITIALIZATION_FAILED(
    mode > BROTLI_ENCODE ? 'Setting parameter failed' :
      'Initialization failed');
}

module.exports = {
  initializationFailed,
  numberWithin,
  readSettings,
};
