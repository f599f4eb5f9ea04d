// SPDX-License-Identifier: MIT
// util.format: text with %s and its kind. Apart from util.inspect, which it
// loads only for values that need it.
'use strict';

const {
  JSONStringify,
  Number,
  NumberParseFloat,
  NumberParseInt,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectPrototypeHasOwnProperty,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  SymbolToPrimitive,
} = primordials;

const { isLoaded } = require('internal/bootstrap/realm');

const lazyInspect = () => require('internal/util/inspect').inspect;

// Whether numbers are to have separators. While inspect is not loaded, nobody
// can have set its default options.
function wantsSeparators(options) {
  const wish = options?.numericSeparator;
  if (wish !== undefined) {
    return wish;
  }
  return isLoaded('internal/util/inspect') &&
    require('internal/util/inspect').inspectDefaultOptions.numericSeparator;
}

function showNumber(number, options) {
  if (!wantsSeparators(options)) {
    return typeof number === 'bigint' ? `${number}n` :
      ObjectIs(number, -0) ? '-0' : `${number}`;
  }
  const { formatBigInt, formatNumber } =
    require('internal/util/inspect/text');
  return typeof number === 'bigint' ?
    formatBigInt((text) => text, number, true) :
    formatNumber((text) => text, number, true);
}

// Whether converting to a string runs nothing of the user's.
function hasBuiltInToString(value) {
  const proxied = require('internal/util/introspect').getProxyDetails(value, false);
  if (proxied !== undefined) {
    if (proxied === null) {
      return true;
    }
    value = proxied;
  }
  if (typeof value[SymbolToPrimitive] === 'function') {
    return isBuiltIn(value, SymbolToPrimitive);
  }
  return typeof value.toString !== 'function' || isBuiltIn(value, 'toString');
}

// Whether the method comes from one of the language's own classes.
function isBuiltIn(value, key) {
  if (ObjectPrototypeHasOwnProperty(value, key)) {
    return false;
  }
  let holder = value;
  while (!ObjectPrototypeHasOwnProperty(holder, key)) {
    holder = ObjectGetPrototypeOf(holder);
  }
  const descriptor = ObjectGetOwnPropertyDescriptor(holder, 'constructor');
  return descriptor !== undefined && typeof descriptor.value === 'function' &&
    require('internal/util/inspect/values').isBuiltInName(descriptor.value.name);
}

function showString(value, options) {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
      return showNumber(value, options);
    case 'object':
      if (value !== null && hasBuiltInToString(value)) {
        return lazyInspect()(value, {
          ...options, depth: 0, colors: false, compact: 3,
        });
      }
  }
  return String(value);
}

let circularMessage;

function showJSON(value) {
  try {
    return JSONStringify(value);
  } catch (err) {
    // Only circles are shown as such; the engine names them in a message.
    if (circularMessage === undefined) {
      try {
        const circle = {};
        circle.circle = circle;
        JSONStringify(circle);
      } catch (circular) {
        circularMessage = firstLine(circular.message);
      }
    }
    if (err.name === 'TypeError' && firstLine(err.message) === circularMessage) {
      return '[Circular]';
    }
    throw err;
  }
}

function firstLine(text) {
  const end = StringPrototypeIndexOf(text, '\n');
  return end < 0 ? text : StringPrototypeSlice(text, 0, end);
}

// Each takes an argument; %c takes one and shows nothing. null for what is no
// directive.
function showAs(directive, value, options) {
  switch (directive) {
    case 115:  // s
      return showString(value, options);
    case 106:  // j
      return showJSON(value);
    case 100:  // d
      if (typeof value === 'bigint') {
        return showNumber(value, options);
      }
      return typeof value === 'symbol' ? 'NaN' : showNumber(Number(value), options);
    case 105:  // i
      if (typeof value === 'bigint') {
        return showNumber(value, options);
      }
      return typeof value === 'symbol' ? 'NaN' :
        showNumber(NumberParseInt(value), options);
    case 102:  // f
      return typeof value === 'symbol' ? 'NaN' :
        showNumber(NumberParseFloat(value), options);
    case 79:  // O
      return lazyInspect()(value, options);
    case 111:  // o
      return lazyInspect()(value, {
        ...options, showHidden: true, showProxy: true, depth: 4,
      });
    case 99:  // c
      return '';
  }
  return null;
}

// `args` as one text; `options` are inspect's.
function formatArguments(options, args) {
  const first = args[0];
  let output = '';
  let next = 0;
  if (typeof first === 'string') {
    if (args.length === 1) {
      return first;
    }
    next = 1;
    let done = 0;
    for (let i = StringPrototypeIndexOf(first, '%');
      i >= 0 && i < first.length - 1;
      i = StringPrototypeIndexOf(first, '%', i)) {
      const directive = StringPrototypeCharCodeAt(first, i + 1);
      let shown = null;
      if (directive === 37) {  // %
        shown = '%';
      } else if (next < args.length) {
        shown = showAs(directive, args[next], options);
        if (shown !== null) {
          next++;
        }
      }
      if (shown === null) {
        // Another percent sign may follow at once.
        i++;
        continue;
      }
      output += StringPrototypeSlice(first, done, i) + shown;
      done = i += 2;
    }
    output += StringPrototypeSlice(first, done);
  }
  for (; next < args.length; next++) {
    const value = args[next];
    if (next > 0) {
      output += ' ';
    }
    output += typeof value === 'string' ?
      value : lazyInspect()(value, options);
  }
  return output;
}

module.exports = { formatArguments };
