// SPDX-License-Identifier: MIT
// node:fs/promises.
'use strict';

module.exports = require('internal/fs/promises').exports;
