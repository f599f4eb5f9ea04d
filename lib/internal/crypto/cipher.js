// SPDX-License-Identifier: MIT
// Cipheriv and Decipheriv, and what is known of each cipher. OpenSSL does not
// mind in which order it is called; Node's rules are kept here.
'use strict';

const {
  ArrayBufferIsView,
  ArrayPrototypeSort,
  Error,
  ObjectSetPrototypeOf,
  ReflectApply,
  SafeMap,
  StringPrototypeToLowerCase,
  Symbol,
} = primordials;

const binding = internalBinding('crypto');
const { FastBuffer } = require('internal/buffer');
const { Buffer } = require('buffer');
const { opensslError } = require('internal/crypto/errors');
const { getArrayBufferOrView, textOrBytes } = require('internal/crypto/util');
const LazyTransform = require('internal/streams/lazy_transform');
const { getDeprecationWarningEmitter, normalizeEncoding } =
  require('internal/util');
const {
  codes: {
    ERR_CRYPTO_INVALID_AUTH_TAG,
    ERR_CRYPTO_INVALID_IV,
    ERR_CRYPTO_INVALID_KEYLEN,
    ERR_CRYPTO_INVALID_MESSAGELEN,
    ERR_CRYPTO_INVALID_STATE,
    ERR_CRYPTO_UNKNOWN_CIPHER,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateInt32, validateObject, validateString } =
  require('internal/validators');

const kState = Symbol('kState');
const kSlack = 32;  // what the binding wants behind the room for the data

const kMaxUpdate = 2 ** 31 - 1;  // bytes that OpenSSL can count

// The binding's codes of cipherOpen().
const kBadIv = -1;
const kBadTagLength = -2;
const kBadKeyLength = -3;

const kModes = {
  __proto__: null,
  0: 'stream', 1: 'ecb', 2: 'cbc', 3: 'cfb', 4: 'ofb', 5: 'ctr', 6: 'gcm',
  7: 'ccm', 0x10001: 'xts', 0x10002: 'wrap', 0x10003: 'ocb',
};
const kStream = 0;
const kGcm = 6;
const kCcm = 7;
const kOcb = 0x10003;
const kChaCha = 1018;  // the number of chacha20-poly1305

const known = new SafeMap();

// { mode, name, nid, blockSize, ivLength, keyLength }, undefined for none.
function findCipher(name) {
  const found = known.get(name);
  if (found !== undefined) return found;
  const list = binding.cipherInfo(name);
  if (list === undefined) return undefined;
  const { 0: mode, 1: shown, 2: nid, 3: blockSize, 4: ivLength,
          5: keyLength } = list;
  const cipher = {
    mode, name: shown, nid, blockSize, ivLength, keyLength,
    authenticated: mode === kGcm || mode === kCcm || mode === kOcb ||
      nid === kChaCha,
  };
  known.set(name, cipher);
  return cipher;
}

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(
      'nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  const cipher = findCipher(nameOrNid);
  if (cipher === undefined) return undefined;
  if ((keyLength !== undefined || ivLength !== undefined) &&
      !binding.cipherTakes(nameOrNid, keyLength ?? -1, ivLength ?? -1)) {
    return undefined;
  }
  const info = {
    __proto__: null,
    mode: kModes[cipher.mode],
    name: StringPrototypeToLowerCase(cipher.name),
    nid: cipher.nid,
    keyLength: keyLength ?? cipher.keyLength,
  };
  if (cipher.mode !== kStream) info.blockSize = cipher.blockSize;
  if (cipher.ivLength !== 0) info.ivLength = ivLength ?? cipher.ivLength;
  return info;
}

// Of names that differ in case only, the lower-case one stays.
function withoutDuplicates(names) {
  const byName = new SafeMap();
  for (let i = 0; i < names.length; i++) {
    const key = StringPrototypeToLowerCase(names[i]);
    if (names[i] === key || !byName.has(key)) byName.set(key, names[i]);
  }
  return ArrayPrototypeSort([...byName.values()]);
}

let cipherNames;

function getCiphers() {
  cipherNames ??= withoutDuplicates(binding.cipherNames());
  return cipherNames.slice();
}

// --- Opening -----------------------------------------------------------------

const warnOfShortTag = getDeprecationWarningEmitter(
  'DEP0182', 'Using AES-GCM authentication tags of less than 128 bits ' +
  'without specifying the authTagLength option when initializing ' +
  'decryption is deprecated.', undefined, false);

function invalidTagLength(length) {
  return new ERR_CRYPTO_INVALID_AUTH_TAG(
    `Invalid authentication tag length: ${length}`);
}

function isGcmTagLength(length) {
  return length === 4 || length === 8 || (length >= 12 && length <= 16);
}

// The tag length that holds for the cipher, -1 while nobody has said.
function tagLengthOf(cipher, name, wanted) {
  if (!cipher.authenticated) return -1;
  if (cipher.mode === kGcm) {
    if (wanted !== -1 && !isGcmTagLength(wanted)) throw invalidTagLength(wanted);
    return wanted;
  }
  if (wanted !== -1) return wanted;
  if (cipher.nid === kChaCha) return 16;
  throw new ERR_CRYPTO_INVALID_AUTH_TAG(`authTagLength required for ${name}`);
}

function maxMessageOf(cipher, ivLength) {
  if (cipher.mode !== kCcm) return 2 ** 31 - 1;
  return ivLength === 12 ? 0xffffff : ivLength === 13 ? 0xffff : 2 ** 31 - 1;
}

function checkIv(cipher, iv) {
  const length = iv === null ? 0 : iv.byteLength;
  if ((length === 0 && cipher.ivLength !== 0) ||
      (!cipher.authenticated && length !== 0 && length !== cipher.ivLength) ||
      (cipher.nid === kChaCha && length > 12)) {
    throw new ERR_CRYPTO_INVALID_IV();
  }
  return length;
}

class State {
  constructor(encrypt, name, key, iv, wantedTagLength) {
    const cipher = findCipher(name);
    if (cipher === undefined) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
    const ivLength = checkIv(cipher, iv);
    this.encrypt = encrypt;
    this.cipher = cipher;
    this.tagLength = tagLengthOf(cipher, name, wantedTagLength);
    this.maxMessage = maxMessageOf(cipher, ivLength);
    this.tag = undefined;
    this.tagPassed = false;
    this.failed = false;  // CCM tells of a wrong tag in update()
    this.decoder = undefined;
    this.encoding = undefined;
    const context = binding.cipherOpen(
      encrypt, name, key, iv,
      cipher.authenticated && cipher.mode !== kGcm ? this.tagLength : -1);
    if (typeof context === 'number') this.refuse(context);
    this.context = context;
  }

  refuse(code) {
    if (code === kBadIv) throw new ERR_CRYPTO_INVALID_IV();
    if (code === kBadKeyLength) throw new ERR_CRYPTO_INVALID_KEYLEN();
    if (code === kBadTagLength) throw invalidTagLength(this.tagLength);
    throw opensslError('Failed to initialize cipher');
  }

  need(operation, condition) {
    if (!condition || this.context === null) {
      throw new ERR_CRYPTO_INVALID_STATE(operation);
    }
  }

  // OpenSSL wants the tag before the data, once.
  passTag() {
    if (this.tag === undefined || this.tagPassed) return;
    if (!binding.cipherSetTag(this.context, this.tag)) throw opensslError();
    this.tagPassed = true;
  }

  update(data) {
    if (this.context === null) {
      throw opensslError('Trying to add data in unsupported state');
    }
    if (!this.encrypt && this.cipher.authenticated) this.passTag();
    const size = typeof data === 'string' ? Buffer.byteLength(data) :
      data.byteLength;
    const ccm = this.cipher.mode === kCcm;
    if (ccm && size > this.maxMessage) {
      throw new ERR_CRYPTO_INVALID_MESSAGELEN();
    }
    if (size + kSlack > kMaxUpdate) {
      throw new Error('Trying to add data in unsupported state');
    }
    const out = new FastBuffer(size + kSlack);
    const n = binding.cipherUpdate(this.context, data, out);
    if (n >= 0) return n === 0 ? new FastBuffer() : cut(out, n);
    if (ccm && !this.encrypt) {
      binding.takeErrors();
      this.failed = true;
      return new FastBuffer();
    }
    throw opensslError('Trying to add data in unsupported state');
  }

  final() {
    if (this.context === null) throw new ERR_CRYPTO_INVALID_STATE('final');
    const { context, cipher } = this;
    if (!this.encrypt && cipher.authenticated) this.passTag();
    let n = -1;
    const out = new FastBuffer(kSlack);
    if (!this.encrypt && cipher.authenticated && this.tag === undefined) {
      binding.takeErrors();
    } else if (cipher.mode === kCcm) {
      n = this.failed ? -1 : 0;
    } else {
      n = binding.cipherFinal(context, out);
    }
    this.context = null;
    if (n < 0) {
      throw opensslError(cipher.authenticated ?
        'Unsupported state or unable to authenticate data' :
        'Unsupported state', true);
    }
    if (this.encrypt && cipher.authenticated) this.takeTag(context);
    return cut(out, n);
  }

  takeTag(context) {
    if (this.tagLength === -1) this.tagLength = 16;
    this.tag = new FastBuffer(this.tagLength);
    if (!binding.cipherGetTag(context, this.tag)) throw opensslError();
  }

  setTag(tag) {
    this.need('setAuthTag', this.cipher.authenticated && !this.encrypt &&
                            this.tag === undefined);
    const length = tag.byteLength;
    const gcm = this.cipher.mode === kGcm;
    const fits = this.tagLength === length || (gcm && this.tagLength === -1);
    if (!fits || (gcm && !isGcmTagLength(length))) {
      throw invalidTagLength(length);
    }
    if (gcm && this.tagLength === -1 && length < 16) warnOfShortTag();
    this.tagLength = length;
    this.tag = require('internal/crypto/util').copyOf(tag);
  }

  setAAD(aad, textLength) {
    this.need('setAAD', this.cipher.authenticated);
    if (this.cipher.mode === kCcm) {
      if (textLength < 0) {
        throw missingTextLength();
      }
      if (textLength > this.maxMessage) {
        throw new ERR_CRYPTO_INVALID_MESSAGELEN();
      }
      if (!this.encrypt) this.passTag();
    } else {
      textLength = -1;
    }
    if (!binding.cipherSetAAD(this.context, aad, textLength)) {
      throw new ERR_CRYPTO_INVALID_STATE('setAAD');
    }
  }

  // A string in the encoding asked for, which stays the same.
  text(bytes, encoding, last) {
    const normal = normalizeEncoding(encoding);
    if (this.decoder === undefined) {
      if (normal === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
      const { StringDecoder } = require('string_decoder');
      this.decoder = new StringDecoder(encoding);
      this.encoding = normal;
    } else if (this.encoding !== normal) {
      if (normal === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
      require('internal/assert').fail('Cannot change encoding');
    }
    return last ? this.decoder.end(bytes) : this.decoder.write(bytes);
  }
}

function missingTextLength() {
  const error = new ERR_MISSING_ARGS('options.plaintextLength');
  error.message = 'options.plaintextLength required for CCM mode with AAD';
  return error;
}

function cut(out, n) {
  return new FastBuffer(out.buffer, 0, n);
}

// --- The classes -------------------------------------------------------------

function unsignedOption(options, key) {
  const value = options?.[key];
  if (value === undefined || value === null) return -1;
  if (value >>> 0 !== value) {
    throw new ERR_INVALID_ARG_VALUE(`options.${key}`, value);
  }
  return value;
}

function open(self, encrypt, cipher, key, iv, options) {
  validateString(cipher, 'cipher');
  const encoding = options?.encoding;
  if (encoding !== undefined && encoding !== null) {
    validateString(encoding, 'options.encoding');
  }
  const { prepareSecretKey } = require('internal/crypto/keys');
  key = prepareSecretKey(key, encoding ?? undefined);
  iv = iv === null ? null : getArrayBufferOrView(iv, 'iv');
  const tagLength = unsignedOption(options, 'authTagLength');
  self[kState] = new State(encrypt, cipher, key, iv, tagLength);
  ReflectApply(LazyTransform, self, [options]);
}

function Cipheriv(cipher, key, iv, options) {
  if (!new.target) return new Cipheriv(cipher, key, iv, options);
  open(this, true, cipher, key, iv, options);
}

function Decipheriv(cipher, key, iv, options) {
  if (!new.target) return new Decipheriv(cipher, key, iv, options);
  open(this, false, cipher, key, iv, options);
}

function _transform(chunk, encoding, callback) {
  this.push(this[kState].update(
    typeof chunk === 'string' ? textOrBytes(chunk, encoding) : chunk));
  callback();
}

function _flush(callback) {
  try {
    this.push(this[kState].final());
  } catch (err) {
    callback(err);
    return;
  }
  callback();
}

function update(data, inputEncoding, outputEncoding) {
  if (typeof data === 'string') {
    data = textOrBytes(data, inputEncoding);
  } else if (!ArrayBufferIsView(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const state = this[kState];
  const bytes = state.update(data);
  return outputEncoding && outputEncoding !== 'buffer' ?
    state.text(bytes, outputEncoding, false) : bytes;
}

function final(outputEncoding) {
  const state = this[kState];
  const bytes = state.final();
  return outputEncoding && outputEncoding !== 'buffer' ?
    state.text(bytes, outputEncoding, true) : bytes;
}

function setAutoPadding(pad) {
  const state = this[kState];
  state.need('setAutoPadding', true);
  if (!binding.cipherSetPadding(state.context, pad === undefined || !!pad)) {
    throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  }
  return this;
}

function setAAD(aad, options) {
  aad = getArrayBufferOrView(aad, 'aadbuf', options?.encoding);
  this[kState].setAAD(aad, unsignedOption(options, 'plaintextLength'));
  return this;
}

function getAuthTag() {
  const state = this[kState];
  if (state.context !== null || state.tag === undefined) {
    throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  }
  return Buffer.from(state.tag);
}

function setAuthTag(tag, encoding) {
  this[kState].setTag(getArrayBufferOrView(tag, 'buffer', encoding));
  return this;
}

function addMethods(Class) {
  ObjectSetPrototypeOf(Class.prototype, LazyTransform.prototype);
  ObjectSetPrototypeOf(Class, LazyTransform);
  const { prototype } = Class;
  prototype._transform = _transform;
  prototype._flush = _flush;
  prototype.update = update;
  prototype.final = final;
  prototype.setAutoPadding = setAutoPadding;
  prototype.setAAD = setAAD;
}
addMethods(Cipheriv);
Cipheriv.prototype.getAuthTag = getAuthTag;
addMethods(Decipheriv);
Decipheriv.prototype.setAuthTag = setAuthTag;

module.exports = {
  Cipheriv,
  Decipheriv,
  getCipherInfo,
  getCiphers,
  withoutDuplicates,
};
