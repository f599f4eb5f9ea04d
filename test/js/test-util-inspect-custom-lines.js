'use strict';
// The lines that a value's own inspection returns are indented like the rest.
const assert = require('node:assert');
const { inspect } = require('node:util');

const two = { [inspect.custom]: () => 'first {\n  second\n}' };
assert.strictEqual(inspect(two), 'first {\n  second\n}');
assert.strictEqual(inspect({ a: { b: two } }), `{
  a: {
    b: first {
      second
    }
  }
}`);
assert.strictEqual(inspect([two]), `[
  first {
    second
  }
]`);
assert.strictEqual(inspect(new Map([['k', two]])), `Map(1) {
  'k' => first {
    second
  }
}`);
