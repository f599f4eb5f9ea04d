// SPDX-License-Identifier: MIT
// Prime numbers: big-endian bytes, or bigints through their hexadecimal form.
'use strict';

const {
  ArrayBufferIsView,
  BigInt,
  BigIntPrototypeToString,
  FunctionPrototypeCall,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { opensslError } = require('internal/crypto/errors');
const { kEmptyObject } = require('internal/util');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInt32, validateObject,
} = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

const kTypes = ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'];

function bytesOf(value, name) {
  if (typeof value === 'bigint') {
    if (value < 0) throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
    const hex = BigIntPrototypeToString(value, 16);
    return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  }
  if (!isAnyArrayBuffer(value) && !ArrayBufferIsView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, kTypes, value);
  }
  return value;
}

function shaper(bigint) {
  return (bytes) => (bigint ?
    BigInt(`0x${Buffer.from(bytes.buffer).toString('hex')}`) : bytes.buffer);
}

function checkGenerate(size, options) {
  validateInt32(size, 'size', 1);
  validateObject(options, 'options');
  const { safe = false, bigint = false } = options;
  let { add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  if (add !== undefined) add = bytesOf(add, 'options.add');
  if (rem !== undefined) rem = bytesOf(rem, 'options.rem');
  return { safe, add, rem, shape: shaper(bigint) };
}

function refuse(code) {
  const error = new ERR_OUT_OF_RANGE('options.add', '', 0);
  error.message = code === -1 ? 'invalid options.add' : 'invalid options.rem';
  return error;
}

function generatePrime(size, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateFunction(callback, 'callback');
  const { safe, add, rem, shape } = checkGenerate(size, options);
  const { later } = require('internal/crypto/job');
  // What is refused is refused before there is a job.
  let failed;
  const id = later('RANDOMPRIMEREQUEST', (err, bytes) => {
    if (failed) return;
    if (err) FunctionPrototypeCall(callback, undefined, err);
    else FunctionPrototypeCall(callback, undefined, undefined, shape(bytes));
  });
  const code = binding.generatePrime(size, safe, add, rem, id);
  if (typeof code === 'number') {
    failed = true;
    throw refuse(code);
  }
}

function generatePrimeSync(size, options = kEmptyObject) {
  const { safe, add, rem, shape } = checkGenerate(size, options);
  const bytes = binding.generatePrime(size, safe, add, rem);
  if (typeof bytes === 'number') throw refuse(bytes);
  if (bytes === null) throw opensslError();
  return shape(bytes);
}

function checkCandidate(candidate, options) {
  candidate = bytesOf(candidate, 'candidate');
  validateObject(options, 'options');
  // OpenSSL 3 chooses at least as many rounds by itself.
  validateInt32(options.checks ?? 0, 'options.checks', 0);
  return candidate;
}

function checkPrime(candidate, options = kEmptyObject, callback = undefined) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  candidate = checkCandidate(candidate, options);
  validateFunction(callback, 'callback');
  const { later } = require('internal/crypto/job');
  const id = later('CHECKPRIMEREQUEST', (err, answer) => {
    // Without an error primes have undefined for one, unlike the rest.
    FunctionPrototypeCall(callback, undefined, err ?? undefined, answer);
  });
  if (binding.checkPrime(candidate, id) === null) throw opensslError();
}

function checkPrimeSync(candidate, options = kEmptyObject) {
  const answer = binding.checkPrime(checkCandidate(candidate, options));
  if (answer === null) throw opensslError();
  return answer;
}

module.exports = {
  checkPrime,
  checkPrimeSync,
  generatePrime,
  generatePrimeSync,
};
