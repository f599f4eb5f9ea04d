// SPDX-License-Identifier: MIT
'use strict';
// An import that finds nothing where require() would have is told what would
// do; all that was not found has its URL, whatever the prototypes define.

const assert = require('node:assert');
const { pathToFileURL } = require('node:url');
const tree = require('../fixtures/tree.js');

const root = tree({
  'sub/odd.mjs': 'import "p/o%25#/index.js"',
  'node_modules/p/sub.js': '', 'node_modules/p/o%25#/index.js': '',
  'node_modules/lone.js': '',
  'pkg.mjs': 'import "p/sub"',
  'lone.mjs': 'import "lone.js"', 'none.mjs': 'import "./none"',
});

async function messageOf(name, code) {
  const err = await import(`${root}/${name}`).catch((error) => error);
  assert.strictEqual(err.code, code);
  return err;
}

(async () => {
  const expected = [
    ['pkg.mjs', 'ERR_MODULE_NOT_FOUND', 'p/sub.js'],
    ['lone.mjs', 'ERR_MODULE_NOT_FOUND',
     pathToFileURL(`${root}/node_modules/lone.js`).href],
    ['sub/odd.mjs', 'ERR_MODULE_NOT_FOUND', 'p/o%2525%23/index.js'],
  ];
  for (const [name, code, hint] of expected) {
    const { message, stack } = await messageOf(name, code);
    const words = `Did you mean to import ${JSON.stringify(hint)}?`;
    assert.strictEqual(message.split('\n')[1], words);
    assert.strictEqual(stack.split('\n')[1], words);
  }
  Object.defineProperty(Object.prototype, 'url', {
    get() { throw new Error('read'); }, set() { throw new Error('written'); },
    configurable: true,
  });
  const err = await messageOf('none.mjs', 'ERR_MODULE_NOT_FOUND');
  assert.ok(!err.message.includes('Did you mean'));
  assert.strictEqual(err.url, pathToFileURL(`${root}/none`).href);
})();
