'use strict';
// SPDX-License-Identifier: MIT
//
// The writable half: one chunk at a time goes to _write; those that come
// meanwhile wait in a queue.
//
//   write -> _write -> onwrite -> (queue) -> callbacks, 'drain'
//   end -> (queue empty, callbacks done) -> _final -> 'prefinish' -> 'finish'
//
// pendingcb counts what 'finish' still waits for.

const {
  ArrayBufferIsView,
  FunctionPrototypeSymbolHasInstance,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  Promise,
  SymbolAsyncDispose,
  SymbolHasInstance,
} = primordials;

const EE = require('events');
const { Buffer } = require('buffer');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_MULTIPLE_CALLBACK,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
    ERR_UNKNOWN_ENCODING,
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
} = require('internal/streams/writable-state');

const { errorOrDestroy } = destroyImpl;

// Written entries at the front of the queue are dropped in lots of this size.
const kQueueTrim = 256;
const finishMask = kEnding | kDestroyed | kConstructed | kFinished |
  kWriting | kErrorEmitted | kCloseEmitted | kErrored;

function nop() {}

// A shape that all writables share: listeners of the common events do not
// change it.
function WritableEvents() {
  this.close = undefined;
  this.error = undefined;
  this.prefinish = undefined;
  this.finish = undefined;
  this.drain = undefined;
}
WritableEvents.prototype = { __proto__: null };

WritableState.prototype[kOnConstructed] = function(stream) {
  if ((this[kState] & kWriting) === 0) {
    clearQueue(stream, this);
  }
  if ((this[kState] & kEnding) !== 0) {
    finishMaybe(stream, this, false);
  }
};

function Writable(options) {
  if (!(this instanceof Writable)) {
    return new Writable(options);
  }
  this._events ??= new WritableEvents();
  Stream.call(this, options);
  this._writableState = new WritableState(options, this, false);
  if (options) {
    setOptions(this, options);
  }
  if (typeof this._construct === 'function') {
    destroyImpl.construct(this, () => {
      this._writableState[kOnConstructed](this);
    });
  }
}
ObjectSetPrototypeOf(Writable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Writable, Stream);

function setOptions(stream, options) {
  if (typeof options.write === 'function') {
    stream._write = options.write;
  }
  if (typeof options.writev === 'function') {
    stream._writev = options.writev;
  }
  if (typeof options.final === 'function') {
    stream._final = options.final;
  }
  destroyImpl.setOptions(stream, options);
}

Writable.WritableState = WritableState;
defineViews(Writable.prototype);

// A duplex inherits from Readable only, and is a Writable all the same.
ObjectDefineProperty(Writable, SymbolHasInstance, {
  __proto__: null,
  value: function(object) {
    if (FunctionPrototypeSymbolHasInstance(this, object)) {
      return true;
    }
    return this === Writable && !!object &&
      object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

// Writing.

Writable.prototype.write = function(chunk, encoding, cb) {
  if (chunk !== null && chunk !== undefined &&
      typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, cb) === true;
};

// Returns an Error, after telling callback and stream of it, or whether the
// caller may go on writing.
function writeChunk(stream, chunk, encoding, cb) {
  const state = stream._writableState;
  if (typeof cb !== 'function') {
    cb = nop;
  }
  if (chunk === null) {
    throw new ERR_STREAM_NULL_VALUES();
  }
  if ((state[kState] & kObjectMode) === 0) {
    if (!encoding) {
      encoding = state.defaultEncoding;
    } else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    if (typeof chunk === 'string') {
      if ((state[kState] & kDecodeStrings) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBufferIsView(chunk)) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = 'buffer';
    } else {
      throw new ERR_INVALID_ARG_TYPE(
        'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }

  if ((state[kState] & (kEnding | kDestroyed)) !== 0) {
    const err = (state[kState] & kEnding) !== 0 ?
      new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED('write');
    process.nextTick(cb, err);
    errorOrDestroy(stream, err, true);
    return err;
  }
  state.pendingcb++;
  return writeOrQueue(stream, state, chunk, encoding, cb);
}

function writeOrQueue(stream, state, chunk, encoding, callback) {
  const len = (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
  state.length += len;
  const belowMark = state.length < state.highWaterMark;
  if (!belowMark) {
    state[kState] |= kNeedDrain;
  }

  if (state.corked !== 0 ||
      (state[kState] & (kWriting | kErrored | kConstructed)) !==
      kConstructed) {
    (state[kQueue] ??= []).push({ chunk, encoding, callback });
    if (encoding !== 'buffer') {
      state[kState] &= ~kAllBuffers;
    }
    if (callback !== nop) {
      state[kState] &= ~kAllNoop;
    }
  } else {
    startWrite(stream, state, len, callback);
    stream._write(chunk, encoding, state.onwrite);
    state[kState] &= ~kSync;
  }
  // Errors that _write met synchronously count.
  return belowMark && (state[kState] & (kErrored | kDestroyed)) === 0;
}

function startWrite(stream, state, len, callback) {
  state.writelen = len;
  state[kWriteCallback] = callback;
  state[kState] |= kWriting | kSync | kExpectCallback;
  state.onwrite ??= (err) => {
    onwrite(stream, err);
  };
}

function onwrite(stream, err) {
  const state = stream._writableState;
  if ((state[kState] & kExpectCallback) === 0) {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  const sync = (state[kState] & kSync) !== 0;
  const cb = state[kWriteCallback];
  state[kWriteCallback] = null;
  state[kState] &= ~(kWriting | kExpectCallback);
  state.length -= state.writelen;
  state.writelen = 0;

  if (err) {
    if (!state.errored) {
      state.errored = err;
    }
    const r = stream._readableState;
    if (r && !r.errored) {
      r.errored = err;
    }
    if (sync) {
      process.nextTick(onWriteError, stream, state, err, cb);
    } else {
      onWriteError(stream, state, err, cb);
    }
    return;
  }

  if (state[kQueue] !== null) {
    clearQueue(stream, state);
  }
  if (sync) {
    scheduleAfterWrite(stream, state, cb);
  } else {
    afterWrite(stream, state, 1, cb);
  }
}

// The caller of write() is on the stack: callbacks wait for the next tick,
// and one tick serves all writes with the same callback.
function scheduleAfterWrite(stream, state, cb) {
  const pending = state[kAfterWrite];
  if (pending !== null && pending.cb === cb) {
    pending.count++;
    return;
  }
  const needDrain = (state[kState] & kNeedDrain) !== 0 && state.length === 0;
  if (cb === nop && !needDrain && (state[kState] & kDestroyed) === 0) {
    // Nobody wants to know.
    state.pendingcb--;
    if ((state[kState] & kEnding) !== 0) {
      finishMaybe(stream, state, true);
    }
    return;
  }
  const info = { count: 1, cb, stream, state };
  state[kAfterWrite] = info;
  process.nextTick(afterWriteNT, info);
}

function afterWriteNT(info) {
  const { stream, state, count, cb } = info;
  if (state[kAfterWrite] === info) {
    state[kAfterWrite] = null;
  }
  afterWrite(stream, state, count, cb);
}

function afterWrite(stream, state, count, cb) {
  if ((state[kState] & (kEnding | kDestroyed | kNeedDrain)) === kNeedDrain &&
      state.length === 0) {
    state[kState] &= ~kNeedDrain;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    cb(null);
  }
  if ((state[kState] & kDestroyed) !== 0) {
    failQueue(state);
  }
  if ((state[kState] & kEnding) !== 0) {
    finishMaybe(stream, state, true);
  }
}

function onWriteError(stream, state, err, cb) {
  state.pendingcb--;
  cb(err);
  // Whoever has queued chunks must know that they will not be written.
  failQueue(state);
  errorOrDestroy(stream, err);
}

// The queue.

function resetQueue(state) {
  state[kQueue] = null;
  state.bufferedIndex = 0;
  state[kState] |= kAllBuffers | kAllNoop;
}

// Calls back everything that will not be done any more.
function failQueue(state) {
  if ((state[kState] & kWriting) !== 0) {
    return;
  }
  const queue = state[kQueue];
  if (queue !== null) {
    const objectMode = (state[kState] & kObjectMode) !== 0;
    for (let i = state.bufferedIndex; i < queue.length; i++) {
      const { chunk, callback } = queue[i];
      state.length -= objectMode ? 1 : chunk.length;
      callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
    }
  }
  callEndCallbacks(state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  resetQueue(state);
}

// Writes the queue: as one with _writev, else as far as _write calls back
// synchronously.
function clearQueue(stream, state) {
  const queue = state[kQueue];
  if (queue === null || state.corked !== 0 ||
      (state[kState] & (kDestroyed | kBufferProcessing | kConstructed)) !==
      kConstructed) {
    return;
  }
  let i = state.bufferedIndex;
  const count = queue.length - i;
  if (count === 0) {
    return;
  }
  state[kState] |= kBufferProcessing;
  if (count > 1 && stream._writev) {
    writeAll(stream, state, queue, i);
    resetQueue(state);
  } else {
    const objectMode = (state[kState] & kObjectMode) !== 0;
    do {
      const { chunk, encoding, callback } = queue[i];
      queue[i++] = null;
      doWrite(stream, state, objectMode ? 1 : chunk.length, chunk, encoding,
              callback);
    } while (i < queue.length && (state[kState] & kWriting) === 0);

    if (i === queue.length) {
      resetQueue(state);
    } else if (i > kQueueTrim) {
      queue.splice(0, i);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = i;
    }
  }
  state[kState] &= ~kBufferProcessing;
}

function writeAll(stream, state, queue, start) {
  const count = queue.length - start;
  // The one callback of _writev counts for all of them.
  state.pendingcb -= count - 1;
  const allNoop = (state[kState] & kAllNoop) !== 0;
  const callback = allNoop ? nop : (err) => {
    for (let i = start; i < queue.length; i++) {
      queue[i].callback(err);
    }
  };
  // The callback above needs the array; _writev may do to it what it likes.
  const chunks = allNoop && start === 0 ? queue : queue.slice(start);
  chunks.allBuffers = (state[kState] & kAllBuffers) !== 0;
  startWrite(stream, state, state.length, callback);
  stream._writev(chunks, state.onwrite);
  state[kState] &= ~kSync;
}

function doWrite(stream, state, len, chunk, encoding, callback) {
  startWrite(stream, state, len, callback);
  if ((state[kState] & kDestroyed) !== 0) {
    state.onwrite(new ERR_STREAM_DESTROYED('write'));
  } else {
    stream._write(chunk, encoding, state.onwrite);
  }
  state[kState] &= ~kSync;
}

Writable.prototype.cork = function() {
  this._writableState.corked++;
};

Writable.prototype.uncork = function() {
  const state = this._writableState;
  if (state.corked !== 0) {
    state.corked--;
    if ((state[kState] & kWriting) === 0) {
      clearQueue(this, state);
    }
  }
};

Writable.prototype.setDefaultEncoding = function(encoding) {
  if (typeof encoding === 'string') {
    encoding = encoding.toLowerCase();
  }
  if (!Buffer.isEncoding(encoding)) {
    throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  this._writableState.defaultEncoding = encoding;
  return this;
};

Writable.prototype._write = function(chunk, encoding, cb) {
  if (this._writev) {
    this._writev([{ chunk, encoding }], cb);
  } else {
    throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  }
};

Writable.prototype._writev = null;

// Ending.

Writable.prototype.end = function(chunk, encoding, cb) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    cb = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }

  let err;
  if (chunk !== null && chunk !== undefined) {
    const result = writeChunk(this, chunk, encoding);
    if (typeof result !== 'boolean') {
      err = result;
    }
  }
  if (state.corked !== 0) {
    state.corked = 1;
    this.uncork();
  }

  if (err === undefined) {
    if ((state[kState] & (kErrored | kEnding)) === 0) {
      // Nothing has gone wrong, and this is the first end(). Errors that
      // come later reach cb through the queue.
      state[kState] |= kEnding;
      finishMaybe(this, state, true);
      state[kState] |= kEnded;
    } else if ((state[kState] & kFinished) !== 0) {
      err = new ERR_STREAM_ALREADY_FINISHED('end');
    } else if ((state[kState] & kDestroyed) !== 0) {
      err = new ERR_STREAM_DESTROYED('end');
    }
  }

  if (typeof cb === 'function') {
    if (err) {
      process.nextTick(cb, err);
    } else if ((state[kState] & kErrored) !== 0) {
      process.nextTick(cb, state.errored);
    } else if ((state[kState] & kFinished) !== 0) {
      process.nextTick(cb, null);
    } else {
      (state[kEndCallbacks] ??= []).push(cb);
    }
  }
  return this;
};

function needFinish(state) {
  return (state[kState] & finishMask) === (kEnding | kConstructed) &&
    state.length === 0 && state.bufferedRequestCount === 0;
}

function finishMaybe(stream, state, sync) {
  if (!needFinish(state)) {
    return;
  }
  prefinish(stream, state);
  if (state.pendingcb !== 0) {
    return;
  }
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishNT, stream, state);
  } else if (needFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishNT(stream, state) {
  if (needFinish(state)) {
    finish(stream, state);
  } else {
    state.pendingcb--;
  }
}

function prefinish(stream, state) {
  if ((state[kState] & (kPrefinished | kFinalCalled)) !== 0) {
    return;
  }
  if (typeof stream._final === 'function' &&
      (state[kState] & kDestroyed) === 0) {
    state[kState] |= kFinalCalled;
    callFinal(stream, state);
  } else {
    state[kState] |= kPrefinished;
    stream.emit('prefinish');
  }
}

function callFinal(stream, state) {
  let called = false;

  function onFinal(err) {
    if (called) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    state.pendingcb--;
    if (err) {
      callEndCallbacks(state, err);
      errorOrDestroy(stream, err, (state[kState] & kSync) !== 0);
    } else if (needFinish(state)) {
      state[kState] |= kPrefinished;
      stream.emit('prefinish');
      // A stream that ends in its _final must not finish before the
      // listeners of its end are there.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }

  state[kState] |= kSync;
  state.pendingcb++;
  try {
    stream._final(onFinal);
  } catch (err) {
    onFinal(err);
  }
  state[kState] &= ~kSync;
}

function finish(stream, state) {
  state.pendingcb--;
  state[kState] |= kFinished;
  callEndCallbacks(state, null);
  stream.emit('finish');

  if ((state[kState] & kAutoDestroy) !== 0) {
    const r = stream._readableState;
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) {
      stream.destroy();
    }
  }
}

function callEndCallbacks(state, err) {
  const callbacks = state[kEndCallbacks];
  if (callbacks !== null) {
    state[kEndCallbacks] = null;
    for (let i = 0; i < callbacks.length; i++) {
      callbacks[i](err);
    }
  }
}

// Destroying.

Writable.prototype.destroy = function(err, cb) {
  const state = this._writableState;
  if ((state[kState] & kDestroyed) === 0 &&
      (state.bufferedRequestCount !== 0 || state[kEndCallbacks] !== null)) {
    process.nextTick(failQueue, state);
  }
  destroyImpl.destroy.call(this, err, cb);
  return this;
};

Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function(err, cb) {
  cb(err);
};

Writable.prototype[EE.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Writable.prototype[SymbolAsyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new AbortError();
    this.destroy(error);
  }
  const eos = require('internal/streams/end-of-stream');
  return new Promise((resolve, reject) => {
    eos(this, (err) => {
      if (err && err.name !== 'AbortError') {
        reject(err);
      } else {
        resolve(null);
      }
    });
  });
};

Writable.fromWeb = function(writableStream, options) {
  return require('internal/webstreams/adapters')
    .newStreamWritableFromWritableStream(writableStream, options);
};

Writable.toWeb = function(streamWritable) {
  return require('internal/webstreams/adapters')
    .newWritableStreamFromStreamWritable(streamWritable);
};

module.exports = Writable;
