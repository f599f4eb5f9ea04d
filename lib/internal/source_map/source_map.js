// SPDX-License-Identifier: MIT
// node:module's SourceMap: a version 3 map, read once, asked by binary search.
// The mappings of a map lie in one flat array of numbers, kFields an entry,
// sorted by place in the generated text; -1 stands for what an entry lacks.
'use strict';

const { validateObject } = require('internal/validators');

const kFields = 6;
const kLine = 0;
const kColumn = 1;
const kSource = 2;
const kOriginalLine = 3;
const kOriginalColumn = 4;
const kName = 5;

const kAlphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const kComma = 44;
const kSemicolon = 59;

let digits;  // character code -> six bits, 255 for none

function digitTable() {
  const table = new Uint8Array(128).fill(255);
  for (let i = 0; i < kAlphabet.length; i++) {
    table[kAlphabet.charCodeAt(i)] = i;
  }
  return table;
}

// Reads the base 64 numbers of a "mappings" text: five bits a digit, the
// lowest first, the sixth bit says that another follows; then the lowest bit
// of the whole is its sign. "Minus zero" means the least 32-bit number.
class Reader {
  #text;
  at = 0;
  constructor(text) {
    this.#text = text;
    digits ??= digitTable();
  }
  get code() {
    return this.at < this.#text.length ? this.#text.charCodeAt(this.at) : -1;
  }
  // Does a number stand here?
  get more() {
    const code = this.code;
    return code !== -1 && code !== kComma && code !== kSemicolon;
  }
  number() {
    let value = 0;
    let shift = 0;
    for (;;) {
      const digit = digits[this.code] ?? 255;
      if (digit === 255) {
        this.at++;  // not a digit: skipped, so that reading ends
        break;
      }
      this.at++;
      value |= (digit & 31) << shift;
      shift += 5;
      if ((digit & 32) === 0 || shift > 30) {
        break;
      }
    }
    const magnitude = value >>> 1;
    if ((value & 1) === 0) {
      return magnitude;
    }
    return magnitude === 0 ? -2147483648 : -magnitude;
  }
}

// Adds the entries of one map to `out`. `sources` and `names` are the lists
// of the whole; those of this map begin at the given indexes.
function readMappings(map, line, column, out, sources, names) {
  const firstSource = sources.length;
  const firstName = names.length;
  const source = map.sources ?? [];
  for (let i = 0; i < source.length; i++) {
    sources.push(source[i]);
  }
  for (let i = 0; i < (map.names?.length ?? 0); i++) {
    names.push(map.names[i]);
  }
  const reader = new Reader(`${map.mappings ?? ''}`);
  let index = 0;
  let originalLine = 0;
  let originalColumn = 0;
  let name = 0;
  for (;;) {
    const code = reader.code;
    if (code === -1) {
      return;
    }
    if (code === kSemicolon) {
      line++;
      column = 0;
      reader.at++;
      continue;
    }
    if (code === kComma) {
      reader.at++;
      continue;
    }
    column += reader.number();
    if (!reader.more) {
      out.push(line, column, -1, -1, -1, -1);
      continue;
    }
    index += reader.number();
    originalLine += reader.number();
    originalColumn += reader.number();
    let named = -1;
    if (reader.more) {
      name += reader.number();
      named = firstName + name;
    }
    while (reader.more) {
      reader.number();  // fields of a later version
    }
    out.push(line, column, firstSource + index, originalLine, originalColumn,
             named);
  }
}

function isSorted(entries) {
  for (let i = kFields; i < entries.length; i += kFields) {
    if (compare(entries, i - kFields, i) > 0) {
      return false;
    }
  }
  return true;
}

function compare(entries, a, b) {
  return entries[a] - entries[b] || entries[a + kColumn] - entries[b + kColumn];
}

function sorted(entries) {
  if (isSorted(entries)) {
    return entries;
  }
  const starts = [];
  for (let i = 0; i < entries.length; i += kFields) {
    starts.push(i);
  }
  starts.sort((a, b) => compare(entries, a, b));
  const out = [];
  for (let i = 0; i < starts.length; i++) {
    for (let field = 0; field < kFields; field++) {
      out.push(entries[starts[i] + field]);
    }
  }
  return out;
}

function copyOf(payload) {
  const copy = { ...payload };
  if (Array.isArray(payload.sources)) copy.sources = payload.sources.slice();
  if (Array.isArray(payload.names)) copy.names = payload.names.slice();
  if (Array.isArray(payload.sourcesContent)) {
    copy.sourcesContent = payload.sourcesContent.slice();
  }
  if (Array.isArray(payload.sections)) {
    copy.sections = payload.sections.map((section) =>
      ({ ...section, map: section.map && copyOf(section.map) }));
  }
  return copy;
}

class SourceMap {
  #payload;
  #lineLengths;
  #entries;
  #sources = [];
  #names = [];

  constructor(payload, { lineLengths: lengths } = {}) {
    validateObject(payload, 'payload');
    this.#payload = copyOf(payload);
    this.#lineLengths = Array.isArray(lengths) ? lengths.slice() : undefined;
  }

  get payload() {
    return copyOf(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths?.slice();
  }

  // Maps are read when first asked: most never are.
  #read() {
    const entries = [];
    const { sections } = this.#payload;
    if (Array.isArray(sections)) {
      for (let i = 0; i < sections.length; i++) {
        const { map, offset } = sections[i];
        if (map) {
          readMappings(map, offset?.line ?? 0, offset?.column ?? 0, entries,
                       this.#sources, this.#names);
        }
      }
    } else {
      readMappings(this.#payload, 0, 0, entries, this.#sources, this.#names);
    }
    return sorted(entries);
  }

  // The last entry at or before a place.
  #find(line, column) {
    const entries = this.#entries ??= this.#read();
    let low = 0;
    let high = entries.length / kFields;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = middle * kFields;
      if (entries[at] < line ||
          (entries[at] === line && entries[at + kColumn] <= column)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (low - 1) * kFields;
  }

  findEntry(lineOffset, columnOffset) {
    const at = this.#find(lineOffset, columnOffset);
    if (at < 0) {
      return {};
    }
    const entries = this.#entries;
    const mapped = entries[at + kSource] !== -1;
    return {
      generatedLine: entries[at + kLine],
      generatedColumn: entries[at + kColumn],
      originalSource: this.#sources[entries[at + kSource]],
      originalLine: mapped ? entries[at + kOriginalLine] : undefined,
      originalColumn: mapped ? entries[at + kOriginalColumn] : undefined,
      name: this.#names[entries[at + kName]],
    };
  }

  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined ||
        range.originalLine === undefined ||
        range.originalColumn === undefined) {
      return {};
    }
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + lineNumber - range.generatedLine,
      columnNumber: range.originalColumn + columnNumber -
        range.generatedColumn,
    };
  }
}

module.exports = { SourceMap };
