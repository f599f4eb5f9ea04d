// The ChildProcess object, and what spawn() and spawnSync() share: how the
// `stdio` option becomes descriptors.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePush,
  FunctionPrototypeCall,
  ObjectSetPrototypeOf,
  SymbolDispose,
} = primordials;
const realm = require('internal/bootstrap/realm');
const EventEmitter = require('events');
const {
  codes: {
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_SYNC_FORK_INPUT,
    ERR_IPC_ONE_PIPE,
    ERR_IPC_SYNC_FORK,
  },
  ErrnoException,
} = require('internal/errors');
const { validateArray, validateObject, validateOneOf, validateString } =
  require('internal/validators');
const { publishTrace } = require('internal/diagnostics');
const { destroy, enter, kFrame, leave, queue } =
  require('internal/async_context');
const spawning = internalBinding('spawn');

// Kinds of descriptors, and flags, as src/bindings/spawn/options.h counts.
const kIgnore = 0;
const kPipe = 1;
const kFd = 2;
const kStream = 3;
const kDetached = 1;
const kSetUid = 2;
const kSetGid = 4;

const UV_EINVAL = -22;
const UV_ENOSYS = -38;
const UV_ESRCH = -3;
const UV_ENOENT = -2;
const UV_EACCES = -13;
const UV_EAGAIN = -11;
const UV_EMFILE = -24;
const UV_ENFILE = -23;

// These are told by an 'error' event; the others throw.
const kLateErrors = [UV_EACCES, UV_EAGAIN, UV_EMFILE, UV_ENFILE, UV_ENOENT];

// On a stream whose descriptor a child has: its data is not ours to drop.
const kIsUsedAsStdio = Symbol('kIsUsedAsStdio');

// The child's exit may come before the last of its output. 'close' follows
// when both are over.
function ChildProcess() {
  FunctionPrototypeCall(EventEmitter, this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle.onexit = (exitCode, signalCode) =>
    onExit(this, exitCode, signalCode);
}
ObjectSetPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(ChildProcess, EventEmitter);

// The native process, under the name programs know from `child._handle`.
class Process {
  #native = null;
  onexit = undefined;
  pid = undefined;
  [kFrame] = undefined;

  spawn(options) {
    const flags = (options.detached ? kDetached : 0) |
      (options.uid !== undefined && options.uid !== null ? kSetUid : 0) |
      (options.gid !== undefined && options.gid !== null ? kSetGid : 0);
    const native = spawning.start(
      options.file, options.args, options.cwd, options.envPairs,
      flatten(options.stdio), flags, options.uid ?? 0, options.gid ?? 0,
      (code, signal) => {
        enter(this);
        this.onexit(code, signal === 0 ? null : signalName(signal));
        leave(this);
      });
    if (typeof native === 'number') {
      return native;
    }
    this.#native = native;
    queue(this, 'PROCESSWRAP');
    this.pid = spawning.pid(native);
    return 0;
  }

  kill(signal) {
    return this.#native === null ? UV_ESRCH :
      spawning.kill(this.#native, signal);
  }

  close() {
    if (this.#native !== null) {
      spawning.close(this.#native);
      destroy(this);
      this.#native = null;
    }
  }

  ref() {
    if (this.#native !== null) spawning.ref(this.#native);
  }

  unref() {
    if (this.#native !== null) spawning.unref(this.#native);
  }

  hasRef() {
    return this.#native !== null && spawning.hasRef(this.#native);
  }
}

function signalName(number) {
  const { signals } = require('internal/os_constants');
  for (const name in signals) {
    if (signals[name] === number) {
      return name;
    }
  }
  return null;
}

// [kind, value] pairs for the binding.
function flatten(stdio) {
  const flat = [];
  for (let i = 0; i < stdio.length; i++) {
    const { type } = stdio[i];
    if (type === 'pipe' || type === 'overlapped') {
      const { nativeOf } = require('internal/stream_handles');
      ArrayPrototypePush(flat, kPipe, nativeOf(stdio[i].handle));
    } else if (type === 'wrap') {
      const { nativeOf } = require('internal/stream_handles');
      ArrayPrototypePush(flat, kStream, nativeOf(stdio[i].handle));
    } else if (type === 'fd' || type === 'inherit') {
      ArrayPrototypePush(flat, kFd, stdio[i].fd);
    } else {
      ArrayPrototypePush(flat, kIgnore, undefined);
    }
  }
  return flat;
}

function onExit(child, exitCode, signalCode) {
  if (signalCode) {
    child.signalCode = signalCode;
  } else {
    child.exitCode = exitCode;
  }
  if (child.stdin) {
    child.stdin.destroy();
  }
  if (child._handle) {
    child._handle.close();
    child._handle = null;
  }
  if (exitCode < 0) {
    const syscall = child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn';
    const err = new ErrnoException(exitCode, syscall);
    if (child.spawnfile) {
      err.path = child.spawnfile;
    }
    err.spawnargs = child.spawnargs.slice(1);
    child.emit('error', err);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // Output nobody reads would keep 'close' from coming.
  process.nextTick(flushStdio, child);
  maybeClose(child);
}

function flushStdio(child) {
  const { stdio } = child;
  if (stdio === undefined || stdio === null) {
    return;
  }
  for (let i = 0; i < stdio.length; i++) {
    const stream = stdio[i];
    if (!stream || !stream.readable || stream[kIsUsedAsStdio]) {
      continue;
    }
    if (stream._readableState?.flowing === null && !stream.readableDidRead &&
        stream.listenerCount('readable') === 0) {
      stream.resume();
    }
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) {
    child.emit('close', child.exitCode, child.signalCode);
  }
}

function createSocket(handle, readable) {
  const net = require('net');
  return new net.Socket({ handle, readable, writable: !readable });
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  if (options.serialization !== undefined) {
    validateOneOf(options.serialization, 'options.serialization',
                  [undefined, 'json', 'advanced']);
  }
  const { stdio, ipc } = getValidStdio(options.stdio || 'pipe', false);
  options.stdio = stdio;
  if (options.envPairs !== undefined) {
    validateArray(options.envPairs, 'options.envPairs');
  }
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args === undefined) {
    this.spawnargs = [];
  } else {
    validateArray(options.args, 'options.args');
    this.spawnargs = options.args;
  }
  options.args ??= [];
  if (ipc !== undefined) {
    closeUnstarted(this, stdio);
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('stdio: \'ipc\'');
  }

  realm.guard?.demand('child', options.file);
  publishTrace('child_process.spawn', 'start', { process: this, options });
  const err = this._handle.spawn(options);
  if (err) {
    publishTrace('child_process.spawn', 'error', {
      process: this, options, error: new ErrnoException(err, 'spawn'),
    });
  } else {
    publishTrace('child_process.spawn', 'end', { process: this, options });
  }
  if (kLateErrors.includes(err)) {
    process.nextTick(onErrorNT, this, err);
    if (err === UV_EMFILE || err === UV_ENFILE) {
      closeUnstarted(this, stdio);
      return err;
    }
  } else if (err) {
    closeUnstarted(this, stdio);
    throw new ErrnoException(err, 'spawn');
  } else {
    process.nextTick(onSpawnNT, this);
  }
  this.pid = this._handle.pid;

  for (let i = 0; i < stdio.length; i++) {
    const stream = stdio[i];
    if (stream.type === 'ignore') {
      continue;
    }
    if (stream.type === 'wrap') {
      // The child has it now; a stream we could read from must not be.
      stream.handle.reading = false;
      stream.handle.readStop?.();
      const { _stdio: shared } = stream;
      if (shared._readableState !== undefined) {
        shared.pause();
        shared.readableFlowing = false;
        shared._readableState.reading = false;
      }
      shared[kIsUsedAsStdio] = true;
      continue;
    }
    if (stream.handle) {
      stream.socket = createSocket(stream.handle, i > 0);
      if (i > 0 && this.pid !== 0) {
        this._closesNeeded++;
        stream.socket.on('close', () => maybeClose(this));
      }
    }
  }
  this.stdin = stdio.length >= 1 && stdio[0].socket !== undefined ?
    stdio[0].socket : null;
  this.stdout = stdio.length >= 2 && stdio[1].socket !== undefined ?
    stdio[1].socket : null;
  this.stderr = stdio.length >= 3 && stdio[2].socket !== undefined ?
    stdio[2].socket : null;
  this.stdio = [];
  for (let i = 0; i < stdio.length; i++) {
    ArrayPrototypePush(this.stdio,
                       stdio[i].socket === undefined ? null : stdio[i].socket);
  }
  if (err !== 0) {
    // Nobody will ever write to or read from these.
    for (let i = 0; i < this.stdio.length; i++) {
      this.stdio[i]?.destroy();
    }
  }
  return err;
};

function closeUnstarted(child, stdio) {
  for (let i = 0; i < stdio.length; i++) {
    if (stdio[i].type === 'pipe' || stdio[i].type === 'overlapped') {
      stdio[i].handle.close();
    }
  }
  child._handle.close();
  child._handle = null;
}

function onErrorNT(child, err) {
  onExit(child, err, null);
}

function onSpawnNT(child) {
  child.emit('spawn');
}

ChildProcess.prototype.kill = function kill(sig) {
  const { convertToValidSignal } = require('internal/util');
  const signal = sig === 0 ? sig :
    convertToValidSignal(sig === undefined ? 'SIGTERM' : sig);
  if (this._handle) {
    const err = this._handle.kill(signal);
    if (err === 0) {
      this.killed = true;
      return true;
    }
    if (err !== UV_ESRCH) {
      if (err === UV_EINVAL || err === UV_ENOSYS) {
        throw new ErrnoException(err, 'kill');
      }
      this.emit('error', new ErrnoException(err, 'kill'));
    }
  }
  return false;
};

ChildProcess.prototype[SymbolDispose] = function dispose() {
  if (!this.killed) {
    this.kill();
  }
};

ChildProcess.prototype.ref = function ref() {
  if (this._handle) this._handle.ref();
};

ChildProcess.prototype.unref = function unref() {
  if (this._handle) this._handle.unref();
};

function stdioStringToArray(stdio, channel) {
  let options;
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe':
      options = [stdio, stdio, stdio];
      break;
    case 'inherit':
      options = [0, 1, 2];
      break;
    default:
      throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (channel) ArrayPrototypePush(options, channel);
  return options;
}

// The `stdio` option as one description a descriptor. `sync` leaves the pipes
// to the synchronous binding.
function getValidStdio(stdio, sync) {
  if (typeof stdio === 'string') {
    stdio = stdioStringToArray(stdio);
  } else if (!ArrayIsArray(stdio)) {
    throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  stdio = stdio.slice();
  while (stdio.length < 3) {
    ArrayPrototypePush(stdio, undefined);
  }
  const described = [];
  const cleanup = () => {
    for (let i = 0; i < described.length; i++) {
      if (described[i].type === 'pipe' && described[i].handle) {
        described[i].handle.close();
      }
    }
  };
  for (let i = 0; i < stdio.length; i++) {
    ArrayPrototypePush(described, describe(stdio[i], i, sync, cleanup));
  }
  const channels = described.filter(({ type }) => type === 'ipc');
  if (channels.length > 1) {
    cleanup();
    throw new ERR_IPC_ONE_PIPE();
  }
  return { stdio: described, ipc: channels[0], ipcFd: undefined };
}

function describe(stdio, i, sync, cleanup) {
  if (stdio === undefined || stdio === null) {
    stdio = i < 3 ? 'pipe' : 'ignore';
  }
  if (stdio === 'ignore') {
    return { type: 'ignore' };
  }
  if (stdio === 'pipe' || stdio === 'overlapped' ||
      (typeof stdio === 'number' && stdio < 0)) {
    const description = {
      type: stdio === 'overlapped' ? 'overlapped' : 'pipe',
      readable: i === 0,
      writable: i !== 0,
    };
    if (!sync) {
      const { Pipe, PipeConstants } = require('internal/stream_handles');
      description.handle = new Pipe(PipeConstants.SOCKET);
    }
    return description;
  }
  if (stdio === 'ipc') {
    if (sync) {
      cleanup();
      throw new ERR_IPC_SYNC_FORK();
    }
    return { type: 'ipc' };
  }
  if (stdio === 'inherit') {
    return { type: 'inherit', fd: i };
  }
  if (typeof stdio === 'number' || typeof stdio.fd === 'number') {
    return { type: 'fd', fd: typeof stdio === 'number' ? stdio : stdio.fd };
  }
  const handle = handleOf(stdio) ?? handleOf(stdio.handle) ??
    handleOf(stdio._handle);
  if (handle !== undefined) {
    return { type: 'wrap', handle, _stdio: stdio };
  }
  if (require('internal/util/types').isArrayBufferView?.(stdio) ||
      typeof stdio === 'string') {
    if (!sync) {
      cleanup();
      throw new ERR_INVALID_SYNC_FORK_INPUT(
        require('internal/util/inspect').inspect(stdio));
    }
    return { type: 'pipe', input: stdio, readable: i === 0, writable: i !== 0 };
  }
  cleanup();
  throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
}

function handleOf(value) {
  const { HandleWrap } = require('internal/stream_handles');
  return value instanceof HandleWrap ? value : undefined;
}

// Runs the child to its end. `options` are spawn()'s, normalised.
function spawnSync(options) {
  realm.guard?.demand('child', options.file);
  const flat = [];
  const { stdio } = options;
  for (let i = 0; i < stdio.length; i++) {
    switch (stdio[i].type) {
      case 'pipe':
      case 'overlapped':
        ArrayPrototypePush(flat, kPipe, stdio[i].input);
        break;
      case 'fd':
      case 'inherit':
        ArrayPrototypePush(flat, kFd, stdio[i].fd);
        break;
      case 'wrap':
        ArrayPrototypePush(flat, kFd, stdio[i].handle.fd);
        break;
      default:
        ArrayPrototypePush(flat, kIgnore, undefined);
    }
  }
  const flags = (options.detached ? kDetached : 0) |
    (options.uid !== undefined && options.uid !== null ? kSetUid : 0) |
    (options.gid !== undefined && options.gid !== null ? kSetGid : 0);
  const raw = spawning.spawnSync(
    options.file, options.args, options.cwd, options.envPairs, flat, flags,
    options.uid ?? 0, options.gid ?? 0, options.timeout || 0,
    options.maxBuffer === Infinity ? 0 : options.maxBuffer ?? 0,
    options.killSignal ?? 0);
  const { 0: pid, 1: status, 2: signal, 3: error } = raw;
  const started = pid !== 0;
  const result = {
    pid,
    status: started && signal === 0 ? status : null,
    signal: started && signal !== 0 ? signalName(signal) : null,
    output: null,
  };
  if (started) {
    require('buffer');  // gives FastBuffer its methods
    const { FastBuffer } = require('internal/buffer');
    result.output = [];
    for (let i = 0; i < stdio.length; i++) {
      const bytes = raw[4 + i];
      ArrayPrototypePush(result.output, bytes === null ? null :
        new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    }
    if (options.encoding && options.encoding !== 'buffer') {
      for (let i = 0; i < result.output.length; i++) {
        result.output[i] &&= result.output[i].toString(options.encoding);
      }
    }
  }
  result.stdout = result.output?.[1] ?? null;
  result.stderr = result.output?.[2] ?? null;
  if (error) {
    result.error = new ErrnoException(error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

module.exports = {
  ChildProcess,
  getValidStdio,
  spawnSync,
};
