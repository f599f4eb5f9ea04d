'use strict';

// node:v8, as far as the engine has what it speaks of: the heap as a whole,
// promise hooks, the representation of strings. There is no start-up snapshot,
// so none is ever being built. V8's spaces, its flags, its code cache and its
// profilers have no counterpart, and so no functions here.

const {
  ObjectPrototypeToString,
  RegExpPrototypeExec,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_NOT_BUILDING_SNAPSHOT },
} = require('internal/errors');
const { addPromiseHook, removePromiseHook } =
  require('internal/promise_hooks');
const { validateString } = require('internal/validators');

// --- promise hooks ------------------------------------------------------------

const names = ['init', 'before', 'after', 'settled'];

// Async functions would make promises of their own in a hook.
function checkHook(fn, name) {
  const tag = typeof fn === 'function' ? ObjectPrototypeToString(fn) : '';
  if (tag === '' || tag === '[object AsyncFunction]' ||
      tag === '[object AsyncGeneratorFunction]') {
    throw new ERR_INVALID_ARG_TYPE(`${name}Hook`, 'Function', fn);
  }
}

function start(hook) {
  addPromiseHook(hook);
  return () => removePromiseHook(hook);
}

/**
 * @param {object} [hooks] init, before, after, settled
 * @returns {() => void} stops them
 */
function createHook(hooks = {}) {
  const hook = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const fn = hooks[name];
    if (fn === undefined) continue;
    checkHook(fn, name);
    hook[name] = fn;
  }
  return start(hook);
}

function hookOf(name) {
  return (fn) => {
    checkHook(fn, name);
    return start({ __proto__: null, [name]: fn });
  };
}

// --- the heap -----------------------------------------------------------------

/**
 * Node's fields; those of parts that only V8's heap has are 0.
 * @returns {object}
 */
function getHeapStatistics() {
  const { heapTotal, heapUsed, external } = process.memoryUsage();
  const limit = process.constrainedMemory() || require('os').totalmem();
  return {
    total_heap_size: heapTotal,
    total_heap_size_executable: 0,
    total_physical_size: heapTotal,
    total_available_size: limit - heapUsed,
    used_heap_size: heapUsed,
    heap_size_limit: limit,
    malloced_memory: 0,
    peak_malloced_memory: 0,
    does_zap_garbage: 0,
    number_of_native_contexts: 0,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: external,
  };
}

// --- the rest -----------------------------------------------------------------

/**
 * @param {string} content
 * @returns {boolean} whether a byte is enough for each of its characters
 */
function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return RegExpPrototypeExec(/[^\0-\xff]/, content) === null;
}

function throwNotBuilding() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

module.exports = {
  getHeapStatistics,
  isStringOneByteRepresentation,
  promiseHooks: {
    createHook,
    onInit: hookOf('init'),
    onBefore: hookOf('before'),
    onAfter: hookOf('after'),
    onSettled: hookOf('settled'),
  },
  startupSnapshot: {
    addDeserializeCallback: throwNotBuilding,
    addSerializeCallback: throwNotBuilding,
    setDeserializeMainFunction: throwNotBuilding,
    isBuildingSnapshot: () => false,
  },
};
