'use strict';

// What assertion errors say and carry.

const assert = require('node:assert');

function caught(fn) {
  try {
    fn();
  } catch (err) {
    return err;
  }
  return undefined;
}

let err = caught(() => assert.deepStrictEqual({ a: 1, b: [1] }, { a: 1, b: [2] }));
assert.strictEqual(
  err.message,
  'Expected values to be strictly deep-equal:\n+ actual - expected\n\n' +
  '  {\n    a: 1,\n    b: [\n+     1\n-     2\n    ]\n  }\n');
assert.strictEqual(err.operator, 'deepStrictEqual');
assert.strictEqual(err.generatedMessage, true);
assert.match(err.stack, /^AssertionError \[ERR_ASSERTION\]: Expected/);

err = caught(() => assert.strictEqual(1, 2, 'because'));
assert.strictEqual(err.message, 'because\n\n1 !== 2\n');
assert.strictEqual(err.generatedMessage, false);

const truth = false;
err = caught(() => {
  assert.ok(truth && ')' !== "(");
});
assert.strictEqual(
  err.message,
  'The expression evaluated to a falsy value:\n\n' +
  '  assert.ok(truth && \')\' !== "(")\n');

err = caught(() => assert.throws(() => {
  throw new TypeError('bad');
}, { message: 'good', name: /Type/ }));
assert.match(err.message, /\+ {3}message: 'bad',\n- {3}message: 'good',/);
assert.strictEqual(err.operator, 'throws');

err = caught(() => assert.throws(() => {}, RangeError, 'note'));
assert.strictEqual(
  err.message, 'Missing expected exception (RangeError): note');

const { strictEqual } = new assert.Assert({ diff: 'full' });
assert.throws(() => strictEqual(1, 2), { diff: 'simple' });
assert.throws(() => new assert.Assert({ strict: false }).equal(1, 2),
              { message: '1 == 2' });
