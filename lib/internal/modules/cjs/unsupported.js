// SPDX-License-Identifier: MIT
'use strict';
// What the loader recognises and cannot run yet: said plainly, by file.

const { StringPrototypeStartsWith } = primordials;

function throwAddon(filename) {
  const { ERR_DLOPEN_DISABLED, ERR_DLOPEN_FAILED } =
    require('internal/errors').codes;
  if (require('internal/bootstrap/realm').guard?.may('addon') === false) {
    throw new ERR_DLOPEN_DISABLED();
  }
  const { readText } = require('internal/modules/cjs/loader');
  const text = readText(filename);
  if (!StringPrototypeStartsWith(text, '\x7fELF')) {
    throw new ERR_DLOPEN_FAILED(
      `${filename}: ${text.length < 64 ? 'file too short' :
        'invalid ELF header'}`);
  }
  throw new ERR_DLOPEN_FAILED(`native addons are not supported yet: ${filename}`);
}

module.exports = { throwAddon };
