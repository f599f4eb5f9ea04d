// SPDX-License-Identifier: MIT
// The functions of node:buffer that are no methods.
'use strict';

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { lazyDOMException } = require('internal/util');
const { sliced } = require('internal/buffer');

const binding = internalBinding('buffer');

function transcode(source, fromEncoding, toEncoding) {
  return require('internal/transcode').transcode(
    require('buffer').Buffer, source, fromEncoding, toEncoding);
}

function checkInput(input) {
  const types = require('internal/util/types');
  if (!types.isTypedArray(input) && !types.isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE(
      'input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  const buffer = types.isAnyArrayBuffer(input) ? input : input.buffer;
  if (buffer.detached) {
    throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  }
}

function isUtf8(input) {
  checkInput(input);
  return binding.isUtf8(input);
}

function isAscii(input) {
  checkInput(input);
  return binding.isAscii(input);
}

function btoa(input) {
  if (arguments.length === 0) {
    throw new ERR_MISSING_ARGS('input');
  }
  const result = binding.btoa(`${input}`);
  if (result === -1) {
    throw lazyDOMException('Invalid character', 'InvalidCharacterError');
  }
  return sliced(result);
}

function atob(input) {
  if (arguments.length === 0) {
    throw new ERR_MISSING_ARGS('input');
  }
  const result = binding.atob(`${input}`);
  if (typeof result === 'number') {
    throw lazyDOMException(
      result === -2 ?
        'The string to be decoded is not correctly encoded.' :
        'Invalid character', 'InvalidCharacterError');
  }
  return sliced(result);
}

module.exports = { atob, btoa, isAscii, isUtf8, transcode };
