'use strict';

// Small parts that both ends of node:net use: handles by descriptor, symbols,
// diagnostics that cost nothing until somebody listens.

const { NumberIsInteger, Symbol } = primordials;
const { UV_EADDRINUSE } = internalBinding('uv');
const {
  Pipe,
  PipeConstants,
  TCP,
  TCPConstants,
} = require('internal/stream_handles');
const { ErrnoException, codes } = require('internal/errors');
const { normalizedArgsSymbol } = require('internal/net');
const { validateInt32 } = require('internal/validators');

// The handle for a descriptor that is open already.
function createHandle(fd, isServer) {
  validateInt32(fd, 'fd', 0);
  const type = require('internal/util').guessHandleType(fd);
  if (type === 'PIPE') {
    return new Pipe(isServer ? PipeConstants.SERVER : PipeConstants.SOCKET);
  }
  if (type === 'TCP') {
    return new TCP(isServer ? TCPConstants.SERVER : TCPConstants.SOCKET);
  }
  throw new codes.ERR_INVALID_FD_TYPE(type);
}

// As a bind of another port would have failed: libuv tells of EADDRINUSE only
// when the socket is used, which shows as a local port that is not ours.
function checkBindError(err, port, handle) {
  if (err === 0 && port > 0 && handle.getsockname) {
    const out = {};
    err = handle.getsockname(out);
    if (err === 0 && port !== out.port) {
      err = UV_EADDRINUSE;
    }
  }
  return err;
}

function toNumber(x) {
  const n = Number(x);
  return n >= 0 ? n : false;
}

function isPipeName(s) {
  return typeof s === 'string' && toNumber(s) === false;
}

function readError(err) {
  return new ErrnoException(err, 'read');
}

// (options[, callback]), (path[, callback]), (port[, host][, callback]), also
// as one array: [options, callback or null].
function normalizeArgs(args) {
  let result;
  if (args.length === 0) {
    result = [{}, null];
    result[normalizedArgsSymbol] = true;
    return result;
  }
  const first = args[0];
  let options = {};
  if (typeof first === 'object' && first !== null) {
    options = first;
  } else if (isPipeName(first)) {
    options.path = first;
  } else {
    options.port = first;
    if (args.length > 1 && typeof args[1] === 'string') {
      options.host = args[1];
    }
  }
  const callback = args[args.length - 1];
  result = [options, typeof callback === 'function' ? callback : null];
  result[normalizedArgsSymbol] = true;
  return result;
}

module.exports = {
  checkBindError,
  createHandle,
  isPipeName,
  normalizeArgs,
  kBytesRead: Symbol('kBytesRead'),
  kBytesWritten: Symbol('kBytesWritten'),
  kLastWriteQueueSize: Symbol('lastWriteQueueSize'),
  kSetKeepAlive: Symbol('kSetKeepAlive'),
  kSetKeepAliveInitialDelay: Symbol('kSetKeepAliveInitialDelay'),
  kSetNoDelay: Symbol('kSetNoDelay'),
  kSetTOS: Symbol('kSetTOS'),
  readError,
  toNumber,
};
