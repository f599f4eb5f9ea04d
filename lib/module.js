// SPDX-License-Identifier: MIT
'use strict';
// node:module is the class of `module` itself.

module.exports = require('internal/modules/cjs/loader').Module;
