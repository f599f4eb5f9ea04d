'use strict';

// How streams stand on the handles of internal/stream_handles: reading into
// push(), writing out of _write() and _writev(), and idle timeouts. Any object
// with a handle's methods will do as the handle (JSStreamSocket has them too).

const { Symbol } = primordials;
const { UV_EOF } = internalBinding('uv');
const {
  kArrayBufferOffset,
  kLastWriteWasAsync,
  kReadBytesOrError,
  owner_symbol,
  streamBaseState,
} = require('internal/stream_handles');
const { ErrnoException } = require('internal/errors');
const { FastBuffer } = require('internal/buffer');
const {
  getTimerDuration,
  kTimeout,
  setUnrefTimeout,
} = require('internal/timers');
const { validateFunction } = require('internal/validators');

const kMaybeDestroy = Symbol('kMaybeDestroy');
const kUpdateTimer = Symbol('kUpdateTimer');
const kAfterAsyncWrite = Symbol('kAfterAsyncWrite');
const kHandle = Symbol('kHandle');
const kSession = Symbol('kSession');
const kBuffer = Symbol('kBuffer');
const kBufferGen = Symbol('kBufferGen');
const kBufferCb = Symbol('kBufferCb');

// What a handle calls when a write that had to wait is over.
function onWriteComplete(status) {
  let stream = this.handle[owner_symbol];
  if (stream?.constructor?.name === 'ReusedHandle') {
    stream = stream.handle;
  }
  const { callback } = this;
  if (stream.destroyed) {
    if (typeof callback === 'function') {
      callback(null);
    }
    return;
  }
  if (status < 0) {
    const err = new ErrnoException(status, 'write', this.error);
    if (typeof callback === 'function') {
      callback(err);
    } else {
      stream.destroy(err);
    }
    return;
  }
  stream[kUpdateTimer]();
  stream[kAfterAsyncWrite](this);
  if (typeof callback === 'function') {
    callback(null);
  }
}

class WriteWrap {
  constructor(handle, callback) {
    this.handle = handle;
    this.oncomplete = onWriteComplete;
    this.async = false;
    this.bytes = 0;
    this.buffer = null;  // keeps what is being written
    this.callback = callback;
    this.error = undefined;
  }
}

function sendText(req, text, encoding) {
  const { handle } = req;
  switch (encoding) {
    case 'buffer':
      return handle.writeBuffer(req, text);
    case 'utf8':
    case 'utf-8':
      return handle.writeUtf8String(req, text);
    case 'latin1':
    case 'binary':
      return handle.writeLatin1String(req, text);
    case 'ascii':
      return handle.writeAsciiString(req, text);
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return handle.writeUcs2String(req, text);
    default:
      return handle.writeBuffer(
        req, require('buffer').Buffer.from(text, encoding));
  }
}

// The stream's callback: now when the write is done already.
function dispatched(req, err, callback) {
  req.async = streamBaseState[kLastWriteWasAsync] !== 0;
  if (err !== 0) {
    callback(new ErrnoException(err, 'write', req.error));
  } else if (!req.async && typeof callback === 'function') {
    callback();
  }
  return req;
}

function writeGeneric(stream, data, encoding, callback) {
  const req = new WriteWrap(stream[kHandle], callback);
  return dispatched(req, sendText(req, data, encoding), callback);
}

function writevGeneric(stream, data, callback) {
  const req = new WriteWrap(stream[kHandle], callback);
  const { allBuffers } = data;
  const chunks = [];
  for (let i = 0; i < data.length; i++) {
    chunks.push(data[i].chunk);
    if (!allBuffers) {
      chunks.push(data[i].encoding);
    }
  }
  return dispatched(req, req.handle.writev(req, chunks, allBuffers), callback);
}

function stopReading(stream, handle) {
  handle.reading = false;
  if (!stream.destroyed) {
    const err = handle.readStop();
    if (err) {
      stream.destroy(new ErrnoException(err, 'read'));
    }
  }
}

// Gives the bytes to the owner of the buffer (net's `onread`); the answer is
// the buffer for the next read, when it is another one.
function readIntoOwn(stream, handle, nread) {
  const go = stream[kBufferCb](nread, stream[kBuffer]) !== false;
  let next;
  const generate = stream[kBufferGen];
  if (generate !== null) {
    next = generate();
    if (require('internal/util/types').isUint8Array(next)) {
      stream[kBuffer] = next;
    } else {
      next = undefined;
    }
  }
  if (!go) {
    stopReading(stream, handle);
  }
  return next;
}

function onStreamEnd(stream) {
  // The rest waits until what came before has been consumed.
  if (stream._readableState.endEmitted) {
    stream[kMaybeDestroy]?.();
    return;
  }
  if (stream[kMaybeDestroy]) {
    stream.on('end', stream[kMaybeDestroy]);
  }
  stream.push(null);
  stream.read(0);
}

// A handle's `onread`.
function onStreamRead(arrayBuffer) {
  const nread = streamBaseState[kReadBytesOrError];
  const offset = streamBaseState[kArrayBufferOffset];
  const stream = this[owner_symbol];
  stream[kUpdateTimer]();
  if (nread > 0) {
    if (stream.destroyed) {
      return undefined;
    }
    if (stream[kBuffer]) {
      return readIntoOwn(stream, this, nread);
    }
    if (!stream.push(new FastBuffer(arrayBuffer, offset, nread))) {
      stopReading(stream, this);
    }
  } else if (nread === UV_EOF) {
    onStreamEnd(stream);
  } else if (nread !== 0) {
    // It was the other end: the error says so to whoever looks for it.
    stream.destroy(new ErrnoException(nread, 'read'));
  }
  return undefined;
}

// setTimeout() of sockets and of HTTP/2 streams.
function setStreamTimeout(msecs, callback) {
  if (this.destroyed) {
    return this;
  }
  this.timeout = msecs;
  const duration = getTimerDuration(msecs, 'msecs');
  const { clearTimeout } = require('timers');
  // An idle timer restarts even when it is the same: Node does so too.
  clearTimeout(this[kTimeout]);
  if (duration === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
    return this;
  }
  this[kTimeout] = setUnrefTimeout(() => this._onTimeout(), duration);
  this[kSession]?.[kUpdateTimer]();
  if (callback !== undefined) {
    validateFunction(callback, 'callback');
    this.once('timeout', callback);
  }
  return this;
}

module.exports = {
  WriteWrap,
  kAfterAsyncWrite,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kHandle,
  kMaybeDestroy,
  kSession,
  kUpdateTimer,
  onStreamRead,
  setStreamTimeout,
  writeGeneric,
  writevGeneric,
};
