// SPDX-License-Identifier: MIT
// CryptoKey: a KeyObject with what it may be used for.
'use strict';

const {
  ArrayPrototypeIncludes,
  ObjectDefineProperties,
  ReflectConstruct,
  SymbolToStringTag,
} = primordials;

const { registerCryptoKey } = require('internal/crypto/keys');
const { customInspectSymbol, kEnumerableProperty } =
  require('internal/util');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } =
  require('internal/errors');

let slotsOf;
let isCryptoKey;

class Holder {
  constructor(object) {
    return object;
  }
}

class CryptoKey {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get type() {
    return slots(this).keyObject.type;
  }

  get extractable() {
    return slots(this).extractable;
  }

  get algorithm() {
    return slots(this).algorithm;
  }

  get usages() {
    return slots(this).usages;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, {
      ...options, depth: options.depth === null ? null : options.depth - 1,
    })}`;
  }
}
ObjectDefineProperties(CryptoKey.prototype, {
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'CryptoKey',
  },
  algorithm: kEnumerableProperty,
  extractable: kEnumerableProperty,
  type: kEnumerableProperty,
  usages: kEnumerableProperty,
});

// What is inside of a key, where no program can reach or fake it.
class Slots extends Holder {
  #slots;

  constructor(key, value) {
    super(key);
    this.#slots = value;
  }

  static {
    slotsOf = (key) => key.#slots;
    isCryptoKey = (value) => typeof value === 'object' && value !== null &&
      #slots in value;
  }
}

function slots(key) {
  if (!isCryptoKey(key)) throw new ERR_INVALID_THIS('CryptoKey');
  return slotsOf(key);
}

// A key of its own; usages are kept in their order, each once.
function makeCryptoKey(keyObject, algorithm, usages, extractable) {
  const once = [];
  for (let i = 0; i < usages.length; i++) {
    if (!ArrayPrototypeIncludes(once, usages[i])) once.push(usages[i]);
  }
  const key = ReflectConstruct(function() {}, [], CryptoKey);
  new Slots(key, { keyObject, algorithm, usages: once, extractable });
  return key;
}

registerCryptoKey(isCryptoKey, (key) => slotsOf(key).keyObject);

module.exports = {
  CryptoKey,
  isCryptoKey,
  keyObjectOf: (key) => slotsOf(key).keyObject,
  makeCryptoKey,
  slotsOf,
};
