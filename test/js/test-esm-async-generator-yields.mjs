// An asynchronous generator that yields and never waits.
import assert from 'node:assert';

async function* numbers() { yield 1; yield 2; }

const seen = [];
const iterator = numbers();
iterator.next().then(({ value }) => seen.push(value));
iterator.next().then(({ value }) => seen.push(value));
process.on('exit', () => assert.deepStrictEqual(seen, [1, 2]));
