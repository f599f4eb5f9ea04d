// SPDX-License-Identifier: MIT
'use strict';
// Errors of resolving tell who asked for what.

const assert = require('node:assert');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const tree = require('../fixtures/tree.js');

const root = tree({
  'node_modules/bad/package.json': '{',
  'bad.mjs': 'import "bad"',
  'host.mjs': 'import "file://host/x.mjs"',
});

(async () => {
  const pjson = `${root}/node_modules/bad/package.json`;
  await assert.rejects(import(`${root}/bad.mjs`), {
    code: 'ERR_INVALID_PACKAGE_CONFIG',
    message: `Invalid package config ${pjson} while importing "bad" from ` +
      `${root}/bad.mjs.`,
  });
  assert.throws(() => createRequire(`${root}/`)('bad'), {
    code: 'ERR_INVALID_PACKAGE_CONFIG',
    message: `Invalid package config ${pjson}.`,
  });
  await assert.rejects(import(`${root}/host.mjs`), {
    code: 'ERR_INVALID_FILE_URL_HOST', input: 'file://host/x.mjs',
    module: pathToFileURL(`${root}/host.mjs`).href,
  });
})();
