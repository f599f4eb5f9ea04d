// SPDX-License-Identifier: MIT
'use strict';
// What happens between bootstrap and the program: the command line becomes
// process.argv and process.execArgv, and -r modules are loaded.

const binding = internalBinding('options');
const { getOptionValue } = require('internal/options');
const { setOwn, state } = require('internal/modules/cjs/loader');

/**
 * @param {boolean} hasScript the first argument is a script: make it absolute
 * @returns {string | undefined} that path
 */
function prepareMainThreadExecution(hasScript) {
  const args = binding.rest();
  let main;
  if (hasScript) {
    main = internalBinding('modules').absolute(args[0]);
    args[0] = main;
  }
  setOwn(process, 'argv', [process.execPath]);
  for (let i = 0; i < args.length; i++) setOwn(process.argv, i + 1, args[i]);
  setOwn(process, 'execArgv', binding.execArgv());
  setOwn(process, 'argv0', binding.argv0);
  state.preserveSymlinks = getOptionValue('--preserve-symlinks');
  state.preserveSymlinksMain = getOptionValue('--preserve-symlinks-main');
  if (internalBinding('modules').debugging) {
    state.debug = require('internal/util/debuglog').debuglog('module');
  }
  const limit = getOptionValue('--stack-trace-limit');
  if (limit !== 10) globalThis.Error.stackTraceLimit = limit;
  const title = getOptionValue('--title');
  if (title !== '') process.title = title;
  require('internal/bootstrap/realm').onProgramBegins();
  return main;
}

// -r: in the order of the command line, NODE_OPTIONS first.
function loadPreloadModules() {
  const modules = getOptionValue('--require');
  if (modules.length > 0) {
    require('internal/modules/cjs/loader').Module._preloadModules(modules);
  }
}

module.exports = { loadPreloadModules, prepareMainThreadExecution };
