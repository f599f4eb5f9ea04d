// Errors of the library have Node's class, code, message and title.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const util = require('node:util');

function thrown(fn) {
  try {
    fn();
  } catch (err) {
    return err;
  }
  throw new Error('nothing was thrown');
}

const error = thrown(() => util.inherits(null, 1));
assert(error instanceof TypeError);
assert.strictEqual(error.constructor, TypeError);
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
const message = 'The "ctor" argument must be of type function. Received null';
assert.strictEqual(error.message, message);
const title = `TypeError [ERR_INVALID_ARG_TYPE]: ${message}`;
assert.strictEqual(error.toString(), title);
assert.strictEqual(error.stack.split('\n')[0], title);
assert.match(error.stack.split('\n')[1], /^ {4}at .*inherits/);
assert.deepStrictEqual(Object.keys(error), ['code']);

const types = [
  [1.5, 'type number (1.5)'],
  [-0, 'type number (-0)'],
  ["it's", 'type string ("it\'s")'],
  ['x'.repeat(40), `type string ('${'x'.repeat(25)}...')`],
  [10n, 'type bigint (10n)'],
  [[], 'an instance of Array'],
  [Object.create(null), '[Object: null prototype] {}'],
  [undefined, 'undefined'],
];
for (const [value, received] of types) {
  const { message } = thrown(() => util.promisify(value));
  assert.strictEqual(
    message,
    `The "original" argument must be of type function. Received ${received}`);
}

const missing = thrown(() => fs.readFileSync('/does/not/exist'));
assert.strictEqual(
  missing.message,
  "ENOENT: no such file or directory, open '/does/not/exist'");
assert.strictEqual(missing.errno, -2);
assert.strictEqual(missing.code, 'ENOENT');
assert.strictEqual(missing.syscall, 'open');
assert.strictEqual(missing.path, '/does/not/exist');

assert.strictEqual(util.getSystemErrorName(-2), 'ENOENT');
assert.deepStrictEqual(util.getSystemErrorMap().get(-98),
                       ['EADDRINUSE', 'address already in use']);
assert.throws(() => util.getSystemErrorName(2), {
  code: 'ERR_OUT_OF_RANGE',
  message: 'The value of "err" is out of range. It must be a negative ' +
    'integer. Received 2',
});
