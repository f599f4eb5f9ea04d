'use strict';

// node:async_hooks. Ids are counted from the moment somebody asks for one or
// enables a hook (internal/async_tracker): programs that only keep stores pay
// for no ids.

const {
  ArrayPrototypeUnshift,
  FunctionPrototypeBind,
  NumberIsSafeInteger,
  ObjectDefineProperty,
  ObjectFreeze,
  ReflectApply,
  Symbol,
} = primordials;
const { context, kFrame } = require('internal/async_context');
const tracker = require('internal/async_tracker');
const {
  codes: {
    ERR_ASYNC_CALLBACK,
    ERR_ASYNC_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_ASYNC_ID,
  },
} = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateString,
} = require('internal/validators');

const { kId, kTrigger } = tracker;

// Callbacks that are queued from here on can be told of when they run.
require('internal/async_promises').keepFramesInThen();

// --- hooks --------------------------------------------------------------------

const kInit = Symbol('init');
const kBefore = Symbol('before');
const kAfter = Symbol('after');
const kDestroy = Symbol('destroy');
const kPromiseResolve = Symbol('promiseResolve');
const kNoPromiseHook = Symbol('kNoPromiseHook');

let enabledHooks = 0;  // of those that want to hear of promises

function bindHook(hook, fn) {
  return typeof fn === 'function' ?
    (...args) => ReflectApply(fn, hook, args) : undefined;
}

class AsyncHook {
  #functions = null;  // what the tracker has, while enabled

  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    checkHook(init, 'init');
    checkHook(before, 'before');
    checkHook(after, 'after');
    checkHook(destroy, 'destroy');
    checkHook(promiseResolve, 'promiseResolve');
    if (trackPromises !== undefined) {
      validateBoolean(trackPromises, 'trackPromises');
      if (promiseResolve !== undefined && !trackPromises) {
        throw new ERR_INVALID_ARG_VALUE(
          'trackPromises', trackPromises,
          'must not be false when promiseResolve is enabled');
      }
    }
    this[kInit] = init;
    this[kBefore] = before;
    this[kAfter] = after;
    this[kDestroy] = destroy;
    this[kPromiseResolve] = promiseResolve;
    this[kNoPromiseHook] = trackPromises === false;
  }

  enable() {
    if (this.#functions !== null) return this;
    this.#functions = {
      init: bindHook(this, this[kInit]),
      before: bindHook(this, this[kBefore]),
      after: bindHook(this, this[kAfter]),
      destroy: bindHook(this, this[kDestroy]),
      promiseResolve: bindHook(this, this[kPromiseResolve]),
    };
    tracker.addHook(this.#functions);
    if (!this[kNoPromiseHook] && enabledHooks++ === 0) {
      require('internal/async_promise_hooks').enable();
    }
    return this;
  }

  disable() {
    if (this.#functions === null) return this;
    tracker.removeHook(this.#functions);
    this.#functions = null;
    if (!this[kNoPromiseHook] && --enabledHooks === 0) {
      require('internal/async_promise_hooks').disable();
    }
    return this;
  }
}

function checkHook(fn, name) {
  if (fn !== undefined && typeof fn !== 'function') {
    throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
  }
}

/**
 * @param {object} fns init, before, after, destroy, promiseResolve,
 *   trackPromises
 * @returns {AsyncHook}
 */
function createHook(fns) {
  return new AsyncHook(fns);
}

// --- what is executing --------------------------------------------------------

function executionAsyncId() {
  tracker.enable();
  return tracker.executionId();
}

function triggerAsyncId() {
  tracker.enable();
  return tracker.triggerId();
}

function executionAsyncResource() {
  tracker.enable();
  return tracker.executionResource();
}

// --- resources ----------------------------------------------------------------

const kDestroyed = Symbol('destroyed');
const noOptions = ObjectFreeze({ __proto__: null });

function runIn(resource, fn, thisArg, args) {
  const { frame } = context;
  context.frame = resource[kFrame];
  // Also while nobody counts: `fn` may be the first to ask where it is.
  tracker.before(resource);
  try {
    return ReflectApply(fn, thisArg, args);
  } finally {
    context.frame = frame;
    tracker.after(resource);
  }
}

class AsyncResource {
  /**
   * @param {string} type
   * @param {number | { triggerAsyncId?: number,
   *   requireManualDestroy?: boolean }} [options]
   */
  constructor(type, options = noOptions) {
    validateString(type, 'type');
    let trigger = options;
    let byHand = false;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId;
      if (trigger === undefined) trigger = tracker.nextTrigger();
      byHand = !!options.requireManualDestroy;
    }
    if (!NumberIsSafeInteger(trigger) || trigger < -1) {
      throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);
    }
    this[kFrame] = context.frame;
    if (context.tracker === null) {
      this[kId] = ++context.lastId;
      this[kTrigger] = trigger;
      return;
    }
    if (type.length === 0 && tracker.wants('init')) {
      throw new ERR_ASYNC_TYPE(type);
    }
    tracker.init(this, type, trigger);
    if (!byHand && tracker.wants('destroy')) {
      this[kDestroyed] = { destroyed: false };
      tracker.destroyWhenCollected(this, this[kId], this[kDestroyed]);
    }
  }

  /**
   * Runs `fn` in the context in which this resource was made.
   * @param {Function} fn
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} what `fn` returns
   */
  runInAsyncScope(fn, thisArg, ...args) {
    return runIn(this, fn, thisArg, args);
  }

  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].destroyed = true;
    tracker.destroy(this);
    return this;
  }

  asyncId() {
    return this[kId];
  }

  triggerAsyncId() {
    return this[kTrigger];
  }

  /**
   * @param {Function} fn
   * @param {any} [thisArg] the `this` of `fn`; that of the call by default
   * @returns {Function} `fn`, to be called from anywhere
   */
  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    const bound = thisArg === undefined ? function(...args) {
      if (resource.runInAsyncScope === runInAsyncScope) {
        return runIn(resource, fn, this, args);
      }
      ArrayPrototypeUnshift(args, fn, this);
      return ReflectApply(resource.runInAsyncScope, resource, args);
    } : FunctionPrototypeBind(this.runInAsyncScope, this, fn, thisArg);
    ObjectDefineProperty(bound, 'length', {
      __proto__: null,
      configurable: true,
      enumerable: false,
      value: fn.length,
      writable: false,
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

const { runInAsyncScope } = AsyncResource.prototype;

module.exports = {
  get AsyncLocalStorage() {
    return require('internal/async_local_storage');
  },
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: require('internal/async_providers'),
  AsyncResource,
};
