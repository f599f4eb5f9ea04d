// SPDX-License-Identifier: MIT
'use strict';
// registerHooks: resolve and load of the program's stand in front of ours, the
// last registered first; each answers or asks the next.

const assert = require('node:assert');
const { createRequire, registerHooks } = require('node:module');
const tree = require('../fixtures/tree.js');

const root = tree({ 'real.js': 'module.exports = "real"' });
const require_ = createRequire(`${root}/x.js`);
const calls = [];

const outer = registerHooks({
  resolve(specifier, context, nextResolve) {
    calls.push(specifier);
    return specifier === 'virtual' ?
      { url: 'virtual:one', shortCircuit: true } :
      nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    return url === 'virtual:one' ?
      { format: 'commonjs', source: 'exports.url = __filename',
        shortCircuit: true } :
      nextLoad(url, context);
  },
});
const inner = registerHooks({
  load(url, context, nextLoad) {
    const result = nextLoad(url, context);
    return { ...result, source: `${result.source};exports.inner = 1` };
  },
});

assert.deepStrictEqual(require_('virtual'), { url: 'virtual:one', inner: 1 });
assert.deepStrictEqual(calls, ['virtual']);
assert.strictEqual(require_.resolve('./real'), `${root}/real.js`);
inner.deregister();
assert.strictEqual(require_('./real'), 'real');
outer.deregister();
assert.throws(() => require_('virtual2'), { code: 'MODULE_NOT_FOUND' });

const bad = registerHooks({ resolve: () => ({ url: 'x:y' }) });
assert.throws(() => require_('any'),
              { code: 'ERR_INVALID_RETURN_PROPERTY_VALUE' });
bad.deregister();
