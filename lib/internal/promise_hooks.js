'use strict';

// What v8.promiseHooks and async_hooks hear of promises. The engine has no
// such hooks. While somebody listens,
//
//   - the global Promise is a Proxy whose construct trap sees what constructors
//     and static methods make; then() tells of its own;
//   - compiled async functions tell where they begin, wait and go on. The
//     promise that the engine made for one is found on the stack.
//
// What cannot be seen: promises of async generators and of import(), and what
// lib/ does with its own promises.
// The end of a turn (`after`) is seen when the next one begins.

const {
  ArrayPrototypeFilter,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  FunctionPrototypeCall,
  ObjectDefineProperty,
  Promise,
  PromiseResolve,
  Proxy,
  ReflectConstruct,
  SafeWeakMap,
} = primordials;
const { tickInfo, triggerUncaughtException } = internalBinding('loop');
const { isPromise } = internalBinding('types');
const {
  getAsyncFunctionPromise,
  getReactionPromise,
  setAsyncHelpers,
} = internalBinding('util');
const { context, keepFrameFor } = require('internal/async_context');
const { keepFramesInThen } = require('internal/async_promises');

let hooks = [];  // never changed in place

// A promise that was told of -> whether it was told that it is settled.
const told = new SafeWeakMap();

// --- telling ------------------------------------------------------------------

function tell(name, promise, parent) {
  const list = hooks;
  for (let i = 0; i < list.length; i++) {
    const hook = list[i];
    if (hook[name] === undefined) continue;
    try {
      hook[name](promise, parent);
    } catch (err) {
      triggerUncaughtException(err, false);
    }
  }
}

function tellInit(promise, parent) {
  told.set(promise, false);
  tell('init', promise, parent);
}

function tellSettled(promise) {
  if (told.get(promise) !== false) return;
  told.set(promise, true);
  tell('settled', promise);
}

// --- constructors and then() --------------------------------------------------

let promiseProxy;
let parent;  // whose then() is making a promise

function construct(target, args, newTarget) {
  const { 0: executor } = args;
  if (newTarget === promiseProxy) newTarget = target;
  if (hooks.length === 0 || typeof executor !== 'function') {
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
  tellInit(promise, of);
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

// Promise.resolve(), which knows the engine's promises by their constructor.
const engineResolve = Promise.resolve;
const { resolve } = {
  resolve(value) {
    if (this === promiseProxy && isPromise(value) &&
        value.constructor === Promise) {
      return value;
    }
    return FunctionPrototypeCall(engineResolve, this, value);
  },
};

// What passes a value or a reason on is a callback, too.
function passValue(value) {
  return value;
}

function passReason(reason) {
  throw reason;
}

function then(engineThen, self, onFulfilled, onRejected) {
  const { frame } = context;
  const follow = (callback) => (value) => {
    context.frame = frame;
    return run(callback, value, promise);
  };
  parent = self;
  let promise;
  try {
    promise = FunctionPrototypeCall(
      engineThen, self,
      follow(typeof onFulfilled === 'function' ? onFulfilled : passValue),
      follow(typeof onRejected === 'function' ? onRejected : passReason));
  } finally {
    parent = undefined;
  }
  if (told.get(promise) === undefined) tellInit(promise, self);
  return promise;
}

// The promise that then() made is settled inside of before and after. A
// callback that is older than the hooks does not know it: the engine does.
function run(callback, value, promise = getReactionPromise()) {
  if (promise === undefined) return callback(value);
  flush();
  tell('before', promise);
  try {
    const result = callback(value);
    if (typeof result === 'object' && result !== null &&
        context.frame !== undefined) {
      keepFrameFor(result);
    }
    return result;
  } finally {
    endTurn(promise);
  }
}

// Of a callback that has begun when nobody listened.
function end() {
  const promise = getReactionPromise();
  if (promise !== undefined) endTurn(promise);
}

function endTurn(promise) {
  tellSettled(promise);
  tell('after', promise);
}

// --- functions that wait ------------------------------------------------------

let begun = [];  // promises of functions that began in this turn
const waiting = new SafeWeakMap();  // promise of a function -> its next turn
let turn;  // what runs now, if it is behind an await: a promise
let turnOf;  // ... and that of the function

function nothing() {}

function start() {
  const promise = getAsyncFunctionPromise();
  if (promise === undefined) return;
  tellInit(promise);
  ArrayPrototypePush(begun, promise);
  tickInfo[0] = 1;  // so that flush() is called
}

function wait(value) {
  const promise = getAsyncFunctionPromise();
  if (promise === undefined) return value;
  if (!isPromise(value)) {
    // What the engine would do.
    const isThenable = (typeof value === 'object' && value !== null) ||
      typeof value === 'function';
    value = PromiseResolve(value);
    tellInit(value, promise);
    if (!isThenable) tellSettled(value);
  }
  const next = new Promise(nothing);
  tellInit(next, value);
  waiting.set(promise, next);
  return value;
}

function resume() {
  flush();
  const promise = getAsyncFunctionPromise();
  if (promise === undefined) return;
  const next = waiting.get(promise);
  if (next === undefined) return;
  waiting.delete(promise);
  turn = next;
  turnOf = promise;
  tickInfo[0] = 1;
  tell('before', next);
}

// Between turns: functions that do not wait by now have ended.
function flush() {
  if (begun.length > 0) {
    const list = begun;
    begun = [];
    for (let i = 0; i < list.length; i++) endFunction(list[i]);
  }
  if (turn !== undefined) {
    const ended = turn;
    turn = undefined;
    endFunction(turnOf);
    turnOf = undefined;
    endTurn(ended);
  }
}

function endFunction(promise) {
  if (waiting.get(promise) === undefined) tellSettled(promise);
}

// --- on and off ---------------------------------------------------------------

const listening = { end, flush, resume, run, start, then, wait };

function exchange(object, name, from, to) {
  if (object[name] !== from) return;
  ObjectDefineProperty(object, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value: to,
    writable: true,
  });
}

function setup() {
  const runtime = require('internal/compiler/runtime');
  setAsyncHelpers(start, wait, resume, runtime.start, runtime.wait,
                  runtime.resume, runtime.back, run, end);
  promiseProxy = new Proxy(Promise, { __proto__: null, construct });
}

/**
 * @param {object} hook functions init(promise, parent), before, after, settled
 */
function addPromiseHook(hook) {
  if (hooks.length === 0) {
    keepFramesInThen();
    if (promiseProxy === undefined) setup();
    exchange(globalThis, 'Promise', Promise, promiseProxy);
    exchange(Promise, 'resolve', engineResolve, resolve);
    context.promises = listening;
  }
  hooks = ArrayPrototypeSlice(hooks);
  ArrayPrototypePush(hooks, hook);
}

function removePromiseHook(hook) {
  const list = ArrayPrototypeFilter(hooks, (one) => one !== hook);
  if (list.length === 0 && hooks.length > 0) {
    exchange(globalThis, 'Promise', promiseProxy, Promise);
    exchange(Promise, 'resolve', resolve, engineResolve);
    context.promises = null;
    begun = [];
    turn = undefined;
    turnOf = undefined;
  }
  hooks = list;
}

module.exports = { addPromiseHook, removePromiseHook };
