// SPDX-License-Identifier: MIT
// node:diagnostics_channel: named places where libraries say what they do. A
// channel nobody listens to costs its publisher a property read.
'use strict';

const {
  ArrayPrototypeAt,
  ArrayPrototypeSplice,
  ObjectSetPrototypeOf,
  Promise,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  ReflectApply,
  SafeFinalizationRegistry,
  SafeMap,
  SafeWeakRef,
  SymbolHasInstance,
  TypeError,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');

// name -> weak reference. A channel with subscribers is in `active` as well,
// so that it lives as long as somebody listens.
const channels = new SafeMap();
const active = new SafeMap();
const collected = new SafeFinalizationRegistry((name) => {
  if (channels.get(name)?.deref() === undefined) channels.delete(name);
});

function reportLater(err) {
  process.nextTick(() => {
    throw err;
  });
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    channels.set(name, new SafeWeakRef(this));
    collected.register(this, name);
  }

  static [SymbolHasInstance](instance) {
    const prototype = instance === null || typeof instance !== 'object' ?
      undefined : Object.getPrototypeOf(instance);
    return prototype === Channel.prototype ||
      prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    activate(this).subscribe(subscription);
  }

  unsubscribe() {
    return false;
  }

  bindStore(store, transform) {
    activate(this).bindStore(store, transform);
  }

  unbindStore() {
    return false;
  }

  get hasSubscribers() {
    return false;
  }

  publish() {}

  runStores(data, fn, thisArg, ...args) {
    return ReflectApply(fn, thisArg, args);
  }
}

// The same object once somebody listens: it changes its prototype, so that
// nothing has to be tested while nobody does.
class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // A copy, since one that runs may subscribe.
    this._subscribers = [...this._subscribers, subscription];
  }

  unsubscribe(subscription) {
    const index = this._subscribers.indexOf(subscription);
    if (index === -1) return false;
    const rest = [...this._subscribers];
    ArrayPrototypeSplice(rest, index, 1);
    this._subscribers = rest;
    deactivateUnused(this);
    return true;
  }

  bindStore(store, transform) {
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    deactivateUnused(this);
    return true;
  }

  get hasSubscribers() {
    return true;
  }

  publish(data) {
    const subscribers = this._subscribers;
    for (let i = 0; i < subscribers.length; i++) {
      try {
        const subscription = subscribers[i];
        subscription(data, this.name);
      } catch (err) {
        reportLater(err);
      }
    }
  }

  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return ReflectApply(fn, thisArg, args);
    };
    this._stores.forEach((transform, store) => {
      run = enterStore(store, data, run, transform);
    });
    return run();
  }
}

function enterStore(store, data, next, transform) {
  return () => {
    let context = data;
    if (transform) {
      try {
        context = transform(data);
      } catch (err) {
        reportLater(err);
        return next();
      }
    }
    return store.run(context, next);
  };
}

function activate(channel) {
  ObjectSetPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new SafeMap();
  active.set(channel.name, channel);
  return channel;
}

function deactivateUnused(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  ObjectSetPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
  active.delete(channel.name);
}

function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  return new Channel(name);
}

function subscribe(name, subscription) {
  channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  const known = channels.get(name)?.deref();
  return known !== undefined && known.hasSubscribers;
}

// --- Tracing channels -------------------------------------------------------

const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function channelOf(nameOrChannels, event) {
  if (typeof nameOrChannels === 'string') {
    return channel(`tracing:${nameOrChannels}:${event}`);
  }
  if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
    const given = nameOrChannels[event];
    if (given == null) {
      throw new TypeError('Cannot convert undefined or null to object');
    }
    if (!(given instanceof Channel)) {
      throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, 'Channel',
                                     given);
    }
    return given;
  }
  throw new ERR_INVALID_ARG_TYPE(
    'nameOrChannels', ['string', 'object', 'TracingChannel'], nameOrChannels);
}

class TracingChannel {
  constructor(nameOrChannels) {
    for (let i = 0; i < events.length; i++) {
      this[events[i]] = channelOf(nameOrChannels, events[i]);
    }
  }

  get hasSubscribers() {
    return this.start.hasSubscribers || this.end.hasSubscribers ||
      this.asyncStart.hasSubscribers || this.asyncEnd.hasSubscribers ||
      this.error.hasSubscribers;
  }

  subscribe(handlers) {
    for (let i = 0; i < events.length; i++) {
      if (handlers[events[i]]) this[events[i]]?.subscribe(handlers[events[i]]);
    }
  }

  unsubscribe(handlers) {
    let done = true;
    for (let i = 0; i < events.length; i++) {
      const handler = handlers[events[i]];
      if (handler && !this[events[i]]?.unsubscribe(handler)) done = false;
    }
    return done;
  }

  #fail(context, err) {
    context.error = err;
    this.error.publish(context);
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    return this.start.runStores(context, () => {
      try {
        const result = ReflectApply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (err) {
        this.#fail(context, err);
        throw err;
      } finally {
        this.end.publish(context);
      }
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const settle = () => {
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    return this.start.runStores(context, () => {
      try {
        let promise = ReflectApply(fn, thisArg, args);
        if (!(promise instanceof Promise)) promise = PromiseResolve(promise);
        return PromisePrototypeThen(promise, (result) => {
          context.result = result;
          settle();
          return result;
        }, (err) => {
          this.#fail(context, err);
          settle();
          return PromiseReject(err);
        });
      } catch (err) {
        this.#fail(context, err);
        throw err;
      } finally {
        this.end.publish(context);
      }
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const trace = this;
    const callback = ArrayPrototypeAt(args, position);
    validateFunction(callback, 'callback');
    ArrayPrototypeSplice(args, position, 1, function(err, result) {
      if (err) {
        trace.#fail(context, err);
      } else {
        context.result = result;
      }
      trace.asyncStart.runStores(context, () => {
        try {
          return ReflectApply(callback, this, arguments);
        } finally {
          trace.asyncEnd.publish(context);
        }
      });
    });
    return this.start.runStores(context, () => {
      try {
        return ReflectApply(fn, thisArg, args);
      } catch (err) {
        this.#fail(context, err);
        throw err;
      } finally {
        this.end.publish(context);
      }
    });
  }
}

function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = {
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel,
  unsubscribe,
  Channel,
};
