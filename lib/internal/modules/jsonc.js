// SPDX-License-Identifier: MIT
'use strict';
// JSON with comments and commas at the end of lists, as tsconfig.json has it.
// Every value knows where it stands, for errors.

const {
  JSONParse,
  Number,
  RegExpPrototypeExec,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeStartsWith,
} = primordials;

const kDepth = 200;
const kWord = /[A-Za-z]+/y;
const kNumber = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const kString = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const kWords = { '__proto__': null, 'true': true, 'false': false, 'null': null };

/** A fault at an offset of the text. */
class JSONCError {
  constructor(message, at) {
    this.message = message;
    this.at = at;
  }
}

class Reader {
  #text;
  #at = 0;
  #depth = 0;

  constructor(text) {
    this.#text = text;
    if (StringPrototypeCharCodeAt(text, 0) === 0xFEFF) this.#at = 1;
  }

  read() {
    const value = this.#value();
    if (this.#peek() !== '') this.#fail();
    return value;
  }

  #fail(message) {
    const c = this.#text[this.#at];
    throw new JSONCError(message ?? (c === undefined ?
      'Unexpected end of the file' : `Unexpected '${c}'`), this.#at);
  }

  // The next character that is no white space and no comment; '' at the end.
  #peek() {
    const text = this.#text;
    for (;;) {
      const c = text[this.#at];
      if (c === ' ' || c === '\t' || c === '\n' || c === '\r') {
        this.#at++;
      } else if (StringPrototypeStartsWith(text, '//', this.#at)) {
        const end = StringPrototypeIndexOf(text, '\n', this.#at);
        this.#at = end === -1 ? text.length : end;
      } else if (StringPrototypeStartsWith(text, '/*', this.#at)) {
        const end = StringPrototypeIndexOf(text, '*/', this.#at + 2);
        if (end === -1) this.#fail('This comment has no end');
        this.#at = end + 2;
      } else {
        return c ?? '';
      }
    }
  }

  #match(pattern) {
    pattern.lastIndex = this.#at;
    const found = RegExpPrototypeExec(pattern, this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found[0];
  }

  #string() {
    const text = this.#match(kString);
    return text === undefined ? this.#fail('Invalid string') : JSONParse(text);
  }

  #plain() {
    const at = this.#at;
    const word = this.#match(kWord);
    if (word === undefined) return Number(this.#match(kNumber) ?? this.#fail());
    const value = kWords[word];
    if (value === undefined) {
      this.#at = at;
      this.#fail(`Unexpected '${word}'`);
    }
    return value;
  }

  // { value, at }; the value of a list or object has such things in it.
  #value() {
    const c = this.#peek();
    const at = this.#at;
    let value;
    if (c === '{') {
      value = this.#object();
    } else if (c === '[') {
      value = this.#array();
    } else if (c === '"') {
      value = this.#string();
    } else {
      value = this.#plain();
    }
    return { __proto__: null, value, at };
  }

  #open() {
    if (++this.#depth > kDepth) this.#fail('Too many nested values');
    this.#at++;
  }

  // Behind an item: whether the list goes on.
  #more(close) {
    const c = this.#peek();
    if (c !== ',' && c !== close) this.#fail();
    if (c === close) return false;
    this.#at++;
    return this.#peek() !== close;
  }

  #close() {
    this.#depth--;
    this.#at++;
  }

  #array() {
    const items = [];
    this.#open();
    for (let more = this.#peek() !== ']'; more; more = this.#more(']')) {
      items[items.length] = this.#value();
    }
    this.#close();
    return items;
  }

  #object() {
    const object = { __proto__: null };
    this.#open();
    for (let more = this.#peek() !== '}'; more; more = this.#more('}')) {
      if (this.#peek() !== '"') this.#fail();
      const key = this.#string();
      if (this.#peek() !== ':') this.#fail();
      this.#at++;
      object[key] = this.#value();
    }
    this.#close();
    return object;
  }
}

/**
 * @param {string} text
 * @returns {{ value: any, at: number }} throws a JSONCError
 */
function parse(text) {
  return new Reader(text).read();
}

module.exports = { JSONCError, parse };
