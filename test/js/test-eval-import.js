// SPDX-License-Identifier: MIT
'use strict';
// import() in a text of the command line: relative to the current folder.

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const cwd = tree({ 'm.mjs': 'export const name = "m";\n' });

function run(...args) {
  return `${execFileSync(process.execPath, args, { cwd })}`;
}

assert.strictEqual(
  run('-e', 'import("./m.mjs").then((ns) => console.log(ns.name))'), 'm\n');
assert.strictEqual(
  run('-e', 'import("node:fs").then((ns) => console.log(typeof ns.open))'),
  'function\n');
assert.strictEqual(run('-p', 'typeof import("fs").then'), 'function\n');
