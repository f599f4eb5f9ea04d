// The language's own functions under Node's names: statics by name
// (ObjectKeys), methods with `this` as first argument (ArrayPrototypePush),
// accessors as ...Get... and ...Set..., symbols (SymbolIterator), and the
// Safe* collections that do not look at user prototypes.
//
// They are made when a module of lib/ first asks for them: making all 1,500
// at start-up would cost as much as starting the engine. A program may have
// replaced a method by then. What is found is therefore used only while it is
// native code; otherwise the original comes from a fresh realm.
'use strict';

const { defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf,
        setPrototypeOf } = Object;
const { ownKeys } = Reflect;
const { apply, bind, call, toString } = Function.prototype;
const { charAt, endsWith, slice, startsWith, toLowerCase } = String.prototype;
const $Proxy = Proxy;
const $Promise = Promise;
// A closure: the engine inlines it, and does not inline bound functions.
const { apply: applyTo } = Reflect;
const uncurryThis = (fn) => (self, ...args) => applyTo(fn, self, args);
const applyBind = bind.bind(apply);
const sourceOf = uncurryThis(toString);
const at = uncurryThis(charAt);
const tail = uncurryThis(slice);
const lower = uncurryThis(toLowerCase);
const hasPrefix = uncurryThis(startsWith);
const hasSuffix = uncurryThis(endsWith);

// By first letter; longest first where one begins another.
const holders = {
  __proto__: null,
  A: ['AggregateError', 'ArrayIterator', 'ArrayBuffer', 'Array',
      'AsyncIterator', 'Atomics'],
  B: ['BigInt64Array', 'BigUint64Array', 'BigInt', 'Boolean'],
  D: ['DataView', 'Date'],
  E: ['Error', 'EvalError'],
  F: ['FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function'],
  I: ['Int16Array', 'Int32Array', 'Int8Array', 'Iterator'],
  J: ['JSON'],
  M: ['MapIterator', 'Map', 'Math'],
  N: ['Number'],
  O: ['Object'],
  P: ['Promise', 'Proxy'],
  R: ['RangeError', 'ReferenceError', 'Reflect', 'RegExp'],
  S: ['SetIterator', 'Set', 'SharedArrayBuffer', 'StringIterator', 'String',
      'Symbol', 'SyntaxError'],
  T: ['TypedArray', 'TypeError'],
  U: ['URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array',
      'Uint8ClampedArray'],
  W: ['WeakMap', 'WeakRef', 'WeakSet'],
};

// Those that are no globals, by their prototypes.
const hidden = {
  __proto__: null,
  ArrayIterator: (realm) => getPrototypeOf(new realm.Array().values()),
  AsyncIterator: (realm) => getPrototypeOf(getPrototypeOf(getPrototypeOf(
    realm.eval('(async function* () {})()')))),
  Iterator: (realm) => getPrototypeOf(getPrototypeOf(
    new realm.Array().values())),
  MapIterator: (realm) => getPrototypeOf(new realm.Map().entries()),
  SetIterator: (realm) => getPrototypeOf(new realm.Set().values()),
  StringIterator: (realm) =>
    getPrototypeOf(new realm.String('')[Symbol.iterator]()),
};

// The object that `holder` names: a namespace, a constructor or a prototype.
function find(realm, holder, isPrototype) {
  if (hidden[holder] !== undefined) {
    return isPrototype ? hidden[holder](realm) : realm[holder];
  }
  const object = holder === 'TypedArray' ?
    getPrototypeOf(realm.Uint8Array) : realm[holder];
  return isPrototype && object !== undefined ? object.prototype : object;
}

function keyOf(name) {
  return `${lower(at(name, 0))}${tail(name, 1)}`;
}

// 'Push' -> the descriptor of 'push'; 'SymbolIterator' -> of Symbol.iterator;
// 'GetSize' -> the getter of 'size'. The answer is [kind, value] or undefined.
function lookUp(object, name) {
  if (hasPrefix(name, 'Symbol') && name.length > 6) {
    const desc = getOwnPropertyDescriptor(object, Symbol[keyOf(tail(name, 6))]);
    if (desc !== undefined) {
      return ['value', desc.value];
    }
  }
  const desc = getOwnPropertyDescriptor(object, keyOf(name)) ??
    getOwnPropertyDescriptor(object, name);
  if (desc !== undefined && desc.get === undefined) {
    return ['value', desc.value];
  }
  if (hasPrefix(name, 'Get') || hasPrefix(name, 'Set')) {
    const rest = tail(name, 3);
    const key = hasPrefix(rest, 'Symbol') ?
      Symbol[keyOf(tail(rest, 6))] : keyOf(rest);
    const accessor = getOwnPropertyDescriptor(object, key);
    const fn = hasPrefix(name, 'Get') ? accessor?.get : accessor?.set;
    if (fn !== undefined) {
      return ['accessor', fn];
    }
  }
  return undefined;
}

// Until then nothing can have been replaced.
let programHasBegun = false;

let pristine;
function pristineRealm() {
  return (pristine ??= internalBinding('contextify').freshRealm());
}

function isNative(fn) {
  return hasSuffix(sourceOf(fn), '[native code]\n}');
}

function resolve(name) {
  if (name === 'ErrorCaptureStackTrace') {
    // The engine's writes stacks of its own form.
    return require('internal/error_stack').constructors.Error.captureStackTrace;
  }
  const candidates = holders[at(name, 0)];
  for (let i = 0; i < candidates?.length; i++) {
    const holder = candidates[i];
    if (!hasPrefix(name, holder)) {
      continue;
    }
    let rest = tail(name, holder.length);
    if (rest === '') {
      return find(globalThis, holder, false);
    }
    const isPrototype = hasPrefix(rest, 'Prototype');
    if (isPrototype) {
      rest = tail(rest, 9);
    }
    let object = find(globalThis, holder, isPrototype);
    if (rest === '' || object === undefined) {
      return object;
    }
    let found = lookUp(object, rest);
    if (programHasBegun && (found === undefined ||
        (typeof found[1] === 'function' && !isNative(found[1])))) {
      object = find(pristineRealm(), holder, isPrototype);
      found = lookUp(object, rest) ?? found;
    }
    if (found === undefined) {
      continue;
    }
    const value = found[1];
    if (typeof value !== 'function') {
      return value;
    }
    return isPrototype || holder === 'TypedArray' ? uncurryThis(value) :
      holder === 'Promise' ? applyTo(bind, value, [$Promise]) : value;
  }
  return globalThis[name];
}

// Gives `safe` its own copies of what `unsafe` has.
function makeSafe(unsafe, safe) {
  const copyAll = (from, to) => {
    const keys = ownKeys(from);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (getOwnPropertyDescriptor(to, key) === undefined) {
        const desc = getOwnPropertyDescriptor(from, key);
        setPrototypeOf(desc, null);
        defineProperty(to, key, desc);
      }
    }
  };
  copyAll(unsafe.prototype, safe.prototype);
  copyAll(unsafe, safe);
  setPrototypeOf(safe.prototype, null);
  freeze(safe.prototype);
  freeze(safe);
  return safe;
}

// Iterators over arrays and strings that a replaced %ArrayIteratorPrototype%
// cannot disturb.
function safeIterator(create, next) {
  class SafeIterator {
    #iterator;
    constructor(iterable) {
      this.#iterator = create(iterable);
    }
    next() {
      return next(this.#iterator);
    }
    [Symbol.iterator]() {
      return this;
    }
  }
  setPrototypeOf(SafeIterator.prototype, null);
  freeze(SafeIterator.prototype);
  freeze(SafeIterator);
  return SafeIterator;
}

// The promise combinators over an array of promises or of what `mapper` makes
// promises of.
function combinator(name) {
  const combine = applyTo(bind, $Promise[name], [$Promise]);
  return (promises, mapper) => combine(
    mapper === undefined ? promises :
      primordials.ArrayPrototypeMap(promises, mapper));
}

function returningVoid(name) {
  return (promises, mapper) => primordials.PromisePrototypeThen(
    primordials[name](promises, mapper), () => {});
}

// The engine's own writes another format (internal/error_stack).
function captureStackTrace(object, above = captureStackTrace) {
  require('internal/error_stack').captureStackTrace(object, above);
}

const makers = {
  __proto__: null,
  ErrorCaptureStackTrace: () => captureStackTrace,
  uncurryThis: () => uncurryThis,
  functionCall: () => call,  // the method as it was
  applyBind: () => applyBind,
  makeSafe: () => makeSafe,
  globalThis: () => globalThis,
  // Ours, not the engine's: it writes stacks as V8 does.
  ErrorCaptureStackTrace: () =>
    require('internal/error_stack').captureStackTrace,
  // Constructors are written out: the engine's implicit ones call a replaced
  // Array.prototype[Symbol.iterator].
  SafeMap: () => makeSafe(Map, class SafeMap extends Map {
    constructor(iterable) { super(iterable); }
  }),
  // From an array, by index: its iterator is the program's to take away.
  SafeSet: () => makeSafe(Set, class SafeSet extends Set {
    constructor(items) {
      super();
      for (let i = 0; i < items?.length; i++) this.add(items[i]);
    }
  }),
  SafeWeakMap: () => makeSafe(WeakMap, class SafeWeakMap extends WeakMap {
    constructor(iterable) { super(iterable); }
  }),
  SafeWeakSet: () => makeSafe(WeakSet, class SafeWeakSet extends WeakSet {
    constructor(iterable) { super(iterable); }
  }),
  SafeWeakRef: () => makeSafe(WeakRef, class SafeWeakRef extends WeakRef {
    constructor(target) { super(target); }
  }),
  SafeFinalizationRegistry: () => makeSafe(
    FinalizationRegistry,
    class SafeFinalizationRegistry extends FinalizationRegistry {
      constructor(cleanup) { super(cleanup); }
    }),
  SafePromise: () => makeSafe(
    Promise, class SafePromise extends Promise {
      constructor(executor) { super(executor); }
    }),
  SafeArrayIterator: () => safeIterator(
    primordials.ArrayPrototypeSymbolIterator,
    primordials.ArrayIteratorPrototypeNext),
  SafeStringIterator: () => safeIterator(
    primordials.StringPrototypeSymbolIterator,
    primordials.StringIteratorPrototypeNext),
  SafePromiseAll: () => combinator('all'),
  SafePromiseAllSettled: () => combinator('allSettled'),
  SafePromiseAny: () => combinator('any'),
  SafePromiseRace: () => combinator('race'),
  SafePromiseAllReturnArrayLike: () => primordials.SafePromiseAll,
  SafePromiseAllReturnVoid: () => returningVoid('SafePromiseAll'),
  SafePromiseAllSettledReturnVoid: () =>
    returningVoid('SafePromiseAllSettled'),
  SafePromisePrototypeFinally: () => (promise, onFinally) =>
    primordials.PromisePrototypeFinally(promise, onFinally),
  SymbolDispose: () => Symbol.dispose ?? Symbol('Symbol.dispose'),
  SymbolAsyncDispose: () =>
    Symbol.asyncDispose ?? Symbol('Symbol.asyncDispose'),
  hardenRegExp: () => (pattern) => pattern,
  SafeStringPrototypeSearch: () => (text, pattern) => {
    pattern.lastIndex = 0;
    const match = primordials.RegExpPrototypeExec(pattern, text);
    return match === null ? -1 : match.index;
  },
};

const made = { __proto__: null };
primordials = new $Proxy(made, {
  __proto__: null,
  get(target, name) {
    const known = target[name];
    if (known !== undefined || typeof name === 'symbol') {
      return known;
    }
    const value = makers[name] !== undefined ? makers[name]() : resolve(name);
    if (value === undefined) {
      throw new Error(`No such primordial: ${name}`);
    }
    return (target[name] = value);
  },
});
module.exports = {
  primordials,
  onProgramBegins() {
    programHasBegun = true;
  },
};
