'use strict';
const assert = require('node:assert');

assert.strictEqual(process.getBuiltinModule('fs'), require('node:fs'));
assert.strictEqual(process.getBuiltinModule('node:fs'), require('node:fs'));
// A built-in module only with its scheme.
assert.strictEqual(process.getBuiltinModule('test'), undefined);
assert.strictEqual(process.getBuiltinModule('node:test'), require('node:test'));
assert.strictEqual(process.getBuiltinModule('internal/util'), undefined);
assert.throws(() => process.getBuiltinModule([]), { code: 'ERR_INVALID_ARG_TYPE' });
