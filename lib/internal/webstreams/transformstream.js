'use strict';
// SPDX-License-Identifier: MIT
//
// TransformStream: a writable side whose chunks come out of a readable side,
// changed. Writing waits while the readable side is full.

const { PromiseReject, PromiseResolve } = primordials;

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const {
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  validateObject,
} = require('internal/validators');
const {
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
  methodOf,
  then,
} = require('internal/webstreams/util');
const { createReadableStream } =
  require('internal/webstreams/readablestream');
const {
  canCloseOrEnqueue,
  defaultControllerClose,
  defaultControllerEnqueue,
  defaultControllerError,
  desiredSizeOf,
} = require('internal/webstreams/readablecontroller');
const {
  createWritableStream,
  writableStreamErrorIfNeeded,
} = require('internal/webstreams/writablestream');

class TransformStream {
  constructor(transformer = {}, writableStrategy = {},
              readableStrategy = {}) {
    validateObject(transformer, 'transformer', kValidateObjectAllowObjects);
    validateObject(writableStrategy, 'writableStrategy',
                   kValidateObjectAllowObjectsAndNull);
    validateObject(readableStrategy, 'readableStrategy',
                   kValidateObjectAllowObjectsAndNull);
    const readableType = transformer?.readableType;
    const writableType = transformer?.writableType;
    const start = transformer?.start;
    if (readableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError(
        'transformer.readableType', readableType);
    }
    if (writableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError(
        'transformer.writableType', writableType);
    }
    const readableHighWaterMark =
      extractHighWaterMark(readableStrategy?.highWaterMark, 0);
    const readableSize = extractSizeAlgorithm(readableStrategy?.size);
    const writableHighWaterMark =
      extractHighWaterMark(writableStrategy?.highWaterMark, 1);
    const writableSize = extractSizeAlgorithm(writableStrategy?.size);

    const startResult = deferred();
    initializeTransformStream(
      this, () => startResult.promise, writableHighWaterMark, writableSize,
      readableHighWaterMark, readableSize);
    const controller = new TransformStreamDefaultController(kInternal);
    const identity = (chunk) => {
      try {
        transformStreamDefaultControllerEnqueue(controller, chunk);
        return PromiseResolve();
      } catch (err) {
        return PromiseReject(err);
      }
    };
    controller[kState] = {
      stream: this,
      transform:
        methodOf(transformer, 'transform', 'transformer', 2, identity),
      flush: methodOf(transformer, 'flush', 'transformer', 1),
      cancel: methodOf(transformer, 'cancel', 'transformer', 1),
      // Set once cancel, abort or flush has begun: they exclude each other.
      finish: undefined,
    };
    this[kState].controller = controller;
    startResult.resolve(start?.call(transformer, controller));
  }

  get readable() {
    checkThis(this, TransformStream);
    return this[kState].readable;
  }

  get writable() {
    checkThis(this, TransformStream);
    return this[kState].writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      readable: this.readable,
      writable: this.writable,
      backpressure: this[kState].backpressure,
    });
  }
}
defineIdl(TransformStream, ['readable', 'writable']);

class TransformStreamDefaultController {
  constructor(key) {
    checkInternal(key);
  }

  get desiredSize() {
    checkThis(this, TransformStreamDefaultController);
    return desiredSizeOf(readableController(this));
  }

  enqueue(chunk = undefined) {
    checkThis(this, TransformStreamDefaultController);
    transformStreamDefaultControllerEnqueue(this, chunk);
  }

  error(reason = undefined) {
    checkThis(this, TransformStreamDefaultController);
    transformStreamError(this[kState].stream, reason);
  }

  terminate() {
    checkThis(this, TransformStreamDefaultController);
    defaultControllerClose(readableController(this));
    errorWritableAndUnblock(
      this[kState].stream,
      new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      stream: this[kState].stream,
    });
  }
}
defineIdl(TransformStreamDefaultController,
          ['desiredSize', 'enqueue', 'error', 'terminate']);

function isTransformStream(value) {
  return isBrand(value, TransformStream);
}

function initializeTransformStream(
  stream, start, writableHighWaterMark, writableSize, readableHighWaterMark,
  readableSize) {
  const state = {
    readable: undefined,
    writable: undefined,
    controller: undefined,
    backpressure: undefined,
    backpressureChange: undefined,
  };
  stream[kState] = state;
  state.writable = createWritableStream({
    start,
    write: (chunk) => sinkWrite(stream, chunk),
    close: () => sinkClose(stream),
    abort: (reason) => sinkAbort(stream, reason),
  }, writableHighWaterMark, writableSize);
  state.readable = createReadableStream({
    start,
    pull() {
      setBackpressure(stream, false);
      return state.backpressureChange.promise;
    },
    cancel: (reason) => sourceCancel(stream, reason),
  }, readableHighWaterMark, readableSize);
  setBackpressure(stream, true);
}

function readableController(controller) {
  return controller[kState].stream[kState].readable[kState].controller;
}

function setBackpressure(stream, backpressure) {
  const state = stream[kState];
  state.backpressureChange?.resolve();
  state.backpressureChange = deferred();
  state.backpressure = backpressure;
}

function clearAlgorithms(controller) {
  const state = controller[kState];
  state.transform = undefined;
  state.flush = undefined;
  state.cancel = undefined;
}

function transformStreamError(stream, err) {
  defaultControllerError(stream[kState].readable[kState].controller, err);
  errorWritableAndUnblock(stream, err);
}

function errorWritableAndUnblock(stream, err) {
  clearAlgorithms(stream[kState].controller);
  writableStreamErrorIfNeeded(stream[kState].writable, err);
  unblockWrite(stream);
}

function unblockWrite(stream) {
  if (stream[kState].backpressure) {
    setBackpressure(stream, false);
  }
}

function transformStreamDefaultControllerEnqueue(controller, chunk) {
  const { stream } = controller[kState];
  const state = stream[kState];
  const readable = state.readable[kState].controller;
  if (!canCloseOrEnqueue(readable)) {
    throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  }
  try {
    defaultControllerEnqueue(readable, chunk);
  } catch (err) {
    errorWritableAndUnblock(stream, err);
    throw state.readable[kState].storedError;
  }
  const { reader } = state.readable[kState];
  const backpressure = !(reader?.[kState].requests.length > 0 ||
    desiredSizeOf(readable) > 0);
  if (backpressure !== state.backpressure) {
    setBackpressure(stream, true);
  }
}

async function performTransform(controller, chunk) {
  const { stream, transform } = controller[kState];
  try {
    return await transform(chunk, controller);
  } catch (err) {
    transformStreamError(stream, err);
    throw err;
  }
}

async function sinkWrite(stream, chunk) {
  const state = stream[kState];
  if (state.backpressure) {
    await state.backpressureChange.promise;
    const { state: writableState, storedError } = state.writable[kState];
    if (writableState === 'erroring') {
      throw storedError;
    }
  }
  return performTransform(state.controller, chunk);
}

function sinkAbort(stream, reason) {
  const { controller, readable } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) {
    return state.finish.promise;
  }
  state.finish = deferred();
  const cancelled = state.cancel(reason);
  clearAlgorithms(controller);
  then(cancelled, () => {
    if (readable[kState].state === 'errored') {
      state.finish.reject(readable[kState].storedError);
    } else {
      defaultControllerError(readable[kState].controller, reason);
      state.finish.resolve();
    }
  }, (err) => {
    defaultControllerError(readable[kState].controller, err);
    state.finish.reject(err);
  });
  return state.finish.promise;
}

function sinkClose(stream) {
  const { controller, readable } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) {
    return state.finish.promise;
  }
  state.finish = deferred();
  const flushed = state.flush(controller);
  clearAlgorithms(controller);
  then(flushed, () => {
    if (readable[kState].state === 'errored') {
      state.finish.reject(readable[kState].storedError);
    } else {
      defaultControllerClose(readable[kState].controller);
      state.finish.resolve();
    }
  }, (err) => {
    defaultControllerError(readable[kState].controller, err);
    state.finish.reject(err);
  });
  return state.finish.promise;
}

function sourceCancel(stream, reason) {
  const { controller, writable } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) {
    return state.finish.promise;
  }
  state.finish = deferred();
  const cancelled = state.cancel(reason);
  clearAlgorithms(controller);
  then(cancelled, () => {
    if (writable[kState].state === 'errored') {
      state.finish.reject(writable[kState].storedError);
    } else {
      writableStreamErrorIfNeeded(writable, reason);
      unblockWrite(stream);
      state.finish.resolve();
    }
  }, (err) => {
    writableStreamErrorIfNeeded(writable, err);
    unblockWrite(stream);
    state.finish.reject(err);
  });
  return state.finish.promise;
}

module.exports = {
  TransformStream,
  TransformStreamDefaultController,
  isTransformStream,
};
