'use strict';
// SPDX-License-Identifier: MIT
//
// TextEncoderStream and TextDecoderStream.

const {
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
} = primordials;

const { TextDecoder, TextEncoder } = require('internal/encoding');
const { customInspectSymbol } = require('internal/util');
const { checkPrivate, customInspect, defineIdl } =
  require('internal/webstreams/util');
const { TransformStream } = require('internal/webstreams/transformstream');

class TextEncoderStream {
  #transform;

  constructor() {
    const encoder = new TextEncoder();
    // The first half of a surrogate pair waits for the second.
    let pending = '';
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        let text = pending + String(chunk);
        pending = '';
        const last = text.length > 0 ?
          StringPrototypeCharCodeAt(text, text.length - 1) : 0;
        if ((last & 0xFC00) === 0xD800) {
          pending = StringPrototypeSlice(text, -1);
          text = StringPrototypeSlice(text, 0, -1);
        }
        if (text) {
          controller.enqueue(encoder.encode(text));
        }
      },
      flush(controller) {
        if (pending) {
          // Alone it is no character: encode() replaces it.
          controller.enqueue(encoder.encode(pending));
        }
      },
    });
  }

  get encoding() {
    checkPrivate(#transform in this, '#transform');
    return 'utf-8';
  }

  get readable() {
    checkPrivate(#transform in this, '#transform');
    return this.#transform.readable;
  }

  get writable() {
    checkPrivate(#transform in this, '#transform');
    return this.#transform.writable;
  }

  [customInspectSymbol](depth, options) {
    checkPrivate(#transform in this, '#transform');
    return customInspect(depth, options, 'TextEncoderStream', {
      encoding: this.encoding,
      readable: this.readable,
      writable: this.writable,
    });
  }
}
defineIdl(TextEncoderStream, ['encoding', 'readable', 'writable']);

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    const decoder = new TextDecoder(encoding, options);
    this.#decoder = decoder;
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) {
          controller.enqueue(text);
        }
      },
      flush(controller) {
        const text = decoder.decode();
        if (text) {
          controller.enqueue(text);
        }
      },
    });
  }

  get encoding() {
    checkPrivate(#decoder in this, '#decoder');
    return this.#decoder.encoding;
  }

  get fatal() {
    checkPrivate(#decoder in this, '#decoder');
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    checkPrivate(#decoder in this, '#decoder');
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    checkPrivate(#decoder in this, '#decoder');
    return this.#transform.readable;
  }

  get writable() {
    checkPrivate(#decoder in this, '#decoder');
    return this.#transform.writable;
  }

  [customInspectSymbol](depth, options) {
    checkPrivate(#decoder in this, '#decoder');
    return customInspect(depth, options, 'TextDecoderStream', {
      encoding: this.encoding,
      fatal: this.fatal,
      ignoreBOM: this.ignoreBOM,
      readable: this.readable,
      writable: this.writable,
    });
  }
}
defineIdl(TextDecoderStream,
          ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);

module.exports = { TextDecoderStream, TextEncoderStream };
