'use strict';

// AsyncLocalStorage. A frame is a list of stores, never changed (but by
// disable()): `context.frame` is the one in force. A list, for programs have
// one storage or two: to enter one costs an object, to read it a comparison.

const { ObjectIs, ReflectApply } = primordials;
const { context } = require('internal/async_context');
const { keepFramesInThen } = require('internal/async_promises');
const { validateObject } = require('internal/validators');

class Frame {
  constructor(storage, value, next) {
    this.storage = storage;
    this.value = value;
    this.next = next;
  }
}

function find(frame, storage) {
  while (frame !== undefined && frame.storage !== storage) frame = frame.next;
  return frame;
}

// The frame without its entry `found`, which it has: those in front of it are
// copied.
function without(frame, found) {
  if (frame === found) return found.next;
  const first = new Frame(frame.storage, frame.value, undefined);
  let last = first;
  for (frame = frame.next; frame !== found; frame = frame.next) {
    last.next = new Frame(frame.storage, frame.value, undefined);
    last = last.next;
  }
  last.next = found.next;
  return first;
}

function withStore(frame, storage, value) {
  const found = find(frame, storage);
  return new Frame(storage, value,
                   found === undefined ? frame : without(frame, found));
}

class AsyncLocalStorage {
  #defaultValue;
  #name = '';

  /**
   * @param {{ defaultValue?: any, name?: string }} [options]
   */
  constructor(options = {}) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
    keepFramesInThen();
  }

  get name() {
    return this.#name;
  }

  /**
   * @param {Function} fn
   * @returns {Function} runs `fn` in the context of now
   */
  static bind(fn) {
    return require('async_hooks').AsyncResource.bind(fn);
  }

  /**
   * @returns {Function} runs what it is given in the context of now
   */
  static snapshot() {
    return AsyncLocalStorage.bind((fn, ...args) => fn(...args));
  }

  // Also for what shares the entry, or has queued a callback with it.
  disable() {
    const found = find(context.frame, this);
    if (found === undefined) return;
    const { next } = found;
    found.storage = next?.storage;
    found.value = next?.value;
    found.next = next?.next;
  }

  enterWith(store) {
    context.frame = withStore(context.frame, this, store);
  }

  /**
   * @param {any} store
   * @param {Function} fn
   * @param {...any} args
   * @returns {any} what `fn` returns
   */
  run(store, fn, ...args) {
    const outer = context.frame;
    const found = find(outer, this);
    const prior = found === undefined ? this.#defaultValue : found.value;
    if (ObjectIs(prior, store)) return ReflectApply(fn, null, args);
    const frame = new Frame(
      this, store, found === undefined ? outer : without(outer, found));
    context.frame = frame;
    try {
      return ReflectApply(fn, null, args);
    } finally {
      // What `fn` entered of other storages stays entered.
      context.frame = context.frame === frame ?
        outer : withStore(context.frame, this, prior);
    }
  }

  exit(fn, ...args) {
    return this.run(undefined, fn, ...args);
  }

  getStore() {
    let { frame } = context;
    while (frame !== undefined) {
      if (frame.storage === this) return frame.value;
      frame = frame.next;
    }
    return this.#defaultValue;
  }
}

module.exports = AsyncLocalStorage;
