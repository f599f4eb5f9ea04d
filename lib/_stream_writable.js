'use strict';
// SPDX-License-Identifier: MIT
//
// The name of stream.Writable from before there was a stream module.

process.emitWarning(
  'The _stream_writable module is deprecated. Use `node:stream` instead.',
  'DeprecationWarning', 'DEP0193');

module.exports = require('stream').Writable;
