// SPDX-License-Identifier: MIT
// TextEncoder and TextDecoder. UTF-8 and UTF-16 are decoded by our own
// transcoder, everything else by a converter of ICU.
'use strict';

const {
  ObjectDefineProperties,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIsWellFormed,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeToLowerCase,
  StringPrototypeToWellFormed,
  SymbolToStringTag,
  TypedArrayPrototypeGetSymbolToStringTag,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const binding = internalBinding('encoding');
const { byteLengthUtf8, latin1Slice, ucs2Slice, utf8Write } =
  internalBinding('buffer');
const {
  codes: {
    ERR_ENCODING_INVALID_ENCODED_DATA,
    ERR_ENCODING_NOT_SUPPORTED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');
const {
  kValidateObjectAllowObjectsAndNull,
  validateObject,
  validateString,
} = require('internal/validators');

// The labels of the WHATWG Encoding standard, each line with the encoding's
// own name first. Read when somebody asks for something other than UTF-8.
const kLabels = `
utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
ibm866 866 cp866 csibm866
iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual
iso-8859-8-i csiso88598i logical
iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
iso-8859-13 iso8859-13 iso885913
iso-8859-14 iso8859-14 iso885914
iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
iso-8859-16
koi8-r cskoi8r koi koi8 koi8_r
koi8-u koi8-ru
macintosh csmacintosh mac x-mac-roman
windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
windows-1250 cp1250 x-cp1250
windows-1251 cp1251 x-cp1251
windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
windows-1253 cp1253 x-cp1253
windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254
windows-1255 cp1255 x-cp1255
windows-1256 cp1256 x-cp1256
windows-1257 cp1257 x-cp1257
windows-1258 cp1258 x-cp1258
x-mac-cyrillic x-mac-ukrainian
gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
gb18030
big5 big5-hkscs cn-big5 csbig5 x-x-big5
euc-jp cseucpkdfmtjapanese x-euc-jp
iso-2022-jp csiso2022jp
shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
utf-16be unicodefffe
utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
x-user-defined`;

// Where ICU's name is another one.
const kConverters = {
  '__proto__': null,
  'gbk': 'gb18030',
  'iso-8859-8-i': 'iso-8859-8',
};

// Characters of ICU's tables, and what the standard has in their place; U+FFFD
// is what it has nothing for. (GB18030: the edition of 2022.)
const kChinese = {
  '__proto__': null,
  '\uE5E5': '\u3000', '\uE78D': '\uFE10', '\uE78E': '\uFE12',
  '\uE78F': '\uFE11', '\uE790': '\uFE13', '\uE791': '\uFE14',
  '\uE792': '\uFE15', '\uE793': '\uFE16', '\uE794': '\uFE17',
  '\uE795': '\uFE18', '\uE796': '\uFE19', '\uE81E': '\u9FB4',
  '\uE826': '\u9FB5', '\uE82B': '\u9FB6', '\uE82C': '\u9FB7',
  '\uE832': '\u9FB8', '\uE843': '\u9FB9', '\uE854': '\u9FBA',
  '\uE864': '\u9FBB',
};
const kCorrections = {
  '__proto__': null,
  'gb18030': kChinese,
  'gbk': kChinese,
  'koi8-u': { '__proto__': null, '\u255D': '\u045E', '\u256C': '\u040E' },
  'windows-1253': { '__proto__': null, '\xAA': '\uFFFD' },
  'windows-874': {
    '__proto__': null,
    '\uF8C1': '\uFFFD', '\uF8C2': '\uFFFD', '\uF8C3': '\uFFFD',
    '\uF8C4': '\uFFFD', '\uF8C5': '\uFFFD', '\uF8C6': '\uFFFD',
    '\uF8C7': '\uFFFD', '\uF8C8': '\uFFFD',
  },
};

function correct(text, corrections) {
  return RegExpPrototypeSymbolReplace(
    /[\xAA\u255D\u256C\uE000-\uF8FF]/g, text, (c) => corrections[c] ?? c);
}

// ICU has no ISO-8859-16: what its bytes from A0 on are, where it is not the
// character of that number.
const kLatin10 = {
  '__proto__': null,
  0xA1: 0x0104, 0xA2: 0x0105, 0xA3: 0x0141, 0xA4: 0x20AC, 0xA5: 0x201E,
  0xA6: 0x0160, 0xA8: 0x0161, 0xAA: 0x0218, 0xAC: 0x0179, 0xAE: 0x017A,
  0xAF: 0x017B, 0xB2: 0x010C, 0xB3: 0x0142, 0xB4: 0x017D, 0xB5: 0x201D,
  0xB8: 0x017E, 0xB9: 0x010D, 0xBA: 0x0219, 0xBC: 0x0152, 0xBD: 0x0153,
  0xBE: 0x0178, 0xBF: 0x017C, 0xC3: 0x0102, 0xC5: 0x0106, 0xD0: 0x0110,
  0xD1: 0x0143, 0xD5: 0x0150, 0xD7: 0x015A, 0xD8: 0x0170, 0xDD: 0x0118,
  0xDE: 0x021A, 0xE3: 0x0103, 0xE5: 0x0107, 0xF0: 0x0111, 0xF1: 0x0144,
  0xF5: 0x0151, 0xF7: 0x015B, 0xF8: 0x0171, 0xFD: 0x0119, 0xFE: 0x021B,
};

// One character for each byte; `other` says which, from 80 on.
function decodeSingleBytes(bytes, other) {
  return RegExpPrototypeSymbolReplace(
    /[\x80-\xff]/g, latin1Slice(bytes, 0, bytes.length),
    (c) => StringFromCharCode(other(StringPrototypeCharCodeAt(c, 0))));
}

let encodings;

function readLabels() {
  encodings = new SafeMap();
  const lines = StringPrototypeSplit(kLabels, '\n');
  for (let i = 1; i < lines.length; i++) {
    const labels = StringPrototypeSplit(lines[i], ' ');
    for (let k = 0; k < labels.length; k++) {
      encodings.set(labels[k], labels[0]);
    }
  }
}

// The encoding's name; undefined for an unknown label.
function getEncodingFromLabel(label) {
  if (label === 'utf-8' || label === 'utf8') {
    return 'utf-8';
  }
  if (encodings === undefined) {
    readLabels();
  }
  return encodings.get(label) ?? encodings.get(StringPrototypeToLowerCase(
    RegExpPrototypeSymbolReplace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, label, '')));
}

function encodeUtf8(string) {
  const bytes = new Uint8Array(byteLengthUtf8(string));
  utf8Write(bytes, string, 0, bytes.length);
  return bytes;
}

class TextEncoder {
  #brand;

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  encode(input = '') {
    TextEncoder.#check(this);
    return encodeUtf8(`${input}`);
  }

  encodeInto(src, dest) {
    TextEncoder.#check(this);
    validateString(src, 'src');
    if (TypedArrayPrototypeGetSymbolToStringTag(dest) !== 'Uint8Array') {
      throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    }
    binding.encodeInto(src, dest);
    const { counts } = binding;
    return { read: counts[0], written: counts[1] };
  }

  static #check(self) {
    if (self === null || typeof self !== 'object' || !(#brand in self)) {
      throw new ERR_INVALID_THIS('TextEncoder');
    }
  }

  [customInspectSymbol](depth, options) {
    return inspectAs(this, TextEncoder, { encoding: this.encoding }, depth,
                     options);
  }
}

function inspectAs(self, Class, fields, depth, options) {
  if (typeof depth === 'number' && depth < 0) {
    return self;
  }
  const shown = { __proto__: { constructor: Class }, ...fields };
  return require('internal/util/inspect').inspect(shown, options);
}

const kNothing = new Uint8Array(0);

// The bytes of what decode() was given, as a Uint8Array.
function bytesOf(input) {
  if (TypedArrayPrototypeGetSymbolToStringTag(input) === 'Uint8Array') {
    return input;
  }
  const types = require('internal/util/types');
  if (types.isAnyArrayBuffer(input)) {
    return input.detached ? kNothing : new Uint8Array(input);
  }
  if (types.isArrayBufferView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  throw new ERR_INVALID_ARG_TYPE(
    'list', ['SharedArrayBuffer', 'ArrayBuffer', 'ArrayBufferView'], input);
}

function join(first, second) {
  const bytes = new Uint8Array(first.length + second.length);
  TypedArrayPrototypeSet(bytes, first, 0);
  TypedArrayPrototypeSet(bytes, second, first.length);
  return bytes;
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #pending = kNothing;  // the beginning of a character, from the last chunk
  #begun = false;       // past the place for a byte order mark
  #converter;           // ICU's; there when an encoding needs it

  constructor(encoding = 'utf-8', options = undefined) {
    encoding = `${encoding}`;
    if (options !== undefined) {
      validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    }
    this.#encoding = getEncodingFromLabel(encoding);
    if (this.#encoding === undefined) {
      throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
    }
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  decode(input = kNothing, options = undefined) {
    TextDecoder.#check(this);
    let bytes = bytesOf(input);
    if (options !== undefined) {
      validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    }
    const stream = Boolean(options?.stream);
    if (this.#pending.length > 0) {
      bytes = join(this.#pending, bytes);
      this.#pending = kNothing;
    }
    let text;
    switch (this.#encoding) {
      case 'utf-8':
        text = this.#decodeUtf8(bytes, stream);
        break;
      case 'utf-16le':
        text = this.#decodeUtf16(bytes, stream);
        break;
      case 'x-user-defined':
        text = decodeSingleBytes(bytes, (byte) => byte + 0xF700);
        break;
      case 'iso-8859-16':
        text = decodeSingleBytes(bytes, (byte) => kLatin10[byte] ?? byte);
        break;
      default:
        text = this.#decodeByConverter(bytes, stream);
    }
    if (typeof text !== 'string') {
      this.#begun = false;
      this.#pending = kNothing;
      if (text === -1) {
        throw new ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
      }
      require('internal/buffer').sliced(text);  // throws: too long
    }
    if (!stream) {
      this.#begun = false;
    }
    return text;
  }

  #decodeUtf8(bytes, stream) {
    let end = bytes.length;
    if (stream) {
      end -= binding.incompleteTail(bytes);
      if (end < bytes.length) {
        // A copy: the caller may reuse the memory.
        this.#pending = join(
          kNothing, TypedArrayPrototypeSubarray(bytes, end));
      }
    }
    let start = 0;
    if (!this.#begun && end > 0) {
      this.#begun = true;
      if (!this.#ignoreBOM && bytes[0] === 0xEF && bytes[1] === 0xBB &&
          bytes[2] === 0xBF) {
        start = 3;
      }
    }
    return binding.decodeUtf8(bytes, start, end, this.#fatal);
  }

  #decodeUtf16(bytes, stream) {
    let end = bytes.length - bytes.length % 2;
    // A first half of a pair waits for the second, too.
    if (stream && end >= 2 && (bytes[end - 1] & 0xFC) === 0xD8) {
      end -= 2;
    }
    let text = ucs2Slice(bytes, 0, end);
    if (typeof text !== 'string') {
      return text;
    }
    if (this.#fatal) {
      if (!StringPrototypeIsWellFormed(text)) {
        return -1;
      }
    } else {
      text = StringPrototypeToWellFormed(text);
    }
    if (end < bytes.length) {
      if (stream) {
        this.#pending = join(
          kNothing, TypedArrayPrototypeSubarray(bytes, end));
      } else if (this.#fatal) {
        return -1;
      } else {
        text += '\uFFFD';
      }
    }
    return this.#withoutBOM(text);
  }

  #decodeByConverter(bytes, stream) {
    if (this.#converter === undefined) {
      this.#converter = binding.open(
        kConverters[this.#encoding] ?? this.#encoding, this.#fatal);
      if (this.#converter === undefined) {
        throw new ERR_ENCODING_NOT_SUPPORTED(this.#encoding);
      }
    }
    let text = binding.decode(this.#converter, bytes, !stream);
    const corrections = kCorrections[this.#encoding];
    if (corrections !== undefined && typeof text === 'string') {
      text = correct(text, corrections);
      if (this.#fatal && StringPrototypeIncludes(text, '\uFFFD')) {
        return -1;
      }
    }
    return this.#encoding === 'utf-16be' && typeof text === 'string' ?
      this.#withoutBOM(text) : text;
  }

  #withoutBOM(text) {
    if (this.#begun || text === '') {
      return text;
    }
    this.#begun = true;
    return !this.#ignoreBOM && text[0] === '\uFEFF' ?
      StringPrototypeSlice(text, 1) : text;
  }

  static #check(self) {
    if (self === null || typeof self !== 'object' || !(#encoding in self)) {
      throw new ERR_INVALID_THIS('TextDecoder');
    }
  }

  [customInspectSymbol](depth, options) {
    TextDecoder.#check(this);
    const { encoding, fatal, ignoreBOM } = this;
    return inspectAs(this, TextDecoder, { encoding, fatal, ignoreBOM }, depth,
                     options);
  }
}

const tag = (value) => ({
  __proto__: null, configurable: true, value, writable: false,
});

ObjectDefineProperties(TextEncoder.prototype, {
  encode: kEnumerableProperty,
  encodeInto: kEnumerableProperty,
  encoding: kEnumerableProperty,
  [SymbolToStringTag]: tag('TextEncoder'),
  [customInspectSymbol]: { __proto__: null, enumerable: false },
});

ObjectDefineProperties(TextDecoder.prototype, {
  decode: kEnumerableProperty,
  encoding: kEnumerableProperty,
  fatal: kEnumerableProperty,
  ignoreBOM: kEnumerableProperty,
  [SymbolToStringTag]: tag('TextDecoder'),
  [customInspectSymbol]: { __proto__: null, enumerable: false },
});

module.exports = {
  TextDecoder,
  TextEncoder,
  encodeUtf8String: encodeUtf8,
  getEncodingFromLabel,
};
