// The engine compiles WebAssembly on threads of its own and settles the
// promise through its GLib context, which keeps no process alive. So these
// hold the loop until their promise is settled.
'use strict';

const {
  FunctionPrototypeCall,
  ObjectDefineProperty,
  PromisePrototypeThen,
} = primordials;
const { holdForEngine } = internalBinding('loop');

function holding(name, original) {
  const { [name]: wrapper } = {
    [name](bytes, ...rest) {
      const promise = FunctionPrototypeCall(original, this, bytes, ...rest);
      holdForEngine(true);
      const release = () => holdForEngine(false);
      PromisePrototypeThen(promise, release, release);
      return promise;
    },
  };
  return wrapper;
}

// Patches the engine's namespace in place, once, when a program first names
// it.
function prepare(WebAssembly) {
  const names = ['compile', 'instantiate'];
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(WebAssembly, names[i], {
      __proto__: null, configurable: true, enumerable: true,
      value: holding(names[i], WebAssembly[names[i]]), writable: true,
    });
  }
  return WebAssembly;
}

module.exports = { prepare };
