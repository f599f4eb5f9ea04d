'use strict';
// SPDX-License-Identifier: MIT
//
// The old name of the socket over any duplex stream.

process.emitWarning(
  'The _stream_wrap module is deprecated. Use `node:stream` instead.',
  'DeprecationWarning', 'DEP0125');

module.exports = require('internal/js_stream_socket');
