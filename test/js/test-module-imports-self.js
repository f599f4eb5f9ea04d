// SPDX-License-Identifier: MIT
'use strict';
// '#name' goes through "imports"; a package may require itself by its name.

const assert = require('node:assert');
const { createRequire } = require('node:module');
const tree = require('../fixtures/tree.js');

const root = tree({
  'package.json': {
    name: 'self',
    exports: { './a': './lib/a.js' },
    imports: {
      '#a': './lib/a.js',
      '#lib/*': './lib/*.js',
      '#dep': 'dep/sub.js',
      '#closed': null,
    },
  },
  'lib/a.js': 'module.exports = "a"',
  'node_modules/dep/sub.js': 'module.exports = "dep"',
});
const require_ = createRequire(`${root}/deep/x.js`);

assert.strictEqual(require_('#a'), 'a');
assert.strictEqual(require_('#lib/a'), 'a');
assert.strictEqual(require_('#dep'), 'dep');
assert.strictEqual(require_('self/a'), 'a');
assert.throws(() => require_('self/b'),
              { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => require_('#closed'),
              { code: 'ERR_PACKAGE_IMPORT_NOT_DEFINED' });
assert.throws(() => require_('#'), { code: 'ERR_INVALID_MODULE_SPECIFIER' });
