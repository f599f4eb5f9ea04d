// SPDX-License-Identifier: MIT
// The predicates of util.types for an engine that does not show its types:
// each asks a method that only accepts its own kind, or the prototype where
// there is none without effects.
'use strict';

const {
  ArrayBufferPrototypeGetByteLength,
  BooleanPrototypeValueOf,
  DataViewPrototypeGetByteLength,
  DatePrototypeGetTime,
  Error,
  ErrorIsError,
  MapPrototypeGetSize,
  NumberPrototypeValueOf,
  Object,
  ObjectGetPrototypeOf,
  ObjectPrototypeToString,
  Promise,
  RegExpPrototypeGetFlags,
  RegExpPrototypeGetSource,
  SetPrototypeGetSize,
  SharedArrayBufferPrototypeGetByteLength,
  StringPrototypeValueOf,
  WeakMapPrototypeHas,
  WeakSetPrototypeHas,
} = primordials;

const isObject = (value) => typeof value === 'object' && value !== null;

function accepts(method) {
  return (value) => {
    if (!isObject(value)) {
      return false;
    }
    try {
      method(value);
      return true;
    } catch {
      return false;
    }
  };
}

const hasTag = (tag) => (value) =>
  isObject(value) && ObjectPrototypeToString(value) === `[object ${tag}]`;

const inherits = (prototype) => (value) => {
  for (let o = value; isObject(o); o = ObjectGetPrototypeOf(o)) {
    if (o === prototype) {
      return true;
    }
  }
  return false;
};

const isArrayBuffer = accepts(ArrayBufferPrototypeGetByteLength);
const isShared = accepts(SharedArrayBufferPrototypeGetByteLength);
const isAsyncGenerator = hasTag('AsyncGenerator');
const isGenerator = hasTag('Generator');

module.exports = {
  isAnyArrayBuffer: (value) => isArrayBuffer(value) || isShared(value),
  isArgumentsObject: hasTag('Arguments'),
  isBooleanObject: accepts(BooleanPrototypeValueOf),
  isDataView: accepts(DataViewPrototypeGetByteLength),
  isDate: accepts(DatePrototypeGetTime),
  isGeneratorObject: (value) => isGenerator(value) || isAsyncGenerator(value),
  isMap: accepts(MapPrototypeGetSize),
  isMapIterator: hasTag('Map Iterator'),
  isNativeError: ErrorIsError ?? inherits(Error.prototype),
  isNumberObject: accepts(NumberPrototypeValueOf),
  isPromise: inherits(Promise.prototype),
  isProxy: (value) => require('internal/util/introspect').getProxyDetails(
    value, false) !== undefined,
  isRegExp: accepts((value) =>
    RegExpPrototypeGetSource(value) + RegExpPrototypeGetFlags(value)),
  isSet: accepts(SetPrototypeGetSize),
  isSetIterator: hasTag('Set Iterator'),
  isStringObject: accepts(StringPrototypeValueOf),
  isWeakMap: accepts((value) => WeakMapPrototypeHas(value, value)),
  isWeakSet: accepts((value) => WeakSetPrototypeHas(value, value)),
  isWrapper: (value) => isObject(value) && Object(value) === value,
};
