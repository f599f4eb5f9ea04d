'use strict';
// SPDX-License-Identifier: MIT
//
// node:stream/web: the streams of the web. Each class is loaded when it is
// first touched.

const { ObjectDefineProperty } = primordials;

function defineLazy(id, names) {
  for (const name of names) {
    const define = (value) => {
      ObjectDefineProperty(exports, name, {
        __proto__: null,
        configurable: true,
        enumerable: true,
        value,
        writable: true,
      });
    };
    ObjectDefineProperty(exports, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() {
        const value = require(`internal/webstreams/${id}`)[name];
        define(value);
        return value;
      },
      set: define,
    });
  }
}

defineLazy('readablestream', [
  'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader',
]);
defineLazy('readablebytes', [
  'ReadableStreamBYOBRequest', 'ReadableByteStreamController',
]);
defineLazy('readablecontroller', ['ReadableStreamDefaultController']);
defineLazy('transformstream', [
  'TransformStream', 'TransformStreamDefaultController',
]);
defineLazy('writablestream', [
  'WritableStream', 'WritableStreamDefaultWriter',
  'WritableStreamDefaultController',
]);
defineLazy('queuingstrategies', [
  'ByteLengthQueuingStrategy', 'CountQueuingStrategy',
]);
defineLazy('encoding', ['TextEncoderStream', 'TextDecoderStream']);
defineLazy('compression', ['CompressionStream', 'DecompressionStream']);
