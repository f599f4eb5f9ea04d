// SPDX-License-Identifier: MIT
// fs on whole files: the binding opens, reads or writes, and closes in one
// operation. What wants a flush goes step by step through fs itself, where
// programs may watch it.
'use strict';

const { ArrayBufferIsView } = primordials;

const binding = internalBinding('fs');
const { context } = require('internal/async_context');
const { AbortError } = require('internal/errors');
const { isInt32, parseFileMode, validateBoolean } =
  require('internal/validators');
const { check, checkText, request } = require('internal/fs/request');
const {
  getOptions, getValidatedPath, stringToFlags, toBuffer, toBytes,
  validateCallback, validateStringAfterArrayBufferView,
} = require('internal/fs/utils');
const { isUtf8 } = require('internal/fs/descriptors');

const kUnknownSize = 65536;  // of a chunk, where a file does not say
const kAsBytes = 0;
const kAsUtf8 = 1;
const kAsLatin1 = 2;
const readDefaults = { __proto__: null, flag: 'r' };
const writeDefaults = {
  __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false,
};
const appendDefaults = {
  __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a', flush: false,
};

function isUserFd(path) {
  return isInt32(path) && path >= 0;
}

// In which form the binding shall give the contents.
function kindOf(encoding) {
  if (!encoding) {
    return kAsBytes;
  }
  if (encoding === 'utf8' || encoding === 'utf-8') {
    return kAsUtf8;
  }
  return encoding === 'latin1' || encoding === 'binary' ? kAsLatin1 : kAsBytes;
}

// The contents as the caller wants them.
function finishRead(value, encoding) {
  if (typeof value === 'string') {
    return value;
  }
  const buffer = toBuffer(checkText(value));
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function readFileSync(path, options) {
  options = getOptions(options, readDefaults);
  const { encoding } = options;
  const fd = isUserFd(path);
  if (!fd) {
    path = getValidatedPath(path);
  }
  const flags = stringToFlags(options.flag, 'options.flag');
  return finishRead(
    check(binding.readFile(path, flags, kindOf(encoding)),
          fd ? 'fstat' : 'open', fd ? undefined : path), encoding);
}

function aborted(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

// Calls back once; with an AbortError when the signal fired meanwhile.
function abortable(signal, callback) {
  return (err, value) =>
    (signal.aborted ? callback(aborted(signal)) : callback(err, value));
}

// For those who count requests: one for each system call.
function readInSteps(path, flags, callback) {
  const fs = require('fs');
  const chunks = [];
  fs.open(path, flags, 0o666, (err, fd) => {
    if (err) return callback(err);
    const close = (failed) => fs.close(fd, (err) => {
      const { Buffer } = require('buffer');
      callback(failed || err, Buffer.concat(chunks));
    });
    fs.fstat(fd, (err, { size } = { __proto__: null, size: 0 }) => {
      if (err) return close(err);
      let left = size;
      const read = () => {
        const chunk = new Uint8Array(left > 0 ? left : kUnknownSize);
        fs.read(fd, chunk, 0, chunk.length, null, (err, bytesRead) => {
          if (err) return close(err);
          if (bytesRead === 0) return close(null);
          chunks.push(chunk.subarray(0, bytesRead));
          left -= bytesRead;
          if (left === 0) close(null);
          else read();
        });
      };
      read();
    });
  });
}

function readFile(path, options, callback) {
  callback = validateCallback(callback || options);
  options = getOptions(options, readDefaults);
  const { encoding, signal } = options;
  const fd = isUserFd(path);
  if (signal?.aborted) {
    process.nextTick(callback, aborted(signal));
    return;
  }
  if (!fd) {
    path = getValidatedPath(path);
  }
  const flags = stringToFlags(options.flag, 'options.flag');
  if (!fd && context.tracker?.hasHooks()) {
    readInSteps(path, flags, (err, value) => {
      if (signal?.aborted) callback(aborted(signal));
      else if (err) callback(err);
      else callback(null, finishRead(value, encoding));
    });
    return;
  }
  binding.readFile(
    path, flags, kindOf(encoding),
    request(signal ? abortable(signal, callback) : callback,
            fd ? 'fstat' : 'open', fd ? undefined : path, undefined,
            (value) => finishRead(value, encoding)));
}

// Data as the binding takes it: bytes, or text to be made UTF-8.
function toData(data, encoding) {
  if (ArrayBufferIsView(data)) {
    return toBytes(data);
  }
  validateStringAfterArrayBufferView(data, 'data');
  return isUtf8(encoding || 'utf8') ?
    data : require('buffer').Buffer.from(data, encoding);
}

function validateFlush(flush) {
  if (flush != null) {
    validateBoolean(flush, 'options.flush');
  }
}

function writeFileSync(path, data, options) {
  options = getOptions(options, writeDefaults);
  const { flush } = options;
  validateFlush(flush);
  data = toData(data, options.encoding);
  const fd = isUserFd(path);
  if (flush) {
    flushSync(fd, path, data, options);
    return;
  }
  if (!fd) {
    path = getValidatedPath(path);
  }
  const flags = stringToFlags(options.flag || 'w');
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  check(binding.writeFile(path, data, flags, mode), 'open', path);
}

function flushSync(isFd, path, data, options) {
  const fs = require('fs');
  const fd = isFd ? path : fs.openSync(path, options.flag || 'w', options.mode);
  try {
    check(binding.writeFile(fd, data, 0, 0), 'write');
    fs.fsyncSync(fd);
  } finally {
    if (!isFd) {
      fs.closeSync(fd);
    }
  }
}

function writeFile(path, data, options, callback) {
  callback = validateCallback(callback || options);
  options = getOptions(options, writeDefaults);
  const { flush, signal } = options;
  validateFlush(flush);
  data = toData(data, options.encoding);
  const fd = isUserFd(path);
  if (signal?.aborted) {
    process.nextTick(callback, aborted(signal));
    return;
  }
  if (signal) {
    const userCallback = callback;
    callback = (err) => userCallback(signal.aborted ? aborted(signal) : err);
  }
  if (flush) {
    flushLater(fd, path, data, options, callback);
    return;
  }
  if (!fd) {
    path = getValidatedPath(path);
  }
  const flags = stringToFlags(options.flag || 'w');
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  binding.writeFile(path, data, flags, mode,
                    request(callback, 'open', fd ? undefined : path, undefined,
                            undefined, data));
}

function flushLater(isFd, path, data, options, callback) {
  const fs = require('fs');
  function opened(err, fd) {
    if (err) {
      callback(err);
      return;
    }
    const finish = (failed) => {
      if (isFd) {
        callback(failed);
      } else {
        fs.close(fd, (closing) => callback(failed || closing));
      }
    };
    const written = (failed) =>
      (failed ? finish(failed) : fs.fsync(fd, finish));
    binding.writeFile(fd, data, 0, 0,
                      request(written, 'write', undefined, undefined, undefined,
                              data));
  }
  if (isFd) {
    opened(null, path);
  } else {
    fs.open(path, options.flag || 'w', options.mode, opened);
  }
}

function appendOptions(path, options) {
  options = { ...getOptions(options, appendDefaults) };
  if (!options.flag || isUserFd(path)) {
    options.flag = 'a';
  }
  return options;
}

function appendFile(path, data, options, callback) {
  callback = validateCallback(callback || options);
  require('fs').writeFile(path, data, appendOptions(path, options), callback);
}

function appendFileSync(path, data, options) {
  require('fs').writeFileSync(path, data, appendOptions(path, options));
}

module.exports = {
  aborted,
  appendFile,
  appendFileSync,
  finishRead,
  kindOf,
  readFile,
  readFileSync,
  toData,
  validateFlush,
  writeFile,
  writeFileSync,
};
