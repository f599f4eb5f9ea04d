// In a cycle functions are there at once, variables when they are initialized.
import assert from 'node:assert';
import { seen } from '../fixtures/esm/cycle-a.mjs';
import { early } from '../fixtures/esm/cycle-b.mjs';

assert.ok(early instanceof ReferenceError);
assert.match(early.message, /before initialization/);
assert.deepStrictEqual(seen, { b: 'hoisted', a: 'a' });
