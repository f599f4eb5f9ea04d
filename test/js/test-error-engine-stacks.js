'use strict';
// Errors that the engine throws look like those that programs make: stack with
// its header, message, own properties, prepareStackTrace; constructors are
// `new X`; awaits move no column.
const assert = require('node:assert');

const caught = (fn) => {
  try {
    fn();
  } catch (err) {
    return err;
  }
  throw new Error('did not throw');
};
const plain = process.env.LODE_ENGINE === 'plain';  // shut: engine's format

class Maker {
  constructor() { null.foo; }
}
class Derived extends Maker {
  constructor() { super(); }
}

if (!plain) {
  const err = caught(() => null.foo);
  assert.strictEqual(err.message,
                     "Cannot read properties of null (reading 'foo')");
  assert.match(err.stack, /^TypeError: Cannot read properties of null .*\n {4}at .*:25:\d+\)?\n/);
  assert.deepStrictEqual(Object.getOwnPropertyNames(err).sort(),
                         ['message', 'stack']);
  assert.ok(Object.getOwnPropertyNames(caught(() => nothing)).includes('stack'));
  // The first thing that is read may be anything.
  assert.strictEqual(`${caught(() => nothing)}`,
                     'ReferenceError: nothing is not defined');
  const { stack } = caught(() => nothing);
  assert.match(stack, /^ReferenceError: nothing is not defined\n {4}at /);

  const lines = caught(() => new Derived()).stack.split('\n');
  assert.match(lines[1], /^ {4}at new Maker \(.*:18:24\)$/);
  assert.match(lines[2], /^ {4}at new Derived \(.*:21:19\)$/);

  const again = caught(() => undefined.x);
  again.stack = 'mine';
  assert.strictEqual(again.stack, 'mine');
  assert.ok(caught(() => 1 in 2) instanceof TypeError);

  Error.prepareStackTrace = (err, sites) => sites.length > 0;
  assert.strictEqual(caught(() => null.foo).stack, true);
  Error.prepareStackTrace = undefined;
}

(async () => {
  await 1; await 2; const made = await new Error('late');
  assert.match(made.stack.split('\n')[1], /:53:40\)?$/);
})();
