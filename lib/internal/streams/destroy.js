'use strict';
// SPDX-License-Identifier: MIT
//
// The end of a stream's life, whether it went well or not, and the
// asynchronous start of it. Everything here acts on both halves of a duplex.
//
//   construct -> (constructed) -> destroy -> _destroy -> 'error'? -> 'close'

const { Symbol } = primordials;

const {
  AbortError,
  aggregateTwoErrors,
  codes: { ERR_MULTIPLE_CALLBACK },
} = require('internal/errors');
const {
  kClosed,
  kCloseEmitted,
  kConstructed,
  kDestroyed,
  kEmitClose,
  kErrorEmitted,
  kAutoDestroy,
  kErrored,
  kState,
} = require('internal/streams/state');

const kDestroy = Symbol('kDestroy');
const kConstruct = Symbol('kConstruct');

function setFlag(r, w, bit) {
  if (w) {
    w[kState] |= bit;
  }
  if (r) {
    r[kState] |= bit;
  }
}

// The options about start and end, which streams of every kind take.
function setOptions(stream, options) {
  if (typeof options.destroy === 'function') {
    stream._destroy = options.destroy;
  }
  if (typeof options.construct === 'function') {
    stream._construct = options.construct;
  }
  if (options.signal) {
    require('internal/streams/add-abort-signal')
      .addAbortSignal(options.signal, stream);
  }
}

// State objects that are not ours (an HTTP message that plays at being a
// stream) have plain properties where ours have bits.
function has(state, bit, name) {
  if (!state) {
    return false;
  }
  const flags = state[kState];
  return flags === undefined ? !!state[name] : (flags & bit) !== 0;
}

function recordError(r, w, err) {
  if (!err) {
    return;
  }
  if (w && !w.errored) {
    w.errored = err;
  }
  if (r && !r.errored) {
    r.errored = err;
  }
}

// A method of Readable, Writable and Duplex.
function destroy(err, cb) {
  const r = this._readableState;
  const w = this._writableState;

  if (has(w, kDestroyed, 'destroyed') || has(r, kDestroyed, 'destroyed')) {
    if (typeof cb === 'function') {
      cb();
    }
    return this;
  }

  recordError(r, w, err);
  setFlag(r, w, kDestroyed);

  if (((w || r)[kState] & kConstructed) === 0) {
    this.once(kDestroy, (er) => {
      runDestroy(this, aggregateTwoErrors(er, err), cb);
    });
  } else {
    runDestroy(this, err, cb);
  }
  return this;
}

function runDestroy(stream, err, cb) {
  let called = false;

  function onDestroy(error) {
    if (called) {
      return;
    }
    called = true;
    const r = stream._readableState;
    const w = stream._writableState;
    recordError(r, w, error);
    setFlag(r, w, kClosed);
    if (typeof cb === 'function') {
      cb(error);
    }
    process.nextTick(error ? emitErrorCloseNT : emitCloseNT, stream, error);
  }

  try {
    stream._destroy(err || null, onDestroy);
  } catch (error) {
    onDestroy(error);
  }
}

function emitErrorCloseNT(stream, err) {
  emitErrorNT(stream, err);
  emitCloseNT(stream);
}

function emitCloseNT(stream) {
  const r = stream._readableState;
  const w = stream._writableState;
  setFlag(r, w, kCloseEmitted);
  if (has(w, kEmitClose, 'emitClose') || has(r, kEmitClose, 'emitClose')) {
    stream.emit('close');
  }
}

function emitErrorNT(stream, err) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (has(w, kErrorEmitted, 'errorEmitted') ||
      has(r, kErrorEmitted, 'errorEmitted')) {
    return;
  }
  setFlag(r, w, kErrorEmitted);
  stream.emit('error', err);
}

// Makes a destroyed stream as good as new: net.Socket connects again with it.
function undestroy() {
  const r = this._readableState;
  const w = this._writableState;
  const dropped = kClosed | kCloseEmitted | kDestroyed | kErrored |
    kErrorEmitted;
  if (r) {
    r[kState] = (r[kState] & ~dropped) | kConstructed;
    r.reading = false;
    r.ended = r.readable === false;
    r.endEmitted = r.readable === false;
  }
  if (w) {
    w[kState] = (w[kState] & ~dropped) | kConstructed;
    w.finalCalled = false;
    w.prefinished = false;
    w.ended = w.writable === false;
    w.ending = w.writable === false;
    w.finished = w.writable === false;
  }
}

// An error that the stream itself met. Without autoDestroy it is only
// emitted; `sync` says that the user's code is on the stack.
function errorOrDestroy(stream, err, sync) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (has(w, kDestroyed, 'destroyed') || has(r, kDestroyed, 'destroyed')) {
    return this;
  }
  if (has(r, kAutoDestroy, 'autoDestroy') ||
      has(w, kAutoDestroy, 'autoDestroy')) {
    stream.destroy(err);
  } else if (err) {
    recordError(r, w, err);
    if (sync) {
      process.nextTick(emitErrorNT, stream, err);
    } else {
      emitErrorNT(stream, err);
    }
  }
}

// Runs stream._construct in the next tick, then cb. The halves of a duplex
// may both ask; it runs once.
function construct(stream, cb) {
  if (typeof stream._construct !== 'function') {
    return;
  }
  const r = stream._readableState;
  const w = stream._writableState;
  if (r) {
    r[kState] &= ~kConstructed;
  }
  if (w) {
    w[kState] &= ~kConstructed;
  }
  stream.once(kConstruct, cb);
  if (stream.listenerCount(kConstruct) === 1) {
    process.nextTick(constructNT, stream);
  }
}

function constructNT(stream) {
  let called = false;

  function onConstruct(err) {
    if (called) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    const r = stream._readableState;
    const w = stream._writableState;
    setFlag(r, w, kConstructed);
    if (has(w || r, kDestroyed, 'destroyed')) {
      stream.emit(kDestroy, err);
    } else if (err) {
      errorOrDestroy(stream, err, true);
    } else {
      stream.emit(kConstruct);
    }
  }

  try {
    stream._construct((err) => {
      process.nextTick(onConstruct, err);
    });
  } catch (err) {
    process.nextTick(onConstruct, err);
  }
}

function isRequest(stream) {
  return stream?.setHeader && typeof stream.abort === 'function';
}

function emitCloseLegacy(stream) {
  stream.emit('close');
}

function emitErrorCloseLegacy(stream, err) {
  stream.emit('error', err);
  process.nextTick(emitCloseLegacy, stream);
}

// Ends whatever the caller holds: stream.destroy(), and what pipeline and
// finished do with streams of all kinds.
function destroyer(stream, err) {
  const {
    isDestroyed,
    isFinished,
    isServerRequest,
    kIsDestroyed,
  } = require('internal/streams/utils');

  if (!stream || isDestroyed(stream)) {
    return;
  }
  if (!err && !isFinished(stream)) {
    err = new AbortError();
  }
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(err);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(err);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (err) {
    process.nextTick(emitErrorCloseLegacy, stream, err);
  } else {
    process.nextTick(emitCloseLegacy, stream);
  }
  if (!stream.destroyed) {
    stream[kIsDestroyed] = true;
  }
}

module.exports = {
  construct,
  destroy,
  destroyer,
  errorOrDestroy,
  setOptions,
  undestroy,
};
