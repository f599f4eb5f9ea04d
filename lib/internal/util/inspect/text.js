// SPDX-License-Identifier: MIT
// Text for inspection: quoted strings, numbers, and how wide text is on a
// terminal.
'use strict';

const {
  MathTrunc,
  NumberIsFinite,
  NumberPrototypeToString,
  ObjectIs,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  String,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeNormalize,
  StringPrototypePadStart,
  StringPrototypeSlice,
  StringPrototypeToUpperCase,
} = primordials;

// --- Quoting --------------------------------------------------------------

// What cannot stand in a quoted string as it is: control characters, the
// quote and the backslash, and surrogates without their other half.
const loneSurrogates =
  '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const controls = '\\x00-\\x1f\\x7f-\\x9f\\\\';
const toEscape = {
  "'": new RegExp(`[${controls}']|${loneSurrogates}`, 'g'),
  '"': new RegExp(`[${controls}]|${loneSurrogates}`, 'g'),
};
const plainText = /^[ !#-&(-[\]-~]*$/;

const shortEscapes = {
  '__proto__': null,
  '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r',
  '\\': '\\\\', "'": "\\'",
};

function escapeOne(char) {
  const short = shortEscapes[char];
  if (short !== undefined) {
    return short;
  }
  const code = StringPrototypeCharCodeAt(char, 0);
  const hex = StringPrototypeToUpperCase(NumberPrototypeToString(code, 16));
  return code > 0xff ?
    `\\u${NumberPrototypeToString(code, 16)}` :
    `\\x${StringPrototypePadStart(hex, 2, '0')}`;
}

function escapeText(text, quote) {
  return RegExpPrototypeSymbolReplace(
    toEscape[quote === "'" ? "'" : '"'], text, escapeOne);
}

// In single quotes, or in what the text itself does not contain.
function strEscape(text) {
  if (text.length < 5000 && RegExpPrototypeExec(plainText, text) !== null) {
    return `'${text}'`;
  }
  let quote = "'";
  if (StringPrototypeIncludes(text, "'")) {
    if (!StringPrototypeIncludes(text, '"')) {
      quote = '"';
    } else if (!StringPrototypeIncludes(text, '`') &&
               !StringPrototypeIncludes(text, '${')) {
      quote = '`';
    }
  }
  return quote + escapeText(text, quote) + quote;
}

// --- Numbers --------------------------------------------------------------

const groupWhole = (digits) =>
  RegExpPrototypeSymbolReplace(/\B(?=(?:\d{3})+$)/g, digits, '_');
const groupFraction = (digits) =>
  RegExpPrototypeSymbolReplace(/(\d{3})(?=\d)/g, digits, '$1_');

function formatNumber(stylize, number, separate) {
  const text = `${number}`;
  if (!separate && ObjectIs(number, -0)) {
    return stylize('-0', 'number');
  }
  if (!separate || !NumberIsFinite(number) || StringPrototypeIncludes(text, 'e')) {
    return stylize(text, 'number');
  }
  const whole = `${MathTrunc(number)}`;
  if (whole === text) {
    return stylize(groupWhole(text), 'number');
  }
  const fraction = StringPrototypeSlice(text, StringPrototypeIndexOf(text, '.') + 1);
  const sign = number < 0 && whole === '0' ? '-' : '';
  return stylize(`${sign}${groupWhole(whole)}.${groupFraction(fraction)}`,
                 'number');
}

function formatBigInt(stylize, number, separate) {
  const text = String(number);
  return stylize(`${separate ? groupWhole(text) : text}n`, 'bigint');
}

// --- Width ----------------------------------------------------------------

// Sequences by which text controls a terminal: OSC (hyperlinks, titles) and
// CSI (colors, movement), as ECMA-48 has them.
const controlSequence = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*' +
  '|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?' +
  '(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?' +
  '[\\dA-PR-TZcf-nq-uy=><~]))', 'g');

function stripVTControlCharacters(text) {
  require('internal/validators').validateString(text, 'str');
  if (!StringPrototypeIncludes(text, '\u001B') &&
      !StringPrototypeIncludes(text, '\u009B')) {
    return text;
  }
  return RegExpPrototypeSymbolReplace(controlSequence, text, '');
}

// Pairs of first and last: East Asian wide and full-width characters, emoji.
const wideRanges = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0,
  0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2630, 0x2637,
  0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f, 0x2693, 0x2693, 0x26a1,
  0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce,
  0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa,
  0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728,
  0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795,
  0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50,
  0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4dc0, 0x4dff, 0x4e00,
  0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19,
  0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18cd5, 0x18d00,
  0x18d08, 0x1aff0, 0x1b2fb, 0x1d300, 0x1d356, 0x1d360, 0x1d376, 0x1f004,
  0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200,
  0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0,
  0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8,
  0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b,
  0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4,
  0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0,
  0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4,
  0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
  0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd,
];

function isFullWidthCodePoint(code) {
  if (code < 0x1100) {
    return false;
  }
  let low = 0;
  let high = wideRanges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < wideRanges[middle * 2]) {
      high = middle - 1;
    } else if (code > wideRanges[middle * 2 + 1]) {
      low = middle + 1;
    } else {
      return true;
    }
  }
  return false;
}

const kSoftHyphen = 0xad;
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

function isZeroWidthCodePoint(code) {
  return code <= 0x1F || (code >= 0x7F && code <= 0x9F) ||
    (code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200F) ||
    (code >= 0x20D0 && code <= 0x20FF) || (code >= 0xFE00 && code <= 0xFE0F) ||
    (code >= 0xFE20 && code <= 0xFE2F) || (code >= 0xE0100 && code <= 0xE01EF);
}

// The number of columns that text takes.
function getStringWidth(text, removeControlChars = true) {
  if (removeControlChars) {
    text = stripVTControlCharacters(text);
  }
  if (RegExpPrototypeExec(/^[\x20-\x7e]*$/, text) !== null) {
    return text.length;
  }
  text = StringPrototypeNormalize(text, 'NFC');
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCodePointAt(text, i);
    if (code > 0xffff) {
      i++;
    }
    if (isFullWidthCodePoint(code)) {
      width += 2;
    } else if (code === kSoftHyphen || RegExpPrototypeExec(
      zeroWidth, StringFromCodePoint(code)) === null) {
      width++;
    }
  }
  return width;
}

module.exports = {
  escapeText,
  formatBigInt,
  formatNumber,
  getStringWidth,
  isZeroWidthCodePoint,
  strEscape,
  stripVTControlCharacters,
};
