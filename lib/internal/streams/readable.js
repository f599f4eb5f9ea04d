'use strict';
// SPDX-License-Identifier: MIT
//
// The readable half: a queue of chunks between push() and read().
//
// `flowing` has three values: null (nobody has asked for data yet), true
// (chunks leave by 'data' as soon as they are there) and false (paused, or
// read() by hand after 'readable'). Piping is in readable-pipe.js, reading by
// other pieces than were pushed in readable-parts.js.

const {
  ArrayBufferIsView,
  NumberIsInteger,
  NumberIsNaN,
  NumberParseInt,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  Promise,
  ReflectApply,
  SymbolAsyncDispose,
  SymbolAsyncIterator,
} = primordials;

const EE = require('events');
const { Buffer } = require('buffer');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_OUT_OF_RANGE,
    ERR_STREAM_PUSH_AFTER_EOF,
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT,
  },
} = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const {
  kAutoDestroy,
  kCloseEmitted,
  kConstructed,
  kDestroyed,
  kErrorEmitted,
  kErrored,
  kObjectMode,
  kOnConstructed,
  kState,
  kSync,
} = require('internal/streams/state');
const {
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
} = require('internal/streams/readable-state');

const { errorOrDestroy } = destroyImpl;

const kMaxHighWaterMark = 0x40000000;
const noPush = kEnded | kErrored | kDestroyed;
const noRead = kEnded | kReading | kErrored | kDestroyed;

// A shape that all readables share: listeners of the common events do not
// change it.
function ReadableEvents() {
  this.close = undefined;
  this.error = undefined;
  this.data = undefined;
  this.end = undefined;
  this.readable = undefined;
}
ReadableEvents.prototype = { __proto__: null };

ReadableState.prototype[kOnConstructed] = function(stream) {
  if ((this[kState] & kNeedReadable) !== 0) {
    maybeReadMore(stream, this);
  }
};

function Readable(options) {
  if (!(this instanceof Readable)) {
    return new Readable(options);
  }
  this._events ??= new ReadableEvents();
  Stream.call(this, options);
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    setOptions(this, options);
  }
  if (typeof this._construct === 'function') {
    destroyImpl.construct(this, () => {
      this._readableState[kOnConstructed](this);
    });
  }
}
ObjectSetPrototypeOf(Readable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Readable, Stream);

function setOptions(stream, options) {
  if (typeof options.read === 'function') {
    stream._read = options.read;
  }
  destroyImpl.setOptions(stream, options);
}

Readable.ReadableState = ReadableState;

Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function(err, cb) {
  cb(err);
};

Readable.prototype[EE.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Readable.prototype[SymbolAsyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  const eos = require('internal/streams/end-of-stream');
  return new Promise((resolve, reject) => {
    eos(this, (err) => {
      if (err && err !== error) {
        reject(err);
      } else {
        resolve(null);
      }
    });
  });
};

// Adding to the queue.

Readable.prototype.push = function(chunk, encoding) {
  return addChunk(this, chunk, encoding, false);
};

Readable.prototype.unshift = function(chunk, encoding) {
  return addChunk(this, chunk, encoding, true);
};

// May the producer go on pushing?
function wantsMore(state) {
  return (state[kState] & kEnded) === 0 &&
    (state.length < state.highWaterMark || state.length === 0);
}

function addChunk(stream, chunk, encoding, toFront) {
  const state = stream._readableState;
  if (chunk === null) {
    state[kState] &= ~kReading;
    onEofChunk(stream, state);
    return false;
  }
  const objectMode = (state[kState] & kObjectMode) !== 0;
  if (!objectMode) {
    if (chunk !== undefined) {
      chunk = toBytes(stream, state, chunk, encoding, toFront);
      if (chunk === null) {
        return false;
      }
    }
    if (chunk === undefined || chunk.length === 0) {
      return toFront ? wantsMore(state) : pushNothing(stream, state);
    }
  }
  if (toFront) {
    return unshiftChunk(stream, state, chunk);
  }

  const flags = state[kState];
  if ((flags & noPush) !== 0) {
    if ((flags & kEnded) !== 0) {
      errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
    }
    return false;
  }
  state[kState] &= ~kReading;
  if ((flags & kDecoder) !== 0 &&
      (objectMode ? !encoding : typeof chunk !== 'string')) {
    chunk = state.decoder.write(chunk);
    if (!objectMode && chunk.length === 0) {
      return pushNothing(stream, state);
    }
  }
  queueChunk(stream, state, chunk, false);
  return wantsMore(state);
}

// Not the end, but no data either: ask again.
function pushNothing(stream, state) {
  state[kState] &= ~kReading;
  maybeReadMore(stream, state);
  return wantsMore(state);
}

function unshiftChunk(stream, state, chunk) {
  if ((state[kState] & kEndEmitted) !== 0) {
    errorOrDestroy(stream, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
    return false;
  }
  if ((state[kState] & (kDestroyed | kErrored)) !== 0) {
    return false;
  }
  queueChunk(stream, state, chunk, true);
  return wantsMore(state);
}

// A string comes back as it is only when it already has the stream's
// encoding; null means that the stream has been told of an error.
function toBytes(stream, state, chunk, encoding, toFront) {
  if (typeof chunk === 'string') {
    encoding ||= state.defaultEncoding;
    const own = state.encoding;
    if (own === encoding) {
      return chunk;
    }
    const bytes = Buffer.from(chunk, encoding);
    return toFront && own ? bytes.toString(own) : bytes;
  }
  if (chunk instanceof Buffer) {
    return chunk;
  }
  if (ArrayBufferIsView(chunk)) {
    return viewToBuffer(chunk);
  }
  errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE(
    'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
  return null;
}

function viewToBuffer(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function queueChunk(stream, state, chunk, toFront) {
  if ((state[kState] & (kFlowing | kSync)) === kFlowing &&
      state.length === 0 && stream.listenerCount('data') > 0) {
    // Nothing is queued and somebody waits: no need for the queue.
    clearAwaitDrain(state);
    state[kState] |= kDataEmitted;
    stream.emit('data', chunk);
  } else {
    state.length += (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
    if (!toFront) {
      state.buffer.push(chunk);
    } else if (state.bufferIndex > 0) {
      state.buffer[--state.bufferIndex] = chunk;
    } else {
      state.buffer.unshift(chunk);
    }
    if ((state[kState] & kNeedReadable) !== 0) {
      emitReadable(stream);
    }
  }
  maybeReadMore(stream, state);
}

function clearAwaitDrain(state) {
  if ((state[kState] & kMultiAwaitDrain) !== 0) {
    state.awaitDrainWriters.clear();
  } else {
    state.awaitDrainWriters = null;
  }
}

function onEofChunk(stream, state) {
  if ((state[kState] & kEnded) !== 0) {
    return;
  }
  if ((state[kState] & kDecoder) !== 0) {
    const chunk = state.decoder.end();
    if (chunk && chunk.length > 0) {
      state.buffer.push(chunk);
      state.length += (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
    }
  }
  state[kState] |= kEnded;
  if ((state[kState] & kSync) !== 0) {
    // The caller of _read is on the stack; let it return first.
    emitReadable(stream);
  } else {
    state[kState] = (state[kState] & ~kNeedReadable) | kEmittedReadable;
    emitReadableNT(stream);
  }
}

// Taking from the queue.

Readable.prototype.read = function(n) {
  const state = this._readableState;
  if (n === undefined) {
    n = NaN;
  } else if (!NumberIsInteger(n)) {
    n = NumberParseInt(n, 10);
  }
  const asked = n;

  if (n > state.highWaterMark) {
    state.highWaterMark = raiseHighWaterMark(n);
  }
  if (n !== 0) {
    state[kState] &= ~kEmittedReadable;
  }

  // read(0) only asks for a 'readable' event; there is enough for one.
  if (n === 0 && (state[kState] & kNeedReadable) !== 0 &&
      ((state.highWaterMark !== 0 ?
        state.length >= state.highWaterMark : state.length > 0) ||
       (state[kState] & kEnded) !== 0)) {
    if (state.length === 0 && (state[kState] & kEnded) !== 0) {
      endReadable(this);
    } else {
      emitReadable(this);
    }
    return null;
  }

  n = howMuchToRead(n, state);
  if (n === 0 && (state[kState] & kEnded) !== 0) {
    if (state.length === 0) {
      endReadable(this);
    }
    return null;
  }

  if (((state[kState] & kNeedReadable) !== 0 ||
       state.length - n < state.highWaterMark || state.length === 0) &&
      (state[kState] & (noRead | kConstructed)) === kConstructed) {
    callRead(this, state);
    // _read may have pushed synchronously.
    if ((state[kState] & kReading) === 0) {
      n = howMuchToRead(asked, state);
    }
  }

  const chunk = n > 0 ? fromList(n, state) : null;
  if (chunk === null) {
    if (state.length <= state.highWaterMark) {
      state[kState] |= kNeedReadable;
    }
    n = 0;
  } else {
    state.length -= n;
    clearAwaitDrain(state);
  }

  if (state.length === 0) {
    if ((state[kState] & kEnded) === 0) {
      state[kState] |= kNeedReadable;
    } else if (asked !== n) {
      endReadable(this);
    }
  }

  if (chunk !== null &&
      (state[kState] & (kErrorEmitted | kCloseEmitted)) === 0) {
    state[kState] |= kDataEmitted;
    this.emit('data', chunk);
  }
  return chunk;
};

function callRead(stream, state) {
  state[kState] |= kReading | kSync;
  if (state.length === 0) {
    state[kState] |= kNeedReadable;
  }
  try {
    stream._read(state.highWaterMark);
  } catch (err) {
    errorOrDestroy(stream, err);
  }
  state[kState] &= ~kSync;
}

// The next power of two: read(n) with a slowly growing n must not make the
// buffer grow as slowly.
function raiseHighWaterMark(n) {
  if (n > kMaxHighWaterMark) {
    throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  }
  n--;
  n |= n >>> 1;
  n |= n >>> 2;
  n |= n >>> 4;
  n |= n >>> 8;
  n |= n >>> 16;
  return n + 1;
}

function howMuchToRead(n, state) {
  if (n <= 0 || (state.length === 0 && (state[kState] & kEnded) !== 0)) {
    return 0;
  }
  if ((state[kState] & kObjectMode) !== 0) {
    return 1;
  }
  if (NumberIsNaN(n)) {
    // A flowing stream gives its chunks one by one, read() gives everything.
    return (state[kState] & kFlowing) !== 0 && state.length ?
      state.buffer[state.bufferIndex].length : state.length;
  }
  if (n <= state.length) {
    return n;
  }
  return (state[kState] & kEnded) !== 0 ? state.length : 0;
}

// n bytes, characters or (object mode) the first chunk, off the queue.
function fromList(n, state) {
  if (state.length === 0) {
    return null;
  }
  const list = state.buffer;
  if ((state[kState] & kObjectMode) !== 0) {
    return shiftChunk(state);
  }
  const first = list[state.bufferIndex];
  if (n === first.length) {
    return shiftChunk(state);
  }
  if (!n || n >= state.length) {
    return require('internal/streams/readable-parts').takeAll(state);
  }
  if (n < first.length) {
    list[state.bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }
  return require('internal/streams/readable-parts').takePart(state, n);
}

Readable._fromList = fromList;

Readable.prototype._read = function(n) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

// Telling about it.

function emitReadable(stream) {
  const state = stream._readableState;
  state[kState] &= ~kNeedReadable;
  if ((state[kState] & kEmittedReadable) === 0) {
    state[kState] |= kEmittedReadable;
    // No tick runs before flow() is through: one for all its chunks will do.
    if ((state[kState] & kInFlow) !== 0) {
      state[kState] |= kEmitLater;
    } else {
      process.nextTick(emitReadableNT, stream);
    }
  }
}

function emitReadableNT(stream) {
  const state = stream._readableState;
  if ((state[kState] & (kDestroyed | kErrored)) === 0 &&
      (state.length > 0 || (state[kState] & kEnded) !== 0)) {
    stream.emit('readable');
    state[kState] &= ~kEmittedReadable;
  }
  // Another 'readable' is due when this one has not been followed by reads
  // down to the high water mark.
  if ((state[kState] & (kFlowing | kEnded)) === 0 &&
      state.length <= state.highWaterMark) {
    state[kState] |= kNeedReadable;
  } else {
    state[kState] &= ~kNeedReadable;
  }
  flow(stream);
}

// Fills the buffer up to the high water mark, also when nobody reads.
function maybeReadMore(stream, state) {
  if ((state[kState] & (kReadingMore | kConstructed)) === kConstructed) {
    state[kState] |= kReadingMore;
    process.nextTick(readMoreNT, stream, state);
  }
}

function readMoreNT(stream, state) {
  while ((state[kState] & (kReading | kEnded)) === 0 &&
         (state.length < state.highWaterMark ||
          ((state[kState] & kFlowing) !== 0 && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) {
      break;
    }
  }
  state[kState] &= ~kReadingMore;
}

function endReadable(stream) {
  const state = stream._readableState;
  if ((state[kState] & kEndEmitted) === 0) {
    state[kState] |= kEnded;
    process.nextTick(endReadableNT, state, stream);
  }
}

function endReadableNT(state, stream) {
  if ((state[kState] & (kErrored | kCloseEmitted | kEndEmitted)) !== 0 ||
      state.length !== 0) {
    return;
  }
  state[kState] |= kEndEmitted;
  stream.emit('end');

  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritableNT, stream);
  } else if ((state[kState] & kAutoDestroy) !== 0) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) {
      stream.destroy();
    }
  }
}

function endWritableNT(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) {
    stream.end();
  }
}

// Flowing.

Readable.prototype.isPaused = function() {
  const state = this._readableState;
  return state.paused === true || state.flowing === false;
};

Readable.prototype.resume = function() {
  const state = this._readableState;
  if ((state[kState] & kFlowing) === 0) {
    // With a 'readable' listener the stream flows only once that is gone.
    state[kState] |= (state[kState] & kReadableListening) === 0 ?
      kHasFlowing | kFlowing : kHasFlowing;
    if ((state[kState] & kResumeScheduled) === 0) {
      state[kState] |= kResumeScheduled;
      process.nextTick(resumeNT, this, state);
    }
  }
  state[kState] = (state[kState] | kHasPaused) & ~kPaused;
  return this;
};

function resumeNT(stream, state) {
  if ((state[kState] & kReading) === 0) {
    stream.read(0);
  }
  state[kState] &= ~kResumeScheduled;
  stream.emit('resume');
  flow(stream);
  if ((state[kState] & (kFlowing | kReading)) === kFlowing) {
    stream.read(0);
  }
}

Readable.prototype.pause = function() {
  const state = this._readableState;
  if (state.flowing !== false) {
    state[kState] = (state[kState] | kHasFlowing) & ~kFlowing;
    this.emit('pause');
  }
  state[kState] |= kHasPaused | kPaused;
  return this;
};

function flow(stream) {
  const state = stream._readableState;
  if ((state[kState] & (kFlowing | kInFlow)) !== kFlowing) {
    while ((state[kState] & kFlowing) !== 0 && stream.read() !== null);
    return;
  }
  state[kState] |= kInFlow;
  try {
    while ((state[kState] & kFlowing) !== 0 && stream.read() !== null);
  } finally {
    const emitLater = (state[kState] & kEmitLater) !== 0;
    state[kState] &= ~(kInFlow | kEmitLater);
    if (emitLater) {
      process.nextTick(emitReadableNT, stream);
    }
  }
}

Readable.prototype.on = function(event, fn) {
  const result = Stream.prototype.on.call(this, event, fn);
  const state = this._readableState;
  if (event === 'data') {
    // Remember for resume() whether a 'readable' listener is in charge.
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) {
      this.resume();
    }
  } else if (event === 'readable') {
    if ((state[kState] & (kEndEmitted | kReadableListening)) === 0) {
      state[kState] |= kReadableListening | kNeedReadable | kHasFlowing;
      state[kState] &= ~(kFlowing | kEmittedReadable);
      if (state.length > 0) {
        emitReadable(this);
      } else if ((state[kState] & kReading) === 0) {
        process.nextTick(readNT, this);
      }
    }
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function readNT(stream) {
  stream.read(0);
}

Readable.prototype.removeListener = function(event, fn) {
  const result = Stream.prototype.removeListener.call(this, event, fn);
  if (event === 'readable') {
    // Not at once: the listener may be put back in this very tick.
    process.nextTick(updateReadableListening, this);
  }
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function(event) {
  const result =
    ReflectApply(Stream.prototype.removeAllListeners, this, arguments);
  if (event === 'readable' || event === undefined) {
    process.nextTick(updateReadableListening, this);
  }
  return result;
};

function updateReadableListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if ((state[kState] & (kResumeScheduled | kPaused | kHasPaused)) ===
      (kResumeScheduled | kHasPaused)) {
    // resume() was called before the last listener left.
    state.flowing = true;
  } else if (stream.listenerCount('data') > 0) {
    stream.resume();
  } else if ((state[kState] & kReadableListening) === 0) {
    state.flowing = null;
  }
}

Readable.prototype.setEncoding = function(encoding) {
  require('internal/streams/readable-parts')
    .setEncoding(this._readableState, encoding);
  return this;
};

Readable.prototype.pipe = function(dest, options) {
  return require('internal/streams/readable-pipe').pipe(this, dest, options);
};

Readable.prototype.unpipe = function(dest) {
  const state = this._readableState;
  if (state.pipesCount !== 0) {
    require('internal/streams/readable-pipe').unpipe(this, dest);
  }
  return this;
};

// Other ways to make one, or to read one.

Readable.prototype.wrap = function(stream) {
  return require('internal/streams/readable-wrap')(this, stream);
};

Readable.wrap = function(src, options) {
  return new Readable({
    objectMode: src.readableObjectMode ?? src.objectMode ?? true,
    ...options,
    destroy(err, callback) {
      destroyImpl.destroyer(src, err);
      callback(err);
    },
  }).wrap(src);
};

Readable.prototype[SymbolAsyncIterator] = function() {
  return require('internal/streams/readable-iterator')(this);
};

Readable.prototype.iterator = function(options) {
  if (options !== undefined) {
    require('internal/validators').validateObject(options, 'options');
  }
  return require('internal/streams/readable-iterator')(this, options);
};

Readable.from = function(iterable, opts) {
  return require('internal/streams/from')(Readable, iterable, opts);
};

Readable.fromWeb = function(readableStream, options) {
  return require('internal/webstreams/adapters')
    .newStreamReadableFromReadableStream(readableStream, options);
};

Readable.toWeb = function(streamReadable, options) {
  return require('internal/webstreams/adapters')
    .newReadableStreamFromStreamReadable(streamReadable, options);
};

defineViews(Readable.prototype);

// The iterator helpers live in operators.js, which few programs need.
function defineOperator(name, length, returnsStream) {
  const operator = {
    [name](...args) {
      const fn = require('internal/streams/operators')[name];
      const result = ReflectApply(fn, this, args);
      return returnsStream ? Readable.from(result) : result;
    },
  }[name];
  ObjectDefineProperty(operator, 'length', { __proto__: null, value: length });
  ObjectDefineProperty(Readable.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value: operator,
    writable: true,
  });
}

defineOperator('drop', 1, true);
defineOperator('filter', 2, true);
defineOperator('flatMap', 2, true);
defineOperator('map', 2, true);
defineOperator('take', 1, true);
defineOperator('every', 1, false);
defineOperator('find', 2, false);
defineOperator('forEach', 2, false);
defineOperator('reduce', 3, false);
defineOperator('some', 1, false);
defineOperator('toArray', 1, false);

Readable.prototype.compose = function(stream, options) {
  return require('internal/streams/operators').compose.call(
    this, stream, options);
};

module.exports = Readable;
