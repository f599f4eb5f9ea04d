// SPDX-License-Identifier: MIT
// The server's connections that live in C (src/bindings/http_conn.c), as
// JavaScript sees them. A request costs one entry here and one call back.
//
// A Connection stands where a response and a request keep their socket, and
// has just what they need of one. Whoever looks at `req.socket` gets a real
// net.Socket: the connection is taken over then, with the parser as it stands,
// and goes on as those that began as a stream (_http_server.js). Everything
// rare goes that way too.
'use strict';

const { SafeMap } = primordials;

const { context, kFrame } = require('internal/async_context');
const native = internalBinding('http_server');
const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const { isUint8Array } = require('internal/util/types');
const { encodingNumber, kNeedDrain } = require('internal/http');
const { allMethods } = require('internal/http_parser');
const {
  kHead,
  kHeadAt,
  kHeadSize,
  kSocket: kInSocket,
} = require('_http_incoming');
const {
  byteLengthOf,
  kCorked,
  kFields,
  kFirstLine,
  kLength,
  kMoreFields,
  kRejectNonStandardBodyWrites,
  kSocket: kOutSocket,
  kUniqueHeaders,
} = require('_http_outgoing');

const { info } = native;

// Places in `info` (src/bindings/http_head.h, http_conn.h).
const METHOD = 0;
const MAJOR = 1;
const MINOR = 2;
const FLAGS = 4;
const SLOT = 5;
const HEAD_AT = 6;
const HEAD_SIZE = 7;

const IS_UPGRADE = 1;
const IS_KEEP_ALIVE = 2;
const IS_EXPECT = 4;
const IS_HOSTED = 8;
const IS_BODY = 16;

const UTF8 = 0;

const servers = new SafeMap();  // by number
const connections = [];  // by slot

// What _http_server.js does: see setup() there.
let general;

class Connection {
  constructor(server, slot) {
    this.server = server;
    this.slot = slot;
    this._httpMessage = null;  // the response at hand
    this.req = null;  // its request, while either is open
    this.real = null;  // the net.Socket, once somebody has looked
    this.destroyed = false;
    this.corked = 0;
    this.pending = 0;  // bytes that the system has not taken
    this.callbacks = null;  // of writes that are not out yet
    this.stopped = false;  // the body is not wanted now
    this.dispatching = false;  // onRequest() is on the stack
    this.ended = null;  // the response that C has in whole, not yet closed
  }

  // --- What a response needs of its socket ---

  get writable() {
    return this.real !== null ? this.real.writable : !this.destroyed;
  }

  get writableLength() {
    return this.real !== null ? this.real.writableLength : this.pending;
  }

  get writableHighWaterMark() {
    return this.server.highWaterMark;
  }

  get writableCorked() {
    return this.real !== null ? this.real.writableCorked : this.corked;
  }

  cork() {
    if (this.real !== null) {
      this.real.cork();
    } else {
      this.corked++;
    }
  }

  uncork() {
    if (this.real !== null) {
      this.real.uncork();
    } else if (this.corked > 0 && --this.corked === 0) {
      this.flush();
    }
  }

  // However often it was corked.
  uncorkAll() {
    if (this.real !== null) {
      if (this.real._writableState) this.real._writableState.corked = 1;
      this.real.uncork();
    } else {
      this.corked = 0;
      this.flush();
    }
  }

  flush() {
    if (!this.destroyed) this.note(native.flush(this.slot));
  }

  write(data, encoding, callback) {
    if (this.real !== null) return this.real.write(data, encoding, callback);
    if (this.destroyed) return false;
    let code = UTF8;
    if (typeof data === 'string') {
      code = encodingNumber(encoding);
      if (code === -1) data = Buffer.from(data, encoding);
    }
    if (typeof callback === 'function') {
      this.callbacks ??= [];
      this.callbacks.push(callback);
    }
    this.note(native.write(this.slot, data, code, this.corked === 0));
    return this.pending < this.writableHighWaterMark;
  }

  // How much waits after a write or a flush.
  note(pending) {
    this.pending = pending > 0 ? pending : 0;
    if (this.pending === 0) {
      if (this.callbacks !== null || this._httpMessage?.[kNeedDrain]) {
        process.nextTick(drained, this);
      }
    } else if (this.corked === 0) {
      native.wantDrain(this.slot);
    }
  }

  takeCallbacks() {
    const { callbacks } = this;
    this.callbacks = null;
    return callbacks;
  }

  // The common end of a response: all there is goes to C in one call. False when
  // it takes more than that.
  endAtOnce(msg, chunk, encoding, callback) {
    if (msg.destroyed || this.destroyed || msg.strictContentLength ||
        msg.outputSize > 0 || msg[kCorked] > 0 || msg.chunkedEncoding ||
        this.real !== null ||
        this.pending > 0 || this.callbacks !== null) {
      return false;
    }
    let length = 0;
    let code = 0;
    let body;
    if (chunk) {
      body = chunk;
      if (typeof chunk === 'string') {
        code = encodingNumber(encoding);
        if (code === -1) return false;
      } else if (!isUint8Array(chunk)) {
        return false;
      }
    }
    if (!msg._header) {
      if (body !== undefined) {
        length = code === 1 ? body.length : byteLengthOf(body, encoding);
      }
      msg._contentLength = length;
      msg._implicitHeader();
      // That may have been the user's: chunks now, or a socket.
      if (msg.chunkedEncoding || this.real !== null || msg.finished ||
          this.destroyed) {
        return false;
      }
    }
    if (!msg._hasBody) {
      if (body !== undefined && msg[kRejectNonStandardBodyWrites]) return false;
      body = undefined;
    }
    if (typeof callback === 'function') msg.once('finish', callback);
    msg.finished = true;
    this.respond(msg, body, code);
    msg._finish();
    return true;
  }

  // The whole of a response that nothing was sent of, or its last bytes.
  respond(res, body, code) {
    this.ended = res;
    this.corked = 0;
    if (res._headerSent) {
      if (body !== undefined) native.write(this.slot, body, code, false);
      native.finish(this.slot, res._last);
    } else {
      res._headerSent = true;
      native.respond(this.slot, res[kFirstLine], res[kFields], res[kMoreFields],
                     res[kLength], body, code, res._last);
    }
    if (!this.dispatching) process.nextTick(finishResponse, this);
  }

  // What was written piece by piece is out.
  endWritten(res) {
    this.ended = res;
    if (!this.destroyed) native.finish(this.slot, res._last);
    finishResponse(this);
  }

  // --- What a request needs of its socket ---

  get readable() {
    return this.real !== null ? this.real.readable : !this.destroyed;
  }

  get readableHighWaterMark() {
    return this.server.highWaterMark;
  }

  resume() {
    if (this.real !== null) {
      this.real.resume();
    } else if (this.stopped) {
      this.stopped = false;
      if (!this.destroyed) native.read(this.slot, true);
    }
  }

  pause() {
    if (this.real !== null) {
      this.real.pause();
    } else if (!this.stopped) {
      this.stopped = true;
      if (!this.destroyed) native.read(this.slot, false);
    }
  }

  // --- The rest belongs to a real socket ---

  get socket() {
    return this.real ?? (this.destroyed ? null : takeOver(this));
  }

  destroy(err) {
    this.socket?.destroy(err);
    return this;
  }

  setTimeout(msecs, callback) {
    this.socket?.setTimeout(msecs, callback);
    return this;
  }
}

// How messages tell it from a socket.
Connection.prototype.isConnection = true;

function asBuffer(bytes) {
  return new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function runCallbacks(callbacks) {
  for (let i = 0; i < callbacks.length; i++) callbacks[i]();
}

// All is with the system: whoever waited for that goes on.
function drained(connection) {
  if (connection.pending > 0) return;
  if (connection.callbacks !== null) runCallbacks(connection.takeCallbacks());
  if (connection._httpMessage !== null) {
    general.onDrain(connection._httpMessage);
  }
}

function noRest() {}

// Makes the socket and puts it where the connection stood. `onRest` gets the
// bytes that nobody has seen; without it they are parsed in the next tick.
function takeOver(connection, onRest) {
  const { slot, server, req, _httpMessage: res } = connection;
  const { 0: stream, 1: parser, 2: unseen, 3: unsent } = native.release(slot);
  connections[slot] = undefined;
  const socket =
    general.adopt(server, stream, parser, req, connection.dispatching);
  connection.real = socket;
  if (req !== null) req[kInSocket] = socket;
  if (connection.ended !== null) {
    connection.ended[kOutSocket] = socket;
  } else if (res !== null) {
    general.adoptMessages(socket, req, res);
    res[kOutSocket] = socket;
  }
  const callbacks = connection.takeCallbacks();
  if (unsent !== undefined) {
    socket.write(asBuffer(unsent), callbacks === null ? undefined : () => {
      runCallbacks(callbacks);
    });
  } else if (callbacks !== null) {
    // Their bytes are with libuv, ahead of what the socket will write.
    process.nextTick(runCallbacks, callbacks);
  }
  if (res !== null && !socket.writableNeedDrain) {
    process.nextTick(general.onDrain, res);
  }
  for (let i = 0; i < connection.corked; i++) socket.cork();
  if (connection.stopped) socket.pause();
  if (unseen !== undefined) {
    if (onRest !== undefined) {
      onRest(asBuffer(unseen));
    } else {
      process.nextTick(general.feed, socket, asBuffer(unseen));
    }
  }
  return socket;
}

// --- Called from C: in the frame in which the server began to listen ---------

// Whether a new connection may live in C.
function onAccept(id) {
  const server = servers.get(id);
  if (!general.mayLiveInC(server)) return false;
  server._connections++;
  return true;
}

function onStream(id, status, stream) {
  const server = servers.get(id);
  context.frame = server[kFrame];
  general.onStream(server, status, stream);
}

function onRequest(id, head, url) {
  const server = servers.get(id);
  context.frame = server[kFrame];
  const slot = info[SLOT];
  const flags = info[FLAGS];
  const minor = info[MINOR];
  const connection = connections[slot] ??= new Connection(server, slot);

  const req = general.makeRequest(server, connection);
  req[kHead] = head;
  req[kHeadAt] = info[HEAD_AT];
  req[kHeadSize] = info[HEAD_SIZE];
  req.url = url;
  req.method = allMethods[info[METHOD]];
  if (server.joinDuplicateHeaders) req.joinDuplicateHeaders = true;
  req.httpVersionMajor = info[MAJOR];
  req.httpVersionMinor = minor;
  req.httpVersion = minor === 1 ? '1.1' : `${info[MAJOR]}.${minor}`;
  connection.req = req;

  const keepAlive = (flags & IS_KEEP_ALIVE) !== 0;
  const hasBody = (flags & IS_BODY) !== 0;
  if ((flags & (IS_UPGRADE | IS_EXPECT)) !== 0 ||
      ((flags & IS_HOSTED) === 0 && minor === 1 && server.requireHostHeader) ||
      server.maxRequestsPerSocket > 0) {
    onSpecial(connection, req, keepAlive, flags, hasBody);
    return;
  }

  const res = general.makeResponse(server, req);
  res[kOutSocket] = connection;
  connection._httpMessage = res;
  res.shouldKeepAlive = keepAlive && res.shouldKeepAlive;
  res._keepAliveTimeout = server.keepAliveTimeout;
  if (server[kUniqueHeaders] !== null) {
    res[kUniqueHeaders] = server[kUniqueHeaders];
  }
  if (!hasBody) {
    req.complete = true;
    req.push(null);
  }
  connection.dispatching = true;
  try {
    general.dispatch(server, connection, req, res);
  } finally {
    connection.dispatching = false;
    if (connection.ended !== null) finishResponse(connection);
    if (connection.real !== null) general.afterDispatch(connection.real);
  }
}

// Upgrades, expectations and limits are for _http_server.js.
function onSpecial(connection, req, keepAlive, flags, hasBody) {
  let rest;
  const socket = takeOver(connection, (bytes) => {
    rest = bytes;
  });
  req.upgrade = (flags & IS_UPGRADE) !== 0;
  general.onSpecial(socket, req, keepAlive, hasBody, rest);
}

function onBody(slot, bytes) {
  const connection = connections[slot];
  context.frame = connection.server[kFrame];
  const { req } = connection;
  if (req !== null && !req._dumped && !req.push(asBuffer(bytes))) {
    connection.pause();
  }
}

function onEnd(slot, trailers) {
  const connection = connections[slot];
  context.frame = connection.server[kFrame];
  const { req } = connection;
  if (req === null) return;
  req.complete = true;
  if (trailers !== undefined) req._addHeaderLines(trailers, trailers.length);
  if (connection._httpMessage === null) connection.req = null;
  req.push(null);
}

function onDrain(slot) {
  const connection = connections[slot];
  context.frame = connection.server[kFrame];
  connection.pending = 0;
  drained(connection);
}

function onClose(id, slot, status) {
  const server = servers.get(id);
  context.frame = server[kFrame];
  server._connections--;
  server._emitCloseIfDrained();
  if (slot < 0) return;
  const connection = connections[slot];
  connections[slot] = undefined;
  if (connection === undefined) return;
  connection.destroyed = true;
  process.nextTick(general.onClose, connection);
}

function onFail(id, slot, code, reason, bytes, used) {
  const connection = connectionAt(servers.get(id), slot);
  context.frame = connection.server[kFrame];
  general.onFail(takeOver(connection, noRest), code, reason, asBuffer(bytes),
                 used);
}

// A request has come behind one that is still being answered: they are
// queued up where responses can wait for each other.
function onPipelined(slot) {
  takeOver(connections[slot]);
}

function onGone(id) {
  servers.delete(id);
}

native.setup(onAccept, onStream, onRequest, onBody, onEnd, onDrain, onClose,
             onFail, onPipelined, onGone);

// --- Called by _http_server.js ----------------------------------------------

function setup(functions) {
  general = functions;
}

// Connections of this listening server live in C from now on.
function attach(server, listener) {
  const id = native.attach(listener);
  servers.set(id, server);
  server[kFrame] = context.frame;
  return id;
}

function connectionAt(server, slot) {
  return connections[slot] ??= new Connection(server, slot);
}

function finishResponse(connection) {
  const res = connection.ended;
  connection.ended = null;
  connection._httpMessage = null;
  const { req } = connection;
  if (req !== null && req.complete) connection.req = null;
  general.onFinish(connection, req, res);
}

function destroyAll(slots) {
  for (let i = 0; i < slots.length; i++) native.close(slots[i]);
}

module.exports = {
  attach,
  configure: native.configure,
  connectionAt,
  closeAll(id) {
    destroyAll(native.all(id));
  },
  closeIdle(id) {
    destroyAll(native.idle(id));
  },
  late: native.late,
  setup,
};
