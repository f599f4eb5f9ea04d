'use strict';
// SPDX-License-Identifier: MIT
//
// Entries of the performance timeline. Programs make marks alone.

const {
  ObjectDefineProperties, ObjectDefineProperty, ReflectConstruct, SafeMap,
  Symbol, SymbolToStringTag, TypeError,
} = primordials;

const { now } = internalBinding('performance');
const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS,
    ERR_MISSING_ARGS, ERR_PERFORMANCE_INVALID_TIMESTAMP,
  },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } =
  require('internal/util');
const { validateNumber, validateObject } = require('internal/validators');
const { isMilestone } = require('internal/perf/node_timing_names');

const kConstruct = Symbol('kConstruct');

// A text, of any value but a symbol.
function toText(value) {
  if (typeof value === 'symbol') {
    throw new TypeError('Cannot convert a Symbol value to a string');
  }
  return `${value}`;
}

function inspectAs(entry, fields, depth, options, inspect) {
  if (depth < 0) {
    return options.stylize(`[${entry.constructor.name}]`, 'special');
  }
  return `${entry.constructor.name} ${inspect(fields, {
    ...options, depth: options.depth == null ? null : options.depth - 1,
  })}`;
}

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(skip = undefined, name, entryType, startTime, duration) {
    if (skip !== kConstruct) {
      throw new ERR_ILLEGAL_CONSTRUCTOR();
    }
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }

  get name() {
    checkEntry(#name in this);
    return this.#name;
  }

  get entryType() {
    checkEntry(#name in this);
    return this.#entryType;
  }

  get startTime() {
    checkEntry(#name in this);
    return this.#startTime;
  }

  get duration() {
    checkEntry(#name in this);
    return this.#duration;
  }

  [customInspectSymbol](depth, options, inspect) {
    return inspectAs(this, this.toJSON(), depth, options, inspect);
  }

  toJSON() {
    checkEntry(#name in this);
    return {
      name: this.#name,
      entryType: this.#entryType,
      startTime: this.#startTime,
      duration: this.#duration,
    };
  }
}
ObjectDefineProperties(PerformanceEntry.prototype, {
  name: kEnumerableProperty,
  entryType: kEnumerableProperty,
  startTime: kEnumerableProperty,
  duration: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});

function checkEntry(is) {
  if (!is) {
    throw new ERR_INVALID_THIS('PerformanceEntry');
  }
}

function setTag(Class, name) {
  ObjectDefineProperty(Class.prototype, SymbolToStringTag, {
    __proto__: null, configurable: true, value: name,
  });
}

function cloneDetail(detail) {
  return detail == null ? null :
    require('internal/structured_clone').structuredClone(detail);
}

class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options = undefined) {
    if (arguments.length === 0) {
      throw new ERR_MISSING_ARGS('name');
    }
    name = toText(name);
    if (isMilestone(name)) {
      throw new ERR_INVALID_ARG_VALUE('name', name);
    }
    options ??= kEmptyObject;
    validateObject(options, 'options');
    const startTime = options.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) {
      throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    }
    markTimes.set(name, startTime);
    super(kConstruct, name, 'mark', startTime, 0);
    this.#detail = cloneDetail(options.detail);
  }

  get detail() {
    checkEntry(#detail in this);
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}
setTag(PerformanceMark, 'PerformanceMark');
ObjectDefineProperties(PerformanceMark.prototype,
                       { detail: kEnumerableProperty });

// When the last mark of a name was made.
const markTimes = new SafeMap();

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(skip = undefined, name, startTime, duration, detail) {
    super(skip, name, 'measure', startTime, duration);
    this.#detail = detail;
  }

  get detail() {
    checkEntry(#detail in this);
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}
setTag(PerformanceMeasure, 'PerformanceMeasure');
ObjectDefineProperties(PerformanceMeasure.prototype,
                       { detail: kEnumerableProperty });

// What only Node has: functions, connections, requests.
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(skip = undefined, name, type, startTime, duration, detail) {
    super(skip, name, type, startTime, duration);
    this.#detail = detail;
  }

  get detail() {
    checkEntry(#detail in this);
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

function createMeasure(name, startTime, duration, detail) {
  return new PerformanceMeasure(kConstruct, name, startTime, duration,
                                cloneDetail(detail));
}

function createNodeEntry(name, type, startTime, duration, detail) {
  return new PerformanceNodeEntry(kConstruct, name, type, startTime, duration,
                                  detail);
}

// An instance of a class that extends PerformanceEntry.
function createEntry(Class, name, type, startTime, duration, rest) {
  return ReflectConstruct(
    Class, [kConstruct, name, type, startTime, duration, rest]);
}

module.exports = {
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  createEntry,
  createMeasure,
  createNodeEntry,
  inspectAs,
  markTimes,
  setTag,
  toText,
};
