// SPDX-License-Identifier: MIT
// buffer.transcode(): from one encoding's bytes to another's, with '?' for
// what the target cannot say.
'use strict';

const {
  Error,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIsWellFormed,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { normalizeEncoding } = require('internal/util');

// A code point, a pair of surrogates being one.
const notAscii = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\x00-\x7F]/g;
const notLatin1 = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\x00-\xFF]/g;

// What a byte or unit that means nothing is read as.
const decoders = {
  __proto__: null,
  utf8: (source) => source.utf8Slice(0, source.length),
  utf16le: (source) => source.ucs2Slice(0, source.length),
  latin1: (source) => source.latin1Slice(0, source.length),
  ascii: (source) => RegExpPrototypeSymbolReplace(
    notAscii, source.latin1Slice(0, source.length), '\uFFFD'),
};

const encoders = {
  __proto__: null,
  utf8: (Buffer, text) => Buffer.from(text, 'utf8'),
  utf16le: (Buffer, text) => Buffer.from(text, 'utf16le'),
  latin1: (Buffer, text) => Buffer.from(
    RegExpPrototypeSymbolReplace(notLatin1, text, '?'), 'latin1'),
  ascii: (Buffer, text) => Buffer.from(
    RegExpPrototypeSymbolReplace(notAscii, text, '?'), 'latin1'),
};

function transcodeError(code, errno) {
  const error = new Error(`Unable to transcode Buffer [${code}]`);
  error.code = code;
  error.errno = errno;
  return error;
}

function transcode(Buffer, source, fromEncoding, toEncoding) {
  if (TypedArrayPrototypeGetSymbolToStringTag(source) !== 'Uint8Array') {
    throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  }
  if (source.length === 0) {
    return Buffer.alloc(0);
  }
  const decode = decoders[normalizeEncoding(fromEncoding) ?? ''];
  const encode = encoders[normalizeEncoding(toEncoding) ?? ''];
  if (decode === undefined || encode === undefined) {
    throw transcodeError('U_ILLEGAL_ARGUMENT_ERROR', 1);
  }
  const bytes = Buffer.isBuffer(source) ? source :
    Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const text = decode(bytes);
  if (decode === decoders.utf16le && encode === encoders.utf8 &&
      !StringPrototypeIsWellFormed(text)) {
    throw transcodeError('U_INVALID_CHAR_FOUND', 10);
  }
  return encode(Buffer, text);
}

module.exports = { transcode };
