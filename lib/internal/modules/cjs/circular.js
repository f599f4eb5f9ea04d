// SPDX-License-Identifier: MIT
'use strict';
// While a module loads, whoever requires it in a circle gets unfinished
// exports. Their prototype then warns of every property that is not there yet.

const {
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototype,
  ObjectPrototypeHasOwnProperty,
  ObjectSetPrototypeOf,
  Proxy,
  String,
} = primordials;

const { isProxy } = require('internal/util/types');

function warn(property) {
  process.emitWarning(
    `Accessing non-existent property '${String(property)}' of module ` +
    'exports inside circular dependency');
}

const prototype = new Proxy({}, {
  __proto__: null,
  get(target, property) {
    // Transpiled code asks for __esModule as a matter of course.
    if (property in target || property === '__esModule') {
      return target[property];
    }
    warn(property);
    return undefined;
  },
  getOwnPropertyDescriptor(target, property) {
    if (ObjectPrototypeHasOwnProperty(target, property) ||
        property === '__esModule') {
      return ObjectGetOwnPropertyDescriptor(target, property);
    }
    warn(property);
    return undefined;
  },
});

// A proxy's traps would run: it is left alone.
function hasPrototype(exports, wanted) {
  return exports !== null && typeof exports === 'object' &&
    !isProxy(exports) && ObjectGetPrototypeOf(exports) === wanted;
}

function begin(exports) {
  if (hasPrototype(exports, ObjectPrototype) && !exports.__esModule) {
    ObjectSetPrototypeOf(exports, prototype);
  }
  return exports;
}

function end(exports) {
  if (hasPrototype(exports, prototype)) {
    ObjectSetPrototypeOf(exports, ObjectPrototype);
  }
}

module.exports = { begin, end };
