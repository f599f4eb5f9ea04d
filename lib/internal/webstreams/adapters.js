'use strict';
// SPDX-License-Identifier: MIT
//
// Between Node's streams and the web's: toWeb() and fromWeb().

const {
  PromiseResolve,
  PromisePrototypeThen,
  RegExpPrototypeExec,
  SafePromiseAll,
  TypeError,
  Uint8Array,
} = primordials;

const { Buffer } = require('buffer');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateBoolean, validateObject, validateOneOf } =
  require('internal/validators');
const { destroyer } = require('internal/streams/destroy');
const finished = require('internal/streams/end-of-stream');
const {
  isDestroyed,
  isOutgoingMessage,
  isReadable,
  isWritable,
  isWritableEnded,
} = require('internal/streams/utils');
const { CountQueuingStrategy } =
  require('internal/webstreams/queuingstrategies');
const { ReadableStream, isReadableStream } =
  require('internal/webstreams/readablestream');
const { WritableStream, isWritableStream } =
  require('internal/webstreams/writablestream');
const { isAnyArrayBuffer } = require('internal/util/types');
const { deferred, nop } = require('internal/webstreams/util');

const kNoOptions = { __proto__: null };

// What the web calls an early end and bad compressed data.
function toWebError(cause) {
  const code = cause?.code;
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new AbortError(undefined, { cause });
  }
  if (typeof code === 'string' && RegExpPrototypeExec(
    /^(?:Z_|ERR__ERROR_FORMAT|ERR_PADDING|ERR_TRAILING_JUNK)/, code)) {
    const err = new TypeError(undefined, { cause });
    err.code = code;
    return err;
  }
  return cause;
}

function throwLater(err) {
  process.nextTick(() => {
    throw err;
  });
}

// Calls back; what the callback throws destroys the stream.
function callbackOrDestroy(stream, callback) {
  return (err) => {
    try {
      callback(err);
    } catch (thrown) {
      process.nextTick(() => destroyer(stream, thrown));
    }
  };
}

function newWritableStreamFromStreamWritable(streamWritable,
                                             options = kNoOptions) {
  // HTTP messages that are written to are none of our classes.
  if (typeof streamWritable?._writableState !== 'object' &&
      !(streamWritable && isOutgoingMessage(streamWritable))) {
    throw new ERR_INVALID_ARG_TYPE(
      'streamWritable', 'stream.Writable', streamWritable);
  }
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }

  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ?
    new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let drained;
  let closed;

  const cleanup = finished(streamWritable, (error) => {
    error = toWebError(error);
    cleanup();
    // Errors may come that nobody can be told of any more.
    streamWritable.on('error', nop);
    if (error) {
      drained?.reject(error);
      if (closed !== undefined) {
        closed.reject(error);
        closed = undefined;
      }
      controller.error(error);
      controller = undefined;
    } else if (closed !== undefined) {
      closed.resolve();
      closed = undefined;
    } else {
      controller.error(new AbortError());
      controller = undefined;
    }
  });
  streamWritable.on('drain', () => drained?.resolve());

  return new WritableStream({
    start(c) {
      controller = c;
    },

    write(chunk) {
      try {
        options.validateChunk?.(chunk);
        if (isAnyArrayBuffer(chunk) && !streamWritable.writableObjectMode) {
          chunk = new Uint8Array(chunk);
        }
        if (!streamWritable.writableNeedDrain &&
            streamWritable.write(chunk)) {
          return undefined;
        }
      } catch (err) {
        if (options.destroyOnSyncError) {
          destroyer(streamWritable, err);
        }
        throw err;
      }
      drained = deferred();
      return PromisePrototypeThen(drained.promise, () => {
        drained = undefined;
      }, (err) => {
        drained = undefined;
        throw err;
      });
    },

    abort(reason) {
      destroyer(streamWritable, reason);
    },

    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) {
        closed = deferred();
        streamWritable.end();
        return closed.promise;
      }
      controller = undefined;
      return PromiseResolve();
    },
  }, strategy);
}

// The methods of a writable over the writer of a web stream.
function writerMethods(writer, getStream, isClosed, decodeStrings,
                       objectMode) {
  return {
    writev(chunks, callback) {
      const done = callbackOrDestroy(getStream(), callback);
      PromisePrototypeThen(
        writer.ready,
        () => PromisePrototypeThen(
          SafePromiseAll(chunks, (data) => writer.write(data.chunk)),
          () => done(), done),
        done);
    },

    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && decodeStrings && !objectMode) {
        chunk = Buffer.from(chunk, encoding);
      }
      const done = callbackOrDestroy(getStream(), callback);
      PromisePrototypeThen(
        writer.ready,
        () => PromisePrototypeThen(writer.write(chunk), () => done(), done),
        done);
    },

    final(callback) {
      const done = callbackOrDestroy(getStream(), callback);
      if (isClosed()) {
        done();
      } else {
        PromisePrototypeThen(writer.close(), () => done(), done);
      }
    },
  };
}

function newStreamWritableFromWritableStream(writableStream,
                                             options = kNoOptions) {
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const {
    highWaterMark,
    decodeStrings = true,
    objectMode = false,
    signal,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');

  const Writable = require('internal/streams/writable');
  const writer = writableStream.getWriter();
  let closed = false;
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writerMethods(writer, () => writable, () => closed, decodeStrings,
                     objectMode),

    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (err) {
          throwLater(err);
        }
      };
      if (closed) {
        done();
      } else {
        PromisePrototypeThen(
          error !== null && error !== undefined ?
            writer.abort(error) : writer.close(), done, done);
      }
    },
  });
  PromisePrototypeThen(writer.closed, () => {
    closed = true;
  }, (err) => {
    closed = true;
    destroyer(writable, err);
  });
  return writable;
}

function newReadableStreamFromStreamReadable(streamReadable,
                                             options = kNoOptions) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE(
      'streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  if (options.type !== undefined) {
    validateOneOf(options.type, 'options.type', ['bytes', undefined]);
  }
  const isBYOB = options.type === 'bytes';
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    const readable = new ReadableStream({ type: options.type });
    readable.cancel();
    return readable;
  }

  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  const strategy = isBYOB ? { highWaterMark } : options.strategy ??
    (objectMode ?
      new CountQueuingStrategy({ highWaterMark }) : { highWaterMark });
  let controller;
  let wasCancelled = false;

  // Stop the flow before anybody listens, or chunks are lost.
  streamReadable.pause();
  const cleanup = finished(streamReadable, (error) => {
    error = toWebError(error);
    cleanup();
    // Errors may come that nobody can be told of any more.
    streamReadable.on('error', nop);
    if (error) {
      controller.error(error);
    } else if (!wasCancelled) {
      controller.close();
      if (isBYOB) {
        controller.byobRequest?.respond(0);
      }
    }
  });
  streamReadable.on('data', (chunk) => {
    // A copy: the bytes may be a part of a pool.
    if (chunk instanceof Buffer && !objectMode) {
      chunk = new Uint8Array(chunk);
    }
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) {
      streamReadable.pause();
    }
  });

  return new ReadableStream({
    type: options.type,

    start(c) {
      controller = c;
    },

    pull() {
      streamReadable.resume();
    },

    cancel(reason) {
      wasCancelled = true;
      destroyer(streamReadable, reason);
    },
  }, strategy);
}

function readFrom(reader, stream) {
  PromisePrototypeThen(reader.read(), ({ value, done }) => {
    stream.push(done ? null : value);
  }, (err) => {
    destroyer(stream, err);
  });
}

function newStreamReadableFromReadableStream(readableStream,
                                             options = kNoOptions) {
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  }
  validateBoolean(objectMode, 'options.objectMode');

  const Readable = require('internal/streams/readable');
  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,

    read() {
      readFrom(reader, readable);
    },

    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (err) {
          throwLater(err);
        }
      };
      if (closed) {
        done();
      } else {
        PromisePrototypeThen(reader.cancel(error), done, done);
      }
    },
  });
  PromisePrototypeThen(reader.closed, () => {
    closed = true;
  }, (err) => {
    closed = true;
    destroyer(readable, err);
  });
  return readable;
}

function newReadableWritablePairFromDuplex(duplex, options = kNoOptions) {
  if (typeof duplex?._writableState !== 'object' ||
      typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const type = options.readableType ?? options.type;
  const alive = !isDestroyed(duplex);
  let writable;
  if (alive && isWritable(duplex)) {
    writable = newWritableStreamFromStreamWritable(duplex, options);
  } else {
    writable = new WritableStream();
    writable.close();
  }
  let readable;
  if (alive && isReadable(duplex)) {
    readable = newReadableStreamFromStreamReadable(duplex, { type });
  } else {
    readable = new ReadableStream({ type });
    readable.cancel();
  }
  return { writable, readable };
}

function newStreamDuplexFromReadableWritablePair(pair = kNoOptions,
                                                 options = kNoOptions) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'pair.readable', 'ReadableStream', readableStream);
  }
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'pair.writable', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const {
    allowHalfOpen = false,
    objectMode = false,
    encoding,
    decodeStrings = true,
    highWaterMark,
    signal,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  }

  const Duplex = require('internal/streams/duplex');
  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  let writableClosed = false;
  let readableClosed = false;
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    ...writerMethods(writer, () => duplex, () => writableClosed,
                     decodeStrings, objectMode),

    read() {
      readFrom(reader, duplex);
    },

    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (err) {
          throwLater(err);
        }
      };
      const ends = [];
      if (!writableClosed) {
        ends.push(writer.abort(error));
      }
      if (!readableClosed) {
        ends.push(reader.cancel(error));
      }
      PromisePrototypeThen(SafePromiseAll(ends), done, done);
    },
  });

  PromisePrototypeThen(writer.closed, () => {
    writableClosed = true;
  }, (err) => {
    writableClosed = true;
    readableClosed = true;
    destroyer(duplex, err);
  });
  PromisePrototypeThen(reader.closed, () => {
    readableClosed = true;
  }, (err) => {
    writableClosed = true;
    readableClosed = true;
    destroyer(duplex, err);
  });
  return duplex;
}

module.exports = {
  newReadableStreamFromStreamReadable,
  newReadableWritablePairFromDuplex,
  newStreamDuplexFromReadableWritablePair,
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
  newWritableStreamFromStreamWritable,
};
