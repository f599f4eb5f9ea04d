'use strict';

// What promises need to keep the async context. Once there is an
// AsyncLocalStorage, or async_hooks is loaded, Promise.prototype.then() gives
// its callbacks the frame in which it was called: catch(), finally() and the
// combinators go through it. `await` does not; compiled code looks after that.

const { ObjectDefineProperty, PromisePrototype } = primordials;
const { context, keepFrameFor } = require('internal/async_context');

let engineThen;

// What a callback has to know later: the promise that then() made for it, for
// those that begin to listen to promises meanwhile.
class Link {
  constructor(frame) {
    this.frame = frame;
    this.promise = undefined;
  }
}

function follow(callback, link) {
  return (value) => {
    context.frame = link.frame;
    if (context.promises !== null) {
      return context.promises.run(link.promise, callback, value);
    }
    const result = callback(value);
    if (typeof result === 'object' && result !== null &&
        context.frame !== undefined) {
      keepFrameFor(result);
    }
    if (context.promises !== null) context.promises.end(link.promise);
    return result;
  };
}

const { then } = {
  then(onFulfilled, onRejected) {
    if (context.promises !== null) {
      return context.promises.then(engineThen, this, onFulfilled, onRejected);
    }
    const link = new Link(context.frame);
    // Plainly: the engine knows this form, and this is called often.
    const promise = engineThen.call(
      this,
      typeof onFulfilled === 'function' ?
        follow(onFulfilled, link) : onFulfilled,
      typeof onRejected === 'function' ?
        follow(onRejected, link) : onRejected);
    link.promise = promise;
    return promise;
  },
};

function keepFramesInThen() {
  if (engineThen !== undefined) return;
  engineThen = PromisePrototype.then;
  ObjectDefineProperty(PromisePrototype, 'then', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value: then,
    writable: true,
  });
}

module.exports = { follow, keepFramesInThen, Link };
