// SPDX-License-Identifier: MIT
// What Buffers are made of: FastBuffer, the class that every Buffer is an
// instance of, its methods that read and write numbers, and its methods for
// one encoding each. Numbers are put together from bytes in JavaScript, where
// the compiler sees through them; a call to C would cost ten times as much.
'use strict';

const {
  BigInt64Array,
  BigUint64Array,
  Float32Array,
  Float64Array,
  MathFloor,
  MathTrunc,
  ObjectAssign,
  Uint8Array,
} = primordials;

const binding = internalBinding('buffer');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
    ERR_STRING_TOO_LONG,
  },
} = require('internal/errors');

class FastBuffer extends Uint8Array {
  // Class fields and rest arguments would slow every Buffer down.
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

// --- Checks ----------------------------------------------------------------

// Explains why `offset` was refused, for `most` as the greatest good one.
function boundsError(offset, most, name) {
  if (typeof offset !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name ?? 'offset', 'number', offset);
  }
  if (MathFloor(offset) !== offset) {
    throw new ERR_OUT_OF_RANGE(name ?? 'offset', 'an integer', offset);
  }
  if (most < 0) {
    throw new ERR_BUFFER_OUT_OF_BOUNDS();
  }
  throw new ERR_OUT_OF_RANGE(
    name ?? 'offset', `>= ${name ? 1 : 0} and <= ${most}`, offset);
}

// `offset` has to be an index with `size` bytes from it on.
function checkRange(buf, offset, size) {
  if (typeof offset !== 'number' || buf[offset] === undefined ||
      buf[offset + size - 1] === undefined) {
    boundsError(offset, buf.length - size);
  }
}

function valueError(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range = `>= ${min}${n} and <= ${max}${n}`;
  if (size > 4) {
    const bits = size * 8;
    range = min ?
      `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}` :
      `>= 0${n} and < 2${n} ** ${bits}${n}`;
  }
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

// A wrong type of offset is told before a wrong value only for one byte.
function checkWrite(buf, value, min, max, offset, size) {
  if (value > max || value < min) {
    if (size === 1 && typeof offset !== 'number') {
      boundsError(offset);
    }
    valueError(value, min, max, size);
  }
  checkRange(buf, offset, size);
}

// --- Reading integers ------------------------------------------------------

function readUInt8(offset = 0) {
  checkRange(this, offset, 1);
  return this[offset];
}

function readInt8(offset = 0) {
  checkRange(this, offset, 1);
  return this[offset] << 24 >> 24;
}

function readUInt16LE(offset = 0) {
  checkRange(this, offset, 2);
  return this[offset] | this[offset + 1] << 8;
}

function readUInt16BE(offset = 0) {
  checkRange(this, offset, 2);
  return this[offset] << 8 | this[offset + 1];
}

function readInt16LE(offset = 0) {
  checkRange(this, offset, 2);
  return this[offset] | this[offset + 1] << 24 >> 16;
}

function readInt16BE(offset = 0) {
  checkRange(this, offset, 2);
  return this[offset] << 24 >> 16 | this[offset + 1];
}

function readInt32LE(offset = 0) {
  checkRange(this, offset, 4);
  return this[offset] | this[offset + 1] << 8 | this[offset + 2] << 16 |
    this[offset + 3] << 24;
}

function readInt32BE(offset = 0) {
  checkRange(this, offset, 4);
  return this[offset] << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 |
    this[offset + 3];
}

function readUInt32LE(offset = 0) {
  checkRange(this, offset, 4);
  return (this[offset] | this[offset + 1] << 8 | this[offset + 2] << 16 |
    this[offset + 3] << 24) >>> 0;
}

function readUInt32BE(offset = 0) {
  checkRange(this, offset, 4);
  return (this[offset] << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 |
    this[offset + 3]) >>> 0;
}

// 1 to 6 bytes, unsigned; larger than 32 bits only by multiplication.
function readUIntLE(offset, byteLength) {
  checkVariable(this, offset, byteLength);
  let value = 0;
  for (let i = byteLength - 1; i >= 0; i--) {
    value = value * 256 + this[offset + i];
  }
  return value;
}

function readUIntBE(offset, byteLength) {
  checkVariable(this, offset, byteLength);
  let value = 0;
  for (let i = 0; i < byteLength; i++) {
    value = value * 256 + this[offset + i];
  }
  return value;
}

function signed(value, byteLength) {
  const half = 2 ** (8 * byteLength - 1);
  return value < half ? value : value - 2 * half;
}

function readIntLE(offset, byteLength) {
  return signed(readUIntLE.call(this, offset, byteLength), byteLength);
}

function readIntBE(offset, byteLength) {
  return signed(readUIntBE.call(this, offset, byteLength), byteLength);
}

function checkByteLength(byteLength) {
  if (byteLength !== 1 && byteLength !== 2 && byteLength !== 3 &&
      byteLength !== 4 && byteLength !== 5 && byteLength !== 6) {
    boundsError(byteLength, 6, 'byteLength');
  }
}

function checkVariable(buf, offset, byteLength) {
  if (offset === undefined) {
    throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset);
  }
  checkByteLength(byteLength);
  checkRange(buf, offset, byteLength);
}

// --- Writing integers: each returns the offset behind what it wrote --------

function writeU_Int8(buf, value, offset, min, max) {
  value = +value;
  checkWrite(buf, value, min, max, offset, 1);
  buf[offset] = value;
  return offset + 1;
}

function writeU_Int16LE(buf, value, offset, min, max) {
  value = +value;
  checkWrite(buf, value, min, max, offset, 2);
  buf[offset] = value;
  buf[offset + 1] = value >>> 8;
  return offset + 2;
}

function writeU_Int16BE(buf, value, offset, min, max) {
  value = +value;
  checkWrite(buf, value, min, max, offset, 2);
  buf[offset] = value >>> 8;
  buf[offset + 1] = value;
  return offset + 2;
}

function writeU_Int32LE(buf, value, offset, min, max) {
  value = +value;
  checkWrite(buf, value, min, max, offset, 4);
  buf[offset] = value;
  buf[offset + 1] = value >>> 8;
  buf[offset + 2] = value >>> 16;
  buf[offset + 3] = value >>> 24;
  return offset + 4;
}

function writeU_Int32BE(buf, value, offset, min, max) {
  value = +value;
  checkWrite(buf, value, min, max, offset, 4);
  buf[offset] = value >>> 24;
  buf[offset + 1] = value >>> 16;
  buf[offset + 2] = value >>> 8;
  buf[offset + 3] = value;
  return offset + 4;
}

function writeUInt8(value, offset = 0) {
  return writeU_Int8(this, value, offset, 0, 0xff);
}

function writeInt8(value, offset = 0) {
  return writeU_Int8(this, value, offset, -0x80, 0x7f);
}

function writeUInt16LE(value, offset = 0) {
  return writeU_Int16LE(this, value, offset, 0, 0xffff);
}

function writeUInt16BE(value, offset = 0) {
  return writeU_Int16BE(this, value, offset, 0, 0xffff);
}

function writeInt16LE(value, offset = 0) {
  return writeU_Int16LE(this, value, offset, -0x8000, 0x7fff);
}

function writeInt16BE(value, offset = 0) {
  return writeU_Int16BE(this, value, offset, -0x8000, 0x7fff);
}

function writeUInt32LE(value, offset = 0) {
  return writeU_Int32LE(this, value, offset, 0, 0xffffffff);
}

function writeUInt32BE(value, offset = 0) {
  return writeU_Int32BE(this, value, offset, 0, 0xffffffff);
}

function writeInt32LE(value, offset = 0) {
  return writeU_Int32LE(this, value, offset, -0x80000000, 0x7fffffff);
}

function writeInt32BE(value, offset = 0) {
  return writeU_Int32BE(this, value, offset, -0x80000000, 0x7fffffff);
}

function writeVariable(buf, value, offset, byteLength, min, max, little) {
  value = +value;
  checkWrite(buf, value, min, max, offset, byteLength);
  // Two's complement by hand: 48 bits are too many for the operators.
  let rest = value < 0 ? MathTrunc(value) + 2 ** (8 * byteLength) :
    MathTrunc(value);
  for (let i = 0; i < byteLength; i++) {
    buf[little ? offset + i : offset + byteLength - 1 - i] = rest;
    rest = MathFloor(rest / 256);
  }
  return offset + byteLength;
}

function writeUIntLE(value, offset, byteLength) {
  checkByteLength(byteLength);
  return writeVariable(this, value, offset, byteLength, 0,
                       2 ** (8 * byteLength) - 1, true);
}

function writeUIntBE(value, offset, byteLength) {
  checkByteLength(byteLength);
  return writeVariable(this, value, offset, byteLength, 0,
                       2 ** (8 * byteLength) - 1, false);
}

function writeIntLE(value, offset, byteLength) {
  checkByteLength(byteLength);
  const half = 2 ** (8 * byteLength - 1);
  return writeVariable(this, value, offset, byteLength, -half, half - 1, true);
}

function writeIntBE(value, offset, byteLength) {
  checkByteLength(byteLength);
  const half = 2 ** (8 * byteLength - 1);
  return writeVariable(this, value, offset, byteLength, -half, half - 1, false);
}

// --- Floats and big integers, through 8 bytes that have every type ---------

const scratch = new Uint8Array(8);
const float32 = new Float32Array(scratch.buffer);
const float64 = new Float64Array(scratch.buffer);
const int64 = new BigInt64Array(scratch.buffer);
const uint64 = new BigUint64Array(scratch.buffer);
float32[0] = -1;
const littleEndianHost = scratch[3] !== 0;

function load(buf, offset = 0, size, little) {
  checkRange(buf, offset, size);
  if (little === littleEndianHost) {
    for (let i = 0; i < size; i++) {
      scratch[i] = buf[offset + i];
    }
  } else {
    for (let i = 0; i < size; i++) {
      scratch[i] = buf[offset + size - 1 - i];
    }
  }
}

function store(buf, offset, size, little) {
  if (little === littleEndianHost) {
    for (let i = 0; i < size; i++) {
      buf[offset + i] = scratch[i];
    }
  } else {
    for (let i = 0; i < size; i++) {
      buf[offset + i] = scratch[size - 1 - i];
    }
  }
  return offset + size;
}

function readFloatLE(offset) {
  load(this, offset, 4, true);
  return float32[0];
}

function readFloatBE(offset) {
  load(this, offset, 4, false);
  return float32[0];
}

function readDoubleLE(offset) {
  load(this, offset, 8, true);
  return float64[0];
}

function readDoubleBE(offset) {
  load(this, offset, 8, false);
  return float64[0];
}

function readBigUInt64LE(offset) {
  load(this, offset, 8, true);
  return uint64[0];
}

function readBigUInt64BE(offset) {
  load(this, offset, 8, false);
  return uint64[0];
}

function readBigInt64LE(offset) {
  load(this, offset, 8, true);
  return int64[0];
}

function readBigInt64BE(offset) {
  load(this, offset, 8, false);
  return int64[0];
}

function writeFloatLE(value, offset = 0) {
  value = +value;
  checkRange(this, offset, 4);
  float32[0] = value;
  return store(this, offset, 4, true);
}

function writeFloatBE(value, offset = 0) {
  value = +value;
  checkRange(this, offset, 4);
  float32[0] = value;
  return store(this, offset, 4, false);
}

function writeDoubleLE(value, offset = 0) {
  value = +value;
  checkRange(this, offset, 8);
  float64[0] = value;
  return store(this, offset, 8, true);
}

function writeDoubleBE(value, offset = 0) {
  value = +value;
  checkRange(this, offset, 8);
  float64[0] = value;
  return store(this, offset, 8, false);
}

function checkBig(buf, value, min, max, offset) {
  checkWrite(buf, value, min, max, offset, 8);
  if (typeof value !== 'bigint') {
    throw new primordials.TypeError(
      'Cannot mix BigInt and other types, use explicit conversions');
  }
}

function writeBigUInt64LE(value, offset = 0) {
  checkBig(this, value, 0n, 0xffffffffffffffffn, offset);
  uint64[0] = value;
  return store(this, offset, 8, true);
}

function writeBigUInt64BE(value, offset = 0) {
  checkBig(this, value, 0n, 0xffffffffffffffffn, offset);
  uint64[0] = value;
  return store(this, offset, 8, false);
}

function writeBigInt64LE(value, offset = 0) {
  checkBig(this, value, -0x8000000000000000n, 0x7fffffffffffffffn, offset);
  int64[0] = value;
  return store(this, offset, 8, true);
}

function writeBigInt64BE(value, offset = 0) {
  checkBig(this, value, -0x8000000000000000n, 0x7fffffffffffffffn, offset);
  int64[0] = value;
  return store(this, offset, 8, false);
}

// --- One encoding each -----------------------------------------------------

const kStringMaxLength = 2 ** 29 - 24;

// The native slices answer undefined when the string would be too long.
function sliced(string) {
  if (string === undefined) {
    throw new ERR_STRING_TOO_LONG(kStringMaxLength);
  }
  return string;
}

function indexError() {
  const error = new primordials.RangeError('Index out of range');
  error.code = 'ERR_OUT_OF_RANGE';
  return error;
}

function boundsOfLength() {
  return new ERR_BUFFER_OUT_OF_BOUNDS('length');
}

function slicer(native) {
  return function(start, end) {
    const { length } = this;
    start = MathTrunc(start) || 0;
    end = end === undefined ? length : MathTrunc(end) || 0;
    if (start < 0 || end < 0) {
      throw indexError();
    }
    if (end < start) {
      end = start;
    }
    if (end > length) {
      throw indexError();
    }
    return sliced(native(this, start, end));
  };
}

// The natives disagree about how a negative length is refused.
function writer(native, lengthError = boundsOfLength) {
  return function(string, offset = 0, length = this.byteLength - offset) {
    if (typeof string !== 'string') {
      const error = new primordials.TypeError('argument must be a string');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    if (offset < 0 || offset > this.byteLength) {
      throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    }
    if (length < 0 || length > this.byteLength - offset) {
      throw length < 0 ? lengthError() : boundsOfLength();
    }
    return native(this, string, offset, length);
  };
}

function addBufferPrototype(proto) {
  ObjectAssign(proto, {
    readBigUInt64LE,
    readBigUInt64BE,
    readBigUint64LE: readBigUInt64LE,
    readBigUint64BE: readBigUInt64BE,
    readBigInt64LE,
    readBigInt64BE,
    writeBigUInt64LE,
    writeBigUInt64BE,
    writeBigUint64LE: writeBigUInt64LE,
    writeBigUint64BE: writeBigUInt64BE,
    writeBigInt64LE,
    writeBigInt64BE,
    readUIntLE,
    readUInt32LE,
    readUInt16LE,
    readUInt8,
    readUIntBE,
    readUInt32BE,
    readUInt16BE,
    readUintLE: readUIntLE,
    readUint32LE: readUInt32LE,
    readUint16LE: readUInt16LE,
    readUint8: readUInt8,
    readUintBE: readUIntBE,
    readUint32BE: readUInt32BE,
    readUint16BE: readUInt16BE,
    readIntLE,
    readInt32LE,
    readInt16LE,
    readInt8,
    readIntBE,
    readInt32BE,
    readInt16BE,
    writeUIntLE,
    writeUInt32LE,
    writeUInt16LE,
    writeUInt8,
    writeUIntBE,
    writeUInt32BE,
    writeUInt16BE,
    writeUintLE: writeUIntLE,
    writeUint32LE: writeUInt32LE,
    writeUint16LE: writeUInt16LE,
    writeUint8: writeUInt8,
    writeUintBE: writeUIntBE,
    writeUint32BE: writeUInt32BE,
    writeUint16BE: writeUInt16BE,
    writeIntLE,
    writeInt32LE,
    writeInt16LE,
    writeInt8,
    writeIntBE,
    writeInt32BE,
    writeInt16BE,
    readFloatLE,
    readFloatBE,
    readDoubleLE,
    readDoubleBE,
    writeFloatLE,
    writeFloatBE,
    writeDoubleLE,
    writeDoubleBE,
    asciiSlice: slicer(binding.asciiSlice),
    base64Slice: slicer(binding.base64Slice),
    base64urlSlice: slicer(binding.base64urlSlice),
    latin1Slice: slicer(binding.latin1Slice),
    hexSlice: slicer(binding.hexSlice),
    ucs2Slice: slicer(binding.ucs2Slice),
    utf8Slice: slicer(binding.utf8Slice),
    asciiWrite: writer(binding.latin1Write),
    base64Write: writer(binding.base64Write, indexError),
    base64urlWrite: writer(binding.base64Write, indexError),
    latin1Write: writer(binding.latin1Write),
    hexWrite: writer(binding.hexWrite, indexError),
    ucs2Write: writer(binding.ucs2Write, indexError),
    utf8Write: writer(binding.utf8Write),
  });
}

// --- Memory ----------------------------------------------------------------

// From this size on, clearing memory costs more than asking C for some.
const kAllocateFrom = 16384;

// Bytes that hold whatever was in memory.
function createUnsafeBuffer(size) {
  if (size >= kAllocateFrom) {
    const memory = binding.allocate(size);
    if (memory !== undefined) {
      return new FastBuffer(memory);
    }
  }
  return createZeroedBuffer(size);
}

function createZeroedBuffer(size) {
  if (size < kAllocateFrom) {
    return new FastBuffer(size);
  }
  try {
    return new FastBuffer(size);
  } catch {
    // The engine has other words for it.
    throw new primordials.RangeError('Array buffer allocation failed');
  }
}

function isMarkedAsUntransferable(value) {
  return require('internal/transferability').isMarkedAsUntransferable(value);
}

function markAsUntransferable(value) {
  require('internal/transferability').markAsUntransferable(value);
}

module.exports = {
  FastBuffer,
  addBufferPrototype,
  createUnsafeBuffer,
  createZeroedBuffer,
  isMarkedAsUntransferable,
  kStringMaxLength,
  markAsUntransferable,
  readDoubleBE,
  readDoubleLE,
  readFloatBE,
  readFloatLE,
  readInt16BE,
  readInt16LE,
  readInt32BE,
  readInt32LE,
  readUInt16BE,
  readUInt16LE,
  readUInt32BE,
  readUInt32LE,
  sliced,
  writeDoubleBE,
  writeDoubleLE,
  writeFloatBE,
  writeFloatLE,
  writeInt16BE,
  writeInt16LE,
  writeInt32BE,
  writeInt32LE,
  writeUInt16BE,
  writeUInt16LE,
  writeUInt32BE,
  writeUInt32LE,
  writeU_Int8,
  writeU_Int16BE,
  writeU_Int16LE,
  writeU_Int32BE,
  writeU_Int32LE,
};
