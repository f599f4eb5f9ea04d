'use strict';

// PROMISE resources of async_hooks, over internal/async_promises.

const { SafeWeakMap } = primordials;
const { context } = require('internal/async_context');
const { addPromiseHook, removePromiseHook } =
  require('internal/async_promises');
const tracker = require('internal/async_tracker');

const { kId, kTrigger } = tracker;

// The ids live beside the promises, not on them: they are the program's.
const resources = new SafeWeakMap();

function resourceOf(promise, parent) {
  let resource = resources.get(promise);
  if (resource === undefined) {
    const parentId = parent === undefined ?
      undefined : resourceOf(parent)[kId];
    resource = { promise, [kId]: undefined, [kTrigger]: undefined };
    resources.set(promise, resource);
    tracker.init(resource, 'PROMISE', parentId, promise);
    if (tracker.wants('destroy')) {
      tracker.destroyWhenCollected(promise, resource[kId], undefined);
    }
  }
  return resource;
}

const hooks = {
  init(promise, parent) {
    resourceOf(promise, parent);
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

module.exports = { disable, enable };
