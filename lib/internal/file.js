// SPDX-License-Identifier: MIT
// File: a Blob with a name and a time.
'use strict';

const {
  DateNow,
  MathTrunc,
  NumberIsNaN,
  ObjectDefineProperties,
  StringPrototypeToWellFormed,
  SymbolToStringTag,
} = primordials;

const {
  codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');
const { Blob } = require('internal/blob');
const { kClone, kDeserialize } = require('internal/worker/js_transferable');

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) {
      throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    }
    super(fileBits, options);
    const lastModified = options?.lastModified;
    this.#lastModified = lastModified === undefined ? DateNow() :
      toInteger(lastModified);
    this.#name = StringPrototypeToWellFormed(`${fileName}`);
  }

  get name() {
    File.#check(this);
    return this.#name;
  }

  get lastModified() {
    File.#check(this);
    return this.#lastModified;
  }

  static #check(self) {
    if (self === null || typeof self !== 'object' || !(#name in self)) {
      throw new ERR_INVALID_THIS('File');
    }
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) {
      return this;
    }
    const { inspect } = require('internal/util/inspect');
    const { name, lastModified, size, type } = this;
    const fields = { size, type, name, lastModified };
    return `File ${inspect(fields, {
      ...options, depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    const { data } = super[kClone]();
    return {
      data: { blob: data, name: this.#name, lastModified: this.#lastModified },
      deserializeInfo: 'internal/file:ClonedFile',
    };
  }

  [kDeserialize](data) {
    super[kDeserialize](data.blob);
    this.#name = data.name;
    this.#lastModified = data.lastModified;
  }
}

// Web IDL's conversion to `long long`.
function toInteger(value) {
  const number = +value;
  return NumberIsNaN(number) ? 0 : MathTrunc(number) || 0;
}

// What a copy is made as; it has to look like a File that was made by one.
function ClonedFile() {
  return new File([], '');
}

ObjectDefineProperties(File.prototype, {
  name: kEnumerableProperty,
  lastModified: kEnumerableProperty,
  [SymbolToStringTag]: {
    __proto__: null, configurable: true, value: 'File',
  },
});

module.exports = { ClonedFile, File };
