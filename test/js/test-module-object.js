// SPDX-License-Identifier: MIT
'use strict';
// What a module knows of itself, its children and the cache.

const assert = require('node:assert');
const { createRequire, Module } = require('node:module');
const tree = require('../fixtures/tree.js');

const root = tree({
  'parent.js': 'exports.module = module; exports.child = require("./child");' +
    'exports.again = require("./child.js"); exports.require = require;',
  'child.js': 'exports.module = module; exports.loadedWhile = module.loaded;',
  'throws.js': 'throw new Error("no")',
  'data.json': '\ufeff{"a": [1]}',
  'bad.json': '{"a": }',
  'shebang.js': '#!/usr/bin/env node\nmodule.exports = 1',
});
const require_ = createRequire(`${root}/x.js`);

const { module: parent, child, again, require: inner } = require_('./parent');
assert.strictEqual(again, child);
assert.strictEqual(parent.id, `${root}/parent.js`);
assert.strictEqual(parent.path, root);
assert.strictEqual(parent.loaded, true);
assert.strictEqual(child.loadedWhile, false);
assert.deepStrictEqual(parent.children, [child.module]);
assert.strictEqual(parent.paths[0], `${root}/node_modules`);
assert.strictEqual(child.module.parent, parent);
assert.ok(parent instanceof Module);
assert.strictEqual(require.main, module);
assert.strictEqual(module.id, '.');

assert.strictEqual(inner.cache, require.cache);
delete inner.cache[inner.resolve('./child')];
assert.notStrictEqual(inner('./child'), child);

assert.throws(() => require_('./throws'), { message: 'no' });
assert.strictEqual(`${root}/throws.js` in require.cache, false);

assert.deepStrictEqual(require_('./data'), { a: [1] });
assert.throws(() => require_('./bad'), (err) =>
  err instanceof SyntaxError && err.message.startsWith(`${root}/bad.json: `));
assert.strictEqual(require_('./shebang'), 1);

assert.throws(() => require_('./nothing'), (err) => {
  assert.strictEqual(err.code, 'MODULE_NOT_FOUND');
  assert.deepStrictEqual(err.requireStack, [`${root}/x.js`]);
  return true;
});
assert.throws(() => require_('node:nothing'),
              { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
