// SPDX-License-Identifier: MIT
'use strict';
// require() of an ES module.

const {
  ObjectPrototypeHasOwnProperty,
  PromisePrototypeThen,
  SafeSet,
  SafeWeakSet,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeStartsWith,
} = primordials;

const { containsModuleSyntax } = internalBinding('compiler');
const { Module, packageType, parentOf, readText, setOwn } =
  require('internal/modules/cjs/loader');
const { evaluate, linkedRecord, linkedText } = require('internal/modules/esm/loader');
const { waitsAnywhere } = require('internal/modules/esm/evaluate');
const { kEvaluated, kEvaluating, namespaceOf, resolveExport } =
  require('internal/modules/esm/record');
const { fileURL, pathOf } = require('internal/modules/esm/specifier');

function throwCycle(what, from) {
  const { ERR_REQUIRE_CYCLE_MODULE } = require('internal/errors').codes;
  throw new ERR_REQUIRE_CYCLE_MODULE(
    `Cannot ${what} in a cycle.${from ? ` (from ${from})` : ''} A cycle ` +
    'involving require(esm) is not allowed to maintain invariants mandated by ' +
    'the ECMAScript specification. Try making at least part of the ' +
    'dependency in the graph lazily loaded.');
}

// A CommonJS file that is being run: what it exports is not known yet.
function isHalfLoaded(record) {
  if (record.format !== 'commonjs' || record.status === kEvaluated) return false;
  const module = Module._cache[record.path];
  return module !== undefined && !module.loaded;
}

// Nothing below may be in the middle of its evaluation.
function checkBelow(record, visited) {
  if (record.status === kEvaluated) return;
  visited.add(record);
  const { requests, url } = record;
  for (let i = 0; i < requests.length; i++) {
    const { record: target, specifier } = requests[i];
    const half = isHalfLoaded(target);
    if (half || target.status === kEvaluating) {
      throwCycle(`import ${half ? 'CommonJS ' : ''}Module ${specifier}`,
                 StringPrototypeStartsWith(url, 'file:') ? pathOf(url) : url);
    }
    if (!visited.has(target)) checkBelow(target, visited);
  }
}

function checkCycle(record, filename, module) {
  if (record.status === kEvaluating) {
    throwCycle(`require() ES Module ${filename}`, parentOf(module)?.filename);
  }
  checkBelow(record, new SafeSet());
}

function checkWaits(record, filename, module) {
  const found = waitsAnywhere(record);
  if (found === undefined) return;
  const { getOptionValue } = require('internal/options');
  if (getOptionValue('--experimental-print-required-tla')) {
    // It runs, so that what it prints on the way can be seen.
    const promise = evaluate(record);
    if (promise !== undefined) PromisePrototypeThen(promise, undefined, () => {});
    require('internal/modules/esm/entry')
      .showAwait(found ?? record, 'Error: unexpected top-level await at');
  }
  const { ERR_REQUIRE_ASYNC_MODULE } = require('internal/errors').codes;
  throw new ERR_REQUIRE_ASYNC_MODULE(filename, parentOf(module)?.filename);
}

// What require() gives: the namespace, marked as one that transpiled code can
// tell from a CommonJS module.
function exportsOf(record) {
  const { namespace } = record;
  if (ObjectPrototypeHasOwnProperty(namespace, 'module.exports')) {
    return namespace['module.exports'];
  }
  if (!ObjectPrototypeHasOwnProperty(namespace, 'default') ||
      resolveExport(record, '__esModule') !== null) {
    return namespace;
  }
  return (record.required ??= namespaceOf(record, { __esModule: true }));
}

// --no-experimental-require-module
function refusal(module, filename) {
  const { ERR_REQUIRE_ESM } = require('internal/errors').codes;
  const config = StringPrototypeEndsWith(filename, '.js') ?
    require('internal/modules/package_json_reader')
      .getNearestParentPackageJSON(filename) : undefined;
  return new ERR_REQUIRE_ESM(
    filename, containsModuleSyntax(readText(filename)),
    parentOf(module)?.filename, config?.pjsonPath);
}

function requireESM(module, filename) {
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-require-module')) {
    throw refusal(module, filename);
  }
  if (traced === undefined) traced = getOptionValue('--trace-require-module');
  if (traced !== '') warnOfRequire(module, filename);
  filling.add(module);
  fill(module, linkedRecord(fileURL(filename)), filename);
  filling.delete(module);
}

let traced;  // --trace-require-module

function warnOfRequire(module, filename) {
  const parent = parentOf(module);
  const from = parent?.filename ?? '';
  if (traced === 'no-node-modules' &&
      StringPrototypeIncludes(from, '/node_modules/')) {
    return;
  }
  require('internal/util').emitExperimentalWarning(
    'Support for loading ES Module in require()',
    `${from === '' ? parent?.id ?? 'require()' : `CommonJS module ${from}`} ` +
    `is loading ES Module ${filename} using require().\n`,
    undefined, Module.prototype.require);
}

const filling = new SafeWeakSet();  // modules whose ES module is being run

/** Whoever requires a module of `filling` again closes a cycle. */
function checkFilling(module) {
  if (filling.has(module)) {
    throwCycle(`require() ES Module ${module.filename}`,
               parentOf(module)?.filename);
  }
}

function fill(module, record, filename) {
  checkCycle(record, filename, module);
  checkWaits(record, filename, module);
  evaluate(record);
  setOwn(module, 'exports', exportsOf(record));
}

/** The same for a text that is not what the file has. */
function loadText(module, filename, text) {
  const url = filename[0] === '/' ? fileURL(filename) : filename;
  fill(module, linkedText(url, text), filename);
}

/**
 * Fills `module` with what the ES module `filename` exports; the program's
 * first module runs as one that nobody required.
 */
function loadESM(module, filename, isMain) {
  if (!isMain) {
    requireESM(module, filename);
    return;
  }
  delete Module._cache[filename];
  delete process.mainModule;
  require('internal/modules/esm/entry').runMain(filename);
}

// Said before the syntax error: this is what to do about it.
function warnRefused(filename) {
  require('internal/process/warning').emitWarningSync(
    `Failed to load the ES module: ${filename}. Make sure to set "type": ` +
    '"module" in the nearest package.json file or use the .mjs extension.');
}

/**
 * The same for a file that failed to compile as CommonJS, if it is one that
 * may be either.
 * @returns {boolean} whether it was one
 */
function retryAsESM(module, filename, isMain) {
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-detect-module')) return false;
  const { extensionOf, warnTypeless, isBelowNodeModules } =
    require('internal/modules/esm/source');
  if (!containsModuleSyntax(readText(filename))) return false;
  const extension = extensionOf(filename);
  if (extension !== '.js' && extension !== '' ||
      packageType(filename) !== 'none') {
    if (isMain) warnRefused(filename);
    return false;
  }
  if (!isBelowNodeModules(filename)) warnTypeless(filename, fileURL(filename));
  loadESM(module, filename, isMain);
  return true;
}

module.exports = { checkFilling, loadESM, loadText, retryAsESM };
