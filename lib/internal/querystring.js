'use strict';

// Percent-encoding with a table of one's own, for node:querystring and
// node:url.

const { Array, Int8Array } = primordials;
const { codes: { ERR_INVALID_URI } } = require('internal/errors');

// '%00' to '%FF'.
const hexTable = new Array(256);
for (let i = 0; i < 256; i++) {
  const hex = i.toString(16).toUpperCase();
  hexTable[i] = i < 16 ? `%0${hex}` : `%${hex}`;
}

// 1 for the character codes of hexadecimal digits.
const isHexTable = new Int8Array(256);
for (const digit of '0123456789ABCDEFabcdef') {
  isHexTable[digit.charCodeAt(0)] = 1;
}

// `noEscape` has 1 for each ASCII code that stays as it is.
function encodeStr(text, noEscape, table) {
  const { length } = text;
  let out = '';
  let start = 0;
  for (let i = 0; i < length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80 && noEscape[code] === 1) continue;
    if (start < i) out += text.slice(start, i);
    if (code < 0x80) {
      out += table[code];
    } else if (code < 0x800) {
      out += table[0xC0 | (code >> 6)] + table[0x80 | (code & 0x3F)];
    } else if (code < 0xD800 || code >= 0xE000) {
      out += table[0xE0 | (code >> 12)] +
        table[0x80 | ((code >> 6) & 0x3F)] + table[0x80 | (code & 0x3F)];
    } else {
      // Half of a pair; the other half is not checked, as in Node.
      if (++i >= length) throw new ERR_INVALID_URI();
      code = 0x10000 +
        (((code & 0x3FF) << 10) | (text.charCodeAt(i) & 0x3FF));
      out += table[0xF0 | (code >> 18)] +
        table[0x80 | ((code >> 12) & 0x3F)] +
        table[0x80 | ((code >> 6) & 0x3F)] + table[0x80 | (code & 0x3F)];
    }
    start = i + 1;
  }
  if (start === 0) return text;
  return start < length ? out + text.slice(start) : out;
}

module.exports = { encodeStr, hexTable, isHexTable };
