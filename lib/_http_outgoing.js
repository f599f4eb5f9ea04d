// SPDX-License-Identifier: MIT
// OutgoingMessage: a response as the server, a request as the client writes
// it. Defaults live on the prototype, so that making one costs little.
'use strict';

const {
  ArrayIsArray,
  FunctionPrototypeBind,
  NumberPrototypeToString,
  ObjectDefineProperties,
  ObjectFreeze,
  ObjectKeys,
  ObjectSetPrototypeOf,
  ObjectValues,
  StringPrototypeToLowerCase,
  Symbol,
} = primordials;

const { Buffer } = require('buffer');
const EE = require('events');
const Stream = require('stream');
const { getDefaultHighWaterMark } = require('internal/streams/state');
const { isUint8Array } = require('internal/util/types');
const {
  kOutHeaders,
  kNeedDrain,
  utcDateLine,
} = require('internal/http');
const {
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
  chunkExpression: chunked,
} = require('_http_common');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED,
    ERR_HTTP_CONTENT_LENGTH_MISMATCH,
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_TRAILER_INVALID,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { validateString } = require('internal/validators');
const {
  connectionField,
  kUniqueHeaders,
  lowerName,
  parseUniqueHeadersOption,
  storeField,
  validateHeaderName,
  validateHeaderValue,
  withConnection,
} = require('internal/http_fields');

const kCorked = Symbol('corked');
const kSocket = Symbol('kSocket');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kChunkedLength = Symbol('kChunkedLength');
const kBytesWritten = Symbol('kBytesWritten');
const kErrored = Symbol('errored');
const kFirstLine = Symbol('kFirstLine');
const kFields = Symbol('kFields');
const kMoreFields = Symbol('kMoreFields');
const kLength = Symbol('kLength');
const kFinishEmitted = Symbol('kFinishEmitted');
const kHighWaterMark = Symbol('kHighWaterMark');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');

const wideExpression = /[\x80-\xff]/;
const kNothing = ObjectFreeze([]);

function nop() {}

function OutgoingMessage(options) {
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark();
  if (options?.rejectNonStandardBodyWrites) {
    this[kRejectNonStandardBodyWrites] = true;
  }
  this[kSocket] = null;
  this[kOutHeaders] = null;
  this._header = null;
  this._headerSent = false;
  this.finished = false;
  this._contentLength = null;
}
ObjectSetPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
ObjectSetPrototypeOf(OutgoingMessage, Stream);

{
  const proto = OutgoingMessage.prototype;
  // Replaced by an array of the message's own when something must wait.
  proto.outputData = kNothing;
  proto.outputSize = 0;
  proto.writable = true;
  proto.destroyed = false;
  proto._last = false;
  proto.chunkedEncoding = false;
  proto.shouldKeepAlive = true;
  proto.maxRequestsOnConnectionReached = false;
  proto._defaultKeepAlive = true;
  proto.useChunkedEncodingByDefault = true;
  proto.sendDate = false;
  proto._removedConnection = false;
  proto._removedContLen = false;
  proto._removedTE = false;
  proto.strictContentLength = false;
  proto._hasBody = true;
  proto._trailer = '';
  proto._closed = false;
  proto._keepAliveTimeout = 0;
  proto._onPendingData = nop;
  proto[kFinishEmitted] = false;
  proto[kNeedDrain] = false;
  proto[kCorked] = 0;
  proto[kChunkedBuffer] = kNothing;
  proto[kChunkedLength] = 0;
  proto[kUniqueHeaders] = null;
  proto[kBytesWritten] = 0;
  proto[kErrored] = null;
  proto[kRejectNonStandardBodyWrites] = false;
}

function readOnly(get) {
  return { __proto__: null, configurable: true, enumerable: false, get };
}

// A connection in C becomes a socket when somebody looks.
function getSocket() {
  const socket = this[kSocket];
  return socket?.isConnection ? socket.socket : socket;
}

function setSocket(socket) {
  this[kSocket] = socket;
}

ObjectDefineProperties(OutgoingMessage.prototype, {
  __proto__: null,
  errored: readOnly(function() {
    return this[kErrored];
  }),
  closed: readOnly(function() {
    return this._closed;
  }),
  writableFinished: readOnly(function() {
    return this.finished && this.outputSize === 0 &&
      (!this[kSocket] || this[kSocket].writableLength === 0);
  }),
  writableObjectMode: readOnly(function() {
    return false;
  }),
  writableLength: readOnly(function() {
    return this.outputSize + this[kChunkedLength] +
      (this[kSocket] ? this[kSocket].writableLength : 0);
  }),
  writableHighWaterMark: readOnly(function() {
    return this[kSocket] ?
      this[kSocket].writableHighWaterMark : this[kHighWaterMark];
  }),
  writableCorked: readOnly(function() {
    return this[kCorked];
  }),
  connection: {
    __proto__: null, configurable: true, get: getSocket, set: setSocket,
  },
  socket: {
    __proto__: null, configurable: true, get: getSocket, set: setSocket,
  },
  headersSent: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return !!this._header;
    },
  },
  writableEnded: readOnly(function() {
    return this.finished;
  }),
  writableNeedDrain: readOnly(function() {
    return !this.destroyed && !this.finished && this[kNeedDrain];
  }),
});

OutgoingMessage.prototype._renderHeaders = function _renderHeaders() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  const rendered = {};
  const headers = this[kOutHeaders];
  if (headers !== null) {
    for (const { 0: name, 1: value } of ObjectValues(headers)) {
      rendered[name] = value;
    }
  }
  return rendered;
};

OutgoingMessage.prototype.cork = function cork() {
  this[kCorked]++;
  if (this[kSocket]) this[kSocket].cork();
};

OutgoingMessage.prototype.uncork = function uncork() {
  this[kCorked]--;
  if (this[kSocket]) this[kSocket].uncork();
  if (this[kCorked] || this[kChunkedBuffer].length === 0) return;

  // All that was written while corked becomes one chunk.
  const parts = this[kChunkedBuffer];
  const callbacks = [];
  this._send(NumberPrototypeToString(this[kChunkedLength], 16), 'latin1',
             null);
  this._send('\r\n', 'latin1', null);
  for (let i = 0; i < parts.length; i += 3) {
    this._send(parts[i], parts[i + 1], null);
    if (parts[i + 2]) callbacks.push(parts[i + 2]);
  }
  this._send('\r\n', 'latin1', callbacks.length === 0 ? null : (err) => {
    for (const callback of callbacks) callback(err);
  });
  this[kChunkedBuffer] = kNothing;
  this[kChunkedLength] = 0;
};

OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  const { socket } = this;
  if (socket) {
    socket.setTimeout(msecs);
  } else {
    this.once('socket', (assigned) => assigned.setTimeout(msecs));
  }
  return this;
};

OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  const { socket } = this;
  if (socket) {
    socket.destroy(error);
  } else {
    this.once('socket', (assigned) => assigned.destroy(error));
  }
  return this;
};

// Sends the head along with the first data.
OutgoingMessage.prototype._send = function _send(data, encoding, callback,
                                                 byteLength) {
  if (!this._headerSent && this._header !== null) {
    const header = this._header;
    // A head is Latin-1 whatever the body is.
    if (typeof data === 'string' &&
        (encoding === 'latin1' ||
         ((encoding === 'utf8' || !encoding) &&
          !wideExpression.test(header)))) {
      data = header + data;
    } else {
      queue(this, header, 'latin1', null, true);
    }
    this._headerSent = true;
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};

function queue(msg, data, encoding, callback, first) {
  if (msg.outputData === kNothing) msg.outputData = [];
  const entry = { data, encoding, callback };
  if (first) {
    msg.outputData.unshift(entry);
  } else {
    msg.outputData.push(entry);
  }
  msg.outputSize += data.length;
  msg._onPendingData(data.length);
}

OutgoingMessage.prototype._writeRaw = function _writeRaw(data, encoding,
                                                         callback, size) {
  const socket = this[kSocket];
  // The socket was destroyed: nobody will read this.
  if (socket && socket.destroyed) return false;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  // Not our turn yet.
  queue(this, data, encoding, callback, false);
  return this.outputSize < this[kHighWaterMark];
};

// --- The head ---------------------------------------------------------------

OutgoingMessage.prototype._storeHeader = function _storeHeader(firstLine,
                                                               headers) {
  // What has been seen among the fields, and the text so far.
  const state = {
    connection: false,
    contLen: false,
    te: false,
    date: false,
    expect: false,
    trailer: false,
    header: '',
  };

  if (headers) {
    if (headers === this[kOutHeaders]) {
      for (const key in headers) {
        const entry = headers[key];
        storeField(this, state, entry[0], key, entry[1], false);
      }
    } else if (ArrayIsArray(headers)) {
      if (headers.length > 0 && ArrayIsArray(headers[0])) {
        for (let i = 0; i < headers.length; i++) {
          const name = headers[i][0];
          storeField(this, state, name, lowerName(name), headers[i][1], true);
        }
      } else {
        if (headers.length % 2 !== 0) {
          throw new ERR_INVALID_ARG_VALUE('headers', headers);
        }
        for (let i = 0; i < headers.length; i += 2) {
          const name = headers[i];
          storeField(this, state, name, lowerName(name), headers[i + 1], true);
        }
      }
    } else {
      for (const key of ObjectKeys(headers)) {
        storeField(this, state, key, lowerName(key), headers[key], true);
      }
    }
  }

  let more = this.sendDate && !state.date ? utcDateLine() : '';

  // These never have a body; a chunked one would leave bytes behind that the
  // peer takes for the next answer.
  if (this.chunkedEncoding &&
      (this.statusCode === 204 || this.statusCode === 304)) {
    this.chunkedEncoding = false;
    this.shouldKeepAlive = false;
  }

  if (this._removedConnection) {
    this._last = !this.shouldKeepAlive;
  } else if (!state.connection) {
    more = withConnection(more, connectionField(this, state));
  }

  let length = -1;
  if (!state.contLen && !state.te) {
    if (!this._hasBody) {
      this.chunkedEncoding = false;
    } else if (!this.useChunkedEncodingByDefault) {
      this._last = true;
    } else if (!state.trailer && !this._removedContLen &&
               typeof this._contentLength === 'number') {
      length = this._contentLength;
    } else if (!this._removedTE) {
      more += 'Transfer-Encoding: chunked\r\n';
      this.chunkedEncoding = true;
    } else {
      // Neither length nor chunks: only the end of the connection tells.
      this._last = true;
    }
  }

  if (this.chunkedEncoding !== true && state.trailer) {
    throw new ERR_HTTP_TRAILER_INVALID();
  }

  // C takes the parts: most of them are the same strings every time, and the
  // whole is never put together.
  this[kFirstLine] = firstLine;
  this[kFields] = state.header;
  this[kMoreFields] = more;
  this[kLength] = length;
  this._header = firstLine + state.header + more +
    (length < 0 ? '\r\n' : `Content-Length: ${length}\r\n\r\n`);
  this._headerSent = false;

  // The peer waits for the head before it wants the body.
  if (state.expect) this._send('');
};

OutgoingMessage.prototype.setHeader = function setHeader(name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
  const lower = lowerName(name);
  validateHeaderValue(name, value);
  const headers = this[kOutHeaders] ??= { __proto__: null };
  headers[lower] = [name, value];
  return this;
};

OutgoingMessage.prototype.setHeaders = function setHeaders(headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
  if (!headers || ArrayIsArray(headers) ||
      typeof headers.keys !== 'function' ||
      typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  // A Headers object lists every cookie by itself: they belong together.
  const cookies = [];
  for (const { 0: key, 1: value } of headers) {
    if (key === 'set-cookie') {
      if (ArrayIsArray(value)) {
        cookies.push(...value);
      } else {
        cookies.push(value);
      }
    } else {
      this.setHeader(key, value);
    }
  }
  if (cookies.length > 0) this.setHeader('set-cookie', cookies);
  return this;
};

OutgoingMessage.prototype.appendHeader = function appendHeader(name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const field = StringPrototypeToLowerCase(name);
  const headers = this[kOutHeaders] ??= { __proto__: null };
  const entry = headers[field];
  if (!entry) {
    headers[field] = [name, value];
  } else {
    if (!ArrayIsArray(entry[1])) entry[1] = [entry[1]];
    if (ArrayIsArray(value)) {
      entry[1].push(...value);
    } else {
      entry[1].push(value);
    }
  }
  return this;
};

OutgoingMessage.prototype.getHeader = function getHeader(name) {
  validateString(name, 'name');
  return this[kOutHeaders]?.[StringPrototypeToLowerCase(name)]?.[1];
};

OutgoingMessage.prototype.getHeaderNames = function getHeaderNames() {
  return this[kOutHeaders] === null ? [] : ObjectKeys(this[kOutHeaders]);
};

OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames() {
  return this[kOutHeaders] === null ? [] :
    ObjectValues(this[kOutHeaders]).map((entry) => entry[0]);
};

OutgoingMessage.prototype.getHeaders = function getHeaders() {
  const headers = this[kOutHeaders];
  const copy = { __proto__: null };
  if (headers !== null) {
    for (const key of ObjectKeys(headers)) copy[key] = headers[key][1];
  }
  return copy;
};

OutgoingMessage.prototype.hasHeader = function hasHeader(name) {
  validateString(name, 'name');
  return this[kOutHeaders] !== null &&
    !!this[kOutHeaders][StringPrototypeToLowerCase(name)];
};

OutgoingMessage.prototype.removeHeader = function removeHeader(name) {
  validateString(name, 'name');
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
  const key = StringPrototypeToLowerCase(name);
  // What would be sent by default stays away as well.
  switch (key) {
    case 'connection':
      this._removedConnection = true;
      break;
    case 'content-length':
      this._removedContLen = true;
      break;
    case 'transfer-encoding':
      this._removedTE = true;
      break;
    case 'date':
      this.sendDate = false;
      break;
  }
  if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
};

OutgoingMessage.prototype._implicitHeader = function _implicitHeader() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

// --- The body ---------------------------------------------------------------

function hasStrictLength(msg) {
  return msg.strictContentLength && typeof msg._contentLength === 'number' &&
    msg._contentLength > 0 && !msg._removedContLen && msg._hasBody &&
    !msg.chunkedEncoding && !msg.hasHeader('transfer-encoding');
}

function byteLengthOf(chunk, encoding) {
  return typeof chunk === 'string' ?
    Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

function emitErrorNT(msg, error, callback) {
  callback(error);
  if (typeof msg.emit === 'function' && !msg.destroyed) {
    msg.emit('error', error);
  }
}

function failWrite(msg, error, callback) {
  if (msg.destroyed) {
    process.nextTick(callback, error);
  } else {
    process.nextTick(emitErrorNT, msg, error, callback);
  }
}

function uncorkNT(socket) {
  socket.uncork();
}

OutgoingMessage.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  const more = writeBody(this, chunk, encoding, callback, false);
  if (!more) this[kNeedDrain] = true;
  return more;
};

function writeBody(msg, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = nop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE(
      'chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
  if (msg.finished) {
    failWrite(msg, new ERR_STREAM_WRITE_AFTER_END(), callback);
    return false;
  }
  if (msg.destroyed) {
    failWrite(msg, new ERR_STREAM_DESTROYED('write'), callback);
    return false;
  }

  let length = -1;
  if (!msg._header) {
    if (fromEnd) {
      length = byteLengthOf(chunk, encoding);
      msg._contentLength = length;
    }
    msg._implicitHeader();
  }
  if (msg.strictContentLength) {
    if (length < 0) length = byteLengthOf(chunk, encoding);
    const total = msg[kBytesWritten] + length;
    if (hasStrictLength(msg) &&
        (fromEnd ? total !== msg._contentLength :
          total > msg._contentLength)) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, msg._contentLength);
    }
    msg[kBytesWritten] = total;
  }

  if (!msg._hasBody) {
    if (msg[kRejectNonStandardBodyWrites]) {
      throw new ERR_HTTP_BODY_NOT_ALLOWED();
    }
    process.nextTick(callback);
    return true;
  }

  // What is written in one go leaves in one packet.
  const socket = msg[kSocket];
  if (!fromEnd && socket && !socket.writableCorked) {
    socket.cork();
    process.nextTick(uncorkNT, socket);
  }

  if (!msg.chunkedEncoding || chunk.length === 0) {
    return msg._send(chunk, encoding, callback, length);
  }
  if (length < 0) length = byteLengthOf(chunk, encoding);
  if (msg[kCorked] && msg._headerSent) {
    if (msg[kChunkedBuffer] === kNothing) msg[kChunkedBuffer] = [];
    msg[kChunkedBuffer].push(chunk, encoding, callback);
    msg[kChunkedLength] += length;
    return msg[kChunkedLength] < msg[kHighWaterMark];
  }
  msg._send(NumberPrototypeToString(length, 16), 'latin1', null);
  msg._send('\r\n', 'latin1', null);
  msg._send(chunk, encoding, null, length);
  return msg._send('\r\n', 'latin1', callback);
}

OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
  this._trailer = '';
  const isArray = ArrayIsArray(headers);
  for (const key of ObjectKeys(headers)) {
    const field = isArray ? headers[key][0] : key;
    const value = isArray ? headers[key][1] : headers[key];
    validateHeaderName(field, 'Trailer name');
    const joined = !ArrayIsArray(value) ? [value] :
      this[kUniqueHeaders]?.has(StringPrototypeToLowerCase(field)) ?
        [value.join('; ')] : value;
    for (let i = 0; i < joined.length; i++) {
      if (checkInvalidHeaderChar(joined[i])) {
        throw new ERR_INVALID_CHAR('trailer content', field);
      }
      this._trailer += `${field}: ${joined[i]}\r\n`;
    }
  }
};

function emitFinish(msg) {
  const socket = msg[kSocket];
  if (socket?._hadError) return;
  msg[kFinishEmitted] = true;
  if (socket?.isConnection && socket._httpMessage === msg &&
      socket.real === null) {
    socket.endWritten(msg);
  } else {
    msg.emit('finish');
  }
}

OutgoingMessage.prototype.end = function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }

  const socket = this[kSocket];
  if (socket !== null && socket.isConnection && !this.finished &&
      socket.endAtOnce(this, chunk, encoding, callback)) {
    return this;
  }
  if (chunk) {
    if (this.finished) {
      failWrite(this, new ERR_STREAM_WRITE_AFTER_END(),
                typeof callback === 'function' ? callback : nop);
      return this;
    }
    if (socket) socket.cork();
    writeBody(this, chunk, encoding, null, true);
  } else if (this.finished) {
    if (typeof callback === 'function') {
      if (this.writableFinished) {
        callback(new ERR_STREAM_ALREADY_FINISHED('end'));
      } else {
        this.on('finish', callback);
      }
    }
    return this;
  } else if (!this._header) {
    if (socket) socket.cork();
    this._contentLength = 0;
    this._implicitHeader();
  }

  if (typeof callback === 'function') this.once('finish', callback);

  if (hasStrictLength(this) && this[kBytesWritten] !== this._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten],
                                               this._contentLength);
  }

  const finish = FunctionPrototypeBind(emitFinish, undefined, this);
  if (this._hasBody && this.chunkedEncoding) {
    this._send(`0\r\n${this._trailer}\r\n`, 'latin1', finish);
  } else if (!this._headerSent || this.writableLength || chunk) {
    this._send('', 'latin1', finish);
  } else {
    process.nextTick(finish);
  }

  if (this[kSocket]?.isConnection) {
    this[kSocket].uncorkAll();
  } else if (this[kSocket]) {
    // However often it was corked: this message is through.
    const state = this[kSocket]._writableState;
    if (state) state.corked = 1;
    this[kSocket].uncork();
  }
  this[kCorked] = 1;
  this.uncork();

  this.finished = true;

  // Everything has gone to the socket, and it is ours.
  if (this.outputData.length === 0 && this[kSocket] &&
      this[kSocket]._httpMessage === this) {
    this._finish();
  }
  return this;
};

OutgoingMessage.prototype._finish = function _finish() {
  this.emit('prefinish');
};

// The socket is ours now, or has drained: sends what had to wait.
OutgoingMessage.prototype._flush = function _flush() {
  const socket = this[kSocket];
  if (!socket || !socket.writable) return;
  const more = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (more && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function _flushOutput(socket) {
  while (this[kCorked]) {
    this[kCorked]--;
    socket.cork();
  }
  const { outputData } = this;
  if (outputData.length === 0) return undefined;
  socket.cork();
  let more;
  for (let i = 0; i < outputData.length; i++) {
    const { data, encoding, callback } = outputData[i];
    outputData[i].data = null;
    more = socket.write(data, encoding, callback);
  }
  socket.uncork();
  this.outputData = kNothing;
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return more;
};

OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

OutgoingMessage.prototype.pipe = function pipe() {
  // It is written to, never read from.
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[EE.captureRejectionSymbol] = function(err, event) {
  this.destroy(err);
};

module.exports = {
  byteLengthOf,
  kCorked,
  kRejectNonStandardBodyWrites,
  kHighWaterMark,
  kUniqueHeaders,
  kSocket,
  kErrored,
  kFields,
  kFinishEmitted,
  kFirstLine,
  kLength,
  kMoreFields,
  kNothing,
  parseUniqueHeadersOption,
  validateHeaderName,
  validateHeaderValue,
  OutgoingMessage,
};
