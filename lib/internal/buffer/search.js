// SPDX-License-Identifier: MIT
// Where bytes are found in other bytes.
'use strict';

const {
  MathTrunc,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeSubarray,
} = primordials;

const binding = internalBinding('buffer');

// Where a search in `size` bytes begins; undefined when nothing can be found.
function searchStart(size, offset, needleSize, forward) {
  offset = MathTrunc(offset);
  if (offset < 0) {
    if (offset + size >= 0) {
      return offset + size;
    }
    return forward || needleSize === 0 ? 0 : undefined;
  }
  if (offset + needleSize <= size) {
    return offset;
  }
  if (needleSize === 0) {
    return size;
  }
  return forward ? undefined : size - 1;
}

function search(buf, needle, offset, step, forward) {
  const size = TypedArrayPrototypeGetByteLength(buf);
  const needleSize = TypedArrayPrototypeGetByteLength(needle);
  const start = searchStart(size, offset, needleSize, forward);
  if (needleSize === 0) {
    return start;
  }
  if (start === undefined || needleSize > size) {
    return -1;
  }
  if (step === 1) {
    return binding.indexOf(buf, needle, start, 1, forward);
  }
  // Two bytes are one thing: half of one is none.
  if (size < 2 || needleSize < 2) {
    return -1;
  }
  const whole = needleSize % 2 === 0 ? needle :
    TypedArrayPrototypeSubarray(needle, 0, needleSize - 1);
  return binding.indexOf(buf, whole, start - start % 2, 2, forward);
}

function searchByte(buf, byte, offset, forward) {
  const size = TypedArrayPrototypeGetByteLength(buf);
  const start = searchStart(size, offset, 1, forward);
  return start === undefined || size === 0 ? -1 :
    binding.indexOfByte(buf, byte, start, forward);
}

module.exports = { search, searchByte };
