'use strict';
// SPDX-License-Identifier: MIT
//
// Who watches which entries, and the entries that are kept for whoever asks
// later: marks, measures and resources.

const {
  ArrayFrom, ArrayPrototypeFilter, ArrayPrototypePush, ArrayPrototypeSlice,
  ArrayPrototypeSort, ObjectDefineProperties, ObjectFreeze, ReflectApply,
  SafeSet, Symbol,
} = primordials;

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  customInspectSymbol, kEnumerableProperty, lazyDOMException,
} = require('internal/util');
const { validateArray, validateFunction, validateObject } =
  require('internal/validators');
const { inspectAs, setTag } = require('internal/perf/entry');

const kConstruct = Symbol('kConstruct');
const kSupported = ObjectFreeze(['function', 'mark', 'measure', 'resource']);

// How many observers a type has, and who they are.
const counts = { __proto__: null };
const observers = new SafeSet();
const pending = new SafeSet();
let scheduled = false;

// Kept entries by type.
const kept = { __proto__: null, mark: [], measure: [], resource: [] };

function sortByStart(entries) {
  return ArrayPrototypeSort(entries, (a, b) => a.startTime - b.startTime);
}

function dispatchPending() {
  scheduled = false;
  const list = ArrayFrom(pending);
  pending.clear();
  for (let i = 0; i < list.length; i++) {
    dispatchTo(list[i]);
  }
}

function schedule(observer) {
  pending.add(observer);
  if (!scheduled) {
    scheduled = true;
    setImmediate(dispatchPending);
  }
}

function filterByName(entries, name, type) {
  return ArrayPrototypeFilter(
    entries, (entry) => entry.name === name &&
      (type === undefined || entry.entryType === type));
}

class PerformanceObserverEntryList {
  #entries;

  constructor(skip = undefined, entries) {
    if (skip !== kConstruct) {
      throw new ERR_ILLEGAL_CONSTRUCTOR();
    }
    this.#entries = sortByStart(entries);
  }

  getEntries() {
    return ArrayPrototypeSlice(this.#entries);
  }

  getEntriesByType(type) {
    type = `${type}`;
    return ArrayPrototypeFilter(
      this.#entries, (entry) => entry.entryType === type);
  }

  getEntriesByName(name, type = undefined) {
    name = `${name}`;
    if (type != null) {
      type = `${type}`;
    }
    return filterByName(this.#entries, name, type);
  }

  [customInspectSymbol](depth, options, inspect) {
    return inspectAs(this, this.#entries, depth, options, inspect);
  }
}
ObjectDefineProperties(PerformanceObserverEntryList.prototype, {
  getEntries: kEnumerableProperty,
  getEntriesByType: kEnumerableProperty,
  getEntriesByName: kEnumerableProperty,
});
setTag(PerformanceObserverEntryList, 'PerformanceObserverEntryList');

let dispatchTo;
let offer;

class PerformanceObserver {
  #callback;
  #buffer = [];
  #types = new SafeSet();
  #single = undefined;  // whether observe() was given one type at a time

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    }
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.entryTypes', entryTypes,
        'options.entryTypes can not set with options.type together');
    }
    const single = entryTypes == null;
    if (this.#single !== undefined && this.#single !== single) {
      throw lazyDOMException(
        'PerformanceObserver can not change to ' +
        `${single ? 'single observation' : 'multiple observations'}`,
        'InvalidModificationError');
    }
    this.#single = single;
    if (single) {
      this.#watch(type);
      if (buffered && kept[type] !== undefined) {
        kept[type].forEach((entry) => offer(this, entry));
      }
      return;
    }
    validateArray(entryTypes, 'options.entryTypes');
    this.#unwatch();
    for (let i = 0; i < entryTypes.length; i++) {
      this.#watch(entryTypes[i]);
    }
  }

  #watch(type) {
    if (kSupported.includes(type) && !this.#types.has(type)) {
      this.#types.add(type);
      counts[type] = (counts[type] ?? 0) + 1;
      observers.add(this);
    }
  }

  #unwatch() {
    const types = ArrayFrom(this.#types);
    for (let i = 0; i < types.length; i++) {
      counts[types[i]]--;
    }
    this.#types.clear();
    observers.delete(this);
  }

  disconnect() {
    this.#unwatch();
    this.#buffer = [];
    this.#single = undefined;
    pending.delete(this);
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  static get supportedEntryTypes() {
    return kSupported;
  }

  static {
    dispatchTo = (observer) => {
      const entries = observer.takeRecords();
      ReflectApply(
        observer.#callback, observer,
        [new PerformanceObserverEntryList(kConstruct, entries), observer]);
    };
    offer = (observer, entry) => {
      if (observer.#types.has(entry.entryType)) {
        ArrayPrototypePush(observer.#buffer, entry);
        schedule(observer);
      }
    };
  }

  [customInspectSymbol](depth, options, inspect) {
    return inspectAs(this, {
      connected: observers.has(this),
      pending: pending.has(this),
      entryTypes: ArrayFrom(this.#types),
      buffer: this.#buffer,
    }, depth, options, inspect);
  }
}
ObjectDefineProperties(PerformanceObserver.prototype, {
  observe: kEnumerableProperty,
  disconnect: kEnumerableProperty,
  takeRecords: kEnumerableProperty,
});
setTag(PerformanceObserver, 'PerformanceObserver');

function isObserved(type) {
  return counts[type] > 0;
}

// Shows an entry to those who watch its type.
function enqueue(entry) {
  if (isObserved(entry.entryType)) {
    observers.forEach((observer) => offer(observer, entry));
  }
}

function keep(entry) {
  ArrayPrototypePush(kept[entry.entryType], entry);
}

// Forgets the entries of a type, or those of one name.
function forget(type, name = undefined) {
  kept[type] = name === undefined ? [] :
    ArrayPrototypeFilter(kept[type], (entry) => entry.name !== name);
}

function keptOf(type) {
  return kept[type];
}

// Those of a type, or all; in the order of their start.
function collect(type = undefined, name = undefined) {
  let entries = [];
  if (type === undefined) {
    entries = [...kept.mark, ...kept.measure, ...kept.resource];
  } else if (type in kept) {
    entries = ArrayPrototypeSlice(kept[type]);
  }
  return sortByStart(name === undefined ? entries :
    filterByName(entries, name));
}

module.exports = {
  PerformanceObserver,
  PerformanceObserverEntryList,
  collect,
  enqueue,
  forget,
  isObserved,
  keep,
  keptOf,
};
