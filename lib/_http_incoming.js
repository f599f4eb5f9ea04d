// SPDX-License-Identifier: MIT
// IncomingMessage: a request as the server, a response as the client sees it.
// It is a real Readable, but what makes it one is built when somebody first
// uses it as a stream: most requests have no body and are never read.
'use strict';

const {
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  SafeMap,
  StringPrototypeToLowerCase,
  Symbol,
} = primordials;

const stream = require('stream');

const { Readable } = stream;

const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kHeadersCount = Symbol('kHeadersCount');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kTrailersCount = Symbol('kTrailersCount');
const kResumed = Symbol('kResumed');
const kState = Symbol('kState');
const kEnded = Symbol('kEnded');
const kSocket = Symbol('kSocket');
const kHead = Symbol('kHead');
const kHeadAt = Symbol('kHeadAt');
const kHeadSize = Symbol('kHeadSize');
const kRawHeaders = Symbol('kRawHeaders');

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

function readStop(socket) {
  if (socket) socket.pause();
}

function IncomingMessage(socket) {
  this[kSocket] = socket;
  this[kState] = undefined;
  this[kEnded] = false;
  this[kRawHeaders] = undefined;
  this[kHeaders] = null;
  this[kHeadersCount] = 0;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this.url = '';
  this.method = null;
}
ObjectSetPrototypeOf(IncomingMessage.prototype, Readable.prototype);
ObjectSetPrototypeOf(IncomingMessage, Readable);

// What most messages never change stays here.
IncomingMessage.prototype[kHead] = undefined;
IncomingMessage.prototype[kHeadersDistinct] = null;
IncomingMessage.prototype[kTrailers] = null;
IncomingMessage.prototype[kTrailersDistinct] = null;
IncomingMessage.prototype[kTrailersCount] = 0;
IncomingMessage.prototype.statusCode = null;
IncomingMessage.prototype.statusMessage = null;
IncomingMessage.prototype.upgrade = null;
IncomingMessage.prototype._dumped = false;
IncomingMessage.prototype.joinDuplicateHeaders = false;
IncomingMessage.prototype.aborted = false;
IncomingMessage.prototype._consuming = false;
IncomingMessage.prototype[kResumed] = false;

function buildState(message) {
  const socket = message[kSocket];
  const options = socket ?
    { highWaterMark: socket.readableHighWaterMark } : undefined;
  message[kState] = null;
  Readable.call(message, options);
  // Nothing is read ahead before somebody wants it: see _read().
  message[kState].readingMore = true;
  // An end that came before anybody listened.
  if (message[kEnded]) Readable.prototype.push.call(message, null);
  return message[kState];
}

ObjectDefineProperty(IncomingMessage.prototype, '_readableState', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const state = this[kState];
    if (state !== undefined) return state;
    // The prototype itself is no message.
    return this instanceof IncomingMessage ? buildState(this) : undefined;
  },
  set(state) {
    this[kState] = state;
  },
});

IncomingMessage.prototype.push = function push(chunk, encoding) {
  if (chunk === null && this[kState] === undefined) {
    this[kEnded] = true;
    return false;
  }
  return Readable.prototype.push.call(this, chunk, encoding);
};

ObjectDefineProperty(IncomingMessage.prototype, 'socket', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const socket = this[kSocket];
    // A connection in C becomes a socket when somebody looks.
    return socket?.isConnection ? socket.socket : socket;
  },
  set(socket) {
    this[kSocket] = socket;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'connection', {
  __proto__: null,
  configurable: true,
  get() {
    return this.socket;
  },
  set(socket) {
    this.socket = socket;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'client', {
  __proto__: null,
  configurable: true,
  get() {
    return this.socket;
  },
  set(socket) {
    this.socket = socket;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'rawHeaders', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kRawHeaders] ??= readHead(this);
  },
  set(headers) {
    this[kRawHeaders] = headers;
  },
});

// The fields of a head that has stayed bytes until now.
function readHead(message) {
  const head = message[kHead];
  if (head === undefined) return [];
  message[kHead] = undefined;
  let fields = internalBinding('http_server').fields(
    head, message[kHeadAt], message[kHeadSize]);
  const max = message[kSocket]?.server?.maxHeadersCount;
  const most = typeof max === 'number' ? max << 1 : 2000;
  if (most > 0 && fields.length > most) fields = fields.slice(0, most);
  message[kHeadersCount] = fields.length;
  return fields;
}

const kRawTrailers = Symbol('kRawTrailers');
IncomingMessage.prototype[kRawTrailers] = undefined;
ObjectDefineProperty(IncomingMessage.prototype, 'rawTrailers', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kRawTrailers] ??= [];
  },
  set(trailers) {
    this[kRawTrailers] = trailers;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'headers', {
  __proto__: null,
  configurable: true,
  get() {
    let headers = this[kHeaders];
    if (!headers) {
      headers = this[kHeaders] = {};
      const raw = this.rawHeaders;
      const n = this[kHeadersCount];
      for (let i = 0; i < n; i += 2) {
        this._addHeaderLine(raw[i], raw[i + 1], headers);
      }
    }
    return headers;
  },
  set(headers) {
    this[kHeaders] = headers;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'headersDistinct', {
  __proto__: null,
  configurable: true,
  get() {
    if (!this[kHeadersDistinct]) {
      const raw = this.rawHeaders;
      this[kHeadersDistinct] = distinct(this, raw, this[kHeadersCount]);
    }
    return this[kHeadersDistinct];
  },
  set(headers) {
    this[kHeadersDistinct] = headers;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'trailers', {
  __proto__: null,
  configurable: true,
  get() {
    let trailers = this[kTrailers];
    if (!trailers) {
      trailers = this[kTrailers] = {};
      const raw = this.rawTrailers;
      const n = this[kTrailersCount];
      for (let i = 0; i < n; i += 2) {
        this._addHeaderLine(raw[i], raw[i + 1], trailers);
      }
    }
    return trailers;
  },
  set(trailers) {
    this[kTrailers] = trailers;
  },
});

ObjectDefineProperty(IncomingMessage.prototype, 'trailersDistinct', {
  __proto__: null,
  configurable: true,
  get() {
    return this[kTrailersDistinct] ??=
      distinct(this, this.rawTrailers, this[kTrailersCount]);
  },
  set(trailers) {
    this[kTrailersDistinct] = trailers;
  },
});

function distinct(message, raw, n) {
  const lines = {};
  for (let i = 0; i < n; i += 2) {
    message._addHeaderLineDistinct(raw[i], raw[i + 1], lines);
  }
  return lines;
}

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

// The socket pushes; reading only lets it.
IncomingMessage.prototype._read = function _read(n) {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  const socket = this[kSocket];
  if (socket && socket.readable) readStart(socket);
};

// Whoever lets it flow wants it, also when nothing had to be read for that.
IncomingMessage.prototype.resume = function resume() {
  this[kResumed] = true;
  return Readable.prototype.resume.call(this);
};

function finishDestroy(message, error, callback) {
  // Without a listener the error would end the process: an aborted message
  // has said so by 'aborted' and 'close'.
  if (message.listenerCount('error') === 0) {
    callback();
  } else {
    callback(error);
  }
}

IncomingMessage.prototype._destroy = function _destroy(err, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  let socket = this[kSocket];
  // An aborted message takes its socket along, when there still is one.
  if (socket && !socket.destroyed && this.aborted) {
    ({ socket } = this);
    socket.destroy(err);
    const cleanup = stream.finished(socket, (e) => {
      if (e?.code === 'ERR_STREAM_PREMATURE_CLOSE') e = null;
      cleanup();
      process.nextTick(finishDestroy, this, e || err, callback);
    });
  } else {
    process.nextTick(finishDestroy, this, err, callback);
  }
};

IncomingMessage.prototype._addHeaderLines = function(headers, n) {
  if (!headers || headers.length === 0) return;
  let dest;
  if (this.complete) {
    this.rawTrailers = headers.slice(0, n);
    this[kTrailersCount] = n;
    dest = this[kTrailers];
  } else {
    this[kRawHeaders] = n < headers.length ? headers.slice(0, n) : headers;
    this[kHeadersCount] = n;
    dest = this[kHeaders];
  }
  if (dest) {
    for (let i = 0; i < n; i += 2) {
      this._addHeaderLine(headers[i], headers[i + 1], dest);
    }
  }
};

// What a second field of the same name does.
const JOIN_COMMA = 0;
const JOIN_ARRAY = 1;
const JOIN_SEMICOLON = 2;
const KEEP_FIRST = 3;

// Every spelling that is worth not lower-casing -> [lower case, rule].
const fields = new SafeMap();

function addField(name, rule) {
  const entry = [StringPrototypeToLowerCase(name), rule];
  fields.set(name, entry);
  fields.set(entry[0], entry);
}

for (const name of [
  'Age', 'Authorization', 'Content-Length', 'Content-Type', 'ETag', 'Expires',
  'From', 'Host', 'If-Modified-Since', 'If-Unmodified-Since', 'Last-Modified',
  'Location', 'Max-Forwards', 'Proxy-Authorization', 'Referer', 'Retry-After',
  'Server', 'User-Agent',
]) addField(name, KEEP_FIRST);
addField('Set-Cookie', JOIN_ARRAY);
addField('Cookie', JOIN_SEMICOLON);
for (const name of [
  'Accept', 'Accept-Charset', 'Accept-Encoding', 'Accept-Language',
  'Access-Control-Allow-Origin', 'Access-Control-Request-Headers',
  'Access-Control-Request-Method', 'Cache-Control', 'Connection',
  'Content-Disposition', 'Content-Encoding', 'Content-Language', 'Date',
  'Expect', 'If-Match', 'If-None-Match', 'If-Range', 'Keep-Alive', 'Origin',
  'Pragma', 'Range', 'Sec-Fetch-Dest', 'Sec-Fetch-Mode', 'Sec-Fetch-Site',
  'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'TE', 'Trailer',
  'Transfer-Encoding', 'Upgrade', 'Upgrade-Insecure-Requests', 'Vary', 'Via',
  'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto',
  'X-Requested-With',
]) addField(name, JOIN_COMMA);

function lookUp(name) {
  const entry = fields.get(name);
  if (entry !== undefined) return entry;
  const lower = StringPrototypeToLowerCase(name);
  return fields.get(lower) ?? [lower, JOIN_COMMA];
}

IncomingMessage.prototype._addHeaderLine = function(field, value, dest) {
  const entry = lookUp(field);
  field = entry[0];
  const before = dest[field];
  if (entry[1] === JOIN_ARRAY) {
    if (before === undefined) {
      dest[field] = [value];
    } else {
      before.push(value);
    }
  } else if (before === undefined) {
    dest[field] = value;
  } else if (typeof before !== 'string') {
    // A field named like something that every object has.
    ObjectDefineProperty(dest, field, {
      __proto__: null,
      configurable: true, enumerable: true, value, writable: true,
    });
  } else if (entry[1] === JOIN_SEMICOLON) {
    dest[field] = `${before}; ${value}`;
  } else if (entry[1] === JOIN_COMMA || this.joinDuplicateHeaders) {
    dest[field] = `${before}, ${value}`;
  }
};

IncomingMessage.prototype._addHeaderLineDistinct =
  function(field, value, dest) {
    field = lookUp(field)[0];
    if (dest[field]) {
      dest[field].push(value);
    } else {
      dest[field] = [value];
    }
  };

// Drops the body of a message that is over before anybody reads it.
IncomingMessage.prototype._dumpAndCloseReadable =
  function _dumpAndCloseReadable() {
    this._dumped = true;
    const state = this._readableState;
    state.ended = true;
    state.endEmitted = true;
    state.destroyed = true;
    state.closed = true;
    state.closeEmitted = true;
  };

// Lets what is still to come of the body pass unseen.
IncomingMessage.prototype._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  // Nobody has looked, and all is there: nothing to let pass.
  if (this[kState] === undefined && this.complete) return;
  // They would hear of what comes.
  this.removeAllListeners('data');
  this.resume();
};

module.exports = {
  IncomingMessage,
  kHead,
  kHeadAt,
  kHeadSize,
  kState,
  kSocket,
  kRawHeaders,
  kResumed,
  kHeadersCount,
  readStart,
  readStop,
};
