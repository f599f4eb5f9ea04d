// Mocks of node:test: calls are kept, and what was there comes back.
'use strict';
const assert = require('assert');
const { mock, test } = require('node:test');

test('functions', () => {
  const add = mock.fn((a, b) => a + b);
  assert.strictEqual(add(1, 2), 3);
  add.mock.mockImplementation(() => 'replaced');
  add.mock.mockImplementationOnce(() => { throw new Error('once'); });
  assert.throws(() => add(), /once/);
  assert.strictEqual(add(), 'replaced');
  assert.strictEqual(add.mock.callCount(), 3);
  assert.deepStrictEqual(add.mock.calls[0].arguments, [1, 2]);
  assert.strictEqual(add.mock.calls[0].result, 3);
  assert.match(add.mock.calls[1].error.message, /once/);
});

test('methods, accessors and properties', (t) => {
  const object = {
    name: 'x',
    hello() { return `hello ${this.name}`; },
    get value() { return 1; },
  };
  t.mock.method(object, 'hello', function() { return `bye ${this.name}`; },
                { times: 1 });
  assert.strictEqual(object.hello(), 'bye x');
  assert.strictEqual(object.hello(), 'hello x');
  t.mock.getter(object, 'value', () => 2);
  assert.strictEqual(object.value, 2);
  const { mock: { accesses } } = { mock: t.mock.property(object, 'name', 'y').mock };
  assert.strictEqual(object.name, 'y');
  assert.deepStrictEqual(accesses, []);
  t.mock.restoreAll();
  assert.strictEqual(object.value, 1);
  assert.strictEqual(object.name, 'x');
  assert.throws(() => t.mock.method(object, 'none'),
                { code: 'ERR_INVALID_ARG_VALUE' });
});
