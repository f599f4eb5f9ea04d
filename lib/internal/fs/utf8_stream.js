// SPDX-License-Identifier: MIT
// fs.Utf8Stream: a log's stream. It gathers what is written until there is
// enough, then writes with one call, at once ({ sync: true }) or in the pool.
//
// #queue holds what waits, in chunks that one call may write; #current is what
// a call is writing, or has failed to write. #settle() decides after each call
// what comes next: more, the reopening, the end, or rest ('drain').
'use strict';

const { MathMax, SymbolDispose } = primordials;

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const fs = require('fs');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE,
           ERR_OPERATION_FAILED },
} = require('internal/errors');
const { kEmptyObject, sleep } = require('internal/util');
const {
  validateBoolean, validateFunction, validateObject, validateOneOf,
  validateUint32,
} = require('internal/validators');
const { dirname } = require('path');

const kMaxWrite = 16 * 1024;
const kHighWaterMark = kMaxWrite + 3;
const kRetryDelay = 100;  // ms, where the system says to come again
const kFsFunctions = ['write', 'writeSync', 'fsync', 'fsyncSync', 'close',
                      'open', 'openSync', 'mkdir', 'mkdirSync'];

// What is left of a text when `bytes` of it are written. A character that was
// cut is written again, whole.
function textAfter(text, bytes) {
  let at = 0;
  for (let written = 0; at < text.length;) {
    const point = text.codePointAt(at);
    written += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (written > bytes) {
      break;
    }
    at += point < 0x10000 ? 1 : 2;
  }
  return text.slice(at);
}

function isBusy(err) {
  return err.code === 'EAGAIN' || err.code === 'EBUSY';
}

class Utf8Stream extends EventEmitter {
  #append;
  #contentMode;
  #current = null;
  #destroyed = false;
  #drainScheduled = false;
  #ending = false;
  #fd = -1;
  #file = null;
  #flushPending = false;
  #fs;
  #fsync;
  #highWaterMark;
  #length = 0;  // of all that waits, #current too
  #maxLength;
  #maxWrite;
  #minLength;
  #mkdir;
  #mode;
  #opening = false;
  #periodicFlush;
  #queue = [];
  #reopening = false;
  #retry;
  #sync;
  #timer = null;
  #writing = false;

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    super();
    const {
      dest, fd = dest, minLength = 0, maxLength = 0, maxWrite = kMaxWrite,
      periodicFlush = 0, sync = false, append = true, mkdir = false,
      retryEAGAIN = () => true, fsync = false, contentMode = 'utf8', mode,
      fs: functions = kEmptyObject,
    } = options;
    validateObject(functions, 'options.fs');
    this.#fs = { __proto__: null };
    for (const name of kFsFunctions) {
      this.#fs[name] = functions[name] ?? fs[name];
      validateFunction(this.#fs[name], `options.fs.${name}`);
    }
    validateUint32(minLength, 'options.minLength');
    validateUint32(maxLength, 'options.maxLength');
    validateUint32(maxWrite, 'options.maxWrite');
    validateUint32(periodicFlush, 'options.periodicFlush');
    validateBoolean(sync, 'options.sync');
    validateBoolean(fsync, 'options.fsync');
    validateBoolean(append, 'options.append');
    validateBoolean(mkdir, 'options.mkdir');
    validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
    if (minLength >= maxWrite) {
      throw new ERR_INVALID_ARG_VALUE('options.minLength', minLength,
                                      `should be smaller than ${maxWrite}`);
    }
    this.#append = append;
    this.#contentMode = contentMode;
    this.#fsync = fsync;
    this.#highWaterMark = MathMax(minLength, kHighWaterMark);
    this.#maxLength = maxLength;
    this.#maxWrite = maxWrite;
    this.#minLength = minLength;
    this.#mkdir = mkdir;
    this.#mode = mode;
    this.#periodicFlush = periodicFlush;
    this.#retry = retryEAGAIN;
    this.#sync = sync;
    if (typeof fd === 'number') {
      this.#fd = fd;
      process.nextTick(() => this.emit('ready'));
    } else if (typeof fd === 'string') {
      this.#open(fd);
    } else {
      throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'string'], fd);
    }
    if (periodicFlush > 0) {
      this.#timer = setInterval(() => this.flush(), periodicFlush);
      this.#timer.unref();
    }
  }

  get append() { return this.#append; }
  get contentMode() { return this.#contentMode; }
  get fd() { return this.#fd; }
  get file() { return this.#file; }
  get fsync() { return this.#fsync; }
  get maxLength() { return this.#maxLength; }
  get minLength() { return this.#minLength; }
  get mkdir() { return this.#mkdir; }
  get mode() { return this.#mode; }
  get periodicFlush() { return this.#periodicFlush; }
  get sync() { return this.#sync; }
  get writing() { return this.#writing; }

  #checkAlive() {
    if (this.#destroyed) {
      throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
    }
  }

  // --- opening ---------------------------------------------------------------

  #open(file) {
    this.#opening = true;
    this.#writing = true;
    const flags = this.#append ? 'a' : 'w';
    const mode = this.#mode;
    if (this.#sync) {
      let fd;
      try {
        if (this.#mkdir) {
          this.#fs.mkdirSync(dirname(file), { recursive: true });
        }
        fd = this.#fs.openSync(file, flags, mode);
      } catch (err) {
        this.#opened(err, -1, file);
        throw err;
      }
      this.#opened(null, fd, file);
      return;
    }
    const open = (err) => {
      if (err) {
        this.#opened(err, -1, file);
      } else {
        this.#fs.open(file, flags, mode,
                      (failed, fd) => this.#opened(failed, fd, file));
      }
    };
    if (this.#mkdir) {
      this.#fs.mkdir(dirname(file), { recursive: true }, open);
    } else {
      open(null);
    }
  }

  #opened(err, fd, file) {
    const reopened = this.#reopening;
    this.#opening = this.#reopening = this.#writing = false;
    if (err) {
      // A Sync call throws as well: tell only who listens.
      if (!this.#sync) {
        this.emit('error', err);
      } else if (this.listenerCount('error') > 0) {
        process.nextTick(() => this.emit('error', err));
      }
      return;
    }
    const before = this.#fd;
    this.#fd = fd;
    this.#file = file;
    if (before >= 0 && before !== fd) {
      this.#fs.close(before, (failed) => {
        if (failed) {
          this.emit('error', failed);
        }
      });
    }
    if (this.#sync) {
      process.nextTick(() => this.emit('ready'));
    } else {
      this.emit('ready');
    }
    if (this.#destroyed || this.#opening) {
      return;
    }
    if (!this.#writing &&
        (this.#length > this.#minLength || this.#flushPending)) {
      this.#flushPending = false;
      this.#pump();
    } else if (reopened) {
      process.nextTick(() => this.emit('drain'));
    }
  }

  reopen(file) {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) {
      return;
    }
    if (!this.#file) {
      throw new ERR_OPERATION_FAILED(
        'Unable to reopen a file descriptor, you must pass a file to ' +
        'Utf8Stream');
    }
    if (file) {
      this.#file = file;
    }
    this.#reopening = true;
    if (!this.#writing) {
      this.#open(this.#file);
    }
  }

  // --- writing ---------------------------------------------------------------

  write(data) {
    this.#checkAlive();
    if (this.#contentMode === 'buffer' ? !Buffer.isBuffer(data) :
      typeof data !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(
        'data', this.#contentMode === 'buffer' ? 'Buffer' : 'string', data);
    }
    const length = this.#length + data.length;
    if (this.#maxLength > 0 && length > this.#maxLength) {
      this.emit('drop', data);
      return this.#length < this.#highWaterMark;
    }
    const last = this.#queue.length - 1;
    if (last < 0 || this.#queue[last].length + data.length > this.#maxWrite) {
      this.#queue.push(data);
    } else {
      this.#queue[last] = typeof data === 'string' ?
        this.#queue[last] + data : Buffer.concat([this.#queue[last], data]);
    }
    this.#length = length;
    if (!this.#writing && this.#length >= this.#minLength) {
      this.#pump();
    }
    return this.#length < this.#highWaterMark;
  }

  // Writes until nothing more is to be written now.
  #pump() {
    this.#writing = true;
    do {
      this.#current ??= this.#queue.shift() ?? null;
      if (this.#current === null) {
        continue;
      }
      if (!this.#sync) {
        this.#writeLater();
        return;
      }
      try {
        this.#wrote(this.#writeNow(this.#current));
      } catch (err) {
        if (!this.#shallRetry(err, this.#current)) {
          return;
        }
        sleep(kRetryDelay);
      }
    } while (this.#settle());
  }

  #writeNow(chunk) {
    return typeof chunk === 'string' ?
      this.#fs.writeSync(this.#fd, chunk, 'utf8') :
      this.#fs.writeSync(this.#fd, chunk);
  }

  #writeLater() {
    const done = (err, bytes) => {
      if (err) {
        if (this.#shallRetry(err, this.#current)) {
          setTimeout(() => this.#writeLater(), kRetryDelay);
        }
        return;
      }
      this.#wrote(bytes);
      if (this.#settle()) {
        this.#pump();
      }
    };
    if (typeof this.#current === 'string') {
      this.#fs.write(this.#fd, this.#current, 'utf8', done);
    } else {
      this.#fs.write(this.#fd, this.#current, done);
    }
  }

  // Where not, the chunk stays current and the error is told.
  #shallRetry(err, chunk) {
    if (isBusy(err) &&
        this.#retry(err, chunk.length, this.#length - chunk.length)) {
      return true;
    }
    this.#writing = false;
    this.emit('error', err);
    return false;
  }

  // The rest of a chunk, null for none. An fs of the user's may not say how
  // much it wrote: all of it, then.
  #rest(chunk, bytes) {
    if (bytes === undefined) {
      return null;
    }
    const rest = typeof chunk === 'string' ?
      textAfter(chunk, bytes) : chunk.subarray(bytes);
    return rest.length > 0 ? rest : null;
  }

  #wrote(bytes) {
    const chunk = this.#current;
    this.#current = this.#rest(chunk, bytes);
    this.#length -= chunk.length - (this.#current?.length ?? 0);
    if (this.#fsync && this.#current === null && this.#fd >= 0) {
      this.#fs.fsyncSync(this.#fd);
    }
    this.emit('write', bytes);
  }

  // After a write: true when another is to follow.
  #settle() {
    if (this.#destroyed) {
      this.#writing = false;
      if (this.#flushPending) {
        this.emit('drain');  // a flush waits for it
      }
      return false;
    }
    if (this.#current !== null || this.#length > this.#minLength ||
        (this.#length > 0 && (this.#ending || this.#flushPending))) {
      return true;
    }
    this.#writing = this.#flushPending = false;
    if (this.#reopening) {
      this.#reopening = false;
      this.reopen();
    } else if (this.#ending) {
      this.#close();
    } else if (!this.#sync) {
      this.emit('drain');
    } else if (!this.#drainScheduled) {
      this.#drainScheduled = true;
      process.nextTick(() => {
        this.#drainScheduled = false;
        this.emit('drain');
      });
    }
    return false;
  }

  // --- flushing --------------------------------------------------------------

  flush(callback) {
    if (callback !== undefined) {
      validateFunction(callback, 'cb');
    }
    if (this.#destroyed) {
      const err = new ERR_INVALID_STATE('Utf8Stream is destroyed');
      if (callback === undefined) {
        throw err;
      }
      callback(err);
      return;
    }
    if (this.#minLength <= 0) {
      callback?.();
      return;
    }
    if (callback !== undefined) {
      this.#afterDrain(callback);
    }
    if (this.#length === 0 && !this.#writing) {
      process.nextTick(() => this.emit('drain'));
      return;
    }
    this.#flushPending = true;
    if (!this.#writing) {
      this.#pump();
    }
  }

  #afterDrain(callback) {
    const onDrain = () => {
      this.removeListener('error', onError);
      if (this.#fsync || this.#destroyed) {
        callback();
        return;
      }
      // A descriptor that was closed meanwhile has nothing left to flush.
      this.#fs.fsync(this.#fd, (err) =>
        (err && err.code !== 'EBADF' ? callback(err) : callback()));
    };
    const onError = (err) => {
      this.removeListener('drain', onDrain);
      callback(err);
    };
    this.once('drain', onDrain);
    this.once('error', onError);
  }

  flushSync() {
    this.#checkAlive();
    if (this.#fd < 0) {
      throw new ERR_INVALID_STATE('Invalid file descriptor');
    }
    // What failed before comes first; what is under way is not ours.
    if (!this.#writing && this.#current !== null) {
      this.#queue.unshift(this.#current);
      this.#current = null;
    }
    while (this.#queue.length > 0) {
      const chunk = this.#queue[0];
      let bytes;
      try {
        bytes = this.#writeNow(chunk);
      } catch (err) {
        if (!isBusy(err) ||
            !this.#retry(err, chunk.length, this.#length - chunk.length)) {
          throw err;
        }
        sleep(kRetryDelay);
        continue;
      }
      const rest = this.#rest(chunk, bytes);
      this.#length -= chunk.length - (rest?.length ?? 0);
      if (rest === null) {
        this.#queue.shift();
      } else {
        this.#queue[0] = rest;
      }
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Not every descriptor can be synced.
    }
  }

  // --- the end ---------------------------------------------------------------

  end() {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.end());
      return;
    }
    if (this.#ending) {
      return;
    }
    this.#ending = true;
    if (this.#writing) {
      return;
    }
    if (this.#length > 0 && this.#fd >= 0) {
      this.#pump();
    } else {
      this.#close();
    }
  }

  destroy() {
    if (!this.#destroyed) {
      this.#close();
    }
  }

  [SymbolDispose]() {
    this.destroy();
  }

  #close() {
    if (this.#fd === -1) {
      this.once('ready', () => this.#close());
      return;
    }
    if (this.#timer !== null) {
      clearInterval(this.#timer);
    }
    this.#destroyed = true;
    this.#queue = [];
    const finished = this.#ending && !this.#writing;
    const done = (err) => {
      if (err) {
        this.emit('error', err);
        return;
      }
      if (finished) {
        this.emit('finish');
      }
      this.emit('close');
    };
    const fd = this.#fd;
    const close = () => {
      // The standard streams stay open.
      if (fd === 1 || fd === 2) {
        process.nextTick(done);
      } else {
        this.#fs.close(fd, done);
      }
    };
    if (this.#fsync) {
      close();
    } else {
      this.#fs.fsync(fd, close);
    }
  }
}

module.exports = { Utf8Stream };
