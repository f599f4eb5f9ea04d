'use strict';

// SPDX-License-Identifier: MIT
// Event, EventTarget and CustomEvent.
//
// Each type has one list of listener records. While a list is dispatched,
// removed records stay in it, marked, and are swept at the end; records that
// are added meanwhile run in the same dispatch, as in Node.

const {
  Error,
  NumberIsInteger,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ReflectApply,
  SafeFinalizationRegistry,
  SafeMap,
  SafeWeakMap,
  SafeWeakRef,
  Symbol,
  SymbolFor,
  SymbolToStringTag,
} = primordials;
const {
  codes: {
    ERR_EVENT_RECURSION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const {
  kValidateObjectAllowObjects,
  validateAbortSignal,
  validateObject,
} = require('internal/validators');
const {
  kIsEventTarget,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
  kResistStopPropagation,
} = require('internal/events/symbols');

const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kTrustEvent = Symbol('kTrustEvent');
const kWeakHandler = Symbol('kWeak');

const kEmptyObject = { __proto__: null };

function describe(self, fields, depth, options) {
  const { name } = self.constructor;
  if (depth < 0) return name;
  const inner = {
    ...options,
    depth: NumberIsInteger(options.depth) ? options.depth - 1 : options.depth,
  };
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(fields, inner)}`;
}

function makeEnumerable(prototype, ...names) {
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(
      prototype, names[i], { __proto__: null, enumerable: true });
  }
}

// --- Event ------------------------------------------------------------------

// What dispatch does with an event, from outside of its class.
let isEvent;
let begin;
let end;
let isStopped;
let setPassive;
let isBeingDispatched;

class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #trusted = false;
  #defaultPrevented = false;
  #propagationStopped = false;
  #stopped = false;  // by stopImmediatePropagation()
  #dispatched = false;  // is being dispatched
  #passive = false;  // a passive listener runs
  #target = null;
  #timestamp = process.uptime() * 1000;

  static {
    isEvent = (value) => typeof value === 'object' && value !== null &&
      #type in value;
    begin = (event, target) => {
      event.#target = target;
      event.#dispatched = true;
    };
    end = (event) => {
      event.#dispatched = false;
    };
    isStopped = (event) => event.#stopped;
    setPassive = (event, passive) => {
      event.#passive = passive;
    };
    isBeingDispatched = (event) => event.#dispatched;
  }

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    this.#type = `${type}`;
    if (options !== undefined && options !== null) {
      validateObject(options, 'options');
      this.#bubbles = !!options.bubbles;
      this.#cancelable = !!options.cancelable;
      this.#composed = !!options.composed;
      this.#trusted = !!options[kTrustEvent];
    }
  }

  static #check(value) {
    if (!isEvent(value)) throw new ERR_INVALID_THIS('Event');
  }

  initEvent(type, bubbles = false, cancelable = false) {
    Event.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (this.#dispatched) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }

  [kInspect](depth, options) {
    Event.#check(this);
    return describe(this, {
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timestamp,
    }, depth, options);
  }

  stopImmediatePropagation() {
    Event.#check(this);
    this.#propagationStopped = true;
    this.#stopped = true;
  }

  preventDefault() {
    Event.#check(this);
    if (!this.#passive) this.#defaultPrevented = true;
  }

  get target() {
    Event.#check(this);
    return this.#target;
  }

  get currentTarget() {
    Event.#check(this);
    return this.#dispatched ? this.#target : null;
  }

  get srcElement() {
    Event.#check(this);
    return this.#target;
  }

  get type() {
    Event.#check(this);
    return this.#type;
  }

  get cancelable() {
    Event.#check(this);
    return this.#cancelable;
  }

  get defaultPrevented() {
    Event.#check(this);
    return this.#cancelable && this.#defaultPrevented;
  }

  get timeStamp() {
    Event.#check(this);
    return this.#timestamp;
  }

  composedPath() {
    Event.#check(this);
    return this.#dispatched ? [this.#target] : [];
  }

  get returnValue() {
    Event.#check(this);
    return !this.#cancelable || !this.#defaultPrevented;
  }

  set returnValue(value) {
    Event.#check(this);
    if (!value) this.preventDefault();
  }

  get bubbles() {
    Event.#check(this);
    return this.#bubbles;
  }

  get composed() {
    Event.#check(this);
    return this.#composed;
  }

  get eventPhase() {
    Event.#check(this);
    return this.#dispatched ? Event.AT_TARGET : Event.NONE;
  }

  get cancelBubble() {
    Event.#check(this);
    return this.#propagationStopped;
  }

  set cancelBubble(value) {
    Event.#check(this);
    if (value) this.#propagationStopped = true;
  }

  stopPropagation() {
    Event.#check(this);
    this.#propagationStopped = true;
  }

  get isTrusted() {
    Event.#check(this);
    return this.#trusted;
  }
}

makeEnumerable(
  Event.prototype, 'initEvent', 'stopImmediatePropagation', 'preventDefault',
  'target', 'currentTarget', 'srcElement', 'type', 'cancelable',
  'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles',
  'composed', 'eventPhase', 'cancelBubble', 'stopPropagation');
ObjectDefineProperties(Event.prototype, {
  __proto__: null,
  isTrusted: { __proto__: null, enumerable: true, configurable: false },
  [SymbolToStringTag]: {
    __proto__: null,
    configurable: true,
    value: 'Event',
  },
});
const kPhases = ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'];
for (let i = 0; i < kPhases.length; i++) {
  ObjectDefineProperty(Event, kPhases[i], {
    __proto__: null,
    enumerable: true,
    value: i,
  });
}

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}

makeEnumerable(CustomEvent.prototype, 'detail');
ObjectDefineProperty(CustomEvent.prototype, SymbolToStringTag, {
  __proto__: null,
  configurable: true,
  value: 'CustomEvent',
});

// --- listeners --------------------------------------------------------------

class ListenerList {
  constructor() {
    this.records = [];
    this.size = 0;  // without the removed ones
    this.running = 0;  // dispatches going on
    this.resists = false;  // some record resists stopImmediatePropagation()
  }
}

class Listener {
  constructor(listener, options) {
    this.weak = options.weak !== undefined;
    this.listener = this.weak ? new SafeWeakRef(listener) : listener;
    this.once = options.once;
    this.capture = options.capture;
    this.passive = options.passive;
    this.resists = options.resists;
    this.removed = false;
  }

  // undefined when a weak one has been collected.
  get() {
    return this.weak ? this.listener.deref() : this.listener;
  }
}

function sweep(list) {
  const { records } = list;
  let kept = 0;
  for (let i = 0; i < records.length; i++) {
    if (!records[i].removed) records[kept++] = records[i];
  }
  records.length = kept;
}

function drop(list, record) {
  if (record.removed) return false;
  record.removed = true;
  list.size--;
  if (list.running === 0) sweep(list);
  return true;
}

function findRecord(list, listener, capture) {
  const { records } = list;
  for (let i = 0; i < records.length; i++) {
    const record = records[i];
    if (!record.removed && record.capture === capture &&
        record.get() === listener) {
      return record;
    }
  }
  return undefined;
}

// The listeners of a type, for events.getEventListeners().
function listenersOf(target, type) {
  const list = target[kEvents].get(type);
  const found = [];
  if (list === undefined) return found;
  for (let i = 0; i < list.records.length; i++) {
    const record = list.records[i];
    const listener = record.removed ? undefined : record.get();
    if (listener !== undefined) found[found.length] = listener;
  }
  return found;
}

// A weak listener lives as long as the object it was added for, and its
// record goes when it has been collected.
let weakListeners;
let weakRegistry;

function holdWeakly(target, type, list, record, holder, listener) {
  weakListeners ??= new SafeWeakMap();
  weakRegistry ??= new SafeFinalizationRegistry((held) => {
    if (!drop(held.list, held.record)) return;
    held.target.deref()?.[kRemoveListener](
      held.list.size, held.type, undefined, held.record.capture);
  });
  const held = weakListeners.get(holder);
  if (held === undefined) weakListeners.set(holder, [listener]);
  else held[held.length] = listener;
  weakRegistry.register(
    listener, { target: new SafeWeakRef(target), type, list, record });
}

function checkListener(listener) {
  if (typeof listener === 'function' ||
      (typeof listener === 'object' && listener !== null)) {
    return true;
  }
  if (listener === undefined || listener === null) return false;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

const kDefaultOptions = {
  __proto__: null,
  once: false,
  capture: false,
  passive: false,
  resists: false,
  signal: undefined,
  weak: undefined,
};

function checkOptions(options) {
  if (options === kEmptyObject || options === null || options === false) {
    return kDefaultOptions;
  }
  if (options === true) return { ...kDefaultOptions, capture: true };
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    __proto__: null,
    once: !!options.once,
    capture: !!options.capture,
    passive: !!options.passive,
    resists: !!options[kResistStopPropagation],
    signal: options.signal,
    weak: options[kWeakHandler],
  };
}

function checkType(type) {
  if (typeof type === 'symbol') throw new ERR_INVALID_ARG_VALUE('value', type);
  return `${type}`;
}

function throwLater(err) {
  process.nextTick(() => {
    throw err;
  });
}

function watchResult(promise) {
  const { then } = promise;
  if (typeof then === 'function') {
    ReflectApply(then, promise, [undefined, throwLater]);
  }
}

// --- EventTarget ------------------------------------------------------------

function isEventTarget(value) {
  return !!value?.constructor?.[kIsEventTarget];
}

function checkTarget(value) {
  if (!isEventTarget(value)) throw new ERR_INVALID_THIS('EventTarget');
}

function dispatch(target, event) {
  begin(event, target);
  runListeners(target, event);
  setPassive(event, false);
  end(event);
}

function runListeners(target, event) {
  const { type } = event;
  const list = target[kEvents].get(type);
  if (list === undefined || list.size === 0) return;
  list.running++;
  const { records } = list;
  for (let i = 0; i < records.length; i++) {
    const record = records[i];
    if (record.removed) continue;
    if (isStopped(event) && !record.resists) {
      if (!list.resists) break;
      continue;
    }
    const listener = record.get();
    if (record.once) {
      drop(list, record);
      target[kRemoveListener](list.size, type, listener, record.capture);
    }
    if (listener === undefined) continue;  // weak, and collected
    try {
      setPassive(event, record.passive);
      const result = typeof listener === 'function' ?
        ReflectApply(listener, target, [event]) :
        callHandleEvent(listener, event);
      if (result !== undefined && result !== null) watchResult(result);
    } catch (err) {
      throwLater(err);
    }
  }
  if (--list.running === 0) sweep(list);
}

function callHandleEvent(listener, event) {
  const { handleEvent } = listener;
  return typeof handleEvent === 'function' ?
    ReflectApply(handleEvent, listener, [event]) : undefined;
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    this[kEvents] = new SafeMap();
    this[kMaxEventTargetListeners] = require('events').defaultMaxListeners;
    this[kMaxEventTargetListenersWarned] = false;
    this[kHandlers] = undefined;
  }

  // Subclasses hear of listeners that come and go here.
  [kNewListener](size, type) {
    const max = this[kMaxEventTargetListeners];
    if (max <= 0 || size <= max || this[kMaxEventTargetListenersWarned]) {
      return;
    }
    this[kMaxEventTargetListenersWarned] = true;
    const { inspect } = require('internal/util/inspect');
    const warning = new Error(
      `Possible EventTarget memory leak detected. ${size} ${type} ` +
      `listeners added to ${inspect(this, { depth: -1 })}. MaxListeners is ` +
      `${max}. Use events.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    warning.target = this;
    warning.type = type;
    warning.count = size;
    process.emitWarning(warning);
  }

  [kRemoveListener]() {}

  addEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const checked = checkOptions(options);
    const { signal } = checked;
    validateAbortSignal(signal, 'options.signal');
    if (!checkListener(listener)) {
      const warning = new Error(
        `addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      process.emitWarning(warning);
      return;
    }
    type = checkType(type);
    if (signal) {
      if (signal.aborted) return;
      // Weak: the signal may outlive this target by far.
      signal.addEventListener('abort', () => {
        this.removeEventListener(type, listener, options);
      }, {
        __proto__: null,
        once: true,
        [kWeakHandler]: this,
        [kResistStopPropagation]: true,
      });
    }
    let list = this[kEvents].get(type);
    if (list === undefined) {
      list = new ListenerList();
      this[kEvents].set(type, list);
    } else if (findRecord(list, listener, checked.capture) !== undefined) {
      return;
    }
    const record = new Listener(listener, checked);
    list.records[list.records.length] = record;
    list.size++;
    list.resists ||= record.resists;
    if (record.weak) {
      holdWeakly(this, type, list, record, checked.weak, listener);
    }
    this[kNewListener](list.size, type, listener, checked.once,
                       checked.capture, checked.passive, record.weak);
  }

  removeEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!checkListener(listener)) return;
    type = checkType(type);
    const capture = typeof options === 'boolean' ?
      options : !!options?.capture;
    const list = this[kEvents].get(type);
    if (list === undefined) return;
    const record = findRecord(list, listener, capture);
    if (record === undefined) return;
    drop(list, record);
    this[kRemoveListener](list.size, type, listener, capture);
  }

  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!isEvent(event)) {
      throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    }
    if (isBeingDispatched(event)) throw new ERR_EVENT_RECURSION(event.type);
    dispatch(this, event);
    return event.defaultPrevented !== true;
  }

  [kInspect](depth, options) {
    return describe(this, {}, depth, options);
  }
}

makeEnumerable(EventTarget.prototype, 'addEventListener',
               'removeEventListener', 'dispatchEvent');
ObjectDefineProperty(EventTarget.prototype, SymbolToStringTag, {
  __proto__: null,
  configurable: true,
  value: 'EventTarget',
});

// --- on<event> attributes ---------------------------------------------------

function makeHandler(value) {
  const handler = function(...args) {
    if (typeof handler.handler !== 'function') return undefined;
    return ReflectApply(handler.handler, this, args);
  };
  handler.handler = value;
  return handler;
}

// Defines `on<name>`: one listener that keeps its place while its function is
// replaced. It counts as a listener only while it has a function.
function defineEventHandler(prototype, name, event = name) {
  const key = `on${name}`;
  function get() {
    if (this[kEvents] === undefined) throw new ERR_INVALID_THIS('EventTarget');
    return this[kHandlers]?.get(event)?.handler ?? null;
  }
  function set(value) {
    checkTarget(this);
    const handlers = this[kHandlers] ??= new SafeMap();
    const handler = handlers.get(event);
    if (handler === undefined) {
      const made = makeHandler(value);
      handlers.set(event, made);
      this.addEventListener(event, made);
      return;
    }
    const list = this[kEvents].get(event);
    const old = handler.handler;
    handler.handler = value;
    if (list === undefined) return;
    if (typeof old === 'function') {
      list.size--;
      this[kRemoveListener](list.size, event, old, false);
    }
    if (typeof value === 'function') {
      list.size++;
      this[kNewListener](list.size, event, value, false, false, false, false);
    }
  }
  ObjectDefineProperty(get, 'name', { __proto__: null, value: `get ${key}` });
  ObjectDefineProperty(set, 'name', { __proto__: null, value: `set ${key}` });
  ObjectDefineProperty(prototype, key, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get,
    set,
  });
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  defineEventHandler,
  isEventTarget,
  kEvents,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
  listenersOf,
};
