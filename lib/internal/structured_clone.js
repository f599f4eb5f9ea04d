// SPDX-License-Identifier: MIT
// The structuredClone() global: what is serialized is read back at once.
'use strict';

const { SymbolIterator, TypeError } = primordials;

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { Serializer } = require('internal/worker/serializer');
const { Deserializer } = require('internal/worker/deserializer');

function conversionError(message) {
  const error = new TypeError(
    `Failed to execute 'structuredClone': ${message}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function structuredClone(value, options) {
  if (arguments.length === 0) {
    throw new ERR_MISSING_ARGS('value');
  }
  if (options !== undefined && options !== null &&
      typeof options !== 'object' && typeof options !== 'function') {
    throw conversionError('Options cannot be converted to a dictionary');
  }
  const list = options?.transfer;
  let transfer;
  if (list !== undefined) {
    if (list === null || typeof list !== 'object' ||
        typeof list[SymbolIterator] !== 'function') {
      throw conversionError(
        'transfer in Options can not be converted to sequence.');
    }
    transfer = require('internal/worker/messaging').readTransferList(list);
  }
  return new Deserializer(new Serializer(transfer, true).serialize(value))
    .deserialize();
}

module.exports = { structuredClone };
