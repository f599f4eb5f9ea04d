'use strict';
// SPDX-License-Identifier: MIT
//
// The state object of a readable: stream._readableState. Its flags are bits
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
  kErrorEmitted,
  kState,
} = require('internal/streams/state');

// Bits of the readable state; those below 11 are common to both halves.
const kEnded = 1 << 11; // push(null) has been called
const kEndEmitted = 1 << 12;
const kReading = 1 << 13; // _read() was called and has not pushed yet
const kNeedReadable = 1 << 14; // emit 'readable' once there is data
const kEmittedReadable = 1 << 15;
const kReadableListening = 1 << 16;
const kResumeScheduled = 1 << 17;
const kMultiAwaitDrain = 1 << 18; // awaitDrainWriters is a set
const kReadingMore = 1 << 19;
const kDataEmitted = 1 << 20;
const kHasFlowing = 1 << 21; // flowing is not null
const kFlowing = 1 << 22;
const kHasPaused = 1 << 23; // pause() or resume() has been called
const kPaused = 1 << 24;
const kDecoder = 1 << 25;
const kInFlow = 1 << 26; // flow() is on the stack
const kEmitLater = 1 << 27; // 'readable' is due when flow() is through

const kPipes = Symbol('kPipes');
const kDecoderValue = Symbol('kDecoderValue');

function ReadableState(options, stream, isDuplex) {
  this[kState] = initialFlags(
    options, isDuplex ? 'readableObjectMode' : null);
  this.highWaterMark = options ?
    getHighWaterMark(this, options, 'readableHighWaterMark', isDuplex) :
    getDefaultHighWaterMark(false);
  // Chunks before bufferIndex have been read.
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  // The piped-into stream that is full, a set of them, or null.
  this.awaitDrainWriters = null;
  this[kPipes] = null;
  this[kDecoderValue] = null;
  if (options) {
    setStateEncoding(this, options);
  }
}

function setStateEncoding(state, options) {
  const { defaultEncoding, encoding } = options;
  if (defaultEncoding && defaultEncoding !== 'utf8') {
    const { Buffer } = require('buffer');
    if (!Buffer.isEncoding(defaultEncoding)) {
      throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    }
    state.defaultEncoding = defaultEncoding;
  }
  if (encoding) {
    const { StringDecoder } = require('string_decoder');
    state.decoder = new StringDecoder(encoding);
    state.encoding = encoding;
  }
}

defineCommonState(ReadableState.prototype);
defineFlags(ReadableState.prototype, {
  __proto__: null,
  ended: kEnded,
  endEmitted: kEndEmitted,
  reading: kReading,
  needReadable: kNeedReadable,
  emittedReadable: kEmittedReadable,
  readableListening: kReadableListening,
  resumeScheduled: kResumeScheduled,
  multiAwaitDrain: kMultiAwaitDrain,
  readingMore: kReadingMore,
  dataEmitted: kDataEmitted,
});
defineAccessor(ReadableState.prototype, 'flowing', function() {
  return (this[kState] & kHasFlowing) === 0 ? null :
    (this[kState] & kFlowing) !== 0;
}, function(value) {
  this[kState] &= ~(kHasFlowing | kFlowing);
  if (value !== null && value !== undefined) {
    this[kState] |= value ? kHasFlowing | kFlowing : kHasFlowing;
  }
});
defineAccessor(ReadableState.prototype, 'paused', function() {
  return (this[kState] & kHasPaused) === 0 ? null :
    (this[kState] & kPaused) !== 0;
}, function(value) {
  this[kState] &= ~(kHasPaused | kPaused);
  if (value !== null && value !== undefined) {
    this[kState] |= value ? kHasPaused | kPaused : kHasPaused;
  }
});
defineAccessor(ReadableState.prototype, 'decoder', function() {
  return (this[kState] & kDecoder) !== 0 ? this[kDecoderValue].decoder : null;
}, function(value) {
  if (value) {
    this[kDecoderValue] = { decoder: value, encoding: null };
    this[kState] |= kDecoder;
  } else {
    this[kState] &= ~kDecoder;
  }
});
defineAccessor(ReadableState.prototype, 'encoding', function() {
  return this[kDecoderValue]?.encoding ?? null;
}, function(value) {
  this[kDecoderValue] ??= { decoder: null, encoding: null };
  this[kDecoderValue].encoding = value;
});
defineAccessor(ReadableState.prototype, 'pipes', function() {
  return this[kPipes] ??= [];
}, function(value) {
  this[kPipes] = value;
});
defineAccessor(ReadableState.prototype, 'pipesCount', function() {
  return this[kPipes] === null ? 0 : this[kPipes].length;
});

// The first chunk, off the queue.
function shiftChunk(state) {
  const list = state.buffer;
  const i = state.bufferIndex;
  const chunk = list[i];
  if (i + 1 === list.length) {
    // Setting the length of an array is far slower than either of these.
    if (i === 0) {
      list.pop();
    } else {
      state.buffer = [];
      state.bufferIndex = 0;
    }
  } else if (i >= 1024) {
    list.splice(0, i + 1);
    state.bufferIndex = 0;
  } else {
    list[i] = null;
    state.bufferIndex = i + 1;
  }
  return chunk;
}

// What Readable.prototype shows of the state.
function defineViews(proto) {
  function defineView(name, get, set) {
    ObjectDefineProperty(proto, name, {
      __proto__: null,
      configurable: true,
      get,
      set,
    });
  }

  // r.readable === false marks the half that a duplex does not have.
  defineView('readable', function() {
    const r = this._readableState;
    return !!r && r.readable !== false &&
      (r[kState] & (kDestroyed | kErrorEmitted | kEndEmitted)) === 0;
  }, function(value) {
    if (this._readableState) {
      this._readableState.readable = !!value;
    }
  });
  defineView('readableDidRead', function() {
    return !!this._readableState && this._readableState.dataEmitted;
  });
  defineView('readableAborted', function() {
    const r = this._readableState;
    return !!(r && r.readable !== false && (r.destroyed || r.errored) &&
      !r.endEmitted);
  });
  defineView('readableHighWaterMark', function() {
    return this._readableState.highWaterMark;
  });
  defineView('readableBuffer', function() {
    return this._readableState?.buffer;
  });
  defineView('readableFlowing', function() {
    return this._readableState.flowing;
  }, function(value) {
    if (this._readableState) {
      this._readableState.flowing = value;
    }
  });
  defineView('readableLength', function() {
    return this._readableState.length;
  });
  defineView('readableObjectMode', function() {
    return this._readableState ? this._readableState.objectMode : false;
  });
  defineView('readableEncoding', function() {
    return this._readableState ? this._readableState.encoding : null;
  });
  defineView('errored', function() {
    return this._readableState ? this._readableState.errored : null;
  });
  defineView('closed', function() {
    return this._readableState ? this._readableState.closed : false;
  });
  // The setter is for old code that manages destruction itself.
  defineView('destroyed', function() {
    return this._readableState ? this._readableState.destroyed : false;
  }, function(value) {
    if (this._readableState) {
      this._readableState.destroyed = value;
    }
  });
  defineView('readableEnded', function() {
    return this._readableState ? this._readableState.endEmitted : false;
  });
}

module.exports = {
  ReadableState,
  defineViews,
  kDataEmitted,
  kDecoder,
  kEmittedReadable,
  kEndEmitted,
  kEnded,
  kEmitLater,
  kFlowing,
  kHasFlowing,
  kHasPaused,
  kInFlow,
  kMultiAwaitDrain,
  kNeedReadable,
  kPaused,
  kReadableListening,
  kReading,
  kReadingMore,
  kResumeScheduled,
  shiftChunk,
};
