// SPDX-License-Identifier: MIT
// Flags: --enable-source-maps
'use strict';
// ES modules are shown in their author's terms too; what only looks like the
// comment, inside a string, names no map.

const assert = require('node:assert');
const tree = require('../fixtures/tree.js');

process.setSourceMapsEnabled(true);
const map = Buffer.from(JSON.stringify({
  version: 3, sources: ['author.ts'], names: [], mappings: 'AAAA',
})).toString('base64');
const comment = `//# sourceMappingURL=data:application/json;base64,${map}`;
const root = tree({
  'real.mjs': `throw new Error("x");\n${comment}\n`,
  'string.mjs': `throw new Error("x");\`\n${comment}\n\`;\n`,
});

(async () => {
  const stackOf = (name) =>
    import(`${root}/${name}`).then(assert.fail, ({ stack }) => stack);
  assert.match(await stackOf('real.mjs'), /author\.ts:1:1/);
  assert.match(await stackOf('string.mjs'), /string\.mjs:1:\d+/);
})();
