// SPDX-License-Identifier: MIT
// HTML's StructuredSerialize: a value becomes a flat list of primitives, array
// buffers and native handles that owns nothing of the value. deserializer.js
// reads it, in this thread (structuredClone) or, after the trip through C
// (src/bindings/message.c), in another one.
//
// A string, boolean, null or undefined in the list stands for itself. All else
// begins with one of the tags below, each with what follows it. The parts of
// objects come behind the first value, in the order in which the objects were
// met: depth is in `queue`, not on the stack.
'use strict';

const {
  ArrayBufferPrototypeSlice,
  ArrayIsArray,
  ArrayPrototypePush,
  BigIntPrototypeToString,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  FunctionPrototypeToString,
  MapPrototypeEntries,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectHasOwn,
  ObjectKeys,
  ObjectPrototype,
  RegExpPrototypeGetFlags,
  RegExpPrototypeGetSource,
  SafeMap,
  SetPrototypeValues,
  StringPrototypeValueOf,
  SymbolPrototypeToString,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;

const { isLoaded } = require('internal/bootstrap/realm');
const { lazyDOMException } = require('internal/util');
const types = require('internal/util/types');
const { isOther } = internalBinding('types');
const transferability = require('internal/transferability');
const {
  Immutable,
  kClone,
  kCloneable,
  kTransfer,
  transferMode,
} = require('internal/worker/js_transferable');

const tags = {
  __proto__: null,
  kNumber: 0,  // the number
  kBigInt: 1,  // digits
  kSeen: 2,  // which object, by the order in which they were met
  kObject: 3,
  kArray: 4,  // length
  kMap: 5,
  kSet: 6,
  kDate: 7,  // time
  kRegExp: 8,  // source, flags
  kError: 9,  // class, message, stack, whether there is a cause [, cause]
  kDOMException: 10,  // message, name, stack
  kBoxed: 11,  // value
  kBuffer: 12,  // ArrayBuffer, maximum length or undefined
  kShared: 13,  // SharedArrayBuffer
  kView: 14,  // class, buffer, offset, length or undefined: all there is
  kHandle: 15,  // handle of a MessagePort
  kHost: 16,  // 'module:Class', data
  kLocal: 17,  // an object that both sides may have
};

const errorNames = {
  __proto__: null,
  Error: true, EvalError: true, RangeError: true, ReferenceError: true,
  SyntaxError: true, TypeError: true, URIError: true,
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
  return dataCloneError(`${text} could not be cloned.`);
}

function dataCloneError(message) {
  return lazyDOMException(message, 'DataCloneError');
}

function missingTransfer() {
  return dataCloneError('Object that needs transfer was found in message but ' +
    'not listed in transferList');
}

const kFew = 16;

// The numbers of objects, in the order in which they come. Most messages have
// few: those are searched for, a map is for more.
class Numbers {
  constructor() {
    this.list = [];
    this.map = undefined;
  }

  add(object) {
    const { list, map } = this;
    const number = list.length;
    list[number] = object;
    if (map !== undefined) {
      map.set(object, number);
    } else if (number === kFew) {
      this.map = new SafeMap();
      for (let i = 0; i <= number; i++) this.map.set(list[i], i);
    }
  }

  get(object) {
    const { list, map } = this;
    if (map !== undefined) return map.get(object);
    for (let i = 0; i < list.length; i++) {
      if (list[i] === object) return i;
    }
    return undefined;
  }
}

class Serializer {
  /**
   * @param {Set | undefined} transfer what is given away, checked
   * @param {boolean} local the reader is this thread
   */
  constructor(transfer, local) {
    this.list = [];
    this.transfer = transfer;
    this.local = local;
    this.met = new Numbers();
    this.queue = [];  // objects whose parts are still to be written
    this.moved = [];  // places in the list of what is given away, and it
  }

  /**
   * Throws before anything is given away.
   * @returns {Array} the list
   */
  serialize(value) {
    const { list, queue } = this;
    this.write(value);
    this.drain();
    if (this.transfer !== undefined) {
      this.transfer.forEach((object) => {
        if (this.met.get(object) === undefined) this.write(object);
      });
      this.drain();
      this.giveAway();
    }
    queue.length = 0;
    return list;
  }

  drain() {
    const { queue } = this;
    for (let i = 0; i < queue.length; i++) {
      this.parts(queue[i]);
    }
    queue.length = 0;
  }

  giveAway() {
    const { list, moved } = this;
    for (let i = 0; i < moved.length; i += 2) {
      const object = moved[i + 1];
      list[moved[i]] = types.isArrayBuffer(object) ? object.transfer() :
        require('internal/worker/message_port').takeHandle(object, this.local);
    }
  }

  push(value) {
    const { list } = this;
    list[list.length] = value;
  }

  // Its parts come later.
  later(value) {
    const { queue } = this;
    queue[queue.length] = value;
  }

  write(value) {
    switch (typeof value) {
      case 'object':
        if (value === null) {
          this.push(value);
          return;
        }
        this.reference(value);
        return;
      case 'number':
        this.push(tags.kNumber);
        this.push(value);
        return;
      case 'bigint':
        this.push(tags.kBigInt);
        this.push(BigIntPrototypeToString(value));
        return;
      case 'symbol':
      case 'function':
        throw cloneError(value);
      default:
        this.push(value);
    }
  }

  reference(value) {
    const { met } = this;
    const known = met.get(value);
    if (known !== undefined) {
      this.push(tags.kSeen);
      this.push(known);
      return;
    }
    // A view's buffer is met before the view.
    if (types.isArrayBufferView(value)) {
      this.view(value);
      return;
    }
    met.add(value);
    if (this.transfer !== undefined && this.transfer.has(value)) {
      this.transferred(value);
    } else {
      this.object(value);
    }
  }

  object(value) {
    if (isPlainObject(value)) {
      this.push(tags.kObject);
      this.later(value);
    } else if (ArrayIsArray(value) && !types.isProxy(value)) {
      this.push(tags.kArray);
      this.push(value.length);
      this.later(value);
    } else if (types.isMap(value)) {
      this.push(tags.kMap);
      this.later(value);
    } else if (types.isSet(value)) {
      this.push(tags.kSet);
      this.later(value);
    } else if (types.isDate(value)) {
      this.push(tags.kDate);
      this.push(DatePrototypeGetTime(value));
    } else if (types.isRegExp(value)) {
      this.push(tags.kRegExp);
      this.push(RegExpPrototypeGetSource(value));
      this.push(RegExpPrototypeGetFlags(value));
    } else if (types.isNativeError(value)) {
      this.error(value);
    } else if (types.isSharedArrayBuffer(value)) {
      this.shared(value);
    } else if (types.isArrayBuffer(value)) {
      this.buffer(value);
    } else if (types.isBoxedPrimitive(value)) {
      this.push(tags.kBoxed);
      this.write(unboxed(value));
    } else {
      this.other(value);
    }
  }

  // What hangs from an object, when its turn has come.
  parts(value) {
    if (ArrayIsArray(value)) {
      this.elements(value);
    } else if (types.isMap(value)) {
      const entries = [];
      for (const entry of MapPrototypeEntries(value)) {
        ArrayPrototypePush(entries, entry);
      }
      this.push(entries.length);
      for (let i = 0; i < entries.length; i++) {
        this.write(entries[i][0]);
        this.write(entries[i][1]);
      }
    } else if (types.isSet(value)) {
      const members = [];
      for (const member of SetPrototypeValues(value)) {
        ArrayPrototypePush(members, member);
      }
      this.push(members.length);
      for (let i = 0; i < members.length; i++) {
        this.write(members[i]);
      }
    } else {
      this.properties(value, ObjectKeys(value));
    }
  }

  // true and all elements of an array without holes and properties of other
  // names; else false and properties.
  elements(array) {
    const keys = ObjectKeys(array);
    const { length } = array;
    if (keys.length === length &&
        (length === 0 || keys[length - 1] === `${length - 1}`)) {
      this.push(true);
      for (let i = 0; i < length; i++) {
        this.write(array[i]);
      }
    } else {
      this.push(false);
      this.properties(array, keys);
    }
  }

  // How many, then each with its name.
  properties(object, keys) {
    const { list } = this;
    const at = list.length;
    let count = 0;
    this.push(0);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      // A getter may have removed it since.
      if (ObjectHasOwn(object, key)) {
        this.push(key);
        this.write(object[key]);
        count++;
      }
    }
    list[at] = count;
  }

  buffer(value) {
    if (value.detached) {
      throw dataCloneError(
        'An ArrayBuffer is detached and could not be cloned.');
    }
    let copy = value;
    if (this.local) {
      copy = ArrayBufferPrototypeSlice(value, 0);
    }
    this.push(tags.kBuffer);
    this.push(copy);
    this.push(value.resizable ? value.maxByteLength : undefined);
  }

  shared(value) {
    if (!this.local &&
        !require('internal/worker/messaging').canShareMemory) {
      throw cloneError(value);
    }
    this.push(tags.kShared);
    this.push(value);
  }

  view(value) {
    const name = TypedArrayPrototypeGetSymbolToStringTag(value);
    // Read before the buffer is detached.
    const { byteOffset } = value;
    const length = name === undefined ? value.byteLength : value.length;
    const tracking = value.buffer.resizable === true && tracksLength(value);
    this.push(tags.kView);
    this.push(name ?? 'DataView');
    this.reference(value.buffer);
    this.push(byteOffset);
    this.push(tracking ? undefined : length);
    this.met.add(value);
  }

  error(value) {
    const { lazyDOMExceptionClass } = require('internal/util');
    if (value instanceof (lazyDOMExceptionClass())) {
      this.push(tags.kDOMException);
      this.push(value.message);
      this.push(value.name);
      this.push(`${value.stack}`);
      return;
    }
    const name = `${value.name}`;
    const message = ObjectGetOwnPropertyDescriptor(value, 'message');
    const { stack } = value;
    const cause = ObjectGetOwnPropertyDescriptor(value, 'cause');
    this.push(tags.kError);
    this.push(errorNames[name] ? name : 'Error');
    this.push(message !== undefined && 'value' in message ?
      `${message.value}` : undefined);
    this.push(typeof stack === 'string' ? stack : undefined);
    const hasCause = cause !== undefined && 'value' in cause;
    this.push(hasCause);
    if (hasCause) this.write(cause.value);
  }

  // A plain object, one of the library's own, or one that cannot be cloned.
  other(value) {
    if (this.local && value instanceof Immutable) {
      this.push(tags.kLocal);
      this.push(value);
      return;
    }
    const mode = transferMode(value);
    if (mode !== undefined || typeof value[kClone] === 'function') {
      if ((mode !== undefined && (mode & kCloneable) === 0) ||
          typeof value[kClone] !== 'function') {
        throw typeof value[kTransfer] === 'function' ? missingTransfer() :
          cloneError(value);
      }
      this.host(value[kClone]());
      return;
    }
    if (types.isProxy(value) || types.isPromise(value) ||
        types.isWeakMap(value) || types.isWeakSet(value) ||
        types.isGeneratorObject(value) || types.isMapIterator(value) ||
        types.isSetIterator(value) || types.isExternal(value) ||
        isWeakReference(value) ||
        transferability.isMarkedAsUncloneable(value)) {
      throw cloneError(value);
    }
    if (isPort(value) || isStream(value) ||
        typeof value[kTransfer] === 'function') {
      throw missingTransfer();
    }
    this.push(tags.kObject);
    this.later(value);
  }

  host({ data, deserializeInfo }) {
    this.push(tags.kHost);
    this.push(deserializeInfo);
    this.write(data);
  }

  transferred(value) {
    if (types.isArrayBuffer(value)) {
      this.push(tags.kBuffer);
      ArrayPrototypePush(this.moved, this.list.length, value);
      this.push(undefined);
      this.push(value.resizable ? value.maxByteLength : undefined);
    } else if (isPort(value)) {
      this.push(tags.kHandle);
      ArrayPrototypePush(this.moved, this.list.length, value);
      this.push(undefined);
    } else if (isStream(value)) {
      if (!this.local) throw cloneError(value);
      this.push(tags.kLocal);
      this.push(require('internal/webstreams/transfer').transferStream(value));
    } else {
      this.host(value[kTransfer]());
    }
  }
}

// What most objects are; the others are looked at one after the other.
function isPlainObject(value) {
  return ObjectGetPrototypeOf(value) === ObjectPrototype && isOther(value) &&
    transferMode(value) === undefined && value[kClone] === undefined &&
    value[kTransfer] === undefined &&
    !transferability.isMarkedAsUncloneable(value);
}

// Ports and web streams are there only after their modules are loaded.
function isPort(value) {
  return isLoaded('internal/worker/message_port') &&
    require('internal/worker/message_port').isMessagePort(value);
}

function isStream(value) {
  return isLoaded('internal/webstreams/readablestream') &&
    require('internal/webstreams/transfer').isTransferableStream(value);
}

function unboxed(value) {
  if (types.isNumberObject(value)) return NumberPrototypeValueOf(value);
  if (types.isStringObject(value)) return StringPrototypeValueOf(value);
  if (types.isBooleanObject(value)) return BooleanPrototypeValueOf(value);
  if (types.isBigIntObject(value)) return BigIntPrototypeValueOf(value);
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

module.exports = {
  Serializer,
  dataCloneError,
  isPort,
  isStream,
  tags,
};
