'use strict';
// SPDX-License-Identifier: MIT
//
// The name of stream.Writable from before there was a stream module.

module.exports = require('stream').Writable;
