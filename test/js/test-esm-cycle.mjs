// In a cycle functions are there at once, variables when they are initialized.
import assert from 'node:assert';
import { seen } from '../fixtures/esm/cycle-a.mjs';
import { early } from '../fixtures/esm/cycle-b.mjs';

assert.ok(early instanceof ReferenceError);
assert.match(early.message, /before initialization/);
assert.deepStrictEqual(seen, { b: 'hoisted', a: 'a' });

// A function called before its module's turn reads what has not run either,
// also from a module that is not in the cycle.
const { readLate, result } = await import('../fixtures/esm/early-main.mjs');
assert.ok(result.early instanceof ReferenceError);
assert.strictEqual(result.late, 'late');
assert.strictEqual(readLate(), 'late');
