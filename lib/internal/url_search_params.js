// URLSearchParams (URL standard, section 6.2): a flat list of names and
// values, and application/x-www-form-urlencoded both ways.
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  ObjectDefineProperties,
  ObjectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
  SafeMap,
  StringPrototypeSlice,
  SymbolFor,
  SymbolIterator,
  SymbolToStringTag,
  TypeError,
} = primordials;
const {
  codes: {
    ERR_ARG_NOT_ITERABLE,
    ERR_INVALID_THIS,
    ERR_INVALID_TUPLE,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');

const kInspect = SymbolFor('nodejs.util.inspect.custom');

function toUSV(value) {
  if (typeof value === 'symbol') {
    throw new TypeError('Cannot convert a Symbol value to a string');
  }
  return `${value}`.toWellFormed();
}

// What may stand as it is; a space becomes '+'.
const kPlain = /^[A-Za-z0-9*._-]*$/;

function encode(text) {
  if (kPlain.test(text)) {
    return text;
  }
  return encodeURIComponent(text)
    .replace(/%20|[!'()~]/g, (found) => (found === '%20' ? '+' :
      `%${found.charCodeAt(0).toString(16).toUpperCase()}`));
}

// '+' and %XX back into text; invalid UTF-8 becomes U+FFFD.
function decode(text) {
  if (text.indexOf('+') !== -1) {
    text = text.replaceAll('+', ' ');
  }
  if (text.indexOf('%') === -1) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return require('querystring').unescapeBuffer(
      Buffer.from(text).toString('latin1')).toString();
  }
}

function parseInto(list, text) {
  let start = 0;
  while (start <= text.length) {
    let end = text.indexOf('&', start);
    if (end === -1) {
      end = text.length;
    }
    if (end > start) {
      const pair = StringPrototypeSlice(text, start, end);
      const equals = pair.indexOf('=');
      ArrayPrototypePush(
        list,
        decode(equals === -1 ? pair : StringPrototypeSlice(pair, 0, equals)),
        equals === -1 ? '' : decode(StringPrototypeSlice(pair, equals + 1)));
    }
    start = end + 1;
  }
}

let onChange;  // set with URLSearchParams, for internal/url alone

class URLSearchParams {
  #list = [];  // name, value, name, value
  #changed;    // (text): tells the URL that owns this

  constructor(init = undefined) {
    if (init === undefined || init === null) {
      return;
    }
    if (typeof init === 'object' || typeof init === 'function') {
      const method = init[SymbolIterator];
      if (method === this[SymbolIterator] && #list in init) {
        this.#list = init.#list.slice();
      } else if (method !== null && method !== undefined) {
        this.#fromPairs(init, method);
      } else {
        this.#fromRecord(init);
      }
      return;
    }
    init = toUSV(init);
    parseInto(this.#list,
              init[0] === '?' ? StringPrototypeSlice(init, 1) : init);
  }

  #fromPairs(init, method) {
    if (typeof method !== 'function') {
      throw new ERR_ARG_NOT_ITERABLE('Query pairs');
    }
    for (const pair of init) {
      if (pair === null ||
          (typeof pair !== 'object' && typeof pair !== 'function') ||
          typeof pair[SymbolIterator] !== 'function') {
        throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
      }
      const items = [];
      for (const item of pair) {
        ArrayPrototypePush(items, toUSV(item));
      }
      if (items.length !== 2) {
        throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
      }
      ArrayPrototypePush(this.#list, items[0], items[1]);
    }
  }

  #fromRecord(init) {
    const visited = new SafeMap();
    const keys = ReflectOwnKeys(init);
    for (let i = 0; i < keys.length; i++) {
      const desc = ObjectGetOwnPropertyDescriptor(init, keys[i]);
      if (desc !== undefined && desc.enumerable) {
        const key = toUSV(keys[i]);
        const value = toUSV(init[keys[i]]);
        const index = visited.get(key);
        if (index !== undefined) {
          this.#list[index] = value;
        } else {
          visited.set(key, ArrayPrototypePush(this.#list, key, value) - 1);
        }
      }
    }
  }

  static {
    onChange = (params, changed) => {
      if (changed !== undefined) {
        params.#changed = changed;
      }
      return (search) => {
        params.#list = [];
        parseInto(params.#list,
                  search[0] === '?' ? StringPrototypeSlice(search, 1) : search);
      };
    };
  }

  // `this` may be anything: people take methods off prototypes.
  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#list in self)) {
      throw new ERR_INVALID_THIS('URLSearchParams');
    }
    return self.#list;
  }

  #update() {
    this.#changed?.(this.toString());
  }

  [kInspect](depth, options, inspect) {
    const list = URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) {
      return options.stylize('[Object]', 'special');
    }
    const inner = { ...options };
    if (depth !== null) {
      inner.depth = depth - 1;
    }
    const items = [];
    for (let i = 0; i < list.length; i += 2) {
      ArrayPrototypePush(
        items, `${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
    }
    if (items.length === 0) {
      return 'URLSearchParams {}';
    }
    const length = items.reduce((sum, item) => sum + item.length + 2, -2);
    return length > options.breakLength ?
      `URLSearchParams {\n  ${items.join(',\n  ')} }` :
      `URLSearchParams { ${items.join(', ')} }`;
  }

  get size() {
    return URLSearchParams.#check(this).length / 2;
  }

  append(name, value) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 2) {
      throw new ERR_MISSING_ARGS('name', 'value');
    }
    ArrayPrototypePush(list, toUSV(name), toUSV(value));
    this.#update();
  }

  delete(name, value = undefined) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) {
      throw new ERR_MISSING_ARGS('name');
    }
    name = toUSV(name);
    if (value !== undefined) {
      value = toUSV(value);
    }
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) {
        ArrayPrototypeSplice(list, i, 2);
      } else {
        i += 2;
      }
    }
    this.#update();
  }

  get(name) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) {
      throw new ERR_MISSING_ARGS('name');
    }
    name = toUSV(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) {
        return list[i + 1];
      }
    }
    return null;
  }

  getAll(name) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) {
      throw new ERR_MISSING_ARGS('name');
    }
    name = toUSV(name);
    const values = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) {
        ArrayPrototypePush(values, list[i + 1]);
      }
    }
    return values;
  }

  has(name, value = undefined) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) {
      throw new ERR_MISSING_ARGS('name');
    }
    name = toUSV(name);
    if (value !== undefined) {
      value = toUSV(value);
    }
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) {
        return true;
      }
    }
    return false;
  }

  set(name, value) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 2) {
      throw new ERR_MISSING_ARGS('name', 'value');
    }
    name = toUSV(name);
    value = toUSV(value);
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] !== name) {
        i += 2;
      } else if (!found) {
        list[i + 1] = value;
        found = true;
        i += 2;
      } else {
        ArrayPrototypeSplice(list, i, 2);
      }
    }
    if (!found) {
      ArrayPrototypePush(list, name, value);
    }
    this.#update();
  }

  // By name in UTF-16 code units; equal names keep their order.
  sort() {
    const list = URLSearchParams.#check(this);
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) {
      ArrayPrototypePush(pairs, [list[i], list[i + 1]]);
    }
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i][0];
      list[2 * i + 1] = pairs[i][1];
    }
    this.#update();
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
    }
  }

  entries() {
    URLSearchParams.#check(this);
    return makeIterator(() => this.#list, 'entries');
  }

  keys() {
    URLSearchParams.#check(this);
    return makeIterator(() => this.#list, 'keys');
  }

  values() {
    URLSearchParams.#check(this);
    return makeIterator(() => this.#list, 'values');
  }

  toString() {
    const list = URLSearchParams.#check(this);
    let text = '';
    for (let i = 0; i < list.length; i += 2) {
      text += `${i === 0 ? '' : '&'}${encode(list[i])}=${encode(list[i + 1])}`;
    }
    return text;
  }
}

class URLSearchParamsIterator {
  #list;
  #kind;
  #index = 0;

  constructor(list, kind) {
    this.#list = list;
    this.#kind = kind;
  }

  next() {
    if (typeof this !== 'object' || this === null || !(#list in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    const list = this.#list();
    const i = this.#index;
    if (i >= list.length) {
      return { value: undefined, done: true };
    }
    this.#index += 2;
    const value = this.#kind === 'keys' ? list[i] :
      this.#kind === 'values' ? list[i + 1] : [list[i], list[i + 1]];
    return { value, done: false };
  }

  [kInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) {
      return options.stylize('[Object]', 'special');
    }
    const list = this.#list();
    const items = [];
    for (let i = this.#index; i < list.length; i += 2) {
      ArrayPrototypePush(
        items,
        this.#kind === 'keys' ? list[i] :
          this.#kind === 'values' ? list[i + 1] : [list[i], list[i + 1]]);
    }
    const text = inspect(items, options);
    return items.length === 0 ? 'URLSearchParams Iterator {  }' :
      `URLSearchParams Iterator {${text.slice(1, -1)}}`;
  }
}
delete URLSearchParamsIterator.prototype.constructor;

const IteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf([][SymbolIterator]()));
Object.setPrototypeOf(URLSearchParamsIterator.prototype, IteratorPrototype);
ObjectDefineProperties(URLSearchParamsIterator.prototype, {
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'URLSearchParams Iterator',
  },
  next: { __proto__: null, enumerable: true },
});

function makeIterator(list, kind) {
  return new URLSearchParamsIterator(list, kind);
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(URLSearchParams.prototype, {
  append: enumerable,
  delete: enumerable,
  get: enumerable,
  getAll: enumerable,
  has: enumerable,
  set: enumerable,
  size: enumerable,
  sort: enumerable,
  entries: enumerable,
  forEach: enumerable,
  keys: enumerable,
  values: enumerable,
  toString: enumerable,
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'URLSearchParams',
  },
  [SymbolIterator]: {
    __proto__: null, configurable: true, writable: true,
    value: URLSearchParams.prototype.entries,
  },
});

module.exports = { URLSearchParams, bindSearchParams: onChange };
