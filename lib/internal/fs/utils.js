// SPDX-License-Identifier: MIT
// What fs and fs/promises share: checks of arguments, Dirent, the forms that
// results take.
'use strict';

const {
  ArrayBufferIsView, ArrayIsArray, BigInt, Number, Symbol,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;

const { constants } = internalBinding('fs');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { kEmptyObject, normalizeEncoding } = require('internal/util');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateInt32,
  validateInteger, validateObject, validateUint32,
} = require('internal/validators');
const stats = require('internal/fs/stats');

const kType = Symbol('type');
const kMaxUserId = 2 ** 32 - 1;
const kIoMaxLength = 2 ** 31 - 1;
const kReadFileBufferLength = 512 * 1024;
const kReadFileUnknownBufferLength = 64 * 1024;
const kWriteFileMaxChunkSize = 512 * 1024;
const {
  O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY,
} = constants;

const flagTable = {
  '__proto__': null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC,
  'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

function isUint8Array(value) {
  return ArrayBufferIsView(value) &&
    TypedArrayPrototypeGetSymbolToStringTag(value) === 'Uint8Array';
}

// --- directory entries -------------------------------------------------------

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }

  isDirectory() {
    return this[kType] === constants.UV_DIRENT_DIR;
  }

  isFile() {
    return this[kType] === constants.UV_DIRENT_FILE;
  }

  isBlockDevice() {
    return this[kType] === constants.UV_DIRENT_BLOCK;
  }

  isCharacterDevice() {
    return this[kType] === constants.UV_DIRENT_CHAR;
  }

  isSymbolicLink() {
    return this[kType] === constants.UV_DIRENT_LINK;
  }

  isFIFO() {
    return this[kType] === constants.UV_DIRENT_FIFO;
  }

  isSocket() {
    return this[kType] === constants.UV_DIRENT_SOCKET;
  }
}

// --- paths, descriptors, flags ---------------------------------------------

function validatePath(path, propName = 'path') {
  if (typeof path === 'string') {
    if (!path.includes('\0')) {
      return;
    }
  } else if (!isUint8Array(path)) {
    throw new ERR_INVALID_ARG_TYPE(propName, ['string', 'Buffer', 'URL'], path);
  } else if (!path.includes(0)) {
    return;
  }
  throw new ERR_INVALID_ARG_VALUE(
    propName, path, 'must be a string, Uint8Array, or URL without null bytes');
}

function getValidatedPath(fileURLOrPath, propName = 'path') {
  let path = fileURLOrPath;
  if (typeof path === 'object' && path !== null && path.href) {
    path = require('internal/url').toPathIfFileURL(path);
  }
  validatePath(path, propName);
  return path;
}

function getValidatedFd(fd, propName = 'fd') {
  if (typeof fd !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(propName, 'number', fd);
  }
  if ((fd | 0) !== fd || fd < 0) {
    validateInt32(fd, propName, 0);
  }
  return fd === 0 ? 0 : fd;
}

// The mode of access() or copyFile(), 0 by default.
function getValidMode(mode, type) {
  if (mode == null) {
    return 0;
  }
  validateInteger(mode, 'mode', 0, 7);
  return mode;
}

function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) {
    return O_RDONLY;
  }
  const value = flagTable[flags];
  if (value === undefined) {
    throw new ERR_INVALID_ARG_VALUE(name, flags);
  }
  return value;
}

function stringToSymlinkType(type) {
  if (type == null || type === 'file') {
    return 0;
  }
  if (type === 'dir') {
    return constants.UV_FS_SYMLINK_DIR;
  }
  if (type === 'junction') {
    return constants.UV_FS_SYMLINK_JUNCTION;
  }
  throw new ERR_INVALID_ARG_VALUE('type', type,
                                  "must be one of 'dir', 'file', or 'junction'");
}

function validateUserId(id, name) {
  validateInteger(id, name, -1, kMaxUserId);
}

function toUnixTimestamp(time, name = 'time') {
  const seconds = stats.toSeconds(time);
  if (seconds === undefined) {
    throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
  }
  return seconds;
}

// --- options ---------------------------------------------------------------

function assertEncoding(encoding) {
  if (encoding &&
      (typeof encoding !== 'string' ||
       normalizeEncoding(encoding) === undefined)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding,
                                    'is invalid encoding');
  }
}

function getOptions(options, defaultOptions = kEmptyObject) {
  if (options == null || typeof options === 'function') {
    return defaultOptions;
  }
  if (typeof options === 'string') {
    options = { ...defaultOptions, encoding: options };
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') {
    assertEncoding(options.encoding);
  }
  if (options.signal !== undefined) {
    validateAbortSignal(options.signal, 'options.signal');
  }
  return options;
}

// With what the object inherits: options may be prototypes of options.
function copyObject(source) {
  const copy = { __proto__: null };
  for (const key in source) {
    copy[key] = source[key];
  }
  return copy;
}

const defaultRmOptions = {
  __proto__: null,
  recursive: false, force: false, retryDelay: 100, maxRetries: 0,
};

function validateRmOptions(options) {
  if (options === undefined) {
    return defaultRmOptions;
  }
  validateObject(options, 'options');
  options = { ...defaultRmOptions, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateBoolean(options.force, 'options.force');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

function validateRmdirOptions(options) {
  if (options === undefined) {
    return;
  }
  validateObject(options, 'options');
  if (options.recursive !== undefined) {
    throw new ERR_INVALID_ARG_VALUE('options.recursive', options.recursive,
                                    'is no longer supported');
  }
}

// The options of stat and its kin: whether bigints are wanted.
function validateCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

// --- buffers ---------------------------------------------------------------

// The binding takes Uint8Arrays: other views as the bytes they show.
function toBytes(view) {
  return isUint8Array(view) ?
    view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function validateView(buffer, name = 'buffer') {
  if (!ArrayBufferIsView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'],
                                   buffer);
  }
}

function validateOffsetLengthRead(offset, length, bufferLength) {
  if (offset < 0) {
    throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  }
  if (length < 0) {
    throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  }
  if (offset + length > bufferLength) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
  }
}

function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) {
    throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  }
  if (length > byteLength - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  }
  if (length < 0) {
    throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  }
  validateInt32(length, 'length', 0);
}

function validatePosition(position, name, length) {
  if (typeof position === 'number') {
    validateInteger(position, name, -1);
  } else if (typeof position === 'bigint') {
    const max = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= max)) {
      throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${max}`, position);
    }
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
}

function validateBufferArray(buffers, propName = 'buffers') {
  let valid = ArrayIsArray(buffers);
  for (let i = 0; valid && i < buffers.length; i++) {
    valid = ArrayBufferIsView(buffers[i]);
  }
  if (!valid) {
    throw new ERR_INVALID_ARG_TYPE(propName, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

function validateStringAfterArrayBufferView(buffer, name) {
  if (typeof buffer !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(
      name, ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

// A position as the binding takes it: -1 is the file's own.
function toPosition(position) {
  if (typeof position === 'number') {
    return position;
  }
  return typeof position === 'bigint' ? Number(position) : -1;
}

// --- results ---------------------------------------------------------------

// How the binding shall give a text: 0 as a string, 1 as bytes.
function wantsBytes(encoding) {
  return encoding === undefined || encoding === null || encoding === '' ||
    encoding === 'utf8' || encoding === 'utf-8' ? 0 : 1;
}

// A text result in the encoding asked for.
function toEncoded(value, encoding) {
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  const buffer = require('buffer').Buffer.from(value);
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

function encodedAs(encoding) {
  return wantsBytes(encoding) === 0 ?
    (value) => value : (value) => toEncoded(value, encoding);
}

// Whole files arrive as an ArrayBuffer or as text.
function toBuffer(arrayBuffer) {
  return require('buffer').Buffer.from(arrayBuffer);
}

module.exports = {
  BigIntStats: stats.BigIntStats,
  Dirent,
  Stats: stats.Stats,
  assertEncoding,
  constants: {
    kIoMaxLength,
    kMaxUserId,
    kReadFileBufferLength,
    kReadFileUnknownBufferLength,
    kWriteFileMaxChunkSize,
  },
  copyObject,
  encodedAs,
  getOptions,
  getValidMode,
  getValidatedFd,
  getValidatedPath,
  isUint8Array,
  stringToFlags,
  stringToSymlinkType,
  toBuffer,
  toBytes,
  toEncoded,
  toPosition,
  toUnixTimestamp,
  validateBufferArray,
  validateCallback,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validatePath,
  validatePosition,
  validateRmOptions,
  validateRmdirOptions,
  validateStringAfterArrayBufferView,
  validateUserId,
  validateView,
  wantsBytes,
};
