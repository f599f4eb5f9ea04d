'use strict';

// AbortController and AbortSignal.
//
// A signal made by any() follows its sources, the signals that were not made
// by any() themselves. Both sides hold each other weakly; a signal that can
// still abort by itself and that somebody listens to is kept alive.

const {
  ArrayIsArray,
  ObjectDefineProperties,
  PromiseWithResolvers,
  SafeFinalizationRegistry,
  SafeSet,
  SafeWeakRef,
  Symbol,
  SymbolFor,
  SymbolIterator,
  SymbolToStringTag,
} = primordials;
const {
  Event,
  EventTarget,
  defineEventHandler,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
} = require('internal/event_target');
const {
  kMaxEventTargetListeners,
} = require('internal/events/symbols');
const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const {
  kValidateObjectAllowObjects,
  validateAbortSignal,
  validateObject,
  validateUint32,
} = require('internal/validators');

const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kComposite = Symbol('kComposite');
const kSources = Symbol('kSourceSignals');  // of a composite: WeakRefs
const kDependants = Symbol('kDependantSignals');  // WeakRefs
const kSelfRef = Symbol('kSelfRef');
const kTimeout = Symbol('kTimeout');
const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kDontThrow = Symbol('kDontThrowSymbol');

// Signals that may still abort and that somebody listens to.
const persistent = new SafeSet();

function domException(message, name) {
  const { DOMException } = require('internal/per_context/domexception');
  return new DOMException(message, name);
}

function abortReason() {
  return domException('This operation was aborted', 'AbortError');
}

function inspectAs(self, fields, depth, options) {
  if (depth < 0) return self;
  const inner = {
    ...options,
    depth: options.depth === null ? null : options.depth - 1,
  };
  const { inspect } = require('internal/util/inspect');
  return `${self.constructor.name} ${inspect(fields, inner)}`;
}

function checkSignal(value) {
  if (value[kAborted] === undefined) throw new ERR_INVALID_THIS('AbortSignal');
}

// One WeakRef a signal, so that sets can compare them.
function refOf(signal) {
  return signal[kSelfRef] ??= new SafeWeakRef(signal);
}

let dependantRegistry;
let sourceRegistry;
let timerRegistry;

function startTimeout(signal, delay) {
  const timers = require('internal/timers');
  const ref = refOf(signal);
  const timer = timers.setUnrefTimeout(() => {
    const target = ref.deref();
    if (target === undefined) return;
    persistent.delete(target);
    abortSignal(target, domException(
      'The operation was aborted due to timeout', 'TimeoutError'));
  }, delay);
  timerRegistry ??= new SafeFinalizationRegistry(timers.clearTimer);
  timerRegistry.register(signal, timer);
}

function follow(composite, source) {
  const ref = refOf(source);
  if (composite[kSources].has(ref)) return;
  composite[kSources].add(ref);
  dependantRegistry ??= new SafeFinalizationRegistry(({ from, gone }) => {
    from.deref()?.[kDependants]?.delete(gone);
  });
  dependantRegistry.register(composite, { from: ref, gone: refOf(composite) });

  if (source[kDependants] === undefined) {
    source[kDependants] = new SafeSet();
    sourceRegistry ??= new SafeFinalizationRegistry(forgetSource);
    sourceRegistry.register(source, { ref, dependants: source[kDependants] });
  }
  source[kDependants].add(refOf(composite));
}

// A composite whose sources are all gone can abort no more.
function forgetSource({ ref, dependants }) {
  dependants.forEach((dependant) => {
    const composite = dependant.deref();
    if (composite === undefined) return;
    composite[kSources].delete(ref);
    if (composite[kSources].size === 0) persistent.delete(composite);
  });
}

function toSequence(value, name) {
  if (ArrayIsArray(value)) return value;
  if (typeof value !== 'object' || value === null ||
      typeof value[SymbolIterator] !== 'function') {
    const error = new ERR_INVALID_ARG_TYPE(name, 'sequence', value);
    error.message = `${name} can not be converted to sequence.`;
    throw error;
  }
  return [...value];
}

class AbortSignal extends EventTarget {
  constructor(guard = undefined) {
    if (guard !== kDontThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kMaxEventTargetListeners] = 0;
    this[kAborted] = false;
    this[kReason] = undefined;
    this[kComposite] = false;
    this[kSources] = undefined;
    this[kDependants] = undefined;
    this[kSelfRef] = undefined;
    this[kTimeout] = false;
  }

  get aborted() {
    checkSignal(this);
    return this[kAborted];
  }

  get reason() {
    checkSignal(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [kInspect](depth, options) {
    return inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = abortReason()) {
    const signal = new AbortSignal(kDontThrow);
    signal[kAborted] = true;
    signal[kReason] = reason;
    return signal;
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kDontThrow);
    signal[kTimeout] = true;
    startTimeout(signal, delay);
    return signal;
  }

  static any(signals) {
    const list = toSequence(signals, 'signals');
    for (let i = 0; i < list.length; i++) {
      if (list[i]?.[kAborted] === undefined) {
        throw new ERR_INVALID_ARG_TYPE(
          `signals[${i}]`, 'AbortSignal', list[i]);
      }
    }
    const result = new AbortSignal(kDontThrow);
    result[kComposite] = true;
    for (let i = 0; i < list.length; i++) {
      if (list[i][kAborted]) {
        result[kAborted] = true;
        result[kReason] = list[i][kReason];
        return result;
      }
    }
    result[kSources] = new SafeSet();
    for (let i = 0; i < list.length; i++) {
      const signal = list[i];
      if (signal[kComposite]) {
        signal[kSources]?.forEach((ref) => {
          const source = ref.deref();
          if (source !== undefined) follow(result, source);
        });
      } else {
        follow(result, signal);
      }
    }
    return result;
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (type === 'abort' && size === 1 && !weak && !this[kAborted] &&
        (this[kTimeout] || (this[kComposite] && this[kSources]?.size > 0))) {
      persistent.add(this);
    }
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0) persistent.delete(this);
  }
}

ObjectDefineProperties(AbortSignal.prototype, {
  __proto__: null,
  aborted: { __proto__: null, enumerable: true },
  [SymbolToStringTag]: {
    __proto__: null,
    configurable: true,
    value: 'AbortSignal',
  },
});
defineEventHandler(AbortSignal.prototype, 'abort');

// All dependants are aborted before the first listener runs.
function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const aborted = [signal];
  signal[kDependants]?.forEach((ref) => {
    const dependant = ref.deref();
    if (dependant === undefined || dependant[kAborted]) return;
    dependant[kAborted] = true;
    dependant[kReason] = reason;
    aborted[aborted.length] = dependant;
  });
  signal[kDependants] = undefined;
  for (let i = 0; i < aborted.length; i++) {
    persistent.delete(aborted[i]);
    aborted[i].dispatchEvent(
      new Event('abort', { __proto__: null, [kTrustEvent]: true }));
  }
}

class AbortController {
  #signal;

  get signal() {
    return this.#signal ??= new AbortSignal(kDontThrow);
  }

  abort(reason = abortReason()) {
    abortSignal(this.#signal ??= new AbortSignal(kDontThrow), reason);
  }

  [kInspect](depth, options) {
    return inspectAs(this, { signal: this.signal }, depth, options);
  }
}

ObjectDefineProperties(AbortController.prototype, {
  __proto__: null,
  signal: { __proto__: null, enumerable: true },
  abort: { __proto__: null, enumerable: true },
  [SymbolToStringTag]: {
    __proto__: null,
    configurable: true,
    value: 'AbortController',
  },
});

// util.aborted(): resolves when `signal` aborts, while `resource` lives.
async function aborted(signal, resource) {
  if (signal === undefined) {
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  validateAbortSignal(signal, 'signal');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  const { promise, resolve } = PromiseWithResolvers();
  signal.addEventListener('abort', () => resolve(), {
    __proto__: null,
    [kWeakHandler]: resource,
    [kResistStopPropagation]: true,
    once: true,
  });
  return promise;
}

module.exports = { AbortController, AbortSignal, aborted };
