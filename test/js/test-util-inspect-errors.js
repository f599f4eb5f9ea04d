// util.inspect shows an error's stack once, with its class, its cause and its
// own properties, also for errors that the engine throws.
'use strict';

const assert = require('node:assert');
const { inspect } = require('node:util');

const error = new TypeError('outer', { cause: new Error('inner') });
error.code = 'E_CODE';
const text = inspect(error);
assert.match(text, /^TypeError: outer\n {4}at /);
assert.match(text, /\{\n {2}code: 'E_CODE',\n {2}\[cause\]: Error: inner\n {6}at /);
assert.strictEqual(text.split('outer').length, 2);

class Custom extends Error {}
assert.match(inspect(new Custom('m')),
             /^Custom \[Error\]: m\n {4}at .*inspect-errors/);

const renamed = new Error('m');
renamed.name = 'Other';
renamed.stack = 'Error: m\n    at x:1:1';
assert.strictEqual(inspect(renamed), "Error: m\n    at x:1:1 {\n  name: 'Other'\n}");

try {
  null.property; // eslint-disable-line no-unused-expressions
} catch (err) {
  const shown = inspect(err);
  assert.match(shown, /^TypeError: .*\n {4}at /);
  // Nothing of the engine's own properties.
  assert.doesNotMatch(shown, /sourceURL|column:/);
  assert.doesNotMatch(inspect(err, { showHidden: true }), /sourceURL/);
}

const stackless = new Error('gone');
stackless.stack = undefined;
assert.strictEqual(inspect(stackless), '[Error: gone]');

const group = new AggregateError([stackless], 'all');
group.stack = 'AggregateError: all\n    at x:1:1';
assert.strictEqual(
  inspect(group),
  'AggregateError: all\n    at x:1:1 {\n  [errors]: [ [Error: gone] ]\n}');

const deep = new Error('deep');
deep.stack = `Error: deep\n${'    at f (x:1:1)\n'.repeat(12)}    at g (x:2:2)`;
assert.strictEqual(
  inspect(deep),
  'Error: deep\n    at f (x:1:1)\n    ... collapsed 11 duplicate lines ' +
  'matching above 1 lines 11 times...\n    at g (x:2:2)');
