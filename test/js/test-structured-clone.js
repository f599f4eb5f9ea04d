// structuredClone() keeps shapes and types, and shares nothing.
'use strict';
const assert = require('node:assert');

const original = {
  number: 1, big: 2n, text: 'x', nothing: null, undef: undefined,
  date: new Date(5), regexp: /a(b)/giu, boxed: [new Number(1), new String('s'),
                                                new Boolean(false)],
  map: new Map([[1, { a: 1 }], ['k', new Set([1, 'two'])]]),
  holes: [1, , 3], // eslint-disable-line no-sparse-arrays
  bytes: new Uint16Array([1, 2, 3]).subarray(1),
  view: new DataView(new ArrayBuffer(4), 1, 2),
};
original.self = original;
original.holes.extra = 'more';
original.map.set('map', original.map);

const copy = structuredClone(original);
assert.notStrictEqual(copy, original);
assert.strictEqual(copy.self, copy);
assert.strictEqual(copy.map.get('map'), copy.map);
assert.notStrictEqual(copy.map, original.map);
assert.notStrictEqual(copy.bytes.buffer, original.bytes.buffer);
assert.strictEqual(copy.bytes.byteOffset, 2);
assert.deepStrictEqual(copy, original);
assert.ok(!(1 in copy.holes));

// Two references to one object are two references to one copy.
const shared = {};
const twice = structuredClone([shared, shared]);
assert.strictEqual(twice[0], twice[1]);

class Point {
  constructor() {
    this.x = 1;
  }
  get y() {
    return 2;
  }
}
assert.deepStrictEqual(structuredClone(new Point()), { x: 1 });

const error = new RangeError('wide', { cause: { a: 1 } });
error.more = 1;
const errorCopy = structuredClone(error);
assert.ok(errorCopy instanceof RangeError);
assert.strictEqual(errorCopy.message, 'wide');
assert.strictEqual(errorCopy.stack, error.stack);
assert.deepStrictEqual(errorCopy.cause, { a: 1 });
assert.strictEqual(errorCopy.more, undefined);

for (const bad of [() => {}, Symbol('s'), new WeakMap(), Promise.resolve(),
                   { f() {} }, [Symbol('t')], new Proxy({}, {})]) {
  assert.throws(() => structuredClone(bad),
                { name: 'DataCloneError', code: 25 });
}

const buffer = new ArrayBuffer(8);
const holder = { buffer, bytes: new Uint8Array(buffer, 2, 3) };
const moved = structuredClone(holder, { transfer: [buffer] });
assert.strictEqual(buffer.byteLength, 0);
assert.strictEqual(moved.buffer.byteLength, 8);
assert.strictEqual(moved.bytes.buffer, moved.buffer);
assert.strictEqual(moved.bytes.byteOffset, 2);
assert.throws(() => structuredClone(buffer), { name: 'DataCloneError' });
assert.throws(() => structuredClone(1, { transfer: [{}] }), Error);
const bytes = new Uint8Array(new ArrayBuffer(8), 4);
bytes[0] = 7;
const movedBytes = structuredClone(bytes, { transfer: [bytes.buffer] });
assert.strictEqual(bytes.length, 0);
assert.strictEqual(movedBytes.byteOffset, 4);
assert.strictEqual(movedBytes[0], 7);
const unused = new ArrayBuffer(8);
structuredClone(1, { transfer: [unused] });
assert.ok(unused.detached);

// A long chain does not exhaust the stack.
let chain = {};
for (let i = 0; i < 500; i++) {
  chain = { chain };
}
let depth = 0;
for (let link = structuredClone(chain); link.chain; link = link.chain) {
  depth++;
}
assert.strictEqual(depth, 500);
