// SPDX-License-Identifier: MIT
// fs.mkdtempDisposableSync: a temporary directory that removes itself.
'use strict';

const { SymbolDispose } = primordials;

const { resolve } = require('path');
const { mkdtempSync, rmSync } = require('internal/fs/directories');

function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  // The directory meant is this one wherever the process goes.
  const full = resolve(process.cwd(), `${path}`);
  function remove() {
    rmSync(full, { maxRetries: 0, recursive: true, force: true,
                   retryDelay: 0 });
  }
  return { path, remove, [SymbolDispose]: remove };
}

module.exports = { mkdtempDisposableSync };
