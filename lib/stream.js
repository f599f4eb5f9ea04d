'use strict';
// SPDX-License-Identifier: MIT
//
// The public face of streams. Three classes are what nearly every program
// needs; the rest is loaded when it is first touched.

const {
  ObjectDefineProperty,
} = primordials;

const { Stream } = require('internal/streams/legacy');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const Duplex = require('internal/streams/duplex');
const state = require('internal/streams/state');

module.exports = Stream;

function defineLazy(name, load) {
  function define(value) {
    ObjectDefineProperty(Stream, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      value,
      writable: true,
    });
  }
  ObjectDefineProperty(Stream, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = load();
      define(value);
      return value;
    },
    set: define,
  });
}

const utils = () => require('internal/streams/utils');

defineLazy('isDestroyed', () => utils().isDestroyed);
defineLazy('isDisturbed', () => utils().isDisturbed);
defineLazy('isErrored', () => utils().isErrored);
defineLazy('isReadable', () => utils().isReadable);
defineLazy('isWritable', () => utils().isWritable);

Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = Duplex;

defineLazy('Transform', () => require('internal/streams/transform'));
defineLazy('PassThrough', () => require('internal/streams/passthrough'));
defineLazy('duplexPair', () => require('internal/streams/duplexpair'));
defineLazy('pipeline', () => {
  const { pipeline } = require('internal/streams/pipeline');
  promisifyWith(pipeline, () => require('stream/promises').pipeline);
  return pipeline;
});
defineLazy('addAbortSignal', () => {
  return require('internal/streams/add-abort-signal').addAbortSignal;
});
defineLazy('finished', () => {
  const eos = require('internal/streams/end-of-stream');
  promisifyWith(eos, () => require('stream/promises').finished);
  return eos;
});
Stream.destroy = require('internal/streams/destroy').destroyer;
defineLazy('compose', () => require('internal/streams/compose'));
Stream.setDefaultHighWaterMark = state.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = state.getDefaultHighWaterMark;
ObjectDefineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('stream/promises');
  },
});

// Compatibility with the time when require('stream') was the constructor.
Stream.Stream = Stream;
defineLazy('_isArrayBufferView', () => {
  return require('internal/util/types').isArrayBufferView;
});
defineLazy('_isUint8Array', () => {
  return require('internal/util/types').isUint8Array;
});
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  const { Buffer } = require('buffer');
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

// What util.promisify(fn) gives.
function promisifyWith(fn, load) {
  const { promisify } = require('internal/util');
  ObjectDefineProperty(fn, promisify.custom, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: load,
  });
}
