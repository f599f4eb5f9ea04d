'use strict';

// PROMISE resources of async_hooks, over internal/async_promises.

const { SafeWeakMap } = primordials;
const { context } = require('internal/async_context');
const { addPromiseHook, removePromiseHook } =
  require('internal/promise_hooks');
const tracker = require('internal/async_tracker');

const { kId, kTrigger } = tracker;

// The ids live beside the promises, not on them: they are the program's.
const resources = new SafeWeakMap();

function add(promise) {
  const resource = { [kId]: undefined, [kTrigger]: undefined };
  resources.set(promise, resource);
  return resource;
}

// A promise that is older than the hooks gets its id when it is first heard of.
function resourceOf(promise) {
  const resource = resources.get(promise) ?? add(promise);
  tracker.idOf(resource);
  return resource;
}

const hooks = {
  init(promise, parent) {
    if (resources.has(promise)) return;
    const trigger = parent === undefined ? undefined : resourceOf(parent)[kId];
    const resource = add(promise);
    tracker.init(resource, 'PROMISE', trigger, promise);
    if (tracker.wants('destroy')) {
      tracker.destroyWhenCollected(promise, resource[kId], undefined);
    }
  },
  before(promise) {
    if (context.tracker !== null) tracker.before(resourceOf(promise), promise);
  },
  after(promise) {
    if (context.tracker !== null) tracker.after(resourceOf(promise));
  },
  settled(promise) {
    tracker.emit('promiseResolve', resourceOf(promise)[kId]);
  },
};

function enable() {
  addPromiseHook(hooks);
}

function disable() {
  removePromiseHook(hooks);
}

// Runs `callback` as the promise that it is about, where that one has an id.
function runAs(promise, callback) {
  const resource = resources.get(promise);
  if (resource === undefined) return callback();
  tracker.push(resource[kId], resource[kTrigger], promise);
  try {
    return callback();
  } finally {
    tracker.pop();
  }
}

module.exports = { disable, enable, runAs };
