'use strict';
// SPDX-License-Identifier: MIT
//
// Decodes bytes that come in pieces: a character that is cut in two is kept
// until the rest of it is there.
//
// The kept bytes are this[kTail][0 .. kHave), and kNeed more complete them.

const {
  ArrayBufferIsView,
  ObjectDefineProperties,
  Symbol,
} = primordials;

const { Buffer } = require('buffer');
const { normalizeEncoding } = require('internal/util');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');

const kTail = Symbol('kTail');
const kHave = Symbol('kHave');
const kNeed = Symbol('kNeed');
// How to find a cut character at the end of the bytes; null when the
// encoding has none.
const kFindCut = Symbol('kFindCut');

const cutFinders = {
  __proto__: null,
  utf8: findCutUtf8,
  utf16le: findCutUtf16,
  base64: findCutBase64,
  base64url: findCutBase64,
};

function StringDecoder(encoding) {
  this.encoding = normalizeEncoding(encoding);
  if (this.encoding === undefined) {
    throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  this[kFindCut] = cutFinders[this.encoding] ?? null;
  this[kTail] = null;
  this[kHave] = 0;
  this[kNeed] = 0;
}

StringDecoder.prototype.write = function(buf) {
  if (typeof buf === 'string') {
    return buf;
  }
  if (!ArrayBufferIsView(buf)) {
    throw new ERR_INVALID_ARG_TYPE(
      'buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  }
  if (this[kFindCut] === undefined) {
    throw new ERR_INVALID_THIS('StringDecoder');
  }
  if (!(buf instanceof Buffer)) {
    buf = Buffer.from(buf.buffer, buf.byteOffset, buf.byteLength);
  }
  if (this[kFindCut] === null) {
    return buf.toString(this.encoding);
  }

  let text = '';
  let start = 0;
  while (this[kNeed] > 0) {
    if (start === buf.length) {
      return text;
    }
    start = fillTail(this, buf, start);
    if (this[kNeed] === 0) {
      text += takeTail(this);
    }
  }
  const end = start < buf.length ?
    this[kFindCut](this, buf, start) : buf.length;
  if (end < buf.length) {
    this[kTail] ??= Buffer.alloc(4);
    buf.copy(this[kTail], 0, end);
    this[kHave] = buf.length - end;
  }
  return text + buf.toString(this.encoding, start, end);
};

// What is left is decoded as it is.
StringDecoder.prototype.end = function(buf) {
  let text = buf === undefined ? '' : this.write(buf);
  if (this[kHave] > 0) {
    // Half a UTF-16 unit is no character at all.
    const have = this.encoding === 'utf16le' ? this[kHave] & ~1 : this[kHave];
    text += this[kTail].toString(this.encoding, 0, have);
    this[kHave] = 0;
    this[kNeed] = 0;
  }
  return text;
};

StringDecoder.prototype.text = function(buf, offset) {
  this[kHave] = 0;
  this[kNeed] = 0;
  return this.write(buf.slice(offset));
};

function takeTail(decoder) {
  const text = decoder[kTail].toString(decoder.encoding, 0, decoder[kHave]);
  // The first half of a surrogate pair waits for the second.
  if (decoder.encoding === 'utf16le' && decoder[kHave] === 2 &&
      (text.charCodeAt(0) & 0xFC00) === 0xD800) {
    decoder[kNeed] = 2;
    return '';
  }
  decoder[kHave] = 0;
  return text;
}

// Moves bytes to the tail until it is complete or proves to be wrong (then it
// needs nothing more). Returns where the rest begins.
function fillTail(decoder, buf, start) {
  const utf8 = decoder.encoding === 'utf8';
  while (start < buf.length && decoder[kNeed] > 0) {
    const byte = buf[start];
    if (utf8 && (byte & 0xC0) !== 0x80) {
      decoder[kNeed] = 0;
      break;
    }
    decoder[kTail][decoder[kHave]++] = byte;
    decoder[kNeed]--;
    start++;
  }
  return start;
}

// The finders return where the cut character begins, and set kNeed.

function findCutUtf8(decoder, buf, start) {
  const last = buf.length - 1;
  if (buf[last] < 0x80) {
    return buf.length;
  }
  for (let i = last; i >= start && i > last - 3; i--) {
    const byte = buf[i];
    if ((byte & 0xC0) === 0x80) {
      continue;
    }
    const size = (byte & 0xE0) === 0xC0 ? 2 : (byte & 0xF0) === 0xE0 ? 3 :
      (byte & 0xF8) === 0xF0 ? 4 : 1;
    const have = last - i + 1;
    if (have >= size) {
      break;
    }
    decoder[kNeed] = size - have;
    return i;
  }
  return buf.length;
}

function findCutUtf16(decoder, buf, start) {
  const odd = (buf.length - start) % 2;
  const end = buf.length - odd;
  if (odd === 1) {
    decoder[kNeed] = 1;
    return end;
  }
  if ((buf[end - 1] & 0xFC) === 0xD8) {
    decoder[kNeed] = 2;
    return end - 2;
  }
  return end;
}

function findCutBase64(decoder, buf, start) {
  const rest = (buf.length - start) % 3;
  if (rest !== 0) {
    decoder[kNeed] = 3 - rest;
  }
  return buf.length - rest;
}

ObjectDefineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kTail] ??= Buffer.alloc(4);
    },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kNeed];
    },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kHave] + this[kNeed];
    },
  },
});

exports.StringDecoder = StringDecoder;
