'use strict';

// What promises need to keep the async context, and to tell of themselves.
//
// Once there is an AsyncLocalStorage, Promise.prototype.then() gives its
// callbacks the frame in which it was called: catch(), finally() and the
// combinators go through it. `await` does not; compiled code looks after that.
//
// The engine has no promise hooks. While somebody listens (v8.promiseHooks,
// async_hooks) the global Promise is a Proxy whose construct trap sees each
// promise made by a constructor, a static method or then(). The promises of
// async functions are made by the engine alone and are not seen.

const {
  ArrayPrototypeFilter,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  FunctionPrototypeCall,
  ObjectDefineProperty,
  Promise,
  PromisePrototype,
  Proxy,
  ReflectConstruct,
  SafeWeakMap,
} = primordials;
const { triggerUncaughtException } = internalBinding('loop');
const { context } = require('internal/async_context');

let engineThen;
let keepsFrames = false;

let hooks = null;  // a list, never changed in place, or null
let parent;  // whose then() is making a promise
const settled = new SafeWeakMap();  // a promise that was told of -> boolean

function withFrame(callback, frame) {
  return (value) => {
    context.frame = frame;
    return callback(value);
  };
}

const { then } = {
  then(onFulfilled, onRejected) {
    if (hooks !== null) return thenWithHooks(this, onFulfilled, onRejected);
    const { frame } = context;
    // Plainly: the engine knows this form, and this is called often.
    return engineThen.call(
      this,
      typeof onFulfilled === 'function' ?
        withFrame(onFulfilled, frame) : onFulfilled,
      typeof onRejected === 'function' ?
        withFrame(onRejected, frame) : onRejected);
  },
};

function patchThen() {
  if (engineThen !== undefined) return;
  engineThen = PromisePrototype.then;
  define(PromisePrototype, 'then', then);
}

function keepFramesInThen() {
  if (keepsFrames) return;
  keepsFrames = true;
  patchThen();
}

// --- hooks --------------------------------------------------------------------

let promiseProxy;

function tell(name, promise, of) {
  const list = hooks;
  if (list === null) return;
  for (let i = 0; i < list.length; i++) {
    const hook = list[i];
    if (hook[name] === undefined) continue;
    try {
      hook[name](promise, of);
    } catch (err) {
      triggerUncaughtException(err, false);
    }
  }
}

function tellSettled(promise) {
  if (settled.get(promise) !== false) return;
  settled.set(promise, true);
  tell('settled', promise);
}

function construct(target, args, newTarget) {
  const { 0: executor } = args;
  if (newTarget === promiseProxy) newTarget = target;
  if (hooks === null || typeof executor !== 'function') {
    return ReflectConstruct(target, args, newTarget);
  }
  const of = parent;
  parent = undefined;
  let resolve;
  let reject;
  const promise = ReflectConstruct(target, [(onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  }], newTarget);
  settled.set(promise, false);
  tell('init', promise, of);
  const tellReject = (reason) => {
    tellSettled(promise);
    reject(reason);
  };
  try {
    executor((value) => {
      tellSettled(promise);
      resolve(value);
    }, tellReject);
  } catch (err) {
    tellReject(err);
  }
  return promise;
}

// The promise that then() made is settled inside of before and after.
function aroundCallback(callback, holder, frame) {
  return (value) => {
    context.frame = frame;
    if (hooks === null) return callback(value);
    const { promise } = holder;
    tell('before', promise);
    try {
      return callback(value);
    } finally {
      tellSettled(promise);
      tell('after', promise);
    }
  };
}

// What passes a value or a reason on is a callback, too.
function passValue(value) {
  return value;
}

function passReason(reason) {
  throw reason;
}

function thenWithHooks(self, onFulfilled, onRejected) {
  const { frame } = context;
  const holder = { promise: undefined };
  parent = self;
  try {
    return holder.promise = FunctionPrototypeCall(
      engineThen, self,
      aroundCallback(typeof onFulfilled === 'function' ?
        onFulfilled : passValue, holder, frame),
      aroundCallback(typeof onRejected === 'function' ?
        onRejected : passReason, holder, frame));
  } finally {
    parent = undefined;
  }
}

function define(object, name, value) {
  ObjectDefineProperty(object, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value,
    writable: true,
  });
}

// Puts the Promise that tells in the engine's place, or the engine's back: its
// awaits take two turns less while promises name it as their constructor.
function exchange(from, to) {
  define(PromisePrototype, 'constructor', to);
  if (globalThis.Promise === from) define(globalThis, 'Promise', to);
}

/**
 * @param {object} hook functions init(promise, parent), before, after, settled
 */
function addPromiseHook(hook) {
  const list = hooks === null ? [] : ArrayPrototypeSlice(hooks);
  ArrayPrototypePush(list, hook);
  patchThen();
  promiseProxy ??= new Proxy(Promise, { __proto__: null, construct });
  if (hooks === null) exchange(Promise, promiseProxy);
  hooks = list;
}

function removePromiseHook(hook) {
  if (hooks === null) return;
  const list = ArrayPrototypeFilter(hooks, (one) => one !== hook);
  hooks = list.length === 0 ? null : list;
  if (hooks === null) exchange(promiseProxy, Promise);
}

module.exports = { addPromiseHook, keepFramesInThen, removePromiseHook };
