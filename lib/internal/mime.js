// SPDX-License-Identifier: MIT
// util.MIMEType and util.MIMEParams, after the MIME Sniffing standard's
// parser, except that errors say where they are.
'use strict';

const {
  FunctionPrototypeCall,
  ObjectDefineProperties,
  ObjectDefineProperty,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  SymbolIterator,
} = primordials;

const {
  codes: { ERR_INVALID_MIME_SYNTAX },
} = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotable = /[^\t\u0020-~\u0080-\u00FF]/;

const isToken = (text) => text !== '' &&
  RegExpPrototypeExec(notToken, text) === null;

// Throws unless `text` is a token; `source` is what the message shows.
function checkToken(text, production, source) {
  if (!isToken(text)) {
    throw new ERR_INVALID_MIME_SYNTAX(
      production, source, RegExpPrototypeExec(notToken, text)?.index ?? -1);
  }
}

function skipWhitespace(text, at) {
  while (at < text.length &&
         RegExpPrototypeExec(/[\r\n\t ]/, text[at]) !== null) {
    at++;
  }
  return at;
}

const trimEnd = (text) =>
  RegExpPrototypeSymbolReplace(/[\r\n\t ]+$/, text, '');

const toLower = (text) => RegExpPrototypeSymbolReplace(
  /[A-Z]/g, text, (letter) => StringPrototypeToLowerCase(letter));

function indexOrEnd(text, char, from) {
  const at = StringPrototypeIndexOf(text, char, from);
  return at === -1 ? text.length : at;
}

// type/subtype, and where the parameters begin.
function parseEssence(text) {
  const start = skipWhitespace(text, 0);
  const slash = StringPrototypeIndexOf(text, '/', start);
  const type = slash === -1 ? StringPrototypeSlice(text, start) :
    StringPrototypeSlice(text, start, slash);
  checkToken(type, 'type', text);
  if (slash === -1) {
    throw new ERR_INVALID_MIME_SYNTAX('type', text, -1);
  }
  const end = indexOrEnd(text, ';', slash + 1);
  const subtype = trimEnd(StringPrototypeSlice(text, slash + 1, end));
  checkToken(subtype, 'subtype', text);
  return { type: toLower(type), subtype: toLower(subtype), end };
}

// A quoted string from its opening quote on: [value, where it ends].
function parseQuoted(text, at) {
  let value = '';
  for (at++; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\' && at + 1 < text.length) {
      at++;
    }
    value += text[at];
  }
  return [value, at + 1];
}

function parseParams(text, at, data) {
  while (at < text.length) {
    at = skipWhitespace(text, at + 1);
    const nameEnd = at + (RegExpPrototypeExec(
      /[;=]|$/, StringPrototypeSlice(text, at)).index);
    const name = toLower(StringPrototypeSlice(text, at, nameEnd));
    at = nameEnd;
    if (text[at] !== '=') {
      continue;
    }
    at++;
    let value;
    if (text[at] === '"') {
      ({ 0: value, 1: at } = parseQuoted(text, at));
      at = indexOrEnd(text, ';', at);
    } else {
      const end = indexOrEnd(text, ';', at);
      value = trimEnd(StringPrototypeSlice(text, at, end));
      at = end;
      if (value === '') {
        continue;
      }
    }
    if (isToken(name) && RegExpPrototypeExec(notQuotable, value) === null &&
        !data.has(name)) {
      data.set(name, value);
    }
  }
}

let dataOf;
let makeParams;

class MIMEParams {
  #data = new SafeMap();
  // Parsed when first needed.
  #source;
  #at;

  static {
    makeParams = (source, at) => {
      const params = new MIMEParams();
      params.#source = source;
      params.#at = at;
      return params;
    };
    dataOf = (params) => {
      if (params.#source !== undefined) {
        const source = params.#source;
        params.#source = undefined;
        parseParams(source, params.#at, params.#data);
      }
      return params.#data;
    };
  }

  delete(name) {
    dataOf(this).delete(name);
  }

  get(name) {
    const data = dataOf(this);
    return data.has(name) ? data.get(name) : null;
  }

  has(name) {
    return dataOf(this).has(name);
  }

  set(name, value) {
    const data = dataOf(this);
    name = `${name}`;
    value = `${value}`;
    checkToken(name, 'parameter name', name);
    const badValue = RegExpPrototypeExec(notQuotable, value);
    if (badValue !== null) {
      throw new ERR_INVALID_MIME_SYNTAX(
        'parameter value', value, badValue.index);
    }
    data.set(name, value);
  }

  *entries() {
    yield* dataOf(this).entries();
  }

  *keys() {
    yield* dataOf(this).keys();
  }

  *values() {
    yield* dataOf(this).values();
  }

  toString() {
    let text = '';
    dataOf(this).forEach((value, name) => {
      const shown = isToken(value) ? value :
        `"${RegExpPrototypeSymbolReplace(/["\\]/g, value, '\\$&')}"`;
      text += `${text === '' ? '' : ';'}${name}=${shown}`;
    });
    return text;
  }
}

const { prototype: paramsPrototype } = MIMEParams;
ObjectDefineProperties(paramsPrototype, {
  [SymbolIterator]: {
    __proto__: null, configurable: true, enumerable: false, writable: true,
    value: paramsPrototype.entries,
  },
  toJSON: {
    __proto__: null, configurable: true, enumerable: false, writable: true,
    value: paramsPrototype.toString,
  },
});

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(string) {
    string = `${string}`;
    const { type, subtype, end } = parseEssence(string);
    this.#type = type;
    this.#subtype = subtype;
    this.#params = makeParams(string, end);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checkToken(value, 'type', value);
    this.#type = toLower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checkToken(value, 'subtype', value);
    this.#subtype = toLower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = FunctionPrototypeCall(paramsPrototype.toString, this.#params);
    return `${this.#type}/${this.#subtype}${params === '' ? '' : `;${params}`}`;
  }
}

ObjectDefineProperty(MIMEType.prototype, 'toJSON', {
  __proto__: null, configurable: true, enumerable: false, writable: true,
  value: MIMEType.prototype.toString,
});

module.exports = { MIMEParams, MIMEType };
