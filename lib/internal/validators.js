// SPDX-License-Identifier: MIT
// Argument checks: each throws Node's error for a wrong value and returns
// nothing, unless it says otherwise. Every public function calls some, so the
// good case is a comparison or two.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  NumberIsInteger,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  NumberMIN_SAFE_INTEGER,
  NumberParseInt,
  RegExpPrototypeExec,
  String,
  StringPrototypeTrim,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
    ERR_SOCKET_BAD_PORT,
  },
  hideStackFrames,
} = require('internal/errors');

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
const kValidateObjectAllowObjects =
  kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull =
  kValidateObjectAllowObjects | kValidateObjectAllowNullable;

const isInt32 = (value) => value === (value | 0);

// A file mode given as a number or an octal string; returns the number.
function parseFileMode(value, name, fallback) {
  value ??= fallback;
  if (typeof value === 'string') {
    if (RegExpPrototypeExec(/^[0-7]+$/, value) === null) {
      throw new ERR_INVALID_ARG_VALUE(
        name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = NumberParseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

function validateInteger(value, name, min = NumberMIN_SAFE_INTEGER,
                         max = NumberMAX_SAFE_INTEGER) {
  if (typeof value !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  }
  if (!NumberIsInteger(value)) {
    throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  }
  if (value < min || value > max) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
  }
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  if (typeof value !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  }
  if (!NumberIsInteger(value)) {
    throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  }
  if (value < min || value > max) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
  }
}

function validateUint32(value, name, positive = false) {
  if (typeof value !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  }
  if (!NumberIsInteger(value)) {
    throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  }
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= 4294967295`, value);
  }
}

function validateString(value, name) {
  if (typeof value !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, 'string', value);
  }
}

function validateNumber(value, name, min = undefined, max) {
  if (typeof value !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  }
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && NumberIsNaN(value))) {
    const low = min != null ? `>= ${min}` : '';
    const high = max != null ? `<= ${max}` : '';
    throw new ERR_OUT_OF_RANGE(
      name, low && high ? `${low} && ${high}` : low + high, value);
  }
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') {
    throw new ERR_INVALID_ARG_TYPE(name, 'boolean', value);
  }
}

function validateOneOf(value, name, choices) {
  if (!ArrayPrototypeIncludes(choices, value)) {
    const allowed = ArrayPrototypeJoin(
      ArrayPrototypeMap(choices, (choice) => (typeof choice === 'string' ?
        `'${choice}'` : String(choice))), ', ');
    throw new ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${allowed}`);
  }
}

function validateObject(value, name, options = kValidateObjectNone) {
  if (options === kValidateObjectNone) {
    if (value === null || ArrayIsArray(value) || typeof value !== 'object') {
      throw new ERR_INVALID_ARG_TYPE(name, 'Object', value);
    }
    return;
  }
  const wrong =
    (value === null && (options & kValidateObjectAllowNullable) === 0) ||
    (ArrayIsArray(value) && (options & kValidateObjectAllowArray) === 0) ||
    (typeof value !== 'object' && (typeof value !== 'function' ||
      (options & kValidateObjectAllowFunction) === 0));
  if (wrong) {
    throw new ERR_INVALID_ARG_TYPE(name, 'Object', value);
  }
}

// Web IDL's dictionaries: anything that can hold options, or nothing at all.
function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' &&
      typeof value !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'a dictionary', value);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!ArrayIsArray(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, 'Array', value);
  }
  if (value.length < minLength) {
    throw new ERR_INVALID_ARG_VALUE(
      name, value, `must be longer than ${minLength}`);
  }
}

function validateElements(value, name, validate) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    validate(value[i], `${name}[${i}]`);
  }
}

function validateStringArray(value, name) {
  validateElements(value, name, validateString);
}

function validateBooleanArray(value, name) {
  validateElements(value, name, validateBoolean);
}

function validateBuffer(buffer, name = 'buffer') {
  const { isArrayBufferView } = require('internal/util/types');
  if (!isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(
      name, ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

function validateEncoding(data, encoding) {
  const { normalizeEncoding } = require('internal/util');
  if (data.length % 2 !== 0 && normalizeEncoding(encoding) === 'hex') {
    throw new ERR_INVALID_ARG_VALUE(
      'encoding', encoding, `is invalid for data of length ${data.length}`);
  }
}

// Returns the port as a number.
function validatePort(port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && StringPrototypeTrim(port).length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF || (port === 0 && !allowZero)) {
    throw new ERR_SOCKET_BAD_PORT(name, port, allowZero);
  }
  return port | 0;
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined && (signal === null ||
      typeof signal !== 'object' || !('aborted' in signal))) {
    throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal);
  }
}

function validateFunction(value, name) {
  if (typeof value !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
  }
}

function validateUnion(value, name, union) {
  if (!ArrayPrototypeIncludes(union, value)) {
    throw new ERR_INVALID_ARG_TYPE(
      name, `('${ArrayPrototypeJoin(union, '|')}')`, value);
  }
}

function validateIgnoreElement(value, name) {
  if (typeof value === 'string') {
    if (value.length === 0) {
      throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a non-empty string');
    }
  } else if (typeof value !== 'function' &&
             !require('internal/util/types').isRegExp(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'RegExp', 'Function'], value);
  }
}

// What fs.watch leaves out: a pattern, a test, or a list of these.
function validateIgnoreOption(value, name) {
  if (value == null) {
    return;
  }
  if (!ArrayIsArray(value)) {
    validateIgnoreElement(value, name);
    return;
  }
  for (let i = 0; i < value.length; i++) {
    validateIgnoreElement(value[i], `${name}[${i}]`);
  }
}

// One link value of RFC 8288: <uri>; param[=value]; ...
const linkValue =
  /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const linkHint =
  'must be an array or string of format "</styles.css>; rel=preload; as=style"';

function checkLink(value, name) {
  if (typeof value === 'undefined' ||
      RegExpPrototypeExec(linkValue, value) === null) {
    throw new ERR_INVALID_ARG_VALUE(name, value, linkHint);
  }
}

// Returns the header's text.
function validateLinkHeaderValue(hints) {
  if (typeof hints === 'string') {
    checkLink(hints, 'hints');
    return hints;
  }
  if (!ArrayIsArray(hints)) {
    throw new ERR_INVALID_ARG_VALUE('hints', hints, linkHint);
  }
  for (let i = 0; i < hints.length; i++) {
    checkLink(hints[i], 'hints');
  }
  return ArrayPrototypeJoin(hints, ', ');
}

module.exports = {
  isInt32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal: hideStackFrames(validateAbortSignal),
  validateArray: hideStackFrames(validateArray),
  validateBoolean: hideStackFrames(validateBoolean),
  validateBooleanArray: hideStackFrames(validateBooleanArray),
  validateBuffer: hideStackFrames(validateBuffer),
  validateDictionary: hideStackFrames(validateDictionary),
  validateEncoding,
  validateFunction: hideStackFrames(validateFunction),
  validateIgnoreOption: hideStackFrames(validateIgnoreOption),
  validateInt32: hideStackFrames(validateInt32),
  validateInteger: hideStackFrames(validateInteger),
  validateLinkHeaderValue: hideStackFrames(validateLinkHeaderValue),
  validateNumber: hideStackFrames(validateNumber),
  validateObject: hideStackFrames(validateObject),
  validateOneOf: hideStackFrames(validateOneOf),
  validatePort: hideStackFrames(validatePort),
  validateString: hideStackFrames(validateString),
  validateStringArray: hideStackFrames(validateStringArray),
  validateUint32: hideStackFrames(validateUint32),
  validateUnion: hideStackFrames(validateUnion),
};
