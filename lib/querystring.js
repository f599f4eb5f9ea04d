'use strict';

// node:querystring.

const {
  ArrayIsArray,
  Int8Array,
  MathAbs,
  NumberIsFinite,
  ObjectKeys,
  String,
  decodeURIComponent,
  encodeURIComponent,
} = primordials;
const { Buffer } = require('buffer');

const kDefaultMaxKeys = 1000;
const kEscape = /%[0-9A-Fa-f]{2}/;

// 0 to 15 for a hexadecimal digit, else -1.
function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

// Decodes what is valid and leaves the rest; a byte for each other character.
function unescapeBuffer(text, decodeSpaces) {
  const out = Buffer.allocUnsafe(text.length);
  const end = text.length - 2;
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code === 37 && i < end) {
      const high = hexValue(text.charCodeAt(i + 1));
      const low = hexValue(text.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        out[size++] = high * 16 + low;
        i += 2;
        continue;
      }
    } else if (code === 43 && decodeSpaces) {
      code = 32;
    }
    out[size++] = code;
  }
  return size === text.length ? out : out.slice(0, size);
}

function unescape(text, decodeSpaces) {
  try {
    return decodeURIComponent(text);
  } catch {
    return module.exports.unescapeBuffer(text, decodeSpaces).toString();
  }
}

let unreserved;

function escape(value) {
  if (typeof value !== 'string') {
    value = typeof value === 'object' ? String(value) : `${value}`;
  }
  try {
    return encodeURIComponent(value);
  } catch {
    // Lone surrogates: Node takes more of them than the language does.
    if (unreserved === undefined) {
      unreserved = new Int8Array(128);
      for (let i = 0; i < 128; i++) {
        const char = String.fromCharCode(i);
        unreserved[i] = encodeURIComponent(char) === char ? 1 : 0;
      }
    }
    const { encodeStr, hexTable } = require('internal/querystring');
    return encodeStr(value, unreserved, hexTable);
  }
}

function textOf(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return NumberIsFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

// Only texts, and numbers with an exponent's '+', have what needs escaping.
function encodePlain(value, encode) {
  const text = textOf(value);
  if (text.length === 0) return text;
  if (typeof value === 'string' ||
      (typeof value === 'number' && MathAbs(value) >= 1e21)) {
    return encode(text);
  }
  return text;
}

function encodeCustom(value, encode) {
  return encode(textOf(value));
}

function stringify(object, sep, eq, options) {
  sep ||= '&';
  eq ||= '=';
  let encode = module.exports.escape;
  if (typeof options?.encodeURIComponent === 'function') {
    encode = options.encodeURIComponent;
  }
  const convert = encode === escape ? encodePlain : encodeCustom;
  if (object === null || typeof object !== 'object') return '';

  const keys = ObjectKeys(object);
  let out = '';
  for (let i = 0; i < keys.length; i++) {
    const value = object[keys[i]];
    const head = convert(keys[i], encode) + eq;
    if (!ArrayIsArray(value)) {
      if (out !== '') out += sep;
      out += head + convert(value, encode);
      continue;
    }
    for (let j = 0; j < value.length; j++) {
      if (out !== '') out += sep;
      out += head + convert(value[j], encode);
    }
  }
  return out;
}

function decodePart(text, decode, custom) {
  if (text.length === 0) return text;
  if (text.includes('+')) text = text.replaceAll('+', custom ? '%20' : ' ');
  if (!custom && (!text.includes('%') || !kEscape.test(text))) return text;
  try {
    return decode(text);
  } catch {
    return module.exports.unescape(text, true);
  }
}

function parse(text, sep, eq, options) {
  const out = { __proto__: null };
  if (typeof text !== 'string' || text.length === 0) return out;
  sep = sep ? `${sep}` : '&';
  eq = eq ? `${eq}` : '=';
  let left = kDefaultMaxKeys;
  if (typeof options?.maxKeys === 'number') {
    left = options.maxKeys > 0 ? options.maxKeys : -1;
  }
  let decode = module.exports.unescape;
  if (typeof options?.decodeURIComponent === 'function') {
    decode = options.decodeURIComponent;
  }
  const custom = decode !== unescape;

  for (let start = 0; start < text.length;) {
    // An empty separator, as from [], separates nothing.
    let end = sep === '' ? -1 : text.indexOf(sep, start);
    if (end === -1) end = text.length;
    if (end > start) {
      const pair = text.slice(start, end);
      const at = pair.indexOf(eq);
      const name = at === -1 ? pair : pair.slice(0, at);
      const rest = at === -1 ? '' : pair.slice(at + eq.length);
      const key = decodePart(name, decode, custom);
      const value = decodePart(rest, decode, custom);
      const known = out[key];
      if (known === undefined) out[key] = value;
      else if (typeof known === 'string') out[key] = [known, value];
      else if (known.pop) known[known.length] = value;
      else out[key] = [known, value];
    }
    if (--left === 0) break;  // an empty pair counts
    start = end + sep.length;
  }
  return out;
}

module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
