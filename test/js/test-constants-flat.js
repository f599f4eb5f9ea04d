'use strict';
// The old module "constants" holds those of os and fs, and cannot be changed.
const assert = require('assert');
const constants = require('constants');
const fs = require('fs');
const { builtinModules } = require('module');
const os = require('os');

const { dlopen, errno, priority, signals } = os.constants;
for (const group of [dlopen, errno, priority, signals, fs.constants]) {
  for (const name of Object.keys(group)) {
    assert.strictEqual(constants[name], group[name], name);
  }
}
assert.ok(Object.isFrozen(constants));
assert.ok(builtinModules.includes('constants'));
assert.strictEqual(require('node:constants'), constants);
