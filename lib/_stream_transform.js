'use strict';
// SPDX-License-Identifier: MIT
//
// The name of stream.Transform from before there was a stream module.

process.emitWarning(
  'The _stream_transform module is deprecated. Use `node:stream` instead.',
  'DeprecationWarning', 'DEP0193');

module.exports = require('stream').Transform;
