// SPDX-License-Identifier: MIT
// Names of a namespace that stand in the text are read where they live, which
// nobody can tell: they change, may be missing, cannot be set, keep their
// namespace as `this`, and throw while they are not initialised.

import assert from 'node:assert';
import { createRequire } from 'node:module';
import * as self from './test-esm-namespace-members.mjs';
import * as path from 'node:path';
import tree from '../fixtures/tree.js';

export let count = 0;
export function add(by) { count += by; return this; }
export class Point { constructor(x) { this.x = x; } }
export const tag = function(strings) { return [this, strings[0]]; };
export const odd = Object.assign((x) => x + 1, { call: () => 'mine' });
export const notCallable = {};
export { add as 'a b' };

assert.throws(() => self.late, ReferenceError);
assert.throws(() => self.late(), ReferenceError);
assert.throws(() => typeof self.late, ReferenceError);
export const late = 1;
assert.strictEqual(self.late, 1);

assert.strictEqual(self.count, 0);
assert.strictEqual(self.add(2), self);
assert.strictEqual((self.add)(2), self);
assert.strictEqual(self?.add(1), self);
assert.strictEqual(self.add?.(1), self);
assert.strictEqual(self.add(...[1]), self);
assert.strictEqual((0, self.add)(1), undefined);
assert.strictEqual(self.count, 8);
assert.strictEqual(new self.Point(3).x, 3);
assert.deepStrictEqual(self.tag`x`, [self, 'x']);
assert.strictEqual(self.odd(1), 2);
assert.strictEqual(self.missing, undefined);
assert.strictEqual(typeof self.missing, 'undefined');
assert.strictEqual(self.__proto__, undefined);
assert.throws(() => self.missing(), { name: 'TypeError' });
assert.throws(() => self.notCallable(),
              { name: 'TypeError', message: 'self.notCallable is not a function' });
assert.throws(() => self.Point(), TypeError);

assert.throws(() => { self.count = 1; }, TypeError);
assert.throws(() => { self.count++; }, TypeError);
assert.throws(() => { [self.count] = [1]; }, TypeError);
assert.throws(() => { ({ x: self.count } = { x: 1 }); }, TypeError);
assert.throws(() => { for (self.count of [1]); }, TypeError);
assert.throws(() => delete self.count, TypeError);
assert.strictEqual(delete self.missing, true);
assert.strictEqual(self.count, 8);

{
  const self = { count: 'inner' };
  assert.strictEqual(self.count, 'inner');
}

// Arguments that name the function keep what it was when it was read.
let order = '';
assert.strictEqual(self.add((order += 'a', 0), (order += 'b', 0)), self);
assert.strictEqual(order, 'ab');
assert.match(`${() => self.add(1)}`, /^\(\) => self\.add\(1\)$/);

// Beside all else that is put into a text.
async function wait() {
  await null;
  using nothing = null;
  for await (const value of [self.add(0)]) return value;
}
assert.strictEqual(await wait(), self);

assert.strictEqual(path.join('a', 'b'), 'a/b');
assert.strictEqual(path.nothing, undefined);

const root = tree({
  'cjs.cjs': 'exports.f = function () { return this; }; exports.late = 1;',
  'user.mjs': `import * as cjs from './cjs.cjs';
    export { cjs }; export const got = cjs.f(), name = cjs.late;`,
  'ambiguous.mjs': `import * as both from './both.mjs';
    export const value = both.x;`,
  'both.mjs': `export * from './one.mjs'; export * from './two.mjs';
    export * as inner from './one.mjs';`,
  'one.mjs': 'export const x = 1;', 'two.mjs': 'export const x = 2;',
  'inner.mjs': `import * as both from './both.mjs';
    export const value = both.inner.x, inner = both.inner;`,
});
const require = createRequire(`${root}/`);
const user = require('./user.mjs');
assert.strictEqual(user.got, user.cjs);
assert.strictEqual(user.name, 1);
assert.strictEqual(require('./ambiguous.mjs').value, undefined);
assert.strictEqual(require('./inner.mjs').value, 1);
assert.strictEqual(require('./inner.mjs').inner, require('./one.mjs'));

// Whoever replaces call() is not asked.
const { call } = Function.prototype;
Function.prototype.call = () => 'replaced';
const result = self.add(0);
Function.prototype.call = call;
assert.strictEqual(result, self);
