// SPDX-License-Identifier: MIT
// fs.ReadStream and fs.WriteStream. Functions, not classes: programs call them
// without new and inherit from them by hand, and some bring an open() of their
// own, or a whole fs of their own in options.fs.
'use strict';

const {
  MathMin, ObjectDefineProperty, ObjectSetPrototypeOf, Symbol,
} = primordials;

const { Buffer } = require('buffer');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED,
    ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED, ERR_SYSTEM_ERROR,
  },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateFunction, validateInteger } =
  require('internal/validators');
const { errorOrDestroy } = require('internal/streams/destroy');
const fs = require('fs');
const {
  copyObject, getOptions, getValidatedFd, validatePath,
} = require('internal/fs/utils');
const { Readable, Writable, finished } = require('stream');

const kIoDone = Symbol('kIoDone');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kDefaultHighWaterMark = 64 * 1024;
const kMaxRetries = 5;

// The functions of fs that a stream over a FileHandle uses.
function handleOperations(handle) {
  const { kUnref } = require('internal/fs/promises');
  return {
    open() {
      throw new ERR_METHOD_NOT_IMPLEMENTED('open()');
    },
    close(fd, callback) {
      handle[kUnref]();
      handle.close().then(() => callback(), callback);
    },
    fsync(fd, callback) {
      handle.sync().then(() => callback(), callback);
    },
    read(fd, buffer, offset, length, position, callback) {
      handle.read(buffer, offset, length, position).then(
        (result) => callback(null, result.bytesRead, result.buffer),
        (err) => callback(err, 0, buffer));
    },
    write(fd, buffer, offset, length, position, callback) {
      handle.write(buffer, offset, length, position).then(
        (result) => callback(null, result.bytesWritten, result.buffer),
        (err) => callback(err, 0, buffer));
    },
    writev(fd, buffers, position, callback) {
      handle.writev(buffers, position).then(
        (result) => callback(null, result.bytesWritten, result.buffers),
        (err) => callback(err, 0, buffers));
    },
  };
}

function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    return options.fd;
  }
  const { FileHandle, kRef } = require('internal/fs/promises');
  if (typeof options.fd === 'object' && options.fd instanceof FileHandle) {
    const handle = options.fd;
    if (options.fs) {
      throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    }
    stream[kHandle] = handle;
    stream[kFs] = handleOperations(handle);
    handle[kRef]();
    handle.on('close', () => stream.close());
    return handle.fd;
  }
  throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'],
                                 options.fd);
}

// What both kinds do first with their arguments.
function begin(stream, path, options, flags) {
  if (options.fd == null) {
    stream.fd = null;
    stream[kFs] = options.fs || fs;
    validateFunction(stream[kFs].open, 'options.fs.open');
    stream.path = typeof path === 'object' && path?.href ?
      require('internal/url').toPathIfFileURL(path) : path;
    stream.flags = options.flags === undefined ? flags : options.flags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(stream.path);
  } else {
    stream.fd = getValidatedFd(importFd(stream, options));
  }
  options.autoDestroy =
    options.autoClose === undefined ? true : options.autoClose;
}

function validateCloser(stream, options) {
  if (options.autoDestroy) {
    validateFunction(stream[kFs].close, 'options.fs.close');
  }
}

// A program's own open() tells by events what it did.
function constructByEvents(stream, callback) {
  const { emit } = stream;
  stream.emit = function(...args) {
    if (args[0] === 'open') {
      this.emit = emit;
      callback();
      emit.apply(this, args);
    } else if (args[0] === 'error') {
      this.emit = emit;
      callback(args[1]);
    } else {
      emit.apply(this, args);
    }
  };
  stream.open();
}

function _construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (typeof stream.open === 'function') {
    constructByEvents(stream, callback);
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (err, fd) => {
    if (err) {
      callback(err);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', fd);
    stream.emit('ready');
  });
}

function closeFd(stream, err, callback) {
  stream[kFs].close(stream.fd, (failed) => callback(failed || err));
  stream.fd = null;
}

function closeStream(stream, err, callback) {
  if (!stream.fd) {
    callback(err);
  } else if (stream.flush) {
    stream[kFs].fsync(stream.fd,
                      (failed) => closeFd(stream, err || failed, callback));
  } else {
    closeFd(stream, err, callback);
  }
}

// The file may be closed when no operation is on it.
function _destroy(err, callback) {
  if (this[kIsPerformingIO]) {
    this.once(kIoDone, (failed) => closeStream(this, err || failed, callback));
  } else {
    closeStream(this, err, callback);
  }
}

// autoClose is the stream's autoDestroy, under its own name.
function defineAutoClose(constructor, key) {
  function stateOf(stream) {
    if (stream[key] === undefined) {
      throw new ERR_INVALID_THIS(constructor.name);
    }
    return stream[key];
  }
  ObjectDefineProperty(constructor.prototype, 'autoClose', {
    __proto__: null,
    get() {
      return stateOf(this).autoDestroy;
    },
    set(value) {
      stateOf(this).autoDestroy = value;
    },
  });
}

// --- reading ---------------------------------------------------------------

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) {
    return new ReadStream(path, options);
  }
  options = copyObject(getOptions(options, kEmptyObject));
  if (options.highWaterMark === undefined) {
    options.highWaterMark = kDefaultHighWaterMark;
  }
  begin(this, path, options, 'r');
  validateFunction(this[kFs].read, 'options.fs.read');
  validateCloser(this, options);
  this.start = options.start;
  this.end = options.end;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end === undefined) {
    this.end = Infinity;
  } else if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE(
        'start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Readable.call(this, options);
  if (options.encoding) {
    this.setEncoding(options.encoding);
  }
}
ObjectSetPrototypeOf(ReadStream.prototype, Readable.prototype);
ObjectSetPrototypeOf(ReadStream, Readable);

defineAutoClose(ReadStream, '_readableState');

ReadStream.prototype._construct = _construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ?
    MathMin(this.end - this.pos + 1, n) :
    MathMin(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const target = Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, target, 0, n, this.pos, (err, bytes, buffer) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      this.emit(kIoDone, err);
      return;
    }
    if (err) {
      errorOrDestroy(this, err);
      return;
    }
    if (bytes <= 0) {
      this.push(null);
      return;
    }
    if (this.pos !== undefined) {
      this.pos += bytes;
    }
    this.bytesRead += bytes;
    // A short read gives back the memory that it did not need.
    this.push(bytes === buffer.length ?
      buffer : Buffer.from(buffer.subarray(0, bytes)));
  });
};

ReadStream.prototype._destroy = _destroy;

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    finished(this, callback);
  }
  this.destroy();
};

function definePending(prototype) {
  ObjectDefineProperty(prototype, 'pending', {
    __proto__: null,
    configurable: true,
    get() {
      return this.fd === null;
    },
  });
}
definePending(ReadStream.prototype);

// --- writing ---------------------------------------------------------------

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) {
    return new WriteStream(path, options);
  }
  options = copyObject(getOptions(options, kEmptyObject));
  options.decodeStrings = true;
  begin(this, path, options, 'w');
  const { write, writev } = this[kFs];
  if (!write && !writev) {
    throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', write);
  }
  if (write) {
    validateFunction(write, 'options.fs.write');
  }
  if (writev) {
    validateFunction(writev, 'options.fs.writev');
  }
  validateCloser(this, options);
  this.flush = options.flush;
  if (this.flush == null) {
    this.flush = false;
  } else {
    validateBoolean(this.flush, 'options.flush');
    validateFunction(this[kFs].fsync, 'options.fs.fsync');
  }
  // Without one of the two the stream falls back on the other.
  if (!write) {
    this._write = null;
  }
  if (!writev) {
    this._writev = null;
  }
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Writable.call(this, options);
  if (options.encoding) {
    this.setDefaultEncoding(options.encoding);
  }
}
ObjectSetPrototypeOf(WriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(WriteStream, Writable);

defineAutoClose(WriteStream, '_writableState');

WriteStream.prototype._construct = _construct;

function gaveUp() {
  return new ERR_SYSTEM_ERROR({
    code: 'EAGAIN', message: 'write failed', syscall: 'write', errno: -11,
  });
}

// Ends an operation: true when the stream is gone and the callback called.
function ended(stream, err, callback) {
  if (stream.destroyed || err) {
    callback(err || new ERR_STREAM_DESTROYED('write'));
    return true;
  }
  return false;
}

function writeAll(stream, data, size, pos, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, pos, (err, bytes, buffer) => {
    // Not now: again, a few times.
    if (err?.code === 'EAGAIN') {
      err = null;
      bytes = 0;
    }
    if (ended(stream, err, callback)) {
      return;
    }
    stream.bytesWritten += bytes;
    retries = bytes ? 0 : retries + 1;
    size -= bytes;
    if (retries > kMaxRetries) {
      callback(gaveUp());
    } else if (size > 0) {
      writeAll(stream, buffer.slice(bytes), size,
               pos === undefined ? undefined : pos + bytes, callback, retries);
    } else {
      callback();
    }
  });
}

function writevAll(stream, chunks, size, pos, callback, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, pos, (err, bytes, buffers) => {
    if (err?.code === 'EAGAIN') {
      err = null;
      bytes = 0;
    }
    if (ended(stream, err, callback)) {
      return;
    }
    stream.bytesWritten += bytes;
    retries = bytes ? 0 : retries + 1;
    size -= bytes;
    if (retries > kMaxRetries) {
      callback(gaveUp());
    } else if (size > 0) {
      const rest = Buffer.concat(buffers).slice(bytes);
      writevAll(stream, [rest], size,
                pos === undefined ? undefined : pos + bytes, callback, retries);
    } else {
      callback();
    }
  });
}

function finishIo(stream, err, callback) {
  stream[kIsPerformingIO] = false;
  if (stream.destroyed) {
    callback(err);
    stream.emit(kIoDone, err);
    return;
  }
  callback(err);
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos,
           (err) => finishIo(this, err, callback));
  if (this.pos !== undefined) {
    this.pos += data.length;
  }
};

WriteStream.prototype._writev = function(data, callback) {
  const chunks = [];
  let size = 0;
  for (let i = 0; i < data.length; i++) {
    const { chunk } = data[i];
    chunks.push(chunk);
    size += chunk.length;
  }
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos,
            (err) => finishIo(this, err, callback));
  if (this.pos !== undefined) {
    this.pos += size;
  }
};

WriteStream.prototype._destroy = _destroy;

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose nothing else would destroy it.
  if (!this.autoClose) {
    this.on('finish', this.destroy);
  }
  // An end, not a destroy: what was written goes out first.
  this.end();
};

// No difference to end() here.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

definePending(WriteStream.prototype);

module.exports = { ReadStream, WriteStream };
