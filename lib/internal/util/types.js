// SPDX-License-Identifier: MIT
// util.types: what a value is inside, whatever its prototype says.
'use strict';

const {
  ArrayBufferIsView,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;

const binding = internalBinding('types');

const tagOf = TypedArrayPrototypeGetSymbolToStringTag;

function isTypedArray(value) {
  return tagOf(value) !== undefined;
}

function isUint8Array(value) {
  return tagOf(value) === 'Uint8Array';
}

function isUint8ClampedArray(value) {
  return tagOf(value) === 'Uint8ClampedArray';
}

function isUint16Array(value) {
  return tagOf(value) === 'Uint16Array';
}

function isUint32Array(value) {
  return tagOf(value) === 'Uint32Array';
}

function isInt8Array(value) {
  return tagOf(value) === 'Int8Array';
}

function isInt16Array(value) {
  return tagOf(value) === 'Int16Array';
}

function isInt32Array(value) {
  return tagOf(value) === 'Int32Array';
}

function isFloat16Array(value) {
  return tagOf(value) === 'Float16Array';
}

function isFloat32Array(value) {
  return tagOf(value) === 'Float32Array';
}

function isFloat64Array(value) {
  return tagOf(value) === 'Float64Array';
}

function isBigInt64Array(value) {
  return tagOf(value) === 'BigInt64Array';
}

function isBigUint64Array(value) {
  return tagOf(value) === 'BigUint64Array';
}

// A key can exist only after the module that makes them was loaded, so these
// load nothing for other values.
let keys;

function lazyKeys() {
  const { isLoaded } = require('internal/bootstrap/realm');
  return (keys ??= isLoaded('internal/crypto/keys') ?
    require('internal/crypto/keys') : undefined);
}

function isKeyObject(value) {
  return lazyKeys()?.isKeyObject(value) ?? false;
}

function isCryptoKey(value) {
  return lazyKeys()?.isCryptoKey(value) ?? false;
}

module.exports = {
  ...binding,
  isArrayBufferView: ArrayBufferIsView,
  isTypedArray,
  isUint8Array,
  isUint8ClampedArray,
  isUint16Array,
  isUint32Array,
  isInt8Array,
  isInt16Array,
  isInt32Array,
  isFloat16Array,
  isFloat32Array,
  isFloat64Array,
  isBigInt64Array,
  isBigUint64Array,
  isKeyObject,
  isCryptoKey,
};
