// SPDX-License-Identifier: MIT
'use strict';

module.exports = require('internal/console/global');
