// SPDX-License-Identifier: MIT
'use strict';
// AsyncDisposableStack: the engine's use() refuses what can only be disposed of
// at once. It is adopted instead, which keeps its place in the order.

const {
  FunctionPrototypeCall,
  ObjectDefineProperty,
  SymbolAsyncDispose,
  SymbolDispose,
  TypeError,
} = primordials;

/**
 * @param {Function} AsyncDisposableStack the engine's
 * @returns {Function} the same
 */
function prepare(AsyncDisposableStack) {
  const { prototype } = AsyncDisposableStack;
  const { adopt, use: native } = prototype;
  const { use } = {
    use(value) {
      if ((typeof value !== 'object' && typeof value !== 'function') ||
          value === null || !(SymbolDispose in value)) {
        return FunctionPrototypeCall(native, this, value);
      }
      const method = value[SymbolAsyncDispose];
      if (method !== undefined && method !== null) {
        return FunctionPrototypeCall(native, this, value);
      }
      const dispose = value[SymbolDispose];
      if (typeof dispose !== 'function') {
        throw new TypeError('Symbol(Symbol.dispose) is not a function');
      }
      // What it returns is not waited for.
      FunctionPrototypeCall(adopt, this, value, () => {
        FunctionPrototypeCall(dispose, value);
      });
      return value;
    },
  };
  ObjectDefineProperty(prototype, 'use', {
    __proto__: null,
    value: use,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  return AsyncDisposableStack;
}

module.exports = { prepare };
