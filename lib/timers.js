'use strict';

// node:timers.

const { ObjectDefineProperty, SymbolFor } = primordials;
const {
  Immediate,
  Timeout,
  clearImmediate,
  clearTimer,
  insert,
} = require('internal/timers');

const kCustomPromisify = SymbolFor('nodejs.util.promisify.custom');

function checkCallback(callback) {
  if (typeof callback !== 'function') {
    require('internal/validators').validateFunction(callback, 'callback');
  }
}

function setTimeout(callback, after, ...args) {
  checkCallback(callback);
  const timer = new Timeout(
    callback, after, args.length === 0 ? undefined : args, false, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

function setInterval(callback, repeat, ...args) {
  checkCallback(callback);
  const timer = new Timeout(
    callback, repeat, args.length === 0 ? undefined : args, true, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

function setImmediate(callback, ...args) {
  checkCallback(callback);
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

function clearTimeout(timer) {
  clearTimer(timer);
}

function clearInterval(timer) {
  clearTimer(timer);
}

ObjectDefineProperty(setTimeout, kCustomPromisify, {
  __proto__: null,
  enumerable: true,
  get() {
    return require('timers/promises').setTimeout;
  },
});

ObjectDefineProperty(setImmediate, kCustomPromisify, {
  __proto__: null,
  enumerable: true,
  get() {
    return require('timers/promises').setImmediate;
  },
});

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
};
ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('timers/promises');
  },
});
