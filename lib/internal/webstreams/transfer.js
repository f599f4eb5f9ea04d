// SPDX-License-Identifier: MIT
// Web streams that structuredClone() transfers inside one thread: a new
// stream at the end of the old one, which stays locked by it.
'use strict';

const {
  ObjectCreate,
  PromisePrototypeThen,
} = primordials;

const {
  ReadableStream,
  isReadableStream,
} = require('internal/webstreams/readablestream');
const {
  WritableStream,
  isWritableStream,
} = require('internal/webstreams/writablestream');
const {
  TransformStream,
  isTransformStream,
} = require('internal/webstreams/transformstream');
const { kState } = require('internal/webstreams/util');

function isTransferableStream(value) {
  return isReadableStream(value) || isWritableStream(value) ||
    isTransformStream(value);
}

function isLocked(stream) {
  return isTransformStream(stream) ?
    stream.readable.locked || stream.writable.locked : stream.locked;
}

function continueReadable(stream) {
  const reader = stream.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
    cancel(reason) {
      return reader.cancel(reason);
    },
  }, { __proto__: null, highWaterMark: 0 });
}

function continueWritable(stream) {
  const writer = stream.getWriter();
  return new WritableStream({
    start(controller) {
      PromisePrototypeThen(writer.closed, undefined, (reason) => {
        controller.error(reason);
      });
    },
    write(chunk) {
      return writer.write(chunk);
    },
    close() {
      return writer.close();
    },
    abort(reason) {
      return writer.abort(reason);
    },
  });
}

function transferStream(stream) {
  if (isReadableStream(stream)) {
    return continueReadable(stream);
  }
  if (isWritableStream(stream)) {
    return continueWritable(stream);
  }
  const copy = ObjectCreate(TransformStream.prototype);
  copy[kState] = {
    readable: continueReadable(stream.readable),
    writable: continueWritable(stream.writable),
  };
  return copy;
}

module.exports = { isLocked, isTransferableStream, transferStream };
