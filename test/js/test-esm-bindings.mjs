// Imports are live, read-only and checked; names may be strings.
import assert from 'node:assert';
import Default, { count, increment, 'a name' as named } from '../fixtures/esm/counter.mjs';
import * as ns from '../fixtures/esm/counter.mjs';

assert.strictEqual(count, 1);
assert.strictEqual(increment(), 2);
assert.strictEqual(count, 2);
assert.strictEqual(named, 2);
assert.strictEqual(ns.count, 2);
assert.strictEqual(Default.name, 'default');
assert.throws(() => { count = 3; }, TypeError);
assert.strictEqual((() => typeof count)(), 'number');
assert.strictEqual({ count }.count, 2);
assert.strictEqual(this, undefined);
