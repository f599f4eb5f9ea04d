// SPDX-License-Identifier: MIT
// Hash, Hmac and hash(). What is hashed in one piece is held back until the
// digest is asked for, which then is one crossing without a native context:
// strings as they are, one after the other, a small buffer as a copy. What is
// more or larger opens the context.
'use strict';

const {
  ArrayBufferIsView,
  Error,
  ObjectSetPrototypeOf,
  ReflectApply,
  StringPrototypeCharCodeAt,
  StringPrototypeToLowerCase,
  Symbol,
} = primordials;

const binding = internalBinding('crypto');
const { opensslError } = require('internal/crypto/errors');
const {
  copyOf, findDigest, getDigest, outputFor, outputText, textOrBytes,
} = require('internal/crypto/util');
const LazyTransform = require('internal/streams/lazy_transform');
const { getDeprecationWarningEmitter, normalizeEncoding } =
  require('internal/util');
const {
  codes: {
    ERR_CRYPTO_HASH_FINALIZED,
    ERR_CRYPTO_HASH_UPDATE_FAILED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateObject, validateString, validateUint32 } =
  require('internal/validators');

const kState = Symbol('kState');
const kHeldBack = 512;  // bytes of a view that are copied
const kHeldText = 4096;
const kDataTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

const warnOfShakeLength = getDeprecationWarningEmitter(
  'DEP0198', 'Creating SHAKE128/256 digests without an explicit ' +
  'options.outputLength is deprecated.', undefined, false);

// Whether the UTF-8 of two strings is that of their concatenation.
function canJoin(held, data) {
  return typeof held === 'string' && held.length + data.length < kHeldText &&
    (held.length === 0 ||
     (StringPrototypeCharCodeAt(held, held.length - 1) & 0xfc00) !== 0xd800);
}

// A digest or HMAC in the making.
class State {
  constructor(digest, size, key) {
    this.digest = digest;
    this.size = size;
    this.key = key;  // of an HMAC
    this.held = undefined;
    this.context = null;
    this.finalized = false;
    this.result = undefined;  // what the stream's end has pushed
  }

  open() {
    if (this.context !== null) return;
    this.context = binding.hashOpen(this.digest.id, this.key);
    if (this.context === null) throw opensslError();
    if (this.held !== undefined) this.add(this.held);
    this.held = undefined;
  }

  add(data) {
    if (!binding.hashUpdate(this.context, data)) {
      throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
    }
  }

  update(data, encoding) {
    if (typeof data === 'string') {
      data = textOrBytes(data, encoding);
    } else if (!ArrayBufferIsView(data)) {
      throw new ERR_INVALID_ARG_TYPE('data', kDataTypes, data);
    }
    if (this.context === null) {
      if (this.held === undefined &&
          (typeof data === 'string' || data.byteLength <= kHeldBack)) {
        this.held = typeof data === 'string' ? data : copyOf(data);
        return;
      }
      if (typeof data === 'string' && canJoin(this.held, data)) {
        this.held += data;
        return;
      }
      this.open();
    }
    this.add(data);
  }

  finish(encoding) {
    let output = this.result;
    if (output === undefined) {
      output = outputFor(encoding, this.size);
      if (this.context !== null) {
        output = binding.hashDigest(this.context, this.size, output);
      } else if (this.key === undefined) {
        output = binding.hashOnce(
          this.digest.id, this.held ?? '', this.size, output);
      } else {
        output = binding.hmacOnce(
          this.digest.id, this.key, this.held ?? '', output);
      }
      if (output === null) throw opensslError();
    }
    return outputText(output, encoding);
  }

  flush() {
    return this.result = this.finish('buffer');
  }
}

function checkLength(options) {
  const length = typeof options === 'object' && options !== null ?
    options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  return length;
}

function notXof() {
  const error = new Error('error:030000B2:digital envelope routines::' +
                          'not XOF or invalid length');
  error.library = 'digital envelope routines';
  error.reason = 'not XOF or invalid length';
  error.code = 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH';
  return error;
}

function sizeOf(digest, length) {
  if (length === undefined) return digest.size;
  if (!digest.xof && length !== digest.size) throw notXof();
  return length;
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const copied = algorithm instanceof Hash ? algorithm[kState] : undefined;
  if (copied === undefined) validateString(algorithm, 'algorithm');
  const length = checkLength(options);
  const digest = copied?.digest ?? findDigest(algorithm);
  if (digest === undefined) throw new Error('Digest method not supported');
  if (digest.shake && length === undefined && copied === undefined) {
    warnOfShakeLength();
  }
  const state = new State(digest, sizeOf(digest, length), undefined);
  if (copied !== undefined) {
    state.held = copied.held;
    if (copied.context !== null) {
      state.context = binding.hashCopy(copied.context);
      if (state.context === null) throw opensslError('Digest copy error');
    }
  }
  this[kState] = state;
  ReflectApply(LazyTransform, this, [options]);
}
ObjectSetPrototypeOf(Hash.prototype, LazyTransform.prototype);
ObjectSetPrototypeOf(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState].finalized) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

Hash.prototype._transform = function(chunk, encoding, callback) {
  this[kState].update(chunk, encoding);
  callback();
};

Hash.prototype._flush = function(callback) {
  this.push(this[kState].flush());
  callback();
};

Hash.prototype.update = function update(data, encoding) {
  const state = this[kState];
  if (state.finalized) throw new ERR_CRYPTO_HASH_FINALIZED();
  state.update(data, encoding);
  return this;
};

Hash.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state.finalized) throw new ERR_CRYPTO_HASH_FINALIZED();
  const result = state.finish(outputEncoding ? `${outputEncoding}` : undefined);
  state.finalized = true;
  return result;
};

function Hmac(algorithm, key, options) {
  if (!new.target) return new Hmac(algorithm, key, options);
  validateString(algorithm, 'hmac');
  const encoding = options?.encoding;
  const { prepareSecretKey } = require('internal/crypto/keys');
  let bytes;
  if (typeof key === 'string' && encoding === undefined) {
    bytes = key;
  } else {
    bytes = prepareSecretKey(key, encoding);
    if (bytes === key) bytes = copyOf(key);
  }
  const digest = getDigest(algorithm);
  if (digest.xof) throw opensslError();
  this[kState] = new State(digest, digest.size, bytes);
  ReflectApply(LazyTransform, this, [options]);
}
ObjectSetPrototypeOf(Hmac.prototype, LazyTransform.prototype);
ObjectSetPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype._flush = Hash.prototype._flush;
Hmac.prototype._transform = Hash.prototype._transform;

// Unlike a Hash's, a second digest is empty.
Hmac.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  const encoding = outputEncoding ? `${outputEncoding}` : undefined;
  if (state.finalized) {
    const nothing = require('buffer').Buffer.from('');
    return outputText(nothing, encoding);
  }
  const result = state.finish(encoding);
  state.finalized = true;
  return result;
};

function outputEncodingOf(encoding) {
  validateString(encoding, 'outputEncoding');
  const normal = normalizeEncoding(encoding);
  if (normal !== undefined) return normal;
  if (StringPrototypeToLowerCase(encoding) === 'buffer') return 'buffer';
  throw new ERR_INVALID_ARG_VALUE('outputEncoding', encoding);
}

// One crossing: hash('sha256', data).
function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !ArrayBufferIsView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', kDataTypes, input);
  }
  let encoding = 'hex';
  let length;
  if (typeof options === 'string') {
    encoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    length = options.outputLength;
    encoding = options.outputEncoding ?? 'hex';
  }
  if (encoding !== 'hex') encoding = outputEncodingOf(encoding);
  if (length !== undefined) validateUint32(length, 'outputLength');
  const digest = findDigest(algorithm);
  if (digest === undefined) {
    throw new Error(`Digest method ${algorithm} is not supported`);
  }
  if (digest.shake && length === undefined) warnOfShakeLength();
  if (length !== undefined && !digest.xof && length !== digest.size) {
    throw new Error(`Output length ${length} is invalid for ${algorithm}, ` +
                    'which does not support XOF');
  }
  const size = length ?? digest.size;
  const output = binding.hashOnce(
    digest.id, input, size, outputFor(encoding, size));
  if (output === null) throw opensslError();
  return outputText(output, encoding);
}

module.exports = { Hash, Hmac, hash };
