// SPDX-License-Identifier: MIT
'use strict';
// Without the engine's fast door: Function and its kin compile what they are
// given before the engine sees it. They are bound functions, which show as
// native code. Indirect eval cannot be seen from here.

const {
  ArrayPrototypeJoin,
  ArrayPrototypeSlice,
  FunctionPrototypeBind,
  ObjectDefineProperty,
  ReflectConstruct,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const kHeads = [
  'function anonymous(', 'async function anonymous(', 'function* anonymous(',
  'async function* anonymous(',
];

// The file whose text calls.
function callerURL(above) {
  const sites = require('internal/error_stack').getCallSites(above, 20);
  for (let i = 0; i < sites.length; i++) {
    const url = sites[i].getFileName() ?? '';
    if (url !== '' && url !== '<anonymous>' &&
        !StringPrototypeStartsWith(url, 'node:')) {
      return url;
    }
  }
  return '';
}

// The body as the engine gets it.
function compiled(kind, args, above) {
  const last = args.length - 1;
  const body = args[last];
  if (typeof body !== 'string' ||
      !(StringPrototypeIncludes(body, 'import') ||
        StringPrototypeIncludes(body, 'using') ||
        StringPrototypeIncludes(body, 'await'))) {
    return body;
  }
  const head = `(${kHeads[kind]}${
    ArrayPrototypeJoin(ArrayPrototypeSlice(args, 0, last), ',')}\n) {\n`;
  try {
    const text = require('internal/compiler/scripts')
      .openString(`${head}${body}\n})`, callerURL(above));
    if (text !== undefined && StringPrototypeStartsWith(text, head)) {
      return StringPrototypeSlice(text, head.length, -3);
    }
  } catch {
    // What is wrong with it, the engine says.
  }
  return body;
}

function wrap(kind, native) {
  const { prototype, name } = native;
  function make(...args) {
    if (args.length > 0) {
      args[args.length - 1] = compiled(kind, args, make);
    }
    return ReflectConstruct(
      native, args, new.target === undefined || new.target === make ?
        native : new.target);
  }
  const define = (object, key, value, configurable) =>
    ObjectDefineProperty(object, key, {
      __proto__: null, value, configurable, enumerable: false, writable: false,
    });
  // What a bound function shows, and what instanceof asks.
  define(make, 'name', name, true);
  define(make, 'prototype', prototype, false);
  const wrapped = FunctionPrototypeBind(make, undefined);
  define(wrapped, 'name', name, true);
  define(wrapped, 'length', 1, true);
  define(wrapped, 'prototype', prototype, false);
  ObjectDefineProperty(prototype, 'constructor', {
    __proto__: null,
    value: wrapped,
    configurable: true,
    enumerable: false,
    writable: kind === 0,
  });
  return wrapped;
}

/**
 * @param {Function[]} natives Function, AsyncFunction, ...
 */
function install(natives) {
  for (let kind = 0; kind < natives.length; kind++) {
    const wrapped = wrap(kind, natives[kind]);
    if (kind === 0) {
      ObjectDefineProperty(globalThis, 'Function', {
        __proto__: null,
        value: wrapped,
        configurable: true,
        enumerable: false,
        writable: true,
      });
    }
  }
}

module.exports = { install };
