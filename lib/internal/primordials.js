// Fills `primordials` with the language's own functions, taken before any
// program can replace them: statics by name (ObjectKeys), methods with `this`
// as first argument (ArrayPrototypePush), accessors as ...Get..., symbols
// (SymbolIterator), and Safe* collections that do not look at user prototypes.
'use strict';

const { defineProperty, getOwnPropertyDescriptor, freeze, setPrototypeOf } =
  Object;
const { ownKeys } = Reflect;
const { apply, bind, call } = Function.prototype;
const uncurryThis = bind.bind(call);
const applyBind = bind.bind(apply);
primordials.uncurryThis = uncurryThis;
primordials.applyBind = applyBind;

function nameOf(key) {
  return typeof key === 'symbol' ?
    `Symbol${key.description[7].toUpperCase()}${key.description.slice(8)}` :
    `${key[0].toUpperCase()}${key.slice(1)}`;
}

// Copies the properties of `from` under `prefix`. Functions are uncurried for
// prototypes and bound for namespaces whose functions need their `this`.
function copy(from, prefix, wrap) {
  const keys = ownKeys(from);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const name = `${prefix}${nameOf(key)}`;
    const desc = getOwnPropertyDescriptor(from, key);
    if (desc.get !== undefined) {
      primordials[`${prefix}Get${nameOf(key)}`] = uncurryThis(desc.get);
      if (desc.set !== undefined) {
        primordials[`${prefix}Set${nameOf(key)}`] = uncurryThis(desc.set);
      }
    } else {
      const { value } = desc;
      primordials[name] =
        wrap !== undefined && typeof value === 'function' ? wrap(value, from) :
          value;
    }
  }
}

const keepThis = (fn, from) => bind.call(fn, from);

const namespaces = ['Atomics', 'JSON', 'Math', 'Proxy', 'Reflect'];
for (let i = 0; i < namespaces.length; i++) {
  const name = namespaces[i];
  primordials[name] = globalThis[name];
  copy(globalThis[name], name);
}

const constructors = [
  'AggregateError', 'Array', 'ArrayBuffer', 'BigInt', 'BigInt64Array',
  'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError',
  'FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function',
  'Int16Array', 'Int32Array', 'Int8Array', 'Map', 'Number', 'Object',
  'RangeError', 'ReferenceError', 'RegExp', 'Set', 'String', 'Symbol',
  'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array',
  'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet',
];
for (let i = 0; i < constructors.length; i++) {
  const name = constructors[i];
  const constructor = globalThis[name];
  primordials[name] = constructor;
  copy(constructor, name);
  copy(constructor.prototype, `${name}Prototype`, uncurryThis);
}
primordials.Promise = Promise;
copy(Promise, 'Promise', keepThis);
copy(Promise.prototype, 'PromisePrototype', uncurryThis);

const functions = ['decodeURI', 'decodeURIComponent', 'encodeURI',
                   'encodeURIComponent', 'escape', 'unescape', 'eval'];
for (let i = 0; i < functions.length; i++) {
  primordials[functions[i]] = globalThis[functions[i]];
}
primordials.globalThis = globalThis;

const TypedArray = Object.getPrototypeOf(Uint8Array);
primordials.TypedArray = TypedArray;
copy(TypedArray, 'TypedArray', (fn) => uncurryThis(fn));
copy(TypedArray.prototype, 'TypedArrayPrototype', uncurryThis);
const ArrayIteratorPrototype =
  Object.getPrototypeOf(Array.prototype[Symbol.iterator]());
const StringIteratorPrototype =
  Object.getPrototypeOf(String.prototype[Symbol.iterator]());
copy(ArrayIteratorPrototype, 'ArrayIteratorPrototype', uncurryThis);
copy(StringIteratorPrototype, 'StringIteratorPrototype', uncurryThis);
primordials.ArrayIteratorPrototype = ArrayIteratorPrototype;
primordials.StringIteratorPrototype = StringIteratorPrototype;
primordials.IteratorPrototype = Object.getPrototypeOf(ArrayIteratorPrototype);
primordials.AsyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype);
primordials.ArrayPrototypeSymbolIterator =
  uncurryThis(Array.prototype[Symbol.iterator]);

primordials.SymbolDispose ??= Symbol.dispose ?? Symbol('Symbol.dispose');
primordials.SymbolAsyncDispose ??=
  Symbol.asyncDispose ?? Symbol('Symbol.asyncDispose');

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
primordials.SafeArrayIterator = safeIterator(
  primordials.ArrayPrototypeSymbolIterator,
  primordials.ArrayIteratorPrototypeNext);
primordials.SafeStringIterator = safeIterator(
  primordials.StringPrototypeSymbolIterator,
  primordials.StringIteratorPrototypeNext);

// Gives `safe` its own copies of what `unsafe` inherits.
function makeSafe(unsafe, safe) {
  const copyAll = (from, to) => {
    const keys = ownKeys(from);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (getOwnPropertyDescriptor(to, key) === undefined) {
        defineProperty(to, key, {
          __proto__: null, ...getOwnPropertyDescriptor(from, key),
        });
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
primordials.makeSafe = makeSafe;
primordials.SafeMap =
  makeSafe(Map, class SafeMap extends Map {});
primordials.SafeSet =
  makeSafe(Set, class SafeSet extends Set {});
primordials.SafeWeakMap =
  makeSafe(WeakMap, class SafeWeakMap extends WeakMap {});
primordials.SafeWeakSet =
  makeSafe(WeakSet, class SafeWeakSet extends WeakSet {});
primordials.SafeWeakRef =
  makeSafe(WeakRef, class SafeWeakRef extends WeakRef {});
primordials.SafeFinalizationRegistry = makeSafe(
  FinalizationRegistry,
  class SafeFinalizationRegistry extends FinalizationRegistry {});
primordials.SafePromise = makeSafe(Promise, class SafePromise extends Promise {});

const { PromisePrototypeThen, ArrayPrototypeMap } = primordials;

// The combinators over an array: no iterator, no user `then` on the array's
// own promises beyond what await would call.
const combinator = (name) => {
  const combine = Promise[name].bind(Promise);
  return (promises, mapper) =>
    combine(mapper === undefined ? promises :
      ArrayPrototypeMap(promises, mapper));
};
primordials.SafePromiseAll = combinator('all');
primordials.SafePromiseAllSettled = combinator('allSettled');
primordials.SafePromiseAny = combinator('any');
primordials.SafePromiseRace = combinator('race');
primordials.SafePromiseAllReturnArrayLike = primordials.SafePromiseAll;
primordials.SafePromiseAllReturnVoid = (promises, mapper) =>
  PromisePrototypeThen(primordials.SafePromiseAll(promises, mapper), () => {});
primordials.SafePromiseAllSettledReturnVoid = (promises, mapper) =>
  PromisePrototypeThen(
    primordials.SafePromiseAllSettled(promises, mapper), () => {});
primordials.SafePromisePrototypeFinally = (promise, onFinally) =>
  PromisePrototypeThen(
    promise,
    (value) => PromisePrototypeThen(
      Promise.resolve(onFinally()), () => value),
    (reason) => PromisePrototypeThen(
      Promise.resolve(onFinally()), () => { throw reason; }));

primordials.hardenRegExp = (pattern) => pattern;
primordials.SafeStringPrototypeSearch = (text, pattern) => {
  pattern.lastIndex = 0;
  const match = primordials.RegExpPrototypeExec(pattern, text);
  return match === null ? -1 : match.index;
};

setPrototypeOf(primordials, null);
freeze(primordials);
