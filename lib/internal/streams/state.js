'use strict';
// SPDX-License-Identifier: MIT
//
// What the readable and the writable half of a stream have in common: one
// integer of flags a half, the names users read those flags by, and the
// default sizes of the buffers.

const {
  MathFloor,
  NumberIsInteger,
  ObjectDefineProperty,
  Symbol,
} = primordials;

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const kState = Symbol('kState');
const kErroredValue = Symbol('kErroredValue');
const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kOnConstructed = Symbol('kOnConstructed');

// Bits 0 to 10 mean the same in both halves; the halves use the bits above.
const kObjectMode = 1 << 0;
const kErrorEmitted = 1 << 1;
const kAutoDestroy = 1 << 2;
const kEmitClose = 1 << 3;
const kDestroyed = 1 << 4;
const kClosed = 1 << 5;
const kCloseEmitted = 1 << 6;
const kErrored = 1 << 7;
const kConstructed = 1 << 8;
const kSync = 1 << 9;
const kOtherEncoding = 1 << 10; // the default encoding is not utf8

const commonFlags = {
  __proto__: null,
  objectMode: kObjectMode,
  errorEmitted: kErrorEmitted,
  autoDestroy: kAutoDestroy,
  emitClose: kEmitClose,
  destroyed: kDestroyed,
  closed: kClosed,
  closeEmitted: kCloseEmitted,
  constructed: kConstructed,
  sync: kSync,
};

let defaultHighWaterMarkBytes = 64 * 1024;
let defaultHighWaterMarkObjectMode = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ?
    defaultHighWaterMarkObjectMode : defaultHighWaterMarkBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  require('internal/validators').validateInteger(value, 'value', 0);
  if (objectMode) {
    defaultHighWaterMarkObjectMode = value;
  } else {
    defaultHighWaterMarkBytes = value;
  }
}

// `duplexKey` is the option that concerns one half of a duplex only.
function getHighWaterMark(state, options, duplexKey, isDuplex) {
  const hwm = options.highWaterMark ?? (isDuplex ? options[duplexKey] : null);
  if (hwm === null || hwm === undefined) {
    return getDefaultHighWaterMark(state.objectMode);
  }
  if (!NumberIsInteger(hwm) || hwm < 0) {
    const name = isDuplex ? `options.${duplexKey}` : 'options.highWaterMark';
    throw new ERR_INVALID_ARG_VALUE(name, hwm);
  }
  return MathFloor(hwm);
}

// The flags a half starts with. `duplexMode` is readableObjectMode or
// writableObjectMode.
function initialFlags(options, duplexMode) {
  let flags = kConstructed | kSync;
  if (options === undefined || options === null) {
    return flags | kEmitClose | kAutoDestroy;
  }
  if (options.objectMode || (duplexMode !== null && options[duplexMode])) {
    flags |= kObjectMode;
  }
  if (options.emitClose !== false) {
    flags |= kEmitClose;
  }
  if (options.autoDestroy !== false) {
    flags |= kAutoDestroy;
  }
  return flags;
}

function defineAccessor(proto, name, get, set) {
  ObjectDefineProperty(proto, name, {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get,
    set,
  });
}

function defineFlag(proto, name, bit) {
  defineAccessor(proto, name, function() {
    return (this[kState] & bit) !== 0;
  }, function(value) {
    if (value) {
      this[kState] |= bit;
    } else {
      this[kState] &= ~bit;
    }
  });
}

function defineFlags(proto, flags) {
  for (const name in flags) {
    defineFlag(proto, name, flags[name]);
  }
}

// The accessors that both state objects have.
function defineCommonState(proto) {
  defineFlags(proto, commonFlags);
  defineAccessor(proto, 'errored', function() {
    return (this[kState] & kErrored) !== 0 ? this[kErroredValue] : null;
  }, function(value) {
    if (value) {
      this[kErroredValue] = value;
      this[kState] |= kErrored;
    } else {
      this[kState] &= ~kErrored;
    }
  });
  defineAccessor(proto, 'defaultEncoding', function() {
    return (this[kState] & kOtherEncoding) !== 0 ?
      this[kDefaultEncodingValue] : 'utf8';
  }, function(value) {
    if (value === 'utf8' || value === 'utf-8') {
      this[kState] &= ~kOtherEncoding;
    } else {
      this[kState] |= kOtherEncoding;
      this[kDefaultEncodingValue] = value;
    }
  });
}

module.exports = {
  defineAccessor,
  defineCommonState,
  defineFlags,
  getDefaultHighWaterMark,
  getHighWaterMark,
  initialFlags,
  kAutoDestroy,
  kCloseEmitted,
  kClosed,
  kConstructed,
  kDestroyed,
  kEmitClose,
  kErrorEmitted,
  kErrored,
  kObjectMode,
  kOnConstructed,
  kState,
  kSync,
  setDefaultHighWaterMark,
};
