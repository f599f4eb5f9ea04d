'use strict';

// How a net.Socket comes to be connected: arguments, name lookup, and RFC 8305
// ("happy eyeballs"): with several addresses each gets a head start of a
// quarter of a second, alternating between the families.

const {
  ArrayPrototypeIncludes,
  ArrayPrototypePush,
  MathMax,
  Symbol,
} = primordials;
const { triggeredBy } = require('internal/async_context');
const { UV_ECANCELED, UV_ETIMEDOUT } = internalBinding('uv');
const {
  Pipe,
  PipeConstants,
  TCP,
  TCPConstants,
  owner_symbol,
} = require('internal/stream_handles');
const {
  ExceptionWithHostPort,
  NodeAggregateError,
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
    ERR_SOCKET_CONNECTION_TIMEOUT,
  },
} = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateInt32,
  validateNumber,
  validatePort,
  validateString,
} = require('internal/validators');
const {
  isIP,
  kReinitializeHandle,
  normalizedArgsSymbol,
} = require('internal/net');
const {
  checkBindError,
  normalizeArgs,
} = require('internal/net/common');
const {
  Socket,
  applyOptions,
  initSocketHandle,
} = require('internal/net/socket');

const kMinimumAttemptTimeout = 10;

const kAttempt = Symbol('attemptTimer');

// The defaults come from the command line until a program sets them.
let autoSelectFamilyDefault;
let attemptTimeoutDefault;

function getDefaultAutoSelectFamily() {
  autoSelectFamilyDefault ??= require('internal/options')
    .getOptionValue('--network-family-autoselection');
  return autoSelectFamilyDefault;
}

function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  autoSelectFamilyDefault = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  attemptTimeoutDefault ??= require('internal/options')
    .getOptionValue('--network-family-autoselection-attempt-timeout');
  return attemptTimeoutDefault;
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  attemptTimeoutDefault = MathMax(value, kMinimumAttemptTimeout);
}

function connect(socket, args) {
  const { 0: options, 1: callback } =
    args[0]?.[normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
  // A custom lookup of HTTP agents and such is checked by who calls it.
  if (options.port === undefined && options.path == null) {
    throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (socket.write !== Socket.prototype.write) {
    socket.write = Socket.prototype.write;
  }
  if (socket.destroyed) {
    socket._handle = null;
    socket._undestroy();
    socket._peername = undefined;
    socket._sockname = undefined;
  }
  const { path } = options;
  const isPipe = Boolean(path);
  if (!socket._handle) {
    socket._handle = isPipe ?
      new Pipe(PipeConstants.SOCKET) : new TCP(TCPConstants.SOCKET);
    initSocketHandle(socket);
  }
  if (callback !== null) {
    socket.once('connect', callback);
  }
  socket._unrefTimer();
  socket.connecting = true;
  if (isPipe) {
    validateString(path, 'options.path');
    internalConnect(socket, path);
  } else {
    lookupAndConnect(socket, options);
  }
  return socket;
}

// --- names --------------------------------------------------------------------

function connectErrorNT(socket, err) {
  socket.destroy(err);
}

function checkedPort(port) {
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'],
                                     port);
    }
    validatePort(port);
  }
  return port | 0;
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { autoSelectFamily, autoSelectFamilyAttemptTimeout: timeout } = options;
  validateString(host, 'options.host');
  if (localAddress && !isIP(localAddress)) {
    throw new ERR_INVALID_IP_ADDRESS(localAddress);
  }
  if (localPort) {
    validateNumber(localPort, 'options.localPort');
  }
  const port = checkedPort(options.port);
  if (autoSelectFamily != null) {
    validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  } else {
    autoSelectFamily = getDefaultAutoSelectFamily();
  }
  if (timeout != null) {
    validateInt32(timeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    timeout = MathMax(timeout, kMinimumAttemptTimeout);
  } else {
    timeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }

  const family = isIP(host);
  if (family) {
    triggeredBy(socket._handle, () => process.nextTick(() => {
      if (socket.connecting) {
        internalConnect(socket, host, port, family, localAddress, localPort);
      }
    }));
    return;
  }
  if (options.lookup != null) {
    validateFunction(options.lookup, 'options.lookup');
  }
  const dns = require('dns');
  const dnsOptions = {
    family: socketToDnsFamily(options.family),
    hints: options.hints || 0,
  };
  if (dnsOptions.family !== 4 && dnsOptions.family !== 6 &&
      dnsOptions.hints === 0) {
    dnsOptions.hints = dns.ADDRCONFIG;
  }
  socket._host = host;
  const request = {
    socket, host, port, localAddress, localPort, timeout, dnsOptions,
    lookup: options.lookup || dns.lookup, givenHost: options.host,
    givenPort: options.port,
  };
  if (autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 &&
      !localAddress) {
    dnsOptions.all = true;
    triggeredBy(socket._handle, () => lookupAll(request));
  } else {
    triggeredBy(socket._handle, () => lookupOne(request));
  }
}

function socketToDnsFamily(family) {
  return family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
}

// What is wrong with what a lookup has found, if anything.
function addressError(request, address, family) {
  if (!isIP(address) || typeof address !== 'string') {
    return new ERR_INVALID_IP_ADDRESS(address);
  }
  if (family !== 4 && family !== 6) {
    return new ERR_INVALID_ADDRESS_FAMILY(family, request.givenHost,
                                          request.givenPort);
  }
  return null;
}

function lookupOne(request) {
  const { socket, host, port } = request;
  const { lookup, dnsOptions } = request;
  lookup(host, dnsOptions, function emitLookup(err, address, family) {
    socket.emit('lookup', err, address, family, host);
    if (!socket.connecting) {
      return;
    }
    const failure = err || addressError(request, address, family);
    if (failure) {
      process.nextTick(connectErrorNT, socket, failure);
      return;
    }
    socket._unrefTimer();
    internalConnect(socket, address, port, family, request.localAddress,
                    request.localPort);
  });
}

function lookupAll(request) {
  const { socket, host } = request;
  const { lookup, dnsOptions } = request;
  lookup(host, dnsOptions, function emitLookup(err, addresses) {
    if (!socket.connecting) {
      return;
    }
    if (err) {
      socket.emit('lookup', err, undefined, undefined, host);
      process.nextTick(connectErrorNT, socket, err);
      return;
    }
    const order = sortAddresses(socket, host, addresses);
    if (order === null) {
      return;
    }
    if (order.length === 0) {
      const { address, family } = addresses[0];
      process.nextTick(connectErrorNT, socket,
                       addressError(request, address, family));
      return;
    }
    socket._unrefTimer();
    if (order.length === 1) {
      internalConnect(socket, order[0].address, request.port, order[0].family,
                      request.localAddress, request.localPort);
      return;
    }
    socket.autoSelectFamilyAttemptedAddresses = [];
    internalConnectMultiple({
      socket,
      addresses: order,
      current: 0,
      port: request.port,
      localPort: request.localPort,
      timeout: request.timeout,
      [kAttempt]: null,
      errors: [],
    });
  });
}

// The usable addresses, each once, families by turns, the first one's first;
// null when a 'lookup' listener ended the connect.
function sortAddresses(socket, host, addresses) {
  const lists = [[], []];
  let firstFamily = 0;
  for (let i = 0; i < addresses.length; i++) {
    const { address, family } = addresses[i];
    socket.emit('lookup', null, address, family, host);
    if (!socket.connecting) {
      return null;
    }
    if (isIP(address) && (family === 4 || family === 6)) {
      firstFamily ||= family;
      const list = lists[family === firstFamily ? 0 : 1];
      if (!ArrayPrototypeIncludes(list, address)) {
        ArrayPrototypePush(list, address);
      }
    }
  }
  const order = [];
  const rounds = MathMax(lists[0].length, lists[1].length);
  for (let i = 0; i < rounds; i++) {
    if (i < lists[0].length) {
      order.push({ address: lists[0][i], family: firstFamily });
    }
    if (i < lists[1].length) {
      order.push({ address: lists[1][i], family: firstFamily === 4 ? 6 : 4 });
    }
  }
  return order;
}

// --- one address --------------------------------------------------------------

// Binds before connecting: null, or the error.
function bindLocal(socket, family, localAddress, localPort) {
  const handle = socket._handle;
  const address = localAddress || (family === 4 ? '0.0.0.0' : '::');
  const port = localPort || 0;
  let err = family === 4 ?
    handle.bind(address, port) : handle.bind6(address, port, 0);
  err = checkBindError(err, port, handle);
  return err ? new ExceptionWithHostPort(err, 'bind', address, port) : null;
}

function connectError(socket, err, address, port) {
  const name = socket._getsockname();
  return new ExceptionWithHostPort(
    err, 'connect', address, port,
    name ? `${name.address}:${name.port}` : undefined);
}

// `family` is undefined for a pipe, whose path `address` is.
function internalConnect(socket, address, port, family, localAddress,
                         localPort) {
  if (family && (localAddress || localPort)) {
    const failure = bindLocal(socket, family, localAddress, localPort);
    if (failure !== null) {
      socket.destroy(failure);
      return;
    }
  }
  const req = { oncomplete: afterConnect, address };
  let err;
  if (family) {
    if (socket.blockList?.check(address, `ipv${family}`)) {
      socket.destroy(new ERR_IP_BLOCKED(address));
      return;
    }
    req.port = port;
    req.localAddress = localAddress;
    req.localPort = localPort;
    req.addressType = family;
    socket.emit('connectionAttempt', address, port, family);
    if (!socket._handle) {
      return;
    }
    err = family === 6 ? socket._handle.connect6(req, address, port) :
      socket._handle.connect(req, address, port);
  } else {
    err = socket._handle.connect(req, address);
  }
  if (err) {
    socket.destroy(connectError(socket, err, address, port));
  }
}

function afterConnect(status, handle, req, readable, writable) {
  const socket = handle[owner_symbol];
  // It may have been destroyed, or be at another address by now.
  if (socket.destroyed) {
    return;
  }
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    const failure = createConnectionError(req, status);
    if (req.addressType !== undefined) {
      socket.emit('connectionAttemptFailed', req.address, req.port,
                  req.addressType, failure);
    }
    socket.destroy(failure);
    return;
  }
  if (socket.readable && !readable) {
    socket.push(null);
    socket.read();
  }
  if (socket.writable && !writable) {
    socket.end();
  }
  socket._unrefTimer();
  applyOptions(socket, handle);
  socket.emit('connect');
  socket.emit('ready');
  // Starts the reading, or finds the end; takes nothing.
  if (readable && !socket.isPaused()) {
    socket.read(0);
  }
}

function createConnectionError(req, status) {
  let details;
  if (req.localAddress && req.localPort) {
    details = `${req.localAddress}:${req.localPort}`;
  }
  const err = new ExceptionWithHostPort(status, 'connect', req.address,
                                        req.port, details);
  if (details) {
    err.localAddress = req.localAddress;
    err.localPort = req.localPort;
  }
  return err;
}

// --- one address after the other ----------------------------------------------

// An attempt that failed; the next begins.
function attemptFailed(context, address, family, err, canceled) {
  const { socket } = context;
  context.errors.push(err);
  socket.emit('connectionAttemptFailed', address, context.port, family, err);
  if (socket.connecting) {
    internalConnectMultiple(context, canceled);
  }
}

function internalConnectMultiple(context, canceled) {
  const { socket, addresses, port, localPort } = context;
  const { clearTimeout, setTimeout } = require('timers');
  clearTimeout(context[kAttempt]);
  if (socket.destroyed) {
    return;
  }
  if (canceled || context.current === addresses.length) {
    socket.destroy(context.errors.length === 0 ?
      new ERR_SOCKET_CONNECTION_TIMEOUT() :
      new NodeAggregateError(context.errors));
    return;
  }
  const current = context.current++;
  const { address, family } = addresses[current];
  if (current > 0) {
    socket[kReinitializeHandle](new TCP(TCPConstants.SOCKET));
  }
  if (localPort) {
    const failure = bindLocal(socket, family, undefined, localPort);
    if (failure !== null) {
      context.errors.push(failure);
      internalConnectMultiple(context);
      return;
    }
  }
  if (socket.blockList?.check(address, `ipv${family}`)) {
    attemptFailed(context, address, family, new ERR_IP_BLOCKED(address));
    return;
  }
  const req = {
    oncomplete: (status, handle, self, readable, writable) =>
      afterAttempt(context, current, status, handle, self, readable, writable),
    address, port, localAddress: undefined, localPort, addressType: family,
  };
  ArrayPrototypePush(socket.autoSelectFamilyAttemptedAddresses,
                     `${address}:${port}`);
  socket.emit('connectionAttempt', address, port, family);
  if (!socket._handle) {
    return;
  }
  const err = family === 4 ? socket._handle.connect(req, address, port) :
    socket._handle.connect6(req, address, port);
  if (err) {
    attemptFailed(context, address, family,
                  connectError(socket, err, address, port));
    return;
  }
  if (current < addresses.length - 1) {
    context[kAttempt] = setTimeout(attemptTimedOut, context.timeout, context,
                                   req, socket._handle);
  }
}

function attemptTimedOut(context, req, handle) {
  const { socket } = context;
  socket.emit('connectionAttemptTimeout', req.address, req.port,
              req.addressType);
  req.oncomplete = undefined;
  context.errors.push(createConnectionError(req, UV_ETIMEDOUT));
  handle.close();
  if (socket.connecting) {
    internalConnectMultiple(context);
  }
}

function afterAttempt(context, current, status, handle, req, readable,
                      writable) {
  if (status === 0 && current !== context.current - 1) {
    handle.close();  // it came too late, another one has its place
    return;
  }
  require('timers').clearTimeout(context[kAttempt]);
  if (status !== 0) {
    attemptFailed(context, req.address, req.addressType,
                  createConnectionError(req, status),
                  status === UV_ECANCELED);
    return;
  }
  afterConnect(status, context.socket._handle, req, readable, writable);
}

module.exports = {
  connect,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
