// SPDX-License-Identifier: MIT
'use strict';
// What happens between bootstrap and the program: the command line becomes
// process.argv and process.execArgv, and -r modules are loaded.

const binding = internalBinding('options');
const { setOwn, state } = require('internal/modules/cjs/loader');

/**
 * @param {boolean} hasScript the first argument is a script: make it absolute
 * @returns {string | undefined} that path
 */
function prepareMainThreadExecution(hasScript) {
  const args = binding.rest();
  const argv = [process.execPath];
  let main;
  if (hasScript) {
    main = internalBinding('modules').absolute(args[0]);
    args[0] = main;
  }
  for (let i = 0; i < args.length; i++) setOwn(argv, i + 1, args[i]);
  setOwn(process, 'argv', argv);
  setOwn(process, 'execArgv', binding.execArgv());
  setOwn(process, 'argv0', binding.argv0);
  if (binding.hasStartOptions) applyOptions();
  require('internal/bootstrap/realm').onProgramBegins();
  return main;
}

/**
 * @param {string[]} argv
 * @param {string[]} execArgv
 */
function prepareWorkerExecution(argv, execArgv) {
  setOwn(process, 'argv', argv);
  setOwn(process, 'execArgv', execArgv);
  setOwn(process, 'argv0', binding.argv0);
  if (binding.hasStartOptions) applyOptions();
  require('internal/bootstrap/realm').onProgramBegins();
}

// The options that change something before the program runs.
function applyOptions() {
  const { getOptionValue } = require('internal/options');
  state.preserveSymlinks = getOptionValue('--preserve-symlinks');
  state.preserveSymlinksMain = getOptionValue('--preserve-symlinks-main');
  state.imports = getOptionValue('--import').length > 0;
  const limit = getOptionValue('--stack-trace-limit');
  if (limit !== 10) globalThis.Error.stackTraceLimit = limit;
  const title = getOptionValue('--title');
  if (title !== '') process.title = title;
  if (getOptionValue('--expose-gc')) exposeGC();
  if (getOptionValue('--enable-source-maps')) {
    process.setSourceMapsEnabled(true);
  }
  const flags = [
    'noDeprecation', '--no-deprecation', 'throwDeprecation',
    '--throw-deprecation', 'traceDeprecation', '--trace-deprecation',
    'traceProcessWarnings', '--trace-warnings',
  ];
  for (let i = 0; i < flags.length; i += 2) {
    if (getOptionValue(flags[i + 1])) setOwn(process, flags[i], true);
  }
  if (getOptionValue('--disallow-code-generation-from-strings')) {
    internalBinding('contextify').forbidEval();
  }
  if (internalBinding('permission').isRestricted) {
    require('internal/process/permission').setup();
  } else if (getOptionValue('--allow-fs-read').length > 0 ||
             getOptionValue('--allow-fs-write').length > 0) {
    const { ERR_MISSING_OPTION } = require('internal/errors').codes;
    throw new ERR_MISSING_OPTION('--permission');
  }
  if (process.env.NODE_COMPILE_CACHE) {
    require('internal/modules/compile_cache').enableFromEnvironment();
  }
  if (internalBinding('modules').debugging) {
    state.debug = require('internal/util/debuglog').debuglog('module');
  }
}

// --expose-gc: a full collection, whatever V8's function takes as options;
// { execution: 'async' } asks for a promise.
function exposeGC() {
  const collect = internalBinding('modules').collect;
  primordials.ObjectDefineProperty(globalThis, 'gc', {
    __proto__: null,
    value: function gc(options) {
      collect();
      return options?.execution === 'async' ?
        primordials.PromiseResolve(undefined) : undefined;
    },
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

// --experimental-loader: before anything of the program's is loaded.
function registerLoaders() {
  const list = require('internal/options')
    .getOptionValue('--experimental-loader');
  if (list.length > 0) {
    require('internal/modules/hooks_thread').registerFromCommandLine(list);
  }
}

// -r: in the order of the command line, NODE_OPTIONS first.
function loadPreloadModules() {
  if (!binding.hasStartOptions) return;
  const modules = require('internal/options').getOptionValue('--require');
  if (modules.length > 0) {
    require('internal/modules/cjs/loader').Module._preloadModules(modules);
  }
  if (!binding.isWorker) registerLoaders();
}

module.exports = {
  loadPreloadModules,
  prepareMainThreadExecution,
  prepareWorkerExecution,
};
