'use strict';
// SPDX-License-Identifier: MIT
//
// The byte controller of a readable stream: its queue is bytes, which a
// reader may have written straight into its own buffer.
//
// Each reader's buffer that waits for bytes is a descriptor in `pending`:
//   { buffer, bufferByteLength, byteOffset, byteLength, bytesFilled,
//     minimumFill, elementSize, View, type }
// type: 'default' (allocated for a plain read), 'byob', or 'none' (its
// reader has been released).

const {
  ArrayBuffer,
  ArrayBufferIsView,
  ArrayBufferPrototypeSlice,
  DataView,
  MathMin,
  Uint8Array,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE,
  },
} = require('internal/errors');
const { Buffer } = require('buffer');
const { customInspectSymbol } = require('internal/util');
const { kControllerErrorFunction } = require('internal/streams/utils');
const {
  callPull,
  canCloseOrEnqueue,
  desiredSizeOf,
  hasReadRequests,
  kCancelSteps,
  kPullSteps,
  kReleaseSteps,
  readableStreamClose,
  readableStreamError,
  startController,
} = require('internal/webstreams/readablecontroller');
const {
  SizedQueue,
  checkInternal,
  checkThis,
  customInspect,
  defineIdl,
  isDetached,
  kInternal,
  kState,
  transferArrayBuffer,
} = require('internal/webstreams/util');

class ReadableStreamBYOBRequest {
  constructor(key) {
    checkInternal(key);
  }

  get view() {
    checkThis(this, ReadableStreamBYOBRequest);
    return this[kState].view;
  }

  respond(bytesWritten) {
    checkThis(this, ReadableStreamBYOBRequest);
    const { controller, view } = this[kState];
    if (controller === undefined) {
      throw new ERR_INVALID_STATE.TypeError(
        'This BYOB request has been invalidated');
    }
    if (isDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError(
        'Viewed ArrayBuffer is detached');
    }
    respond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    checkThis(this, ReadableStreamBYOBRequest);
    const { controller } = this[kState];
    if (controller === undefined) {
      throw new ERR_INVALID_STATE.TypeError(
        'This BYOB request has been invalidated');
    }
    require('internal/validators').validateBuffer(view, 'view');
    if (isDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError(
        'Viewed ArrayBuffer is detached');
    }
    respondWithNewView(controller, view);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      view: this[kState].view,
      controller: this[kState].controller,
    });
  }
}
defineIdl(ReadableStreamBYOBRequest,
          ['view', 'respond', 'respondWithNewView']);

class ReadableByteStreamController {
  constructor(key) {
    checkInternal(key);
  }

  get byobRequest() {
    checkThis(this, ReadableByteStreamController);
    return getByobRequest(this);
  }

  get desiredSize() {
    checkThis(this, ReadableByteStreamController);
    return desiredSizeOf(this);
  }

  close() {
    checkThis(this, ReadableByteStreamController);
    if (this[kState].closeRequested) {
      throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    }
    if (this[kState].stream[kState].state !== 'readable') {
      throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    }
    byteControllerClose(this);
  }

  enqueue(chunk) {
    checkThis(this, ReadableByteStreamController);
    if (!ArrayBufferIsView(chunk)) {
      throw new ERR_INVALID_ARG_TYPE(
        'buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    }
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError(isDetached(chunk.buffer) ?
        'chunk ArrayBuffer is detached' :
        'chunk ArrayBuffer is zero-length or detached');
    }
    if (this[kState].closeRequested) {
      throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    }
    if (this[kState].stream[kState].state !== 'readable') {
      throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    }
    byteControllerEnqueue(this, chunk);
  }

  error(error = undefined) {
    checkThis(this, ReadableByteStreamController);
    byteControllerError(this, error);
  }

  [kCancelSteps](reason) {
    const { algorithms, queue } = this[kState];
    clearPending(this);
    queue.reset();
    this[kState].algorithms = undefined;
    return algorithms.cancel(reason);
  }

  [kPullSteps](request) {
    const { autoAllocateChunkSize, pending, queue, stream } = this[kState];
    if (queue.length > 0) {
      request.chunk(takeChunk(this));
      return;
    }
    if (autoAllocateChunkSize !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(autoAllocateChunkSize);
      } catch (err) {
        request.error(err);
        return;
      }
      pending.push({
        buffer,
        bufferByteLength: autoAllocateChunkSize,
        byteOffset: 0,
        byteLength: autoAllocateChunkSize,
        bytesFilled: 0,
        minimumFill: 1,
        elementSize: 1,
        View: Uint8Array,
        type: 'default',
      });
    }
    stream[kState].reader[kState].requests.push(request);
    pullIfNeeded(this);
  }

  [kReleaseSteps]() {
    const { pending } = this[kState];
    if (pending.length > 0) {
      pending[0].type = 'none';
      this[kState].pending = [pending[0]];
    }
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {});
  }
}
defineIdl(ReadableByteStreamController,
          ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);

function createByteController(
  stream, algorithms, highWaterMark, autoAllocateChunkSize) {
  const controller = new ReadableByteStreamController(kInternal);
  controller[kState] = {
    stream,
    algorithms,
    highWaterMark,
    autoAllocateChunkSize,
    // Of { buffer, byteOffset, byteLength }.
    queue: new SizedQueue(),
    pending: [],
    byobRequest: null,
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
  };
  stream[kState].controller = controller;
  stream[kControllerErrorFunction] = (err) => controller.error(err);
  startController(controller, pullIfNeeded, byteControllerError);
}

function pullIfNeeded(controller) {
  callPull(controller, shouldCallPull, byteControllerError);
}

function shouldCallPull(controller) {
  const { started, stream } = controller[kState];
  // Requests of either kind of reader wait in the same place.
  return started && canCloseOrEnqueue(controller) &&
    (hasReadRequests(stream) || desiredSizeOf(controller) > 0);
}

function getByobRequest(controller) {
  const state = controller[kState];
  if (state.byobRequest === null && state.pending.length > 0) {
    const first = state.pending[0];
    const request = new ReadableStreamBYOBRequest(kInternal);
    request[kState] = {
      controller,
      view: new Uint8Array(first.buffer,
                           first.byteOffset + first.bytesFilled,
                           first.byteLength - first.bytesFilled),
    };
    state.byobRequest = request;
  }
  return state.byobRequest;
}

function invalidateByobRequest(controller) {
  const { byobRequest } = controller[kState];
  if (byobRequest !== null) {
    byobRequest[kState].controller = undefined;
    byobRequest[kState].view = null;
    controller[kState].byobRequest = null;
  }
}

function clearPending(controller) {
  invalidateByobRequest(controller);
  controller[kState].pending = [];
}

function byteControllerError(controller, err) {
  const { queue, stream } = controller[kState];
  if (stream[kState].state !== 'readable') {
    return;
  }
  clearPending(controller);
  queue.reset();
  controller[kState].algorithms = undefined;
  readableStreamError(stream, err);
}

function byteControllerClose(controller) {
  const { closeRequested, pending, queue, stream } = controller[kState];
  if (closeRequested || stream[kState].state !== 'readable') {
    return;
  }
  if (queue.totalSize > 0) {
    controller[kState].closeRequested = true;
    return;
  }
  if (pending.length > 0 &&
      pending[0].bytesFilled % pending[0].elementSize !== 0) {
    const err = new ERR_INVALID_STATE.TypeError('Partial read');
    byteControllerError(controller, err);
    throw err;
  }
  controller[kState].algorithms = undefined;
  readableStreamClose(stream);
}

function byteControllerEnqueue(controller, chunk) {
  const { closeRequested, pending, stream } = controller[kState];
  if (closeRequested || stream[kState].state !== 'readable') {
    return;
  }
  const { byteLength, byteOffset } = chunk;
  const buffer = transferArrayBuffer(chunk.buffer);

  if (pending.length > 0) {
    const first = pending[0];
    if (isDetached(first.buffer)) {
      throw new ERR_INVALID_STATE.TypeError(
        'Destination ArrayBuffer is detached');
    }
    invalidateByobRequest(controller);
    first.buffer = transferArrayBuffer(first.buffer);
    if (first.type === 'none') {
      enqueueDetached(controller, first);
    }
  }

  const { reader } = stream[kState];
  if (reader !== undefined && !reader[kState].isBYOB) {
    serveReadsFromQueue(controller);
    if (reader[kState].requests.length === 0) {
      enqueueBytes(controller, buffer, byteOffset, byteLength);
    } else {
      if (controller[kState].pending.length > 0) {
        // Its buffer was allocated for this very read.
        controller[kState].pending.shift();
      }
      reader[kState].requests.shift().chunk(
        new Uint8Array(buffer, byteOffset, byteLength));
    }
  } else {
    enqueueBytes(controller, buffer, byteOffset, byteLength);
    if (reader !== undefined) {
      servePendingFromQueue(controller);
    }
  }
  pullIfNeeded(controller);
}

function enqueueBytes(controller, buffer, byteOffset, byteLength) {
  controller[kState].queue.push(
    { buffer, byteOffset, byteLength }, byteLength);
}

function enqueueCopy(controller, buffer, byteOffset, byteLength) {
  let copy;
  try {
    copy = ArrayBufferPrototypeSlice(
      buffer, byteOffset, byteOffset + byteLength);
  } catch (err) {
    byteControllerError(controller, err);
    throw err;
  }
  enqueueBytes(controller, copy, 0, byteLength);
}

// Bytes that came for a reader that has left go back to the queue.
function enqueueDetached(controller, descriptor) {
  if (descriptor.bytesFilled > 0) {
    enqueueCopy(controller, descriptor.buffer, descriptor.byteOffset,
                descriptor.bytesFilled);
  }
  shiftPending(controller);
}

function shiftPending(controller) {
  invalidateByobRequest(controller);
  return controller[kState].pending.shift();
}

function takeChunk(controller) {
  const { buffer, byteOffset, byteLength } = controller[kState].queue.shift();
  handleQueueDrain(controller);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function handleQueueDrain(controller) {
  const { closeRequested, queue, stream } = controller[kState];
  if (queue.totalSize === 0 && closeRequested) {
    controller[kState].algorithms = undefined;
    readableStreamClose(stream);
  } else {
    pullIfNeeded(controller);
  }
}

function serveReadsFromQueue(controller) {
  const { queue, stream } = controller[kState];
  const { requests } = stream[kState].reader[kState];
  while (requests.length > 0 && queue.totalSize > 0) {
    requests.shift().chunk(takeChunk(controller));
  }
}

// Copies from the queue what the descriptor takes; true when that is enough
// to answer its read.
function fillFromQueue(controller, descriptor) {
  const { queue } = controller[kState];
  const { bytesFilled, byteLength, elementSize } = descriptor;
  let left = MathMin(queue.totalSize, byteLength - bytesFilled);
  const filled = bytesFilled + left;
  const wholeElements = filled - filled % elementSize;
  const ready = wholeElements >= descriptor.minimumFill;
  if (ready) {
    left = wholeElements - bytesFilled;
  }

  while (left > 0) {
    const head = queue.peek();
    const n = MathMin(left, head.byteLength);
    new Uint8Array(descriptor.buffer).set(
      new Uint8Array(head.buffer, head.byteOffset, n),
      descriptor.byteOffset + descriptor.bytesFilled);
    if (n === head.byteLength) {
      queue.shift();
    } else {
      head.byteOffset += n;
      head.byteLength -= n;
      queue.shrinkFirst(n);
    }
    descriptor.bytesFilled += n;
    left -= n;
  }
  return ready;
}

function toView(descriptor) {
  return makeView(
    descriptor.View, transferArrayBuffer(descriptor.buffer),
    descriptor.byteOffset, descriptor.bytesFilled / descriptor.elementSize);
}

function makeView(View, buffer, byteOffset, length) {
  // A Buffer is not made with new.
  return View === Buffer ? Buffer.from(buffer, byteOffset, length) :
    new View(buffer, byteOffset, length);
}

// Answers the read that the descriptor belongs to.
function commit(stream, descriptor) {
  const isDone = stream[kState].state === 'closed';
  const view = toView(descriptor);
  const request = stream[kState].reader[kState].requests.shift();
  if (isDone) {
    request.close(view);
  } else {
    request.chunk(view);
  }
}

function servePendingFromQueue(controller) {
  const { queue, stream } = controller[kState];
  const filled = [];
  while (controller[kState].pending.length > 0 && queue.totalSize > 0) {
    const first = controller[kState].pending[0];
    if (!fillFromQueue(controller, first)) {
      break;
    }
    shiftPending(controller);
    filled.push(first);
  }
  for (const descriptor of filled) {
    commit(stream, descriptor);
  }
}

function pullInto(controller, view, min, request) {
  const { closeRequested, pending, queue, stream } = controller[kState];
  const elementSize = view.BYTES_PER_ELEMENT ?? 1;
  const View = view.BYTES_PER_ELEMENT === undefined ?
    DataView : view.constructor;
  const { byteLength, byteOffset } = view;
  let buffer;
  try {
    buffer = transferArrayBuffer(view.buffer);
  } catch (err) {
    request.error(err);
    return;
  }
  const descriptor = {
    buffer,
    bufferByteLength: buffer.byteLength,
    byteOffset,
    byteLength,
    bytesFilled: 0,
    minimumFill: min * elementSize,
    elementSize,
    View,
    type: 'byob',
  };
  const { requests } = stream[kState].reader[kState];

  if (pending.length > 0) {
    pending.push(descriptor);
    requests.push(request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request.close(makeView(View, buffer, byteOffset, 0));
    return;
  }
  if (queue.totalSize > 0) {
    if (fillFromQueue(controller, descriptor)) {
      const filled = toView(descriptor);
      handleQueueDrain(controller);
      request.chunk(filled);
      return;
    }
    if (closeRequested) {
      const err = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      byteControllerError(controller, err);
      request.error(err);
      return;
    }
  }
  pending.push(descriptor);
  requests.push(request);
  pullIfNeeded(controller);
}

// The source has written into the view of the request.

function respond(controller, bytesWritten) {
  const { pending, stream } = controller[kState];
  const first = pending[0];
  bytesWritten = +bytesWritten;
  if (stream[kState].state === 'closed') {
    if (bytesWritten !== 0) {
      throw new ERR_INVALID_STATE.TypeError(
        'Controller is closed but view is not zero-length');
    }
  } else {
    if (!(bytesWritten > 0)) {
      throw new ERR_INVALID_STATE.TypeError(
        'Controller cannot be closed while view is zero-length');
    }
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError(
        'bytesWritten', bytesWritten);
    }
  }
  first.buffer = transferArrayBuffer(first.buffer);
  respondInternal(controller, bytesWritten);
}

function respondWithNewView(controller, view) {
  const { pending, stream } = controller[kState];
  const first = pending[0];
  if (stream[kState].state === 'closed') {
    if (view.byteLength !== 0) {
      throw new ERR_INVALID_STATE.TypeError(
        'Controller is closed but view is not zero-length');
    }
  } else if (view.byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError(
      'Controller cannot be closed while view is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== view.byteOffset) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  if (first.bufferByteLength !== view.buffer.byteLength) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  if (first.bytesFilled + view.byteLength > first.byteLength) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  const { byteLength } = view;
  first.buffer = transferArrayBuffer(view.buffer);
  respondInternal(controller, byteLength);
}

function respondInternal(controller, bytesWritten) {
  const first = controller[kState].pending[0];
  invalidateByobRequest(controller);
  if (controller[kState].stream[kState].state === 'closed') {
    respondClosed(controller, first);
  } else {
    respondReadable(controller, first, bytesWritten);
  }
  pullIfNeeded(controller);
}

function respondClosed(controller, first) {
  const { stream } = controller[kState];
  if (first.type === 'none') {
    shiftPending(controller);
  }
  const { reader } = stream[kState];
  if (reader?.[kState].isBYOB) {
    const { requests } = reader[kState];
    for (let n = requests.length; n > 0; n--) {
      commit(stream, shiftPending(controller));
    }
  }
}

function respondReadable(controller, descriptor, bytesWritten) {
  const { stream } = controller[kState];
  descriptor.bytesFilled += bytesWritten;
  if (descriptor.type === 'none') {
    enqueueDetached(controller, descriptor);
    servePendingFromQueue(controller);
    return;
  }
  if (descriptor.bytesFilled < descriptor.minimumFill) {
    return;
  }
  shiftPending(controller);
  // Part of an element waits in the queue for the rest of it.
  const rest = descriptor.bytesFilled % descriptor.elementSize;
  if (rest > 0) {
    const end = descriptor.byteOffset + descriptor.bytesFilled;
    enqueueCopy(controller, descriptor.buffer, end - rest, rest);
  }
  descriptor.bytesFilled -= rest;
  commit(stream, descriptor);
  servePendingFromQueue(controller);
}

module.exports = {
  ReadableByteStreamController,
  ReadableStreamBYOBRequest,
  byteControllerClose,
  byteControllerEnqueue,
  byteControllerError,
  createByteController,
  getByobRequest,
  pullInto,
  respond,
  respondWithNewView,
};
