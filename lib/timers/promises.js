'use strict';

// node:timers/promises.

const {
  Promise,
  PromiseReject,
  ReflectConstruct,
  Symbol,
} = primordials;
const {
  AbortError,
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  Immediate,
  Timeout,
  clearImmediate,
  clearTimer,
  insert,
} = require('internal/timers');
const {
  validateAbortSignal,
  validateBoolean,
  validateNumber,
  validateObject,
} = require('internal/validators');
const { kResistStopPropagation } = require('internal/events/symbols');

const kScheduler = Symbol('kScheduler');
const kEmptyObject = { __proto__: null };

function checkDelay(delay) {
  if (delay !== undefined) validateNumber(delay, 'delay');
}

function checkOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (options.ref !== undefined) validateBoolean(ref, 'options.ref');
  return { signal, ref };
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

const kAbortFlags = { __proto__: null, [kResistStopPropagation]: true };

// A promise for what start(resolve) arranges; abort undoes it with cancel().
function wait(signal, start, cancel) {
  if (signal?.aborted) return PromiseReject(abortError(signal));
  return new Promise((resolve, reject) => {
    if (signal === undefined) {
      start(resolve);
      return;
    }
    const onAbort = () => {
      if (handle._destroyed) return;
      cancel(handle);
      reject(abortError(signal));
    };
    const handle = start((value) => {
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
    signal.addEventListener('abort', onAbort, kAbortFlags);
  });
}

function setTimeout(after, value, options = kEmptyObject) {
  let checked;
  try {
    checkDelay(after);
    checked = checkOptions(options);
  } catch (err) {
    return PromiseReject(err);
  }
  return wait(checked.signal, (resolve) => {
    const timer = new Timeout(resolve, after, [value], false, checked.ref);
    insert(timer, timer._idleTimeout);
    return timer;
  }, clearTimer);
}

function setImmediate(value, options = kEmptyObject) {
  let checked;
  try {
    checked = checkOptions(options);
  } catch (err) {
    return PromiseReject(err);
  }
  return wait(checked.signal, (resolve) => {
    const immediate = new Immediate(resolve, [value]);
    if (!checked.ref) immediate.unref();
    return immediate;
  }, clearImmediate);
}

async function* setInterval(after, value, options = kEmptyObject) {
  checkDelay(after);
  const { signal, ref } = checkOptions(options);
  if (signal?.aborted) throw abortError(signal);

  let ticks = 0;  // not yet yielded
  let wake;
  const notify = () => {
    const resolve = wake;
    wake = undefined;
    resolve?.();
  };
  const timer = new Timeout(() => {
    ticks++;
    notify();
  }, after, undefined, true, ref);
  insert(timer, timer._idleTimeout);
  const onAbort = () => {
    clearTimer(timer);
    notify();
  };
  try {
    signal?.addEventListener('abort', onAbort, kAbortFlags);
    while (!signal?.aborted) {
      if (ticks === 0) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
      for (; ticks > 0; ticks--) yield value;
    }
    throw abortError(signal);
  } finally {
    clearTimer(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

function makeScheduler() {
  this[kScheduler] = true;
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: ReflectConstruct(makeScheduler, [], Scheduler),
};
