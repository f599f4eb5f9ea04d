'use strict';
// The `host` that compiled files are given, and what the first compiled file
// changes: Function.prototype.toString shows functions as they were written.

const {
  FunctionPrototype,
  FunctionPrototypeToString,
  ObjectDefineProperty,
  StringPrototypeIncludes,
} = primordials;

const { originalText } = internalBinding('compiler');
const rt = require('internal/compiler/runtime');

// What every name that the compiler inserts begins with.
const kMark = '$lode';

const { toString } = {
  toString() {
    if (this === toString) return 'function toString() { [native code] }';
    const text = FunctionPrototypeToString(this);
    return StringPrototypeIncludes(text, kMark) ?
      originalText(text) ?? text : text;
  },
};
ObjectDefineProperty(FunctionPrototype, 'toString', {
  __proto__: null,
  value: toString,
  writable: true,
  enumerable: false,
  configurable: true,
});

/**
 * @param {Function} create what a compiled CommonJS text evaluates to
 * @param {string} filename
 * @returns {Function} the module's function
 */
function commonjs(create, filename) {
  return create({
    __proto__: null,
    rt,
    url: filename,
    import(specifier, options) {
      return require('internal/modules/esm/dynamic')
        .importFrom(specifier, options, filename);
    },
    importSource(specifier) {
      return require('internal/modules/esm/dynamic')
        .importSource(specifier, filename);
    },
  });
}

module.exports = { commonjs, rt };
