// SPDX-License-Identifier: MIT
'use strict';
// What the loader recognises and cannot run yet: said plainly, by file.

const { StringPrototypeStartsWith, SyntaxError } = primordials;

// With --no-experimental-require-module Node itself refuses, in its own words.
function throwESM(filename, parent) {
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-require-module')) {
    const { ERR_REQUIRE_ESM } = require('internal/errors').codes;
    throw new ERR_REQUIRE_ESM(filename, true, parent);
  }
  const err = new SyntaxError(`ES modules are not supported yet: ${filename}`);
  err.code = 'ERR_REQUIRE_ESM';
  throw err;
}

function throwAddon(filename) {
  const { ERR_DLOPEN_FAILED } = require('internal/errors').codes;
  const { readText } = require('internal/modules/cjs/loader');
  const text = readText(filename);
  if (!StringPrototypeStartsWith(text, '\x7fELF')) {
    throw new ERR_DLOPEN_FAILED(
      `${filename}: ${text.length < 64 ? 'file too short' :
        'invalid ELF header'}`);
  }
  throw new ERR_DLOPEN_FAILED(`native addons are not supported yet: ${filename}`);
}

module.exports = { throwAddon, throwESM };
