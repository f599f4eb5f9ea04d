// console.log goes to process.stdout, also when a program replaces its write()
// after something was printed.
'use strict';

const assert = require('node:assert');

console.log('printed before');
const { write } = process.stdout;
const seen = [];
process.stdout.write = (text) => seen.push(text);
console.log('caught %d', 1);
console.info({ a: 1 });
process.stdout.write = write;
assert.deepStrictEqual(seen, ['caught 1\n', '{ a: 1 }\n']);
