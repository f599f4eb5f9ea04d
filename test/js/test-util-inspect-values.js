// util.inspect shows each class of value as Node does.
'use strict';

const assert = require('node:assert');
const { inspect } = require('node:util');

// Without the engine's inside, iterators and promises are closed.
const isPlain = process.env.LODE_ENGINE === 'plain';

class Foo {
  constructor() {
    this.x = 1;
  }
}
class Bar extends Foo {}
class Named extends Map {}
class Tagged {
  get [Symbol.toStringTag]() {
    return 'tag';
  }
}

const circular = { a: 1 };
circular.self = circular;
const sparse = [1, , 3, , ,];
sparse.extra = true;
const nullProto = Object.create(null);
nullProto.a = 1;
const iterator = new Map([[1, 2], [3, 4], [5, 6]]).entries();
iterator.next();
const values = new Set(['a', 'b']).values();
const rejected = Promise.reject(7);
rejected.catch(() => {});

const cases = [
  [-0, '-0'],
  [10n, '10n'],
  ["it's", '"it\'s"'],
  ['a\n\x00\x7f', "'a\\n\\x00\\x7F'"],
  ['\ud800', "'\\ud800'"],
  [Symbol('x'), 'Symbol(x)'],
  [new Foo(), 'Foo { x: 1 }'],
  [new Bar(), 'Bar { x: 1 }'],
  [Bar, '[class Bar extends Foo]'],
  [class {}, '[class (anonymous)]'],
  [function f() {}, '[Function: f]'],
  [async () => {}, '[AsyncFunction (anonymous)]'],
  [function* g() {}, '[GeneratorFunction: g]'],
  [circular, '<ref *1> { a: 1, self: [Circular *1] }'],
  [sparse, '[ 1, <1 empty item>, 3, <2 empty items>, extra: true ]'],
  [nullProto, '[Object: null prototype] { a: 1 }'],
  [new Map([['k', { a: 1 }]]), "Map(1) { 'k' => { a: 1 } }"],
  [new Named([[1, 2]]), 'Named(1) [Map] { 1 => 2 }'],
  [new Set([1, [2]]), 'Set(2) { 1, [ 2 ] }'],
  [new Proxy({ a: 1 }, {}), '{ a: 1 }'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [new Date(NaN), 'Invalid Date'],
  [/x/gi, '/x/gi'],
  [new Uint8Array(2), 'Uint8Array(2) [ 0, 0 ]'],
  [new ArrayBuffer(2),
   'ArrayBuffer { [Uint8Contents]: <00 00>, [byteLength]: 2 }'],
  [new WeakMap(), 'WeakMap { <items unknown> }'],
  [new Number(3), '[Number: 3]'],
  [new String('s'), "[String: 's']"],
  [Object(1n), '[BigInt: 1n]'],
  [Object(Symbol('q')), '[Symbol: Symbol(q)]'],
  [(function() { return arguments; })(1), "[Arguments] { '0': 1 }"],
  [new Tagged(), 'Tagged [tag] {}'],
  [{ get a() { return 1; }, set b(v) {} }, '{ a: [Getter], b: [Setter] }'],
  [{ [Symbol('s')]: 1, 'a-b': 2 }, "{ 'a-b': 2, Symbol(s): 1 }"],
  [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: [Object] } } }'],
];

if (!isPlain) {
  cases.push(
    [iterator, '[Map Entries] { [ 3, 4 ], [ 5, 6 ] }'],
    [values, "[Set Iterator] { 'a', 'b' }"],
    [Promise.resolve(4), 'Promise { 4 }'],
    [rejected, 'Promise { <rejected> 7 }'],
    [new Promise(() => {}), 'Promise { <pending> }'],
  );
}

for (const [value, expected] of cases) {
  assert.strictEqual(inspect(value), expected);
}

// Looking at an iterator does not move it.
assert.deepStrictEqual([...iterator], [[3, 4], [5, 6]]);

if (!isPlain) {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  assert.strictEqual(inspect(revoked.proxy), '<Revoked Proxy>');
  assert.strictEqual(inspect(new Proxy([1], {}), { showProxy: true }),
                     'Proxy [ [ 1 ], {} ]');
}
assert.strictEqual(inspect(nullProto, { depth: -1 }), '[Object: null prototype]');

// Many numbers stand in columns.
assert.strictEqual(
  inspect(Array.from({ length: 27 }, (_, i) => i)),
  `[
   0,  1,  2,  3,  4,  5,  6,  7,
   8,  9, 10, 11, 12, 13, 14, 15,
  16, 17, 18, 19, 20, 21, 22, 23,
  24, 25, 26
]`);
