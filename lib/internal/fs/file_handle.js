// SPDX-License-Identifier: MIT
// fs.promises' FileHandle: a descriptor that is closed when its owner and the
// operations on it are done (kRefs counts them), and that the collector
// complains about when nobody closed it.
'use strict';

const {
  ArrayBufferIsView, Error, Promise, PromiseResolve, SafeFinalizationRegistry,
  Symbol, SymbolAsyncDispose,
} = primordials;

const binding = internalBinding('fs');
const EventEmitter = require('events');
const {
  aggregateTwoErrors,
  codes: { ERR_INVALID_STATE },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  kValidateObjectAllowNullable, parseFileMode, validateBuffer,
  validateEncoding, validateObject,
} = require('internal/validators');
const { promised } = require('internal/fs/request');
const { takeBigIntStats, takeNumberStats } = require('internal/fs/stats');
const {
  getOptions, toBytes, toPosition, toUnixTimestamp, validateBufferArray,
  validateStringAfterArrayBufferView, validateUserId,
} = require('internal/fs/utils');
const { checkRead, checkWrite, writeText } = require('internal/fs/descriptors');
const { aborted, finishRead, kindOf, toData } =
  require('internal/fs/files');
const { validateLength } = require('internal/fs/paths');

const kFd = Symbol('kFd');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kLocked = Symbol('kLocked');
const kWrite = Symbol('kWrite');

let registry;

// Made with the first handle; `fd` is closed when a handle is forgotten.
function forgotten(fd) {
  binding.close(fd);
  process.emitWarning(
    `Closing file descriptor ${fd} on garbage collection`);
  setImmediate(() => {
    throw new ERR_INVALID_STATE(
      'A FileHandle object was closed during garbage collection. ' +
      'This used to be allowed with a deprecation warning but is now ' +
      'considered an error. Please close FileHandle objects explicitly. ' +
      `File descriptor: ${fd}`);
  });
}

function closed(syscall) {
  const err = new Error('file closed');
  err.code = 'EBADF';
  err.syscall = syscall;
  return err;
}

// Runs an operation on an open handle, which stays open for as long.
async function using(handle, syscall, operation) {
  if (handle[kFd] === -1) {
    throw closed(syscall);
  }
  handle[kRef]();
  try {
    return await operation(handle[kFd]);
  } finally {
    handle[kUnref]();
  }
}

function throwIfAborted(signal) {
  if (signal?.aborted) {
    throw aborted(signal);
  }
}

// Writes all pieces of an iterable.
async function writeChunks(handle, pieces, options) {
  const { encoding, signal } = options;
  throwIfAborted(signal);
  for await (const piece of pieces) {
    throwIfAborted(signal);
    await handle[kWrite](toData(piece, encoding || 'utf8'), false, options);
  }
}

// Closes after an operation, whichever way it ended.
async function closeAfter(operation, handle) {
  let result;
  try {
    result = await operation;
  } catch (err) {
    try {
      await handle.close();
    } catch (closing) {
      throw aggregateTwoErrors(closing, err);
    }
    throw err;
  }
  await handle.close();
  return result;
}

class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this[kFd] = fd;
    this[kRefs] = 1;
    this[kClosePromise] = null;
    registry ??= new SafeFinalizationRegistry(forgotten);
    registry.register(this, fd, this);
  }

  getAsyncId() {
    return 0;
  }

  get fd() {
    return this[kFd];
  }

  appendFile(data, options) {
    options = getOptions(options, {
      encoding: 'utf8', mode: 0o666, flag: 'a', flush: false,
    });
    return this.writeFile(data, options);
  }

  chmod(mode) {
    return using(this, 'fchmod', (fd) => {
      mode = parseFileMode(mode, 'mode');
      const request = promised('fchmod');
      binding.fchmod(fd, mode, request.id);
      return request.promise;
    });
  }

  chown(uid, gid) {
    return using(this, 'fchown', (fd) => {
      validateUserId(uid, 'uid');
      validateUserId(gid, 'gid');
      const request = promised('fchown');
      binding.fchown(fd, uid, gid, request.id);
      return request.promise;
    });
  }

  datasync() {
    return using(this, 'fdatasync', (fd) => {
      const request = promised('fdatasync');
      binding.fdatasync(fd, request.id);
      return request.promise;
    });
  }

  sync() {
    return using(this, 'fsync', (fd) => {
      const request = promised('fsync');
      binding.fsync(fd, request.id);
      return request.promise;
    });
  }

  read(buffer, offset, length, position) {
    return using(this, 'read', (fd) => {
      if (!ArrayBufferIsView(buffer)) {
        if (buffer !== undefined) {
          validateObject(buffer, 'options', kValidateObjectAllowNullable);
        }
        ({
          buffer = require('buffer').Buffer.alloc(16384),
          offset = 0,
          length = buffer.byteLength - offset,
          position = null,
        } = buffer ?? kEmptyObject);
        validateBuffer(buffer);
      } else if (offset !== null && typeof offset === 'object') {
        ({
          offset = 0,
          length = buffer.byteLength - offset,
          position = null,
        } = offset);
      }
      const range = checkRead(buffer, offset, length ?? undefined, position);
      if (range.length === 0) {
        return { __proto__: null, bytesRead: 0, buffer };
      }
      const request = promised(
        'read', undefined, undefined,
        (bytesRead) => ({ __proto__: null, bytesRead, buffer }), buffer);
      binding.read(fd, toBytes(buffer), range.offset, range.length,
                   range.position, request.id);
      return request.promise;
    });
  }

  readv(buffers, position) {
    return using(this, 'read', (fd) => {
      validateBufferArray(buffers);
      const parts = buffers.map(toBytes);
      const request = promised(
        'read', undefined, undefined,
        (bytesRead) => ({ __proto__: null, bytesRead, buffers }), parts);
      binding.readv(fd, parts, typeof position === 'number' ? position : -1,
                    request.id);
      return request.promise;
    });
  }

  readFile(options) {
    return using(this, 'readFile', (fd) => {
      const { encoding, signal } = getOptions(options, { flag: 'r' });
      throwIfAborted(signal);
      const request = promised('fstat', undefined, undefined, (value) => {
        throwIfAborted(signal);
        return finishRead(value, encoding);
      });
      binding.readFile(fd, 0, kindOf(encoding), request.id);
      return request.promise;
    });
  }

  readLines(options) {
    return require('readline').createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }

  stat(options) {
    return using(this, 'fstat', (fd) => {
      const bigint = options?.bigint;
      const request = promised('fstat', undefined, undefined,
                               bigint ? takeBigIntStats : takeNumberStats);
      binding.fstat(fd, bigint ? 1 : 0, request.id);
      return request.promise;
    });
  }

  truncate(len = 0) {
    return using(this, 'ftruncate', (fd) => {
      len = validateLength(len);
      const request = promised('ftruncate');
      binding.ftruncate(fd, len, request.id);
      return request.promise;
    });
  }

  utimes(atime, mtime) {
    return using(this, 'futime', (fd) => {
      atime = toUnixTimestamp(atime, 'atime');
      mtime = toUnixTimestamp(mtime, 'mtime');
      const request = promised('futime');
      binding.futimes(fd, atime, mtime, request.id);
      return request.promise;
    });
  }

  write(buffer, offset, length, position) {
    return using(this, 'write', (fd) => {
      if (buffer?.byteLength === 0) {
        return { __proto__: null, bytesWritten: 0, buffer };
      }
      const shape =
        (bytesWritten) => ({ __proto__: null, bytesWritten, buffer });
      const request = () =>
        promised('write', undefined, undefined, shape, buffer);
      if (ArrayBufferIsView(buffer)) {
        if (typeof offset === 'object') {
          ({
            offset = 0,
            length = buffer.byteLength - offset,
            position = null,
          } = offset ?? kEmptyObject);
        }
        const range = checkWrite(buffer, offset, length, position);
        const { id, promise } = request();
        binding.write(fd, toBytes(buffer), range.offset, range.length,
                      range.position, id);
        return promise;
      }
      validateStringAfterArrayBufferView(buffer, 'buffer');
      validateEncoding(buffer, length);
      const { id, promise } = request();
      writeText(fd, buffer, length, toPosition(offset), id);
      return promise;
    });
  }

  writev(buffers, position) {
    return using(this, 'write', (fd) => {
      validateBufferArray(buffers);
      if (buffers.length === 0) {
        return { __proto__: null, bytesWritten: 0, buffers };
      }
      const parts = buffers.map(toBytes);
      const request = promised(
        'write', undefined, undefined,
        (bytesWritten) => ({ __proto__: null, bytesWritten, buffers }), parts);
      binding.writev(fd, parts, typeof position === 'number' ? position : -1,
                     request.id);
      return request.promise;
    });
  }

  writeFile(data, options) {
    return require('internal/fs/promises').exports.writeFile(this, data,
                                                             options);
  }

  // All of `data` (bytes or text) at the place where the file stands.
  [kWrite](data, pieces, options) {
    if (pieces) {
      return using(this, 'writeFile', () => writeChunks(this, data, options));
    }
    return using(this, 'writeFile', (fd) => {
      const { signal } = options;
      throwIfAborted(signal);
      const request = promised(
        'write', undefined, undefined, () => throwIfAborted(signal), data);
      binding.writeFile(fd, data, 0, 0, request.id);
      return request.promise;
    });
  }

  close() {
    if (this[kFd] === -1) {
      return PromiseResolve();
    }
    if (this[kClosePromise]) {
      return this[kClosePromise];
    }
    this[kRefs]--;
    const promise = this[kRefs] === 0 ?
      this.#closeNow() :
      new Promise((resolve, reject) => {
        this[kCloseResolve] = resolve;
        this[kCloseReject] = reject;
      });
    this[kClosePromise] = promise.finally(() => {
      this[kClosePromise] = undefined;
    });
    this.emit('close');
    return this[kClosePromise];
  }

  #closeNow() {
    const request = promised('close');
    binding.close(this[kFd], request.id);
    this[kFd] = -1;
    registry.unregister(this);
    return request.promise;
  }

  [SymbolAsyncDispose]() {
    return this.close();
  }

  // The bytes of the file as a web stream.
  readableWebStream(options = kEmptyObject) {
    return require('internal/fs/web_stream').readableWebStream(this, options);
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  [kRef]() {
    this[kRefs]++;
  }

  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] === 0 && this[kFd] !== -1) {
      this.#closeNow().then(this[kCloseResolve], this[kCloseReject]);
    }
  }
}

module.exports = {
  FileHandle,
  closeAfter,
  kClosePromise,
  kFd,
  kLocked,
  kRef,
  kUnref,
  kWrite,
  writeChunks,
};
