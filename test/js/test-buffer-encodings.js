// Strings of every length around the vector widths come through every encoding
// as a model says that goes character by character.
'use strict';
const assert = require('node:assert');

const digits =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function utf8Of(string) {
  const bytes = [];
  for (const char of string) {
    let code = char.codePointAt(0);
    if (code >= 0xD800 && code <= 0xDFFF) {
      code = 0xFFFD;
    }
    if (code < 0x80) {
      bytes.push(code);
    } else if (code < 0x800) {
      bytes.push(0xC0 | code >> 6, 0x80 | code & 63);
    } else if (code < 0x10000) {
      bytes.push(0xE0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
    } else {
      bytes.push(0xF0 | code >> 18, 0x80 | code >> 12 & 63,
                 0x80 | code >> 6 & 63, 0x80 | code & 63);
    }
  }
  return bytes;
}

function base64Of(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 |
      (bytes[i + 2] ?? 0);
    for (let k = 0; k < 4; k++) {
      text += i + k > bytes.length ? '=' : digits[group >> (18 - 6 * k) & 63];
    }
  }
  return text;
}

const alphabets = [
  'abc xyz', 'a\u00e4\u00ff\u0080', '\u0436\u0416 ', '\u5929\u5730', 'a\u20ac',
  '\u{1F600}\u{1F4A9}x', 'a\u00e4\u0436\u5929\u{1F600}', '\ud800a\udc00',
];

let seed = 7;
function below(limit) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 2 ** 32 * limit);
}

for (const alphabet of alphabets) {
  const chars = alphabet.includes('\ud800') ? alphabet.split('') :
    [...alphabet];
  for (let length = 0; length < 200; length++) {
    let string = '';
    for (let i = 0; i < length; i++) {
      string += chars[below(chars.length)];
    }
    const expected = utf8Of(string);
    const buf = Buffer.from(string);
    assert.deepStrictEqual([...buf], expected);
    assert.strictEqual(Buffer.byteLength(string), expected.length);
    assert.strictEqual(buf.toString(), string.toWellFormed());

    const hex = expected.map((b) => b.toString(16).padStart(2, '0')).join('');
    assert.strictEqual(buf.toString('hex'), hex);
    assert.ok(Buffer.from(hex, 'hex').equals(buf));
    assert.ok(Buffer.from(hex.toUpperCase(), 'hex').equals(buf));

    const base64 = base64Of(expected);
    const url = base64.replace(/\+/g, '-').replace(/\//g, '_')
      .replace(/=/g, '');
    assert.strictEqual(buf.toString('base64'), base64);
    assert.strictEqual(buf.toString('base64url'), url);
    assert.ok(Buffer.from(base64, 'base64').equals(buf));
    assert.ok(Buffer.from(url, 'base64').equals(buf));
    assert.ok(Buffer.from(`\n${base64.replace(/(.{5})/g, '$1 ')}`, 'base64')
      .equals(buf));

    const latin1 = buf.toString('latin1');
    assert.deepStrictEqual([...latin1].map((c) => c.charCodeAt(0)), expected);
    assert.ok(Buffer.from(latin1, 'latin1').equals(buf));
    assert.deepStrictEqual([...buf.toString('ascii')].map(
      (c) => c.charCodeAt(0)), expected.map((b) => b & 0x7F));

    const wide = Buffer.from(string, 'utf16le');
    assert.strictEqual(wide.length, string.length * 2);
    assert.strictEqual(wide.toString('utf16le'), string);
    // And from an odd address.
    const odd = Buffer.alloc(wide.length + 1);
    wide.copy(odd, 1);
    assert.strictEqual(odd.toString('utf16le', 1), string);
  }
}
