// SPDX-License-Identifier: MIT
'use strict';
// The whole of CommonJS resolution: node_modules, package.json, NODE_PATH,
// folders, symbolic links. Relative requests for files mostly stay in
// loader.js; everything else comes here.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  Error,
  ObjectKeys,
  RegExpPrototypeExec,
  SafeSet,
  StringPrototypeEndsWith,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const binding = internalBinding('modules');
const realm = require('internal/bootstrap/realm');
const { getOptionValue } = require('internal/options');
const reader = require('internal/modules/package_json_reader');
const { Module, builtinId, dirname, isRelative, parentOf, state } =
  require('internal/modules/cjs/loader');

const kPackageRequest = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/;

const preserveSymlinks = getOptionValue('--preserve-symlinks');
const preserveSymlinksMain = getOptionValue('--preserve-symlinks-main');

const globalPaths = [];  // NODE_PATH and the folders in the home directory
let conditions;

// Runs `resolve` under other conditions; undefined leaves them as they are.
function withConditions(set, resolve) {
  const before = getCjsConditions();
  conditions = set ?? before;
  try {
    return resolve();
  } finally {
    conditions = before;
  }
}

function getCjsConditions() {
  if (conditions === undefined) {
    conditions = new SafeSet(['require', 'node']);
    const more = getOptionValue('--conditions');
    for (let i = 0; i < more.length; i++) conditions.add(more[i]);
    if (getOptionValue('--addons') && realm.guard?.may('addon') !== false) {
      conditions.add('node-addons');
    }
    if (getOptionValue('--experimental-require-module')) {
      conditions.add('module-sync');
    }
  }
  return conditions;
}

function _initPaths() {
  const { HOME, NODE_PATH } = process.env;
  const prefix = binding.absolute(`${process.execPath}/../../lib/node`);
  globalPaths.length = 0;
  const listed = NODE_PATH ? StringPrototypeSplit(NODE_PATH, ':') : [];
  for (let i = 0; i < listed.length; i++) {
    if (listed[i] !== '') ArrayPrototypePush(globalPaths, listed[i]);
  }
  if (getOptionValue('--global-search-paths')) {
    if (HOME) {
      ArrayPrototypePush(globalPaths, binding.absolute(`${HOME}/.node_modules`),
                         binding.absolute(`${HOME}/.node_libraries`));
    }
    ArrayPrototypePush(globalPaths, prefix);
  }
  return globalPaths;
}
_initPaths();

// 0 for a file, 1 for a folder, negative for neither.
function _stat(path) {
  return binding.stat(path);
}

// Programs replace Module._stat to bring files from elsewhere.
function stat(path) {
  return Module._stat(path);
}

function join(base, path) {
  return binding.absolute(
    path[0] === '/' ? path : base === '' ? path : `${base}/${path}`);
}

function toRealPath(path) {
  const real = binding.realpath(path);
  if (typeof real === 'number') {
    const { UVException } = require('internal/errors');
    throw new UVException({ errno: real, syscall: 'realpath', path });
  }
  return real;
}

function tryFile(path, isMain) {
  if (stat(path) !== 0) return false;
  return (isMain ? preserveSymlinksMain : preserveSymlinks) ?
    binding.absolute(path) : toRealPath(path);
}

function tryExtensions(path, extensions, isMain) {
  for (let i = 0; i < extensions.length; i++) {
    const found = tryFile(path + extensions[i], isMain);
    if (found) return found;
  }
  return false;
}

function _readPackage(folder) {
  return reader.read(folder === '/' ? '/package.json' :
    `${folder}/package.json`);
}

// A folder: what its package.json names, or its index.
function tryPackage(folder, extensions, isMain, request) {
  const { main, pjsonPath } = _readPackage(folder);
  if (!main) return tryExtensions(join(folder, 'index'), extensions, isMain);
  const path = join(folder, main);
  const found = tryFile(path, isMain) ||
    tryExtensions(path, extensions, isMain) ||
    tryExtensions(join(path, 'index'), extensions, isMain);
  if (found) return found;
  const index = tryExtensions(join(folder, 'index'), extensions, isMain);
  if (!index) {
    const err = new Error(`Cannot find module '${path}'. Please verify that ` +
                          'the package.json has a valid "main" entry');
    err.code = 'MODULE_NOT_FOUND';
    err.path = join(folder, 'package.json');
    err.requestPath = request;
    throw err;
  }
  process.emitWarning(
    `Invalid 'main' field in '${pjsonPath}' of '${main}'. Please either fix ` +
    'that or report it to the module author', 'DeprecationWarning', 'DEP0128');
  return index;
}

function notFound(request, path) {
  const err = new Error(`Cannot find module '${request}'`);
  err.code = 'MODULE_NOT_FOUND';
  if (path !== undefined) err.path = path;
  return err;
}

// What "exports" or "imports" gave has to be a file; nothing more is tried.
function finish(resolved, path) {
  if (StringPrototypeStartsWith(resolved, 'node:')) return resolved;
  if (StringPrototypeStartsWith(resolved, 'file:')) {
    resolved = require('internal/url').fileURLToPath(resolved);
  }
  const found = tryFile(resolved, false);
  if (found) return found;
  throw notFound(resolved, path);
}

function resolveExports(folder, request) {
  const match = RegExpPrototypeExec(kPackageRequest, request);
  if (match === null) return undefined;
  const packagePath = join(folder, match[1]);
  const config = _readPackage(packagePath);
  if (!config.exists || config.exports === undefined) return undefined;
  const pjsonPath = `${packagePath}/package.json`;
  const { packageExportsResolve } = require('internal/modules/esm/resolve');
  try {
    return finish(packageExportsResolve(
      pjsonPath, `.${match[2] ?? ''}`, config, undefined, getCjsConditions()),
                  packagePath);
  } catch (err) {
    if (err.code === 'ERR_MODULE_NOT_FOUND') {
      throw notFound(request, pjsonPath);
    }
    throw err;
  }
}

function namesFolder(request) {
  return StringPrototypeEndsWith(request, '/') ||
    StringPrototypeEndsWith(request, '/.') ||
    StringPrototypeEndsWith(request, '/..') ||
    request === '.' || request === '..';
}

function tryPath(base, request, extensions, isMain) {
  const path = join(base, request);
  const kind = stat(path);
  let found = false;
  if (!namesFolder(request)) {
    if (kind === 0) found = tryFile(path, isMain);
    if (!found) found = tryExtensions(path, extensions, isMain);
  }
  if (!found && kind === 1) {
    found = tryPackage(path, extensions, isMain, request);
  }
  return found;
}

function _findPath(request, paths, isMain) {
  const absolute = request[0] === '/';
  if (absolute) {
    paths = [''];
  } else if (!paths || paths.length === 0) {
    return false;
  }
  const key = `${request}\x00${ArrayPrototypeJoin(paths, '\x00')}`;
  const known = Module._pathCache[key];
  if (known) return known;
  const extensions = ObjectKeys(Module._extensions);
  const relative = !absolute && isRelative(request);
  for (let i = 0; i < paths.length; i++) {
    const base = paths[i];
    if (!relative && base !== '' && stat(base) < 1) continue;
    if (!absolute && !relative) {
      const exported = resolveExports(base, request);
      if (exported) return exported;
    }
    const found = tryPath(base, request, extensions, isMain);
    if (found) {
      Module._pathCache[key] = found;
      return found;
    }
  }
  return false;
}

function _resolveLookupPaths(request, parent) {
  if (builtinId(request) !== undefined) {
    state.debug?.('looking for %j in []', request);
    return null;
  }
  const second = request[1];
  if (request[0] !== '.' ||
      (second !== undefined && second !== '.' && second !== '/')) {
    const own = parent?.paths;
    const paths = [];
    for (let i = 0; i < own?.length; i++) ArrayPrototypePush(paths, own[i]);
    for (let i = 0; i < globalPaths.length; i++) {
      ArrayPrototypePush(paths, globalPaths[i]);
    }
    state.debug?.('looking for %j in %j', request, paths);
    return paths.length > 0 ? paths : null;
  }
  const paths = !parent || !parent.id || !parent.filename ?
    ['.'] : [dirname(parent.filename)];
  state.debug?.('RELATIVE: requested: %s from parent.id %s', request,
                parent?.id);
  return paths;
}

// The folders that require.resolve's `paths` option asks to search.
function optionPaths(request, options, parent) {
  const { paths } = options;
  if (paths === undefined) return Module._resolveLookupPaths(request, parent);
  if (!ArrayIsArray(paths)) {
    const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_VALUE('options.paths', paths);
  }
  const { validateString } = require('internal/validators');
  for (let i = 0; i < paths.length; i++) {
    validateString(paths[i], 'options.paths');
  }
  if (request[0] === '.' && isRelative(request)) return paths;
  const result = [];
  const asker = new Module('', null);
  for (let i = 0; i < paths.length; i++) {
    asker.paths = Module._nodeModulePaths(paths[i]);
    const found = Module._resolveLookupPaths(request, asker);
    for (let j = 0; found !== null && j < found.length; j++) {
      if (!ArrayPrototypeIncludes(result, found[j])) {
        ArrayPrototypePush(result, found[j]);
      }
    }
  }
  return result;
}

function parentPath(parent) {
  if (!parent) return undefined;
  if (parent.filename) return parent.filename;
  return parent.id === '<repl>' || parent.id === 'internal/preload' ?
    `${process.cwd()}/` : undefined;
}

function resolveImports(request, from) {
  const config = reader.getNearestParentPackageJSON(from);
  if (config?.imports === undefined) return undefined;
  const { packageImportsResolve } = require('internal/modules/esm/resolve');
  try {
    return finish(packageImportsResolve(request, from, getCjsConditions()),
                  config.pjsonPath);
  } catch (err) {
    if (err.code === 'ERR_MODULE_NOT_FOUND') throw notFound(request);
    throw err;
  }
}

// A package may require itself by its name.
function resolveSelf(request, from) {
  const config = from && reader.getNearestParentPackageJSON(from);
  if (!config || config.exports === undefined || config.name === undefined) {
    return undefined;
  }
  const { name, pjsonPath } = config;
  if (request !== name && !StringPrototypeStartsWith(request, `${name}/`)) {
    return undefined;
  }
  const { packageExportsResolve } = require('internal/modules/esm/resolve');
  try {
    return finish(packageExportsResolve(
      pjsonPath, `.${StringPrototypeSlice(request, name.length)}`, config, from,
      getCjsConditions()), pjsonPath);
  } catch (err) {
    if (err.code === 'ERR_MODULE_NOT_FOUND') throw notFound(request, pjsonPath);
    throw err;
  }
}

function requireStackOf(parent) {
  const stack = [];
  for (let cursor = parent; cursor; cursor = parentOf(cursor)) {
    ArrayPrototypePush(stack, cursor.filename || cursor.id);
  }
  return stack;
}

function resolveFilename(request, parent, isMain, options) {
  const paths = typeof options === 'object' && options !== null ?
    optionPaths(request, options, parent) :
    Module._resolveLookupPaths(request, parent);
  const from = parentPath(parent);
  if (request[0] === '#' && from !== undefined) {
    const found = resolveImports(request, from);
    if (found) return found;
  }
  const self = resolveSelf(request, from);
  if (self) return self;
  const found = Module._findPath(request, paths, isMain);
  if (found) return found;
  const requireStack = requireStackOf(parent);
  let message = `Cannot find module '${request}'`;
  if (requireStack.length > 0) {
    message += `\nRequire stack:\n- ${ArrayPrototypeJoin(requireStack, '\n- ')}`;
  }
  const err = new Error(message);
  err.code = 'MODULE_NOT_FOUND';
  err.requireStack = requireStack;
  throw err;
}

module.exports = {
  _findPath,
  _initPaths,
  _readPackage,
  _resolveLookupPaths,
  _stat,
  getCjsConditions,
  globalPaths,
  resolveFilename,
  withConditions,
};
