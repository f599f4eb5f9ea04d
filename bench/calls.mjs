// Nanoseconds of what a module compiler could make slow, each the best of
// several rounds: a call of an imported function and of a local one, and an
// await in this file's text and in text that no compiler has seen (eval).
import { add, count } from './callee.mjs';

function addHere(a, b) {
  return (a + b) | 0;
}

const kCalls = 2e7;
const kAwaits = 3e5;

function imported(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = add(sum, i) ^ count;
  return sum;
}

function local(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = addHere(sum, i) ^ 3;
  return sum;
}

async function awaits(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await i;
  return sum;
}

const unseen = (0, eval)(`(async function (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await i;
  return sum;
})`);

async function best(run, n) {
  let least = Infinity;
  for (let round = 0; round < 7; round++) {
    const start = process.hrtime.bigint();
    await run(n);
    least = Math.min(least, Number(process.hrtime.bigint() - start));
  }
  return (least / n).toFixed(2);
}

console.log('imported_ns', await best(imported, kCalls));
console.log('local_ns', await best(local, kCalls));
console.log('await_ns', await best(awaits, kAwaits));
console.log('await_unseen_ns', await best(unseen, kAwaits));
