// SPDX-License-Identifier: MIT
// The structuredClone() global: HTML's StructuredSerialize and Deserialize in
// one pass, since both ends are in the same realm. `memory` maps what has been
// met to its copy, so cycles and shared references keep their shape.
'use strict';

const {
  Array,
  ArrayBuffer,
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeSlice,
  ArrayIsArray,
  ArrayPrototypePush,
  BigInt,
  BigIntPrototypeValueOf,
  Boolean,
  BooleanPrototypeValueOf,
  DataView,
  Date,
  DatePrototypeGetTime,
  Error,
  EvalError,
  FunctionPrototypeToString,
  Map,
  MapPrototypeEntries,
  MapPrototypeSet,
  Number,
  NumberPrototypeValueOf,
  Object,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RangeError,
  ReferenceError,
  RegExp,
  RegExpPrototypeGetFlags,
  RegExpPrototypeGetSource,
  SafeMap,
  SafeSet,
  Set,
  SetPrototypeAdd,
  SetPrototypeValues,
  String,
  StringPrototypeValueOf,
  SymbolIterator,
  SymbolPrototypeToString,
  SyntaxError,
  TypeError,
  TypedArrayPrototypeGetSymbolToStringTag,
  URIError,
  Uint8Array,
  globalThis,
} = primordials;

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { lazyDOMException } = require('internal/util');
const types = require('internal/util/types');
const {
  Immutable,
  deserialize,
  kClone,
  kTransfer,
  kTransferable,
  kCloneable,
  transferMode,
} = require('internal/worker/js_transferable');

const errorTypes = {
  __proto__: null,
  Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError,
  URIError,
};

function cloneError(value) {
  let text;
  if (typeof value === 'symbol') {
    text = SymbolPrototypeToString(value);
  } else if (typeof value === 'function') {
    text = FunctionPrototypeToString(value);
  } else {
    let name = 'Object';
    try {
      name = value.constructor?.name || name;
    } catch { /* a getter of the user's */ }
    text = `#<${name}>`;
  }
  return lazyDOMException(`${text} could not be cloned.`, 'DataCloneError');
}

function setOwn(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, configurable: true, enumerable: true, value,
    writable: true,
  });
}

class Cloner {
  // For each transferred object, how to make it anew.
  constructor(transfer) {
    this.memory = new SafeMap();
    this.transferred = transfer;
    this.later = [];  // objects whose properties are still to be copied
    this.alone = false;  // the value is a buffer or a view and nothing else
  }

  // Everything that was to be transferred is gone from its sender, also what
  // the value does not hold.
  detach() {
    this.transferred.forEach((object) => {
      if (!this.memory.has(object)) {
        this.clone(object);
      }
      if (types.isArrayBuffer(object) && !object.detached) {
        object.transfer(0);
      }
    });
  }

  run(value) {
    const copy = this.clone(value);
    // Depth is in this list, not on the stack.
    while (this.later.length > 0) {
      const { 0: source, 1: target } = this.later.pop();
      this.properties(source, target);
    }
    return copy;
  }

  // A copy with everything in it, for those who look inside at once.
  whole(value) {
    const { later } = this;
    this.later = [];
    const copy = this.run(value);
    this.later = later;
    return copy;
  }

  clone(value) {
    if (typeof value === 'symbol' || typeof value === 'function') {
      throw cloneError(value);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const known = this.memory.get(value);
    if (known !== undefined) {
      return known;
    }
    const copy = this.transferred.has(value) ? this.transfer(value) :
      this.object(value);
    this.memory.set(value, copy);
    return copy;
  }

  // A fresh copy; what can hold references to itself is entered in the memory
  // before its parts are copied.
  object(value) {
    if (ArrayIsArray(value) && !types.isProxy(value)) {
      const copy = new Array(value.length);
      this.copyLater(value, copy);
      return copy;
    }
    if (types.isMap(value)) {
      return this.map(value);
    }
    if (types.isSet(value)) {
      return this.set(value);
    }
    if (types.isDate(value)) {
      return new Date(DatePrototypeGetTime(value));
    }
    if (types.isRegExp(value)) {
      return new RegExp(RegExpPrototypeGetSource(value),
                        RegExpPrototypeGetFlags(value));
    }
    if (types.isNativeError(value)) {
      return this.error(value);
    }
    if (types.isSharedArrayBuffer(value)) {
      return value;
    }
    if (types.isArrayBuffer(value)) {
      return this.buffer(value);
    }
    if (types.isArrayBufferView(value)) {
      return this.view(value);
    }
    if (types.isBoxedPrimitive(value)) {
      return boxed(value);
    }
    return this.other(value);
  }

  copyLater(source, target) {
    this.memory.set(source, target);
    ArrayPrototypePush(this.later, [source, target]);
  }

  properties(source, target) {
    const keys = ObjectKeys(source);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      // A getter may have removed it since.
      if (ObjectPrototypeHasOwnProperty(source, key)) {
        setOwn(target, key, this.clone(source[key]));
      }
    }
  }

  map(value) {
    const copy = new Map();
    this.memory.set(value, copy);
    const entries = [];
    for (const entry of MapPrototypeEntries(value)) {
      ArrayPrototypePush(entries, entry);
    }
    for (let i = 0; i < entries.length; i++) {
      MapPrototypeSet(copy, this.clone(entries[i][0]),
                      this.clone(entries[i][1]));
    }
    return copy;
  }

  set(value) {
    const copy = new Set();
    this.memory.set(value, copy);
    const members = [];
    for (const member of SetPrototypeValues(value)) {
      ArrayPrototypePush(members, member);
    }
    for (let i = 0; i < members.length; i++) {
      SetPrototypeAdd(copy, this.clone(members[i]));
    }
    return copy;
  }

  buffer(value) {
    if (value.detached) {
      throw lazyDOMException(
        'An ArrayBuffer is detached and could not be cloned.',
        'DataCloneError');
    }
    if (!value.resizable) {
      return ArrayBufferPrototypeSlice(value, 0);
    }
    const copy = new ArrayBuffer(ArrayBufferPrototypeGetByteLength(value),
                                 { maxByteLength: value.maxByteLength });
    new Uint8Array(copy).set(new Uint8Array(value));
    return copy;
  }

  view(value) {
    const tag = TypedArrayPrototypeGetSymbolToStringTag(value);
    const Class = tag === undefined ? DataView : globalThis[tag];
    // Read before the buffer is detached.
    const { byteOffset } = value;
    const length = tag === undefined ? value.byteLength : value.length;
    const tracking = value.buffer.resizable === true && tracksLength(value);
    const buffer = this.clone(value.buffer);
    return tracking ? new Class(buffer, byteOffset) :
      new Class(buffer, byteOffset, length);
  }

  error(value) {
    const DOMException = require('internal/util').lazyDOMExceptionClass();
    if (value instanceof DOMException) {
      const copy = new DOMException(value.message, value.name);
      setHidden(copy, 'stack', value.stack);
      return copy;
    }
    const Class = errorTypes[`${value.name}`] ?? Error;
    const copy = new Class();
    this.memory.set(value, copy);
    delete copy.message;
    const message = ObjectGetOwnPropertyDescriptor(value, 'message');
    if (message !== undefined && 'value' in message) {
      setHidden(copy, 'message', `${message.value}`);
    }
    if (typeof value.stack === 'string') {
      setHidden(copy, 'stack', value.stack);
    }
    const cause = ObjectGetOwnPropertyDescriptor(value, 'cause');
    if (cause !== undefined && 'value' in cause) {
      setHidden(copy, 'cause', this.clone(cause.value));
    }
    return copy;
  }

  // A plain object, one of the library's own, or one that cannot be cloned.
  other(value) {
    if (value instanceof Immutable) {
      return value;
    }
    const mode = transferMode(value);
    if (mode !== undefined || typeof value[kClone] === 'function') {
      if ((mode !== undefined && (mode & kCloneable) === 0) ||
          typeof value[kClone] !== 'function') {
        throw cloneError(value);
      }
      const { data, deserializeInfo } = value[kClone]();
      return deserialize(deserializeInfo, this.whole(data));
    }
    if (types.isProxy(value) || types.isPromise(value) ||
        types.isWeakMap(value) || types.isWeakSet(value) ||
        types.isGeneratorObject(value) || types.isMapIterator(value) ||
        types.isSetIterator(value) || types.isExternal(value) ||
        isWeakReference(value) ||
        require('internal/transferability').isMarkedAsUncloneable(value)) {
      throw cloneError(value);
    }
    if (isStream(value)) {
      throw lazyDOMException(
        'Object that needs transfer was found in message but not listed in ' +
        'transferList', 'DataCloneError');
    }
    const copy = {};
    this.copyLater(value, copy);
    return copy;
  }

  transfer(value) {
    if (types.isAnyArrayBuffer(value)) {
      // Views that are met later still have to say where they began: among
      // other things the memory is copied, and detach() empties it at the end.
      return this.alone ? value.transfer() : this.buffer(value);
    }
    if (typeof value[kTransfer] !== 'function') {
      return require('internal/webstreams/transfer').transferStream(value);
    }
    const { data, deserializeInfo } = value[kTransfer]();
    return deserialize(deserializeInfo, this.whole(data));
  }
}

// Whether this is a web stream; there is none before the module is loaded.
function isStream(value) {
  const { isLoaded } = require('internal/bootstrap/realm');
  return isLoaded('internal/webstreams/readablestream') &&
    require('internal/webstreams/transfer').isTransferableStream(value);
}

function setHidden(object, key, value) {
  ObjectDefineProperty(object, key, {
    __proto__: null, configurable: true, enumerable: false, value,
    writable: true,
  });
}

function boxed(value) {
  if (types.isNumberObject(value)) {
    return new Number(NumberPrototypeValueOf(value));
  }
  if (types.isStringObject(value)) {
    return new String(StringPrototypeValueOf(value));
  }
  if (types.isBooleanObject(value)) {
    return new Boolean(BooleanPrototypeValueOf(value));
  }
  if (types.isBigIntObject(value)) {
    return Object(BigInt(BigIntPrototypeValueOf(value)));
  }
  throw cloneError(value);
}

// Whether the view grows with its buffer; nothing says it, but trying.
function tracksLength(view) {
  const { buffer, byteOffset, byteLength } = view;
  return byteOffset + byteLength === buffer.byteLength &&
    buffer.byteLength < buffer.maxByteLength && grows(view, buffer);
}

function grows(view, buffer) {
  const { byteLength } = buffer;
  const before = view.byteLength;
  buffer.resize(buffer.maxByteLength);
  const grown = view.byteLength > before;
  buffer.resize(byteLength);
  return grown;
}

function isWeakReference(value) {
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype === null) {
    return false;
  }
  const { WeakRef, FinalizationRegistry } = primordials;
  return value instanceof WeakRef || value instanceof FinalizationRegistry;
}

function transferError(message) {
  return lazyDOMException(message, 'DataCloneError');
}

// The objects of the transfer list, checked, as a set.
function readTransferList(list) {
  const transfer = new SafeSet();
  const { isMarkedAsUntransferable } = require('internal/transferability');
  for (const object of list) {
    if (transfer.has(object)) {
      throw transferError(types.isAnyArrayBuffer(object) ?
        'Transfer list contains duplicate ArrayBuffer' :
        'Transfer list contains duplicate object');
    }
    if (types.isArrayBuffer(object)) {
      if (object.detached || isMarkedAsUntransferable(object)) {
        throw transferError('An ArrayBuffer is detached and could not be ' +
          'cloned.');
      }
    } else if (isStream(object)) {
      if (require('internal/webstreams/transfer').isLocked(object)) {
        throw transferError('Cannot transfer a locked stream');
      }
    } else if (typeof object !== 'object' || object === null ||
               typeof object[kTransfer] !== 'function' ||
               isMarkedAsUntransferable(object) ||
               ((transferMode(object) ?? kTransferable) & kTransferable) ===
                 0) {
      throw transferError('Found invalid object in transferList');
    }
    transfer.add(object);
  }
  return transfer;
}

function conversionError(message) {
  const error = new TypeError(
    `Failed to execute 'structuredClone': ${message}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function structuredClone(value, options) {
  if (arguments.length === 0) {
    throw new ERR_MISSING_ARGS('value');
  }
  if (options !== undefined && options !== null &&
      typeof options !== 'object' && typeof options !== 'function') {
    throw conversionError('Options cannot be converted to a dictionary');
  }
  const list = options?.transfer;
  let transfer = kNoTransfer;
  if (list !== undefined) {
    if (list === null || typeof list !== 'object' ||
        typeof list[SymbolIterator] !== 'function') {
      throw conversionError(
        'transfer in Options can not be converted to sequence.');
    }
    transfer = readTransferList(list);
  }
  const cloner = new Cloner(transfer);
  cloner.alone = types.isArrayBuffer(value) || types.isArrayBufferView(value);
  const copy = cloner.run(value);
  cloner.detach();
  return copy;
}

const kNoTransfer = new SafeSet();

module.exports = { structuredClone };
