'use strict';

// What promises need to keep the async context. Once there is an
// AsyncLocalStorage, or async_hooks is loaded, Promise.prototype.then() gives
// its callbacks the frame in which it was called: catch(), finally() and the
// combinators go through it; so it is in contexts of node:vm. `await` does not;
// compiled code looks after that.

const {
  ArrayPrototypeFilter,
  ArrayPrototypePush,
  ObjectDefineProperty,
  PromisePrototype,
  SafeWeakRef,
} = primordials;
const { context, keepFrameFor } = require('internal/async_context');

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

function replaceThen(prototype) {
  const engineThen = prototype.then;
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
  ObjectDefineProperty(prototype, 'then', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value: then,
    writable: true,
  });
}

let replaced = false;
let others = [];  // weakly, other realms' prototypes, until it is replaced
let room = 16;

function keepFramesInThen() {
  if (replaced) return;
  replaced = true;
  replaceThen(PromisePrototype);
  for (let i = 0; i < others.length; i++) {
    const prototype = others[i].deref();
    if (prototype !== undefined) replaceThen(prototype);
  }
  others = [];
}

// For the Promise.prototype of a context of node:vm.
function keepFramesOf(prototype) {
  if (replaced) {
    replaceThen(prototype);
    return;
  }
  if (others.length === room) {
    others = ArrayPrototypeFilter(others, (one) => one.deref() !== undefined);
    room = others.length * 2 + 16;
  }
  ArrayPrototypePush(others, new SafeWeakRef(prototype));
}

module.exports = { keepFramesInThen, keepFramesOf };
