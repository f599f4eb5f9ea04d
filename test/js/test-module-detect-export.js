// SPDX-License-Identifier: MIT
'use strict';
// A .js file of no declared type that only exports, so that nothing in it
// asks for the module compiler, is found to be an ES module all the same.

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'only.js': 'export const answer = 42;\n',
  'main.js': 'import { answer } from "./only.js"\nconsole.log(answer);\n',
});

assert.strictEqual(require(`${root}/only.js`).answer, 42);
assert.strictEqual(
  `${execFileSync(process.execPath, ['--no-warnings', `${root}/main.js`])}`,
  '42\n');
