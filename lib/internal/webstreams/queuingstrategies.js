'use strict';
// SPDX-License-Identifier: MIT
//
// The two ways to count what is queued: chunks or bytes.

const { ObjectDefineProperties } = primordials;

const { customInspectSymbol } = require('internal/util');
const {
  codes: { ERR_INVALID_THIS, ERR_MISSING_OPTION },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { customInspect, defineIdl } = require('internal/webstreams/util');

// All instances show the same function.
const byteSize = ObjectDefineProperties((chunk) => chunk.byteLength, {
  name: { __proto__: null, value: 'size' },
});
const countSize = ObjectDefineProperties(() => 1, {
  name: { __proto__: null, value: 'size' },
});

function highWaterMarkOf(init) {
  validateObject(init, 'init');
  if (init.highWaterMark === undefined) {
    throw new ERR_MISSING_OPTION('options.highWaterMark');
  }
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = highWaterMarkOf(init);
  }

  get highWaterMark() {
    if (!(#highWaterMark in this)) {
      throw new ERR_INVALID_THIS('ByteLengthQueuingStrategy');
    }
    return this.#highWaterMark;
  }

  get size() {
    if (!(#highWaterMark in this)) {
      throw new ERR_INVALID_THIS('ByteLengthQueuingStrategy');
    }
    return byteSize;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      highWaterMark: this.highWaterMark,
    });
  }
}
defineIdl(ByteLengthQueuingStrategy, ['highWaterMark', 'size']);

class CountQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = highWaterMarkOf(init);
  }

  get highWaterMark() {
    if (!(#highWaterMark in this)) {
      throw new ERR_INVALID_THIS('CountQueuingStrategy');
    }
    return this.#highWaterMark;
  }

  get size() {
    if (!(#highWaterMark in this)) {
      throw new ERR_INVALID_THIS('CountQueuingStrategy');
    }
    return countSize;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, this.constructor.name, {
      highWaterMark: this.highWaterMark,
    });
  }
}
defineIdl(CountQueuingStrategy, ['highWaterMark', 'size']);

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
