'use strict';

// process.nextTick() and queueMicrotask(). The loop calls runTicks() after
// each callback; when it returns, microtasks run, and it is called again as
// long as tickInfo says that ticks or rejections wait.

const { PromisePrototypeThen, PromiseResolve, ReflectApply } = primordials;
const {
  enqueueMicrotask,
  openMicrotasks,
  runMicrotasks,
  setPromiseRejectCallback,
  setTickCallback,
  takeMicrotask,
  tickInfo,
  triggerUncaughtException,
} = internalBinding('loop');
const {
  context,
  destroy,
  enter,
  kFrame,
  leave,
  queue: queueResource,
} = require('internal/async_context');
const FixedQueue = require('internal/fixed_queue');

// Indices of tickInfo.
const kHasTickScheduled = 0;
const kHasRejectionToWarn = 1;

const queue = new FixedQueue();

function checkCallback(callback) {
  if (typeof callback !== 'function') {
    require('internal/validators').validateFunction(callback, 'callback');
  }
}

// `this` is not needed: people call it detached.
function nextTick(callback, ...args) {
  checkCallback(callback);
  if (process._exiting) return;
  tickInfo[kHasTickScheduled] = 1;
  const tick = { callback, args, [kFrame]: context.frame };
  if (context.tracker !== null) context.tracker.init(tick, 'TickObject');
  queue.push(tick);
}

function runTracked(tick) {
  enter(tick);
  try {
    ReflectApply(tick.callback, undefined, tick.args);
  } finally {
    destroy(tick);
  }
  leave(tick);
}

// The microtask that is about to run: the function, four arguments.
const slots = [{}, {}, {}, {}, {}];

// Runs microtasks until none is left that can be taken: true if there was one.
// C writes into the slots without the collector's knowledge: they are read and
// emptied right behind that call, and the head of the loop, where the engine
// may stop, is in front of it.
function drain() {
  for (let ran = false; ; ran = true) {
    if (!takeMicrotask()) return ran;
    const callback = slots[0];
    const a = slots[1];
    const b = slots[2];
    const c = slots[3];
    const d = slots[4];
    slots[0] = slots[1] = slots[2] = slots[3] = slots[4] = undefined;
    callback(a, b, c, d);
  }
}

// All ticks, also those that are queued meanwhile, then the microtasks. When
// there are neither, it is time to report rejections. A tick that throws leaves
// the flag set, and the loop comes back for the rest.
function runTicks() {
  if (context.tracker !== null) context.tracker.enterLoop();
  if (context.promises !== null) context.promises.flush();
  let tick = queue.shift();
  if (tick === null) {
    tickInfo[kHasTickScheduled] = 0;
    if (!drain() && tickInfo[kHasRejectionToWarn] === 1) {
      require('internal/process/promises').processPromiseRejections();
    }
    return;
  }
  do {
    if (context.tracker !== null) {
      runTracked(tick);
    } else {
      const { callback, args } = tick;
      context.frame = tick[kFrame];
      if (args.length === 0) callback();
      else ReflectApply(callback, undefined, args);
    }
    tick = queue.shift();
  } while (tick !== null);
  tickInfo[kHasTickScheduled] = 0;
  drain();
}

// What the loop does behind a callback, between two that it has called in one
// go: ticks and microtasks until nothing is left. False when the loop itself
// has to.
function settle() {
  for (;;) {
    if (tickInfo[kHasTickScheduled] === 0) {
      drain();
      if (!runMicrotasks()) return false;
    }
    if ((tickInfo[kHasTickScheduled] | tickInfo[kHasRejectionToWarn]) === 0) {
      return true;
    }
    runTicks();
  }
}

const resolved = PromiseResolve();

// What throws in here is an uncaught exception, not a rejection.
function runMicrotask(task) {
  if (context.promises !== null) context.promises.flush();
  enter(task);
  try {
    const { callback } = task;
    callback();
    leave(task);
  } catch (err) {
    triggerUncaughtException(err, false);
  } finally {
    destroy(task);
  }
}

// The engine's own queue, once it is seen to work; before that, and where it
// does not, what a promise queues.
const kNotTried = 0;
const kTrying = 1;
const kDirect = 2;
let way = kNotTried;

function queueMicrotask(callback) {
  checkCallback(callback);
  const task = { callback, [kFrame]: undefined };
  queueResource(task, 'Microtask');
  if (way === kDirect) {
    enqueueMicrotask(runMicrotask, task);
    return;
  }
  PromisePrototypeThen(resolved, () => runMicrotask(task));
  if (way === kNotTried) {
    way = kTrying;
    enqueueMicrotask((seen) => {
      if (seen === task) way = kDirect;
    }, task);
  }
}

let tellsOfHandlers = true;

function onPromiseReject(type, promise, reason) {
  const promises = require('internal/process/promises');
  if (!tellsOfHandlers) {
    tellsOfHandlers = true;
    promises.watchThen();
  }
  promises.promiseRejectHandler(type, promise, reason);
}

function setupTaskQueue() {
  setTickCallback(runTicks);
  openMicrotasks(slots);
  tellsOfHandlers = setPromiseRejectCallback(onPromiseReject);
  return { nextTick, runNextTicks: runTicks };
}

module.exports = { setupTaskQueue, nextTick, queueMicrotask, settle };
