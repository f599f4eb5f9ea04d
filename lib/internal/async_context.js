'use strict';

// What follows a callback to where it runs: the frame of AsyncLocalStorage,
// and the ids and hooks of async_hooks and domain (the tracker). Whatever
// queues a callback calls queue() on its resource; around the callback it
// calls enter() and leave(). See docs/internals/async-context.md.

const {
  ObjectGetPrototypeOf,
  PromisePrototype,
  PromisePrototypeThen,
  PromiseResolve,
  ReflectApply,
  Symbol,
} = primordials;

// Compiled code saves `frame` before a wait and puts it back behind it.
const context = {
  frame: undefined,
  tracker: null,  // internal/async_tracker, once somebody asks for ids
  promises: null,  // internal/promise_hooks, while somebody listens
  lastId: 1,  // async ids count up from the program's own
};

const kFrame = Symbol('asyncContextFrame');

// `owner` is the resource that triggers this one, where that is not what
// executes.
function queue(resource, type, owner = undefined) {
  resource[kFrame] = context.frame;
  const { tracker } = context;
  if (tracker === null) return;
  tracker.init(resource, type,
               owner === undefined ? undefined : tracker.idOf(owner));
}

// What `run` makes is triggered by `owner`, a resource.
function triggeredBy(owner, run) {
  const { tracker } = context;
  return tracker === null ? run() :
    tracker.withTrigger(tracker.idOf(owner), run);
}

function enter(resource) {
  context.frame = resource[kFrame];
  if (context.tracker !== null) context.tracker.before(resource);
}

function leave(resource) {
  if (context.tracker !== null) context.tracker.after(resource);
}

// The resource will not call back any more.
function destroy(resource) {
  if (context.tracker !== null) context.tracker.destroy(resource);
}

// A callback that others call later, for the resource that it belongs to: the
// same one as long as there is no context to keep.
function bind(callback, type) {
  if (context.frame === undefined && context.tracker === null) return callback;
  const resource = {};
  queue(resource, type);
  return function(...args) {
    const { frame } = context;
    enter(resource);
    try {
      return ReflectApply(callback, this, args);
    } finally {
      leave(resource);
      context.frame = frame;
    }
  };
}

let isPromise;

// The engine calls then() of a thenable in a microtask of its own, which the
// next to be queued is: the one in front of it enters the frame of now.
function keepFrameFor(value) {
  isPromise ??= internalBinding('types').isPromise;
  if (ObjectGetPrototypeOf(value) === PromisePrototype || !('then' in value) ||
      isPromise(value)) {
    return;
  }
  const { frame } = context;
  PromisePrototypeThen(PromiseResolve(), () => {
    context.frame = frame;
  });
}

module.exports = {
  bind,
  context,
  destroy,
  enter,
  kFrame,
  keepFrameFor,
  leave,
  queue,
  triggeredBy,
};
