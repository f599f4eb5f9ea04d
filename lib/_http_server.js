// SPDX-License-Identifier: MIT
// The server: what happens on a connection that is a stream of any kind.
'use strict';

const {
  FunctionPrototypeBind,
  NumberIsFinite,
  ObjectSetPrototypeOf,
  Promise,
  RegExpPrototypeExec,
  Symbol,
  SymbolAsyncDispose,
} = primordials;

const { context, enter, leave, triggeredBy } =
  require('internal/async_context');
const net = require('net');
const EE = require('events');
const assert = require('internal/assert');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_HTTP_REQUEST_TIMEOUT,
    ERR_HTTP_SOCKET_ENCODING,
  },
  ConnResetException,
} = require('internal/errors');
const {
  validateObject,
} = require('internal/validators');
const {
  continueExpression,
  freeParser,
  HTTPParser,
  isLenient,
  kIncomingMessage,
  parsers,
  prepareError,
} = require('_http_common');
const {
  ConnectionsList,
  adoptParser,
  chooseAfterHead,
  markBusy,
} = require('internal/http_parser');
const {
  kFinishEmitted,
  kSocket: kOutSocket,
  kUniqueHeaders,
  parseUniqueHeadersOption,
} = require('_http_outgoing');
const { kNeedDrain } = require('internal/http');
const {
  STATUS_CODES,
  ServerResponse,
  emitCloseNT,
  onServerResponseClose,
} = require('internal/http_response');
const { IncomingMessage, kResumed } = require('_http_incoming');
const {
  storeHTTPOptions,
  kServerResponse,
  kOptimizeEmptyRequests,
} = require('internal/http_options');
const channel = require('internal/http_channels');
const {
  HandleWrap,
  kPipe,
  kTCP,
  nativeOf,
  wrapNative,
} = require('internal/stream_handles');
const { getOptionValue } = require('internal/options');

const kConnections = Symbol('http.server.connections');
const kConnectionsCheckingInterval =
  Symbol('http.server.connectionsCheckingInterval');
const kCServer = Symbol('http.server.c');
const kCHandle = Symbol('http.server.cHandle');
const kPlain = Symbol('http.server.plain');
const kState = Symbol('http.connection');
const kResponseOptions = Symbol('http.server.responseOptions');

// --- Server -----------------------------------------------------------------

function setupConnectionsTracking() {
  this[kConnections] ??= new ConnectionsList();
  attachToC(this);
  if (this[kConnectionsCheckingInterval]) {
    clearInterval(this[kConnectionsCheckingInterval]);
  }
  this[kConnectionsCheckingInterval] = setInterval(
    FunctionPrototypeBind(checkConnections, this),
    this.connectionsCheckingInterval);
  this[kConnectionsCheckingInterval].unref();
}

function httpServerPreClose(server) {
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);

  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else {
    validateObject(options, 'options');
    options = { ...options };
  }

  storeHTTPOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });

  if (requestListener) this.on('request', requestListener);

  // What end() of the client's side means: see socketOnEnd().
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);

  this[kPlain] = true;
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
ObjectSetPrototypeOf(Server.prototype, net.Server.prototype);
ObjectSetPrototypeOf(Server, net.Server);

Server.prototype.close = function close() {
  httpServerPreClose(this);
  net.Server.prototype.close.apply(this, arguments);
  return this;
};

Server.prototype[SymbolAsyncDispose] = function() {
  return new Promise((resolve, reject) => {
    this.close((err) => {
      if (err) {
        reject(err);
      } else {
        resolve();
      }
    });
  });
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  if (this[kCServer] !== undefined) inC.closeAll(this[kCServer]);
  if (!this[kConnections]) return;
  for (const { socket } of this[kConnections].all()) socket.destroy();
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  if (this[kCServer] !== undefined) inC.closeIdle(this[kCServer]);
  if (!this[kConnections]) return;
  for (const { socket } of this[kConnections].idle()) {
    if (socket._httpMessage && !socket._httpMessage.finished) continue;
    socket.destroy();
  }
};

Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

Server.prototype[EE.captureRejectionSymbol] = function(err, event, ...args) {
  if (event !== 'request') {
    net.Server.prototype[EE.captureRejectionSymbol].call(
      this, err, event, ...args);
    return;
  }
  const { 1: res } = args;
  if (res.headersSent || res.writableEnded) {
    res.destroy();
    return;
  }
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  res.statusCode = 500;
  res.end(STATUS_CODES[500]);
};

function checkConnections() {
  if (this.headersTimeout === 0 && this.requestTimeout === 0) return;
  if (this[kCServer] !== undefined) {
    const late =
      inC.late(this[kCServer], this.headersTimeout, this.requestTimeout);
    for (const slot of late) {
      socketOnError.call(inC.connectionAt(this, slot).socket,
                         new ERR_HTTP_REQUEST_TIMEOUT());
    }
  }
  const expired =
    this[kConnections].expired(this.headersTimeout, this.requestTimeout);
  for (const { socket } of expired) {
    if (socket) socketOnError.call(socket, new ERR_HTTP_REQUEST_TIMEOUT());
  }
}

// --- One connection ---------------------------------------------------------

function connectionListener(socket) {
  const { _handle: handle } = socket;
  if (context.tracker === null || !handle) startHTTP(this, socket);
  else triggeredBy(handle, () => startHTTP(this, socket));
}

// `native` is a parser that has been at work on the connection already.
function startHTTP(server, socket, native) {
  const parser = parsers.alloc();
  // What the connection has going on; handlers below are bound to it.
  const state = {
    onData: null,
    onEnd: null,
    onClose: null,
    onDrain: null,
    outgoing: [],  // responses that wait for the one in front of them
    incoming: [],  // requests whose response is not finished
    outgoingData: 0,  // bytes held back in `outgoing`
    requestsCount: 0,
    keepAliveTimeoutSet: false,
  };

  socket.server = server;
  if (server.timeout && typeof socket.setTimeout === 'function') {
    socket.setTimeout(server.timeout);
  }
  socket.on('timeout', socketOnTimeout);

  const lenient = server.insecureHTTPParser === undefined ?
    isLenient() : server.insecureHTTPParser;
  server[kConnections] ??= new ConnectionsList();
  parser.initialize(HTTPParser.REQUEST,
                    { type: 'HTTPINCOMINGMESSAGE', socket },
                    server.maxHeaderSize || 0,
                    lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone,
                    server[kConnections]);
  if (native !== undefined) adoptParser(parser, native);
  parser.socket = socket;
  socket.parser = parser;
  if (typeof server.maxHeadersCount === 'number') {
    parser.maxHeaderPairs = server.maxHeadersCount << 1;
  }
  parser.onIncoming =
    FunctionPrototypeBind(parserOnIncoming, undefined, server, socket, state);
  parser[HTTPParser.kOnTimeout | 0] =
    FunctionPrototypeBind(onParserTimeout, undefined, server, socket);

  state.onData =
    FunctionPrototypeBind(socketOnData, undefined, server, socket, parser,
                          state);
  state.onEnd =
    FunctionPrototypeBind(socketOnEnd, undefined, server, socket, parser,
                          state);
  state.onClose =
    FunctionPrototypeBind(socketOnClose, undefined, socket, state);
  state.onDrain =
    FunctionPrototypeBind(socketOnDrain, undefined, socket, state);
  socket.on('error', socketOnError);
  socket.on('data', state.onData);
  socket.on('end', state.onEnd);
  socket.on('close', state.onClose);
  socket.on('drain', state.onDrain);
  socket.setEncoding = socketSetEncoding;
  socket._paused = false;
  return state;
}

function socketSetEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

function onParserTimeout(server, socket) {
  if (!server.emit('timeout', socket)) socket.destroy();
}

function socketOnTimeout() {
  const req = this.parser?.incoming;
  const res = this._httpMessage;
  const heard = [
    req && !req.complete && req.emit('timeout', this),
    res && res.emit('timeout', this),
    this.server.emit('timeout', this),
  ];
  if (!heard.includes(true)) this.destroy();
}

function socketOnClose(socket, state) {
  freeParser(socket.parser, null, socket);
  abortIncoming(state.incoming);
}

function abortIncoming(incoming) {
  while (incoming.length > 0) {
    incoming.shift().destroy(new ConnResetException('aborted'));
  }
}

function socketOnEnd(server, socket, parser, state) {
  const ret = parser.finish();
  if (ret instanceof Error) {
    // What is wrong is that the client has gone: socketOnError() answers.
    prepareError(ret, parser);
    socketOnError.call(socket, ret);
  } else if (!server.httpAllowHalfOpen) {
    socket.end();
  } else if (state.outgoing.length > 0) {
    state.outgoing[state.outgoing.length - 1]._last = true;
  } else if (socket._httpMessage) {
    socket._httpMessage._last = true;
  } else {
    socket.end();
  }
}

// Requests are not read faster than their answers leave.
function socketOnDrain(socket, state) {
  const needPause = state.outgoingData > socket.writableHighWaterMark;
  if (socket._paused && !needPause) {
    socket._paused = false;
    socket.parser?.resume();
    socket.resume();
  }
  const msg = socket._httpMessage;
  if (msg && !msg.finished && msg[kNeedDrain]) {
    msg[kNeedDrain] = false;
    msg.emit('drain');
  }
}

function updateOutgoingData(socket, state, delta) {
  state.outgoingData += delta;
  if (socket._paused && state.outgoingData < socket.writableHighWaterMark) {
    socketOnDrain(socket, state);
  }
}

function socketOnData(server, socket, parser, state, chunk) {
  // Somebody has ended HTTP here; the parser may serve another connection.
  if (socket.parser !== parser) return;
  const ret = parser.execute(chunk);
  resetSocketTimeout(server, socket, state);
  if (ret instanceof Error) {
    prepareError(ret, parser, chunk);
    socketOnError.call(socket, ret);
  } else if (parser.incoming?.upgrade) {
    takeOver(server, socket, parser, state, chunk, ret);
  }
}

// The socket leaves HTTP: whoever listens has it from here on.
function takeOver(server, socket, parser, state, chunk, used) {
  const req = parser.incoming;
  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  socket.removeListener('data', state.onData);
  socket.removeListener('end', state.onEnd);
  socket.removeListener('close', state.onClose);
  socket.removeListener('drain', state.onDrain);
  socket.removeListener('error', socketOnError);
  socket.removeListener('timeout', socketOnTimeout);
  parser.finish();
  freeParser(parser, req, socket);

  if (server.listenerCount(event) > 0) {
    const head = used === undefined ? Buffer.alloc(0) : chunk.slice(used);
    socket.readableFlowing = null;
    server.emit(event, req, socket, head);
  } else {
    socket.destroy();
  }
}

function noop() {}

const responseFor = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function socketOnError(error) {
  // One is enough; later ones are swallowed.
  this.removeListener('error', socketOnError);
  if (this.listenerCount('error', noop) === 0) this.on('error', noop);

  if (this.server.emit('clientError', error, this)) return;
  // Answer, unless that would end up in the middle of another answer.
  if (this.writable &&
      (!this._httpMessage || !this._httpMessage._headerSent)) {
    const status = responseFor[error.code] ?? 400;
    this.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
               'Connection: close\r\n\r\n', 'latin1');
  }
  this.destroy(error);
}

function resetSocketTimeout(server, socket, state) {
  if (!state.keepAliveTimeoutSet) return;
  socket.setTimeout(server.timeout || 0);
  state.keepAliveTimeoutSet = false;
}

// When the answer is out before its request has been read to the end.
function clearIncoming(req) {
  req ||= this;
  const parser = req.socket?.parser;
  if (parser && parser.incoming === req) {
    if (req.readableEnded) {
      parser.incoming = null;
    } else {
      req.on('end', clearIncoming);
    }
  }
}

function publishFinish(req, res, socket, server) {
  if (channel.responseFinish.hasSubscribers) {
    channel.responseFinish.publish({
      request: req, response: res, socket, server,
    });
  }
}

function publishStart(req, res, socket, server) {
  if (channel.requestStart.hasSubscribers) {
    channel.requestStart.publish({
      request: req, response: res, socket, server,
    });
  }
  if (channel.responseCreated.hasSubscribers) {
    channel.responseCreated.publish({ request: req, response: res });
  }
}

function resOnFinish(req, res, socket, state, server) {
  publishFinish(req, res, socket, server);
  assert(state.incoming.length === 0 || state.incoming[0] === req);
  state.incoming.shift();

  // Nobody has read the body: the next request is behind it.
  if (!req._consuming && !req[kResumed]) req._dump();

  res.detachSocket(socket);
  clearIncoming(req);
  process.nextTick(emitCloseNT, res);

  if (res._last) {
    if (typeof socket.destroySoon === 'function') {
      socket.destroySoon();
    } else {
      socket.end();
    }
  } else if (state.outgoing.length === 0) {
    const timeout = idleTimeout(server);
    if (timeout > 0 && typeof socket.setTimeout === 'function') {
      socket.setTimeout(timeout);
      state.keepAliveTimeoutSet = true;
    }
  } else {
    state.outgoing.shift().assignSocket(socket);
  }
}

// How long a connection may wait for its next request; 0 is for ever.
function idleTimeout(server) {
  const { keepAliveTimeout: timeout, keepAliveTimeoutBuffer: buffer } = server;
  if (!NumberIsFinite(timeout) || timeout <= 0) return 0;
  return timeout + (NumberIsFinite(buffer) && buffer >= 0 ? buffer : 1_000);
}

// Whether the head says that no body follows.
function isEmptyRequest(req) {
  return req.headers['content-length'] === undefined &&
    req.headers['transfer-encoding'] === undefined;
}

// A head is complete. Returns what the parser is to do: 0 to go on, 2 to stop
// behind this message because another protocol follows.
function parserOnIncoming(server, socket, state, req, keepAlive) {
  resetSocketTimeout(server, socket, state);

  if (req.upgrade) {
    req.upgrade = req.method === 'CONNECT' ||
      !!server.shouldUpgradeCallback(req);
    if (req.upgrade) return 2;
  }

  state.incoming.push(req);

  if (!socket._paused) {
    const needDrain = socket._writableState?.needDrain;
    if (needDrain || state.outgoingData >= socket.writableHighWaterMark) {
      socket._paused = true;
      socket.pause();
    }
  }

  const res = new server[kServerResponse](req, {
    highWaterMark: socket.writableHighWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  res._keepAliveTimeout = server.keepAliveTimeout;
  res._maxRequestsPerSocket = server.maxRequestsPerSocket;
  res._onPendingData =
    FunctionPrototypeBind(updateOutgoingData, undefined, socket, state);
  res.shouldKeepAlive = keepAlive;
  if (server[kUniqueHeaders] !== null) {
    res[kUniqueHeaders] = server[kUniqueHeaders];
  }

  publishStart(req, res, socket, server);
  if (socket._httpMessage) {
    state.outgoing.push(res);
  } else {
    res.assignSocket(socket);
  }
  res.on('finish', FunctionPrototypeBind(resOnFinish, undefined, req, res,
                                         socket, state, server));

  if (server[kOptimizeEmptyRequests] && isEmptyRequest(req)) {
    req._dumpAndCloseReadable();
  }
  if (!dispatchSpecial(server, socket, state, req, res)) {
    server.emit('request', req, res);
  }
  return 0;
}

// The requests that do not simply go to 'request'. True when handled.
function dispatchSpecial(server, socket, state, req, res) {
  if (req.httpVersionMajor !== 1 || req.httpVersionMinor !== 1) return false;

  // RFC 9112, 3.2.
  if (server.requireHostHeader && req.headers.host === undefined) {
    res.writeHead(400, ['Connection', 'close']);
    res.end();
    return true;
  }

  const max = server.maxRequestsPerSocket;
  if (typeof max === 'number' && max > 0) {
    state.requestsCount++;
    res.maxRequestsOnConnectionReached = max <= state.requestsCount;
    if (max < state.requestsCount) {
      server.emit('dropRequest', req, socket);
      res.writeHead(503);
      res.end();
      return true;
    }
  }

  const { expect } = req.headers;
  if (expect === undefined) return false;
  if (RegExpPrototypeExec(continueExpression, expect) !== null) {
    res._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', req, res);
    } else {
      res.writeContinue();
      server.emit('request', req, res);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', req, res);
  } else {
    res.writeHead(417);
    res.end();
  }
  return true;
}

// --- Connections in C -------------------------------------------------------

function attachToC(server) {
  const handle = server._handle;
  // Not what a cluster's primary listens on for us, nor TLS's.
  if (!(handle instanceof HandleWrap) || !server[kPlain]) {
    return;
  }
  inC ??= loadInC();
  if (server[kCHandle] === handle) return;
  server[kCHandle] = handle;
  server[kCServer] = inC.attach(server, nativeOf(handle));
}

// Nobody who would want a socket from the start is there.
function mayLiveInC(server) {
  // Ids and hooks are for each socket and request.
  if (context.tracker !== null ||
      server._events.connection !== connectionListener || server.timeout ||
      server.maxConnections != null || server.blockList || server.keepAlive ||
      server.pauseOnConnect || server[kOptimizeEmptyRequests] ||
      server[kIncomingMessage] !== IncomingMessage ||
      server[kServerResponse] !== ServerResponse ||
      channel.netServerSocket.hasSubscribers) {
    return false;
  }
  const lenient = server.insecureHTTPParser === undefined ?
    isLenient() : server.insecureHTTPParser;
  inC.configure(
    server[kCServer],
    server.maxHeaderSize || getOptionValue('--max-http-header-size'),
    lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone,
    idleTimeout(server), server.noDelay);
  return true;
}

// A real socket for a connection that has lived in C. `req` is the request
// that is open, or null; `busy` says that its handler is running.
function adopt(server, stream, parser, req, busy) {
  const handle = wrapNative(stream, server._pipeName ? kPipe : kTCP);
  const socket = new net.Socket({
    handle,
    allowHalfOpen: server.allowHalfOpen,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  socket.server = server;
  socket._server = server;
  socket[kState] = startHTTP(server, socket, parser);
  socket.parser.incoming = req;
  if (busy) markBusy(socket.parser, true);
  return socket;
}

// Bytes that came before the socket was there.
function feed(socket, bytes) {
  if (socket.parser) socket[kState].onData(bytes);
}

function afterDispatch(socket) {
  if (socket.parser) markBusy(socket.parser, false);
}

// The messages that are under way on an adopted socket.
function adoptMessages(socket, req, res) {
  const state = socket[kState];
  const { server } = socket;
  state.incoming.push(req);
  socket._httpMessage = res;
  socket.on('close', onServerResponseClose);
  res._onPendingData =
    FunctionPrototypeBind(updateOutgoingData, undefined, socket, state);
  res.prependListener('finish', FunctionPrototypeBind(
    resOnFinish, undefined, req, res, socket, state, server));
}

function onSpecial(socket, req, keepAlive, hasBody, rest) {
  const { server, parser } = socket;
  const state = socket[kState];
  const { upgrade } = req;
  parser.incoming = req;
  const choice = parserOnIncoming(server, socket, state, req, keepAlive);
  if (upgrade) {
    chooseAfterHead(parser, choice);
  } else if (!hasBody) {
    req.complete = true;
    req.push(null);
  }
  if (socket.parser === parser) state.onData(rest ?? Buffer.alloc(0));
}

function dispatch(server, connection, req, res) {
  publishStart(req, res, connection, server);
  server.emit('request', req, res);
}

// C has all of the response.
function onFinish(connection, req, res) {
  const { server } = connection;
  const socket = res[kOutSocket];
  publishFinish(res.req, res, socket, server);
  const request = res.req;
  if (!request._consuming && !request[kResumed]) request._dump();
  res[kOutSocket] = null;
  res[kFinishEmitted] = true;
  if (res._events === undefined) {
    res.destroyed = true;
    res._closed = true;
  } else {
    res.emit('finish');
    process.nextTick(emitCloseNT, res);
  }
  // Somebody looked at the socket in between: it goes on like any other.
  if (connection.real !== null) {
    const state = connection.real[kState];
    clearIncoming(request);
    if (res._last) {
      connection.real.destroySoon();
    } else {
      const timeout = idleTimeout(server);
      if (timeout > 0) {
        connection.real.setTimeout(timeout);
        state.keepAliveTimeoutSet = true;
      }
    }
  }
}

function onDrain(res) {
  if (!res.finished && res[kNeedDrain]) {
    res[kNeedDrain] = false;
    res.emit('drain');
  }
}

// The connection is gone, with these messages under way.
function onClose(connection) {
  const { req, _httpMessage: res } = connection;
  if (req !== null) req.destroy(new ConnResetException('aborted'));
  if (res !== null) emitCloseNT(res);
}

function onFail(socket, code, reason, bytes, used) {
  const error = new Error(`Parse Error: ${reason}`);
  error.bytesParsed = used;
  error.code = code;
  error.reason = reason;
  error.rawPacket = bytes;
  socketOnError.call(socket, error);
}

function onStream(server, status, stream) {
  const handle = server._handle;
  enter(handle);
  handle.onconnection(status, stream === undefined ? undefined :
    wrapNative(stream, server._pipeName ? kPipe : kTCP));
  leave(handle);
}

let inC;
function loadInC() {
  const connection = require('internal/http_connection');
  connection.setup({
    adopt,
    adoptMessages,
    afterDispatch,
    dispatch,
    feed,
    makeRequest: (server, connection) => new IncomingMessage(connection),
    makeResponse,
    mayLiveInC,
    onClose,
    onDrain,
    onFail,
    onFinish,
    onSpecial,
    onStream,
  });
  return connection;
}

function makeResponse(server, req) {
  const options = server[kResponseOptions] ??= {
    highWaterMark: server.highWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  };
  const res = new ServerResponse(req, options);
  return res;
}

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  setupConnectionsTracking,
  storeHTTPOptions,
  _connectionListener: connectionListener,
  kServerResponse,
  httpServerPreClose,
  kConnectionsCheckingInterval,
};
