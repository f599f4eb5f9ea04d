// SPDX-License-Identifier: MIT
'use strict';
// What resolving a package warns of: mains that are not named in full, and
// slashes that "exports" and "imports" put up with.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'node_modules/bare/package.json': { type: 'module' },
  'node_modules/bare/index.js': '',
  'node_modules/short/package.json': { type: 'module', main: 'lib' },
  'node_modules/short/lib.js': '',
  'node_modules/full/package.json': { type: 'module', main: './lib.js' },
  'node_modules/full/lib.js': '',
  'node_modules/slash/package.json':
    { exports: { './a/*': './x/*', './b*': './x*', './d': './/x/y.js' } },
  'node_modules/slash/x/y.js': '',
  'all.mjs': `
    process.on('warning', ({ code, message }) => {
      console.log(code, message.split(import.meta.dirname).join(''));
    });
    for (const name of ['bare', 'short', 'full', 'slash/a//y.js',
                        'slash/b/y.js', 'slash/d', 'slash/d', 'slash/a/']) {
      await import(name).catch(() => {});
    }
  `,
});

const { stdout } =
  spawnSync(process.execPath, ['--no-warnings', `${root}/all.mjs`]);
const lines = `${stdout}`.split('\n').filter((line) => /^DEP/.test(line));
const place = 'in the "exports" field module resolution of the package at ' +
  '/node_modules/slash/package.json imported from /all.mjs.';
assert.deepStrictEqual(lines, [
  'DEP0151 No "main" or "exports" field defined in the package.json for ' +
  '/node_modules/bare/ resolving the main entry point "index.js", imported ' +
  'from /all.mjs.',
  'DEP0151 Package /node_modules/short/ has a "main" field set to "lib", ' +
  'excluding the full filename and extension to the resolved file at ' +
  '"lib.js", imported from /all.mjs.',
  'DEP0166 Use of deprecated double slash resolving "./x//y.js" for module ' +
  `request "./a//y.js" matched to "./a/*" ${place}`,
  'DEP0166 Use of deprecated leading or trailing slash matching resolving ' +
  `"./x/y.js" for module request "./b/y.js" matched to "./b*" ${place}`,
  'DEP0166 Use of deprecated double slash resolving ".//x/y.js" for module ' +
  `request "./d" ${place}`,
  'DEP0155 Use of deprecated trailing slash pattern mapping "./a/" ' +
  `${place} Mapping specifiers ending in "/" is no longer supported.`,
]);
