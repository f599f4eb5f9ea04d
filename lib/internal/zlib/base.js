'use strict';
// SPDX-License-Identifier: MIT
//
// The stream around a codec of any library: a transform that hands chunk after
// chunk to the pool, together with a buffer to fill, and pushes what is in it.

const {
  ObjectDefineProperty, ObjectSetPrototypeOf, Symbol, Uint8Array,
} = primordials;

const binding = internalBinding('zlib');
const {
  codes: { ERR_BUFFER_TOO_LARGE, ERR_TRAILING_JUNK_AFTER_STREAM_END },
  genericNodeError,
} = require('internal/errors');
const assert = require('internal/assert');
const { destroy, queue } = require('internal/async_context');
const { Buffer } = require('buffer');
const { Transform, finished } = require('stream');
const constants = require('internal/zlib/constants');
const { begin } = require('internal/zlib/pool');
const { initializationFailed, readSettings } =
  require('internal/zlib/settings');

const kError = Symbol('kError');
const kFlush = Symbol('kFlush');
const kWork = Symbol('kWork');
const { left } = binding;

// How much each way of flushing writes out, by its number.
const flushRank = new Uint8Array(6);
[constants.Z_NO_FLUSH, constants.Z_BLOCK, constants.Z_PARTIAL_FLUSH,
 constants.Z_SYNC_FLUSH, constants.Z_FULL_FLUSH, constants.Z_FINISH]
  .forEach((flush, rank) => { flushRank[flush] = rank; });

function stronger(a, b) {
  return flushRank[a] > flushRank[b] ? a : b;
}

// A chunk without content for flush(), one for each way.
const flushChunks = [];
for (let flush = 0; flush <= constants.Z_BLOCK; flush++) {
  const chunk = Buffer.alloc(0);
  chunk[kFlush] = flush;
  flushChunks.push(chunk);
}

// What C says: [message, number, code].
function failureError(failure) {
  return genericNodeError(failure[0], { errno: failure[1], code: failure[2] });
}

// A stream's codec at work: the chunk that is on its way through it, a buffer
// full after the other. The async resource of the stream.
class Work {
  constructor(stream) {
    this.stream = stream;
    this.chunk = null;
    this.flush = 0;
    this.callback = null;
    this.offset = 0;  // what of the chunk the codec has not taken yet
    this.length = 0;
    this.room = 0;  // in the buffer that is being filled
    this.busy = false;
    queue(this, 'ZLIB');
  }

  start(chunk, flush, callback) {
    this.chunk = chunk;
    this.flush = flush;
    this.callback = callback;
    this.offset = 0;
    this.length = chunk.byteLength;
    this.write();
  }

  write() {
    const { stream } = this;
    this.room = stream._chunkSize - stream._outOffset;
    this.busy = true;
    binding.write(stream._handle, this.flush, this.chunk, this.offset,
                  this.length, stream._outBuffer, stream._outOffset,
                  begin(this));
  }

  end() {
    const { callback } = this;
    this.chunk = null;
    this.callback = null;
    callback();
  }

  fail(error) {
    this.chunk = null;
    this.callback = null;
    this.stream[kError] = error;
    this.stream.destroy(error);
  }

  // Called by the pool.
  written(availIn, availOut, failure) {
    const { stream } = this;
    this.busy = false;
    if (stream.destroyed) {
      destroy(this);
      this.end();
      return;
    }
    if (failure !== undefined) {
      this.fail(failureError(failure));
      return;
    }
    const taken = this.length - availIn;
    this.offset += taken;
    this.length = availIn;
    stream.bytesWritten += taken;
    const full = !pushFilled(stream, this.room - availOut);
    // Who reads may have closed it.
    if (stream.destroyed) {
      this.end();
    } else if (availOut > 0) {
      this.finish();
    } else if (full) {
      this.waitForReader();
    } else {
      this.write();
    }
  }

  finish() {
    if (this.length > 0) {
      // The data ended before the chunk did.
      if (this.stream._rejectGarbageAfterEnd) {
        this.fail(new ERR_TRAILING_JUNK_AFTER_STREAM_END());
        return;
      }
      this.stream.push(null);
    }
    this.end();
  }

  // More is there than anybody wants to read now.
  waitForReader() {
    const { stream } = this;
    const read = stream._read;
    stream._read = (n) => {
      stream._read = read;
      if (stream._handle) {
        this.write();
      }
      stream._read(n);
    };
  }
}

// The part of the buffer that the codec has just filled.
function takeFilled(stream, size) {
  const start = stream._outOffset;
  const end = start + size;
  const filled = stream._outBuffer.slice(start, end);
  stream._outOffset = end;
  if (end >= stream._chunkSize) {
    stream._outBuffer = Buffer.allocUnsafe(stream._chunkSize);
    stream._outOffset = 0;
  }
  return filled;
}

// Whether more is wanted.
function pushFilled(stream, size) {
  return size === 0 || stream.push(takeFilled(stream, size));
}

function closeHandle(stream) {
  const { _handle: handle } = stream;
  if (handle) {
    stream._handle = null;
    binding.close(handle);
    if (!stream[kWork].busy) {
      destroy(stream[kWork]);
    }
  }
}

// What the constructors of all classes do.
function initialize(stream, options, mode) {
  const settings = readSettings(mode, options);
  const handle = binding.open(settings.dictionary);
  if (handle === undefined) {
    throw initializationFailed(mode);
  }
  if (options && typeof options === 'object' &&
      (options.encoding || options.objectMode || options.writableObjectMode)) {
    options = { ...options };
    options.encoding = null;
    options.objectMode = false;
    options.writableObjectMode = false;
  }
  Transform.call(stream, { autoDestroy: true, ...options });
  stream[kError] = null;
  stream[kWork] = new Work(stream);
  stream.bytesWritten = 0;
  stream._handle = handle;
  stream._outBuffer = Buffer.allocUnsafe(settings.chunkSize);
  stream._outOffset = 0;
  stream._chunkSize = settings.chunkSize;
  stream._defaultFlushFlag = settings.flush;
  stream._finishFlushFlag = settings.finishFlush;
  stream._defaultFullFlushFlag = settings.fullFlush;
  stream._info = settings.info;
  stream._maxOutputLength = settings.maxOutputLength;
  stream._rejectGarbageAfterEnd = settings.rejectGarbageAfterEnd;
  return settings;
}

function ZlibBase(options, mode) {
  initialize(this, options, mode);
}
ObjectSetPrototypeOf(ZlibBase.prototype, Transform.prototype);
ObjectSetPrototypeOf(ZlibBase, Transform);

ObjectDefineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return !this._handle;
  },
});

ZlibBase.prototype.reset = function() {
  assert(this._handle, 'zlib binding closed');
  return binding.reset(this._handle) ? undefined :
    this.destroy(initializationFailed(0));
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

// Its own _final, or Transform's would flush as well (see prefinish).
ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' ||
      (kind === undefined && callback === undefined)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) {
      process.nextTick(callback);
    }
  } else if (this.writableEnded) {
    if (callback) {
      this.once('end', callback);
    }
  } else {
    this.write(flushChunks[kind], '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) {
    finished(this, callback);
  }
  this.destroy();
};

ZlibBase.prototype._destroy = function(err, callback) {
  closeHandle(this);
  callback(err);
};

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = this._defaultFlushFlag;
  if (typeof chunk[kFlush] === 'number') {
    flush = chunk[kFlush];
  }
  if (this.writableEnded && this.writableLength === chunk.byteLength) {
    flush = stronger(flush, this._finishFlushFlag);
  }
  processChunk(this, chunk, flush, callback);
};

function processChunk(stream, chunk, flush, callback) {
  if (!stream._handle) {
    process.nextTick(callback);
    return;
  }
  stream[kWork].start(chunk, flush, callback);
}

// Undocumented, but programs use it.
ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  if (typeof callback === 'function') {
    processChunk(this, chunk, flush, callback);
    return;
  }
  return processChunkSync(this, chunk, flush);
};

// Everything that comes of this chunk, at once. Closes the codec.
function processChunkSync(stream, chunk, flush) {
  assert(stream._handle, 'zlib binding closed');
  const parts = [];
  let size = 0;
  let offset = 0;
  let length = chunk.byteLength;
  for (;;) {
    const room = stream._chunkSize - stream._outOffset;
    const failure = binding.writeSync(stream._handle, flush, chunk, offset,
                                      length, stream._outBuffer,
                                      stream._outOffset);
    if (failure !== undefined) {
      const error = failureError(failure);
      // Who is told by the exception need not listen.
      stream.on('error', () => {});
      stream.destroy(error);
      throw error;
    }
    const { 0: availIn, 1: availOut } = left;
    offset += length - availIn;
    stream.bytesWritten += length - availIn;
    length = availIn;
    const got = room - availOut;
    if (got > 0) {
      parts.push(takeFilled(stream, got));
      size += got;
      if (size > stream._maxOutputLength) {
        closeHandle(stream);
        throw new ERR_BUFFER_TOO_LARGE(stream._maxOutputLength);
      }
    }
    if (availOut > 0) {
      break;
    }
  }
  closeHandle(stream);
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, size);
}

module.exports = {
  ZlibBase,
  failureError,
  initialize,
  kError,
  processChunkSync,
};
