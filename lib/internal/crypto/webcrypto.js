// SPDX-License-Identifier: MIT
// The Web's `crypto`.
'use strict';

const {
  ObjectDefineProperties,
  ReflectConstruct,
  SymbolToStringTag,
} = primordials;

const random = require('internal/crypto/random');
const { kEnumerableProperty } = require('internal/util');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');

class Crypto {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  getRandomValues(array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('array');
    return random.getRandomValues(array);
  }

  randomUUID() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return random.randomUUID();
  }
}

ObjectDefineProperties(Crypto.prototype, {
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'Crypto', writable: false,
  },
  getRandomValues: kEnumerableProperty,
  randomUUID: kEnumerableProperty,
});

const crypto = ReflectConstruct(function() {}, [], Crypto);

module.exports = { Crypto, crypto };
