// SPDX-License-Identifier: MIT
// fs.Dir: a directory read a batch at a time.
'use strict';

const {
  ObjectDefineProperties, Promise, PromiseReject, SymbolAsyncDispose,
  SymbolAsyncIterator, SymbolDispose,
} = primordials;

const binding = internalBinding('fs');
const {
  codes: {
    ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const { check, request } = require('internal/fs/request');
const { getOptions, getValidatedPath, validateCallback } =
  require('internal/fs/utils');
const { finishReaddir } = require('internal/fs/directories');

const kDefaults = { __proto__: null, encoding: 'utf8' };

class Dir {
  #handle;
  #path;
  #options;
  #entries = [];
  #closed = false;
  #queue = null;  // callbacks of reads that wait for the one under way

  constructor(handle, path, options) {
    if (handle == null) {
      throw new ERR_MISSING_ARGS('handle');
    }
    this.#handle = handle;
    this.#path = path;
    this.#options = { bufferSize: 32, ...getOptions(options, kDefaults) };
    validateUint32(this.#options.bufferSize, 'options.bufferSize', true);
  }

  get path() {
    if (!(#path in this)) {
      throw new ERR_INVALID_THIS('Dir');
    }
    return this.#path;
  }

  #wantsBytes() {
    const { encoding } = this.#options;
    return encoding === 'utf8' || !encoding ? 0 : 1;
  }

  // With { recursive } everything is listed at once, at the first read.
  #start(id) {
    if (this.#options.recursive) {
      this.#options.listed = true;
      return binding.readdir(this.#path, 3, this.#wantsBytes(), id);
    }
    return binding.readdirNext(this.#handle, this.#options.bufferSize,
                               this.#wantsBytes(), id);
  }

  #finish(list) {
    this.#entries = finishReaddir(
      list, this.#path,
      { withFileTypes: true, encoding: this.#options.encoding });
    return this.#entries.length > 0 ? this.#entries.shift() : null;
  }

  #atEnd() {
    return this.#options.recursive && this.#options.listed;
  }

  read(callback) {
    if (arguments.length === 0 || callback === undefined) {
      return new Promise((resolve, reject) => {
        this.#read((err, entry) => (err ? reject(err) : resolve(entry)));
      });
    }
    validateCallback(callback);
    this.#read(callback);
  }

  #read(callback) {
    if (this.#closed === true) {
      throw new ERR_DIR_CLOSED();
    }
    if (this.#queue !== null) {
      this.#queue.push(() => this.#read(callback));
      return;
    }
    if (this.#entries.length > 0) {
      const entry = this.#entries.shift();
      process.nextTick(callback, null, entry);
      return;
    }
    if (this.#atEnd()) {
      process.nextTick(callback, null, null);
      return;
    }
    this.#queue = [];
    const done = (err, entry) => {
      process.nextTick(() => {
        const queue = this.#queue;
        this.#queue = null;
        for (let i = 0; i < queue.length; i++) {
          queue[i]();
        }
      });
      if (err) {
        callback(err);
      } else {
        callback(null, entry);
      }
    };
    this.#start(request(done, 'scandir', this.#path, undefined,
                        (list) => this.#finish(list), this));
  }

  readSync() {
    if (this.#closed === true) {
      throw new ERR_DIR_CLOSED();
    }
    if (this.#queue !== null) {
      throw new ERR_DIR_CONCURRENT_OPERATION();
    }
    if (this.#entries.length > 0) {
      return this.#entries.shift();
    }
    if (this.#atEnd()) {
      return null;
    }
    return this.#finish(check(this.#start(), 'scandir', this.#path));
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed === true) {
        return PromiseReject(new ERR_DIR_CLOSED());
      }
      return new Promise((resolve, reject) => {
        this.close((err) => (err ? reject(err) : resolve()));
      });
    }
    validateFunction(callback, 'callback');
    if (this.#closed === true) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return;
    }
    if (this.#queue !== null) {
      this.#queue.push(() => this.close(callback));
      return;
    }
    this.#closed = true;
    binding.closedir(this.#handle, request(callback, 'close', this.#path,
                                           undefined, undefined, this));
  }

  closeSync() {
    if (this.#closed === true) {
      throw new ERR_DIR_CLOSED();
    }
    if (this.#queue !== null) {
      throw new ERR_DIR_CONCURRENT_OPERATION();
    }
    this.#closed = true;
    check(binding.closedir(this.#handle), 'close', this.#path);
  }

  async* entries() {
    try {
      while (true) {
        const entry = await this.read();
        if (entry === null) {
          break;
        }
        yield entry;
      }
    } finally {
      if (!this.#closed) {
        await this.close();
      }
    }
  }

  [SymbolDispose]() {
    if (!this.#closed) {
      this.closeSync();
    }
  }

  async [SymbolAsyncDispose]() {
    if (!this.#closed) {
      await this.close();
    }
  }
}

ObjectDefineProperties(Dir.prototype, {
  [SymbolAsyncIterator]: {
    __proto__: null, configurable: true, enumerable: false, writable: true,
    value: Dir.prototype.entries,
  },
});

function opendir(path, options, callback) {
  callback = validateCallback(
    typeof options === 'function' ? options : callback);
  path = getValidatedPath(path);
  options = getOptions(options, kDefaults);
  // Checks the options before anything is opened.
  const make = (handle) => new Dir(handle, path, options);
  if (options.bufferSize !== undefined) {
    validateUint32(options.bufferSize, 'options.bufferSize', true);
  }
  binding.opendir(path, request(callback, 'opendir', path, undefined, make));
}

function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = getOptions(options, kDefaults);
  if (options.bufferSize !== undefined) {
    validateUint32(options.bufferSize, 'options.bufferSize', true);
  }
  const handle = check(binding.opendir(path), 'opendir', path);
  return new Dir(handle, path, options);
}

module.exports = { Dir, opendir, opendirSync };
