// SPDX-License-Identifier: MIT
// An EventTarget with the methods of an EventEmitter. Listeners added by them
// get an event's value, not the event.
'use strict';

const {
  ArrayFrom,
  MapPrototypeKeys,
  ObjectDefineProperty,
  ReflectApply,
  SafeWeakMap,
  Symbol,
} = primordials;

const {
  CustomEvent,
  EventTarget,
  kEvents,
  listenersOf,
} = require('internal/event_target');
const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } =
  require('internal/events/symbols');
const { validateNumber } = require('internal/validators');

// What a listener of on() gets of an event: event[kNodeValue], or its detail.
const kNodeValue = Symbol('kNodeValue');
const kWrapped = Symbol('kWrapped');

// The listener that stands for `fn` among those of the target.
function wrap(target, fn) {
  target[kWrapped] ??= new SafeWeakMap();
  let wrapper = target[kWrapped].get(fn);
  if (wrapper === undefined) {
    wrapper = function(event) {
      const value = kNodeValue in event ? event[kNodeValue] : event.detail;
      return typeof fn === 'function' ? ReflectApply(fn, this, [value]) :
        fn.handleEvent(value);
    };
    target[kWrapped].set(fn, wrapper);
  }
  return wrapper;
}

function isObject(value) {
  return typeof value === 'function' ||
    (typeof value === 'object' && value !== null);
}

class NodeEventTarget extends EventTarget {
  static defaultMaxListeners = 10;

  constructor() {
    super();
    this[kWrapped] = undefined;
  }

  on(type, listener, options) {
    this.addEventListener(
      type, isObject(listener) ? wrap(this, listener) : listener,
      options);
    return this;
  }

  addListener(type, listener, options) {
    return this.on(type, listener, options);
  }

  once(type, listener) {
    this.addEventListener(
      type, isObject(listener) ? wrap(this, listener) : listener,
      { __proto__: null, once: true });
    return this;
  }

  off(type, listener, options) {
    const wrapper = isObject(listener) ?
      this[kWrapped]?.get(listener) : undefined;
    if (wrapper !== undefined) this.removeEventListener(type, wrapper, options);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    return this.off(type, listener, options);
  }

  emit(type, value) {
    const count = this.listenerCount(type);
    this.dispatchEvent(
      new CustomEvent(type, { __proto__: null, detail: value }));
    return count > 0;
  }

  eventNames() {
    const names = [];
    for (const type of ArrayFrom(MapPrototypeKeys(this[kEvents]))) {
      if (this.listenerCount(type) > 0) names[names.length] = type;
    }
    return names;
  }

  listenerCount(type) {
    return this[kEvents].get(`${type}`)?.size ?? 0;
  }

  setMaxListeners(n) {
    validateNumber(n, 'n', 0);
    this[kMaxEventTargetListeners] = n;
    this[kMaxEventTargetListenersWarned] = false;
    return this;
  }

  getMaxListeners() {
    return this[kMaxEventTargetListeners];
  }

  removeAllListeners(type) {
    const names = type === undefined ? this.eventNames() : [`${type}`];
    for (let i = 0; i < names.length; i++) {
      const listeners = listenersOf(this, names[i]);
      for (let j = 0; j < listeners.length; j++) {
        this.removeEventListener(names[i], listeners[j]);
        this.removeEventListener(names[i], listeners[j], true);
      }
    }
    return this;
  }
}

const names = [
  'on', 'addListener', 'once', 'off', 'removeListener', 'emit', 'eventNames',
  'listenerCount', 'setMaxListeners', 'getMaxListeners', 'removeAllListeners',
];
for (let i = 0; i < names.length; i++) {
  ObjectDefineProperty(NodeEventTarget.prototype, names[i],
                       { __proto__: null, enumerable: true });
}

module.exports = { NodeEventTarget, kNodeValue };
