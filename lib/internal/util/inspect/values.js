// SPDX-License-Identifier: MIT
// What util.inspect shows of each class of value. describe() looks at a value
// and plans how to show it: the prefix, the braces, the keys, and a function
// for what is not a property (entries of a Map, state of a Promise).
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeFilter,
  ArrayPrototypeIndexOf,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  ArrayPrototypeUnshift,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  DatePrototypeToISOString,
  DatePrototypeToString,
  FunctionPrototypeToString,
  MapPrototypeGetSize,
  NumberIsNaN,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable,
  ReflectOwnKeys,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeToString,
  SafeSet,
  SetPrototypeGetSize,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  StringPrototypeValueOf,
  SymbolIterator,
  SymbolPrototypeValueOf,
  SymbolToStringTag,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;

const { getConstructorName: engineNameOf } = require('internal/util/introspect');
const types = require('internal/util/types');
const { isError } = require('internal/util');
const {
  formatPrimitive,
  formatProperty,
  formatValue,
  kObjectType,
  stylizeNoColor,
} = require('internal/util/inspect');
const inspection = require('internal/util/inspect/entries');

// --- Names and keys -------------------------------------------------------

// Constructors whose prototypes have nothing to show of their own.
const builtInNames = new SafeSet([
  'AggregateError', 'Array', 'ArrayBuffer', 'AsyncDisposableStack', 'BigInt',
  'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date',
  'DisposableStack', 'Error', 'EvalError', 'FinalizationRegistry',
  'Float16Array', 'Float32Array', 'Float64Array', 'Function', 'Int16Array',
  'Int32Array', 'Int8Array', 'Iterator', 'Map', 'Number', 'Object', 'Promise',
  'Proxy', 'RangeError', 'ReferenceError', 'RegExp', 'Set', 'String',
  'SuppressedError', 'Symbol', 'SyntaxError', 'TypeError', 'URIError',
  'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap',
  'WeakRef', 'WeakSet',
]);

const isBuiltInName = (name) => builtInNames.has(name);

function isInstanceof(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

// The name of the constructor, null for an object without a prototype. What
// prototypes between offer beyond methods is collected in `inherited`.
function constructorNameOf(object, ctx, recurseTimes, inherited) {
  let first;
  const subject = object;
  while (object !== null) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' &&
        descriptor.value.name !== '' &&
        isInstanceof(subject, descriptor.value)) {
      const name = String(descriptor.value.name);
      if (inherited !== undefined &&
          (first !== object || !isBuiltInName(name))) {
        addInheritedProperties(
          ctx, subject, first || subject, recurseTimes, inherited);
      }
      return name;
    }
    object = ObjectGetPrototypeOf(object);
    if (first === undefined) {
      first = object;
    }
  }
  if (first === null) {
    return null;
  }
  const name = engineNameOf(subject);
  if (recurseTimes > ctx.depth && ctx.depth !== null) {
    return `${name} <Complex prototype>`;
  }
  const parent = constructorNameOf(first, ctx, recurseTimes + 1, inherited);
  if (parent === null) {
    const { inspect } = require('internal/util/inspect');
    const shown = inspect(first, {
      ...optionsOf(ctx), customInspect: false, depth: -1,
    });
    return `${name} <${shown}>`;
  }
  return `${name} <${parent}>`;
}

function optionsOf(ctx) {
  const { inspectDefaultOptions } = require('internal/util/inspect');
  const options = {};
  const names = ObjectKeys(inspectDefaultOptions);
  for (let i = 0; i < names.length; i++) {
    options[names[i]] = ctx[names[i]];
  }
  return options;
}

// With showHidden: properties (not methods) of up to three prototypes.
function addInheritedProperties(ctx, subject, object, recurseTimes, output) {
  const seen = new SafeSet();
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || subject === object) {
      object = ObjectGetPrototypeOf(object);
      if (object === null) {
        return;
      }
      const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' &&
          isBuiltInName(descriptor.value.name)) {
        return;
      }
    }
    const keys = ReflectOwnKeys(object);
    ArrayPrototypePush(ctx.seen, subject);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'constructor' || seen.has(key) ||
          ObjectPrototypeHasOwnProperty(subject, key)) {
        continue;
      }
      const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') {
        continue;
      }
      const text = formatProperty(
        ctx, object, recurseTimes, key, kObjectType, descriptor, subject);
      ArrayPrototypePush(output, ctx.colors ?
        `\u001b[2m${text}\u001b[22m` : text);
    }
    ctx.seen.pop();
    for (let i = 0; i < keys.length; i++) {
      seen.add(keys[i]);
    }
  }
}

// "Foo ", "Foo(3) [tag] ", "[Foo: null prototype] ".
function prefixOf(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    const name = `[${fallback}${size}: null prototype] `;
    return tag !== '' && fallback !== tag ? `${name}[${tag}] ` : name;
  }
  return tag !== '' && !StringPrototypeIncludes(constructor, tag) ?
    `${constructor}${size} [${tag}] ` : `${constructor}${size} `;
}

function keysOf(value, showHidden) {
  const symbols = ObjectGetOwnPropertySymbols(value);
  let keys;
  if (showHidden) {
    keys = ObjectGetOwnPropertyNames(value);
    for (let i = 0; i < symbols.length; i++) {
      ArrayPrototypePush(keys, symbols[i]);
    }
    return keys;
  }
  try {
    keys = ObjectKeys(value);
  } catch {
    // A module namespace with bindings that are not initialized yet.
    keys = ObjectGetOwnPropertyNames(value);
  }
  for (let i = 0; i < symbols.length; i++) {
    if (ObjectPrototypePropertyIsEnumerable(value, symbols[i])) {
      ArrayPrototypePush(keys, symbols[i]);
    }
  }
  return keys;
}

const isIndex = (key) => typeof key === 'string' &&
  RegExpPrototypeExec(/^(?:0|[1-9][0-9]{0,9})$/, key) !== null &&
  key < 4294967295;

const nonIndexKeysOf = (value, showHidden) => ArrayPrototypeFilter(
  keysOf(value, showHidden), (key) => !isIndex(key));

// --- Plans ----------------------------------------------------------------

// `fallback` names the class where there is no constructor to do it.
function makePlan(braces, keys, fallback, entries = undefined,
                  isArrayLike = false) {
  return { base: '', braces, keys, fallback, entries, isArrayLike };
}

function withBase(base, keys, fallback) {
  const plan = makePlan(['{', '}'], keys, fallback);
  plan.base = base;
  return plan;
}

// The plan for `value`, or its whole text.
function describe(ctx, value, recurseTimes, typedArray) {
  const tooDeep = recurseTimes > ctx.depth && ctx.depth !== null;
  const inherited = ctx.showHidden && !tooDeep ? [] : undefined;
  const constructor = constructorNameOf(value, ctx, recurseTimes, inherited);
  const hasInherited = inherited !== undefined && inherited.length !== 0;
  const tag = tagOf(ctx, value, constructor);
  const about = {
    ctx, value, constructor, tag, tooDeep, typedArray,
    // Nothing to show but the prefix, when there are no keys either.
    isBare: (keys) => keys.length === 0 && !hasInherited,
  };
  let plan;
  if (constructor === null || SymbolIterator in value) {
    plan = describeIterable(about);
  }
  plan ??= describeObject(about);
  if (typeof plan === 'string') {
    return plan;
  }
  const name = StringPrototypeSlice(
    prefixOf(constructor, tag, plan.fallback), 0, -1);
  if (tooDeep) {
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  plan.inherited = inherited;
  plan.name = name;
  return plan;
}

// Symbol.toStringTag, unless it is shown as a property anyway.
function tagOf(ctx, value, constructor) {
  let tag = value[SymbolToStringTag];
  if (typeof tag !== 'string' || (tag !== '' &&
      (ctx.showHidden ? ObjectPrototypeHasOwnProperty :
        ObjectPrototypePropertyIsEnumerable)(value, SymbolToStringTag))) {
    return '';
  }
  return tag;
}

function describeIterable(about) {
  const { ctx, value, constructor, tag, isBare } = about;
  if (ArrayIsArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ?
      prefixOf(constructor, tag, 'Array', `(${value.length})`) : '';
    const keys = nonIndexKeysOf(value, ctx.showHidden);
    if (value.length === 0 && isBare(keys)) {
      return `${prefix}[]`;
    }
    return makePlan(
      [`${prefix}[`, ']'], keys, 'Array', inspection.arrayEntries, true);
  }
  if (types.isSet(value)) {
    return describeCollection(
      about, 'Set', SetPrototypeGetSize(value), inspection.setEntries);
  }
  if (types.isMap(value)) {
    return describeCollection(
      about, 'Map', MapPrototypeGetSize(value), inspection.mapEntries);
  }
  if (types.isTypedArray(value)) {
    const keys = nonIndexKeysOf(value, ctx.showHidden);
    const fallback = TypedArrayPrototypeGetSymbolToStringTag(value);
    const size = TypedArrayPrototypeGetLength(value);
    const prefix = prefixOf(constructor, tag, fallback, `(${size})`);
    if (size === 0 && keys.length === 0 && !ctx.showHidden) {
      return `${prefix}[]`;
    }
    return makePlan([`${prefix}[`, ']'], keys, fallback,
                    inspection.typedArrayEntries, true);
  }
  if (types.isMapIterator(value)) {
    return describeIterator(about, 'Map');
  }
  if (types.isSetIterator(value)) {
    return describeIterator(about, 'Set');
  }
  return undefined;
}

function describeCollection(about, type, size, entries) {
  const { ctx, value, constructor, tag, isBare } = about;
  const prefix = prefixOf(constructor, tag, type, `(${size})`);
  const keys = keysOf(value, ctx.showHidden);
  if (size === 0 && isBare(keys)) {
    return `${prefix}{}`;
  }
  return makePlan([`${prefix}{`, '}'], keys, type, entries);
}

function describeIterator({ ctx, value, tag }, type) {
  const name = `${type} Iterator`;
  if (tag !== name) {
    tag = tag === '' ? name : `${tag}] [${name}`;
  }
  const braces = [`[${tag}] {`, '}'];
  return makePlan(braces, keysOf(value, ctx.showHidden), `${type}Iterator`,
                  inspection.iteratorEntries(braces));
}

function describeObject(about) {
  const { ctx, value, constructor, tag, isBare } = about;
  if (types.isNativeError(value)) {
    require('internal/error_stack').adopt(value);
  }
  const keys = keysOf(value, ctx.showHidden);
  if (typeof value === 'function') {
    const base = functionBase(ctx, value, constructor, tag);
    return isBare(keys) ? ctx.stylize(base, 'special') :
      withBase(base, keys, 'Function');
  }
  if (types.isArgumentsObject(value)) {
    const prefix = constructor === 'Object' && tag === '' ?
      '[Arguments] ' : prefixOf(constructor, tag, 'Arguments');
    return isBare(keys) ? `${prefix}{}` :
      makePlan([`${prefix}{`, '}'], keys, 'Arguments');
  }
  if (constructor === 'Object') {
    const prefix = tag !== '' ? prefixOf(constructor, tag, 'Object') : '';
    return isBare(keys) ? `${prefix}{}` :
      makePlan([`${prefix}{`, '}'], keys, 'Object');
  }
  if (types.isRegExp(value)) {
    return describeRegExp(about, keys);
  }
  if (types.isDate(value)) {
    let base = NumberIsNaN(DatePrototypeGetTime(value)) ?
      DatePrototypeToString(value) : DatePrototypeToISOString(value);
    const prefix = prefixOf(constructor, tag, 'Date');
    if (prefix !== 'Date ') {
      base = `${prefix}${base}`;
    }
    return isBare(keys) ? ctx.stylize(base, 'date') :
      withBase(base, keys, 'Date');
  }
  if (isError(value)) {
    const { formatError } = require('internal/util/inspect/errors');
    if (ctx.showHidden) {
      moveToFront(keys, 'stack');
    }
    const base = formatError(value, constructor, tag, ctx, keys);
    return isBare(keys) ? base : withBase(base, keys, 'Error');
  }
  return describeBytes(about, keys) ?? describeRest(about, keys);
}

function moveToFront(keys, key) {
  const at = ArrayPrototypeIndexOf(keys, key);
  if (at > 0) {
    ArrayPrototypeSplice(keys, at, 1);
    ArrayPrototypeUnshift(keys, key);
  }
}

function describeRegExp({ ctx, value, constructor, tag, isBare, tooDeep }, keys) {
  let base = RegExpPrototypeToString(
    constructor !== null ? value : new RegExp(value));
  const prefix = prefixOf(constructor, tag, 'RegExp');
  if (prefix !== 'RegExp ') {
    base = `${prefix}${base}`;
  }
  base = ctx.stylize(base, 'regexp');
  return isBare(keys) || tooDeep ? base : withBase(base, keys, 'RegExp');
}

function describeBytes(about, keys) {
  const { value, constructor, tag, typedArray } = about;
  if (types.isAnyArrayBuffer(value)) {
    const type = types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer';
    const prefix = prefixOf(constructor, tag, type);
    return makePlan([`${prefix}{`, '}'], keys, type,
                    inspection.bufferEntries(typedArray === undefined));
  }
  if (types.isDataView(value)) {
    return makePlan([`${prefixOf(constructor, tag, 'DataView')}{`, '}'], keys,
                    'DataView', inspection.dataViewEntries);
  }
  return undefined;
}

function describeRest(about, keys) {
  const { ctx, value, constructor, tag, isBare, tooDeep } = about;
  const braced = (fallback, entries) => makePlan(
    [`${prefixOf(constructor, tag, fallback)}{`, '}'], keys, fallback, entries);
  if (types.isPromise(value)) {
    return braced('Promise', inspection.promiseEntries);
  }
  if (types.isWeakSet(value)) {
    return braced('WeakSet', inspection.weakEntries);
  }
  if (types.isWeakMap(value)) {
    return braced('WeakMap', inspection.weakEntries);
  }
  if (types.isModuleNamespaceObject(value)) {
    const names = ArrayPrototypeSplice(keys, 0, keys.length);
    return braced('Module', inspection.namespaceEntries(names));
  }
  if (types.isBoxedPrimitive(value)) {
    const base = boxedBase(ctx, value, keys, constructor, tag);
    return isBare(keys) ? base : withBase(base, keys, 'Object');
  }
  if (isURL(value) && !tooDeep) {
    return isBare(keys) ? value.href : withBase(value.href, keys, 'URL');
  }
  if (isBare(keys)) {
    if (types.isExternal(value)) {
      return ctx.stylize('[External]', 'special');
    }
    return `${prefixOf(constructor, tag, 'Object')}{}`;
  }
  return braced('Object');
}

// A URL shows itself; this is for when custom inspection is off.
function isURL(value) {
  const { isLoaded } = require('internal/bootstrap/realm');
  return isLoaded('internal/url') && require('internal/url').isURL(value);
}

// --- Functions and boxed primitives ---------------------------------------

const commentsAndBreaks = /(?:\/\*[^]*?\*\/|\/\/.*|\s)+/g;

// Whether source text that starts with "class" is one: a method may have that
// name too.
function isClassText(source) {
  if (!StringPrototypeStartsWith(source, 'class') ||
      !StringPrototypeEndsWith(source, '}')) {
    return false;
  }
  const inner = StringPrototypeSlice(source, 5, -1);
  const brace = StringPrototypeIndexOf(inner, '{');
  return brace !== -1 &&
    (!StringPrototypeIncludes(StringPrototypeSlice(inner, 0, brace), '(') ||
      RegExpPrototypeExec(
        /^(?:\s+[^(]|\s*\{)/,
        RegExpPrototypeSymbolReplace(commentsAndBreaks, inner, ' ')) !== null);
}

function functionBase(ctx, value, constructor, tag) {
  if (isClassText(FunctionPrototypeToString(value))) {
    return classBase(value, constructor, tag);
  }
  let type = 'Function';
  if (types.isGeneratorFunction(value)) {
    type = `Generator${type}`;
  }
  if (types.isAsyncFunction(value)) {
    type = `Async${type}`;
  }
  let base = `[${type}`;
  if (constructor === null) {
    base += ' (null prototype)';
  }
  if (value.name === '') {
    base += ' (anonymous)';
  } else {
    base += `: ${typeof value.name === 'string' ?
      value.name : formatValue(ctx, value.name)}`;
  }
  base += ']';
  if (constructor !== type && constructor !== null) {
    base += ` ${constructor}`;
  }
  return tag !== '' && constructor !== tag ? `${base} [${tag}]` : base;
}

function classBase(value, constructor, tag) {
  const name = ObjectPrototypeHasOwnProperty(value, 'name') && value.name;
  let base = `class ${name || '(anonymous)'}`;
  if (constructor !== 'Function' && constructor !== null) {
    base += ` [${constructor}]`;
  }
  if (tag !== '' && constructor !== tag) {
    base += ` [${tag}]`;
  }
  if (constructor === null) {
    base += ' extends [null prototype]';
  } else {
    const parent = ObjectGetPrototypeOf(value).name;
    if (parent) {
      base += ` extends ${parent}`;
    }
  }
  return `[${base}]`;
}

function boxedBase(ctx, value, keys, constructor, tag) {
  let primitive;
  let type;
  if (types.isNumberObject(value)) {
    primitive = NumberPrototypeValueOf(value);
    type = 'Number';
  } else if (types.isStringObject(value)) {
    primitive = StringPrototypeValueOf(value);
    type = 'String';
    // The characters are keys, too.
    ArrayPrototypeSplice(keys, 0, primitive.length);
  } else if (types.isBooleanObject(value)) {
    primitive = BooleanPrototypeValueOf(value);
    type = 'Boolean';
  } else if (types.isBigIntObject(value)) {
    primitive = BigIntPrototypeValueOf(value);
    type = 'BigInt';
  } else {
    primitive = SymbolPrototypeValueOf(value);
    type = 'Symbol';
  }
  let base = `[${type}`;
  if (type !== constructor) {
    base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  }
  base += `: ${formatPrimitive(stylizeNoColor, primitive, ctx)}]`;
  if (tag !== '' && tag !== constructor) {
    base += ` [${tag}]`;
  }
  if (keys.length !== 0 || ctx.stylize === stylizeNoColor) {
    return base;
  }
  return ctx.stylize(base, StringPrototypeToLowerCase(type));
}

module.exports = { describe, isBuiltInName };
