// SPDX-License-Identifier: MIT
'use strict';
// What is said of ES modules that require() meets: refused, traced, written
// in a file that is declared to be CommonJS, or in the middle of running.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'package.json': { type: 'commonjs' },
  'm/package.json': { type: 'module' },
  'm/cjs.js': 'module.exports = 1',
  'm/esm.js': 'export default 1',
  'cjs.js': 'require("./m/cjs.js")',
  'main.js': 'require("./m/esm.js")',
  'node_modules/p/index.js': 'require("./e.mjs")',
  'node_modules/p/e.mjs': '',
  'p.js': 'require("p")',
  'wrong.js': 'export default 1',
  'cycle.js': 'require("./a.mjs")',
  'a.mjs': 'import "./b.cjs"; export default 1',
  'b.cjs': 'require("./a.mjs").default',
});

function stderrOf(name, ...options) {
  return `${spawnSync(process.execPath,
                      [...options, `${root}/${name}`]).stderr}`;
}

const off = '--no-experimental-require-module';
assert.match(stderrOf('cjs.js', off),
             /cjs\.js is treated as an ES module file as it is a \.js file/);
assert.match(stderrOf('cjs.js', off), /"type": "commonjs" in .*\/m\/package\.json to/);
assert.match(stderrOf('main.js', off), /Instead change the require of esm\.js in/);

const traced = /ExperimentalWarning: CommonJS module .*main\.js is loading ES Module .*m\/esm\.js using require\(\)\.\nSupport for loading ES Module in require\(\) is/;
assert.strictEqual(stderrOf('main.js'), '');
assert.match(stderrOf('main.js', '--trace-require-module=all'), traced);
assert.match(stderrOf('main.js', '--trace-require-module=no-node-modules'),
             traced);
assert.strictEqual(stderrOf('p.js', '--trace-require-module=no-node-modules'),
                   '');
assert.match(stderrOf('p.js', '--trace-require-module=all'), /is loading ES/);

assert.match(stderrOf('wrong.js'),
             /Warning: Failed to load the ES module: .*wrong\.js\. Make sure/);
assert.match(stderrOf('cycle.js'),
             /Cannot require\(\) ES Module .*a\.mjs in a cycle\. \(from .*cycle\.js\)/);
