'use strict';
// SPDX-License-Identifier: MIT
//
// The end of a readable stream, and its default controller: a queue of
// chunks that pull() of the source fills up to the high water mark.
//
// A read is an object { chunk(value), close(value), error(err) }.

const {
  PromiseResolve,
  Symbol,
} = primordials;

const {
  codes: { ERR_INVALID_STATE },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const {
  kControllerErrorFunction,
  kIsClosedPromise,
} = require('internal/streams/utils');
const {
  SizedQueue,
  checkInternal,
  checkThis,
  customInspect,
  defineIdl,
  kInternal,
  kState,
  settle,
  then,
} = require('internal/webstreams/util');

// What a stream asks of either kind of controller.
const kPullSteps = Symbol('kPullSteps');
const kCancelSteps = Symbol('kCancelSteps');
const kReleaseSteps = Symbol('kReleaseSteps');

function readableStreamClose(stream) {
  const state = stream[kState];
  state.state = 'closed';
  stream[kIsClosedPromise].resolve();
  const { reader } = state;
  if (reader === undefined) {
    return;
  }
  settle(reader[kState].closed, true);
  if (!reader[kState].isBYOB) {
    const { requests } = reader[kState];
    reader[kState].requests = [];
    for (const request of requests) {
      request.close();
    }
  }
}

function readableStreamError(stream, err) {
  const state = stream[kState];
  state.state = 'errored';
  state.storedError = err;
  stream[kIsClosedPromise].reject(err);
  const { reader } = state;
  if (reader === undefined) {
    return;
  }
  settle(reader[kState].closed, false, err);
  failRequests(reader, err);
}

function failRequests(reader, err) {
  const { requests } = reader[kState];
  reader[kState].requests = [];
  for (const request of requests) {
    request.error(err);
  }
}

class ReadableStreamDefaultController {
  constructor(key) {
    checkInternal(key);
  }

  get desiredSize() {
    checkThis(this, ReadableStreamDefaultController);
    return desiredSizeOf(this);
  }

  close() {
    checkThis(this, ReadableStreamDefaultController);
    if (!canCloseOrEnqueue(this)) {
      throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    }
    defaultControllerClose(this);
  }

  enqueue(chunk = undefined) {
    checkThis(this, ReadableStreamDefaultController);
    if (!canCloseOrEnqueue(this)) {
      throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    }
    defaultControllerEnqueue(this, chunk);
  }

  error(error = undefined) {
    checkThis(this, ReadableStreamDefaultController);
    defaultControllerError(this, error);
  }

  [kCancelSteps](reason) {
    const { algorithms, queue } = this[kState];
    queue.reset();
    this[kState].algorithms = undefined;
    return algorithms.cancel(reason);
  }

  [kPullSteps](request) {
    const { queue, stream } = this[kState];
    if (queue.length > 0) {
      request.chunk(takeChunk(this));
    } else {
      stream[kState].reader[kState].requests.push(request);
      pullIfNeeded(this);
    }
  }

  [kReleaseSteps]() {}

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {});
  }
}
defineIdl(ReadableStreamDefaultController,
          ['desiredSize', 'close', 'enqueue', 'error']);

// algorithms: { start, pull, cancel }; the last two return promises.
function createDefaultController(stream, algorithms, highWaterMark, size) {
  const controller = new ReadableStreamDefaultController(kInternal);
  controller[kState] = {
    stream,
    algorithms,
    highWaterMark,
    size,
    queue: new SizedQueue(),
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
  };
  stream[kState].controller = controller;
  stream[kControllerErrorFunction] = (err) => controller.error(err);
  startController(controller, pullIfNeeded, defaultControllerError);
}

function startController(controller, pull, fail) {
  const started = controller[kState].algorithms.start(controller);
  then(PromiseResolve(started), () => {
    controller[kState].started = true;
    pull(controller);
  }, (err) => {
    fail(controller, err);
  });
}

// Calls pull() of the source, once at a time.
function callPull(controller, shouldPull, fail) {
  const state = controller[kState];
  if (!shouldPull(controller)) {
    return;
  }
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  then(state.algorithms.pull(controller), () => {
    state.pulling = false;
    if (state.pullAgain) {
      state.pullAgain = false;
      callPull(controller, shouldPull, fail);
    }
  }, (err) => {
    fail(controller, err);
  });
}

function pullIfNeeded(controller) {
  callPull(controller, shouldCallPull, defaultControllerError);
}

function shouldCallPull(controller) {
  const { started, stream } = controller[kState];
  return started && canCloseOrEnqueue(controller) &&
    (hasReadRequests(stream) || desiredSizeOf(controller) > 0);
}

function hasReadRequests(stream) {
  const { reader } = stream[kState];
  return reader !== undefined && reader[kState].requests.length > 0;
}

function canCloseOrEnqueue(controller) {
  return !controller[kState].closeRequested &&
    controller[kState].stream[kState].state === 'readable';
}

function desiredSizeOf(controller) {
  const { highWaterMark, queue, stream } = controller[kState];
  switch (stream[kState].state) {
    case 'errored': return null;
    case 'closed': return 0;
    default: return highWaterMark - queue.totalSize;
  }
}

function takeChunk(controller) {
  const { closeRequested, queue, stream } = controller[kState];
  const chunk = queue.shift();
  if (closeRequested && queue.length === 0) {
    controller[kState].algorithms = undefined;
    readableStreamClose(stream);
  } else {
    pullIfNeeded(controller);
  }
  return chunk;
}

// The result of a read that needs not wait, or undefined.
function takeReady(stream) {
  const { controller, state } = stream[kState];
  if (state === 'readable' &&
      controller instanceof ReadableStreamDefaultController &&
      controller[kState].queue.length > 0) {
    stream[kState].disturbed = true;
    return { value: takeChunk(controller), done: false };
  }
  return undefined;
}

function defaultControllerClose(controller) {
  if (!canCloseOrEnqueue(controller)) {
    return;
  }
  controller[kState].closeRequested = true;
  if (controller[kState].queue.length === 0) {
    controller[kState].algorithms = undefined;
    readableStreamClose(controller[kState].stream);
  }
}

function defaultControllerEnqueue(controller, chunk) {
  if (!canCloseOrEnqueue(controller)) {
    return;
  }
  const { queue, size, stream } = controller[kState];
  if (hasReadRequests(stream)) {
    stream[kState].reader[kState].requests.shift().chunk(chunk);
  } else {
    try {
      queue.push(chunk, size(chunk));
    } catch (err) {
      defaultControllerError(controller, err);
      throw err;
    }
  }
  pullIfNeeded(controller);
}

function defaultControllerError(controller, err) {
  const { queue, stream } = controller[kState];
  if (stream[kState].state === 'readable') {
    queue.reset();
    controller[kState].algorithms = undefined;
    readableStreamError(stream, err);
  }
}

module.exports = {
  ReadableStreamDefaultController,
  callPull,
  canCloseOrEnqueue,
  createDefaultController,
  defaultControllerClose,
  defaultControllerEnqueue,
  defaultControllerError,
  desiredSizeOf,
  failRequests,
  hasReadRequests,
  kCancelSteps,
  kPullSteps,
  kReleaseSteps,
  readableStreamClose,
  readableStreamError,
  startController,
  takeReady,
};
