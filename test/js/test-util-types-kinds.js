// util.types tells what a value is, whatever its prototype says.
'use strict';

const assert = require('node:assert');
const { types } = require('node:util');

const sloppy = new Function('a', 'return arguments;');
const mapped = new Function('a', 'return [() => a, arguments][1];');
const samples = {
  isAnyArrayBuffer: [new ArrayBuffer(1), new SharedArrayBuffer(1)],
  isArgumentsObject: [sloppy(1), mapped(1), (function() {
    return arguments;
  })()],
  isArrayBuffer: [new ArrayBuffer(1)],
  isAsyncFunction: [async () => {}, async function* () {}],
  isBigIntObject: [Object(1n)],
  isBooleanObject: [new Boolean(false)],
  isDataView: [new DataView(new ArrayBuffer(1))],
  isDate: [new Date(), new (class extends Date {})()],
  isGeneratorFunction: [function* () {}, async function* () {}],
  isGeneratorObject: [(function* () {})(), (async function* () {})()],
  isMap: [new Map(), new (class extends Map {})()],
  isMapIterator: [new Map().keys()],
  isNativeError: [new Error(), new TypeError(), new (class extends Error {})()],
  isNumberObject: [new Number(1)],
  isPromise: [Promise.resolve(), (async () => {})()],
  isProxy: [new Proxy({}, {}), new Proxy(() => {}, {})],
  isRegExp: [/x/],
  isSet: [new Set()],
  isSetIterator: [new Set().values()],
  isSharedArrayBuffer: [new SharedArrayBuffer(1)],
  isStringObject: [new String('')],
  isSymbolObject: [Object(Symbol())],
  isUint8Array: [new Uint8Array(), Buffer.alloc(1)],
  isWeakMap: [new WeakMap()],
  isWeakSet: [new WeakSet()],
};
const others = [undefined, null, 0, 1.5, '', 'x', true, 1n, Symbol(), {}, [],
                () => {}, class {}, Object.create(Map.prototype),
                Object.create(Error.prototype), Object.create(Date.prototype)];

for (const [name, values] of Object.entries(samples)) {
  for (const value of values) {
    assert.strictEqual(types[name](value), true, name);
    if (typeof value !== 'function' && !types.isProxy(value) &&
        process.env.LODE_ENGINE !== 'plain') {
      Object.setPrototypeOf(value, null);
      assert.strictEqual(types[name](value), true, `${name} without prototype`);
    }
  }
  for (const value of others) {
    assert.strictEqual(types[name](value), false, `${name} ${typeof value}`);
  }
  assert.strictEqual(types[name](), false);
}
