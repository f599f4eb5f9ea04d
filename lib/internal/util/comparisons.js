'use strict';

// Deep comparison for node:assert and util.isDeepStrictEqual(). `a` is the
// actual value, `b` the expected one; in partial mode `b` may lack what `a`
// has.

const {
  ArrayIsArray,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  Error,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty: hasOwn,
  ObjectPrototypePropertyIsEnumerable: isEnumerable,
  ObjectPrototypeToString,
  SafeMap,
  StringPrototypeValueOf,
  SymbolPrototypeValueOf,
  TypedArrayPrototypeGetSymbolToStringTag: typedArrayTag,
  Uint8Array,
} = primordials;
const types = require('internal/util/types');

const kLoose = 0;
const kStrict = 1;
const kStrictWithoutPrototypes = 2;
const kPartial = 3;

// How the elements of a container are compared, besides its keys.
const kNoIterator = 0;
const kIsArray = 1;
const kIsSet = 2;
const kIsMap = 3;

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

// `memos` is the path to these two: what is compared further out.
function equal(a, b, mode, memos) {
  if (a === b) return a !== 0 || mode === kLoose || ObjectIs(a, b);
  if (!isObject(a)) {
    if (mode !== kLoose) return a !== a && b !== b;
    // eslint-disable-next-line eqeqeq
    return !isObject(b) && (a == b || (a !== a && b !== b));
  }
  if (!isObject(b)) return false;
  if (mode === kStrict &&
      ObjectGetPrototypeOf(a) !== ObjectGetPrototypeOf(b)) {
    return false;
  }
  const tag = ObjectPrototypeToString(a);
  if (tag !== ObjectPrototypeToString(b)) return false;
  if (ArrayIsArray(a)) return arraysEqual(a, b, mode, memos);
  if (tag === '[object Object]') {
    return keysEqual(a, b, mode, memos, kNoIterator);
  }
  return specialsEqual(a, b, mode, memos);
}

function arraysEqual(a, b, mode, memos) {
  if (!ArrayIsArray(b) ||
      (mode === kPartial ? a.length < b.length : a.length !== b.length)) {
    return false;
  }
  const keys = nonIndexKeys(b);
  if (mode !== kPartial && keys.length !== nonIndexKeys(a).length) {
    return false;
  }
  return keysEqual(a, b, mode, memos, kIsArray, keys);
}

function specialsEqual(a, b, mode, memos) {
  if (types.isDate(a)) {
    if (!types.isDate(b)) return false;
    const time = DatePrototypeGetTime(a);
    const other = DatePrototypeGetTime(b);
    if (time !== other && (time === time || other === other)) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags ||
        a.lastIndex !== b.lastIndex) {
      return false;
    }
  } else if (types.isArrayBufferView(a)) {
    return viewsEqual(a, b, mode, memos);
  } else if (types.isSet(a)) {
    return types.isSet(b) && sizesFit(a.size, b.size, mode) &&
      keysEqual(a, b, mode, memos, kIsSet);
  } else if (types.isMap(a)) {
    return types.isMap(b) && sizesFit(a.size, b.size, mode) &&
      keysEqual(a, b, mode, memos, kIsMap);
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) ||
        !bytesEqual(new Uint8Array(a), new Uint8Array(b), mode)) {
      return false;
    }
  } else if (isError(a)) {
    if (!isError(b) || !errorsEqual(a, b, mode, memos)) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!boxesEqual(a, b)) return false;
  } else if (ArrayIsArray(b) || types.isArrayBufferView(b) ||
             types.isSet(b) || types.isMap(b) || types.isDate(b) ||
             types.isRegExp(b) || types.isAnyArrayBuffer(b) ||
             types.isBoxedPrimitive(b) || isError(b)) {
    return false;  // only the tags are alike
  } else if (types.isWeakMap(a) || types.isWeakSet(a) ||
             types.isPromise(a)) {
    return false;  // what they hold cannot be seen
  } else if (ObjectPrototypeToString(a) === '[object KeyObject]') {
    if (typeof a.equals !== 'function' || !a.equals(b)) return false;
  } else if (hasHref(a)) {
    if (!hasHref(b) || a.href !== b.href) return false;
  }
  return keysEqual(a, b, mode, memos, kNoIterator);
}

function hasHref(value) {
  return require('internal/url').isURL(value);
}

function sizesFit(size, expected, mode) {
  return mode === kPartial ? size >= expected : size === expected;
}

function bytesEqual(a, b, mode) {
  if (!sizesFit(a.length, b.length, mode)) return false;
  if (mode === kPartial && a.length !== b.length) {
    return isSubsequence(a, b);
  }
  for (let i = 0; i < b.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

function isSubsequence(a, b) {
  let at = 0;
  for (let i = 0; i < b.length; i++, at++) {
    const last = a.length - b.length + i;
    while (at <= last && !ObjectIs(a[at], b[i])) at++;
    if (at > last) return false;
  }
  return true;
}

function viewsEqual(a, b, mode, memos) {
  const tag = typedArrayTag(a);
  if (!types.isArrayBufferView(b) || tag !== typedArrayTag(b)) return false;
  if (mode === kPartial && tag !== undefined && a.length !== b.length) {
    if (a.length < b.length || !isSubsequence(a, b)) return false;
  } else if (mode === kLoose && tag !== undefined &&
             (tag === 'Float32Array' || tag === 'Float64Array' ||
              tag === 'Float16Array')) {
    // -0 equals 0 here, and NaN nothing.
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) {
      if (a[i] !== b[i]) return false;
    }
  } else if (!bytesEqual(bytesOf(a), bytesOf(b), mode)) {
    return false;
  }
  const keys = nonIndexKeys(b);
  if (mode !== kPartial && keys.length !== nonIndexKeys(a).length) {
    return false;
  }
  return keysEqual(a, b, mode, memos, kNoIterator, keys);
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

// An error's own parts are compared also where they are not enumerable.
function errorsEqual(a, b, mode, memos) {
  return errorPartEqual(a, b, 'message', mode, memos) &&
    errorPartEqual(a, b, 'name', mode, memos) &&
    errorPartEqual(a, b, 'cause', mode, memos) &&
    errorPartEqual(a, b, 'errors', mode, memos);
}

function errorPartEqual(a, b, key, mode, memos) {
  if (isEnumerable(b, key)) return true;  // compared with the other keys
  if (key !== 'name') {
    const expected = hasOwn(b, key);
    if (!expected && (mode === kPartial || key !== 'message')) {
      return mode === kPartial || !hasOwn(a, key);
    }
    if (expected && !hasOwn(a, key) && key !== 'message') return false;
  }
  return equal(a[key], b[key], mode, memos);
}

function boxesEqual(a, b) {
  if (types.isNumberObject(a)) {
    return types.isNumberObject(b) &&
      ObjectIs(NumberPrototypeValueOf(a), NumberPrototypeValueOf(b));
  }
  if (types.isStringObject(a)) {
    return types.isStringObject(b) &&
      StringPrototypeValueOf(a) === StringPrototypeValueOf(b);
  }
  if (types.isBooleanObject(a)) {
    return types.isBooleanObject(b) &&
      BooleanPrototypeValueOf(a) === BooleanPrototypeValueOf(b);
  }
  if (types.isBigIntObject(a)) {
    return types.isBigIntObject(b) &&
      BigIntPrototypeValueOf(a) === BigIntPrototypeValueOf(b);
  }
  return types.isSymbolObject(b) &&
    SymbolPrototypeValueOf(a) === SymbolPrototypeValueOf(b);
}

// --- keys -------------------------------------------------------------------

function isIndex(key) {
  const code = key.charCodeAt(0);
  if (code < 48 || code > 57 || key.length > 10) return false;
  const index = +key;
  return `${index}` === key && index < 2 ** 32 - 1;
}

// Index keys come first in an object, so the rest is a tail.
function nonIndexKeys(list) {
  const keys = ObjectKeys(list);
  let from = keys.length;
  while (from > 0 && !isIndex(keys[from - 1])) from--;
  return keys.slice(from);
}

// The enumerable symbol keys of `b` that must be compared, or undefined if
// those of `a` differ.
function symbolKeys(a, b, mode) {
  const found = [];
  const symbols = ObjectGetOwnPropertySymbols(b);
  for (let i = 0; i < symbols.length; i++) {
    if (!isEnumerable(b, symbols[i])) continue;
    if (!isEnumerable(a, symbols[i])) return undefined;
    found.push(symbols[i]);
  }
  if (mode !== kPartial) {
    let count = 0;
    const others = ObjectGetOwnPropertySymbols(a);
    for (let i = 0; i < others.length; i++) {
      if (isEnumerable(a, others[i])) count++;
    }
    if (count !== found.length) return undefined;
  }
  return found;
}

function keysEqual(a, b, mode, memos, iteration, keys) {
  if (keys === undefined) {
    keys = ObjectKeys(b);
    if (mode !== kPartial && keys.length !== ObjectKeys(a).length) {
      return false;
    }
  }
  for (let i = 0; i < keys.length; i++) {
    if (!isEnumerable(a, keys[i])) return false;
  }
  if (mode !== kLoose) {
    const symbols = symbolKeys(a, b, mode);
    if (symbols === undefined) return false;
    if (symbols.length > 0) keys = keys.concat(symbols);
  }
  if (keys.length === 0 &&
      (iteration === kNoIterator ||
       (iteration === kIsArray ? b.length === 0 : b.size === 0))) {
    return true;
  }
  return cycleSafeEqual(a, b, mode, memos, iteration, keys);
}

// Objects that occur in themselves are equal if they do so in the same way.
function cycleSafeEqual(a, b, mode, memos, iteration, keys) {
  memos ??= { outerA: new SafeMap(), outerB: new SafeMap(), depth: 0 };
  const { outerA, outerB } = memos;
  const seenA = outerA.get(a);
  const seenB = outerB.get(b);
  if (seenA !== undefined || seenB !== undefined) return seenA === seenB;

  memos.depth++;
  outerA.set(a, memos.depth);
  outerB.set(b, memos.depth);
  const result = partsEqual(a, b, mode, memos, iteration, keys);
  memos.depth--;
  outerA.delete(a);
  outerB.delete(b);
  return result;
}

function partsEqual(a, b, mode, memos, iteration, keys) {
  if (iteration === kIsSet) {
    if (!setsEqual(a, b, mode, memos)) return false;
  } else if (iteration === kIsMap) {
    if (!mapsEqual(a, b, mode, memos)) return false;
  } else if (iteration === kIsArray) {
    const compare = mode === kPartial ? isPartOfArray : elementsEqual;
    if (!compare(a, b, mode, memos)) return false;
  }
  for (let i = 0; i < keys.length; i++) {
    if (!equal(a[keys[i]], b[keys[i]], mode, memos)) return false;
  }
  return true;
}

function elementsEqual(a, b, mode, memos) {
  for (let i = 0; i < b.length; i++) {
    if (b[i] !== undefined && a[i] !== undefined) {
      if (!equal(a[i], b[i], mode, memos)) return false;
      continue;
    }
    if (!hasOwn(b, i)) return sparseEqual(a, b, mode, memos, i);
    if (!hasOwn(a, i) || !equal(a[i], b[i], mode, memos)) return false;
  }
  return true;
}

// From the first hole on by keys: the array may be huge.
function sparseEqual(a, b, mode, memos, from) {
  const keysA = ObjectKeys(a);
  const keysB = ObjectKeys(b);
  if (keysA.length !== keysB.length) return false;
  for (let i = from; i < keysB.length; i++) {
    const key = keysB[i];
    if (!isIndex(key)) break;
    if (!hasOwn(a, key) || !equal(a[key], b[key], mode, memos)) return false;
  }
  return true;
}

// Whether b's elements occur in `a` in the same order.
function isPartOfArray(a, b, mode, memos) {
  const keysA = ObjectKeys(a).filter(isIndex);
  const keysB = ObjectKeys(b).filter(isIndex);
  let at = 0;
  for (let i = 0; i < keysB.length; i++, at++) {
    const last = keysA.length - keysB.length + i;
    while (at <= last && !equal(a[keysA[at]], b[keysB[i]], mode, memos)) at++;
    if (at > last) return false;
  }
  return true;
}

// --- sets and maps ----------------------------------------------------------

// Whether each of `wanted` has a candidate of its own. Those that are equal
// in full are paired first, so that a small one does not take a bigger one's
// partner in partial mode.
function pairUp(wanted, candidates, mode, matches) {
  if (candidates.length < wanted.length) return false;
  if (mode === kPartial) {
    wanted = withoutPairs(
      wanted, candidates, kStrictWithoutPrototypes, matches);
  }
  return withoutPairs(wanted, candidates, mode, matches).length === 0;
}

function withoutPairs(wanted, candidates, mode, matches) {
  const rest = [];
  for (let i = 0; i < wanted.length; i++) {
    let at = 0;
    while (at < candidates.length &&
           !matches(candidates[at], wanted[i], mode)) at++;
    if (at < candidates.length) {
      candidates.splice(at, 1);
    } else {
      rest.push(wanted[i]);
    }
  }
  return rest;
}

// Whether an element may have another one as its equal: objects always, and
// with == most primitives.
function isFuzzy(value, mode) {
  return isObject(value) || (mode === kLoose && typeof value !== 'symbol');
}

function setsEqual(a, b, mode, memos) {
  let rest;
  for (const value of b) {
    if (a.has(value) && (mode !== kLoose || !isObject(value))) continue;
    if (!isFuzzy(value, mode)) return false;
    (rest ??= []).push(value);
  }
  if (rest === undefined) return true;
  const candidates = [];
  for (const value of a) {
    if (isFuzzy(value, mode) &&
        (!b.has(value) || (mode === kLoose && isObject(value)))) {
      candidates.push(value);
    }
  }
  return pairUp(rest, candidates, mode,
                (one, other, how) => equal(one, other, how, memos));
}

function mapsEqual(a, b, mode, memos) {
  let rest;
  let used;
  for (const { 0: key, 1: value } of b) {
    if (!isObject(key) && a.has(key) &&
        equal(a.get(key), value, mode, memos)) {
      if (mode === kLoose) (used ??= new SafeMap()).set(key, true);
      continue;
    }
    if (!isFuzzy(key, mode)) return false;
    (rest ??= []).push({ key, value });
  }
  if (rest === undefined) return true;
  const candidates = [];
  for (const { 0: key, 1: value } of a) {
    if (isFuzzy(key, mode) && !used?.has(key)) candidates.push({ key, value });
  }
  return pairUp(rest, candidates, mode, (one, other, how) =>
    equal(one.key, other.key, how, memos) &&
    equal(one.value, other.value, how, memos));
}

// --- interface --------------------------------------------------------------

function isDeepEqual(a, b) {
  return equal(a, b, kLoose);
}

function isDeepStrictEqual(a, b, skipPrototype) {
  return equal(a, b, skipPrototype ? kStrictWithoutPrototypes : kStrict);
}

function isPartialStrictEqual(a, b) {
  return equal(a, b, kPartial);
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
