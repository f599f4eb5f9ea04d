'use strict';
// SPDX-License-Identifier: MIT
//
// WritableStream, its writer and its controller.
//
//   writable -> erroring -> errored
//   writable -> closed
// While erroring, writes that run are waited for.

const { PromiseReject, PromiseResolve } = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const {
  kControllerErrorFunction,
  kIsClosedPromise,
  kIsErrored,
  kIsWritable,
} = require('internal/streams/utils');
const {
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  validateObject,
} = require('internal/validators');
const {
  SizedQueue,
  checkInternal,
  checkThis,
  customInspect,
  deferred,
  defineIdl,
  extractHighWaterMark,
  extractSizeAlgorithm,
  isBrand,
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

// The entry of the queue that stands for close().
const kClose = { __proto__: null };

class WritableStream {
  constructor(sink = {}, strategy = {}) {
    if (sink === kInternal) {
      // The caller sets it up.
      initializeWritableStream(this);
      return;
    }
    validateObject(sink, 'sink', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    if (sink?.type !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('type', sink.type);
    }
    initializeWritableStream(this);
    const size = extractSizeAlgorithm(strategy?.size);
    const highWaterMark = extractHighWaterMark(strategy?.highWaterMark, 1);
    const start = sink?.start;
    setUpWritableStreamDefaultController(this, {
      start: start === undefined ? nop :
        (controller) => start.call(sink, controller),
      write: methodOf(sink, 'write', 'sink', 2),
      close: methodOf(sink, 'close', 'sink', 0),
      abort: methodOf(sink, 'abort', 'sink', 1),
    }, highWaterMark, size);
  }

  get locked() {
    checkThis(this, WritableStream);
    return isWritableStreamLocked(this);
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsWritable]() {
    return this[kState].state === 'writable';
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) {
      return rejectThis('WritableStream');
    }
    if (isWritableStreamLocked(this)) {
      return PromiseReject(
        new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    }
    return writableStreamAbort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) {
      return rejectThis('WritableStream');
    }
    if (isWritableStreamLocked(this)) {
      return PromiseReject(
        new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    }
    if (writableStreamCloseQueuedOrInFlight(this)) {
      return PromiseReject(
        new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    }
    return writableStreamClose(this);
  }

  getWriter() {
    checkThis(this, WritableStream);
    return new WritableStreamDefaultWriter(this);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      locked: this.locked,
      state: this[kState].state,
    });
  }
}
defineIdl(WritableStream, ['locked', 'abort', 'close', 'getWriter']);

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    }
    if (isWritableStreamLocked(stream)) {
      throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
    }
    const state = stream[kState];
    this[kState] = { stream, ready: undefined, closed: undefined };
    state.writer = this;
    const writer = this[kState];
    switch (state.state) {
      case 'writable':
        writer.ready = !writableStreamCloseQueuedOrInFlight(stream) &&
          state.backpressure ? deferred() : resolvedDeferred();
        writer.closed = deferred();
        break;
      case 'erroring':
        writer.ready = rejectedDeferred(state.storedError);
        writer.closed = deferred();
        break;
      case 'closed':
        writer.ready = resolvedDeferred();
        writer.closed = resolvedDeferred();
        break;
      default:
        writer.ready = rejectedDeferred(state.storedError);
        writer.closed = rejectedDeferred(state.storedError);
    }
    markHandled(writer.closed.promise);
  }

  get closed() {
    if (!isBrand(this, WritableStreamDefaultWriter)) {
      return rejectThis('WritableStreamDefaultWriter');
    }
    return this[kState].closed.promise;
  }

  get desiredSize() {
    checkThis(this, WritableStreamDefaultWriter);
    if (this[kState].stream === undefined) {
      throw notBound();
    }
    return writerGetDesiredSize(this);
  }

  get ready() {
    if (!isBrand(this, WritableStreamDefaultWriter)) {
      return rejectThis('WritableStreamDefaultWriter');
    }
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isBrand(this, WritableStreamDefaultWriter)) {
      return rejectThis('WritableStreamDefaultWriter');
    }
    if (this[kState].stream === undefined) {
      return PromiseReject(notBound());
    }
    return writableStreamAbort(this[kState].stream, reason);
  }

  close() {
    if (!isBrand(this, WritableStreamDefaultWriter)) {
      return rejectThis('WritableStreamDefaultWriter');
    }
    const { stream } = this[kState];
    if (stream === undefined) {
      return PromiseReject(notBound());
    }
    if (writableStreamCloseQueuedOrInFlight(stream)) {
      return PromiseReject(
        new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return writableStreamClose(stream);
  }

  releaseLock() {
    checkThis(this, WritableStreamDefaultWriter);
    if (this[kState].stream !== undefined) {
      writableStreamDefaultWriterRelease(this);
    }
  }

  write(chunk = undefined) {
    if (!isBrand(this, WritableStreamDefaultWriter)) {
      return rejectThis('WritableStreamDefaultWriter');
    }
    if (this[kState].stream === undefined) {
      return PromiseReject(notBound());
    }
    return writableStreamDefaultWriterWrite(this, chunk);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      stream: this[kState].stream,
      close: this[kState].closed.promise,
      ready: this[kState].ready.promise,
      desiredSize: this[kState].stream && this.desiredSize,
    });
  }
}
defineIdl(WritableStreamDefaultWriter, [
  'closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write',
]);

class WritableStreamDefaultController {
  constructor(key) {
    checkInternal(key);
  }

  get signal() {
    checkThis(this, WritableStreamDefaultController);
    return this[kState].abortController.signal;
  }

  error(error = undefined) {
    checkThis(this, WritableStreamDefaultController);
    if (this[kState].stream[kState].state === 'writable') {
      writableStreamDefaultControllerError(this, error);
    }
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      stream: this[kState].stream,
    });
  }
}
defineIdl(WritableStreamDefaultController, ['signal', 'error']);

function rejectThis(name) {
  const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
  return PromiseReject(new ERR_INVALID_THIS(name));
}

function notBound() {
  return new ERR_INVALID_STATE.TypeError(
    'Writer is not bound to a WritableStream');
}

function isWritableStream(value) {
  return isBrand(value, WritableStream);
}

function isWritableStreamLocked(stream) {
  return stream[kState].writer !== undefined;
}

function initializeWritableStream(stream) {
  stream[kState] = {
    state: 'writable',
    storedError: undefined,
    writer: undefined,
    controller: undefined,
    inFlightWrite: undefined,
    inFlightClose: undefined,
    closeRequest: undefined,
    // { promise, resolve, reject, reason, wasAlreadyErroring }
    pendingAbort: undefined,
    writeRequests: [],
    backpressure: false,
  };
  stream[kIsClosedPromise] = deferred();
  markHandled(stream[kIsClosedPromise].promise);
  stream[kControllerErrorFunction] = nop;
}

function createWritableStream(algorithms, highWaterMark = 1, size = () => 1) {
  const stream = new WritableStream(kInternal);
  setUpWritableStreamDefaultController(
    stream, algorithms, highWaterMark, size);
  return stream;
}

// algorithms: { start, write, close, abort }.
function setUpWritableStreamDefaultController(
  stream, algorithms, highWaterMark, size) {
  const { AbortController } = require('internal/abort_controller');
  const controller = new WritableStreamDefaultController(kInternal);
  controller[kState] = {
    stream,
    algorithms,
    highWaterMark,
    size,
    queue: new SizedQueue(),
    started: false,
    abortController: new AbortController(),
  };
  stream[kState].controller = controller;
  stream[kControllerErrorFunction] = (err) => controller.error(err);
  updateBackpressure(stream, hasBackpressure(controller));

  const started = algorithms.start(controller);
  then(PromiseResolve(started), () => {
    controller[kState].started = true;
    advanceQueue(controller);
  }, (err) => {
    controller[kState].started = true;
    dealWithRejection(stream, err);
  });
}

function writableStreamAbort(stream, reason) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') {
    return PromiseResolve();
  }
  state.controller[kState].abortController.abort(reason);
  // The signal's listeners may have done it.
  if (state.state === 'closed' || state.state === 'errored') {
    return PromiseResolve();
  }
  if (state.pendingAbort !== undefined) {
    return state.pendingAbort.promise;
  }
  const wasAlreadyErroring = state.state === 'erroring';
  if (wasAlreadyErroring) {
    reason = undefined;
  }
  const abort = { ...deferred(), reason, wasAlreadyErroring };
  state.pendingAbort = abort;
  if (!wasAlreadyErroring) {
    startErroring(stream, reason);
  }
  return abort.promise;
}

function writableStreamClose(stream) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') {
    return PromiseReject(
      new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  const request = deferred();
  state.closeRequest = request;
  if (state.writer !== undefined && state.backpressure &&
      state.state === 'writable') {
    settle(state.writer[kState].ready, true);
  }
  const { controller } = state;
  controller[kState].queue.push(kClose, 0);
  advanceQueue(controller);
  return request.promise;
}

function writableStreamCloseQueuedOrInFlight(stream) {
  return stream[kState].closeRequest !== undefined ||
    stream[kState].inFlightClose !== undefined;
}

function updateBackpressure(stream, backpressure) {
  const state = stream[kState];
  if (state.writer !== undefined && backpressure !== state.backpressure) {
    if (backpressure) {
      state.writer[kState].ready = deferred();
    } else {
      settle(state.writer[kState].ready, true);
    }
  }
  state.backpressure = backpressure;
}

function startErroring(stream, reason) {
  const state = stream[kState];
  state.state = 'erroring';
  state.storedError = reason;
  if (state.writer !== undefined) {
    ensureRejected(state.writer[kState], 'ready', reason);
  }
  if (!hasOperationInFlight(state) && state.controller[kState].started) {
    finishErroring(stream);
  }
}

function hasOperationInFlight(state) {
  return state.inFlightWrite !== undefined ||
    state.inFlightClose !== undefined;
}

// name: 'ready' or 'closed' of a writer.
function ensureRejected(writer, name, err) {
  if (writer[name].pending) {
    settle(writer[name], false, err);
    markHandled(writer[name].promise);
  } else {
    writer[name] = rejectedDeferred(err);
  }
}

function finishErroring(stream) {
  const state = stream[kState];
  state.state = 'errored';
  state.controller[kState].queue.reset();
  const requests = state.writeRequests;
  state.writeRequests = [];
  for (const request of requests) {
    request.reject(state.storedError);
  }
  const abort = state.pendingAbort;
  state.pendingAbort = undefined;
  if (abort === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  if (abort.wasAlreadyErroring) {
    abort.reject(state.storedError);
    rejectCloseAndClosed(stream);
    return;
  }
  const { algorithms } = state.controller[kState];
  const aborted = algorithms.abort(abort.reason);
  clearAlgorithms(state.controller);
  then(aborted, () => {
    abort.resolve();
    rejectCloseAndClosed(stream);
  }, (err) => {
    abort.reject(err);
    rejectCloseAndClosed(stream);
  });
}

function rejectCloseAndClosed(stream) {
  const state = stream[kState];
  if (state.closeRequest !== undefined) {
    state.closeRequest.reject(state.storedError);
    state.closeRequest = undefined;
  }
  stream[kIsClosedPromise].reject(state.storedError);
  if (state.writer !== undefined) {
    settle(state.writer[kState].closed, false, state.storedError);
  }
}

function dealWithRejection(stream, err) {
  if (stream[kState].state === 'writable') {
    startErroring(stream, err);
  } else {
    finishErroring(stream);
  }
}

// The controller.

function hasBackpressure(controller) {
  return desiredSize(controller) <= 0;
}

function desiredSize(controller) {
  const { highWaterMark, queue } = controller[kState];
  return highWaterMark - queue.totalSize;
}

function clearAlgorithms(controller) {
  controller[kState].algorithms = undefined;
  controller[kState].size = undefined;
}

function writableStreamDefaultControllerError(controller, err) {
  const { stream } = controller[kState];
  clearAlgorithms(controller);
  startErroring(stream, err);
}

function advanceQueue(controller) {
  const { queue, started, stream } = controller[kState];
  const state = stream[kState];
  if (!started || state.inFlightWrite !== undefined) {
    return;
  }
  if (state.state === 'erroring') {
    finishErroring(stream);
    return;
  }
  if (queue.length === 0 || state.state !== 'writable') {
    return;
  }
  const value = queue.peek();
  if (value === kClose) {
    processClose(controller);
  } else {
    processWrite(controller, value);
  }
}

function processClose(controller) {
  const { algorithms, queue, stream } = controller[kState];
  const state = stream[kState];
  state.inFlightClose = state.closeRequest;
  state.closeRequest = undefined;
  queue.shift();
  const closed = algorithms.close();
  clearAlgorithms(controller);
  then(closed, () => {
    state.inFlightClose.resolve();
    state.inFlightClose = undefined;
    if (state.state === 'erroring') {
      // It is closed, whatever went wrong meanwhile.
      state.storedError = undefined;
      state.pendingAbort?.resolve();
      state.pendingAbort = undefined;
    }
    state.state = 'closed';
    if (state.writer !== undefined) {
      settle(state.writer[kState].closed, true);
    }
    stream[kIsClosedPromise].resolve();
  }, (err) => {
    state.inFlightClose.reject(err);
    state.inFlightClose = undefined;
    state.pendingAbort?.reject(err);
    state.pendingAbort = undefined;
    dealWithRejection(stream, err);
  });
}

function processWrite(controller, chunk) {
  const { algorithms, queue, stream } = controller[kState];
  const state = stream[kState];
  state.inFlightWrite = state.writeRequests.shift();
  then(algorithms.write(chunk, controller), () => {
    state.inFlightWrite.resolve();
    state.inFlightWrite = undefined;
    queue.shift();
    if (!writableStreamCloseQueuedOrInFlight(stream) &&
        state.state === 'writable') {
      updateBackpressure(stream, hasBackpressure(controller));
    }
    advanceQueue(controller);
  }, (err) => {
    if (state.state === 'writable') {
      clearAlgorithms(controller);
    }
    state.inFlightWrite.reject(err);
    state.inFlightWrite = undefined;
    dealWithRejection(stream, err);
  });
}

// The writer.

function writerGetDesiredSize(writer) {
  const state = writer[kState].stream[kState];
  if (state.state === 'errored' || state.state === 'erroring') {
    return null;
  }
  return state.state === 'closed' ? 0 : desiredSize(state.controller);
}

function writableStreamDefaultWriterWrite(writer, chunk) {
  const { stream } = writer[kState];
  const state = stream[kState];
  const controller = state.controller[kState];
  let size = 1;
  if (controller.size !== undefined) {
    try {
      const measure = controller.size;
      size = measure(chunk);
    } catch (err) {
      errorIfNeeded(state, err);
    }
  }
  // size() may have released the writer.
  if (stream !== writer[kState].stream) {
    return PromiseReject(notBound());
  }
  if (state.state === 'errored') {
    return PromiseReject(state.storedError);
  }
  if (writableStreamCloseQueuedOrInFlight(stream) ||
      state.state === 'closed') {
    return PromiseReject(
      new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (state.state === 'erroring') {
    return PromiseReject(state.storedError);
  }

  const request = deferred();
  state.writeRequests.push(request);
  try {
    controller.queue.push(chunk, size);
  } catch (err) {
    errorIfNeeded(state, err);
    return request.promise;
  }
  if (!writableStreamCloseQueuedOrInFlight(stream) &&
      state.state === 'writable') {
    updateBackpressure(stream, hasBackpressure(state.controller));
  }
  advanceQueue(state.controller);
  return request.promise;
}

function errorIfNeeded(state, err) {
  if (state.state === 'writable') {
    writableStreamDefaultControllerError(state.controller, err);
  }
}

// close(), for a pipe: an error of the stream comes back, and closing a
// closed stream is no mistake.
function writableStreamDefaultWriterCloseWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const { state, storedError } = stream[kState];
  if (writableStreamCloseQueuedOrInFlight(stream) || state === 'closed') {
    return PromiseResolve();
  }
  if (state === 'errored') {
    return PromiseReject(storedError);
  }
  return writableStreamClose(stream);
}

function writableStreamDefaultWriterRelease(writer) {
  const { stream } = writer[kState];
  const err = new ERR_INVALID_STATE.TypeError('Writer has been released');
  ensureRejected(writer[kState], 'ready', err);
  ensureRejected(writer[kState], 'closed', err);
  stream[kState].writer = undefined;
  writer[kState].stream = undefined;
}

module.exports = {
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  createWritableStream,
  isWritableStream,
  isWritableStreamLocked,
  writableStreamAbort,
  writableStreamCloseQueuedOrInFlight,
  writableStreamDefaultWriterCloseWithErrorPropagation,
  writableStreamDefaultWriterRelease,
  writableStreamDefaultWriterWrite,
  writableStreamErrorIfNeeded(stream, err) {
    errorIfNeeded(stream[kState], err);
  },
};
