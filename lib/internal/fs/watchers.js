// SPDX-License-Identifier: MIT
// fs.watch, fs.watchFile and the iterator of fs/promises. Linux has no
// recursive watches: recursive_watch.js puts one on each directory.
'use strict';

const { ArrayIsArray, Promise, SafeMap } = primordials;

const binding = internalBinding('fs');
const EventEmitter = require('events');
const {
  AbortError, UVException,
  codes: {
    ERR_FS_WATCH_QUEUE_OVERFLOW, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  validateAbortSignal, validateBoolean, validateIgnoreOption, validateInteger,
  validateObject, validateOneOf, validateUint32,
} = require('internal/validators');
const { addWatcher, removeWatcher } = require('internal/fs/request');
const { takeSecondStats, takeStats } = require('internal/fs/stats');
const {
  assertEncoding, getOptions, getValidatedPath, toEncoded, wantsBytes,
} = require('internal/fs/utils');

const UV_RENAME = 1;
const UV_ENOSPC = -28;
const kDefaultInterval = 5007;

// Whether a name is to be left out, by options.ignore: a function, or null
// when nothing is.
function createIgnoreMatcher(ignore) {
  if (ignore == null) {
    return null;
  }
  const tests = (ArrayIsArray(ignore) ? ignore : [ignore]).map((rule) => {
    if (typeof rule === 'function') {
      return rule;
    }
    if (typeof rule === 'string') {
      const { createNameMatcher } = require('internal/fs/glob');
      return createNameMatcher(rule);
    }
    return (name) => rule.exec(name) !== null;
  });
  return (name) => tests.some((test) => test(name));
}

function startFailure(errno, filename) {
  const context = { errno, syscall: 'watch', path: filename };
  if (errno === UV_ENOSPC) {
    context.message = 'System limit for number of file watchers reached';
  }
  const err = new UVException(context);
  err.filename = filename;
  return err;
}

// --- fs.watch --------------------------------------------------------------

class FSWatcher extends EventEmitter {
  #handle;  // undefined before the start, null after the end
  #id = 0;
  #path;
  #ignored;

  constructor(ignore) {
    super();
    this.#ignored = createIgnoreMatcher(ignore);
  }

  start(filename, persistent, recursive, encoding) {
    if (this.#handle !== undefined) {
      return;
    }
    const path = getValidatedPath(filename, 'filename');
    this.#path = path;
    const id = addWatcher((status, events, name) =>
      this.#changed(status, events, toEncoded(name ?? undefined, encoding)),
    'FSEVENTWRAP');
    const handle = binding.watch(path, id, persistent === true,
                                 wantsBytes(encoding) === 1);
    if (typeof handle === 'number') {
      removeWatcher(id);
      throw startFailure(handle, filename);
    }
    this.#id = id;
    this.#handle = handle;
  }

  #changed(status, events, name) {
    if (this.#handle == null) {
      return;
    }
    if (status < 0) {
      this.#stop();
      this.emit('error', startFailure(status, this.#path));
      return;
    }
    if (name !== undefined && this.#ignored?.(name)) {
      return;
    }
    this.emit('change', events & UV_RENAME ? 'rename' : 'change',
              name === undefined ? null : name);
  }

  #stop() {
    removeWatcher(this.#id);
    binding.unwatch(this.#handle);
    this.#handle = null;
  }

  close() {
    if (this.#handle == null) {
      return;
    }
    this.#stop();
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    if (this.#handle) {
      binding.watchRef(this.#handle, true);
    }
    return this;
  }

  unref() {
    if (this.#handle) {
      binding.watchRef(this.#handle, false);
    }
    return this;
  }
}

// Runs close() when the signal fires.
function closeOnAbort(watcher, signal) {
  if (signal.aborted) {
    process.nextTick(() => watcher.close());
    return;
  }
  const onAbort = () => watcher.close();
  signal.addEventListener('abort', onAbort, { once: true });
  watcher.once('close', () => signal.removeEventListener('abort', onAbort));
}

function watch(filename, options, listener) {
  if (typeof options === 'function') {
    listener = options;
  }
  options = { ...getOptions(options) };
  options.persistent ??= true;
  options.recursive ??= false;
  validateIgnoreOption(options.ignore, 'options.ignore');
  const path = getValidatedPath(filename);
  let watcher;
  if (options.recursive) {
    const { RecursiveWatcher } = require('internal/fs/recursive_watch');
    watcher = new RecursiveWatcher(options);
    watcher.start(path);
  } else {
    watcher = new FSWatcher(options.ignore);
    watcher.start(path, options.persistent, options.recursive,
                  options.encoding);
  }
  if (listener) {
    watcher.on('change', listener);
  }
  if (options.signal) {
    closeOnAbort(watcher, options.signal);
  }
  return watcher;
}

// --- fs.watchFile ----------------------------------------------------------

const watchedFiles = new SafeMap();

class StatWatcher extends EventEmitter {
  #handle = null;
  #id = 0;
  #bigint;

  constructor(bigint) {
    super();
    this.#bigint = bigint === true;
  }

  start(filename, persistent, interval) {
    if (this.#handle !== null) {
      return;
    }
    validateUint32(interval, 'interval');
    const id = addWatcher(() => this.#changed(), 'STATWATCHER');
    const handle = binding.poll(filename, id, persistent, this.#bigint,
                                interval);
    if (typeof handle === 'number') {
      removeWatcher(id);
      throw startFailure(handle, filename);
    }
    this.#id = id;
    this.#handle = handle;
  }

  #changed() {
    if (this.#handle !== null) {
      this.emit('change', takeStats(this.#bigint),
                takeSecondStats(this.#bigint));
    }
  }

  stop() {
    if (this.#handle === null) {
      return;
    }
    process.nextTick(() => this.emit('stop'));
    removeWatcher(this.#id);
    binding.unwatch(this.#handle);
    this.#handle = null;
  }

  ref() {
    if (this.#handle !== null) {
      binding.watchRef(this.#handle, true);
    }
    return this;
  }

  unref() {
    if (this.#handle !== null) {
      binding.watchRef(this.#handle, false);
    }
    return this;
  }
}

function fileKey(filename) {
  return require('path').resolve(
    typeof filename === 'string' ?
      filename : require('buffer').Buffer.from(filename).toString());
}

function watchFile(filename, options, listener) {
  const key = fileKey(getValidatedPath(filename));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = {
    interval: kDefaultInterval, persistent: true, ...options,
  };
  if (typeof listener !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('listener', 'Function', listener);
  }
  let watcher = watchedFiles.get(key);
  if (watcher === undefined) {
    watcher = new StatWatcher(options.bigint);
    watcher.start(key, options.persistent, options.interval);
    watchedFiles.set(key, watcher);
  } else if (options.persistent) {
    watcher.ref();
  }
  watcher.on('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const key = fileKey(getValidatedPath(filename));
  const watcher = watchedFiles.get(key);
  if (watcher === undefined) {
    return;
  }
  if (typeof listener === 'function') {
    watcher.removeListener('change', listener);
  } else {
    watcher.removeAllListeners('change');
  }
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    watchedFiles.delete(key);
  }
}

// --- fs.promises.watch -----------------------------------------------------

async function* watchIterator(filename, options = kEmptyObject) {
  const path = getValidatedPath(filename);
  validateObject(options, 'options');
  const {
    persistent = true, recursive = false, encoding = 'utf8', maxQueue = 2048,
    overflow = 'ignore', signal, ignore,
  } = options;
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  validateInteger(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'throw']);
  validateAbortSignal(signal, 'options.signal');
  validateIgnoreOption(ignore, 'options.ignore');
  if (encoding && encoding !== 'buffer') {
    if (typeof encoding !== 'string') {
      throw new ERR_INVALID_ARG_VALUE('encoding', encoding,
                                      'is invalid encoding');
    }
    assertEncoding(encoding);
  }
  if (signal?.aborted) {
    throw new AbortError(undefined, { cause: signal.reason });
  }
  const queue = [];
  let wake = null;
  function put(item) {
    if (item.event && queue.length >= maxQueue) {
      if (overflow === 'throw') {
        queue.length = 0;
        item = { error: new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue) };
      } else {
        process.emitWarning('fs.watch maxQueue exceeded');
        return;
      }
    }
    queue.push(item);
    wake?.();
  }
  const watcher = watch(path, { persistent, recursive, encoding, ignore });
  watcher.on('change', (eventType, name) =>
    put({ event: { __proto__: null, eventType, filename: name } }));
  watcher.on('error', (error) => put({ error }));
  const onAbort = () => put({
    error: new AbortError(undefined, { cause: signal.reason }),
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    while (true) {
      while (queue.length > 0) {
        const { event, error } = queue.shift();
        if (error !== undefined) {
          throw error;
        }
        yield event;
      }
      await new Promise((resolve) => {
        wake = resolve;
      });
      wake = null;
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = {
  FSWatcher,
  StatWatcher,
  createIgnoreMatcher,
  unwatchFile,
  watch,
  watchFile,
  watchIterator,
};
