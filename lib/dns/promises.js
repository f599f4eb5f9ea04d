'use strict';
// SPDX-License-Identifier: MIT
// node:dns/promises, under the name that programs require.

module.exports = require('internal/dns/promises');
