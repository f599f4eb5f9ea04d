'use strict';
// SPDX-License-Identifier: MIT
//
// stream.finished(): calls back once, when a stream is over for whatever
// reason. Most of the work is in streams that do not tell everything: old
// ones, http messages, and those that are over already.

const {
  Promise,
  PromisePrototypeThen,
  SymbolDispose,
} = primordials;

const { bind } = require('internal/async_context');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateObject,
} = require('internal/validators');
const {
  isClosed,
  isNodeStream,
  isReadable,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isWritable,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  kIsClosedPromise,
  willEmitClose: willEmitCloseOf,
} = require('internal/streams/utils');

const kNoOptions = { __proto__: null };

function nop() {}

function isRequest(stream) {
  return stream.setHeader && typeof stream.abort === 'function';
}

function once(fn) {
  let called = false;
  return function(...args) {
    if (!called) {
      called = true;
      return fn.apply(this, args);
    }
  };
}

function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kNoOptions;
  } else if (options === null || options === undefined) {
    options = kNoOptions;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  callback = once(bind(callback, 'STREAM_END_OF_STREAM'));

  if (isReadableStream(stream) || isWritableStream(stream)) {
    return eosWeb(stream, options, callback);
  }
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return eosNode(stream, options, callback);
}

function eosNode(stream, options, callback) {
  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;

  // A stream that emits 'close' is over then and not before, if all of it
  // is waited for.
  let willEmitClose = willEmitCloseOf(stream) &&
    isReadableNodeStream(stream) === readable &&
    isWritableNodeStream(stream) === writable;
  let readableFinished = isReadableFinished(stream, false);
  let writableFinished = isWritableFinished(stream, false);
  let closed = isClosed(stream);

  function onlegacyfinish() {
    if (!stream.writable) {
      onfinish();
    }
  }

  function onfinish() {
    writableFinished = true;
    // Destroyed by 'finish' itself: 'close' has been, or comes too late.
    if (stream.destroyed) {
      willEmitClose = false;
    }
    if (willEmitClose && (!stream.readable || readable)) {
      return;
    }
    if (!readable || readableFinished) {
      callback.call(stream);
    }
  }

  function onend() {
    readableFinished = true;
    if (stream.destroyed) {
      willEmitClose = false;
    }
    if (willEmitClose && (!stream.writable || writable)) {
      return;
    }
    if (!writable || writableFinished) {
      callback.call(stream);
    }
  }

  function onerror(err) {
    callback.call(stream, err);
  }

  function storedError() {
    const err = isWritableErrored(stream) || isReadableErrored(stream);
    return typeof err === 'boolean' ? null : err;
  }

  function onclose() {
    closed = true;
    const err = storedError();
    if (err) {
      callback.call(stream, err);
    } else if ((readable && !readableFinished &&
                isReadableNodeStream(stream, true) &&
                !isReadableFinished(stream, false)) ||
               (writable && !writableFinished &&
                !isWritableFinished(stream, false))) {
      callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    } else {
      callback.call(stream);
    }
  }

  function onclosed() {
    closed = true;
    const err = storedError();
    if (err) {
      callback.call(stream, err);
    } else {
      callback.call(stream);
    }
  }

  function onrequest() {
    stream.req.on('finish', onfinish);
  }

  if (isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!willEmitClose) {
      stream.on('abort', onclose);
    }
    if (stream.req) {
      onrequest();
    } else {
      stream.on('request', onrequest);
    }
  } else if (writable && !w) {
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!willEmitClose && typeof stream.aborted === 'boolean') {
    stream.on('aborted', onclose);
  }
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) {
    stream.on('error', onerror);
  }
  stream.on('close', onclose);

  // Is it over already? Then no event will tell.
  if (closed) {
    process.nextTick(onclose);
  } else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willEmitClose) {
      process.nextTick(onclosed);
    }
  } else if (!readable && (!willEmitClose || isReadable(stream)) &&
             (writableFinished || isWritable(stream) === false) &&
             !w?.pendingcb) {
    process.nextTick(onclosed);
  } else if (!writable && (!willEmitClose || isWritable(stream)) &&
             (readableFinished || isReadable(stream) === false)) {
    process.nextTick(onclosed);
  } else if (r && stream.req && stream.aborted) {
    process.nextTick(onclosed);
  }

  function cleanup() {
    callback = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) {
      stream.req.removeListener('finish', onfinish);
    }
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  if (options.signal && !closed) {
    callback = withSignal(stream, options.signal, callback, (err, last) => {
      cleanup();
      last.call(stream, err);
    });
  }
  return cleanup;
}

// Wraps callback so that it lets go of the signal; the signal firing first
// calls onabort(error, callback).
function withSignal(stream, signal, callback, onabort) {
  function abort() {
    onabort(new AbortError(undefined, { cause: signal.reason }), callback);
  }
  if (signal.aborted) {
    process.nextTick(abort);
    return callback;
  }
  const { addAbortListener } = require('internal/events/abort_listener');
  const disposable = addAbortListener(signal, abort);
  return once((...args) => {
    disposable[SymbolDispose]();
    callback.apply(stream, args);
  });
}

function eosWeb(stream, options, callback) {
  let aborted = false;
  if (options.signal) {
    callback = withSignal(stream, options.signal, callback, (err, last) => {
      aborted = true;
      last.call(stream, err);
    });
  }
  function onresult(...args) {
    if (!aborted) {
      process.nextTick(() => callback.apply(stream, args));
    }
  }
  PromisePrototypeThen(stream[kIsClosedPromise].promise, onresult, onresult);
  return nop;
}

// The promise form: stream/promises' finished().
function finished(stream, opts) {
  let autoCleanup = false;
  if (opts === null || opts === undefined) {
    opts = kNoOptions;
  }
  if (opts.cleanup) {
    validateBoolean(opts.cleanup, 'cleanup');
    autoCleanup = opts.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, opts, (err) => {
      if (autoCleanup) {
        cleanup();
      }
      if (err) {
        reject(err);
      } else {
        resolve();
      }
    });
  });
}

module.exports = eos;
eos.finished = finished;
