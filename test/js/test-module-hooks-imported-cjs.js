// SPDX-License-Identifier: MIT
'use strict';
// Hooks are asked once for a CommonJS module that is imported, and what their
// load gives is what runs; its own require() goes through them as ever.

const assert = require('node:assert');
const { createRequire, registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');
const tree = require('../fixtures/tree.js');

const root = tree({
  'outer.cjs': 'exports.inner = require("./inner.cjs"); exports.text = "disk"',
  'inner.cjs': 'module.exports = "inner"',
  'esm.mjs': 'export default import.meta.url',
});
const resolved = [];
const loaded = [];
const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    resolved.push([specifier, context.parentURL]);
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    loaded.push(url);
    const result = nextLoad(url, context);
    return { ...result, source: `${result.source}`.replace('disk', 'hook') };
  },
});

const url = (name) => pathToFileURL(`${root}/${name}`).href;

(async () => {
  const ns = await import(`${root}/outer.cjs`);
  assert.deepStrictEqual(ns.default, { inner: 'inner', text: 'hook' });
  assert.strictEqual(require(`${root}/outer.cjs`), ns.default);
  assert.deepStrictEqual(loaded, [url('outer.cjs'), url('inner.cjs')]);
  assert.deepStrictEqual(
    resolved.slice(0, 2).map(([specifier]) => specifier),
    [`${root}/outer.cjs`, './inner.cjs']);

  // A require() made for a URL tells the hooks the whole of it.
  createRequire(`${url('x.js')}?query`)('./esm.mjs');
  assert.deepStrictEqual(resolved.at(-1), ['./esm.mjs', `${url('x.js')}?query`]);
  hooks.deregister();
})();
