'use strict';
// SPDX-License-Identifier: MIT
//
// What all web streams share: where the state is, queues with sizes,
// strategies, and small steps with promises.
//
// Names in this folder follow the algorithms of the Streams Standard.

const {
  ArrayBuffer,
  ObjectDefineProperties,
  ObjectDefineProperty,
  Promise,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  Symbol,
  SymbolToStringTag,
  TypeError,
  Uint8Array,
} = primordials;

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');

const kState = Symbol('kState');
// Passed to constructors that users may not call.
const kInternal = Symbol('kInternal');

function nop() {}

// A promise with its two ends, as an object that can be kept. Whether it is
// pending counts only where settle() is used.
function deferred() {
  let resolve;
  let reject;
  const promise = new Promise((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject, pending: true };
}

function settle(entry, isResolved, value) {
  if (entry.pending) {
    entry.pending = false;
    if (isResolved) {
      entry.resolve(value);
    } else {
      entry.reject(value);
    }
  }
}

function resolvedDeferred() {
  return { promise: PromiseResolve(), pending: false };
}

function rejectedDeferred(reason) {
  const promise = PromiseReject(reason);
  markHandled(promise);
  return { promise, pending: false };
}

// Its rejection is told elsewhere.
function markHandled(promise) {
  PromisePrototypeThen(promise, undefined, nop);
}

function then(promise, onFulfilled, onRejected) {
  return PromisePrototypeThen(promise, onFulfilled, onRejected);
}

// Most methods of sources and sinks return nothing: one promise does for all.
const kNothing = PromiseResolve();

function promiseOf(result) {
  return result === undefined ? kNothing : PromiseResolve(result);
}

// A method of a user's source or sink as a function with that many
// parameters, that always returns a promise; `fallback` when it is missing.
function methodOf(object, name, label, arity, fallback = () => kNothing) {
  const fn = object?.[name];
  if (fn === undefined) {
    return fallback;
  }
  if (typeof fn !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(`${label}.${name}`, 'Function', fn);
  }
  if (arity === 0) {
    return () => {
      try {
        return promiseOf(fn.call(object));
      } catch (err) {
        return PromiseReject(err);
      }
    };
  }
  if (arity === 1) {
    return (arg) => {
      try {
        return promiseOf(fn.call(object, arg));
      } catch (err) {
        return PromiseReject(err);
      }
    };
  }
  return (chunk, controller) => {
    try {
      return promiseOf(fn.call(object, chunk, controller));
    } catch (err) {
      return PromiseReject(err);
    }
  };
}

function extractHighWaterMark(value, fallback) {
  if (value === undefined) {
    return fallback;
  }
  const number = +value;
  if (!(number >= 0)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError(
      'strategy.highWaterMark', number);
  }
  return number;
}

function one() {
  return 1;
}

function extractSizeAlgorithm(size) {
  if (size === undefined) {
    return one;
  }
  if (typeof size !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('strategy.size', 'Function', size);
  }
  return size;
}

// A queue of values, each with a size. Taking from the front is cheap.
class SizedQueue {
  constructor() {
    this.reset();
  }

  reset() {
    this.entries = [];
    this.head = 0;
    this.totalSize = 0;
  }

  get length() {
    return this.entries.length - this.head;
  }

  push(value, size) {
    const number = +size;
    if (!(number >= 0) || number === Infinity) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
    }
    this.entries.push({ value, size: number });
    this.totalSize += number;
  }

  peek() {
    return this.entries[this.head].value;
  }

  // The first value has become smaller.
  shrinkFirst(n) {
    this.entries[this.head].size -= n;
    this.totalSize -= n;
  }

  shift() {
    const { value, size } = this.entries[this.head];
    if (this.entries.length === 1) {
      this.entries.pop();
    } else {
      this.entries[this.head++] = undefined;
      if (this.head === this.entries.length) {
        this.entries = [];
        this.head = 0;
      } else if (this.head > 256) {
        this.entries.splice(0, this.head);
        this.head = 0;
      }
    }
    // Rounding must not make it negative.
    this.totalSize = this.totalSize > size ? this.totalSize - size : 0;
    return value;
  }
}

function isBrand(value, Class) {
  return typeof value === 'object' && value !== null &&
    value[kState] !== undefined && value instanceof Class;
}

function checkThis(value, Class) {
  if (!isBrand(value, Class)) {
    throw new ERR_INVALID_THIS(Class.name);
  }
}

// A wrong `this` is an error of the language; users know V8's words for it.
function checkPrivate(isThere, name) {
  if (!isThere) {
    throw new TypeError(`Cannot read private member ${name} from an object ` +
      'whose class did not declare it');
  }
}

function checkInternal(key) {
  if (key !== kInternal) {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}

// Web IDL: operations and attributes are enumerable, the class has a tag.
function defineIdl(Class, names) {
  const descriptors = { __proto__: null };
  for (const name of names) {
    descriptors[name] = { __proto__: null, enumerable: true };
  }
  ObjectDefineProperties(Class.prototype, descriptors);
  ObjectDefineProperty(Class.prototype, SymbolToStringTag, {
    __proto__: null,
    configurable: true,
    value: Class.name,
  });
}

function customInspect(depth, options, name, data) {
  if (depth < 0) {
    return `${name} [Object]`;
  }
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(data, {
    ...options,
    depth: options.depth === null || options.depth === undefined ?
      null : options.depth - 1,
  })}`;
}

// Bytes.

function isDetached(buffer) {
  return buffer.detached === true;
}

function transferArrayBuffer(buffer) {
  return buffer.transfer();
}

function copyBytes(buffer, offset, length) {
  const copy = new Uint8Array(length);
  copy.set(new Uint8Array(buffer, offset, length));
  return copy;
}

function isArrayBuffer(value) {
  return value instanceof ArrayBuffer;
}

module.exports = {
  SizedQueue,
  checkInternal,
  checkPrivate,
  checkThis,
  copyBytes,
  customInspect,
  deferred,
  defineIdl,
  extractHighWaterMark,
  extractSizeAlgorithm,
  isArrayBuffer,
  isBrand,
  isDetached,
  kInternal,
  kState,
  markHandled,
  methodOf,
  nop,
  rejectedDeferred,
  resolvedDeferred,
  settle,
  then,
  transferArrayBuffer,
};
