// A namespace is sealed, sorted and shows values; stars leave out what is
// ambiguous and `default`.
import assert from 'node:assert';
import util from 'node:util';
import * as star from '../fixtures/esm/star.mjs';
import * as counter from '../fixtures/esm/counter.mjs';

assert.deepStrictEqual(Object.keys(star), ['nested', 'one', 'two']);
assert.strictEqual(star.nested.both, 1);
assert.strictEqual('both' in star, false);
assert.strictEqual(Object.getPrototypeOf(star), null);
assert.strictEqual(star[Symbol.toStringTag], 'Module');
assert.strictEqual(Object.isExtensible(star), false);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(star, 'one'), {
  value: 1, writable: true, enumerable: true, configurable: false,
});
assert.throws(() => { star.one = 2; }, TypeError);
assert.throws(() => { delete star.one; }, TypeError);
assert.strictEqual(Reflect.deleteProperty(star, 'none'), true);
assert.strictEqual(util.types.isModuleNamespaceObject(star), true);
assert.strictEqual(util.types.isProxy(star), false);
assert.strictEqual(util.inspect(star.nested),
                   '[Module: null prototype] { both: 1, one: 1 }');
assert.strictEqual(await import('../fixtures/esm/counter.mjs'), counter);
