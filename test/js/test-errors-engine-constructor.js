'use strict';
// The constructor of an error that the engine throws is the class that the
// program names, also when it names it later.
let error;
try {
  null.property;
} catch (err) {
  error = err;
}
const { constructor } = error;
const assert = require('node:assert');
assert.strictEqual(constructor, TypeError);
assert.strictEqual(constructor.name, 'TypeError');
assert.ok(error instanceof constructor);
assert.strictEqual(Object.getOwnPropertyDescriptor(
  RangeError.prototype, 'constructor').value, RangeError);
