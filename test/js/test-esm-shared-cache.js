// SPDX-License-Identifier: MIT
'use strict';
// What imports share with require(): JSON only under its plain URL, CommonJS
// as it was when require() had loaded it.

const assert = require('node:assert');
const { writeFileSync } = require('node:fs');
const tree = require('../fixtures/tree.js');

const root = tree({
  'x.json': '{"n":0}',
  'one.cjs': 'module.exports = 1',
  'change.cjs': 'require("./one.cjs"); require.cache[' +
    'require.resolve("./one.cjs")].exports++',
  'main.mjs': 'import "./change.cjs"; import one from "./one.cjs"; ' +
    'export default one',
});
const json = { with: { type: 'json' } };

(async () => {
  const plain = await import(`${root}/x.json`, json);
  assert.strictEqual(require(`${root}/x.json`), plain.default);
  writeFileSync(`${root}/x.json`, '{"n":1}');
  const query = await import(`${root}/x.json?q`, json);
  assert.deepStrictEqual([plain.default.n, query.default.n], [0, 1]);

  assert.strictEqual((await import(`${root}/main.mjs`)).default, 1);
  assert.strictEqual(require(`${root}/one.cjs`), 2);

  const data = 'data:text/javascript;;a=b;;,export default import.meta.url';
  assert.strictEqual((await import(data)).default, data);
  await assert.rejects(import('data:nothing,null'),
                       { code: 'ERR_UNKNOWN_MODULE_FORMAT' });
})();
