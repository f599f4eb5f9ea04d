// SPDX-License-Identifier: MIT
// DiffieHellman, DiffieHellmanGroup, ECDH and diffieHellman().
'use strict';

const {
  ArrayBufferIsView,
  Error,
  FunctionPrototypeCall,
  Number,
  ObjectDefineProperty,
  RangeError,
  Symbol,
} = primordials;

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { codedError, opensslError } = require('internal/crypto/errors');
const { copyOf, encode, getArrayBufferOrView, toBuffer } =
  require('internal/crypto/util');
const { deprecate } = require('internal/util');
const { isAnyArrayBuffer } = require('internal/util/types');
const {
  codes: {
    ERR_CRYPTO_ECDH_INVALID_FORMAT,
    ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY,
    ERR_CRYPTO_INCOMPATIBLE_KEY,
    ERR_CRYPTO_INVALID_CURVE,
    ERR_CRYPTO_INVALID_KEYPAIR,
    ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
    ERR_CRYPTO_UNKNOWN_DH_GROUP,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } =
  require('internal/validators');

const kState = Symbol('kState');
const kGenerator = 2;
const kBytes = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

function isBytes(value) {
  return ArrayBufferIsView(value) || isAnyArrayBuffer(value);
}

// A copy of what was given.
function bytesOf(value, name, encoding) {
  return toBuffer(copyOf(getArrayBufferOrView(value, name, encoding)));
}

// --- Over numbers ------------------------------------------------------------

// The bytes of a number that a program wrote as one.
function numberBytes(value) {
  if (value < 0) return Buffer.alloc(1);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  let at = 0;
  while (at < 3 && bytes[at] === 0) at++;
  return bytes.subarray(at);
}

class State {
  constructor(prime, generator) {
    this.prime = prime;
    this.generator = generator;
    this.publicKey = undefined;
    this.privateKey = undefined;
  }

  check() {
    const codes = binding.dhCheck(this.prime, this.generator);
    if (codes === null) throw opensslError();
    return codes;
  }
}

function setUp(self, state) {
  self[kState] = state;
  ObjectDefineProperty(self, 'verifyError', {
    __proto__: null, enumerable: true, value: state.check(), writable: false,
  });
}

function generated(size, generator) {
  const number = typeof generator === 'number' ? generator :
    Number(`0x${Buffer.from(generator).toString('hex') || '0'}`);
  const prime = binding.dhGenerate(size, number);
  if (prime === null) throw opensslError();
  return toBuffer(prime);
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!new.target) {
    return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  }
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' &&
      !isBytes(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', ['number', ...kBytes],
                                   sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && keyEncoding !== 'buffer' &&
      !Buffer.isEncoding(keyEncoding)) {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = undefined;
  }
  if (!generator) {
    generator = kGenerator;
  } else if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
  } else if (typeof generator !== 'string' && !isBytes(generator)) {
    throw new ERR_INVALID_ARG_TYPE('generator', ['number', ...kBytes],
                                   generator);
  }
  const root = typeof generator === 'number' ? numberBytes(generator) :
    bytesOf(generator, 'generator', genEncoding);
  const prime = typeof sizeOrKey === 'number' ?
    generated(sizeOrKey, generator) :
    bytesOf(sizeOrKey, 'sizeOrKey', keyEncoding || undefined);
  setUp(this, new State(prime, root));
}

function findGroup(name) {
  const prime = binding.dhGroup(name.toLowerCase());
  return prime === undefined ? undefined :
    { prime: toBuffer(prime), generator: kGenerator };
}

function DiffieHellmanGroup(name) {
  if (!new.target) return new DiffieHellmanGroup(name);
  validateString(name, 'name');
  const group = findGroup(name);
  if (group === undefined) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
  setUp(this, new State(group.prime, numberBytes(group.generator)));
}

// Makes what is missing, and the public key of a private one that was set.
function generateKeys(encoding) {
  const state = this[kState];
  const pair = binding.dhKeys(state.prime, state.generator, state.privateKey);
  if (pair === null) throw opensslError('Key generation failed');
  state.publicKey = toBuffer(pair[0]);
  state.privateKey ??= toBuffer(pair[1]);
  return encode(Buffer.from(state.publicKey), encoding);
}

function computeSecret(key, inEncoding, outEncoding) {
  const { prime, generator, privateKey } = this[kState];
  key = getArrayBufferOrView(key, 'otherPublicKey', inEncoding);
  const secret =
    binding.dhSecret(prime, generator, privateKey ?? Buffer.alloc(0), key);
  if (typeof secret === 'number') {
    throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN',
                     secret === -1 ? 'Supplied key is too small' :
                       secret === -2 ? 'Supplied key is too large' :
                         'Supplied key is invalid');
  }
  if (secret === null) throw opensslError();
  return encode(toBuffer(secret), outEncoding);
}

function getPrime(encoding) {
  return encode(Buffer.from(this[kState].prime), encoding);
}

function getGenerator(encoding) {
  return encode(Buffer.from(this[kState].generator), encoding);
}

function noKey(kind) {
  return codedError(
    Error, 'ERR_CRYPTO_INVALID_STATE',
    `No ${kind} key - did you forget to generate one?`);
}

function getPublicKey(encoding) {
  const { publicKey } = this[kState];
  if (publicKey === undefined) throw noKey('public');
  return encode(Buffer.from(publicKey), encoding);
}

function getPrivateKey(encoding) {
  const { privateKey } = this[kState];
  if (privateKey === undefined) throw noKey('private');
  return encode(Buffer.from(privateKey), encoding);
}

function addMethods(Class) {
  const { prototype } = Class;
  prototype.generateKeys = generateKeys;
  prototype.computeSecret = computeSecret;
  prototype.getPrime = getPrime;
  prototype.getGenerator = getGenerator;
  prototype.getPublicKey = getPublicKey;
  prototype.getPrivateKey = getPrivateKey;
}
addMethods(DiffieHellman);
addMethods(DiffieHellmanGroup);

DiffieHellman.prototype.setPublicKey = function setPublicKey(key, encoding) {
  this[kState].publicKey = bytesOf(key, 'key', encoding);
  return this;
};

DiffieHellman.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  this[kState].privateKey = bytesOf(key, 'key', encoding);
  return this;
};

// --- Over curves -------------------------------------------------------------

const kForms = { __proto__: null, compressed: 2, uncompressed: 4, hybrid: 6 };

function formOf(format) {
  if (!format) return kForms.uncompressed;
  const form = kForms[format];
  if (form === undefined) throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(`${format}`);
  return form;
}

function checkCurve(curve) {
  if (!binding.hasCurve(curve)) throw new ERR_CRYPTO_INVALID_CURVE();
}

function operationFailed(message) {
  return codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', message);
}

function notPoint() {
  return operationFailed('Failed to convert Buffer to EC_POINT');
}

function ECDH(curve) {
  if (!new.target) return new ECDH(curve);
  validateString(curve, 'curve');
  checkCurve(curve);
  this[kState] = { curve, publicKey: undefined, privateKey: undefined };
}

function setPair(state, pair) {
  state.publicKey = toBuffer(pair[0]);
  state.privateKey = toBuffer(pair[1]);
}

ECDH.prototype.computeSecret = function(key, inEncoding, outEncoding) {
  const { curve, publicKey, privateKey } = this[kState];
  key = getArrayBufferOrView(key, 'otherPublicKey', inEncoding);
  const own = privateKey === undefined ? undefined :
    binding.curveKeys(curve, privateKey);
  if (own === undefined || publicKey === undefined ||
      !publicKey.equals(own[0])) {
    throw new ERR_CRYPTO_INVALID_KEYPAIR();
  }
  const secret = binding.curveSecret(curve, privateKey, key);
  if (secret === null) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
  return encode(toBuffer(secret), outEncoding);
};

ECDH.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  key = getArrayBufferOrView(key, 'privateKey', encoding);
  const state = this[kState];
  const pair = binding.curveKeys(state.curve, key);
  if (pair === null) {
    throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE',
                     'Private key is not valid for specified curve.');
  }
  setPair(state, pair);
  return this;
};

ECDH.prototype.setPublicKey = deprecate(function setPublicKey(key, encoding) {
  key = getArrayBufferOrView(key, 'publicKey', encoding);
  const state = this[kState];
  const point =
    binding.curveConvert(state.curve, key, kForms.uncompressed);
  if (point === null) throw notPoint();
  state.publicKey = toBuffer(point);
  return this;
}, 'ecdh.setPublicKey() is deprecated.', 'DEP0031');

ECDH.prototype.getPrivateKey = function getPrivateKey(encoding) {
  const { privateKey } = this[kState];
  if (privateKey === undefined) {
    throw operationFailed('Failed to get ECDH private key');
  }
  return encode(Buffer.from(privateKey), encoding);
};

ECDH.prototype.generateKeys = function generateKeys(encoding, format) {
  const state = this[kState];
  const pair = binding.curveKeys(state.curve);
  if (pair === null) throw opensslError('Failed to generate key');
  setPair(state, pair);
  return this.getPublicKey(encoding, format);
};

ECDH.prototype.getPublicKey = function getPublicKey(encoding, format) {
  const form = formOf(format);
  const { curve, publicKey } = this[kState];
  if (publicKey === undefined) {
    throw operationFailed('Failed to get ECDH public key');
  }
  return encode(toBuffer(binding.curveConvert(curve, publicKey, form)),
                encoding);
};

ECDH.convertKey = function convertKey(key, curve, inEncoding, outEncoding,
                                      format) {
  validateString(curve, 'curve');
  key = getArrayBufferOrView(key, 'key', inEncoding);
  const form = formOf(format);
  checkCurve(curve);
  const point = binding.curveConvert(curve, key, form);
  if (point === null) throw notPoint();
  return encode(toBuffer(point), outEncoding);
};

function getCurves() {
  return binding.curveNames().sort();
}

// --- Of two key objects ------------------------------------------------------

const kFailed = 'Deriving bits failed';
const kTypes = { __proto__: null, dh: 1, ec: 1, x448: 1, x25519: 1 };

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  const { isKeyObject, materialOf } = require('internal/crypto/keys');
  if (!isKeyObject(privateKey)) {
    throw new ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  }
  if (!isKeyObject(publicKey)) {
    throw new ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  }
  if (privateKey.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(privateKey.type, 'private');
  }
  if (publicKey.type !== 'public' && publicKey.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(publicKey.type,
                                                 'private or public');
  }
  const mine = privateKey.asymmetricKeyType;
  const theirs = publicKey.asymmetricKeyType;
  if (mine !== theirs || kTypes[mine] === undefined) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman',
                                          `${mine} and ${theirs}`);
  }
  const keys = [materialOf(privateKey), materialOf(publicKey)];
  if (callback === undefined) {
    const secret = binding.derive(keys[0], keys[1]);
    if (secret === null) throw opensslError(kFailed);
    return toBuffer(secret);
  }
  const { later } = require('internal/crypto/job');
  binding.derive(keys[0], keys[1], later('DERIVEBITSREQUEST', (err, secret) => {
    if (err) FunctionPrototypeCall(callback, undefined, err);
    else FunctionPrototypeCall(callback, undefined, null, toBuffer(secret));
  }, kFailed));
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  diffieHellman,
  findGroup,
  getCurves,
};
