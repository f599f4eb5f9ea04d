// SPDX-License-Identifier: MIT
'use strict';
// node:test: declaring and running tests in one process. The command line's
// --test, run(), snapshots, and mocked timers and modules are not there yet.

const { ObjectDefineProperty } = primordials;

const {
  after, afterEach, before, beforeEach, suite, test,
} = require('internal/test_runner/harness');
const { register } = require('internal/test_runner/context');

module.exports = test;
test.after = after;
test.afterEach = afterEach;
test.before = before;
test.beforeEach = beforeEach;
test.describe = suite;
test.it = test;
test.suite = suite;
test.test = test;
test.assert = { __proto__: null, register };

let mock;
ObjectDefineProperty(test, 'mock', {
  __proto__: null,
  get() {
    if (mock === undefined) {
      const { MockTracker } = require('internal/test_runner/mock');
      mock = new MockTracker();
    }
    return mock;
  },
  enumerable: true,
  configurable: true,
});
