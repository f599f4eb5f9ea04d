'use strict';
// SPDX-License-Identifier: MIT
//
// ReadableStream and its readers. The controllers, which own the queues, are
// in readablecontroller.js and readablebytes.js; what few need is in
// readablepipe.js and readabletee.js.

const {
  NumberIsInteger,
  ObjectCreate,
  ObjectDefineProperties,
  ObjectGetPrototypeOf,
  Promise,
  PromiseReject,
  PromiseResolve,
  SymbolAsyncIterator,
  SymbolIterator,
} = primordials;

const {
  codes: {
    ERR_ARG_NOT_ITERABLE,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE,
    ERR_INVALID_THIS,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const {
  kControllerErrorFunction,
  kIsClosedPromise,
  kIsDisturbed,
  kIsErrored,
  kIsReadable,
} = require('internal/streams/utils');
const {
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  validateAbortSignal,
  validateBuffer,
  validateInteger,
  validateObject,
} = require('internal/validators');
const {
  checkThis,
  customInspect,
  deferred,
  defineIdl,
  extractHighWaterMark,
  extractSizeAlgorithm,
  isBrand,
  isDetached,
  kInternal,
  kState,
  markHandled,
  methodOf,
  nop,
  rejectedDeferred,
  resolvedDeferred,
  settle,
  then,
} = require('internal/webstreams/util');
const {
  createDefaultController,
  defaultControllerClose,
  defaultControllerEnqueue,
  failRequests,
  kCancelSteps,
  kPullSteps,
  kReleaseSteps,
  readableStreamClose,
  readableStreamError,
  takeReady,
} = require('internal/webstreams/readablecontroller');

class ReadableStream {
  constructor(source = {}, strategy = {}) {
    initializeReadableStream(this);
    if (source === kInternal) {
      return;
    }
    validateObject(source, 'source', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    const size = strategy?.size;
    const highWaterMark = strategy?.highWaterMark;
    const type = source.type;
    if (`${type}` === 'bytes') {
      if (size !== undefined) {
        throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      }
      const { createByteController } =
        require('internal/webstreams/readablebytes');
      const mark = extractHighWaterMark(highWaterMark, 0);
      let chunkSize = source.autoAllocateChunkSize;
      if (chunkSize !== undefined) {
        chunkSize = +chunkSize;
        validateInteger(chunkSize, 'source.autoAllocateChunkSize', 1);
      }
      createByteController(
        this, algorithmsOf(source), mark, chunkSize);
    } else {
      if (type !== undefined) {
        throw new ERR_INVALID_ARG_VALUE('source.type', type);
      }
      const sizeAlgorithm = extractSizeAlgorithm(size);
      const mark = extractHighWaterMark(highWaterMark, 1);
      createDefaultController(
        this, algorithmsOf(source), mark, sizeAlgorithm);
    }
  }

  static from(iterable) {
    return readableStreamFromIterable(iterable);
  }

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsReadable]() {
    return this[kState].state === 'readable';
  }

  get locked() {
    checkThis(this, ReadableStream);
    return isReadableStreamLocked(this);
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) {
      return PromiseReject(new ERR_INVALID_THIS('ReadableStream'));
    }
    if (isReadableStreamLocked(this)) {
      return PromiseReject(
        new ERR_INVALID_STATE.TypeError('ReadableStream is locked'));
    }
    return readableStreamCancel(this, reason);
  }

  getReader(options = undefined) {
    checkThis(this, ReadableStream);
    validateObject(options ?? {}, 'options',
                   kValidateObjectAllowObjectsAndNull);
    const mode = options?.mode;
    if (mode === undefined) {
      return new ReadableStreamDefaultReader(this);
    }
    if (`${mode}` !== 'byob') {
      throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    }
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = {}) {
    checkThis(this, ReadableStream);
    const readable = transform?.readable;
    if (!isReadableStream(readable)) {
      throw new ERR_INVALID_ARG_TYPE(
        'transform.readable', 'ReadableStream', readable);
    }
    const writable = transform?.writable;
    const { isWritableStream, isWritableStreamLocked } = writables();
    if (!isWritableStream(writable)) {
      throw new ERR_INVALID_ARG_TYPE(
        'transform.writable', 'WritableStream', writable);
    }
    const pipeOptions = toPipeOptions(options);
    if (isReadableStreamLocked(this)) {
      throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
    }
    if (isWritableStreamLocked(writable)) {
      throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
    }
    const { readableStreamPipeTo } =
      require('internal/webstreams/readablepipe');
    markHandled(readableStreamPipeTo(this, writable, pipeOptions));
    return readable;
  }

  pipeTo(destination, options = {}) {
    try {
      checkThis(this, ReadableStream);
      const { isWritableStream, isWritableStreamLocked } = writables();
      if (!isWritableStream(destination)) {
        throw new ERR_INVALID_ARG_TYPE(
          'transform.writable', 'WritableStream', destination);
      }
      const pipeOptions = toPipeOptions(options);
      if (isReadableStreamLocked(this)) {
        throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
      }
      if (isWritableStreamLocked(destination)) {
        throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
      }
      const { readableStreamPipeTo } =
        require('internal/webstreams/readablepipe');
      return readableStreamPipeTo(this, destination, pipeOptions);
    } catch (err) {
      return PromiseReject(err);
    }
  }

  tee() {
    checkThis(this, ReadableStream);
    return require('internal/webstreams/readabletee')
      .readableStreamTee(this, false);
  }

  values(options = undefined) {
    checkThis(this, ReadableStream);
    validateObject(options ?? {}, 'options',
                   kValidateObjectAllowObjectsAndNull);
    return createIterator(this, !!options?.preventCancel);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      locked: this.locked,
      state: this[kState].state,
      supportsBYOB:
        this[kState].controller instanceof
          require('internal/webstreams/readablebytes')
            .ReadableByteStreamController,
    });
  }
}
defineIdl(ReadableStream, [
  'locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values',
]);
ObjectDefineProperties(ReadableStream.prototype, {
  [SymbolAsyncIterator]: {
    __proto__: null,
    configurable: true,
    value: ReadableStream.prototype.values,
    writable: true,
  },
});
ObjectDefineProperties(ReadableStream, {
  from: { __proto__: null, enumerable: true },
});

// The methods of a user's source.
function algorithmsOf(source) {
  const start = source.start;
  return {
    start: start === undefined ? nop :
      (controller) => start.call(source, controller),
    pull: methodOf(source, 'pull', 'source', 1),
    cancel: methodOf(source, 'cancel', 'source', 1),
  };
}

function writables() {
  return require('internal/webstreams/writablestream');
}

function toPipeOptions(options) {
  validateObject(options ?? {}, 'options',
                 kValidateObjectAllowObjectsAndNull);
  const preventAbort = !!options?.preventAbort;
  const preventCancel = !!options?.preventCancel;
  const preventClose = !!options?.preventClose;
  const signal = options?.signal;
  if (signal !== undefined) {
    validateAbortSignal(signal, 'options.signal');
  }
  return { preventAbort, preventCancel, preventClose, signal };
}

// The readers.

function attach(reader, stream, isBYOB) {
  if (!isReadableStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
  }
  if (isReadableStreamLocked(stream)) {
    throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
  }
  const state = stream[kState];
  reader[kState] = { stream, isBYOB, requests: [], closed: undefined };
  state.reader = reader;
  reader[kState].closed = state.state === 'readable' ? deferred() :
    state.state === 'closed' ? resolvedDeferred() :
      rejectedDeferred(state.storedError);
  markHandled(reader[kState].closed.promise);
}

function notAttached() {
  return new ERR_INVALID_STATE.TypeError(
    'The reader is not attached to a stream');
}

class PromiseRead {
  constructor(resolve, reject) {
    this.resolve = resolve;
    this.reject = reject;
  }

  chunk(value) {
    this.resolve({ value, done: false });
  }

  close(value) {
    this.resolve({ value, done: true });
  }

  error(err) {
    this.reject(err);
  }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    attach(this, stream, false);
  }

  read() {
    if (!isBrand(this, ReadableStreamDefaultReader)) {
      return PromiseReject(
        new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    }
    const { stream } = this[kState];
    if (stream === undefined) {
      return PromiseReject(notAttached());
    }
    const ready = takeReady(stream);
    if (ready !== undefined) {
      return PromiseResolve(ready);
    }
    return new Promise((resolve, reject) => {
      readableStreamDefaultReaderRead(
        this, new PromiseRead(resolve, reject));
    });
  }

  releaseLock() {
    checkThis(this, ReadableStreamDefaultReader);
    if (this[kState].stream !== undefined) {
      readableStreamReaderRelease(this);
    }
  }

  get closed() {
    if (!isBrand(this, ReadableStreamDefaultReader)) {
      return PromiseReject(
        new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    }
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isBrand(this, ReadableStreamDefaultReader)) {
      return PromiseReject(
        new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    }
    if (this[kState].stream === undefined) {
      return PromiseReject(notAttached());
    }
    return readableStreamCancel(this[kState].stream, reason);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      stream: this[kState].stream,
      readRequests: this[kState].requests.length,
      close: this[kState].closed.promise,
    });
  }
}
defineIdl(ReadableStreamDefaultReader,
          ['closed', 'read', 'releaseLock', 'cancel']);

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!isReadableStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    }
    const { ReadableByteStreamController } =
      require('internal/webstreams/readablebytes');
    if (!(stream[kState].controller instanceof
          ReadableByteStreamController)) {
      throw new ERR_INVALID_ARG_VALUE(
        'stream', stream, 'must be a byte stream');
    }
    attach(this, stream, true);
  }

  async read(view, options = {}) {
    checkThis(this, ReadableStreamBYOBReader);
    validateBuffer(view, 'view');
    validateObject(options ?? {}, 'options',
                   kValidateObjectAllowObjectsAndNull);
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      if (isDetached(view.buffer)) {
        throw new ERR_INVALID_STATE.TypeError(
          'Viewed ArrayBuffer is detached');
      }
      throw new ERR_INVALID_STATE.TypeError(
        'View or Viewed ArrayBuffer is zero-length or detached');
    }
    const min = options?.min ?? 1;
    if (typeof min !== 'number') {
      throw new ERR_INVALID_ARG_TYPE('options.min', 'number', min);
    }
    if (!NumberIsInteger(min)) {
      throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
    }
    if (min <= 0) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.min', min, 'must be greater than 0');
    }
    if (view.length === undefined) {
      if (min > view.byteLength) {
        throw new ERR_OUT_OF_RANGE('options.min', '<= view.byteLength', min);
      }
    } else if (min > view.length) {
      throw new ERR_OUT_OF_RANGE('options.min', '<= view.length', min);
    }
    if (this[kState].stream === undefined) {
      throw notAttached();
    }
    return new Promise((resolve, reject) => {
      readableStreamBYOBReaderRead(
        this, view, min, new PromiseRead(resolve, reject));
    });
  }

  releaseLock() {
    checkThis(this, ReadableStreamBYOBReader);
    if (this[kState].stream !== undefined) {
      readableStreamReaderRelease(this);
    }
  }

  get closed() {
    if (!isBrand(this, ReadableStreamBYOBReader)) {
      return PromiseReject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    }
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isBrand(this, ReadableStreamBYOBReader)) {
      return PromiseReject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    }
    if (this[kState].stream === undefined) {
      return PromiseReject(notAttached());
    }
    return readableStreamCancel(this[kState].stream, reason);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      stream: this[kState].stream,
      requests: this[kState].requests.length,
      close: this[kState].closed.promise,
    });
  }
}
defineIdl(ReadableStreamBYOBReader,
          ['closed', 'read', 'releaseLock', 'cancel']);

function isReadableStream(value) {
  return isBrand(value, ReadableStream);
}

function isReadableStreamLocked(stream) {
  return stream[kState].reader !== undefined;
}

function initializeReadableStream(stream) {
  stream[kState] = {
    state: 'readable',
    storedError: undefined,
    disturbed: false,
    reader: undefined,
    controller: undefined,
  };
  stream[kIsClosedPromise] = deferred();
  markHandled(stream[kIsClosedPromise].promise);
  stream[kControllerErrorFunction] = nop;
}

// A stream over functions of our own: { start, pull, cancel }.
function createReadableStream(algorithms, highWaterMark = 1, size = () => 1) {
  const stream = new ReadableStream(kInternal);
  createDefaultController(stream, algorithms, highWaterMark, size);
  return stream;
}

function createReadableByteStream(algorithms) {
  const stream = new ReadableStream(kInternal);
  require('internal/webstreams/readablebytes')
    .createByteController(stream, algorithms, 0, undefined);
  return stream;
}

function readableStreamDefaultReaderRead(reader, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') {
    request.close();
  } else if (state.state === 'errored') {
    request.error(state.storedError);
  } else {
    state.controller[kPullSteps](request);
  }
}

function readableStreamBYOBReaderRead(reader, view, min, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'errored') {
    request.error(state.storedError);
  } else {
    require('internal/webstreams/readablebytes')
      .pullInto(state.controller, view, min, request);
  }
}

function readableStreamCancel(stream, reason) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') {
    return PromiseResolve();
  }
  if (state.state === 'errored') {
    return PromiseReject(state.storedError);
  }
  readableStreamClose(stream);
  const { reader } = state;
  if (reader?.[kState].isBYOB) {
    const { requests } = reader[kState];
    reader[kState].requests = [];
    for (const request of requests) {
      request.close(undefined);
    }
  }
  return then(state.controller[kCancelSteps](reason), nop);
}

function readableStreamReaderRelease(reader) {
  const { stream } = reader[kState];
  const err = new ERR_INVALID_STATE.TypeError('Reader released');
  if (stream[kState].state === 'readable') {
    settle(reader[kState].closed, false, err);
  } else {
    reader[kState].closed = rejectedDeferred(err);
  }
  markHandled(reader[kState].closed.promise);
  stream[kState].controller[kReleaseSteps]();
  stream[kState].reader = undefined;
  reader[kState].stream = undefined;
  failRequests(reader,
               new ERR_INVALID_STATE.TypeError('Releasing reader'));
}

// Iterating.

const AsyncIteratorPrototype = ObjectGetPrototypeOf(
  ObjectGetPrototypeOf(async function* () {}).prototype);

// Reads and returns queue up behind each other.
const iteratorMethods = ObjectCreate(AsyncIteratorPrototype, {
  next: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value: function next() {
      const state = this[kState];
      const { stream } = state.reader[kState];
      if (state.ongoing === undefined && stream !== undefined) {
        const ready = takeReady(stream);
        if (ready !== undefined) {
          return PromiseResolve(ready);
        }
      }
      const step = () => iteratorNext(state);
      state.ongoing = state.ongoing === undefined ?
        step() : then(state.ongoing, step, step);
      return state.ongoing;
    },
    writable: true,
  },
  return: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value: function(value) {
      const state = this[kState];
      const step = () => iteratorReturn(state, value);
      state.ongoing = state.ongoing === undefined ?
        step() : then(state.ongoing, step, step);
      return state.ongoing;
    },
    writable: true,
  },
});

function createIterator(stream, preventCancel) {
  const iterator = ObjectCreate(iteratorMethods);
  iterator[kState] = {
    reader: new ReadableStreamDefaultReader(stream),
    preventCancel,
    done: false,
    ongoing: undefined,
  };
  return iterator;
}

function iteratorNext(state) {
  const { reader } = state;
  if (state.done) {
    return PromiseResolve({ done: true, value: undefined });
  }
  if (reader[kState].stream === undefined) {
    return PromiseReject(new ERR_INVALID_STATE.TypeError(
      'The reader is not bound to a ReadableStream'));
  }
  return new Promise((resolve, reject) => {
    readableStreamDefaultReaderRead(reader, {
      chunk(value) {
        state.ongoing = undefined;
        resolve({ done: false, value });
      },
      close() {
        state.ongoing = undefined;
        state.done = true;
        readableStreamReaderRelease(reader);
        resolve({ done: true, value: undefined });
      },
      error(err) {
        state.ongoing = undefined;
        state.done = true;
        readableStreamReaderRelease(reader);
        reject(err);
      },
    });
  });
}

async function iteratorReturn(state, value) {
  const { reader } = state;
  if (state.done) {
    return { done: true, value };
  }
  state.done = true;
  if (reader[kState].stream === undefined) {
    throw new ERR_INVALID_STATE.TypeError(
      'The reader is not bound to a ReadableStream');
  }
  if (state.preventCancel) {
    readableStreamReaderRelease(reader);
  } else {
    const result = readableStreamCancel(reader[kState].stream, value);
    readableStreamReaderRelease(reader);
    await result;
  }
  return { done: true, value };
}

function readableStreamFromIterable(iterable) {
  const method = iterable?.[SymbolAsyncIterator] ??
    iterable?.[SymbolIterator];
  if (typeof method !== 'function') {
    throw new ERR_ARG_NOT_ITERABLE(iterable);
  }
  const iterator = method.call(iterable);
  if (typeof iterator !== 'object' || iterator === null) {
    throw new ERR_INVALID_STATE.TypeError(
      'The iterator method must return an object');
  }
  const { next } = iterator;

  const stream = createReadableStream({
    start: nop,
    async pull() {
      const result = await next.call(iterator);
      if (typeof result !== 'object' || result === null) {
        throw new ERR_INVALID_STATE.TypeError(
          'The promise returned by the iterator.next() method must fulfill ' +
          'with an object');
      }
      if (result.done) {
        defaultControllerClose(stream[kState].controller);
      } else {
        defaultControllerEnqueue(
          stream[kState].controller, await result.value);
      }
    },
    async cancel(reason) {
      const returnMethod = iterator.return;
      if (returnMethod === undefined || returnMethod === null) {
        return;
      }
      const result = await returnMethod.call(iterator, reason);
      if (typeof result !== 'object' || result === null) {
        throw new ERR_INVALID_STATE.TypeError(
          'The promise returned by the iterator.return() method must ' +
          'fulfill with an object');
      }
    },
  }, 0);
  return stream;
}

module.exports = {
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamDefaultReader,
  createReadableByteStream,
  createReadableStream,
  isReadableStream,
  readableStreamBYOBReaderRead,
  readableStreamCancel,
  readableStreamClose,
  readableStreamDefaultReaderRead,
  readableStreamError,
  readableStreamReaderRelease,
};
