'use strict';

// What promises need to keep the async context. Once there is an
// AsyncLocalStorage, or async_hooks is loaded, Promise.prototype.then() gives
// its callbacks the frame in which it was called: catch(), finally() and the
// combinators go through it. `await` does not; compiled code looks after that.

const { ObjectDefineProperty, PromisePrototype } = primordials;
const { context, keepFrameFor } = require('internal/async_context');

let engineThen;

function follow(callback, frame) {
  return (value) => {
    context.frame = frame;
    if (context.promises !== null) return context.promises.run(callback, value);
    const result = callback(value);
    if (typeof result === 'object' && result !== null &&
        context.frame !== undefined) {
      keepFrameFor(result);
    }
    if (context.promises !== null) context.promises.end();
    return result;
  };
}

const { then } = {
  then(onFulfilled, onRejected) {
    if (context.promises !== null) {
      return context.promises.then(engineThen, this, onFulfilled, onRejected);
    }
    const { frame } = context;
    // Plainly: the engine knows this form, and this is called often.
    return engineThen.call(
      this,
      typeof onFulfilled === 'function' ?
        follow(onFulfilled, frame) : onFulfilled,
      typeof onRejected === 'function' ?
        follow(onRejected, frame) : onRejected);
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

module.exports = { keepFramesInThen };
