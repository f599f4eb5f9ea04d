// SPDX-License-Identifier: MIT
'use strict';
// process.moduleLoadList names the built-in modules that are loaded.

const assert = require('node:assert');

assert.ok(process.moduleLoadList.includes('NativeModule assert'));
assert.ok(!process.moduleLoadList.includes('NativeModule punycode'));
require('node:readline');
assert.ok(process.moduleLoadList.includes('NativeModule readline'));
