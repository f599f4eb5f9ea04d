'use strict';

// net.Server: a listening handle and what becomes of its connections.

const {
  Boolean,
  FunctionPrototypeCall,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  Promise,
  SymbolAsyncDispose,
  SymbolDispose,
} = primordials;
const { triggeredBy } = require('internal/async_context');
const { publish, publishTrace } = require('internal/diagnostics');
const { UV_EINVAL } = internalBinding('uv');
const EventEmitter = require('events');
const {
  Pipe,
  PipeConstants,
  TCP,
  TCPConstants,
  owner_symbol,
} = require('internal/stream_handles');
const {
  ErrnoException,
  UVExceptionWithHostPort,
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_SERVER_ALREADY_LISTEN,
    ERR_SERVER_NOT_RUNNING,
  },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateNumber,
  validatePort,
} = require('internal/validators');
const { isIP } = require('internal/net');
const {
  checkBindError,
  createHandle,
  isPipeName,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  toNumber,
  normalizeArgs,
} = require('internal/net/common');

const DEFAULT_IPV4_ADDR = '0.0.0.0';
const DEFAULT_IPV6_ADDR = '::';

function Server(options, connectionListener) {
  if (!(this instanceof Server)) {
    return new Server(options, connectionListener);
  }
  FunctionPrototypeCall(EventEmitter, this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = undefined;
    this.on('connection', connectionListener);
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
    if (typeof connectionListener === 'function') {
      this.on('connection', connectionListener);
    }
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  options ??= {};
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay,
                   'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) {
      options.keepAliveInitialDelay = 0;
    }
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) {
      options.highWaterMark = require('internal/streams/state')
        .getDefaultHighWaterMark();
    }
  }
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ??
    require('internal/streams/state').getDefaultHighWaterMark();
  if (options.blockList) {
    const { BlockList } = require('internal/blocklist');
    if (!BlockList.isBlockList(options.blockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList',
                                     options.blockList);
    }
    this.blockList = options.blockList;
  }
}
ObjectSetPrototypeOf(Server.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Server, EventEmitter);

// --- handles ------------------------------------------------------------------

// A handle that is bound or open; a negative code when it cannot be.
function createServerHandle(address, port, addressType, fd, flags) {
  let handle;
  if (typeof fd === 'number' && fd >= 0) {
    try {
      handle = createHandle(fd, true);
    } catch {
      return UV_EINVAL;
    }
    const err = handle.open(fd);
    return err ? err : handle;
  }
  let err = 0;
  if (port === -1 && addressType === -1) {
    handle = new Pipe(PipeConstants.SERVER);
    err = handle.bind(address);
  } else {
    handle = new TCP(TCPConstants.SERVER);
    if (address || port) {
      err = bindAddress(handle, address, port, addressType, flags);
    }
  }
  if (err) {
    handle.close();
    return err;
  }
  return handle;
}

function bindAddress(handle, address, port, addressType, flags) {
  if (addressType === 6) {
    return handle.bind6(address, port, flags);
  }
  return handle.bind(address || DEFAULT_IPV4_ADDR, port, flags);
}

// Every address of the machine: of both families where it has IPv6.
function createWildcardHandle(port, fd, flags) {
  const handle = createServerHandle(DEFAULT_IPV6_ADDR, port, 6, fd, flags);
  return typeof handle !== 'number' ?
    { handle, address: DEFAULT_IPV6_ADDR, addressType: 6 } :
    { handle: createServerHandle(DEFAULT_IPV4_ADDR, port, 4, fd, flags),
      address: DEFAULT_IPV4_ADDR, addressType: 4 };
}

function failToListen(server, error) {
  publishTrace('net.server.listen', 'error', { server, error });
  process.nextTick(emitErrorNT, server, error);
}

function emitErrorNT(self, err) {
  self.emit('error', err);
}

function emitListeningNT(self) {
  if (self._handle) {
    self.emit('listening');
  }
}

// Makes the handle where there is none, and listens on it.
function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let made;
    if (!address && typeof fd !== 'number') {
      made = createWildcardHandle(port, fd, flags);
      ({ address, addressType } = made);
    } else {
      made = { handle:
        createServerHandle(address, port, addressType, fd, flags) };
    }
    if (typeof made.handle === 'number') {
      const err = new UVExceptionWithHostPort(made.handle, 'listen', address,
                                              port);
      failToListen(this, err);
      return;
    }
    this._handle = made.handle;
  }
  this._handle.onconnection = onconnection;
  this._handle[owner_symbol] = this;
  // A port that another socket holds shows only now.
  const err = this._handle.listen(backlog || 511);
  if (err) {
    const ex = new UVExceptionWithHostPort(err, 'listen', address, port);
    this._handle.close();
    this._handle = null;
    failToListen(this, ex);
    return;
  }
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) {
    this.unref();
  }
  publishTrace('net.server.listen', 'asyncEnd', { server: this });
  triggeredBy(this._handle, () => process.nextTick(emitListeningNT, this));
}
Server.prototype._listen2 = setupListenHandle;

// --- listen -------------------------------------------------------------------

// The cluster module, in a process that is one of its workers.
function workerCluster() {
  return require('internal/bootstrap/realm').isLoaded('internal/cluster/child') ?
    require('cluster') : null;
}

function listenInCluster(server, address, port, addressType, backlog, fd,
                         exclusive, flags, options) {
  const cluster = workerCluster();
  if (cluster === null || exclusive) {
    server._listen2(address, port, addressType, backlog, fd, flags);
    return;
  }
  const query = {
    address, port, addressType, fd, flags, backlog, ...options,
  };
  const listeningId = server._listeningId;
  // The primary may answer after this server was closed.
  cluster._getServer(server, query, (err, handle) => {
    if (listeningId !== server._listeningId) {
      handle?.close();
      return;
    }
    err = checkBindError(err, port, handle);
    if (err) {
      server.emit('error', new UVExceptionWithHostPort(err, 'bind', address,
                                                       port));
      return;
    }
    server._handle = handle;
    server._listen2(address, port, addressType, backlog, fd, flags);
  });
}

function abortListen(server, signal) {
  validateAbortSignal(signal, 'options.signal');
  if (signal.aborted) {
    process.nextTick(() => server.close());
    return;
  }
  const listening = require('internal/events/abort_listener')
    .addAbortListener(signal, () => server.close());
  server.once('close', () => listening[SymbolDispose]());
}

Server.prototype.listen = function(...args) {
  const normalized = normalizeArgs(args);
  let options = normalized[0];
  const callback = normalized[1];
  if (this._handle) {
    throw new ERR_SERVER_ALREADY_LISTEN();
  }
  if (callback !== null) {
    this.once('listening', callback);
  }
  publishTrace('net.server.listen', 'asyncStart', { server: this, options });
  const backlog = toNumber(args.length > 1 && args[1]) ||
                  toNumber(args.length > 2 && args[2]);
  options = options._handle || options.handle || options;
  const flags = (options.ipv6Only ? TCPConstants.UV_TCP_IPV6ONLY : 0) |
                (options.reusePort ? TCPConstants.UV_TCP_REUSEPORT : 0);
  if (options.reusePort) {
    options.exclusive = true;
  }

  if (options instanceof TCP || options instanceof Pipe) {
    this._handle = options;
    this._listen2(null, -1, -1, backlog);
    return this;
  }
  if (options.signal !== undefined) {
    abortListen(this, options.signal);
  }
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenInCluster(this, null, null, null, backlog, options.fd);
    return this;
  }
  // listen(), listen(callback), listen({ port: undefined or null })
  if (args.length === 0 || typeof args[0] === 'function' ||
      (options.port === undefined && 'port' in options) ||
      options.port === null) {
    options.port = 0;
  }
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    const queue = backlog || options.backlog;
    if (options.host) {
      lookupAndListen(this, options.port | 0, options.host, queue,
                      options.exclusive, flags);
    } else {
      listenInCluster(this, null, options.port | 0, 4, queue, undefined,
                      options.exclusive, flags);
    }
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    listenOnPath(this, options, backlog);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE(
      'options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

function listenOnPath(server, options, backlog) {
  if (options.path[0] === '\0' &&
      (options.readableAll || options.writableAll)) {
    throw new ERR_INVALID_ARG_VALUE(
      'options', options, 'can not set readableAll or writableAllt to true ' +
                          'when path is abstract unix socket');
  }
  server._pipeName = options.path;
  listenInCluster(server, options.path, -1, -1, backlog || options.backlog,
                  undefined, options.exclusive, undefined, {
                    readableAll: options.readableAll,
                    writableAll: options.writableAll,
                  });
  if (!server._handle) {
    return;  // the error is on its way
  }
  const mode = (options.readableAll ? PipeConstants.UV_READABLE : 0) |
               (options.writableAll ? PipeConstants.UV_WRITABLE : 0);
  if (mode !== 0) {
    const err = server._handle.fchmod(mode);
    if (err) {
      server._handle.close();
      server._handle = null;
      throw new ErrnoException(err, 'uv_pipe_chmod');
    }
  }
}

function lookupAndListen(server, port, host, backlog, exclusive, flags) {
  // An address needs no name service, but its answer comes as late as one.
  const kind = isIP(host);
  const lookup = kind === 0 ? require('dns').lookup :
    (address, callback) =>
      process.nextTick(callback, null, address, kind);
  const listeningId = server._listeningId;
  lookup(host, (err, address, family) => {
    if (listeningId !== server._listeningId) {
      return;  // closed meanwhile
    }
    if (err) {
      server.emit('error', err);
      return;
    }
    if (isIP(address) === 0) {
      server.emit('error', new ERR_INVALID_ADDRESS_FAMILY(family, host, port));
      return;
    }
    listenInCluster(server, address, port, address ? family : 4, backlog,
                    undefined, exclusive, flags);
  });
}

// --- connections --------------------------------------------------------------

function addressesOf(handle) {
  const local = {};
  const remote = {};
  handle.getsockname?.(local);
  handle.getpeername?.(remote);
  return {
    localAddress: local.address,
    localPort: local.port,
    localFamily: local.family,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteFamily: remote.family,
  };
}

function drop(server, handle) {
  server.emit('drop', handle.getsockname ? addressesOf(handle) : undefined);
  handle.close();
}

function isBlocked(server, handle) {
  if (!server.blockList || typeof handle.getpeername !== 'function') {
    return false;
  }
  const remote = {};
  return handle.getpeername(remote) === 0 &&
         server.blockList.check(remote.address,
                                remote.family === 'IPv6' ? 'ipv6' : 'ipv4');
}

// A listening handle's `onconnection`.
function onconnection(err, clientHandle) {
  const server = this[owner_symbol];
  if (err) {
    server.emit('error', new ErrnoException(err, 'accept'));
    return;
  }
  if (server.maxConnections != null &&
      server._connections >= server.maxConnections) {
    const cluster = workerCluster();
    if (cluster === null || server.dropMaxConnection ||
        server._handle?.isRoundRobin !== true) {
      drop(server, clientHandle);
      return;
    }
  }
  if (isBlocked(server, clientHandle)) {
    clientHandle.close();
    return;
  }
  const { Socket } = require('net');
  const socket = new Socket({
    handle: clientHandle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && clientHandle.setNoDelay) {
    socket[kSetNoDelay] = true;
    clientHandle.setNoDelay(true);
  }
  if (server.keepAlive && clientHandle.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kSetKeepAliveInitialDelay] = server.keepAliveInitialDelay;
    clientHandle.setKeepAlive(true, server.keepAliveInitialDelay);
  }
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  publish('net.server.socket', { socket });
}

Server.prototype.getConnections = function(callback) {
  const done = (err, count) => process.nextTick(callback, err, count);
  if (!this._usingWorkers) {
    done(null, this._connections);
    return this;
  }
  // The connections that child processes were given count too.
  let left = this._workers.length;
  let total = this._connections;
  const onCount = (err, count) => {
    if (err) {
      left = -1;
      done(err);
      return;
    }
    total += count;
    if (--left === 0) {
      done(null, total);
    }
  };
  for (let i = 0; i < this._workers.length; i++) {
    this._workers[i].getConnections(onCount);
  }
  return this;
};

// --- the end ------------------------------------------------------------------

Server.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (!this._handle) {
      this.once('close', function close() {
        callback(new ERR_SERVER_NOT_RUNNING());
      });
    } else {
      this.once('close', callback);
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  this._listeningId++;
  if (this._usingWorkers) {
    let left = this._workers.length;
    const onWorkerClose = () => {
      if (--left === 0) {
        this._connections = 0;
        this._emitCloseIfDrained();
      }
    };
    // Counts itself: closing a worker's server may answer at once.
    this._connections++;
    for (let i = 0; i < this._workers.length; i++) {
      this._workers[i].close(onWorkerClose);
    }
  } else {
    this._emitCloseIfDrained();
  }
  return this;
};

Server.prototype[SymbolAsyncDispose] = async function() {
  if (!this._handle) {
    return undefined;
  }
  return new Promise((resolve, reject) => {
    this.close((err) => (err ? reject(err) : resolve()));
  });
};

function emitCloseNT(self) {
  self.emit('close');
}

Server.prototype._emitCloseIfDrained = function() {
  if (!this._handle && this._connections === 0) {
    process.nextTick(emitCloseNT, this);
  }
};

Server.prototype[EventEmitter.captureRejectionSymbol] =
  function(err, event, socket) {
    if (event === 'connection') {
      socket.destroy(err);
    } else {
      this.emit('error', err);
    }
  };

Server.prototype._setupWorker = function(socketList) {
  this._usingWorkers = true;
  this._workers.push(socketList);
  socketList.once('exit', () => {
    this._workers.splice(this._workers.indexOf(socketList), 1);
  });
};

Server.prototype.address = function() {
  if (this._handle?.getsockname) {
    const out = {};
    const err = this._handle.getsockname(out);
    if (err) {
      throw new ErrnoException(err, 'address');
    }
    return out;
  }
  return this._pipeName ? this._pipeName : null;
};

Server.prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

Server.prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

ObjectDefineProperty(Server.prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return Boolean(this._handle);
  },
});

module.exports = { Server, createServerHandle };
