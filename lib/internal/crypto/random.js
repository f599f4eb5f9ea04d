// SPDX-License-Identifier: MIT
// Randomness. Small amounts come out of the binding's reserve: one crossing,
// no system call, and libcrypto is not loaded for them.
'use strict';

const {
  ArrayBufferIsView,
  Int32Array,
  MathMin,
  NumberIsNaN,
  NumberIsSafeInteger,
} = primordials;

const binding = internalBinding('crypto');
const { FastBuffer } = require('internal/buffer');
const { kMaxLength } = require('buffer');
const { opensslError } = require('internal/crypto/errors');
const { kEmptyObject, lazyDOMException } = require('internal/util');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OPERATION_FAILED, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateObject,
} = require('internal/validators');
const {
  isAnyArrayBuffer, isFloat16Array, isFloat32Array, isFloat64Array,
  isTypedArray,
} = require('internal/util/types');

const kMaxSize = MathMin(kMaxLength, 2 ** 31 - 1);
const kMaxRange = 2 ** 48 - 1;
const kMaxWord = 0x7fffffff;
const kMaxRandomValues = 65536;

function checkSize(size, unit, offset, length) {
  validateNumber(size, 'size');
  size *= unit;
  if (NumberIsNaN(size) || size > kMaxSize || size < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxSize}`, size);
  }
  if (size + offset > length) {
    throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  }
  return size >>> 0;
}

function checkOffset(offset, unit, length) {
  validateNumber(offset, 'offset');
  offset *= unit;
  const most = MathMin(length, kMaxSize);
  if (NumberIsNaN(offset) || offset > most || offset < 0) {
    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, offset);
  }
  return offset >>> 0;
}

function checkBuffer(buffer) {
  if (!isAnyArrayBuffer(buffer) && !ArrayBufferIsView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(
      'buf', ['ArrayBuffer', 'ArrayBufferView'], buffer);
  }
}

function fill(buffer, offset, size) {
  if (!binding.randomFill(buffer, offset, size)) throw opensslError();
}

function fillLater(buffer, offset, size, callback) {
  const { later } = require('internal/crypto/job');
  binding.randomFillLater(buffer, offset, size, later(
    'RANDOMBYTESREQUEST', (err) => {
      if (err) callback(err);
      else callback(null, buffer);
    }));
}

function randomBytes(size, callback) {
  size = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buffer = new FastBuffer(size);
  if (callback === undefined) {
    fill(buffer, 0, size);
    return buffer;
  }
  fillLater(buffer, 0, size, callback);
}

function randomFillSync(buffer, offset = 0, size = undefined) {
  checkBuffer(buffer);
  const unit = buffer.BYTES_PER_ELEMENT || 1;
  offset = checkOffset(offset, unit, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset :
    checkSize(size, unit, offset, buffer.byteLength);
  if (size > 0) fill(buffer, offset, size);
  return buffer;
}

function randomFill(buffer, offset, size, callback) {
  checkBuffer(buffer);
  const unit = buffer.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = checkOffset(offset, unit, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset :
    checkSize(size, unit, offset, buffer.byteLength);
  if (size === 0) {
    callback(null, buffer);
    return;
  }
  fillLater(buffer, offset, size, callback);
}

// Random words for small ranges, each used once and wiped.
const kWords = 256;
let words;
let wordsUsed = kWords;

function word() {
  if (wordsUsed === kWords) {
    words ??= new Int32Array(kWords);
    fill(words, 0, kWords * 4);
    wordsUsed = 0;
  }
  const n = words[wordsUsed];
  words[wordsUsed++] = 0;
  return n & kMaxWord;
}

// Below `range`, each number as likely as the others: what lies past the last
// whole multiple of the range is drawn again. The first is the second in 31
// bits, where no division of doubles is needed.
function belowSmall(range) {
  for (;;) {
    const bits = word();
    const n = bits % range;
    if (bits - n <= kMaxWord - (range - 1)) return n;
  }
}

function below(range) {
  const limit = kMaxRange - (kMaxRange % range);
  let n;
  do {
    n = binding.randomBits48();
    if (n < 0) throw new ERR_OPERATION_FAILED('no randomness');
  } while (n >= limit);
  return n % range;
}

function randomInt(min, max, callback) {
  const hasMin = typeof max !== 'undefined' && typeof max !== 'function';
  if (!hasMin) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!NumberIsSafeInteger(min)) {
    throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  }
  if (!NumberIsSafeInteger(max)) {
    throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  }
  if (max <= min) {
    throw new ERR_OUT_OF_RANGE(
      'max', `greater than the value of "min" (${min})`, max);
  }
  const range = max - min;
  if (range > kMaxRange) {
    throw new ERR_OUT_OF_RANGE(
      hasMin ? 'max - min' : 'max', `<= ${kMaxRange}`, range);
  }
  const n = (range <= kMaxWord ? belowSmall(range) : below(range)) + min;
  if (callback === undefined) return n;
  process.nextTick(callback, undefined, n);
}

function randomUUID(options = undefined) {
  let fresh = false;
  if (options !== undefined) {
    validateObject(options, 'options');
    const { disableEntropyCache = false } = options ?? kEmptyObject;
    validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
    fresh = disableEntropyCache;
  }
  const uuid = binding.randomUUID(fresh);
  if (uuid === undefined) throw new ERR_OPERATION_FAILED('no randomness');
  return uuid;
}

// Of the Web's crypto.
function getRandomValues(array) {
  if (!isTypedArray(array) || isFloat16Array(array) || isFloat32Array(array) ||
      isFloat64Array(array)) {
    throw lazyDOMException(
      'The data argument must be an integer-type TypedArray',
      'TypeMismatchError');
  }
  if (array.byteLength > kMaxRandomValues) {
    throw lazyDOMException(
      `The requested length exceeds ${kMaxRandomValues.toLocaleString('en')} ` +
      'bytes', 'QuotaExceededError');
  }
  fill(array, 0, array.byteLength);
  return array;
}

module.exports = {
  getRandomValues,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
};
