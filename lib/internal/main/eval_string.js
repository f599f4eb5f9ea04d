// SPDX-License-Identifier: MIT
'use strict';
// lode -e text, lode -p text

const { loadPreloadModules, prepareMainThreadExecution } =
  require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');

prepareMainThreadExecution(false);
require('internal/process/execution').addBuiltinsToGlobal();
loadPreloadModules();
const { afterImports, evalScript } = require('internal/process/execution');
afterImports(() => {
  evalScript('[eval]', getOptionValue('--eval'), getOptionValue('--print'));
});
