// SPDX-License-Identifier: MIT
'use strict';
// "exports" of a package: conditions, patterns, closed ways, and their errors.

const assert = require('node:assert');
const { createRequire } = require('node:module');
const tree = require('../fixtures/tree.js');

const root = tree({
  'node_modules/p/package.json': {
    name: 'p',
    exports: {
      '.': { browser: './browser.js', require: './main.js' },
      './feature/*': './lib/*.js',
      './feature/private/*': null,
      './feature/*.json': './data/*.json',
      './list': ['not-relative', './main.js'],
      './outside': '../other.js',
      './gone': './gone.js',
    },
  },
  'node_modules/p/main.js': 'module.exports = "main"',
  'node_modules/p/lib/a.js': 'module.exports = "a"',
  'node_modules/p/lib/deep/b.js': 'module.exports = "b"',
  'node_modules/p/lib/private/c.js': 'module.exports = "c"',
  'node_modules/p/data/d.json': { d: 1 },
  'node_modules/mixed/package.json': { exports: { '.': './a', 'b': './b' } },
});
const require_ = createRequire(`${root}/x.js`);

assert.strictEqual(require_('p'), 'main');
assert.strictEqual(require_('p/feature/a'), 'a');
assert.strictEqual(require_('p/feature/deep/b'), 'b');
assert.deepStrictEqual(require_('p/feature/d.json'), { d: 1 });
assert.strictEqual(require_('p/list'), 'main');

const fails = (request, code) =>
  assert.throws(() => require_(request), { code });
fails('p/feature/private/c', 'ERR_PACKAGE_PATH_NOT_EXPORTED');
fails('p/main.js', 'ERR_PACKAGE_PATH_NOT_EXPORTED');
fails('p/feature/../main', 'ERR_INVALID_MODULE_SPECIFIER');
fails('p/outside', 'ERR_INVALID_PACKAGE_TARGET');
fails('p/gone', 'MODULE_NOT_FOUND');
fails('mixed', 'ERR_INVALID_PACKAGE_CONFIG');
