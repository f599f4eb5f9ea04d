// SPDX-License-Identifier: MIT
// ServerResponse: what a server answers with.
'use strict';

const {
  ArrayIsArray,
  ObjectKeys,
  ObjectSetPrototypeOf,
} = primordials;

const assert = require('internal/assert');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_INVALID_STATUS_CODE,
    ERR_HTTP_SOCKET_ASSIGNED,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
  },
} = require('internal/errors');
const {
  validateLinkHeaderValue,
  validateObject,
} = require('internal/validators');
const {
  chunkExpression,
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
} = require('_http_common');
const {
  OutgoingMessage,
  validateHeaderName,
  validateHeaderValue,
} = require('_http_outgoing');
const { kOutHeaders } = require('internal/http');

const STATUS_CODES = {
  100: 'Continue',
  101: 'Switching Protocols',
  102: 'Processing',
  103: 'Early Hints',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Non-Authoritative Information',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  207: 'Multi-Status',
  208: 'Already Reported',
  226: 'IM Used',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  305: 'Use Proxy',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  418: 'I\'m a Teapot',
  421: 'Misdirected Request',
  422: 'Unprocessable Entity',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  509: 'Bandwidth Limit Exceeded',
  510: 'Not Extended',
  511: 'Network Authentication Required',
};

function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  if (req.method === 'HEAD') this._hasBody = false;
  this.req = req;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault =
      chunkExpression.test(req.headers.te);
    this.shouldKeepAlive = false;
  }
}
ObjectSetPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
ObjectSetPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype.sendDate = true;
ServerResponse.prototype._sent100 = false;
ServerResponse.prototype._expect_continue = false;
ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

// Users who wrap it reach it on this prototype.
ServerResponse.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
};

function onServerResponseClose() {
  // The socket may have been handed to the next response meanwhile.
  if (this._httpMessage) emitCloseNT(this._httpMessage);
}

function emitCloseNT(self) {
  if (self._closed) return;
  self.destroyed = true;
  self._closed = true;
  self.emit('close');
}

ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  socket.on('close', onServerResponseClose);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  assert(socket._httpMessage === this);
  socket.removeListener('close', onServerResponseClose);
  socket._httpMessage = null;
  this.socket = null;
};

ServerResponse.prototype.writeContinue = function writeContinue(cb) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', cb);
  this._sent100 = true;
};

ServerResponse.prototype.writeProcessing = function writeProcessing(cb) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', cb);
};

ServerResponse.prototype.writeEarlyHints =
  function writeEarlyHints(hints, cb) {
    validateObject(hints, 'hints');
    if (hints.link === null || hints.link === undefined) return;
    const link = validateLinkHeaderValue(hints.link);
    if (link.length === 0) return;
    if (checkInvalidHeaderChar(link)) {
      throw new ERR_INVALID_ARG_VALUE('hints.link', hints.link);
    }
    let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
    for (const key of ObjectKeys(hints)) {
      if (key === 'link') continue;
      validateHeaderName(key);
      validateHeaderValue(key, hints[key]);
      head += `${key}: ${hints[key]}\r\n`;
    }
    this._writeRaw(head + '\r\n', 'ascii', cb);
  };

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

// The line that each status had last: nearly always it has the same again.
const statusLines = { __proto__: null };

function statusLineOf(status, message) {
  const last = statusLines[status];
  if (last !== undefined && last.message === message) return last.line;
  if (checkInvalidHeaderChar(message)) {
    throw new ERR_INVALID_CHAR('statusMessage');
  }
  const line = `HTTP/1.1 ${status} ${message}\r\n`;
  statusLines[status] = { message, line };
  return line;
}

// A list [name, value, ...] over headers set one by one: it replaces them, but
// a name that it repeats stays repeated.
function mergeList(response, list) {
  if (list.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', list);
  for (let i = 0; i < list.length; i += 2) response.removeHeader(list[i]);
  for (let i = 0; i < list.length; i += 2) {
    if (list[i]) response.appendHeader(list[i], list[i + 1]);
  }
}

ServerResponse.prototype.writeHead = function writeHead(statusCode, reason,
                                                        obj) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const original = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) {
    throw new ERR_HTTP_INVALID_STATUS_CODE(original);
  }
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    obj ??= reason;
  }
  this.statusCode = statusCode;

  let headers = obj;
  if (this[kOutHeaders]) {
    if (ArrayIsArray(obj)) {
      mergeList(this, obj);
    } else if (obj) {
      for (const key of ObjectKeys(obj)) {
        if (key) this.setHeader(key, obj[key]);
      }
    }
    headers = this[kOutHeaders];
  }

  const statusLine = statusLineOf(statusCode, this.statusMessage);

  // RFC 9110, 15.2, 15.3.5, 15.4.5: these have no body.
  if (statusCode === 204 || statusCode === 304 || statusCode < 200) {
    this._hasBody = false;
  }
  // The client waits for a permission that it will not get: its body may or
  // may not come, so the connection cannot be used again.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;

  this._storeHeader(statusLine, headers);
  return this;
};

ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

module.exports = {
  STATUS_CODES,
  ServerResponse,
  emitCloseNT,
  onServerResponseClose,
};
