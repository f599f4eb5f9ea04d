'use strict';
// SPDX-License-Identifier: MIT
//
// The name of stream.Transform from before there was a stream module.

module.exports = require('stream').Transform;
