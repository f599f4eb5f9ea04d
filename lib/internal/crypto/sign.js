// SPDX-License-Identifier: MIT
// Sign, Verify, sign(), verify(), and RSA as a cipher.
'use strict';

const {
  ArrayBufferIsView,
  Error,
  FunctionPrototypeCall,
  ObjectSetPrototypeOf,
  RangeError,
  ReflectApply,
  Symbol,
  TypeError,
} = primordials;

const binding = internalBinding('crypto');
const { FastBuffer } = require('internal/buffer');
const { Writable } = require('stream');
const constants = require('internal/crypto/constants');
const { codedError, opensslError } = require('internal/crypto/errors');
const {
  kindOf, preparePrivateKey, preparePublicOrPrivateKey,
} = require('internal/crypto/keys');
const {
  findDigest, getArrayBufferOrView, getDigest, textOrBytes, toBuffer,
} = require('internal/crypto/util');
const {
  codes: {
    ERR_CRYPTO_SIGN_KEY_REQUIRED,
    ERR_CRYPTO_UNSUPPORTED_OPERATION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/util/types');
const { validateFunction, validateString } = require('internal/validators');

const kDigest = Symbol('kDigest');
const kContext = Symbol('kContext');
const kViews = ['Buffer', 'TypedArray', 'DataView'];

function intOption(options, name) {
  const value = options?.[name];
  if (value === undefined || value === value >> 0) return value;
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

// Only signatures of OpenSSL 3.2 and later have a context.
function checkContext(context) {
  if (context === undefined) return;
  if (!ArrayBufferIsView(context) && !isAnyArrayBuffer(context)) {
    throw new ERR_INVALID_ARG_TYPE(
      'context', ['ArrayBuffer', ...kViews], context);
  }
  if (context.byteLength > 255) {
    throw codedError(RangeError, 'ERR_OUT_OF_RANGE',
                     'context string must be at most 255 bytes');
  }
  if (context.byteLength > 0) {
    throw new Error('Context parameter is unsupported');
  }
}

// Padding, salt length and the form of a DSA signature.
function signatureOptions(key) {
  const options = typeof key === 'object' ? key : undefined;
  const padding = intOption(options, 'padding');
  const salt = intOption(options, 'saltLength');
  const encoding = options?.dsaEncoding ?? 'der';
  if (encoding !== 'der' && encoding !== 'ieee-p1363') {
    throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', encoding);
  }
  checkContext(options?.context);
  return { padding, salt, p1363: encoding !== 'der' };
}

function run(handle, digest, data, digested, signature, options, id) {
  return binding.sign(handle, digest, data, digested, signature,
                      options.padding, options.salt, options.p1363, id);
}

// --- Piece by piece ----------------------------------------------------------

function open(self, algorithm, options) {
  validateString(algorithm, 'algorithm');
  const digest = getDigest(algorithm);
  self[kDigest] = digest;
  self[kContext] = binding.hashOpen(digest.id, undefined);
  if (self[kContext] === null) throw opensslError();
  ReflectApply(Writable, self, [options]);
}

function Sign(algorithm, options) {
  if (!new.target) return new Sign(algorithm, options);
  open(this, algorithm, options);
}

function Verify(algorithm, options) {
  if (!new.target) return new Verify(algorithm, options);
  open(this, algorithm, options);
}

function _write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
}

function update(data, encoding) {
  if (typeof data === 'string') {
    data = textOrBytes(data, encoding);
  } else if (!ArrayBufferIsView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', ...kViews], data);
  }
  if (this[kContext] === null || !binding.hashUpdate(this[kContext], data)) {
    throw opensslError('Not initialised');
  }
  return this;
}

// The digest of all that was given; there is no second one.
function finish(self, handle) {
  if (self[kContext] === null) throw opensslError('Not initialised');
  const { size } = self[kDigest];
  const digest = binding.hashDigest(self[kContext], size, new FastBuffer(size));
  self[kContext] = null;
  const kind = kindOf(handle);
  if (kind === 'ed25519' || kind === 'ed448') {
    throw new ERR_CRYPTO_UNSUPPORTED_OPERATION();
  }
  return digest;
}

function addMethods(Class) {
  ObjectSetPrototypeOf(Class.prototype, Writable.prototype);
  ObjectSetPrototypeOf(Class, Writable);
  Class.prototype._write = _write;
  Class.prototype.update = update;
}
addMethods(Sign);
addMethods(Verify);

Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const given = signatureOptions(options);
  const handle = preparePrivateKey(options);
  const digest = finish(this, handle);
  const bytes = run(handle, this[kDigest].id, digest, true, undefined, given);
  if (bytes === null) throw opensslError('PEM_read_bio_PrivateKey failed');
  const signature = toBuffer(bytes);
  return encoding && encoding !== 'buffer' ? signature.toString(encoding) :
    signature;
};

Verify.prototype.verify = function verify(options, signature, encoding) {
  const given = signatureOptions(options);
  signature = getArrayBufferOrView(signature, 'signature', encoding);
  const handle = preparePublicOrPrivateKey(options);
  const digest = finish(this, handle);
  const valid =
    run(handle, this[kDigest].id, digest, true, signature, given);
  if (valid === null) throw opensslError();
  return valid;
};

// --- At once -----------------------------------------------------------------

function start(handle, algorithm, data, signature, options, callback, type) {
  const digest = algorithm === null || algorithm === undefined ? -1 :
    getDigest(algorithm).id;
  const shape = signature === undefined ? toBuffer : (valid) => valid;
  if (callback === undefined) {
    const value = run(handle, digest, data, false, signature, options);
    if (value === null) throw opensslError('Unsupported crypto operation');
    return shape(value);
  }
  const { later } = require('internal/crypto/job');
  const id = later(type, (err, value) => {
    if (err) FunctionPrototypeCall(callback, undefined, err);
    else FunctionPrototypeCall(callback, undefined, null, shape(value));
  }, 'Unsupported crypto operation');
  run(handle, digest, data, false, signature, options, id);
}

function sign(algorithm, data, key, callback) {
  if (algorithm !== null && algorithm !== undefined) {
    validateString(algorithm, 'algorithm');
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getArrayBufferOrView(data, 'data');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const options = signatureOptions(key);
  const handle = preparePrivateKey(key);
  return start(handle, algorithm, data, undefined, options, callback,
               'SIGNREQUEST');
}

function verify(algorithm, data, key, signature, callback) {
  if (algorithm !== null && algorithm !== undefined) {
    validateString(algorithm, 'algorithm');
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getArrayBufferOrView(data, 'data');
  if (!ArrayBufferIsView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', kViews, data);
  }
  const options = signatureOptions(key);
  if (!ArrayBufferIsView(signature)) {
    throw new ERR_INVALID_ARG_TYPE('signature', kViews, signature);
  }
  const handle = preparePublicOrPrivateKey(key);
  return start(handle, algorithm, data, signature, options, callback,
               'VERIFYREQUEST');
}

// --- RSA as a cipher ---------------------------------------------------------

const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING } = constants;

function rsaCipher(operation, prepare, defaultPadding) {
  return (options, buffer) => {
    const oaepHash = options?.oaepHash;
    if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
    const hash = findDigest(oaepHash ?? 'sha1');
    if (hash === undefined) {
      throw codedError(Error, 'ERR_OSSL_EVP_INVALID_DIGEST', 'Invalid digest');
    }
    const handle = prepare(options);
    const padding = options.padding || defaultPadding;
    const { encoding } = options;
    let { oaepLabel } = options;
    if (oaepLabel !== undefined) {
      oaepLabel = getArrayBufferOrView(oaepLabel, 'key.oaepLabel', encoding);
    }
    buffer = getArrayBufferOrView(buffer, 'buffer', encoding);
    const oaep = padding === RSA_PKCS1_OAEP_PADDING;
    const digest = oaep ? hash.id : -1;
    const bytes = binding.rsaCipher(operation, handle, buffer, padding, digest,
                                    oaep ? oaepLabel : undefined);
    if (bytes === null) throw opensslError();
    if (bytes === -1) {
      throw codedError(
        TypeError, 'ERR_INVALID_ARG_VALUE',
        'RSA_PKCS1_PADDING is no longer supported for private decryption');
    }
    return toBuffer(bytes);
  };
}

const publicEncrypt =
  rsaCipher(0, preparePublicOrPrivateKey, RSA_PKCS1_OAEP_PADDING);
const privateDecrypt = rsaCipher(1, preparePrivateKey, RSA_PKCS1_OAEP_PADDING);
const privateEncrypt = rsaCipher(2, preparePrivateKey, RSA_PKCS1_PADDING);
const publicDecrypt =
  rsaCipher(3, preparePublicOrPrivateKey, RSA_PKCS1_PADDING);

module.exports = {
  Sign,
  Verify,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  sign,
  verify,
};
