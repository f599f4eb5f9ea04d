// SPDX-License-Identifier: MIT
'use strict';
// How the script of the command line starts, under the name Node has for it.

const { Module } = require('internal/modules/cjs/loader');

module.exports = { executeUserEntryPoint: Module.runMain };
