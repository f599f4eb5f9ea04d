// SPDX-License-Identifier: MIT
'use strict';
// lode < script.js, lode - arguments

const { loadPreloadModules, prepareMainThreadExecution } =
  require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');

prepareMainThreadExecution(false);
const execution = require('internal/process/execution');
execution.addBuiltinsToGlobal();
loadPreloadModules();
execution.afterImports(() => {
  execution.readStdin((source) => {
    execution.evalScript('[stdin]', source, getOptionValue('--print'));
  });
});
