// SPDX-License-Identifier: MIT
// node:punycode (deprecated): RFC 3492, with domain names label by label.
'use strict';

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  MathFloor,
  RangeError,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;

process.emitWarning(
  'The `punycode` module is deprecated. Please use a userland alternative ' +
  'instead.', 'DeprecationWarning', 'DEP0040');

// The parameters of RFC 3492, section 5.
const kBase = 36;
const kMinThreshold = 1;
const kMaxThreshold = 26;
const kSkew = 38;
const kDamp = 700;
const kInitialBias = 72;
const kInitialCode = 128;
const kMax = 0x7fffffff;

// Section 6.1.
function adapt(delta, count, first) {
  delta = first ? MathFloor(delta / kDamp) : delta >> 1;
  delta += MathFloor(delta / count);
  let k = 0;
  while (delta > ((kBase - kMinThreshold) * kMaxThreshold) >> 1) {
    delta = MathFloor(delta / (kBase - kMinThreshold));
    k += kBase;
  }
  return k + MathFloor((kBase - kMinThreshold + 1) * delta / (delta + kSkew));
}

function threshold(k, bias) {
  return k <= bias ? kMinThreshold :
    k >= bias + kMaxThreshold ? kMaxThreshold : k - bias;
}

function digitOf(code) {
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30 + 26;
  }
  const letter = (code | 0x20) - 0x61;
  return code < 0x80 && letter >= 0 && letter < 26 ? letter : kBase;
}

function characterOf(digit) {
  return StringFromCodePoint(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}

const overflow = () =>
  new RangeError('Overflow: input needs wider integers to process');

// Section 6.2.
function decode(input) {
  const output = [];
  const basic = StringPrototypeLastIndexOf(input, '-');
  for (let i = 0; i < basic; i++) {
    const code = StringPrototypeCharCodeAt(input, i);
    if (code >= 0x80) {
      throw new RangeError('Illegal input >= 0x80 (not a basic code point)');
    }
    ArrayPrototypePush(output, code);
  }
  let code = kInitialCode;
  let bias = kInitialBias;
  let at = 0;
  for (let i = basic > 0 ? basic + 1 : 0; i < input.length;) {
    const before = at;
    for (let weight = 1, k = kBase; ; k += kBase) {
      const digit = i < input.length ?
        digitOf(StringPrototypeCharCodeAt(input, i++)) : kBase;
      if (digit >= kBase) {
        throw new RangeError('Invalid input');
      }
      at += digit * weight;
      if (at > kMax) {
        throw overflow();
      }
      const limit = threshold(k, bias);
      if (digit < limit) {
        break;
      }
      weight *= kBase - limit;
      if (weight > kMax) {
        throw overflow();
      }
    }
    const count = output.length + 1;
    bias = adapt(at - before, count, before === 0);
    code += MathFloor(at / count);
    if (code > kMax) {
      throw overflow();
    }
    at %= count;
    ArrayPrototypeSplice(output, at++, 0, code);
  }
  return ucs2Encode(output);
}

// Section 6.3.
function encode(input) {
  const codes = ucs2Decode(input);
  let output = '';
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0x80) {
      output += StringFromCodePoint(codes[i]);
    }
  }
  const basic = output.length;
  if (basic > 0) {
    output += '-';
  }
  let code = kInitialCode;
  let bias = kInitialBias;
  let delta = 0;
  for (let handled = basic; handled < codes.length; delta++, code++) {
    let next = kMax;
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] >= code && codes[i] < next) {
        next = codes[i];
      }
    }
    delta += (next - code) * (handled + 1);
    if (delta > kMax) {
      throw overflow();
    }
    code = next;
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] < code) {
        delta++;
      } else if (codes[i] === code) {
        output += variableLength(delta, bias);
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled++;
      }
    }
  }
  return output;
}

function variableLength(delta, bias) {
  let digits = '';
  for (let k = kBase; ; k += kBase) {
    const limit = threshold(k, bias);
    if (delta < limit) {
      return digits + characterOf(delta);
    }
    digits += characterOf(limit + (delta - limit) % (kBase - limit));
    delta = MathFloor((delta - limit) / (kBase - limit));
  }
}

// The code points of a string; lone surrogates are their own.
function ucs2Decode(string) {
  const codes = [];
  for (let i = 0; i < string.length; i++) {
    let code = StringPrototypeCharCodeAt(string, i);
    if (code >= 0xD800 && code <= 0xDBFF && i + 1 < string.length) {
      const low = StringPrototypeCharCodeAt(string, i + 1);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = ((code & 0x3FF) << 10) + (low & 0x3FF) + 0x10000;
        i++;
      }
    }
    ArrayPrototypePush(codes, code);
  }
  return codes;
}

function ucs2Encode(codes) {
  let string = '';
  for (let i = 0; i < codes.length; i++) {
    string += StringFromCodePoint(codes[i]);
  }
  return string;
}

// Runs `convert` over the labels of a domain name or of what follows the @ of
// a mail address.
function mapDomain(domain, convert) {
  const at = StringPrototypeIndexOf(domain, '@');
  const local = StringPrototypeSlice(domain, 0, at + 1);
  const labels = StringPrototypeSplit(
    RegExpPrototypeSymbolReplace(/[\u3002\uFF0E\uFF61]/g,
                                 StringPrototypeSlice(domain, at + 1), '.'),
    '.');
  return local + ArrayPrototypeJoin(ArrayPrototypeMap(labels, convert), '.');
}

function toASCII(input) {
  return mapDomain(input, (label) => (
    RegExpPrototypeExec(/[^\0-\x7F]/, label) !== null ?
      `xn--${encode(label)}` : label));
}

function toUnicode(input) {
  return mapDomain(input, (label) => (
    StringPrototypeStartsWith(label, 'xn--') ?
      decode(StringPrototypeToLowerCase(StringPrototypeSlice(label, 4))) :
      label));
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2Decode, encode: ucs2Encode },
  decode,
  encode,
  toASCII,
  toUnicode,
};
