// SPDX-License-Identifier: MIT
// util.diff: what differs between two texts or lists of texts.
'use strict';

const { ArrayIsArray, ArrayPrototypeReverse } = primordials;

const { myersDiff } = require('internal/assert/myers_diff');
const { validateString, validateStringArray } =
  require('internal/validators');

function validateInput(value, name) {
  if (!ArrayIsArray(value)) {
    validateString(value, name);
    return;
  }
  validateStringArray(value, name);
}

// [[operation, text], ...]: 0 in both, 1 only in `actual`, -1 only in
// `expected`.
function diff(actual, expected) {
  if (actual === expected) {
    return [];
  }
  validateInput(actual, 'actual');
  validateInput(expected, 'expected');
  return ArrayPrototypeReverse(myersDiff(actual, expected));
}

module.exports = { diff };
