'use strict';
// What is written while corked arrives as one _writev; nested corks count;
// end() uncorks.

const assert = require('node:assert');
const { Writable } = require('node:stream');

const batches = [];
const writable = new Writable({
  decodeStrings: false,
  writev(chunks, callback) {
    batches.push(chunks.map(({ chunk, encoding }) => `${chunk}:${encoding}`));
    callback();
  },
});
writable.cork();
writable.write('a', 'latin1');
writable.cork();
writable.write('b');
writable.uncork();
assert.strictEqual(writable.writableCorked, 1);
assert.deepStrictEqual(batches, []);
writable.uncork();
assert.deepStrictEqual(batches, [['a:latin1', 'b:utf8']]);
writable.cork();
writable.write('c');
writable.write(Buffer.from('d'));
writable.end();
assert.deepStrictEqual(batches[1], ['c:utf8', 'd:buffer']);
