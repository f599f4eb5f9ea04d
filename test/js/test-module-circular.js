// SPDX-License-Identifier: MIT
'use strict';
// A circular require gives the unfinished exports, and warns of what is
// missing in them.

const assert = require('node:assert');
const { createRequire } = require('node:module');
const tree = require('../fixtures/tree.js');

const root = tree({
  'a.js': 'exports.first = 1; exports.seen = require("./b"); exports.last = 2',
  'b.js': 'const a = require("./a"); module.exports = [Object.keys(a), a.no]',
});

const warnings = [];
process.on('warning', (warning) => warnings.push(warning.message));

const a = createRequire(`${root}/x.js`)('./a');
assert.deepStrictEqual(a.seen, [['first'], undefined]);
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);

setImmediate(() => {
  assert.deepStrictEqual(warnings, [
    "Accessing non-existent property 'no' of module exports inside circular " +
    'dependency',
  ]);
});
