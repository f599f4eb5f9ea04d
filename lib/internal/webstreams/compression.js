'use strict';
// SPDX-License-Identifier: MIT
//
// CompressionStream and DecompressionStream: zlib's streams as web streams.

const { ArrayBufferIsView } = primordials;

const { customInspectSymbol } = require('internal/util');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { isAnyArrayBuffer, isSharedArrayBuffer } =
  require('internal/util/types');
const { validateOneOf } = require('internal/validators');
const { checkPrivate, customInspect, defineIdl } =
  require('internal/webstreams/util');

const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'];

// Only bytes that nobody else can change meanwhile may be written.
function validateChunk(chunk) {
  // The stream has an opinion of its own about null.
  if (typeof chunk === 'string' || chunk === null) {
    return;
  }
  const buffer = ArrayBufferIsView(chunk) ? chunk.buffer : chunk;
  if (!isAnyArrayBuffer(buffer) || isSharedArrayBuffer(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(
      'chunk', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], chunk);
  }
}

function wrap(handle) {
  const { newReadableWritablePairFromDuplex } =
    require('internal/webstreams/adapters');
  return newReadableWritablePairFromDuplex(handle, {
    validateChunk,
    destroyOnSyncError: true,
  });
}

function createCompressor(format) {
  const zlib = require('zlib');
  switch (format) {
    case 'deflate': return zlib.createDeflate();
    case 'deflate-raw': return zlib.createDeflateRaw();
    case 'gzip': return zlib.createGzip();
    default: return zlib.createBrotliCompress();
  }
}

function createDecompressor(format) {
  const zlib = require('zlib');
  const options = { rejectGarbageAfterEnd: true };
  switch (format) {
    case 'deflate': return zlib.createInflate(options);
    case 'deflate-raw': return zlib.createInflateRaw(options);
    case 'gzip': return zlib.createGunzip(options);
    default: return zlib.createBrotliDecompress(options);
  }
}

class CompressionStream {
  #pair;

  constructor(format) {
    validateOneOf(format, 'format', formats);
    this.#pair = wrap(createCompressor(format));
  }

  get readable() {
    checkPrivate(#pair in this, '#pair');
    return this.#pair.readable;
  }

  get writable() {
    checkPrivate(#pair in this, '#pair');
    return this.#pair.writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'CompressionStream', {
      readable: this.readable,
      writable: this.writable,
    });
  }
}
defineIdl(CompressionStream, ['readable', 'writable']);

class DecompressionStream {
  #pair;

  constructor(format) {
    validateOneOf(format, 'format', formats);
    this.#pair = wrap(createDecompressor(format));
  }

  get readable() {
    checkPrivate(#pair in this, '#pair');
    return this.#pair.readable;
  }

  get writable() {
    checkPrivate(#pair in this, '#pair');
    return this.#pair.writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'DecompressionStream', {
      readable: this.readable,
      writable: this.writable,
    });
  }
}
defineIdl(DecompressionStream, ['readable', 'writable']);

module.exports = { CompressionStream, DecompressionStream };
