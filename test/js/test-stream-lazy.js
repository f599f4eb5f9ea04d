'use strict';
// Everything that is loaded late is there: enumerable, and the same each time.

const assert = require('node:assert');
const stream = require('node:stream');
const { promisify } = require('node:util');

for (const name of [
  'PassThrough', 'addAbortSignal', 'compose', 'duplexPair', 'finished',
  'isReadable', 'pipeline', 'promises',
]) {
  assert.ok(Object.keys(stream).includes(name), name);
  assert.ok(stream[name], name);
  assert.strictEqual(stream[name], stream[name]);
}
assert.strictEqual(promisify(stream.pipeline), stream.promises.pipeline);
assert.strictEqual(promisify(stream.finished), stream.promises.finished);
assert.strictEqual(stream.Readable.prototype.map.length, 2);
