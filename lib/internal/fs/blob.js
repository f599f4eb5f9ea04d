// SPDX-License-Identifier: MIT
// fs.openAsBlob().
'use strict';

const { PromiseResolve } = primordials;

const { getValidatedPath } = require('internal/fs/utils');
const { validateObject, validateString } = require('internal/validators');
const { createBlobFromFilePath } = require('internal/blob');

function openAsBlob(path, options = { __proto__: null }) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  return PromiseResolve(
    createBlobFromFilePath(getValidatedPath(path), { type }));
}

module.exports = { openAsBlob };
