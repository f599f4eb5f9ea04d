'use strict';
// SPDX-License-Identifier: MIT
//
// The old name of the socket over any duplex stream.

module.exports = require('internal/js_stream_socket');
