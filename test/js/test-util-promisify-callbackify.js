// promisify and callbackify turn the two styles into each other.
'use strict';

const assert = require('node:assert');
const util = require('node:util');

function callbackStyle(a, callback) {
  process.nextTick(callback, a === null ? new Error('none') : null, a + 1);
}
callbackStyle.extra = 'kept';

const promised = util.promisify(callbackStyle);
assert.strictEqual(promised.name, 'callbackStyle');
assert.strictEqual(promised.extra, 'kept');
assert.strictEqual(util.promisify(promised), promised);

function special() {}
special[util.promisify.custom] = () => Promise.resolve('custom');

let callbacks = 0;
async function main() {
  assert.strictEqual(await promised(1), 2);
  await assert.rejects(promised(null), { message: 'none' });
  assert.strictEqual(await util.promisify(special)(), 'custom');
  assert.strictEqual(await util.promisify(function(callback) {
    callback(null, this.value);
  }).call({ value: 3 }), 3);

  util.callbackify(async (x) => x * 2)(4, (err, value) => {
    callbacks++;
    assert.ifError(err);
    assert.strictEqual(value, 8);
  });
  util.callbackify(() => Promise.reject(null))((err) => {
    callbacks++;
    assert.strictEqual(err.code, 'ERR_FALSY_VALUE_REJECTION');
    assert.strictEqual(err.reason, null);
  });
  assert.throws(() => util.callbackify(async () => {})(), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
}

const { exec, execFile } = require('node:child_process');
assert.strictEqual(util.promisify(exec).name, 'exec');
assert.strictEqual(util.promisify(execFile).name, 'execFile');

main();
process.on('exit', () => assert.strictEqual(callbacks, 2));
