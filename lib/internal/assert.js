'use strict';

// Assertions of the library itself: what fails here is a bug of ours.

function internalError(message) {
  const { ERR_INTERNAL_ASSERTION } = require('internal/errors').codes;
  return new ERR_INTERNAL_ASSERTION(message);
}

function assert(value, message) {
  if (!value) throw internalError(message);
}

function fail(message) {
  throw internalError(message);
}

assert.fail = fail;

module.exports = assert;
