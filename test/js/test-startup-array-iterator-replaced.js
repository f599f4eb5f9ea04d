'use strict';
// A program that replaces Array.prototype[Symbol.iterator] still prints,
// reads stacks, runs ticks and timers, and exits: none of it is asked.
const assert = require('assert');
const { spawnSync } = require('child_process');

const program = `
const values = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = () => { throw new Error('asked'); };
process.on('exit', (code) => console.log('exit', code));
console.log(typeof new Error('x').stack);
process.nextTick(() => console.log('tick'));
setTimeout(() => console.log('timer'), 1);
setImmediate(() => console.log('immediate'));
Promise.resolve('promise').then(console.log);
`;
const { status, stdout, stderr } = spawnSync(process.execPath, ['-'], { encoding: 'utf8', input: program });
assert.strictEqual(stderr, '');
assert.deepStrictEqual(stdout.trim().split('\n').sort(),
                       ['exit 0', 'immediate', 'promise', 'string', 'tick', 'timer']);
assert.strictEqual(status, 0);
