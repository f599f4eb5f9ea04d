// SPDX-License-Identifier: MIT
'use strict';
// Importing CommonJS asks no prototype of the program's for anything.

const assert = require('node:assert');
const tree = require('../fixtures/tree.js');

const root = tree({ 'x.cjs': 'exports.x = 1' });
for (const name of ['exports', 'source', 'property', 'hooked']) {
  Object.defineProperty(Object.prototype, name, {
    get() { throw new Error(`read ${name}`); },
    set() { throw new Error(`written ${name}`); },
    configurable: true,
  });
}
import(`${root}/x.cjs`).then((ns) => {
  for (const name of ['exports', 'source', 'property', 'hooked']) {
    delete Object.prototype[name];
  }
  assert.strictEqual(ns.x, 1);
});
