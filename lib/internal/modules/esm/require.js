// SPDX-License-Identifier: MIT
'use strict';
// require() of an ES module.

const {
  ObjectPrototypeHasOwnProperty,
} = primordials;

const { containsModuleSyntax } = internalBinding('compiler');
const { Module, packageType, parentOf, readText, setOwn } =
  require('internal/modules/cjs/loader');
const { evaluate, linkedRecord, linkedText } = require('internal/modules/esm/loader');
const { waitsAnywhere } = require('internal/modules/esm/evaluate');
const { kEvaluated, kEvaluating, kWaiting, namespaceOf, resolveExport } =
  require('internal/modules/esm/record');
const { fileURL } = require('internal/modules/esm/specifier');

function checkCycle(record, filename, module) {
  if (record.status !== kEvaluating) return;
  const { ERR_REQUIRE_CYCLE_MODULE } = require('internal/errors').codes;
  const parent = parentOf(module)?.filename;
  throw new ERR_REQUIRE_CYCLE_MODULE(
    `Cannot require() ES Module ${filename} in a cycle.` +
    (parent ? ` (from ${parent})` : ''));
}

function checkWaits(record, filename, module) {
  const found = waitsAnywhere(record);
  if (found === undefined && record.status !== kWaiting) return;
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

function requireESM(module, filename) {
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-require-module')) {
    const { ERR_REQUIRE_ESM } = require('internal/errors').codes;
    throw new ERR_REQUIRE_ESM(filename, true, parentOf(module)?.filename);
  }
  fill(module, linkedRecord(fileURL(filename)), filename);
}

function fill(module, record, filename) {
  checkCycle(record, filename, module);
  if (record.status !== kEvaluated) checkWaits(record, filename, module);
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
  const extension = extensionOf(filename);
  if (extension !== '.js' && extension !== '' ||
      packageType(filename) !== 'none' ||
      !containsModuleSyntax(readText(filename))) {
    return false;
  }
  if (!isBelowNodeModules(filename)) warnTypeless(filename, fileURL(filename));
  loadESM(module, filename, isMain);
  return true;
}

module.exports = { loadESM, loadText, retryAsESM };
