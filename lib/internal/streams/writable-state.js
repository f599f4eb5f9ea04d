'use strict';
// SPDX-License-Identifier: MIT
//
// The state object of a writable: stream._writableState. Its flags are bits
// of one integer; the names that users read them by are accessors.

const {
  ObjectDefineProperty,
  Symbol,
} = primordials;

const {
  codes: { ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const {
  defineAccessor,
  defineCommonState,
  defineFlags,
  getDefaultHighWaterMark,
  getHighWaterMark,
  initialFlags,
  kDestroyed,
  kErrored,
  kState,
} = require('internal/streams/state');

// Bits of the writable state; those below 11 are common to both halves.
const kFinalCalled = 1 << 11;
const kNeedDrain = 1 << 12;
const kEnding = 1 << 13; // end() has been called
const kEnded = 1 << 14; // end() has returned
const kFinished = 1 << 15; // 'finish' is being or has been emitted
const kDecodeStrings = 1 << 16;
const kWriting = 1 << 17; // _write has been called and not called back
const kBufferProcessing = 1 << 18;
const kPrefinished = 1 << 19;
const kAllBuffers = 1 << 20; // no queued chunk is a string
const kAllNoop = 1 << 21; // no queued chunk has a callback
const kHasWritable = 1 << 22; // somebody has set stream.writable
const kWritable = 1 << 23;
const kExpectCallback = 1 << 24; // of _write or _writev

const kQueue = Symbol('kQueue');
const kWriteCallback = Symbol('kWriteCallback');
const kAfterWrite = Symbol('kAfterWrite');
const kEndCallbacks = Symbol('kEndCallbacks');

function WritableState(options, stream, isDuplex) {
  this[kState] = initialFlags(
    options, isDuplex ? 'writableObjectMode' : null) |
    kAllBuffers | kAllNoop | kDecodeStrings;
  this.highWaterMark = options ?
    getHighWaterMark(this, options, 'writableHighWaterMark', isDuplex) :
    getDefaultHighWaterMark(false);
  this.length = 0;
  this.corked = 0;
  // What _write calls back; made by the first write.
  this.onwrite = null;
  // The length of the chunk that is being written.
  this.writelen = 0;
  // Entries of the queue before this one have been written.
  this.bufferedIndex = 0;
  // 'finish' waits for the callbacks of writes.
  this.pendingcb = 0;
  this[kQueue] = null;
  this[kWriteCallback] = null;
  this[kAfterWrite] = null;
  this[kEndCallbacks] = null;
  if (options) {
    setStateEncoding(this, options);
  }
}

function setStateEncoding(state, options) {
  if (options.decodeStrings === false) {
    state[kState] &= ~kDecodeStrings;
  }
  const { defaultEncoding } = options;
  if (defaultEncoding && defaultEncoding !== 'utf8') {
    const { Buffer } = require('buffer');
    if (!Buffer.isEncoding(defaultEncoding)) {
      throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    }
    state.defaultEncoding = defaultEncoding;
  }
}

defineCommonState(WritableState.prototype);
defineFlags(WritableState.prototype, {
  __proto__: null,
  finalCalled: kFinalCalled,
  needDrain: kNeedDrain,
  ending: kEnding,
  ended: kEnded,
  finished: kFinished,
  decodeStrings: kDecodeStrings,
  writing: kWriting,
  bufferProcessing: kBufferProcessing,
  prefinished: kPrefinished,
  allBuffers: kAllBuffers,
  allNoop: kAllNoop,
});
defineAccessor(WritableState.prototype, 'writable', function() {
  return (this[kState] & kHasWritable) === 0 ? undefined :
    (this[kState] & kWritable) !== 0;
}, function(value) {
  this[kState] &= ~(kHasWritable | kWritable);
  if (value !== null && value !== undefined) {
    this[kState] |= value ? kHasWritable | kWritable : kHasWritable;
  }
});
defineAccessor(WritableState.prototype, 'writecb', function() {
  return this[kWriteCallback] ?? undefined;
}, function(value) {
  this[kWriteCallback] = value ?? null;
});
defineAccessor(WritableState.prototype, 'afterWriteTickInfo', function() {
  return this[kAfterWrite];
}, function(value) {
  this[kAfterWrite] = value;
});
defineAccessor(WritableState.prototype, 'buffered', function() {
  return this[kQueue] ?? [];
}, function(value) {
  this[kQueue] = value;
});
defineAccessor(WritableState.prototype, 'bufferedRequestCount', function() {
  return this[kQueue] === null ? 0 : this[kQueue].length - this.bufferedIndex;
});

WritableState.prototype.getBuffer = function() {
  return this[kQueue] === null ? [] : this[kQueue].slice(this.bufferedIndex);
};

// What Writable.prototype shows of the state.
function defineViews(proto) {
  function defineView(name, get, set) {
    ObjectDefineProperty(proto, name, {
      __proto__: null,
      configurable: true,
      get,
      set,
    });
  }

  defineView('closed', function() {
    return this._writableState ? this._writableState.closed : false;
  });
  // The setter is for old code that manages destruction itself.
  defineView('destroyed', function() {
    return this._writableState ? this._writableState.destroyed : false;
  }, function(value) {
    if (this._writableState) {
      this._writableState.destroyed = value;
    }
  });
  // w.writable === false marks the half that a duplex does not have.
  defineView('writable', function() {
    const w = this._writableState;
    return !!w && w.writable !== false &&
      (w[kState] & (kDestroyed | kErrored | kEnding | kEnded)) === 0;
  }, function(value) {
    if (this._writableState) {
      this._writableState.writable = !!value;
    }
  });
  defineView('writableFinished', function() {
    return this._writableState ? this._writableState.finished : false;
  });
  defineView('writableObjectMode', function() {
    return this._writableState ? this._writableState.objectMode : false;
  });
  defineView('writableBuffer', function() {
    return this._writableState?.getBuffer();
  });
  defineView('writableEnded', function() {
    return this._writableState ? this._writableState.ending : false;
  });
  defineView('writableNeedDrain', function() {
    const w = this._writableState;
    return !!w &&
      (w[kState] & (kDestroyed | kEnding | kNeedDrain)) === kNeedDrain;
  });
  defineView('writableHighWaterMark', function() {
    return this._writableState?.highWaterMark;
  });
  defineView('writableCorked', function() {
    return this._writableState ? this._writableState.corked : 0;
  });
  defineView('writableLength', function() {
    return this._writableState?.length;
  });
  defineView('errored', function() {
    return this._writableState ? this._writableState.errored : null;
  });
  defineView('writableAborted', function() {
    const w = this._writableState;
    return !!(w && w.writable !== false && (w.destroyed || w.errored) &&
      !w.finished);
  });
}

module.exports = {
  WritableState,
  defineViews,
  kAfterWrite,
  kAllBuffers,
  kAllNoop,
  kBufferProcessing,
  kDecodeStrings,
  kEndCallbacks,
  kEnded,
  kEnding,
  kExpectCallback,
  kFinalCalled,
  kFinished,
  kNeedDrain,
  kPrefinished,
  kQueue,
  kWriteCallback,
  kWriting,
};
