'use strict';

// node:events: the EventEmitter. What waits for events (once(), on()) and the
// AsyncResource variant live in internal/events/ and are loaded on first use.
//
// `_events` maps a name to one listener or to an array of at least two; the
// arrays are changed in place, so emit() works on a copy. Emitters whose
// `_events` was prepared by a subclass (kShapeMode) keep a removed name with
// the value undefined: their object keeps its shape.

const {
  ObjectCreate,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ReflectApply,
  ReflectOwnKeys,
  String,
  Symbol,
  SymbolFor,
} = primordials;
// `instanceof` needs no more than the engine's: the prototypes are the same.
const { engineErrors } = require('internal/bootstrap/realm');
const {
  kEnhanceStackBeforeInspector,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
} = require('internal/events/symbols');

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = SymbolFor('nodejs.rejection');
const kShapeMode = Symbol('shapeMode');

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  const { init } = EventEmitter;
  if (init === publicInit) initEmitter(this, opts);
  else ReflectApply(init, this, [opts]);  // node:domain replaces it
}
module.exports = EventEmitter;

const proto = EventEmitter.prototype;
proto._events = undefined;
proto._eventsCount = 0;
proto._maxListeners = undefined;
ObjectDefineProperty(proto, kCapture, {
  __proto__: null,
  value: false,
  writable: true,
});

function initEmitter(self, opts) {
  const events = self._events;
  if (events === undefined || events === ObjectGetPrototypeOf(self)._events) {
    self._events = ObjectCreate(null);
    self._eventsCount = 0;
    self._maxListeners ||= undefined;
    self[kShapeMode] = false;
  } else {
    self._maxListeners ||= undefined;
    self[kShapeMode] = true;
  }
  const capture = opts?.captureRejections;
  if (capture) {
    validators().validateBoolean(capture, 'options.captureRejections');
    self[kCapture] = true;
  } else {
    self[kCapture] = proto[kCapture];
  }
}
function publicInit(opts) {
  initEmitter(this, opts);
}
EventEmitter.init = publicInit;

function validators() {
  return require('internal/validators');
}

function checkListener(listener) {
  if (typeof listener !== 'function') {
    validators().validateFunction(listener, 'listener');
  }
}

function inspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

// --- emit -------------------------------------------------------------------

// `args` is only read and spread in here, never passed on as an array: then
// the engine does not make one.
proto.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) {
      this.emit(kErrorMonitor, ...args);
    }
    if (events === undefined || events.error === undefined) {
      throwUnhandled(this, args.length > 0 ? args[0] : undefined);
    }
  } else if (events === undefined) {
    return false;
  }
  const handler = events[type];
  if (handler === undefined) return false;

  if (typeof handler === 'function') {
    const result = ReflectApply(handler, this, args);
    if (result !== undefined && result !== null && this[kCapture]) {
      watchResult(this, result, type, ...args);
    }
    return true;
  }
  const listeners = copyListeners(handler);
  for (let i = 0; i < listeners.length; i++) {
    const result = ReflectApply(listeners[i], this, args);
    if (result !== undefined && result !== null && this[kCapture]) {
      watchResult(this, result, type, ...args);
    }
  }
  return true;
};

function throwUnhandled(emitter, err) {
  if (err instanceof engineErrors.Error) {
    try {
      const capture = {};
      primordials.ErrorCaptureStackTrace(capture, proto.emit);
      ObjectDefineProperty(err, kEnhanceStackBeforeInspector, {
        __proto__: null,
        value: () => enhanceStack(emitter, err, capture),
        configurable: true,
      });
    } catch {
      // The error is frozen or alike: it is thrown as it is.
    }
    throw err;
  }
  const { ERR_UNHANDLED_ERROR } = require('internal/errors').codes;
  let text;
  try {
    text = inspect(err);
  } catch {
    text = err;
  }
  const error = new ERR_UNHANDLED_ERROR(text);
  error.context = err;
  throw error;
}

// The stack of a fatal 'error' event, followed by where it was emitted. Lines
// that both stacks share are shown once.
function enhanceStack(emitter, err, capture) {
  let owner = '';
  try {
    const { name } = emitter.constructor;
    if (name !== 'EventEmitter') owner = ` on ${name} instance`;
  } catch {
    // A constructor that cannot be read has no name to show.
  }
  const head = `\nEmitted 'error' event${owner} at:\n`;
  const errLines = `${err.stack}`.split('\n').slice(1);
  const ownLines = `${capture.stack}`.split('\n').slice(1);
  const shared = sharedLines(ownLines, errLines);
  if (shared !== null) {
    ownLines.splice(shared.at + 1, shared.size - 2,
                    '    [... lines matching original stack trace ...]');
  }
  return err.stack + head + ownLines.join('\n');
}

// The longest run of more than 3 lines at the end of `lines` that also occurs
// in `other`.
function sharedLines(lines, other) {
  for (let at = 0; at < lines.length - 3; at++) {
    const pos = other.indexOf(lines[at]);
    if (pos === -1) continue;
    let size = 1;
    while (at + size < lines.length && pos + size < other.length &&
           lines[at + size] === other[pos + size]) size++;
    if (size > 3) return { at, size };
  }
  return null;
}

// With captureRejections a rejected promise that a listener returned becomes
// an 'error' event.
function watchResult(emitter, promise, type, ...args) {
  try {
    const { then } = promise;
    if (typeof then !== 'function') return;
    ReflectApply(then, promise, [undefined, (err) => {
      // Outside of the promise, so that a throw is an uncaught exception.
      process.nextTick(emitRejection, emitter, err, type, args);
    }]);
  } catch (err) {
    emitter.emit('error', err);
  }
}

function emitRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...args);
    return;
  }
  // An async 'error' listener that rejects must not come back here.
  const capture = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = capture;
  }
}

// Literals keep short copies cheap: most arrays have two or three listeners.
function copyListeners(list) {
  switch (list.length) {
    case 2: return [list[0], list[1]];
    case 3: return [list[0], list[1], list[2]];
    case 4: return [list[0], list[1], list[2], list[3]];
  }
  return copyArray(list);
}

function copyArray(list) {
  const copy = [];
  for (let i = 0; i < list.length; i++) copy[i] = list[i];
  return copy;
}

// --- adding -----------------------------------------------------------------

function add(emitter, type, listener, prepend) {
  checkListener(listener);
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = ObjectCreate(null);
    emitter._eventsCount = 0;
  } else {
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;  // a listener may have replaced it
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] = prepend ?
      [listener, existing] : [existing, listener];
  } else if (prepend) {
    existing.unshift(listener);
  } else {
    existing[existing.length] = listener;
  }
  if (existing.length > 2 || emitter._maxListeners !== undefined ||
      defaultMaxListeners < 2) {
    checkLeak(emitter, type, existing);
  }
  return emitter;
}

function maxListenersOf(emitter) {
  const max = emitter._maxListeners;
  return max === undefined ? defaultMaxListeners : max;
}

function checkLeak(emitter, type, list) {
  const max = maxListenersOf(emitter);
  if (max <= 0 || list.length <= max || list.warned) return;
  list.warned = true;
  const warning = new primordials.Error(
    `Possible EventEmitter memory leak detected. ${list.length} ` +
    `${String(type)} listeners added to ${inspect(emitter, { depth: -1 })}. ` +
    `MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`);
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = list.length;
  process.emitWarning(warning);
}

proto.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};
proto.on = proto.addListener;

proto.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, true);
};

function wrapOnce(target, type, listener) {
  let fired = false;
  const wrapper = function onceWrapper(...args) {
    if (fired) return undefined;
    target.removeListener(type, wrapper);
    fired = true;
    return ReflectApply(listener, target, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

proto.once = function once(type, listener) {
  checkListener(listener);
  this.on(type, wrapOnce(this, type, listener));
  return this;
};

proto.prependOnceListener = function prependOnceListener(type, listener) {
  checkListener(listener);
  this.prependListener(type, wrapOnce(this, type, listener));
  return this;
};

// --- removing ---------------------------------------------------------------

function dropType(emitter, events, type) {
  emitter._eventsCount--;
  if (emitter[kShapeMode]) {
    events[type] = undefined;
  } else if (emitter._eventsCount === 0) {
    emitter._events = ObjectCreate(null);
  } else {
    delete events[type];
  }
}

proto.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;

  if (list === listener || list.listener === listener) {
    dropType(this, events, type);
    if (events.removeListener !== undefined) {
      this.emit('removeListener', type, list.listener || listener);
    }
    return this;
  }
  if (typeof list === 'function') return this;
  let at = list.length - 1;
  while (at >= 0 && list[at] !== listener && list[at].listener !== listener) {
    at--;
  }
  if (at < 0) return this;
  for (let i = at + 1; i < list.length; i++) list[i - 1] = list[i];
  list.length--;
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) {
    this.emit('removeListener', type, listener);
  }
  return this;
};
proto.off = proto.removeListener;

proto.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  const all = arguments.length === 0;

  if (events.removeListener === undefined) {
    if (!all) {
      if (events[type] !== undefined) dropType(this, events, type);
    } else {
      resetEvents(this);
    }
    return this;
  }
  // Somebody wants to hear of each removal.
  if (all) {
    const names = ReflectOwnKeys(events);
    for (let i = 0; i < names.length; i++) {
      if (names[i] !== 'removeListener') this.removeAllListeners(names[i]);
    }
    this.removeAllListeners('removeListener');
    resetEvents(this);
    return this;
  }
  const list = events[type];
  if (typeof list === 'function') {
    this.removeListener(type, list);
  } else if (list !== undefined) {
    for (let i = list.length - 1; i >= 0; i--) {
      this.removeListener(type, list[i]);
    }
  }
  return this;
};

function resetEvents(emitter) {
  emitter._events = ObjectCreate(null);
  emitter._eventsCount = 0;
  emitter[kShapeMode] = false;
}

// --- asking -----------------------------------------------------------------

function listOf(emitter, type) {
  const list = emitter._events?.[type];
  if (list === undefined) return [];
  return typeof list === 'function' ? [list] : copyArray(list);
}

proto.listeners = function listeners(type) {
  const list = listOf(this, type);
  for (let i = 0; i < list.length; i++) {
    const original = list[i].listener;
    if (typeof original === 'function') list[i] = original;
  }
  return list;
};

proto.rawListeners = function rawListeners(type) {
  return listOf(this, type);
};

function listenerCount(type, listener) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (listener == null) return typeof list === 'function' ? 1 : list.length;
  if (typeof list === 'function') {
    return list === listener || list.listener === listener ? 1 : 0;
  }
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) count++;
  }
  return count;
}
proto.listenerCount = listenerCount;

proto.eventNames = function eventNames() {
  if (!(this._eventsCount > 0)) return [];
  const names = ReflectOwnKeys(this._events);
  if (!this[kShapeMode]) return names;
  const live = [];
  for (let i = 0; i < names.length; i++) {
    if (this._events[names[i]] !== undefined) live[live.length] = names[i];
  }
  return live;
};

proto.setMaxListeners = function setMaxListeners(n) {
  validators().validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

proto.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// --- static members ---------------------------------------------------------

function isEventTarget(value) {
  return require('internal/event_target').isEventTarget(value);
}

function badEmitter(name, value) {
  const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
  return new ERR_INVALID_ARG_TYPE(
    name, ['EventEmitter', 'EventTarget'], value);
}

EventEmitter.addAbortListener = function addAbortListener(signal, listener) {
  const abort = require('internal/events/abort_listener');
  return abort.addAbortListener(signal, listener);
};

EventEmitter.once = async function once(emitter, name, options) {
  return require('internal/events/waiting').once(emitter, name, options);
};

EventEmitter.on = function on(emitter, event, options) {
  return require('internal/events/waiting').on(emitter, event, options);
};

EventEmitter.getEventListeners = function getEventListeners(emitter, type) {
  if (typeof emitter.listeners === 'function') return emitter.listeners(type);
  if (isEventTarget(emitter)) {
    return require('internal/event_target').listenersOf(emitter, type);
  }
  throw badEmitter('emitter', emitter);
};

EventEmitter.getMaxListeners = function getMaxListeners(emitter) {
  if (typeof emitter?.getMaxListeners === 'function') {
    return maxListenersOf(emitter);
  }
  const max = emitter?.[kMaxEventTargetListeners];
  if (max !== undefined) return max;
  throw badEmitter('emitter', emitter);
};

EventEmitter.listenerCount = function(emitter, type) {
  if (typeof emitter.listenerCount === 'function') {
    return emitter.listenerCount(type);
  }
  if (isEventTarget(emitter)) {
    return require('internal/event_target').listenersOf(emitter, type).length;
  }
  return ReflectApply(listenerCount, emitter, [type]);
};
ObjectDefineProperty(EventEmitter.listenerCount, 'name',
                     { __proto__: null, value: 'listenerCount' });

EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;

let asyncResourceClass;
ObjectDefineProperties(EventEmitter, {
  __proto__: null,
  captureRejections: {
    __proto__: null,
    get() {
      return proto[kCapture];
    },
    set(value) {
      validators().validateBoolean(value, 'EventEmitter.captureRejections');
      proto[kCapture] = value;
    },
    enumerable: true,
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    get: function lazyEventEmitterAsyncResource() {
      asyncResourceClass ??= require('internal/events/async_resource');
      return asyncResourceClass;
    },
    enumerable: true,
    configurable: true,
  },
  errorMonitor: {
    __proto__: null,
    value: kErrorMonitor,
    enumerable: true,
    configurable: true,
    writable: true,
  },
  defaultMaxListeners: {
    __proto__: null,
    get() {
      return defaultMaxListeners;
    },
    set(value) {
      validators().validateNumber(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
    enumerable: true,
  },
  kMaxEventTargetListeners: {
    __proto__: null,
    value: kMaxEventTargetListeners,
  },
  kMaxEventTargetListenersWarned: {
    __proto__: null,
    value: kMaxEventTargetListenersWarned,
  },
});

EventEmitter.setMaxListeners = function(n = defaultMaxListeners, ...targets) {
  validators().validateNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw badEmitter('eventTargets', target);
    }
  }
};
