'use strict';
// SPDX-License-Identifier: MIT
//
// A net.Socket over any duplex stream, for what can only talk to sockets. Its
// handle has the methods of a native one and does its work on the stream.

const net = require('net');
const { Buffer } = require('buffer');
const {
  UV_ECANCELED,
  UV_EOF,
  UV_EPIPE,
} = internalBinding('uv');
const {
  codes: { ERR_STREAM_WRAP },
} = require('internal/errors');
const {
  kArrayBufferOffset,
  kBytesWritten,
  kLastWriteWasAsync,
  kReadBytesOrError,
  owner_symbol,
  streamBaseState,
} = require('internal/stream_handles');

function isClosing(socket) {
  return socket._handle === null;
}

class JSStreamHandle {
  #stream;
  #shutdown = null;
  #writes = new Set();

  constructor(stream) {
    this.#stream = stream;
    stream.pause();
    this.reading = false;
    this.onread = null;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.writeQueueSize = 0;
  }

  // The socket may have asked for data already: that comes in a later tick.
  attach(socket) {
    const stream = this.#stream;
    stream.on('error', (err) => socket.emit('error', err));
    stream.on('data', (chunk) => {
      if (typeof chunk === 'string' || stream.readableObjectMode) {
        // Only bytes make sense to a socket.
        stream.pause();
        socket.emit('error', new ERR_STREAM_WRAP());
      } else if (!isClosing(socket)) {
        this.#emitRead(chunk);
      }
    });
    stream.once('end', () => {
      if (!isClosing(socket)) {
        this.#call(UV_EOF, undefined);
      }
    });
    // Ends by 'close' too: a stream may be destroyed at any time.
    stream.once('close', () => socket.destroy());
  }

  #emitRead(chunk) {
    const bytes = Buffer.from(
      chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.bytesRead += bytes.length;
    streamBaseState[kArrayBufferOffset] = bytes.byteOffset;
    this.#call(bytes.length, bytes.buffer);
  }

  #call(nread, arrayBuffer) {
    streamBaseState[kReadBytesOrError] = nread;
    this.onread(arrayBuffer);
  }

  get isStreamBase() {
    return true;
  }

  get fd() {
    return -1;
  }

  ref() {}

  unref() {}

  hasRef() {
    return false;
  }

  getAsyncId() {
    return 0;
  }

  readStart() {
    this.#stream.resume();
    return 0;
  }

  readStop() {
    this.#stream.pause();
    return 0;
  }

  shutdown(req) {
    this.#shutdown = req;
    const finish = (status) => {
      if (this.#shutdown === req) {
        this.#shutdown = null;
        req.oncomplete(status);
      }
    };
    if (this.#stream.destroyed) {
      setImmediate(finish, UV_ECANCELED);
    } else {
      // Not from inside end(): the caller has not stored the request yet.
      setImmediate(() => this.#stream.end(() => finish(0)));
    }
    return 0;
  }

  #write(req, chunks) {
    streamBaseState[kLastWriteWasAsync] = 1;
    const stream = this.#stream;
    let pending = chunks.length;
    let length = 0;
    this.#writes.add(req);
    const done = (err) => {
      if ((err || --pending === 0) && this.#writes.delete(req)) {
        // The socket must not hear of it before write() has returned.
        setImmediate(() => {
          req.error = err?.message;
          req.oncomplete(err ? UV_EPIPE : 0, this, undefined);
        });
      }
    };
    stream.cork();
    for (const chunk of chunks) {
      length += chunk.length;
      stream.write(chunk, done);
    }
    stream.uncork();
    this.bytesWritten += length;
    req.bytes = length;
    streamBaseState[kBytesWritten] = length;
    if (chunks.length === 0) {
      pending = 1;
      done(null);
    }
    return 0;
  }

  writeBuffer(req, buffer) {
    return this.#write(req, [buffer]);
  }

  writev(req, chunks, allBuffers) {
    if (allBuffers) {
      return this.#write(req, chunks);
    }
    const buffers = [];
    for (let i = 0; i < chunks.length; i += 2) {
      buffers.push(typeof chunks[i] === 'string' ?
        Buffer.from(chunks[i], chunks[i + 1]) : chunks[i]);
    }
    return this.#write(req, buffers);
  }

  writeUtf8String(req, text) {
    return this.#write(req, [Buffer.from(text, 'utf8')]);
  }

  writeAsciiString(req, text) {
    return this.#write(req, [Buffer.from(text, 'latin1')]);
  }

  writeLatin1String(req, text) {
    return this.#write(req, [Buffer.from(text, 'latin1')]);
  }

  writeUcs2String(req, text) {
    return this.#write(req, [Buffer.from(text, 'utf16le')]);
  }

  close(callback) {
    const writes = this.#writes;
    this.#writes = new Set();
    setImmediate(() => {
      for (const req of writes) {
        req.oncomplete(UV_ECANCELED, this, undefined);
      }
      const shutdown = this.#shutdown;
      this.#shutdown = null;
      shutdown?.oncomplete(UV_ECANCELED);
      this.#stream.destroy();
      callback?.call(this);
    });
  }
}

class JSStreamSocket extends net.Socket {
  constructor(stream) {
    const handle = new JSStreamHandle(stream);
    super({ handle });
    this.stream = stream;
    handle[owner_symbol] = this;
    handle.attach(this);
    this.read(0);
  }

  static get StreamWrap() {
    return JSStreamSocket;
  }
}

module.exports = JSStreamSocket;
