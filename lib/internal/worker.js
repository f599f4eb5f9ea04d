// SPDX-License-Identifier: MIT
// Worker as its parent sees it. Two channels lead to the thread: the public
// one, whose other end is the worker's parentPort, and the control port, which
// brings it what to run and brings back errors and output.
'use strict';

const {
  ArrayPrototypeForEach,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  AtomicsNotify,
  Int32Array,
  ObjectEntries,
  PromiseResolve,
  PromiseWithResolvers,
  ReflectApply,
  RegExpPrototypeExec,
  SafeSet,
  String,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  Symbol,
  SymbolAsyncDispose,
  SymbolFor,
} = primordials;

const realm = require('internal/bootstrap/realm');
const EventEmitter = require('events');
const native = internalBinding('worker');
const messaging = internalBinding('messaging');
const { destroy, queue } = require('internal/async_context');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_WORKER_INIT_FAILED,
    ERR_WORKER_INVALID_EXEC_ARGV,
    ERR_WORKER_PATH,
  },
  ErrnoException,
} = require('internal/errors');
const { isURL } = require('internal/url');
const { validateArray, validateString } = require('internal/validators');
const { MessageChannel, drainPort, makePort, stopPort } =
  require('internal/worker/message_port');
const { checkMemory, readTransferList, send, transferListOf } =
  require('internal/worker/messaging');
const { openDirectPort } = require('internal/worker/direct');
const { decodeError } = require('internal/worker/errors');
const { kRead } = require('internal/worker/stdio_messages');
const { thread } = require('internal/worker/thread');
const { state: hooksState } = require('internal/modules/cjs/loader');

const SHARE_ENV = SymbolFor('nodejs.worker_threads.SHARE_ENV');

const kHandle = Symbol('kHandle');
const kInternal = Symbol('kInternal');  // an option: a thread of the library

const kDefaultStackMb = 4;
// The engine wants some of the stack for itself.
const kStackReserve = 192 * 1024;

// What a Worker holds of its thread.
class Handle {
  constructor(thread) {
    this.thread = thread;
  }

  hasRef() {
    return this.thread === null ? undefined : native.hasRef(this.thread);
  }
}

// --- options -----------------------------------------------------------------

/**
 * What to run: a path, a text or a URL.
 * @returns {{ kind: 'file' | 'eval' | 'url', text: string }}
 */
function readFilename(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new ERR_INVALID_ARG_VALUE(
        'options.eval', options.eval,
        'must be false when \'filename\' is not a string');
    }
    return { kind: 'eval', text: filename };
  }
  if (isURL(filename)) {
    if (filename.protocol === 'data:') {
      return { kind: 'url', text: `${filename}` };
    }
    return { kind: 'file',
             text: require('internal/url').fileURLToPath(filename) };
  }
  if (typeof filename !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  }
  if (!StringPrototypeStartsWith(filename, '/') &&
      RegExpPrototypeExec(/^\.\.?[\\/]/, filename) === null) {
    throw new ERR_WORKER_PATH(filename);
  }
  return { kind: 'file', text: require('path').resolve(filename) };
}

// A copy of the environment that the worker gets; undefined: it shares ours.
function readEnv(env) {
  if (env === SHARE_ENV) {
    if (thread.sharesEnv) return undefined;
    env = process.env;
  } else if (env === undefined || env === null) {
    env = process.env;
  } else if (typeof env !== 'object') {
    throw new ERR_INVALID_ARG_TYPE(
      'options.env',
      ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
  }
  const copy = { __proto__: null };
  ArrayPrototypeForEach(ObjectEntries(env), ({ 0: key, 1: value }) => {
    copy[key] = `${value}`;
  });
  return { ...copy };
}

const limitNames = [
  'maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb',
  'stackSizeMb',
];

// Of these the thread's stack alone is limited; the engine has no limit for
// the heap of one thread.
function readLimits(limits) {
  const read = {};
  for (let i = 0; i < limitNames.length; i++) {
    const value = limits?.[limitNames[i]];
    read[limitNames[i]] = typeof value === 'number' && value > 0 ? value :
      limitNames[i] === 'stackSizeMb' ? kDefaultStackMb : -1;
  }
  return read;
}

// The words of `execArgv` and NODE_OPTIONS that are not the parent's, or
// undefined: the worker has its parent's options.
function readOptions(options, env) {
  if (options.execArgv !== undefined && options.execArgv !== null) {
    validateArray(options.execArgv, 'options.execArgv');
  }
  const words = options.execArgv ?? undefined;
  const nodeOptions = options.env === SHARE_ENV ? undefined :
    env?.NODE_OPTIONS;
  const own = options.env !== undefined && options.env !== null &&
    nodeOptions !== undefined && nodeOptions !== process.env.NODE_OPTIONS;
  if (words === undefined && !own) return undefined;
  const list = ArrayPrototypeMap(words ?? process.execArgv, String);
  const unfit = require('internal/worker/options').processWide(list);
  if (unfit.length > 0) throw new ERR_WORKER_INVALID_EXEC_ARGV(unfit);
  return {
    words: list,
    nodeOptions: own || words !== undefined ? nodeOptions : undefined,
    where: words === undefined ? 'invalid NODE_OPTIONS env variable' :
      undefined,
  };
}

// The parser's lines: "program: word is not ..., ".
function wrongWords(lines) {
  const words = [];
  const all = StringPrototypeSplit(lines, '\n');
  for (let i = 0; i < all.length; i++) {
    const match = RegExpPrototypeExec(/^[^:]*: (?:bad option: )?(.*)$/, all[i]);
    if (match !== null) ArrayPrototypePush(words, match[1]);
  }
  return words;
}

// --- Worker ------------------------------------------------------------------

class Worker extends EventEmitter {
  #handle;  // Handle; null once the thread has ended
  #control;
  #public;
  #streams = { __proto__: null, stdin: null, stdout: null, stderr: null };
  #ownStreams;  // those that the program reads itself
  #limits;
  #rousing = undefined;  // a timer, after terminate()
  #ended = undefined;  // what terminate() waits for

  constructor(filename, options = { __proto__: null }) {
    super();
    const internal = options[kInternal];
    const program = internal !== undefined ?
      { kind: 'internal', text: internal.id } :
      readFilename(filename, options);
    if (options.argv) validateArray(options.argv, 'options.argv');
    const env = readEnv(options.env);
    const words = readOptions(options, env);
    const name = options.name ?? 'WorkerThread';
    validateString(name, 'options.name');
    const list = transferListOf(options.transferList);
    const transfer = (list && readTransferList(list)) ?? new SafeSet();
    this.#limits = readLimits(options.resourceLimits);

    realm.guard?.demand('worker');
    openDirectPort();
    const { 0: inner, 1: outer } = messaging.channel();
    this.#handle = makeHandle(name, outer, this.#limits.stackSizeMb, words);
    queue(this.#handle, 'WORKER');
    const { port1, port2 } = new MessageChannel();
    transfer.add(port2);
    checkMemory(send(messaging.post, inner, {
      program,
      env,
      argv: ArrayPrototypeMap(options.argv ?? [], String),
      execArgv: words?.words ?? process.execArgv,
      resourceLimits: this.#limits,
      environmentData: thread.environmentData,
      hasStdin: !!options.stdin,
      internalPort: internal?.port,
      hooksLine: this.#forkHooks(transfer, internal),
      workerData: options.workerData,
      port: port2,
    }, transfer));
    this.#control = makePort(inner);
    this.#public = port1;
    this.#ownStreams = {
      __proto__: null, stdout: !!options.stdout, stderr: !!options.stderr,
    };
    if (options.stdin) {
      const { ThreadWritable } = require('internal/worker/stdio');
      // It holds nothing: the worker itself keeps this thread alive.
      this.#streams.stdin = new ThreadWritable(this.#control, 'stdin');
    }
    this.#listen();
    this.#start();
  }

  // A line to the hooks of --experimental-loader, if there are any.
  #forkHooks(transfer, internal) {
    const port = internal === undefined ? hooksState.hooksThread?.fork() :
      undefined;
    if (port !== undefined) transfer.add(port);
    return port;
  }

  #start() {
    const err = native.start(this.#handle.thread, (code) => this.#onEnd(code),
                             notify);
    if (err < 0) {
      throw new ERR_WORKER_INIT_FAILED(new ErrnoException(err, 'start').code);
    }
    this[kHandle] = this.#handle;
    process.nextTick(() => process.emit('worker', this));
  }

  #listen() {
    this.#control.on('message', (message) => this.#onControl(message));
    this.#control.unref();
    this.#public.on('message', (message) => this.emit('message', message));
    this.#public.on('messageerror', (err) => this.emit('messageerror', err));
    this.#public.unref();  // its thread keeps this one alive
    stopPort(this.#public);
    this.on('newListener', (name) => {
      if (name === 'message' && this.listenerCount(name) === 0) {
        this.#public.start();
      }
    });
    this.on('removeListener', (name) => {
      if (name === 'message' && this.listenerCount(name) === 0) {
        stopPort(this.#public);
      }
    });
  }

  #onControl(message) {
    switch (message.type) {
      case 'online':
        this.emit('online');
        break;
      case 'error':
        this.emit('error', decodeError(message.error));
        break;
      case kRead:
        this.#streams.stdin?.acknowledge();
        break;
      default:  // kWrite
        this.#output(message.stream).receive(message.chunks);
    }
  }

  #output(name) {
    if (this.#streams[name] === null) {
      const { ThreadReadable } = require('internal/worker/stdio');
      const stream = new ThreadReadable(this.#control, name);
      this.#streams[name] = stream;
      if (this.#handle === null) {
        stream.push(null);
      } else if (!this.#ownStreams[name]) {
        pipeTo(stream, process[name]);
      }
    }
    return this.#streams[name];
  }

  #onEnd(code) {
    require('timers').clearInterval(this.#rousing);
    const drained = drainPort(this.#public);
    if (drainPort(this.#control) || drained) {
      // Who waits for a message has a chance to wait for the end, too.
      require('timers').setImmediate(() => this.#end(code));
    } else {
      this.#end(code);
    }
  }

  #end(code) {
    const handle = this.#handle;
    this.#handle = null;
    this.#limits = {};
    this.#public.close();
    this.#control.close();
    this.#streams.stdout?.push(null);
    this.#streams.stderr?.push(null);
    this.#ended?.resolve(code);
    process.nextTick(() => {
      destroy(handle);
      handle.thread = null;
    });
    this.emit('exit', code);
  }

  postMessage(...args) {
    if (this.#handle === null) return;
    ReflectApply(this.#public.postMessage, this.#public, args);
  }

  terminate(callback) {
    if (typeof callback === 'function') {
      process.emitWarning(
        'Passing a callback to worker.terminate() is deprecated. ' +
        'It returns a Promise instead.',
        'DeprecationWarning', 'DEP0132');
      if (this.#handle === null) return PromiseResolve();
      this.once('exit', (exitCode) => callback(null, exitCode));
    }
    if (this.#handle === null) return PromiseResolve();
    this.ref();
    this.#ended ??= PromiseWithResolvers();
    native.stop(this.#handle.thread);
    // It may be asleep in Atomics.wait(), or about to be.
    this.#rousing ??= require('timers').setInterval(
      () => native.rouse(this.#handle.thread), 5);
    return this.#ended.promise;
  }

  async [SymbolAsyncDispose]() {
    await this.terminate();
  }

  ref() {
    if (this.#handle === null) return;
    native.ref(this.#handle.thread);
    this.#public.ref();
  }

  unref() {
    if (this.#handle === null) return;
    native.unref(this.#handle.thread);
    this.#public.unref();
  }

  get threadId() {
    return this.#handle === null ? -1 : native.id(this.#handle.thread);
  }

  get threadName() {
    return this.#handle === null ? null : native.name(this.#handle.thread);
  }

  get stdin() {
    return this.#streams.stdin;
  }

  get stdout() {
    return this.#output('stdout');
  }

  get stderr() {
    return this.#output('stderr');
  }

  get resourceLimits() {
    return { ...this.#limits };
  }
}

// Wakes whoever waits at an address.
function notify(buffer, offset) {
  AtomicsNotify(new Int32Array(buffer), offset / 4);
}

function makeHandle(name, port, stackSizeMb, words) {
  const made = native.make(name, port, stackSizeMb * 1024 * 1024 +
    kStackReserve, words?.words, words?.nodeOptions);
  if (typeof made === 'string') {
    throw new ERR_WORKER_INVALID_EXEC_ARGV(wrongWords(made), words.where);
  }
  return new Handle(made);
}

// pipe() would warn of many workers that write to one stream.
function pipeTo(readable, writable) {
  const before = writable.getMaxListeners();
  writable.setMaxListeners(0);
  readable.pipe(writable);
  writable.setMaxListeners(before);
}

function setEnvironmentData(key, value) {
  if (value === undefined) {
    thread.environmentData.delete(key);
  } else {
    thread.environmentData.set(key, value);
  }
}

function getEnvironmentData(key) {
  return thread.environmentData.get(key);
}

// What the parent had when this thread was made.
function assignEnvironmentData(data) {
  data?.forEach((value, key) => {
    thread.environmentData.set(key, value);
  });
}

module.exports = {
  SHARE_ENV,
  Worker,
  assignEnvironmentData,
  getEnvironmentData,
  kInternal,
  setEnvironmentData,
};
