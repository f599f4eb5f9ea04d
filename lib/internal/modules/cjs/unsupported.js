// SPDX-License-Identifier: MIT
'use strict';
// What the loader recognises and cannot run yet: said plainly, by file.

const { SyntaxError } = primordials;

function throwESM(filename) {
  const err = new SyntaxError(`ES modules are not supported yet: ${filename}`);
  err.code = 'ERR_REQUIRE_ESM';
  throw err;
}

function throwAddon(filename) {
  const { ERR_DLOPEN_FAILED } = require('internal/errors').codes;
  throw new ERR_DLOPEN_FAILED(`native addons are not supported yet: ${filename}`);
}

module.exports = { throwAddon, throwESM };
