// SPDX-License-Identifier: MIT
'use strict';
// The parts of Module and node:module that few programs touch.

const {
  ArrayPrototypePush,
  ObjectFreeze,
  Proxy,
  ReflectDefineProperty,
  ReflectSet,
  RegExpPrototypeSymbolReplace,
  SafeWeakMap,
  StringPrototypeEndsWith,
  StringPrototypeStartsWith,
} = primordials;

const { getOptionValue } = require('internal/options');
const { Module, builtinId, makeRequireFunction, parentOf,
        setParent: rememberParent, state } =
  require('internal/modules/cjs/loader');
const realm = require('internal/bootstrap/realm');

const kSchemeOnly = ['sea', 'sqlite', 'test', 'test/reporters'];

const wrapperParts = [
  '(function (exports, require, module, __filename, __dirname) { ', '\n});',
];

// Whoever changes a part wants modules compiled from the text.
const wrapper = new Proxy(wrapperParts, {
  __proto__: null,
  set(target, key, value, receiver) {
    state.wrapperPatched = true;
    return ReflectSet(target, key, value, receiver);
  },
  defineProperty(target, key, descriptor) {
    state.wrapperPatched = true;
    return ReflectDefineProperty(target, key, descriptor);
  },
});

function wrap(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
}

function compileWrapped(wrapText, content, filename) {
  const source = wrapText(
    RegExpPrototypeSymbolReplace(/^#!.*/, content, ''));
  try {
    return internalBinding('contextify')
      .evaluate(undefined, source, filename, 1);
  } catch (err) {
    throw require('internal/modules/syntax_error')
      .decorateSyntaxError(err, source, filename);
  }
}

// Schemes first asked for by name only keep it: "node:test".
const builtinModules = [];
{
  const ids = realm.ids();
  for (let i = 0; i < ids.length; i++) {
    if (builtinId(ids[i]) !== undefined) {
      ArrayPrototypePush(builtinModules, ids[i]);
    }
  }
  for (let i = 0; i < kSchemeOnly.length; i++) {
    const id = `node:${kSchemeOnly[i]}`;
    if (builtinId(id) !== undefined) ArrayPrototypePush(builtinModules, id);
  }
  ObjectFreeze(builtinModules);
}

function isBuiltin(moduleName) {
  return typeof moduleName === 'string' && builtinId(moduleName) !== undefined;
}

// The URLs of createRequire(), by module: hooks are told of them.
const requireURLs = new SafeWeakMap();

function createRequireFromPath(filename, url) {
  // A folder gets the name of a file inside it.
  const proxyPath = StringPrototypeEndsWith(filename, '/') ?
    `${filename}noop.js` : filename;
  const module = new Module(proxyPath);
  module.filename = proxyPath;
  module.paths = Module._nodeModulePaths(module.path);
  if (url !== undefined) requireURLs.set(module, url);
  return makeRequireFunction(module);
}

function createRequire(filenameOrURL) {
  let filename = filenameOrURL;
  const isText = typeof filename === 'string';
  if (isText && filename[0] === '/') return createRequireFromPath(filename);
  const { isURL, fileURLToPath, URL } = require('internal/url');
  if (isURL(filename) || isText && StringPrototypeStartsWith(filename, 'file:')) {
    try {
      const url = isText ? new URL(filename) : filename;
      filename = fileURLToPath(url);
      return createRequireFromPath(filename, url.href);
    } catch {
      // Reported below: it is no path of a file.
    }
  }
  const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
  throw new ERR_INVALID_ARG_VALUE(
    'filename', filenameOrURL,
    'must be a file URL object, file URL string, or absolute path string');
}

function _preloadModules(requests) {
  state.preloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(process.cwd());
  } catch (err) {
    if (err.code !== 'ENOENT') {
      state.preloading = false;
      throw err;
    }
  }
  for (let i = 0; i < requests.length; i++) parent.require(requests[i]);
  state.preloading = false;
}

const constants = ObjectFreeze({
  __proto__: null,
  compileCacheStatus: ObjectFreeze({
    __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3,
  }),
});

const compileCache = () => require('internal/modules/compile_cache');

function enableCompileCache(options) {
  return compileCache().enableCompileCache(options);
}

function flushCompileCache() {
  compileCache().flushCompileCache();
}

function getCompileCacheDir() {
  return compileCache().getCompileCacheDir();
}

// Only what has been imported has anything to bring up to date.
function syncBuiltinESMExports() {
  if (realm.isLoaded('internal/modules/esm/translators')) {
    require('internal/modules/esm/translators').syncBuiltins();
  }
}

// Hooks on a thread of their own: registerHooks() does without.
function register(specifier, parentURL = undefined, options = undefined) {
  require('internal/modules/hooks_thread')
    .register(specifier, parentURL, options);
}

function _debug(...args) {
  require('internal/util/debuglog').debuglog('module')(...args);
}

let warnedOfParent = !getOptionValue('--pending-deprecation');

function warnOfParent() {
  if (warnedOfParent) return;
  warnedOfParent = true;
  process.emitWarning(
    'module.parent is deprecated due to accuracy issues. Please use ' +
    'require.main to find program entry point instead.',
    'DeprecationWarning', 'DEP0144');
}

function getParent(module) {
  warnOfParent();
  return parentOf(module);
}

function setParent(module, value) {
  warnOfParent();
  rememberParent(module, value);
}

function findPackageJSON(...args) {
  return require('internal/modules/package_json_reader')
    .findPackageJSON(...args);
}

function stripTypeScriptTypes(code, options = { __proto__: null }) {
  return require('internal/modules/typescript')
    .stripTypeScriptTypes(code, options);
}

module.exports = {
  _debug,
  _preloadModules,
  builtinModules,
  compileWrapped,
  constants,
  createRequire,
  enableCompileCache,
  findPackageJSON,
  flushCompileCache,
  getCompileCacheDir,
  getParent,
  isBuiltin,
  register,
  requireURLs,
  setParent,
  stripTypeScriptTypes,
  syncBuiltinESMExports,
  wrap,
  wrapper,
};
