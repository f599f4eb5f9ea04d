// SPDX-License-Identifier: MIT
'use strict';
// Importing needs no iterator of the program's.

const fs = require('node:fs');
const tree = require('../fixtures/tree.js');

const root = tree({
  'node_modules/p/package.json': { exports: './e.mjs' },
  'node_modules/p/e.mjs': 'import "node:fs"; export default 1',
  'm.mjs': 'import one from "p"; export { one }',
});
delete Object.getPrototypeOf(Array.prototype[Symbol.iterator]()).next;
delete Array.prototype[Symbol.iterator];

import(`${root}/m.mjs`).then(({ one }) => {
  if (one !== 1) throw new Error(`${one}`);
  fs.rmSync(root, { recursive: true });
});
