'use strict';
// SPDX-License-Identifier: MIT
//
// Questions one may ask of anything that looks like a stream: Node streams,
// old ones without state objects, http messages and web streams. An answer of
// null means that the object does not tell.

const {
  SymbolAsyncIterator,
  SymbolFor,
  SymbolIterator,
} = primordials;

const kIsDestroyed = SymbolFor('nodejs.stream.destroyed');
const kIsErrored = SymbolFor('nodejs.stream.errored');
const kIsReadable = SymbolFor('nodejs.stream.readable');
const kIsWritable = SymbolFor('nodejs.stream.writable');
const kIsDisturbed = SymbolFor('nodejs.stream.disturbed');

const kOnConstructed = require('internal/streams/state').kOnConstructed;
const kIsClosedPromise = SymbolFor('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction =
  SymbolFor('nodejs.webstream.controllerErrorFunction');

function hasMethod(obj, name) {
  return typeof obj[name] === 'function';
}

function isReadableNodeStream(obj, strict = false) {
  return !!(obj && hasMethod(obj, 'pipe') && hasMethod(obj, 'on') &&
    (!strict || (hasMethod(obj, 'pause') && hasMethod(obj, 'resume'))) &&
    (!obj._writableState || obj._readableState?.readable !== false) &&
    (!obj._writableState || obj._readableState));
}

function isWritableNodeStream(obj) {
  return !!(obj && hasMethod(obj, 'write') && hasMethod(obj, 'on') &&
    (!obj._readableState || obj._writableState?.writable !== false));
}

function isDuplexNodeStream(obj) {
  return !!(obj && hasMethod(obj, 'pipe') && obj._readableState &&
    hasMethod(obj, 'on') && hasMethod(obj, 'write'));
}

function isNodeStream(obj) {
  return obj && (obj._readableState || obj._writableState ||
    (hasMethod(obj, 'write') && hasMethod(obj, 'on')) ||
    (hasMethod(obj, 'pipe') && hasMethod(obj, 'on')));
}

function isReadableStream(obj) {
  return !!(obj && !isNodeStream(obj) && hasMethod(obj, 'pipeThrough') &&
    hasMethod(obj, 'getReader') && hasMethod(obj, 'cancel'));
}

function isWritableStream(obj) {
  return !!(obj && !isNodeStream(obj) && hasMethod(obj, 'getWriter') &&
    hasMethod(obj, 'abort'));
}

function isTransformStream(obj) {
  return !!(obj && !isNodeStream(obj) && typeof obj.readable === 'object' &&
    typeof obj.writable === 'object');
}

function isWebStream(obj) {
  return isReadableStream(obj) || isWritableStream(obj) ||
    isTransformStream(obj);
}

// isAsync true or false asks for that kind of iterable, undefined for either.
function isIterable(obj, isAsync) {
  if (obj === null || obj === undefined) {
    return false;
  }
  return (isAsync !== false && hasMethod(obj, SymbolAsyncIterator)) ||
    (isAsync !== true && hasMethod(obj, SymbolIterator));
}

function isDestroyed(stream) {
  if (!isNodeStream(stream)) {
    return null;
  }
  const state = stream._writableState || stream._readableState;
  return !!(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) {
    return null;
  }
  if (stream.writableEnded === true) {
    return true;
  }
  const state = stream._writableState;
  if (state?.errored) {
    return false;
  }
  return typeof state?.ended === 'boolean' ? state.ended : null;
}

function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) {
    return null;
  }
  if (stream.writableFinished === true) {
    return true;
  }
  const state = stream._writableState;
  if (state?.errored) {
    return false;
  }
  if (typeof state?.finished !== 'boolean') {
    return null;
  }
  return state.finished ||
    (strict === false && state.ended === true && state.length === 0);
}

function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) {
    return null;
  }
  const state = stream._readableState;
  if (state?.errored) {
    return false;
  }
  if (typeof state?.endEmitted !== 'boolean') {
    return null;
  }
  return state.endEmitted ||
    (strict === false && state.ended === true && state.length === 0);
}

function isReadable(stream) {
  if (stream && stream[kIsReadable] != null) {
    return stream[kIsReadable];
  }
  if (typeof stream?.readable !== 'boolean') {
    return null;
  }
  return !isDestroyed(stream) && isReadableNodeStream(stream) &&
    stream.readable && !isReadableFinished(stream);
}

function isWritable(stream) {
  if (stream && stream[kIsWritable] != null) {
    return stream[kIsWritable];
  }
  if (typeof stream?.writable !== 'boolean') {
    return null;
  }
  return !isDestroyed(stream) && isWritableNodeStream(stream) &&
    stream.writable && !isWritableEnded(stream);
}

function isFinished(stream, opts) {
  if (!isNodeStream(stream)) {
    return null;
  }
  return isDestroyed(stream) ||
    ((opts?.readable === false || !isReadable(stream)) &&
     (opts?.writable === false || !isWritable(stream)));
}

function isWritableErrored(stream) {
  if (!isNodeStream(stream)) {
    return null;
  }
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

function isReadableErrored(stream) {
  if (!isNodeStream(stream)) {
    return null;
  }
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

function isOutgoingMessage(stream) {
  return typeof stream._closed === 'boolean' &&
    typeof stream._defaultKeepAlive === 'boolean' &&
    typeof stream._removedConnection === 'boolean' &&
    typeof stream._removedContLen === 'boolean';
}

function isServerResponse(stream) {
  return typeof stream._sent100 === 'boolean' && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return typeof stream._consuming === 'boolean' &&
    typeof stream._dumped === 'boolean' &&
    stream.req?.upgradeOrConnect === undefined;
}

function isClosed(stream) {
  if (!isNodeStream(stream)) {
    return null;
  }
  if (typeof stream.closed === 'boolean') {
    return stream.closed;
  }
  const w = stream._writableState?.closed;
  const r = stream._readableState?.closed;
  if (typeof w === 'boolean' || typeof r === 'boolean') {
    return w || r;
  }
  if (typeof stream._closed === 'boolean' && isOutgoingMessage(stream)) {
    return stream._closed;
  }
  return null;
}

function willEmitClose(stream) {
  if (!isNodeStream(stream)) {
    return null;
  }
  const state = stream._writableState || stream._readableState;
  if (!state) {
    return isServerResponse(stream);
  }
  return !!(state.autoDestroy && state.emitClose && state.closed === false);
}

function isDisturbed(stream) {
  return !!(stream && (stream[kIsDisturbed] ??
    (stream.readableDidRead || stream.readableAborted)));
}

function isErrored(stream) {
  return !!(stream && (stream[kIsErrored] ?? stream.readableErrored ??
    stream.writableErrored ?? stream._readableState?.errorEmitted ??
    stream._writableState?.errorEmitted ?? stream._readableState?.errored ??
    stream._writableState?.errored));
}

module.exports = {
  isClosed,
  isDestroyed,
  isDisturbed,
  isDuplexNodeStream,
  isErrored,
  isFinished,
  isIterable,
  isNodeStream,
  isOutgoingMessage,
  isReadable,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isServerRequest,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableEnded,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  kControllerErrorFunction,
  kIsClosedPromise,
  kIsDestroyed,
  kIsDisturbed,
  kIsErrored,
  kIsReadable,
  kIsWritable,
  kOnConstructed,
  willEmitClose,
};
