// SPDX-License-Identifier: MIT
// util.types: what a value is inside, whatever its prototype says.
'use strict';

const {
  ArrayBuffer,
  ArrayBufferIsView,
  ArrayBufferPrototypeGetByteLength,
  BigIntPrototypeValueOf,
  Boolean,
  DataView,
  Date,
  FunctionPrototypeToString,
  Map,
  MapPrototypeEntries,
  Number,
  Object,
  ObjectGetPrototypeOf,
  Promise,
  Proxy,
  RegExp,
  RegExpPrototypeExec,
  Set,
  SetPrototypeValues,
  SharedArrayBuffer,
  String,
  Symbol,
  SymbolPrototypeValueOf,
  TypedArrayPrototypeGetSymbolToStringTag,
  Uint8Array,
  WeakMap,
  WeakSet,
} = primordials;
// `instanceof` needs no more than the engine's: the prototypes are the same.
const { engineErrors } = require('internal/bootstrap/realm');

const binding = internalBinding('types');

// One object of each kind: what the binding learns the engine's types from.
function samples() {
  const { 0: direct, 1: scoped } = binding.sloppyArguments();
  return [
    binding.kArguments, arguments,
    binding.kArguments, direct, binding.kArguments, scoped,
    binding.kArrayBuffer, new ArrayBuffer(0),
    binding.kArrayBuffer, new SharedArrayBuffer(0),
    binding.kBooleanObject, new Boolean(false),
    binding.kDataView, new DataView(new ArrayBuffer(0)),
    binding.kDate, new Date(0),
    binding.kError, new engineErrors.Error(),
    binding.kGenerator, (function* () {})(),
    binding.kGenerator, (async function* () {})(),
    binding.kMap, new Map(),
    binding.kMapIterator, MapPrototypeEntries(new Map()),
    binding.kNumberObject, new Number(0),
    binding.kPromise, new Promise(() => {}),
    binding.kProxy, new Proxy({}, {}),
    binding.kRegExp, new RegExp(''),
    binding.kSet, new Set(),
    binding.kSetIterator, SetPrototypeValues(new Set()),
    binding.kStringObject, new String(''),
    binding.kWeakMap, new WeakMap(),
    binding.kWeakSet, new WeakSet(),
    binding.kWrapper, Object(Symbol()), binding.kWrapper, Object(0n),
    binding.kOther, {}, binding.kOther, [], binding.kOther, () => {},
    binding.kOther, new Uint8Array(0),
  ];
}

const native = binding.calibrate(...samples()) ?
  binding : require('internal/util/types_plain');

const {
  isAnyArrayBuffer,
  isArgumentsObject,
  isBooleanObject,
  isDataView,
  isDate,
  isGeneratorObject,
  isMap,
  isMapIterator,
  isNativeError,
  isNumberObject,
  isPromise,
  isProxy: isEngineProxy,
  isRegExp,
  isSet,
  isSetIterator,
  isStringObject,
  isWeakMap,
  isWeakSet,
  isWrapper,
} = native;

function isProxy(value) {
  return isEngineProxy(value) && !isModuleNamespaceObject(value);
}

function isArrayBuffer(value) {
  if (!isAnyArrayBuffer(value)) {
    return false;
  }
  try {
    ArrayBufferPrototypeGetByteLength(value);
    return true;
  } catch {
    return false;
  }
}

function isSharedArrayBuffer(value) {
  return isAnyArrayBuffer(value) && !isArrayBuffer(value);
}

function isBigIntObject(value) {
  if (!isWrapper(value)) {
    return false;
  }
  try {
    BigIntPrototypeValueOf(value);
    return true;
  } catch {
    return false;
  }
}

function isSymbolObject(value) {
  if (!isWrapper(value)) {
    return false;
  }
  try {
    SymbolPrototypeValueOf(value);
    return true;
  } catch {
    return false;
  }
}

function isBoxedPrimitive(value) {
  return isNumberObject(value) || isStringObject(value) ||
    isBooleanObject(value) || isBigIntObject(value) || isSymbolObject(value);
}

// What functions of each kind inherit from, which tells almost always.
const functionPrototype = ObjectGetPrototypeOf(() => {});
const asyncPrototype = ObjectGetPrototypeOf(async () => {});
const generatorPrototype = ObjectGetPrototypeOf(function* () {});
const asyncGeneratorPrototype = ObjectGetPrototypeOf(async function* () {});

// 'async', 'generator', both, or nothing: for a function whose prototype
// somebody has replaced, by its text.
function kindByText(value) {
  const match = RegExpPrototypeExec(
    /^(async\b(?!\s*\())?\s*(?:function\s*)?(\*)?/,
    FunctionPrototypeToString(value));
  return { isAsync: match[1] !== undefined, isGenerator: match[2] !== undefined };
}

function isAsyncFunction(value) {
  if (typeof value !== 'function') {
    return false;
  }
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype === functionPrototype || prototype === generatorPrototype) {
    return false;
  }
  return prototype === asyncPrototype || prototype === asyncGeneratorPrototype ||
    (!isProxy(value) && kindByText(value).isAsync);
}

function isGeneratorFunction(value) {
  if (typeof value !== 'function') {
    return false;
  }
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype === functionPrototype || prototype === asyncPrototype) {
    return false;
  }
  return prototype === generatorPrototype ||
    prototype === asyncGeneratorPrototype ||
    (!isProxy(value) && kindByText(value).isGenerator);
}

// Pointers of addons, which have their own class of object.
function isExternal(value) {
  return false;
}

// The loader keeps the namespaces it makes.
function isModuleNamespaceObject(value) {
  const { isLoaded } = require('internal/bootstrap/realm');
  return isLoaded('internal/modules/esm/namespace') &&
    require('internal/modules/esm/namespace').isNamespace(value);
}

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
  isArgumentsObject,
  isArrayBuffer,
  isAsyncFunction,
  isBigIntObject,
  isBooleanObject,
  isDataView,
  isDate,
  isExternal,
  isGeneratorFunction,
  isGeneratorObject,
  isMap,
  isMapIterator,
  isModuleNamespaceObject,
  isNativeError,
  isNumberObject,
  isPromise,
  isProxy,
  isRegExp,
  isSet,
  isSetIterator,
  isSharedArrayBuffer,
  isStringObject,
  isSymbolObject,
  isWeakMap,
  isWeakSet,
  isAnyArrayBuffer,
  isBoxedPrimitive,
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
