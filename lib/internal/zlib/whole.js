'use strict';
// SPDX-License-Identifier: MIT
//
// A whole buffer through a codec, in one crossing: no stream is made.

const { ArrayBufferIsView } = primordials;

const binding = internalBinding('zlib');
const {
  codes: {
    ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE,
    ERR_TRAILING_JUNK_AFTER_STREAM_END,
  },
  genericNodeError,
} = require('internal/errors');
const { destroy, queue } = require('internal/async_context');
const { FastBuffer } = require('internal/buffer');
const { isAnyArrayBuffer } = require('internal/util/types');
const { validateFunction } = require('internal/validators');
const { Buffer } = require('buffer');
const { Z_MEM_ERROR } = require('internal/zlib/constants');
const { failureError, processChunkSync } = require('internal/zlib/base');
const { begin, cancel } = require('internal/zlib/pool');
const { initializationFailed, readSettings } =
  require('internal/zlib/settings');

// What the binding says when there is no result.
const kTooLarge = 1;

// The error for a value of the binding's that is no ArrayBuffer.
function errorOf(value, settings) {
  if (value === undefined) {
    return initializationFailed(settings.mode);
  }
  if (typeof value !== 'number') {
    return failureError(value);
  }
  return value === kTooLarge ?
    new ERR_BUFFER_TOO_LARGE(settings.maxOutputLength) :
    genericNodeError('Insufficient memory', {
      errno: Z_MEM_ERROR, code: 'Z_MEM_ERROR',
    });
}

class Job {
  constructor(settings, buffer, callback) {
    this.settings = settings;
    this.buffer = buffer;  // what C reads
    this.callback = callback;
    queue(this, 'ZLIB');
  }

  // Called by the pool.
  finished(value, garbage) {
    const { callback, settings } = this;
    destroy(this);
    if (!isAnyArrayBuffer(value)) {
      callback(errorOf(value, settings));
    } else if (garbage && settings.rejectGarbageAfterEnd) {
      callback(new ERR_TRAILING_JUNK_AFTER_STREAM_END());
    } else {
      callback(null, new FastBuffer(value));
    }
  }
}

// The same through a stream, for who wants to see it.
function collect(Class, buffer, options, callback) {
  const engine = new Class(options);
  const parts = [];
  let size = 0;
  let failed = false;
  engine.on('error', (err) => {
    failed = true;
    callback(err);
  });
  engine.on('data', (chunk) => {
    size += chunk.byteLength;
    if (size > engine._maxOutputLength) {
      engine.destroy(new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength));
    } else {
      parts.push(chunk);
    }
  });
  engine.on('end', () => {
    if (!failed) {
      callback(null, { buffer: Buffer.concat(parts, size), engine });
      engine.close();
    }
  });
  engine.end(buffer);
}

function toBytes(buffer) {
  if (ArrayBufferIsView(buffer)) {
    return buffer;
  }
  if (typeof buffer === 'string' || isAnyArrayBuffer(buffer)) {
    return Buffer.from(buffer);
  }
  return undefined;
}

function whole(Class, mode, buffer, options, callback) {
  const settings = readSettings(mode, options);
  validateFunction(callback, 'callback');
  // A stream would be ended with it: nothing is no chunk.
  const bytes = buffer == null ? Buffer.alloc(0) : toBytes(buffer);
  if (bytes === undefined) {
    throw new ERR_INVALID_ARG_TYPE(
      'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (settings.info) {
    collect(Class, bytes, options, callback);
    return;
  }
  const id = begin(new Job(settings, bytes, callback));
  if (!binding.whole(settings.dictionary, bytes, settings.finishFlush,
                     settings.maxOutputLength, id)) {
    destroy(cancel(id));
    throw initializationFailed(mode);
  }
}

function wholeSync(Class, mode, buffer, options) {
  const settings = readSettings(mode, options);
  const bytes = toBytes(buffer);
  if (bytes === undefined) {
    throw new ERR_INVALID_ARG_TYPE(
      'buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'],
      buffer);
  }
  if (settings.info) {
    const engine = new Class(options);
    return {
      buffer: processChunkSync(engine, bytes, engine._finishFlushFlag),
      engine,
    };
  }
  const value = binding.whole(settings.dictionary, bytes, settings.finishFlush,
                              settings.maxOutputLength);
  if (!isAnyArrayBuffer(value)) {
    throw errorOf(value, settings);
  }
  return new FastBuffer(value);
}

module.exports = { whole, wholeSync };
