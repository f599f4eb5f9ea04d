'use strict';

// events.once() and events.on(): promises and async iterators over the events
// of an EventEmitter or EventTarget.

const {
  AsyncIteratorPrototype,
  Error,
  NumberMAX_SAFE_INTEGER,
  ObjectSetPrototypeOf,
  Promise,
  PromiseReject,
  PromiseResolve,
  SymbolAsyncIterator,
  SymbolDispose,
  SymbolFor,
} = primordials;
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateInteger,
  validateObject,
} = require('internal/validators');
const {
  kFirstEventParam,
  kResistStopPropagation,
} = require('internal/events/symbols');
const { addAbortListener } = require('internal/events/abort_listener');
const FixedQueue = require('internal/fixed_queue');

const kWatermarkData = SymbolFor('nodejs.watermarkData');

function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener) {
  if (typeof emitter.removeListener === 'function') {
    emitter.removeListener(name, listener);
  } else if (typeof emitter.removeEventListener === 'function') {
    emitter.removeEventListener(name, listener);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function checkedSignal(options) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) {
    throw new AbortError(undefined, { cause: signal.reason });
  }
  return signal;
}

function once(emitter, name, options = { __proto__: null }) {
  const signal = checkedSignal(options);
  const flags = { __proto__: null, once: true, [kResistStopPropagation]: true };
  return new Promise((resolve, reject) => {
    const onError = (err) => {
      emitter.removeListener(name, onEvent);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      reject(err);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') {
        emitter.removeListener('error', onError);
      }
      if (signal != null) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    };
    listen(emitter, name, onEvent, flags);
    if (name !== 'error' && typeof emitter.once === 'function') {
      emitter.once('error', onError);
    }
    if (signal != null) listen(signal, 'abort', onAbort, flags);
  });
}

function watermark(value, fallback, name) {
  if (value === undefined || value === null) return fallback;
  validateInteger(value, name, 1);
  return value;
}

function on(emitter, event, options = { __proto__: null }) {
  const signal = checkedSignal(options);
  const high = watermark(options.highWaterMark ?? options.highWatermark,
                         NumberMAX_SAFE_INTEGER, 'options.highWaterMark');
  const low = watermark(options.lowWaterMark ?? options.lowWatermark,
                        1, 'options.lowWaterMark');

  const values = new FixedQueue();  // arrived, not yet asked for
  const waiters = new FixedQueue();  // asked for, not yet arrived
  const undo = [];
  let size = 0;
  let paused = false;
  let finished = false;
  let error = null;
  let abortHandle = null;

  const iterator = ObjectSetPrototypeOf({
    next() {
      if (size > 0) {
        const value = values.shift();
        size--;
        if (paused && !finished && size < low) {
          emitter.resume?.();
          paused = false;
        }
        return PromiseResolve({ value, done: false });
      }
      if (error !== null) {
        const rejected = PromiseReject(error);
        error = null;  // given out once; then the iterator is done
        return rejected;
      }
      if (finished) return finish();
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
      });
    },

    return() {
      return finish();
    },

    throw(err) {
      if (!err || !(err instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE(
          'EventEmitter.AsyncIterator', 'Error', err);
      }
      fail(err);
    },

    [SymbolAsyncIterator]() {
      return this;
    },

    [kWatermarkData]: {
      get size() {
        return size;
      },
      get low() {
        return low;
      },
      get high() {
        return high;
      },
      get isPaused() {
        return paused;
      },
    },
  }, AsyncIteratorPrototype);

  attach(event, options[kFirstEventParam] ?
    deliver : (...args) => deliver(args));
  if (event !== 'error' && typeof emitter.on === 'function') {
    attach('error', fail);
  }
  const closeEvents = options.close;
  if (closeEvents?.length) {
    for (let i = 0; i < closeEvents.length; i++) {
      attach(closeEvents[i], finish);
    }
  }
  if (signal) {
    abortHandle = addAbortListener(signal, () => {
      fail(new AbortError(undefined, { cause: signal.reason }));
    });
  }
  return iterator;

  function attach(name, listener) {
    listen(emitter, name, listener);
    undo[undo.length] = { name, listener };
  }

  function deliver(value) {
    if (!waiters.isEmpty()) {
      waiters.shift().resolve({ value, done: false });
      return;
    }
    size++;
    if (!paused && size > high) {
      paused = true;
      emitter.pause?.();
    }
    values.push(value);
  }

  function fail(err) {
    if (waiters.isEmpty()) error = err;
    else waiters.shift().reject(err);
    finish();
  }

  function finish() {
    abortHandle?.[SymbolDispose]();
    for (let i = 0; i < undo.length; i++) {
      unlisten(emitter, undo[i].name, undo[i].listener);
    }
    undo.length = 0;
    finished = true;
    const done = { value: undefined, done: true };
    while (!waiters.isEmpty()) waiters.shift().resolve(done);
    return PromiseResolve(done);
  }
}

module.exports = { once, on };
