// SPDX-License-Identifier: MIT
'use strict';
// Functions and properties put in the place of others for the time of a test.

const {
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  Error,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  Proxy,
  ReflectApply,
  ReflectConstruct,
  ReflectGet,
  SafeMap,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger, validateObject,
} = require('internal/validators');

// What `fn.mock` is: the calls so far, and what is run.
class MockFunctionContext {
  #calls = [];
  #implementation;
  #original;
  #once = new SafeMap();  // number of a call -> what that one runs
  #times;
  #undo;

  constructor(implementation, original, times, undo) {
    this.#implementation = implementation;
    this.#original = original;
    this.#times = times;
    this.#undo = undo;
  }

  get calls() {
    return ArrayPrototypeSlice(this.#calls, 0);
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }

  restore() {
    this.#implementation = this.#original;
    this.#once = new SafeMap();
    this.#undo?.();
    this.#undo = undefined;
  }

  resetCalls() {
    this.#calls = [];
  }

  // What the call that comes now runs; after the last of `times` the original.
  take() {
    const number = this.#calls.length;
    const once = this.#once.get(number);
    const implementation = once ?? this.#implementation;
    if (once !== undefined) this.#once.delete(number);
    if (number + 1 === this.#times) this.restore();
    return implementation;
  }

  note(call) {
    ArrayPrototypePush(this.#calls, call);
  }
}

// What `object.prop`'s mock offers: reads and writes are kept.
class MockPropertyContext {
  #accesses = [];
  #value;
  #object;
  #name;
  #descriptor;
  #once = new SafeMap();

  constructor(object, name, value, given) {
    this.#object = object;
    this.#name = name;
    this.#descriptor = ObjectGetOwnPropertyDescriptor(object, name);
    if (this.#descriptor === undefined) {
      throw new ERR_INVALID_ARG_VALUE('propertyName', name,
                                      'is not a property of the object');
    }
    this.#value = given ? value : object[name];
    ObjectDefineProperty(object, name, {
      __proto__: null,
      configurable: true,
      enumerable: this.#descriptor.enumerable,
      get: () => {
        const once = this.#take();
        const read = once === undefined ? this.#value : once.value;
        this.#note('get', read);
        return read;
      },
      set: (next) => {
        const once = this.#take();
        if (once === undefined) this.#value = next;
        this.#note('set', next);
      },
    });
  }

  #take() {
    const number = this.#accesses.length;
    const once = this.#once.get(number);
    this.#once.delete(number);
    return once;
  }

  #note(type, value) {
    ArrayPrototypePush(this.#accesses, {
      type, value, stack: new Error(),
    });
  }

  get accesses() {
    return ArrayPrototypeSlice(this.#accesses, 0);
  }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    this.#value = value;
  }

  mockImplementationOnce(value, onAccess) {
    const next = this.#accesses.length;
    const access = onAccess ?? next;
    validateInteger(access, 'onAccess', next);
    this.#once.set(access, { __proto__: null, value });
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    ObjectDefineProperty(this.#object, this.#name, {
      __proto__: null, ...this.#descriptor,
    });
  }
}

function findDescriptor(object, name) {
  for (let host = object; host !== null && host !== undefined;
    host = ObjectGetPrototypeOf(host)) {
    const descriptor = ObjectGetOwnPropertyDescriptor(host, name);
    if (descriptor !== undefined) {
      return { __proto__: null, descriptor, own: host === object };
    }
  }
  return undefined;
}

function timesOf(options) {
  const { times = Infinity } = options;
  if (times !== Infinity) validateInteger(times, 'options.times', 1);
  return times;
}

function isOptions(value) {
  return value !== null && typeof value === 'object';
}

function noop() {}

class MockTracker {
  #contexts = [];

  #make(context, original) {
    ArrayPrototypePush(this.#contexts, context);
    const fn = new Proxy(original, {
      __proto__: null,
      apply(target, self, args) {
        const run = context.take();
        return record(context, args, self, undefined,
                      () => ReflectApply(run, self, args));
      },
      construct(target, args, newTarget) {
        const run = context.take();
        return record(context, args, undefined, target,
                      () => ReflectConstruct(run, args, newTarget));
      },
      get(target, key, receiver) {
        return key === 'mock' ? context : ReflectGet(target, key, receiver);
      },
    });
    return fn;
  }

  fn(original = noop, implementation = original, options = {}) {
    if (isOptions(original)) {
      options = original;
      original = noop;
      implementation = noop;
    } else if (isOptions(implementation)) {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    return this.#make(
      new MockFunctionContext(implementation, original, timesOf(options)),
      original);
  }

  method(object, name, implementation, options = {}) {
    if (typeof object !== 'function') validateObject(object, 'object');
    if (isOptions(implementation)) {
      options = implementation;
      implementation = undefined;
    }
    validateObject(options, 'options');
    const { getter = false, setter = false } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    if (getter && setter) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.setter', setter, "cannot be used with 'options.getter'");
    }
    const found = findDescriptor(object, name);
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    const original = found?.descriptor[kind];
    if (typeof original !== 'function') {
      throw new ERR_INVALID_ARG_VALUE('methodName', original,
                                      'must be a method');
    }
    implementation ??= original;
    validateFunction(implementation, 'implementation');
    const { descriptor, own } = found;
    const context = new MockFunctionContext(
      implementation, original, timesOf(options), () => {
        if (own) {
          ObjectDefineProperty(object, name, {
            __proto__: null, ...descriptor,
          });
        } else {
          delete object[name];
        }
      });
    const mock = this.#make(context, original);
    ObjectDefineProperty(object, name, {
      __proto__: null, ...descriptor, configurable: true, [kind]: mock,
    });
    return mock;
  }

  getter(object, name, implementation, options) {
    return this.method(...accessorArguments(
      object, name, implementation, options, 'getter'));
  }

  setter(object, name, implementation, options) {
    return this.method(...accessorArguments(
      object, name, implementation, options, 'setter'));
  }

  property(object, name, value) {
    if (typeof object !== 'function') validateObject(object, 'object');
    const context = new MockPropertyContext(object, name, value,
                                            arguments.length > 2);
    ArrayPrototypePush(this.#contexts, context);
    return new Proxy(object, {
      __proto__: null,
      get(target, key, receiver) {
        return key === 'mock' ? context : ReflectGet(target, key, receiver);
      },
    });
  }

  restoreAll() {
    for (let i = 0; i < this.#contexts.length; i++) {
      this.#contexts[i].restore();
    }
  }

  reset() {
    this.restoreAll();
    this.#contexts = [];
  }
}

function accessorArguments(object, name, implementation, options, kind) {
  if (isOptions(implementation)) {
    options = implementation;
    implementation = undefined;
  }
  const given = options ?? {};
  validateObject(given, 'options');
  if (given[kind] === false) {
    throw new ERR_INVALID_ARG_VALUE(`options.${kind}`, given[kind],
                                    'cannot be false');
  }
  return [object, name, implementation, { ...given, [kind]: true }];
}

function record(context, args, self, target, run) {
  let result;
  let error;
  try {
    return (result = run());
  } catch (err) {
    error = err;
    throw err;
  } finally {
    context.note({
      arguments: args, error, result, stack: new Error(), target,
      this: target === undefined ? self : result,
    });
  }
}

module.exports = { MockTracker };
