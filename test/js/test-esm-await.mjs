// A module that waits lets its siblings run, and those that import it wait.
import assert from 'node:assert';
import { order } from '../fixtures/esm/order-main.mjs';

assert.deepStrictEqual(order, ['1 begins', '2', '1 ends', 'main']);

const seen = [];
loop: for await (const value of [1, Promise.resolve(2), 3, 4]) {
  if (value === 2) continue loop;
  if (value === 4) break;
  seen.push(value);
}
assert.deepStrictEqual(seen, [1, 3]);
await assert.rejects(import('../fixtures/esm/throws.mjs'),
                     { message: 'from a module' });
