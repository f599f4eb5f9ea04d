// SPDX-License-Identifier: MIT
// Bytes from one Uint8Array to another.
'use strict';

const {
  MathMin,
  MathTrunc,
  TypedArrayPrototypeGetByteLength,
} = primordials;

const binding = internalBinding('buffer');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

// Below this many bytes a loop is done before a call to C would be.
const kCopyByLoop = 24;

// Copies what there is room for; the range is inside the source.
function copyInto(source, target, targetStart, start, end) {
  const room = TypedArrayPrototypeGetByteLength(target) - targetStart;
  const size = MathMin(end - start, room);
  if (size <= 0) {
    return 0;
  }
  if (size > kCopyByLoop || source.buffer === target.buffer) {
    return binding.copy(target, targetStart, source, start, start + size);
  }
  for (let i = 0; i < size; i++) {
    target[targetStart + i] = source[start + i];
  }
  return size;
}

function copyOffset(value, name) {
  const offset = MathTrunc(+value) || 0;
  if (offset < 0) {
    throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
  }
  return offset;
}

module.exports = { copyInto, copyOffset };
