// SPDX-License-Identifier: MIT
// import.meta.resolve() names what could be loaded and what could not; a
// package that is not there it refuses. Its second argument takes an option.

import assert from 'node:assert';

assert.throws(() => import.meta.resolve('no-such-package'), {
  code: 'ERR_MODULE_NOT_FOUND',
  message: /^Cannot find package 'no-such-package' imported from /,
});
assert.strictEqual(import.meta.resolve('./none.mjs', 'file:///elsewhere/x'),
                   new URL('./none.mjs', import.meta.url).href);
for (const url of ['http://a.b/c', 'some://thing', 'node:nope']) {
  assert.strictEqual(import.meta.resolve(url), url);
}
