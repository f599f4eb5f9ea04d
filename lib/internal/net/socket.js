'use strict';

// net.Socket: a Duplex over a TCP or Pipe handle. How it comes to be connected
// is in internal/net/connect.

const {
  ArrayIsArray,
  Boolean,
  FunctionPrototypeCall,
  NumberIsNaN,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  Symbol,
} = primordials;
const { UV_ENOTCONN } = internalBinding('uv');
const stream = require('stream');
const { TCP, owner_symbol } = require('internal/stream_handles');
const {
  kAfterAsyncWrite,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kHandle,
  kUpdateTimer,
  onStreamRead,
  setStreamTimeout,
  writeGeneric,
  writevGeneric,
} = require('internal/stream_base_commons');
const {
  ErrnoException,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_HANDLE_TYPE,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  genericNodeError,
} = require('internal/errors');
const { publish } = require('internal/diagnostics');
const { kTimeout } = require('internal/timers');
const { kReinitializeHandle } = require('internal/net');
const {
  createHandle,
  kBytesRead,
  kBytesWritten,
  kLastWriteQueueSize,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  kSetTOS,
  readError,
} = require('internal/net/common');

const { Duplex } = stream;
const kClosing = Symbol('resetAndClosing');

function noop() {}

// --- making -------------------------------------------------------------------

// The handle says whose it is and where its reads go.
function initSocketHandle(socket) {
  const handle = socket._handle;
  socket._sockname = null;
  if (!handle) {
    return;
  }
  handle[owner_symbol] = socket;
  handle.onread = onStreamRead;
  const userBuffer = socket[kBuffer];
  if (userBuffer) {
    const generate = socket[kBufferGen];
    if (generate !== null) {
      const buffer = generate();
      if (!require('internal/util/types').isUint8Array(buffer)) {
        return;
      }
      socket[kBuffer] = buffer;
    }
    handle.useUserBuffer(socket[kBuffer]);
  }
}

function takeOnread(socket, onread) {
  if (onread === null || typeof onread !== 'object' ||
      typeof onread.callback !== 'function') {
    return;
  }
  if (typeof onread.buffer === 'function') {
    socket[kBuffer] = true;
    socket[kBufferGen] = onread.buffer;
    socket[kBufferCb] = onread.callback;
  } else if (require('internal/util/types').isUint8Array(onread.buffer)) {
    socket[kBuffer] = onread.buffer;
    socket[kBufferCb] = onread.callback;
  }
}

function openDescriptor(socket, fd) {
  socket._handle = createHandle(fd, false);
  let err = socket._handle.open(fd);
  // A program that writes and leaves must not lose what it wrote: pipes that
  // are standard output or standard error are written to synchronously.
  if (err === 0 && (fd === 1 || fd === 2) && !(socket._handle instanceof TCP)) {
    err = socket._handle.setBlocking(true);
  }
  if (err) {
    throw new ErrnoException(err, 'open');
  }
}

function checkOptions(options) {
  if (options?.objectMode) {
    throw new ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode,
                                    'is not supported');
  }
  if (options?.readableObjectMode || options?.writableObjectMode) {
    throw new ERR_INVALID_ARG_VALUE(
      `options.${options.readableObjectMode ?
        'readableObjectMode' : 'writableObjectMode'}`,
      options.readableObjectMode || options.writableObjectMode,
      'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    require('internal/validators').validateNumber(
      options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) {
      options.keepAliveInitialDelay = 0;
    }
  }
}

function checkTypeOfService(tos, name) {
  if (typeof tos !== 'number' || NumberIsNaN(tos)) {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', tos);
  }
  require('internal/validators').validateInt32(tos, name, 0, 255);
}

function Socket(options) {
  if (!(this instanceof Socket)) {
    return new Socket(options);
  }
  checkOptions(options);
  this.connecting = false;
  this._hadError = false;
  this[kHandle] = null;
  this._parent = null;
  this._host = null;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCb] = null;
  this[kBufferGen] = null;
  this._closeAfterHandlingError = false;

  options = typeof options === 'number' ? { fd: options } : { ...options };
  // 'close' is emitted here, with whether there was an error.
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  const { signal } = options;
  options.signal = undefined;  // listened to below, not by the stream as well
  FunctionPrototypeCall(Duplex, this, options);

  if (options.handle) {
    this._handle = options.handle;
  } else if (options.fd !== undefined) {
    openDescriptor(this, options.fd);
  }
  takeOnread(this, options.onread ?? null);
  this.on('end', onReadableStreamEnd);
  initSocketHandle(this);
  this._pendingData = null;
  this._pendingEncoding = '';
  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kSetKeepAliveInitialDelay] = ~~(options.keepAliveInitialDelay / 1000);
  this[kSetTOS] = undefined;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  if (options.typeOfService !== undefined) {
    checkTypeOfService(options.typeOfService, 'options.typeOfService');
    this[kSetTOS] = options.typeOfService;
  }
  if (options.blockList) {
    const { BlockList } = require('internal/blocklist');
    if (!BlockList.isBlockList(options.blockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList',
                                     options.blockList);
    }
    this.blockList = options.blockList;
  }

  if (this._handle && options.readable !== false && !options.manualStart) {
    if (options.pauseOnCreate) {
      this._handle.reading = false;
      this._handle.readStop();
      this.readableFlowing = false;
    } else {
      this.read(0);
    }
  }
  if (signal) {
    addClientAbortSignal(this, signal);
  }
}
ObjectSetPrototypeOf(Socket.prototype, Duplex.prototype);
ObjectSetPrototypeOf(Socket, Duplex);

function addClientAbortSignal(socket, signal) {
  require('internal/validators').validateAbortSignal(signal, 'options.signal');
  if (signal.aborted) {
    process.nextTick(abort);
    return;
  }
  const listening =
    require('internal/events/abort_listener').addAbortListener(signal, abort);
  socket.once('close', () => listening[Symbol.dispose]());
  function abort() {
    const { AbortError } = require('internal/errors');
    socket.destroy(new AbortError(undefined, { cause: signal.reason }));
  }
}

// --- time ---------------------------------------------------------------------

// Activity on this socket is activity of those it belongs to (TLS).
Socket.prototype._unrefTimer = function _unrefTimer() {
  for (let s = this; s !== null && s !== undefined; s = s._parent) {
    if (s[kTimeout]) {
      s[kTimeout].refresh();
    }
  }
};

Socket.prototype.setTimeout = setStreamTimeout;

Socket.prototype._onTimeout = function _onTimeout() {
  const handle = this._handle;
  const before = this[kLastWriteQueueSize];
  if (before > 0 && handle) {
    // A write under way that moves is no idleness.
    const { writeQueueSize } = handle;
    if (before !== writeQueueSize) {
      this[kLastWriteQueueSize] = writeQueueSize;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

ObjectDefineProperty(Socket.prototype, kUpdateTimer, {
  __proto__: null,
  get() {
    return this._unrefTimer;
  },
});

// --- options of the handle ----------------------------------------------------

Socket.prototype.setNoDelay = function(enable) {
  enable = Boolean(enable === undefined ? true : enable);
  if (!this._handle) {
    this[kSetNoDelay] = enable;
  } else if (this._handle.setNoDelay && enable !== this[kSetNoDelay]) {
    this[kSetNoDelay] = enable;
    this._handle.setNoDelay(enable);
  }
  return this;
};

Socket.prototype.setKeepAlive = function(enable, initialDelayMsecs) {
  enable = Boolean(enable);
  const delay = ~~(initialDelayMsecs / 1000);
  if (!this._handle) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = delay;
  } else if (this._handle.setKeepAlive &&
             (enable !== this[kSetKeepAlive] ||
              (enable && this[kSetKeepAliveInitialDelay] !== delay))) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = delay;
    this._handle.setKeepAlive(enable, delay);
  }
  return this;
};

Socket.prototype.setTypeOfService = function(tos) {
  checkTypeOfService(tos, 'tos');
  this[kSetTOS] = tos;
  if (this._handle?.setTypeOfService) {
    const err = this._handle.setTypeOfService(tos);
    if (err < 0) {
      throw new ErrnoException(err, 'setTypeOfService');
    }
  }
  return this;
};

Socket.prototype.getTypeOfService = function() {
  if (!this._handle?.getTypeOfService) {
    return this[kSetTOS] ?? 0;
  }
  const tos = this._handle.getTypeOfService();
  if (tos < 0) {
    throw new ErrnoException(tos, 'getTypeOfService');
  }
  return tos;
};

// What was asked for before there was a connection.
function applyOptions(socket, handle) {
  if (socket[kSetNoDelay] && handle.setNoDelay) {
    handle.setNoDelay(true);
  }
  if (socket[kSetKeepAlive] && handle.setKeepAlive) {
    handle.setKeepAlive(true, socket[kSetKeepAliveInitialDelay]);
  }
  if (socket[kSetTOS] !== undefined && handle.setTypeOfService) {
    handle.setTypeOfService(socket[kSetTOS]);
  }
}

Socket.prototype.ref = function() {
  if (!this._handle) {
    this.once('connect', this.ref);
  } else if (typeof this._handle.ref === 'function') {
    this._handle.ref();
  }
  return this;
};

Socket.prototype.unref = function() {
  if (!this._handle) {
    this.once('connect', this.unref);
  } else if (typeof this._handle.unref === 'function') {
    this._handle.unref();
  }
  return this;
};

// --- reading ------------------------------------------------------------------

function tryReadStart(socket) {
  socket._handle.reading = true;
  const err = socket._handle.readStart();
  if (err) {
    socket.destroy(readError(err));
  }
}

Socket.prototype._read = function(n) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(n));
  } else if (!this._handle.reading) {
    tryReadStart(this);
  }
};

// With a buffer of the user's nothing flows through the Readable, so pausing
// has to stop the handle itself.
function canSwitchReading(socket, reading) {
  return socket[kBuffer] && !socket.connecting && socket._handle &&
         socket._handle.reading === reading;
}

Socket.prototype.pause = function() {
  if (canSwitchReading(this, true)) {
    this._handle.reading = false;
    if (!this.destroyed) {
      const err = this._handle.readStop();
      if (err) {
        this.destroy(readError(err));
      }
    }
  }
  return FunctionPrototypeCall(Duplex.prototype.pause, this);
};

Socket.prototype.resume = function() {
  if (canSwitchReading(this, false)) {
    tryReadStart(this);
  }
  return FunctionPrototypeCall(Duplex.prototype.resume, this);
};

Socket.prototype.read = function(n) {
  if (canSwitchReading(this, false)) {
    tryReadStart(this);
  }
  return FunctionPrototypeCall(Duplex.prototype.read, this, n);
};

// The other end has finished and this one may not stay open alone.
function onReadableStreamEnd() {
  if (!this.allowHalfOpen) {
    this.write = writeAfterFIN;
  }
}

function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) {
    return FunctionPrototypeCall(Duplex.prototype.write, this, chunk, encoding,
                                 callback);
  }
  if (typeof encoding === 'function') {
    callback = encoding;
  }
  const err = genericNodeError('This socket has been ended by the other party',
                               { code: 'EPIPE' });
  if (typeof callback === 'function') {
    process.nextTick(callback, err);
  }
  this.destroy(err);
  return false;
}

// --- writing ------------------------------------------------------------------

Socket.prototype._writeGeneric = function(writev, data, encoding, callback) {
  if (this.connecting) {
    // Kept for bytesWritten; goes out when the connection is there.
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () => {
      callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    };
    this.once('connect', function connect() {
      this.removeListener('close', onClose);
      this._writeGeneric(writev, data, encoding, callback);
    });
    this.once('close', onClose);
    return undefined;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(new ERR_SOCKET_CLOSED());
    return false;
  }
  if (this[kTimeout] !== null || this._parent !== null) {
    this._unrefTimer();
  }
  const req = writev ? writevGeneric(this, data, callback) :
    writeGeneric(this, data, encoding, callback);
  if (req.async) {
    this[kLastWriteQueueSize] = req.bytes;
  }
  return undefined;
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._write = function(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

Socket.prototype[kAfterAsyncWrite] = function() {
  this[kLastWriteQueueSize] = 0;
};

// --- the end ------------------------------------------------------------------

Socket.prototype.end = function(data, encoding, callback) {
  FunctionPrototypeCall(Duplex.prototype.end, this, data, encoding, callback);
  return this;
};

function onshutdown(status) {
  this.callback(status < 0 && status !== UV_ENOTCONN ?
    new ErrnoException(status, 'shutdown') : undefined);
}

Socket.prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return undefined;
  }
  if (!this._handle) {
    return callback();
  }
  const req = { oncomplete: onshutdown, handle: this._handle, callback };
  const err = this._handle.shutdown(req);
  if (err === 1 || err === UV_ENOTCONN) {
    return callback();
  }
  if (err !== 0) {
    return callback(new ErrnoException(err, 'shutdown'));
  }
  return undefined;
};

Socket.prototype.destroySoon = function() {
  if (this.writable) {
    this.end();
  }
  if (this.writableFinished) {
    this.destroy();
  } else {
    this.once('finish', this.destroy);
  }
};

Socket.prototype.resetAndDestroy = function() {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED());
    return this;
  }
  if (!(this._handle instanceof TCP)) {
    throw new ERR_INVALID_HANDLE_TYPE();
  }
  if (this.connecting) {
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
  return this;
};

Socket.prototype._reset = function() {
  this[kClosing] = true;
  return this.destroy();
};

function closeHandle(socket, handle, hadError) {
  const closed = () => socket.emit('close', hadError);
  if (socket[kClosing]) {
    socket[kClosing] = false;
    const err = handle.reset(closed);
    if (err === 0) {
      return;
    }
    socket.emit('error', new ErrnoException(err, 'reset'));
  }
  handle.close(closed);
}

Socket.prototype._destroy = function(exception, callback) {
  this.connecting = false;
  for (let s = this; s !== null && s !== undefined; s = s._parent) {
    if (s[kTimeout]) {
      require('timers').clearTimeout(s[kTimeout]);
    }
  }
  const handle = this._handle;
  if (handle) {
    const hadError = Boolean(exception);
    // They stay readable when the handle is gone.
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    if (this._closeAfterHandlingError) {
      // TLS: the error's listeners must see the handle still open.
      process.nextTick(closeHandle, this, handle, hadError);
    } else {
      closeHandle(this, handle, hadError);
    }
    handle.onread = noop;
    this._handle = null;
    this._sockname = null;
    callback(exception);
  } else {
    callback(exception);
    process.nextTick(emitCloseNT, this);
  }
  if (this._server) {
    this._server._connections--;
    this._server._emitCloseIfDrained?.();
  }
};

function emitCloseNT(socket) {
  socket.emit('close', false);
}

// --- what it says about itself ------------------------------------------------

function bytesOf(chunk, encoding) {
  return typeof chunk === 'string' ?
    require('buffer').Buffer.byteLength(chunk, encoding) : chunk.length;
}

function bytesPending(socket) {
  const { writableBuffer, _pendingData: data } = socket;
  let bytes = 0;
  for (let i = 0; i < writableBuffer.length; i++) {
    bytes += bytesOf(writableBuffer[i].chunk, writableBuffer[i].encoding);
  }
  if (ArrayIsArray(data)) {
    for (let i = 0; i < data.length; i++) {
      bytes += bytesOf(data[i].chunk, data[i].encoding);
    }
  } else if (data) {
    bytes += bytesOf(data, socket._pendingEncoding);
  }
  return bytes;
}

function nameOf(socket, field, getter) {
  const handle = socket._handle;
  if (!handle?.[getter] || socket.connecting) {
    return socket[field] || {};
  }
  if (!socket[field]) {
    socket[field] = {};
    handle[getter](socket[field]);
  }
  return socket[field];
}

Socket.prototype._getpeername = function() {
  return nameOf(this, '_peername', 'getpeername');
};

Socket.prototype._getsockname = function() {
  if (!this._handle?.getsockname) {
    return {};
  }
  if (!this._sockname) {
    this._sockname = {};
    this._handle.getsockname(this._sockname);
  }
  return this._sockname;
};

Socket.prototype.address = function() {
  return this._getsockname();
};

function getter(name, get) {
  ObjectDefineProperty(Socket.prototype, name, {
    __proto__: null, configurable: false, enumerable: true, get,
  });
}

getter('bytesRead', function bytesRead() {
  return this._handle ? this._handle.bytesRead : this[kBytesRead];
});
getter('remoteAddress', function remoteAddress() {
  return this._getpeername().address;
});
getter('remoteFamily', function remoteFamily() {
  return this._getpeername().family;
});
getter('remotePort', function remotePort() {
  return this._getpeername().port;
});
getter('localAddress', function localAddress() {
  return this._getsockname().address;
});
getter('localPort', function localPort() {
  return this._getsockname().port;
});
getter('localFamily', function localFamily() {
  return this._getsockname().family;
});
getter('_bytesDispatched', function _bytesDispatched() {
  return this._handle ? this._handle.bytesWritten : this[kBytesWritten];
});
getter('bytesWritten', function bytesWritten() {
  if (!this.writableBuffer) {
    return undefined;
  }
  return this._bytesDispatched + bytesPending(this);
});

function property(name, get, set) {
  ObjectDefineProperty(Socket.prototype, name, {
    __proto__: null, configurable: true, enumerable: false, get, set,
  });
}

property('_connecting', function() {
  return this.connecting;
});
property('pending', function() {
  return !this._handle || this.connecting;
});
property('readyState', function() {
  if (this.connecting) {
    return 'opening';
  }
  if (this.readable) {
    return this.writable ? 'open' : 'readOnly';
  }
  return this.writable ? 'writeOnly' : 'closed';
});
property('bufferSize', function() {
  return this._handle ? this.writableLength : undefined;
});
property('_handle', function() {
  return this[kHandle];
}, function(handle) {
  this[kHandle] = handle;
});

// The next address of a connect with several: a new handle in the old place.
Socket.prototype[kReinitializeHandle] = function(handle) {
  this._handle?.close();
  this._handle = handle;
  this._handle[owner_symbol] = this;
  initSocketHandle(this);
};

Socket.prototype.connect = function(...args) {
  publish('net.client.socket', { socket: this });
  return require('internal/net/connect').connect(this, args);
};

module.exports = { Socket, Stream: Socket, applyOptions, initSocketHandle };
