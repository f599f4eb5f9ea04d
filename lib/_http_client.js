// SPDX-License-Identifier: MIT
// ClientRequest: one request and the response to it, over a socket that an
// agent lends or that is its own.
'use strict';

const {
  ArrayIsArray,
  Boolean,
  NumberIsFinite,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectSetPrototypeOf,
  RegExpPrototypeExec,
  String,
  Symbol,
} = primordials;

const net = require('net');
const assert = require('internal/assert');
const { Buffer } = require('buffer');
const { once } = require('internal/util');
const {
  _checkIsHttpToken: checkIsHttpToken,
  freeParser,
  parsers,
  HTTPParser,
  isLenient,
  prepareError,
} = require('_http_common');
const {
  kFinishEmitted,
  kUniqueHeaders,
  parseUniqueHeadersOption,
  OutgoingMessage,
} = require('_http_outgoing');
const Agent = require('_http_agent');
const { kOutHeaders, kNeedDrain } = require('internal/http');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_HTTP_TOKEN,
    ERR_INVALID_PROTOCOL,
    ERR_UNESCAPED_CHARACTERS,
  },
  ConnResetException,
} = require('internal/errors');
const { validateBoolean, validateInteger } = require('internal/validators');
const { getTimerDuration } = require('internal/timers');
const { addAbortSignal, finished } = require('stream');
const channel = require('internal/http_channels');

let debug = require('internal/util/debuglog').debuglog('http', (fn) => {
  debug = fn;
});

const kError = Symbol('kError');
const kPath = Symbol('kPath');

const invalidPathExpression = /[^\u0021-\u00ff]/;

function checkPath(value) {
  const path = String(value);
  if (RegExpPrototypeExec(invalidPathExpression, path) !== null) {
    throw new ERR_UNESCAPED_CHARACTERS('Request path');
  }
  return path;
}

function checkHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`,
                                   ['string', 'undefined', 'null'], host);
  }
  return host;
}

// A URL object, of this or another realm; what url.parse() makes has a path.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined &&
                 value.path === undefined);
}

// The three ways to call: (url, options, callback), (url, callback),
// (options, callback).
function readArguments(input, options, callback) {
  if (typeof input === 'string') {
    const { URL, urlToHttpOptions } = require('internal/url');
    input = urlToHttpOptions(new URL(input));
  } else if (isURL(input)) {
    input = require('internal/url').urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || {};
  } else {
    options = ObjectAssign(input || {}, options);
  }
  return { options, callback };
}

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) {
    // A connection of the caller's own making needs no agent.
    return typeof options.createConnection === 'function' ?
      undefined : defaultAgent;
  }
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(
      'options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function readMethod(method) {
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (!method) return 'GET';
  if (!checkIsHttpToken(method)) {
    throw new ERR_INVALID_HTTP_TOKEN('Method', method);
  }
  return method.toUpperCase();
}

function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);
  ({ options, callback } = readArguments(input, options, callback));

  const defaultAgent = options._defaultAgent || Agent.globalAgent;
  const agent = this.agent = chooseAgent(options, defaultAgent);

  const protocol = options.protocol || defaultAgent.protocol;
  const expectedProtocol = agent?.protocol || defaultAgent.protocol;
  if (options.path) checkPath(options.path);
  if (protocol !== expectedProtocol) {
    throw new ERR_INVALID_PROTOCOL(protocol, expectedProtocol);
  }

  const defaultPort = options.defaultPort || agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = checkHost(options.hostname, 'hostname') ||
    checkHost(options.host, 'host') || 'localhost';

  const noDefaults = options.setDefaultHeaders === false;
  const setHost = options.setHost !== undefined ?
    Boolean(options.setHost) : !noDefaults;
  if (noDefaults) {
    this._removedConnection = true;
    this._removedContLen = true;
    this._removedTE = true;
  }

  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) {
    this.timeout = getTimerDuration(options.timeout, 'timeout');
  }
  const { signal } = options;
  if (signal) addAbortSignal(signal, this);

  this.method = readMethod(options.method);
  storeParserOptions(this, options);
  this.path = options.path || '/';
  if (callback) this.once('response', callback);

  switch (this.method) {
    case 'GET':
    case 'HEAD':
    case 'DELETE':
    case 'OPTIONS':
    case 'TRACE':
    case 'CONNECT':
      this.useChunkedEncodingByDefault = false;
      break;
    default:
      this.useChunkedEncodingByDefault = true;
  }

  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;

  if (agent) {
    // Ask for keep-alive only when the agent will make use of it.
    const reuses = agent.keepAlive || NumberIsFinite(agent.maxSockets);
    this._last = !reuses;
    this.shouldKeepAlive = !!reuses;
  }

  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  if (ArrayIsArray(options.headers)) {
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`,
                      options.headers);
  } else {
    setFields(this, options, setHost ? hostField(host, port, defaultPort) : '');
  }

  const rest = { ...options };
  delete rest.signal;
  connect(this, rest);
  if (channel.clientRequestCreated.hasSubscribers) {
    channel.clientRequestCreated.publish({ request: this });
  }
}
ObjectSetPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
ObjectSetPrototypeOf(ClientRequest, OutgoingMessage);

function storeParserOptions(req, options) {
  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) {
    validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  }
  req.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) {
    validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  }
  req.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) {
    validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  }
  req.joinDuplicateHeaders = joinDuplicateHeaders;
}

function hostField(host, port, defaultPort) {
  // An IPv6 address goes into brackets.
  const colon = host.indexOf(':');
  if (colon !== -1 && host.includes(':', colon + 1) && host[0] !== '[') {
    host = `[${host}]`;
  }
  return port && +port !== defaultPort ? `${host}:${port}` : host;
}

function setFields(req, options, host) {
  const { headers } = options;
  if (headers) {
    for (const key of ObjectKeys(headers)) req.setHeader(key, headers[key]);
  }
  if (host && !req.getHeader('host')) req.setHeader('Host', host);
  if (options.auth && !req.getHeader('Authorization')) {
    req.setHeader('Authorization',
                  `Basic ${Buffer.from(options.auth).toString('base64')}`);
  }
  if (req.getHeader('expect')) req._implicitHeader();
}

function connect(req, options) {
  debug('request: %s %s to %s', req.method, req.path, req.host);
  if (req.agent) {
    req.agent.addRequest(req, options);
    return;
  }
  // Nobody keeps the connection afterwards.
  req._last = true;
  req.shouldKeepAlive = false;
  // To net, `path` is that of a local socket.
  if (options.socketPath) {
    options.path = options.socketPath;
  } else {
    options.path = undefined;
  }
  if (typeof options.createConnection !== 'function') {
    req.onSocket(net.createConnection(options));
    return;
  }
  const created = once((err, socket) => {
    if (err) {
      process.nextTick(emitErrorEvent, req, err);
    } else {
      req.onSocket(socket);
    }
  });
  try {
    const socket = options.createConnection(options, created);
    if (socket) created(null, socket);
  } catch (err) {
    created(err);
  }
}

ObjectDefineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kPath];
  },
  set(value) {
    this[kPath] = checkPath(value);
  },
});

ClientRequest.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
  if (channel.clientRequestStart.hasSubscribers) {
    channel.clientRequestStart.publish({ request: this });
  }
};

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`,
                    this[kOutHeaders]);
};

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(emitAbortNT, this);
  this.destroy();
};

ClientRequest.prototype.destroy = function destroy(err) {
  if (this.destroyed) return this;
  this.destroyed = true;
  // What still comes of the response is for nobody.
  if (this.res) this.res._dump();
  this[kError] = err;
  this.socket?.destroy(err);
  return this;
};

function emitAbortNT(req) {
  req.emit('abort');
}

function emitErrorEvent(req, error) {
  if (channel.clientRequestError.hasSubscribers) {
    channel.clientRequestError.publish({ request: req, error });
  }
  req.emit('error', error);
}

function closeRequest(req) {
  req._closed = true;
  req.emit('close');
}

// --- The socket's events ----------------------------------------------------

function socketOnDrain() {
  const req = this._httpMessage;
  if (req && !req.finished && req[kNeedDrain]) {
    req[kNeedDrain] = false;
    req.emit('drain');
  }
}

function stopReading(socket) {
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
}

function socketOnClose() {
  const req = this._httpMessage;
  // Whatever was buffered goes through the parser first.
  this.read();
  const { parser } = this;
  if (parser) {
    // A body without length ends here.
    parser.finish();
    freeParser(parser, req, this);
  }

  req.destroyed = true;
  const { res } = req;
  if (res) {
    if (!res.complete) res.destroy(new ConnResetException('aborted'));
    closeRequest(req);
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      emitErrorEvent(req, new ConnResetException('socket hang up'));
    }
    closeRequest(req);
  }
  // What was not written will not be.
  if (req.outputData.length > 0) req.outputData = [];
}

function socketOnError(err) {
  const req = this._httpMessage;
  if (req) {
    this._hadError = true;
    emitErrorEvent(req, err);
  }
  const { parser } = this;
  if (parser) {
    parser.finish();
    freeParser(parser, req, this);
  }
  stopReading(this);
  this.destroy();
}

function socketOnEnd() {
  const req = this._httpMessage;
  const { parser } = this;
  if (!req.res && !this._hadError) {
    this._hadError = true;
    emitErrorEvent(req, new ConnResetException('socket hang up'));
  }
  if (parser) {
    parser.finish();
    freeParser(parser, req, this);
  }
  this.end();
}

function isInformational(status) {
  // 101 is final: another protocol follows.
  return status < 200 && status >= 100 && status !== 101;
}

function socketOnData(chunk) {
  const req = this._httpMessage;
  const { parser } = this;
  assert(parser && parser.socket === this);

  const ret = parser.execute(chunk);
  if (ret instanceof Error) {
    prepareError(ret, parser, chunk);
    freeParser(parser, req, this);
    stopReading(this);
    this.destroy();
    this._hadError = true;
    emitErrorEvent(req, ret);
  } else if (parser.incoming?.upgrade) {
    takeOver(req, this, parser, chunk.slice(ret));
  } else if (parser.incoming?.complete &&
             !isInformational(parser.incoming.statusCode)) {
    stopReading(this);
    this.removeListener('drain', socketOnDrain);
    freeParser(parser, req, this);
  }
}

// 101, or an answer to CONNECT: the socket is the user's.
function takeOver(req, socket, parser, head) {
  const res = parser.incoming;
  req.res = res;
  stopReading(socket);
  socket.removeListener('drain', socketOnDrain);
  if (req.timeoutCb) socket.removeListener('timeout', req.timeoutCb);
  socket.removeListener('timeout', responseOnTimeout);
  parser.finish();
  freeParser(parser, req, socket);

  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (req.listenerCount(event) === 0) {
    req.destroy();
    return;
  }
  req.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', socketOnClose);
  socket.removeListener('error', socketOnError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  req.emit(event, res, socket, head);
  req.destroyed = true;
  closeRequest(req);
}

// A head has come. Returns what the parser is to do with the rest: 0 read the
// body, 1 there is none, 2 another protocol follows.
function parserOnIncomingClient(res, shouldKeepAlive) {
  const { socket } = this;
  const req = socket._httpMessage;

  if (req.res) {
    // A second answer to one request.
    socket.destroy();
    return 0;
  }
  req.res = res;

  if (req.method === 'CONNECT') {
    res.upgrade = true;
    return 2;
  }
  if (res.upgrade) return 2;

  if (isInformational(res.statusCode)) {
    req.res = null;
    if (res.statusCode === 100) req.emit('continue');
    req.emit('information', {
      statusCode: res.statusCode,
      statusMessage: res.statusMessage,
      httpVersion: res.httpVersion,
      httpVersionMajor: res.httpVersionMajor,
      httpVersionMinor: res.httpVersionMinor,
      headers: res.headers,
      rawHeaders: res.rawHeaders,
    });
    return 1;
  }

  if (req.shouldKeepAlive && !shouldKeepAlive && !req.upgradeOrConnect) {
    req.shouldKeepAlive = false;
  }

  if (channel.clientResponseFinish.hasSubscribers) {
    channel.clientResponseFinish.publish({ request: req, response: res });
  }
  res.req = req;

  // Ours come first, so that the socket is free when the user hears of it.
  res.on('end', responseOnEnd);
  req.on('finish', requestOnFinish);
  socket.on('timeout', responseOnTimeout);

  // Nobody listens: the body must not keep the socket.
  if (req.aborted || !req.emit('response', res)) res._dump();

  if (req.method === 'HEAD') return 1;
  if (res.statusCode === 304) {
    res.complete = true;
    return 1;
  }
  return 0;
}

function responseOnTimeout() {
  this._httpMessage?.res?.emit('timeout');
}

function responseOnEnd() {
  const { req } = this;
  const { socket } = req;
  if (socket) {
    if (req.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', responseOnTimeout);
  }
  req._ended = true;
  if (!req.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === 'function') {
        socket.destroySoon();
      } else {
        socket.end();
      }
    }
  } else if (req[kFinishEmitted] && !this.aborted) {
    // Request and response are through: the socket can serve the next.
    releaseSocket(req);
  }
}

function requestOnFinish() {
  if (this.shouldKeepAlive && this._ended) releaseSocket(this);
}

function releaseSocket(req) {
  const { socket } = req;
  if (req.timeoutCb) {
    socket.setTimeout(0, req.timeoutCb);
    req.timeoutCb = null;
  }
  socket.removeListener('close', socketOnClose);
  socket.removeListener('error', socketOnError);
  stopReading(socket);
  process.nextTick(emitFreeNT, req);
  req.destroyed = true;
  // Destroying the response must not destroy somebody else's socket.
  if (req.res) req.res.socket = null;
}

function emitFreeNT(req) {
  closeRequest(req);
  if (req.socket) req.socket.emit('free');
}

ClientRequest.prototype.onSocket = function onSocket(socket, err) {
  // It can fail before the next tick.
  if (socket && !err) {
    socket._httpMessage = this;
    socket.on('error', socketOnError);
  }
  process.nextTick(onSocketNT, this, socket, err);
};

function failRequest(req, err) {
  if (!req.aborted && !err) err = new ConnResetException('socket hang up');
  req.destroyed = true;
  if (err) emitErrorEvent(req, err);
  closeRequest(req);
}

function onSocketNT(req, socket, err) {
  if (!err && socket.destroyed && socket._hadError) {
    // The error has been told.
    req.destroyed = true;
    closeRequest(req);
    return;
  }
  if (!req.destroyed && !err) {
    attachSocket(req, socket);
    req._flush();
    return;
  }
  if (!socket) {
    failRequest(req, err || req[kError]);
    return;
  }
  // finished() below tells of what happens to it.
  socket.removeListener('error', socketOnError);
  if (!err && req.agent && !socket.destroyed) {
    // The request was destroyed while it waited: others can have the socket.
    socket.emit('free');
    failRequest(req, req[kError]);
    return;
  }
  finished(socket.destroy(err || req[kError]), (er) => {
    if (er?.code === 'ERR_STREAM_PREMATURE_CLOSE') er = null;
    failRequest(req, er || err);
  });
}

function attachSocket(req, socket) {
  const parser = parsers.alloc();
  const lenient = req.insecureHTTPParser === undefined ?
    isLenient() : req.insecureHTTPParser;
  req.socket = socket;
  parser.initialize(HTTPParser.RESPONSE, { type: 'HTTPINCOMINGMESSAGE', req },
                    req.maxHeaderSize || 0,
                    lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
  parser.socket = socket;
  parser.outgoing = req;
  req.parser = parser;
  socket.parser = parser;
  if (typeof req.maxHeadersCount === 'number') {
    parser.maxHeaderPairs = req.maxHeadersCount << 1;
  }
  parser.joinDuplicateHeaders = req.joinDuplicateHeaders;
  parser.onIncoming = parserOnIncomingClient;

  socket.on('data', socketOnData);
  socket.on('end', socketOnEnd);
  socket.on('close', socketOnClose);
  socket.on('drain', socketOnDrain);

  if (req.timeout !== undefined || req.agent?.options?.timeout) {
    listenSocketTimeout(req);
  }
  req.emit('socket', socket);
}

// --- What is passed on to the socket ----------------------------------------

// Calls a method of the socket as soon as there is one that is connected.
ClientRequest.prototype._deferToConnect =
  function _deferToConnect(method, args) {
    const call = () => {
      if (method) this.socket[method](...args);
    };
    const onSocket = () => {
      if (this.socket.writable) {
        call();
      } else {
        this.socket.once('connect', call);
      }
    };
    if (this.socket) {
      onSocket();
    } else {
      this.once('socket', onSocket);
    }
  };

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function listenSocketTimeout(req) {
  if (req.timeoutCb) return;
  req.timeoutCb = emitRequestTimeout;
  if (req.socket) {
    req.socket.once('timeout', emitRequestTimeout);
  } else {
    req.on('socket', (socket) => socket.once('timeout', emitRequestTimeout));
  }
}

function setSocketTimeout(socket, msecs) {
  if (socket.connecting) {
    socket.once('connect', () => socket.setTimeout(msecs));
  } else {
    socket.setTimeout(msecs);
  }
}

ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenSocketTimeout(this);
  msecs = getTimerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  if (this.socket) {
    setSocketTimeout(this.socket, msecs);
  } else {
    this.once('socket', (socket) => setSocketTimeout(socket, msecs));
  }
  return this;
};

ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  this._deferToConnect('setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive =
  function setSocketKeepAlive(enable, initialDelay) {
    this._deferToConnect('setKeepAlive', [enable, initialDelay]);
  };

ClientRequest.prototype.clearTimeout = function clearTimeout(callback) {
  this.setTimeout(0, callback);
};

module.exports = { ClientRequest };
