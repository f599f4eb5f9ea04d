// SPDX-License-Identifier: MIT
// fs on open files: open, close, read, write and what changes them. Sync and
// callback forms.
'use strict';

const { ArrayBufferIsView, ObjectDefineProperty } = primordials;

const binding = internalBinding('fs');
const realm = require('internal/bootstrap/realm');
const {
  codes: { ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { customPromisifyArgs, kEmptyObject } = require('internal/util');
const {
  kValidateObjectAllowNullable, parseFileMode, validateEncoding, validateInteger, validateObject,
} = require('internal/validators');
const { check, identity, request } = require('internal/fs/request');
const {
  getValidatedFd, getValidatedPath, stringToFlags, toBytes, toPosition,
  toUnixTimestamp, validateBufferArray, validateCallback,
  validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition,
  validateStringAfterArrayBufferView, validateUserId, validateView,
} = require('internal/fs/utils');
const { validateLength } = require('internal/fs/paths');

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = parseFileMode(mode, 'mode', 0o666);
  }
  flags = stringToFlags(flags);
  validateCallback(callback);
  binding.open(path, flags, mode,
               request(callback, 'open', path, undefined, identity));
}

function openSync(path, flags, mode) {
  path = getValidatedPath(path);
  flags = stringToFlags(flags);
  mode = parseFileMode(mode, 'mode', 0o666);
  return check(binding.open(path, flags, mode), 'open', path);
}

function throwLater(err) {
  if (err) {
    throw err;
  }
}

function close(fd, callback = throwLater) {
  fd = getValidatedFd(fd);
  if (callback !== throwLater) {
    validateCallback(callback);
  }
  binding.close(fd, request(callback, 'close'));
}

function closeSync(fd) {
  fd = getValidatedFd(fd);
  check(binding.close(fd), 'close');
}

// --- reading ---------------------------------------------------------------

function nothingToRead(buffer) {
  return new ERR_INVALID_ARG_VALUE('buffer', buffer,
                                   'is empty and cannot be written');
}

// The range of a read, checked: [offset, length, position].
function checkRead(buffer, offset, length, position) {
  if (offset == null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  length = length === undefined ? buffer.byteLength - offset : length | 0;
  if (length !== 0) {
    if (buffer.byteLength === 0) {
      throw nothingToRead(buffer);
    }
    validateOffsetLengthRead(offset, length, buffer.byteLength);
  }
  if (position == null) {
    position = -1;
  } else {
    validatePosition(position, 'position', length);
  }
  return { offset, length, position: toPosition(position) };
}

// read(fd, buffer, offset, length, position, callback) in all its forms:
// read(fd, [buffer,] [options,] callback) too.
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (arguments.length <= 4) {
    let options;
    if (arguments.length === 4) {
      validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
      callback = length;
      options = offsetOrOptions;
    } else if (arguments.length === 3) {
      if (!ArrayBufferIsView(buffer)) {
        options = buffer;
        ({ buffer = require('buffer').Buffer.alloc(16384) } =
          options ?? kEmptyObject);
      }
      callback = offsetOrOptions;
    } else {
      callback = buffer;
      buffer = require('buffer').Buffer.alloc(16384);
    }
    if (options !== undefined) {
      validateObject(options, 'options', kValidateObjectAllowNullable);
    }
    ({
      offset = 0,
      length = buffer?.byteLength - offset,
      position = null,
    } = options ?? kEmptyObject);
  }
  validateView(buffer);
  validateCallback(callback);
  const range = checkRead(buffer, offset, length, position);
  if (range.length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  function done(err, bytes) {
    callback(err, bytes || 0, buffer);
  }
  binding.read(fd, toBytes(buffer), range.offset, range.length, range.position,
               request(done, 'read', undefined, undefined, identity, buffer));
}
ObjectDefineProperty(read, customPromisifyArgs, {
  __proto__: null, value: ['bytesRead', 'buffer'], enumerable: false,
});

function readSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  validateView(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 ||
      (offsetOrOptions !== null && typeof offsetOrOptions === 'object')) {
    if (offsetOrOptions !== undefined) {
      validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
    }
    ({
      offset = 0,
      length = buffer.byteLength - offset,
      position = null,
    } = offsetOrOptions ?? kEmptyObject);
  }
  const range = checkRead(buffer, offset, length, position);
  if (range.length === 0) {
    return 0;
  }
  return check(binding.read(fd, toBytes(buffer), range.offset, range.length,
                            range.position), 'read');
}

function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = validateCallback(callback || position);
  function done(err, bytes) {
    callback(err, bytes || 0, buffers);
  }
  const parts = buffers.map(toBytes);
  binding.readv(fd, parts, typeof position === 'number' ? position : -1,
                request(done, 'read', undefined, undefined, identity, parts));
}
ObjectDefineProperty(readv, customPromisifyArgs, {
  __proto__: null, value: ['bytesRead', 'buffers'], enumerable: false,
});

function readvSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  return check(binding.readv(fd, buffers.map(toBytes),
                             typeof position === 'number' ? position : -1),
               'read');
}

// --- writing ---------------------------------------------------------------

// The range of a write of bytes.
function checkWrite(buffer, offset, length, position) {
  if (offset == null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  if (typeof length !== 'number') {
    length = buffer.byteLength - offset;
  }
  validateOffsetLengthWrite(offset, length, buffer.byteLength);
  return { offset, length, position: toPosition(position) };
}

function isUtf8(encoding) {
  return encoding === undefined || encoding === null || encoding === 'utf8' ||
    encoding === 'utf-8';
}

// write(fd, buffer, [offset, [length, [position]]], callback),
// write(fd, buffer, [options], callback),
// write(fd, string, [position, [encoding]], callback)
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  if (ArrayBufferIsView(buffer)) {
    let offset = offsetOrOptions;
    callback = validateCallback(callback || position || length || offset);
    if (typeof offset === 'object') {
      ({
        offset = 0,
        length = buffer.byteLength - offset,
        position = null,
      } = offsetOrOptions ?? kEmptyObject);
    }
    if (typeof offset === 'function') {
      offset = 0;
    }
    const range = checkWrite(buffer, offset, length, position);
    const done = (err, bytes) => callback(err, bytes || 0, buffer);
    binding.write(fd, toBytes(buffer), range.offset, range.length,
                  range.position,
                  request(done, 'write', undefined, undefined, identity,
                          buffer));
    return;
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  const text = buffer;
  let at = offsetOrOptions;
  let encoding = length;
  if (typeof position !== 'function') {
    if (typeof at === 'function') {
      position = at;
      at = null;
    } else {
      position = length;
    }
    encoding = 'utf8';
  }
  validateEncoding(text, encoding);
  callback = validateCallback(position);
  const done = (err, bytes) => callback(err, bytes || 0, text);
  writeText(fd, text, encoding, toPosition(at),
            request(done, 'write', undefined, undefined, identity));
}
ObjectDefineProperty(write, customPromisifyArgs, {
  __proto__: null, value: ['bytesWritten', 'buffer'], enumerable: false,
});

// UTF-8 is made by the binding; other encodings by Buffer.
function writeText(fd, text, encoding, position, id) {
  return binding.writeString(
    fd, isUtf8(encoding) ? text : require('buffer').Buffer.from(text, encoding),
    position, id);
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (ArrayBufferIsView(buffer)) {
    if (position === undefined) {
      position = null;
    }
    if (typeof offset === 'object') {
      ({
        offset = 0,
        length = buffer.byteLength - offset,
        position = null,
      } = offsetOrOptions ?? kEmptyObject);
    }
    const range = checkWrite(buffer, offset, length, position);
    return check(binding.write(fd, toBytes(buffer), range.offset, range.length,
                               range.position), 'write');
  }
  validateStringAfterArrayBufferView(buffer, 'buffer');
  validateEncoding(buffer, length);
  return check(writeText(fd, buffer, length, toPosition(offset)), 'write');
}

function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback = validateCallback(callback || position);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  const done = (err, bytes) => callback(err, bytes || 0, buffers);
  const parts = buffers.map(toBytes);
  binding.writev(fd, parts, typeof position === 'number' ? position : -1,
                 request(done, 'write', undefined, undefined, identity, parts));
}
ObjectDefineProperty(writev, customPromisifyArgs, {
  __proto__: null, value: ['bytesWritten', 'buffers'], enumerable: false,
});

function writevSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) {
    return 0;
  }
  return check(binding.writev(fd, buffers.map(toBytes),
                              typeof position === 'number' ? position : -1),
               'write');
}

// --- the rest --------------------------------------------------------------

// Node has these off with --permission; those of a FileHandle are on.
function disabled(syscall) {
  return require('internal/process/permission').fileError('', '', syscall);
}

function fsync(fd, callback) {
  fd = getValidatedFd(fd);
  validateCallback(callback);
  if (realm.guard !== undefined) {
    process.nextTick(callback, disabled('fsync'));
    return;
  }
  binding.fsync(fd, request(callback, 'fsync'));
}

function fsyncSync(fd) {
  fd = getValidatedFd(fd);
  if (realm.guard !== undefined) throw disabled('fsync');
  check(binding.fsync(fd), 'fsync');
}

function fdatasync(fd, callback) {
  fd = getValidatedFd(fd);
  validateCallback(callback);
  if (realm.guard !== undefined) {
    process.nextTick(callback, disabled('fdatasync'));
    return;
  }
  binding.fdatasync(fd, request(callback, 'fdatasync'));
}

function fdatasyncSync(fd) {
  fd = getValidatedFd(fd);
  if (realm.guard !== undefined) throw disabled('fdatasync');
  check(binding.fdatasync(fd), 'fdatasync');
}

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  fd = getValidatedFd(fd);
  len = validateLength(len);
  validateCallback(callback);
  binding.ftruncate(fd, len, request(callback, 'ftruncate'));
}

function ftruncateSync(fd, len = 0) {
  fd = getValidatedFd(fd);
  check(binding.ftruncate(fd, validateLength(len)), 'ftruncate');
}

function fchmod(fd, mode, callback) {
  fd = getValidatedFd(fd);
  mode = parseFileMode(mode, 'mode');
  validateCallback(callback);
  binding.fchmod(fd, mode, request(callback, 'fchmod'));
}

function fchmodSync(fd, mode) {
  fd = getValidatedFd(fd);
  check(binding.fchmod(fd, parseFileMode(mode, 'mode')), 'fchmod');
}

function fchown(fd, uid, gid, callback) {
  fd = getValidatedFd(fd);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  validateCallback(callback);
  binding.fchown(fd, uid, gid, request(callback, 'fchown'));
}

function fchownSync(fd, uid, gid) {
  fd = getValidatedFd(fd);
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  check(binding.fchown(fd, uid, gid), 'fchown');
}

function futimes(fd, atime, mtime, callback) {
  fd = getValidatedFd(fd);
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  validateCallback(callback);
  binding.futimes(fd, atime, mtime, request(callback, 'futime'));
}

function futimesSync(fd, atime, mtime) {
  fd = getValidatedFd(fd);
  check(binding.futimes(fd, toUnixTimestamp(atime, 'atime'),
                        toUnixTimestamp(mtime, 'mtime')), 'futime');
}

module.exports = {
  checkRead,
  checkWrite,
  close,
  closeSync,
  fchmod,
  fchmodSync,
  fchown,
  fchownSync,
  fdatasync,
  fdatasyncSync,
  fsync,
  fsyncSync,
  ftruncate,
  ftruncateSync,
  futimes,
  futimesSync,
  isUtf8,
  open,
  openSync,
  read,
  readSync,
  readv,
  readvSync,
  write,
  writeSync,
  writeText,
  writev,
  writevSync,
};
