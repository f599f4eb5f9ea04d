// SPDX-License-Identifier: MIT
'use strict';
// A module with a top-level await that throws before it gets there fails:
// import() rejects, and a program ends with code 1.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'throws.mjs': 'throw new RangeError("early"); await 1;\n',
  'imports.mjs': 'import "./throws.mjs"; await 1;\n',
});

(async () => {
  for (const name of ['throws', 'imports', 'throws']) {
    await assert.rejects(import(`${root}/${name}.mjs`),
                         { name: 'RangeError', message: 'early' });
    const { status, stderr } =
      spawnSync(process.execPath, [`${root}/${name}.mjs`]);
    assert.strictEqual(status, 1);
    assert.match(`${stderr}`, /RangeError: early/);
  }
})();
