'use strict';

// The handles behind sockets: TCP, Pipe and TTY. Thin classes over the native
// objects of src/bindings/stream.c; programs see them as `socket._handle`.
//
// An event is one entry here (setup() below): what comes with it lies in
// `streamBaseState`. Requests are plain objects with `oncomplete`; libuv
// answers writes in order, so a handle keeps those under way in a queue.

const { Symbol } = primordials;
const { context, destroy, enter, leave, queue } =
  require('internal/async_context');
const native = internalBinding('stream');
const { UV_EBADF } = internalBinding('uv');
const { info: streamBaseState } = native;

// Indices of streamBaseState.
const kReadBytesOrError = 0;
const kArrayBufferOffset = 1;
const kBytesWritten = 2;
const kLastWriteWasAsync = 3;

// Encodings of writeString().
const kUTF8 = 0;
const kLatin1 = 1;
const kUCS2 = 2;

// Kinds of native objects that come without a class: accepted, received.
const kTCP = 0;
const kPipe = 1;

const owner_symbol = Symbol('owner_symbol');

function noop() {}

class HandleWrap {
  #native;
  #type;
  #writes = null;  // requests under way, oldest first
  #shutdown = null;
  #connect = null;
  #onclose = null;

  constructor(object, type) {
    this.#native = object;
    this.reading = false;
    this.#type = type;
    queue(this, type);
    native.attach(object, this);
  }

  static {
    native.setup(
      function onRead(handle, buffer, pending, kind) {
        if (pending !== undefined) {
          handle.pendingHandle = wrapNative(pending, kind);
        }
        enter(handle);
        const next = handle.onread(buffer);
        if (next !== undefined && handle.#native !== null) {
          native.useBuffer(handle.#native, next);
        }
        leave(handle);
      },
      function onWrite(handle, status) {
        const req = handle.#writes.shift();
        enter(req);
        req.oncomplete(status, handle, undefined);
        destroy(req);
        leave(req);
      },
      function onShutdown(handle, status) {
        const req = handle.#shutdown;
        handle.#shutdown = null;
        enter(req);
        req.oncomplete(status);
        destroy(req);
        leave(req);
      },
      function onConnect(handle, status, readable, writable) {
        const req = handle.#connect;
        handle.#connect = null;
        enter(req);
        req.oncomplete?.(status, handle, req, readable, writable);
        destroy(req);
        leave(req);
      },
      function onConnection(handle, status, object) {
        enter(handle);
        handle.onconnection(status, object === undefined ?
          undefined : new handle.constructor(object));
        leave(handle);
      },
      function onClose(handle) {
        const callback = handle.#onclose;
        handle.#onclose = null;
        enter(handle);
        callback.call(handle);
        destroy(handle);
        leave(handle);
      });
  }

  // The native object, for the functions of a kind; null once closed.
  static native(handle) {
    return handle.#native;
  }

  static expectConnect(handle, req) {
    handle.#connect = req;
    queue(req, handle instanceof TCP ? 'TCPCONNECTWRAP' : 'PIPECONNECTWRAP',
          handle);
  }

  // Closes through `closer`, which answers a code, and calls back.
  static closeThrough(handle, closer, callback) {
    const object = handle.#native;
    if (object === null) {
      return UV_EBADF;
    }
    const err = closer(object);
    if (err === 0) {
      handle.#native = null;
      handle.#onclose = typeof callback === 'function' ? callback : noop;
    }
    return err;
  }

  close(callback) {
    const object = this.#native;
    if (object === null) {
      return;
    }
    this.#native = null;
    const tell = typeof callback === 'function';
    if (tell) {
      this.#onclose = callback;
    }
    native.close(object, tell);
    if (!tell) destroy(this);
  }

  ref() {
    if (this.#native !== null) {
      native.ref(this.#native);
    }
  }

  unref() {
    if (this.#native !== null) {
      native.unref(this.#native);
    }
  }

  hasRef() {
    return this.#native !== null && native.hasRef(this.#native);
  }

  // It serves somebody else now: an HTTP agent's next request.
  asyncReset() {
    destroy(this);
    queue(this, this.#type);
  }

  getAsyncId() {
    return require('internal/async_tracker').idOf(this);
  }

  get fd() {
    return this.#native === null ? UV_EBADF : native.fd(this.#native);
  }

  get bytesRead() {
    return this.#native === null ? 0 : native.bytesRead(this.#native);
  }

  get bytesWritten() {
    return this.#native === null ? 0 : native.bytesWritten(this.#native);
  }

  get writeQueueSize() {
    return this.#native === null ? 0 : native.writeQueueSize(this.#native);
  }

  get isStreamBase() {
    return true;
  }

  readStart() {
    return this.#native === null ? UV_EBADF : native.readStart(this.#native);
  }

  readStop() {
    return this.#native === null ? UV_EBADF : native.readStop(this.#native);
  }

  useUserBuffer(buffer) {
    if (this.#native !== null) {
      native.useBuffer(this.#native, buffer);
    }
  }

  setBlocking(on) {
    return this.#native === null ?
      UV_EBADF : native.setBlocking(this.#native, !!on);
  }

  listen(backlog) {
    return this.#native === null ?
      UV_EBADF : native.listen(this.#native, backlog);
  }

  shutdown(req) {
    if (this.#native === null) {
      return UV_EBADF;
    }
    // Who looks at requests shall see this one.
    const err = native.shutdown(this.#native, context.tracker !== null);
    if (err === 0) {
      this.#shutdown = req;
      queue(req, 'SHUTDOWNWRAP', this);
    }
    return err;
  }

  // After a write was handed over: notes what it came to.
  #sent(req, err) {
    if (err === 0) {
      req.bytes = streamBaseState[kBytesWritten];
      if (streamBaseState[kLastWriteWasAsync] !== 0) {
        queue(req, 'WRITEWRAP', this);
        if (this.#writes === null) {
          this.#writes = [req];
        } else {
          this.#writes.push(req);
        }
      }
    }
    return err;
  }

  #failed() {
    streamBaseState[kBytesWritten] = 0;
    streamBaseState[kLastWriteWasAsync] = 0;
    return UV_EBADF;
  }

  #string(req, string, encoding, send) {
    return this.#native === null ?
      this.#failed() :
      this.#sent(req, native.writeString(this.#native, string, encoding,
                                         send == null ?
                                           undefined : send.#native));
  }

  writeBuffer(req, buffer, send) {
    req.buffer = buffer;
    return this.#native === null ?
      this.#failed() :
      this.#sent(req, native.writeBuffer(this.#native, buffer,
                                         send == null ?
                                           undefined : send.#native));
  }

  writeUtf8String(req, string, send) {
    return this.#string(req, string, kUTF8, send);
  }

  writeLatin1String(req, string, send) {
    return this.#string(req, string, kLatin1, send);
  }

  writeAsciiString(req, string, send) {
    return this.#string(req, string, kLatin1, send);
  }

  writeUcs2String(req, string, send) {
    return this.#string(req, string, kUCS2, send);
  }

  // `chunks` are buffers, or text and encoding by turns.
  writev(req, chunks, allBuffers) {
    if (this.#native === null) {
      return this.#failed();
    }
    req.buffer = chunks;
    if (allBuffers) {
      return this.#sent(req, native.writeBuffers(this.#native, chunks,
                                                 chunks.length));
    }
    const list = [];
    for (let i = 0; i < chunks.length; i += 2) {
      const chunk = chunks[i];
      let encoding = chunks[i + 1];
      let text = chunk;
      if (typeof chunk === 'string') {
        encoding = encodingNumber(encoding);
        if (encoding === undefined) {
          const { Buffer } = require('buffer');
          text = Buffer.from(chunk, chunks[i + 1]);
        }
      }
      list.push(text, encoding);
    }
    return this.#sent(req, native.writeMixed(this.#native, list, list.length));
  }
}

function encodingNumber(encoding) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return kUTF8;
    case 'latin1':
    case 'binary':
    case 'ascii':
      return kLatin1;
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return kUCS2;
    default:
      return undefined;
  }
}

const { closeThrough, expectConnect, native: nativeOf } = HandleWrap;
delete HandleWrap.native;
delete HandleWrap.expectConnect;
delete HandleWrap.closeThrough;

let tcp;
class TCP extends HandleWrap {
  // A number says what it is for (TCPConstants); an object is a native one
  // that has been accepted.
  constructor(kind) {
    tcp ??= internalBinding('tcp');
    super(typeof kind === 'object' ? kind : tcp.create(),
          kind === kServer ? 'TCPSERVERWRAP' : 'TCPWRAP');
    this.onconnection = null;
  }

  open(fd) {
    return tcp.open(nativeOf(this), fd);
  }

  bind(address, port, flags) {
    const object = nativeOf(this);
    return object === null ?
      UV_EBADF : tcp.bind(object, address, port | 0, 4, flags | 0);
  }

  bind6(address, port, flags) {
    const object = nativeOf(this);
    return object === null ?
      UV_EBADF : tcp.bind(object, address, port | 0, 6, flags | 0);
  }

  connect(req, address, port) {
    return this.#connect(req, address, port, 4);
  }

  connect6(req, address, port) {
    return this.#connect(req, address, port, 6);
  }

  #connect(req, address, port, family) {
    const object = nativeOf(this);
    if (object === null) {
      return UV_EBADF;
    }
    const err = tcp.connect(object, address, port, family);
    if (err === 0) {
      expectConnect(this, req);
    }
    return err;
  }

  getsockname(out) {
    return this.#name(out, tcp.getsockname);
  }

  getpeername(out) {
    return this.#name(out, tcp.getpeername);
  }

  #name(out, name) {
    const object = nativeOf(this);
    const found = object === null ? UV_EBADF : name(object);
    if (typeof found === 'number') {
      return found;
    }
    out.address = found[0];
    out.family = found[1] === 6 ? 'IPv6' : 'IPv4';
    out.port = found[2];
    return 0;
  }

  setNoDelay(enable) {
    const object = nativeOf(this);
    return object === null ? UV_EBADF : tcp.setNoDelay(object, !!enable);
  }

  setKeepAlive(enable, seconds) {
    const object = nativeOf(this);
    return object === null ?
      UV_EBADF : tcp.setKeepAlive(object, !!enable, seconds);
  }

  setTypeOfService(tos) {
    const object = nativeOf(this);
    return object === null ? UV_EBADF : tcp.setTypeOfService(object, tos);
  }

  getTypeOfService() {
    const object = nativeOf(this);
    return object === null ? UV_EBADF : tcp.getTypeOfService(object);
  }

  reset(callback) {
    return closeThrough(this, tcp.reset, callback);
  }
}

let pipe;
class Pipe extends HandleWrap {
  constructor(kind) {
    pipe ??= internalBinding('pipe');
    super(typeof kind === 'object' ? kind : pipe.create(kind === kPipeIPC),
          kind === kServer ? 'PIPESERVERWRAP' : 'PIPEWRAP');
    this.onconnection = null;
  }

  open(fd) {
    return pipe.open(nativeOf(this), fd);
  }

  bind(path) {
    const object = nativeOf(this);
    return object === null ? UV_EBADF : pipe.bind(object, path);
  }

  connect(req, path) {
    const object = nativeOf(this);
    if (object === null) {
      return UV_EBADF;
    }
    const result = pipe.connect(object, path);
    if (result === 0) {
      expectConnect(this, req);
    } else if (result === 1) {
      queue(req, 'PIPECONNECTWRAP', this);
      process.nextTick(() => {
        enter(req);
        req.oncomplete?.(0, this, req, true, true);
        destroy(req);
        leave(req);
      });
    }
    return result < 0 ? result : 0;
  }

  fchmod(mode) {
    const object = nativeOf(this);
    return object === null ? UV_EBADF : pipe.fchmod(object, mode);
  }
}

// The native object of a terminal; throws what `ctx` then also says.
function openTerminal(fd, ctx) {
  const object = tty.create(fd);
  if (typeof object !== 'number') {
    return object;
  }
  const { uvErrmapGet } = require('internal/errors');
  const { 0: code, 1: message } = uvErrmapGet(object);
  ctx.errno = object;
  ctx.code = code;
  ctx.message = message;
  ctx.syscall = 'uv_tty_init';
  throw ctx;
}

let tty;
class TTY extends HandleWrap {
  // Throws `ctx`, with the code in it, when the descriptor is no terminal.
  constructor(fd, ctx) {
    tty ??= internalBinding('tty');
    super(openTerminal(fd, ctx), 'TTYWRAP');
  }

  getWindowSize(size) {
    const object = nativeOf(this);
    const found = object === null ? UV_EBADF : tty.windowSize(object);
    if (typeof found === 'number') {
      return found;
    }
    size[0] = found[0];
    size[1] = found[1];
    return 0;
  }

  setRawMode(on) {
    const object = nativeOf(this);
    return object === null ? UV_EBADF : tty.setRawMode(object, !!on);
  }
}

// A handle over a native object that C has made.
function wrapNative(object, kind) {
  return kind === kTCP ? new TCP(object) : new Pipe(object);
}

const kServer = 1;
const kPipeIPC = 2;
const TCPConstants = {
  __proto__: null, SOCKET: 0, SERVER: 1, UV_TCP_IPV6ONLY: 1,
  UV_TCP_REUSEPORT: 2,
};
const PipeConstants = {
  __proto__: null, SOCKET: 0, SERVER: 1, IPC: kPipeIPC, UV_READABLE: 1,
  UV_WRITABLE: 2,
};

module.exports = {
  HandleWrap,
  activeHandles: native.active,
  Pipe,
  PipeConstants,
  TCP,
  TCPConstants,
  TTY,
  kArrayBufferOffset,
  kBytesWritten,
  kLastWriteWasAsync,
  kPipe,
  kReadBytesOrError,
  kTCP,
  nativeOf,
  owner_symbol,
  streamBaseState,
  wrapNative,
};
