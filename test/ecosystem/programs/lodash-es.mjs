// lodash-es: some 600 modules by one import, default and named.
import assert from 'node:assert';
import lodash, { chain, chunk, cloneDeep, debounce, groupBy, merge, template } from 'lodash-es';

assert.deepStrictEqual(chunk([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
assert.deepStrictEqual(groupBy([1.2, 1.8, 2.1], Math.floor), { 1: [1.2, 1.8], 2: [2.1] });
assert.deepStrictEqual(merge({ a: { b: 1 } }, { a: { c: [2] } }), { a: { b: 1, c: [2] } });
const original = { date: new Date(0), map: new Map([[1, { x: 2 }]]), typed: new Uint8Array([1, 2]) };
const copy = cloneDeep(original);
assert.deepStrictEqual(copy, original);
assert.notStrictEqual(copy.map.get(1), original.map.get(1));
assert.strictEqual(template('Hi <%- name %>!')({ name: '<b>' }), 'Hi &lt;b&gt;!');
assert.deepStrictEqual(chain([3, 1, 2]).sortBy().map((n) => n * 2).value(), [2, 4, 6]);
assert.strictEqual(lodash.chunk, chunk);
await new Promise((resolve) => { debounce(resolve, 1)(); });
