// SPDX-License-Identifier: MIT
'use strict';
// lode script.js

const { loadPreloadModules, prepareMainThreadExecution } =
  require('internal/process/pre_execution');

const main = prepareMainThreadExecution(true);
loadPreloadModules();
// Looked up at this moment: a preloaded module may have replaced it.
require('internal/modules/cjs/loader').Module.runMain(main);
