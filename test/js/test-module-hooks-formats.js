// SPDX-License-Identifier: MIT
'use strict';
// The formats that load hooks are told, TypeScript's among them, and that
// what they hand on is compiled as such.

const assert = require('node:assert');
const { registerHooks } = require('node:module');
const tree = require('../fixtures/tree.js');

const esm = 'export const x: number = 1;';
const cjs = 'const x: number = 1; module.exports = { x };';
const root = tree({
  'a.ts': esm, 'b.ts': cjs, 'a.mts': esm, 'b.cts': cjs,
  'm/a.ts': esm, 'm/package.json': '{"type":"module"}',
  'c/b.ts': cjs, 'c/package.json': '{"type":"commonjs"}',
  'p.js': 'exports.x = 1', 'q.js': 'export const x = 1',
});
const seen = [];
registerHooks({
  load(url, context, nextLoad) {
    const result = nextLoad(url, context);
    seen.push([url.slice(url.indexOf(root) + root.length + 1), context.format,
               result.format]);
    return result;
  },
});

const required = [
  ['a.ts', 'typescript', 'typescript'],
  ['b.ts', 'typescript', 'typescript'],
  ['a.mts', 'module-typescript', 'module-typescript'],
  ['b.cts', 'commonjs-typescript', 'commonjs-typescript'],
  ['m/a.ts', 'module-typescript', 'module-typescript'],
  ['c/b.ts', 'commonjs-typescript', 'commonjs-typescript'],
  ['p.js', undefined, undefined],
  ['q.js', undefined, undefined],
];
for (const [name] of required) {
  assert.strictEqual(require(`${root}/${name}`).x, 1);
}
assert.deepStrictEqual(seen, required);

const imported = [
  ['a.ts?1', null, 'module-typescript'],
  ['b.ts?1', null, 'commonjs-typescript'],
  ['a.mts?1', 'module-typescript', 'module-typescript'],
  ['p.js?1', null, 'commonjs'],
  ['q.js?1', null, 'module'],
];
(async () => {
  seen.length = 0;
  for (const [name] of imported) {
    const ns = await import(`${root}/${name}`);
    assert.strictEqual((ns.default ?? ns).x, 1);
  }
  assert.deepStrictEqual(seen.map(([url, ...rest]) => [`${url}`, ...rest]),
                         imported);
})();
