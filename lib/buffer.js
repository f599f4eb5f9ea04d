// SPDX-License-Identifier: MIT
// node:buffer. Small Buffers are cut from a pool; anything over more than a
// few bytes is done by one call to C (src/bindings/buffer.c). How instances
// read and write numbers is in internal/buffer.js.
'use strict';

const {
  Array,
  ArrayBufferIsView,
  ArrayIsArray,
  MathMin,
  MathTrunc,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  SymbolSpecies,
  SymbolToPrimitive,
  TypedArrayPrototypeFill,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const binding = internalBinding('buffer');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_BUFFER_SIZE,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_ENCODING,
  },
  hideStackFrames,
} = require('internal/errors');
const {
  customInspectSymbol,
  defineLazyProperties,
  kIsEncodingSymbol,
  normalizeEncoding,
} = require('internal/util');
const {
  validateArray,
  validateBuffer,
  validateInteger,
  validateNumber,
  validateString,
} = require('internal/validators');
const {
  FastBuffer,
  addBufferPrototype,
  createUnsafeBuffer,
  createZeroedBuffer,
  kStringMaxLength,
  markAsUntransferable,
  sliced,
} = require('internal/buffer');
const { copyInto, copyOffset } = require('internal/buffer/copy');
const {
  encodings,
  getEncodingOps,
  kRecentBytes,
  knownEncodingOps,
  recentString,
  utf8,
} = require('internal/buffer/encodings');
const {
  atob,
  btoa,
  isAscii,
  isUtf8,
  transcode,
} = require('internal/buffer/functions');
const { search, searchByte } = require('internal/buffer/search');

const kMaxLength = NumberMAX_SAFE_INTEGER;
const constants = ObjectDefineProperties({}, {
  MAX_LENGTH: {
    __proto__: null, value: kMaxLength, writable: false, enumerable: true,
  },
  MAX_STRING_LENGTH: {
    __proto__: null, value: kStringMaxLength, writable: false,
    enumerable: true,
  },
});

let INSPECT_MAX_BYTES = 50;

function isUint8Array(value) {
  return TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8Array';
}

function validateOffset(value, name, min = 0, max = kMaxLength) {
  validateInteger(value, name, min, max);
}

FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;
addBufferPrototype(Buffer.prototype);

// --- The pool --------------------------------------------------------------

let poolSize = 0;
let poolOffset = 0;
let poolBytes;
let allocPool;

function createPool() {
  poolSize = Buffer.poolSize;
  poolBytes = createUnsafeBuffer(poolSize);
  allocPool = poolBytes.buffer;
  markAsUntransferable(allocPool);
  poolOffset = 0;
}

// Makes room for `size` bytes from poolOffset on.
function ensurePool(size) {
  if (allocPool === undefined || size > poolSize - poolOffset) {
    createPool();
  }
}

// The `size` bytes from poolOffset on as a Buffer.
function takePool(size) {
  const buf = new FastBuffer(allocPool, poolOffset, size);
  poolOffset = (poolOffset + size + 7) & ~7;
  return buf;
}

function allocate(size) {
  if (size <= 0) {
    return new FastBuffer();
  }
  if (size < Buffer.poolSize >>> 1) {
    ensurePool(size);
    return takePool(size);
  }
  return createUnsafeBuffer(size);
}

// --- Making Buffers --------------------------------------------------------

function Buffer(arg, encodingOrOffset, length) {
  require('internal/buffer/deprecation').warnOfConstructor(Buffer);
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') {
      throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    }
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

ObjectDefineProperty(Buffer, SymbolSpecies, {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return FastBuffer;
  },
});

ObjectSetPrototypeOf(Buffer, Uint8Array);

Buffer.poolSize = 8 * 1024;

function firstArgumentError(value) {
  return new ERR_INVALID_ARG_TYPE(
    'first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
}

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') {
    return fromString(value, encodingOrOffset);
  }
  if (typeof value === 'object' && value !== null) {
    if (require('internal/util/types').isAnyArrayBuffer(value)) {
      return fromArrayBuffer(value, encodingOrOffset, length);
    }
    const primitive = value.valueOf?.();
    if (primitive != null && primitive !== value &&
        (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length);
    }
    const made = fromObject(value);
    if (made !== undefined) {
      return made;
    }
    if (typeof value[SymbolToPrimitive] === 'function') {
      const string = value[SymbolToPrimitive]('string');
      if (typeof string === 'string') {
        return fromString(string, encodingOrOffset);
      }
    }
  }
  throw firstArgumentError(value);
};

function fromString(string, name) {
  const ops = typeof name !== 'string' || name.length === 0 ? utf8 :
    knownEncodingOps(name);
  if (string.length === 0) {
    return new FastBuffer();
  }
  return encodeString(string, ops);
}

// The most characters whose UTF-8 surely fits in half a pool.
const kPooledLength = 1024;

function encodeString(string, ops) {
  if (ops === utf8 && string.length < kPooledLength &&
      string.length * 3 <= poolSize - poolOffset) {
    return takePool(binding.utf8Write(poolBytes, string, poolOffset, poolSize));
  }
  const bound = ops.atMost(string);
  if (bound < Buffer.poolSize >>> 1) {
    ensurePool(bound);
    return takePool(ops.write(poolBytes, string, poolOffset, bound));
  }
  const size = ops.byteLength(string);
  const buf = createUnsafeBuffer(size);
  const written = ops.write(buf, string, 0, size);
  // Text with characters that are skipped is shorter than it looks.
  return written === size ? buf : new FastBuffer(buf.buffer, 0, written);
}

function fromArrayBuffer(buffer, byteOffset, length) {
  if (byteOffset === undefined) {
    byteOffset = 0;
  } else {
    byteOffset = +byteOffset;
    if (NumberIsNaN(byteOffset)) {
      byteOffset = 0;
    }
  }
  const most = buffer.byteLength - byteOffset;
  if (most < 0) {
    throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  }
  if (length !== undefined) {
    length = +length;
    if (length > 0) {
      if (length > most) {
        throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
      }
    } else {
      length = 0;
    }
  }
  return new FastBuffer(buffer, byteOffset, length);
}

function fromArrayLike(source) {
  const { length } = source;
  if (length <= 0) {
    return new FastBuffer();
  }
  const buf = allocate(length);
  if (isUint8Array(source)) {
    TypedArrayPrototypeSet(buf, source, 0);
  } else {
    for (let i = 0; i < length; i++) {
      buf[i] = source[i];
    }
  }
  return buf;
}

function fromObject(object) {
  if (object.length !== undefined ||
      (object.buffer !== undefined &&
       require('internal/util/types').isAnyArrayBuffer(object.buffer))) {
    return typeof object.length === 'number' ? fromArrayLike(object) :
      new FastBuffer();
  }
  if (object.type === 'Buffer' && ArrayIsArray(object.data)) {
    return fromArrayLike(object.data);
  }
}

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (TypedArrayPrototypeGetSymbolToStringTag(view) === undefined) {
    throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  }
  const viewLength = TypedArrayPrototypeGetLength(view);
  if (viewLength === 0) {
    return Buffer.alloc(0);
  }
  let start = 0;
  let end = viewLength;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= viewLength) {
      return Buffer.alloc(0);
    }
    start = offset;
  }
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = MathMin(start + length, viewLength);
  }
  const part = TypedArrayPrototypeSubarray(view, start, end);
  return fromArrayLike(new Uint8Array(
    TypedArrayPrototypeGetBuffer(part), TypedArrayPrototypeGetByteOffset(part),
    TypedArrayPrototypeGetByteLength(part)));
};

Buffer.of = function of(...items) {
  const buf = allocate(items.length);
  for (let i = 0; i < items.length; i++) {
    buf[i] = items[i];
  }
  return buf;
};

const validateSize = hideStackFrames((size) => {
  validateNumber(size, 'size', 0, kMaxLength);
});

// Without the calls that the validator costs.
function isSize(size) {
  return typeof size === 'number' && size >= 0 && size <= kMaxLength;
}

Buffer.alloc = function alloc(size, fill, encoding) {
  if (!isSize(size)) {
    validateSize(size);
  }
  if (fill !== undefined && fill !== 0 && size > 0) {
    const buf = createUnsafeBuffer(size);
    return fillBuffer(buf, fill, 0, buf.length, encoding);
  }
  return createZeroedBuffer(size);
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  if (!isSize(size)) {
    validateSize(size);
  }
  return allocate(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateSize(size);
  return createUnsafeBuffer(size);
};

// --- Questions about Buffers -----------------------------------------------

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
  if (!isUint8Array(buf1)) {
    throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  }
  if (!isUint8Array(buf2)) {
    throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  }
  if (buf1 === buf2) {
    return 0;
  }
  return compareWhole(buf1, buf2);
};

function compareWhole(a, b) {
  return binding.compare(a, 0, TypedArrayPrototypeGetByteLength(a),
                         b, 0, TypedArrayPrototypeGetByteLength(b));
}

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 &&
    normalizeEncoding(encoding) !== undefined;
};
Buffer[kIsEncodingSymbol] = Buffer.isEncoding;

Buffer.concat = function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) {
    return new FastBuffer();
  }
  if (length === undefined) {
    length = 0;
    for (let i = 0; i < list.length; i++) {
      // Not the `length` that a program may have redefined.
      if (isUint8Array(list[i])) {
        length += TypedArrayPrototypeGetByteLength(list[i]);
      }
    }
  } else {
    validateOffset(length, 'length');
  }
  const whole = Buffer.allocUnsafe(length);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    const part = list[i];
    if (!isUint8Array(part)) {
      throw new ERR_INVALID_ARG_TYPE(
        `list[${i}]`, ['Buffer', 'Uint8Array'], part);
    }
    at += copyInto(part, whole, at, 0, TypedArrayPrototypeGetByteLength(part));
  }
  if (at < length) {
    TypedArrayPrototypeFill(whole, 0, at, length);
  }
  return whole;
};

function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (require('internal/util/types').isArrayBufferView(string) ||
        require('internal/util/types').isAnyArrayBuffer(string)) {
      return string.byteLength;
    }
    throw new ERR_INVALID_ARG_TYPE(
      'string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) {
    return 0;
  }
  const ops = encoding ? getEncodingOps(encoding) : utf8;
  return (ops ?? utf8).byteLength(string);
}
Buffer.byteLength = byteLength;

// For compatibility: what Buffers of old had.
ObjectDefineProperty(Buffer.prototype, 'parent', {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.buffer : undefined;
  },
});
ObjectDefineProperty(Buffer.prototype, 'offset', {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.byteOffset : undefined;
  },
});

// --- Copying ---------------------------------------------------------------

Buffer.prototype.copy =
  function copy(target, targetStart, sourceStart, sourceEnd) {
    if (!isUint8Array(this)) {
      throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
    }
    if (!ArrayBufferIsView(target)) {
      throw new ERR_INVALID_ARG_TYPE(
        'target', ['Buffer', 'Uint8Array'], target);
    }
    const size = TypedArrayPrototypeGetByteLength(this);
    targetStart = targetStart === undefined ? 0 :
      copyOffset(targetStart, 'targetStart');
    if (sourceStart === undefined) {
      sourceStart = 0;
    } else {
      const start = MathTrunc(+sourceStart) || 0;
      if (start < 0 || start > size) {
        throw new ERR_OUT_OF_RANGE(
          'sourceStart', `>= 0 && <= ${size}`, sourceStart);
      }
      sourceStart = start;
    }
    sourceEnd = sourceEnd === undefined ? size :
      MathMin(copyOffset(sourceEnd, 'sourceEnd'), size);
    if (sourceStart >= sourceEnd) {
      return 0;
    }
    return isUint8Array(target) ?
      copyInto(this, target, targetStart, sourceStart, sourceEnd) :
      binding.copy(target, targetStart, this, sourceStart, sourceEnd);
  };

// --- To and from strings ---------------------------------------------------

Buffer.prototype.toString = function toString(encoding, start, end) {
  const length = this.length;
  if (start === undefined && end === undefined) {
    start = 0;
    end = length;
  } else {
    start = start <= 0 ? 0 : start >= length ? length : MathTrunc(start) || 0;
    end = end === undefined || end > length ? length : MathTrunc(end) || 0;
  }
  const ops = encoding === undefined ? utf8 : getEncodingOps(encoding);
  if (ops === undefined) {
    throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  if (end <= start) {
    return '';
  }
  return end - start <= kRecentBytes ? recentString(this, start, end, ops) :
    sliced(ops.slice(this, start, end));
};

Buffer.prototype.write = function write(string, offset, length, encoding) {
  const size = this.length;
  if (typeof string !== 'string') {
    return this.utf8Write(string);  // throws
  }
  if (offset === undefined) {
    return binding.utf8Write(this, string, 0, size);
  }
  if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    length = size;
    offset = 0;
  } else {
    validateOffset(offset, 'offset', 0, size);
    const rest = size - offset;
    if (length === undefined) {
      length = rest;
    } else if (typeof length === 'string') {
      encoding = length;
      length = rest;
    } else {
      validateOffset(length, 'length', 0, size);
      length = MathMin(length, rest);
    }
  }
  const ops = encoding ? knownEncodingOps(encoding) : utf8;
  return ops.write(this, string, offset, length);
};

Buffer.prototype.toJSON = function toJSON() {
  const { length } = this;
  const data = new Array(length);
  for (let i = 0; i < length; i++) {
    data[i] = this[i];
  }
  return { type: 'Buffer', data };
};

Buffer.prototype[customInspectSymbol] = function inspect(recurseTimes, ctx) {
  return require('internal/buffer/inspect').inspectBuffer(
    this, ctx, INSPECT_MAX_BYTES);
};
Buffer.prototype.inspect = Buffer.prototype[customInspectSymbol];

// --- Comparing and searching -----------------------------------------------

Buffer.prototype.equals = function equals(otherBuffer) {
  if (!isUint8Array(otherBuffer)) {
    throw new ERR_INVALID_ARG_TYPE(
      'otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
  }
  if (this === otherBuffer) {
    return true;
  }
  const size = this.byteLength;
  if (size !== TypedArrayPrototypeGetByteLength(otherBuffer)) {
    return false;
  }
  return size === 0 || compareWhole(this, otherBuffer) === 0;
};

Buffer.prototype.compare =
  function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    if (!isUint8Array(target)) {
      throw new ERR_INVALID_ARG_TYPE(
        'target', ['Buffer', 'Uint8Array'], target);
    }
    if (arguments.length === 1) {
      return compareWhole(this, target);
    }
    targetStart = rangeArgument(targetStart, 'targetStart', 0);
    targetEnd = rangeArgument(targetEnd, 'targetEnd', target.length,
                              target.length);
    sourceStart = rangeArgument(sourceStart, 'sourceStart', 0);
    sourceEnd = rangeArgument(sourceEnd, 'sourceEnd', this.length, this.length);
    if (sourceStart >= sourceEnd) {
      return targetStart >= targetEnd ? 0 : -1;
    }
    if (targetStart >= targetEnd) {
      return 1;
    }
    return binding.compare(this, sourceStart, sourceEnd,
                           target, targetStart, targetEnd);
  };

function rangeArgument(value, name, fallback, max) {
  if (value === undefined) {
    return fallback;
  }
  validateOffset(value, name, 0, max);
  return value;
}

function searchAny(buf, value, offset, encoding, forward) {
  validateBuffer(buf);
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  } else if (offset > 0x7fffffff) {
    offset = 0x7fffffff;
  } else if (offset < -0x80000000) {
    offset = -0x80000000;
  }
  offset = +offset;
  if (NumberIsNaN(offset)) {
    offset = forward ? 0 : (buf.length || buf.byteLength);
  }
  if (typeof value === 'number') {
    return searchByte(buf, (value >>> 0) & 0xff, offset, forward);
  }
  const ops = encoding === undefined ? utf8 : getEncodingOps(encoding);
  if (typeof value === 'string') {
    if (ops === undefined) {
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    const needle = value.length === 0 ? new FastBuffer() :
      encodeString(value, ops);
    return search(buf, needle, offset, ops.step, forward);
  }
  if (isUint8Array(value)) {
    return search(buf, value, offset, (ops ?? utf8).step, forward);
  }
  throw new ERR_INVALID_ARG_TYPE(
    'value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

Buffer.prototype.indexOf = function indexOf(value, byteOffset, encoding) {
  return searchAny(this, value, byteOffset, encoding, true);
};

Buffer.prototype.lastIndexOf =
  function lastIndexOf(value, byteOffset, encoding) {
    return searchAny(this, value, byteOffset, encoding, false);
  };

Buffer.prototype.includes = function includes(value, byteOffset, encoding) {
  return searchAny(this, value, byteOffset, encoding, true) !== -1;
};

// --- Filling, cutting, swapping --------------------------------------------

Buffer.prototype.fill = function fill(value, offset, end, encoding) {
  return fillBuffer(this, value, offset, end, encoding);
};

function fillBuffer(buf, value, offset, end, encoding) {
  let ops;
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = buf.length;
    } else if (typeof end === 'string') {
      encoding = end;
      end = buf.length;
    }
    const name = normalizeEncoding(encoding);
    if (name === undefined) {
      validateString(encoding, 'encoding');
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    ops = encodings[name];
    if (value.length === 0) {
      value = 0;
    }
  }
  if (offset === undefined) {
    offset = 0;
    end = buf.length;
  } else {
    validateInteger(offset, 'offset', 0);
    if (end === undefined) {
      end = buf.length;
    } else {
      validateInteger(end, 'end', 0, buf.length);
    }
    if (offset >= end) {
      return buf;
    }
  }
  if (end > TypedArrayPrototypeGetByteLength(buf)) {
    throw new ERR_BUFFER_OUT_OF_BOUNDS();
  }
  let pattern = value;
  if (typeof value === 'string') {
    pattern = encodeString(value, ops);
  } else if (!isUint8Array(value)) {
    TypedArrayPrototypeFill(buf, value >>> 0, offset, end);
    return buf;
  }
  if (TypedArrayPrototypeGetByteLength(pattern) === 0) {
    throw new ERR_INVALID_ARG_VALUE('value', value);
  }
  binding.fill(buf, offset, end, pattern);
  return buf;
}

function cut(value, length) {
  value = MathTrunc(+value) || 0;
  if (value < 0) {
    value += length;
    return value > 0 ? value : 0;
  }
  return value < length ? value : length;
}

Buffer.prototype.subarray = function subarray(start, end) {
  const length = this.length;
  start = cut(start, length);
  end = end === undefined ? length : cut(end, length);
  return new FastBuffer(TypedArrayPrototypeGetBuffer(this),
                        TypedArrayPrototypeGetByteOffset(this) + start,
                        end > start ? end - start : 0);
};

Buffer.prototype.slice = function slice(start, end) {
  return this.subarray(start, end);
};

// Below this many bytes a loop is faster than a call to C.
const kSwapByLoop = 128;

function swapBytes(buf, width) {
  const { length } = buf;
  if (length % width !== 0) {
    throw new ERR_INVALID_BUFFER_SIZE(`${width * 8}-bits`);
  }
  if (length >= kSwapByLoop) {
    binding.swap(buf, width);
    return buf;
  }
  for (let i = 0; i < length; i += width) {
    for (let low = i, high = i + width - 1; low < high; low++, high--) {
      const byte = buf[low];
      buf[low] = buf[high];
      buf[high] = byte;
    }
  }
  return buf;
}

Buffer.prototype.swap16 = function swap16() {
  return swapBytes(this, 2);
};

Buffer.prototype.swap32 = function swap32() {
  return swapBytes(this, 4);
};

Buffer.prototype.swap64 = function swap64() {
  return swapBytes(this, 8);
};

Buffer.prototype.toLocaleString = Buffer.prototype.toString;

module.exports = {
  Buffer,
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

ObjectDefineProperties(module.exports, {
  constants: {
    __proto__: null, configurable: false, enumerable: true, value: constants,
  },
  INSPECT_MAX_BYTES: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return INSPECT_MAX_BYTES;
    },
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      INSPECT_MAX_BYTES = value;
    },
  },
});

defineLazyProperties(module.exports, 'internal/blob',
                     ['Blob', 'resolveObjectURL']);
defineLazyProperties(module.exports, 'internal/file', ['File']);
