'use strict';
// A loop that has nothing but an asynchronous WebAssembly compilation to wait
// for stays alive until that is settled, also when it fails.
const assert = require('node:assert');

const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const seen = [];
WebAssembly.instantiate(empty).then(({ instance }) => {
  seen.push(instance instanceof WebAssembly.Instance);
  return WebAssembly.compile(empty);
}).then((module) => {
  seen.push(module instanceof WebAssembly.Module);
  return WebAssembly.compile(new Uint8Array(3));
}).catch((err) => {
  seen.push(err instanceof WebAssembly.CompileError);
});
process.on('exit', () => assert.deepStrictEqual(seen, [true, true, true]));
