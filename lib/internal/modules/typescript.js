// SPDX-License-Identifier: MIT
'use strict';
// TypeScript and JSX become JavaScript here, before a loader compiles it. The
// work is done in C (docs/internals/typescript.md, jsx.md); this file knows
// which files are meant and how the errors read.

const {
  ArrayPrototypeIncludes,
  JSONStringify,
  ObjectDefineProperty,
  RegExpPrototypeExec,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeLastIndexOf,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
} = primordials;

const { containsModuleSyntax, stripTypes } = internalBinding('compiler');
const {
  ERR_INVALID_TYPESCRIPT_SYNTAX,
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING,
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX,
} = require('internal/errors').codes;
const { getOptionValue } = require('internal/options');

const kExtension = /\.(?:[cm]?ts|[jt]sx)$/;

// What stripTypes() does beyond blanking types.
const kTransform = 1;  // enums, namespaces, parameter properties, ...
const kDecorators = 2;
const kModule = 4;
const kLegacy = 8;
const kAssign = 16;
const kMappings = 64;
const kAsked = 128;  // the command line has asked to transform

/**
 * @param {string} path
 * @returns {boolean} whether the file is compiled by this module
 */
function isTypeScript(path) {
  return RegExpPrototypeExec(kExtension, path) !== null;
}

// The error for what the compiler found wrong; of plain JavaScript it is one
// without a code.
function failure(found, source, filename, typed = true) {
  const { 0: refused, 1: message, 2: line, 3: column, 4: width } = found;
  const err = refused ? new ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX(message) :
    typed ? new ERR_INVALID_TYPESCRIPT_SYNTAX(message) :
      new SyntaxError(message);
  return show(err, source, filename, line, column, width);
}

// Puts place, line and carets in front of the stack.
function show(err, source, filename, line, column, width) {
  const text = StringPrototypeSplit(source, '\n')[line - 1] ?? '';
  const rest = text.length - column;
  const carets = StringPrototypeRepeat(' ', column) +
    StringPrototypeRepeat('^', rest > 0 && width > rest ? rest : width);
  const context = `${filename ?? ''}:${line}\n${text}\n${carets}\n\n`;
  ObjectDefineProperty(err, 'stack', {
    __proto__: null, value: context + err.stack, writable: true,
    enumerable: false, configurable: true,
  });
  require('internal/modules/syntax_error').keepContext(err);
  return err;
}

function refuseBelowNodeModules(filename) {
  if (StringPrototypeIncludes(filename, '/node_modules/')) {
    throw new ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING(filename);
  }
}

function isResult(result) {
  return typeof result === 'string' || result.length === 2;
}

// Compiled classes with decorators want a runtime.
function prepare(text) {
  if (StringPrototypeIncludes(text, 'Symbol.for("lode.decorators")')) {
    require('internal/modules/decorators').install();
  }
}

function run(source, filename, flags) {
  const result = stripTypes(source, flags, filename ?? '');
  if (!isResult(result)) throw failure(result, source, filename);
  if (flags & kDecorators) prepare(result);
  return result;
}

// Lode transforms without the option, too.
function isAskedFor() {
  const { env, execArgv } = process;
  const option = '--experimental-transform-types';
  return ArrayPrototypeIncludes(execArgv, option) ||
      (env.NODE_OPTIONS !== undefined &&
       StringPrototypeIncludes(env.NODE_OPTIONS, option));
}

/**
 * @param {string} source
 * @param {string} filename
 * @param {boolean} module whether it is one for certain
 * @returns {number} what the command line, tsconfig.json and the kind of file
 *   ask for
 */
function flagsFor(source, filename, module) {
  if (!getOptionValue('--experimental-transform-types')) return 0;
  let asked = 0;
  if (isAskedFor()) {
    const { emitExperimentalWarning } = require('internal/util');
    emitExperimentalWarning('Transform Types');
    asked = kAsked;
  }
  return asked | kTransform | kDecorators | configured(source, filename) |
    (module || StringPrototypeEndsWith(filename, '.mts') ? kModule : 0);
}

// Only classes ask for a configuration.
function configured(source, filename) {
  if (filename[0] !== '/' || !StringPrototypeIncludes(source, 'class')) return 0;
  const { experimentalDecorators, useDefineForClassFields, target } =
    require('internal/modules/tsconfig').optionsFor(filename);
  // Where nothing is said fields are as in Node, and as an old target has them
  // where decorators are, too.
  const assigns = useDefineForClassFields === false ||
    (useDefineForClassFields === undefined && experimentalDecorators &&
     target !== undefined &&
     RegExpPrototypeExec(/^es(?:[356]|20(?:1\d|2[01]))$/i, target) !== null);
  return (experimentalDecorators ? kLegacy : 0) | (assigns ? kAssign : 0);
}

/**
 * What a loader calls: the JavaScript of a file, with the same lines.
 * @param {string} source
 * @param {string} filename a path
 * @param {boolean} module whether its folder says that it is one
 * @returns {string}
 */
function compileTypeScript(source, filename, module) {
  refuseBelowNodeModules(filename);
  return run(source, filename, flagsFor(source, filename, module));
}

/**
 * The text of -e, -p or standard input, when it is TypeScript.
 * @param {string} source
 * @param {string} name '[eval]' or the like
 * @returns {string}
 */
function compileEval(source, name) {
  return run(source, name, flagsFor(source, name, false));
}

/**
 * @param {string} extension
 * @returns {boolean} whether such files are compiled here
 */
function handles(extension) {
  return isTypeScript(extension) &&
    (extension === '.jsx' || feature() !== false);
}

// The file that was compiled last: deciding its format and running it ask
// one after the other.
let newest;

function loadJSX(path, url) {
  const { packageType, readText } = require('internal/modules/cjs/loader');
  if (StringPrototypeEndsWith(path, '.tsx')) refuseBelowNodeModules(path);
  const found = require('internal/modules/jsx')
    .compileJSX(readText(path), path, url, packageType(path));
  found.path = path;
  found.url = url;
  return found;
}

/**
 * @param {string} path
 * @param {string} [url] of the module, when it is one
 * @returns {{ format: string, source: string, detected: boolean }}
 */
function loadFile(path, url) {
  const isJSX = StringPrototypeEndsWith(path, 'sx');
  if (isJSX) url ??= require('internal/modules/esm/specifier').fileURL(path);
  if (newest?.path === path && (!isJSX || newest.url === url)) {
    const found = newest;
    newest = undefined;
    return found;
  }
  if (isJSX) return (newest = loadJSX(path, url));
  const { packageType, readText } = require('internal/modules/cjs/loader');
  const text = readText(path);
  const type = StringPrototypeEndsWith(path, '.ts') ? packageType(path) : '';
  const source = compileTypeScript(text, path, type === 'module');
  let format;
  let detected = false;
  if (StringPrototypeEndsWith(path, '.mts')) {
    format = 'module';
  } else if (StringPrototypeEndsWith(path, '.cts')) {
    format = 'commonjs';
  } else {
    format = type;
    if (format !== 'module' && format !== 'commonjs') {
      detected = containsModuleSyntax(source);
      format = detected ? 'module' : 'commonjs';
    }
  }
  newest = { __proto__: null, path, format, source, detected };
  return newest;
}

/**
 * The CommonJS loader's part.
 * @param {Module} module
 * @param {string} filename
 * @returns {boolean} false when the file is not meant to be compiled
 */
function loadCommonJS(module, filename) {
  const dot = StringPrototypeLastIndexOf(filename, '.');
  if (!handles(StringPrototypeSlice(filename, dot))) return false;
  if (StringPrototypeEndsWith(filename, '.mts')) {  // whether it may be loaded
    require('internal/modules/cjs/loader').loadESM(module, filename);
    return true;
  }
  const found = loadFile(filename);
  if (found.format === 'module') {
    newest = found;
    require('internal/modules/cjs/loader').loadESM(module, filename);
  } else {
    newest = undefined;
    module._compile(found.source, filename, 'commonjs');
  }
  return true;
}

/**
 * module.stripTypeScriptTypes
 * @param {string} code
 * @param {object} [options]
 * @returns {string}
 */
function stripTypeScriptTypes(code, options = { __proto__: null }) {
  require('internal/util').emitExperimentalWarning('stripTypeScriptTypes');
  const { validateBoolean, validateObject, validateOneOf, validateString } =
    require('internal/validators');
  validateString(code, 'code');
  validateObject(options, 'options');
  const { sourceMap = false, sourceUrl = '', mode = 'strip' } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  if (mode === 'transform') {
    validateBoolean(sourceMap, 'options.sourceMap');
    return transformed(code, sourceMap, sourceUrl);
  }
  validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  return withUrl(run(code, sourceUrl, 0), sourceUrl);
}

function withUrl(text, url) {
  return url === '' ? text : `${text}\n\n//# sourceURL=${url}`;
}

// Decorators stay, as in Node.
function transformed(code, sourceMap, sourceUrl) {
  const { 0: text, 1: mappings } = run(code, sourceUrl, kTransform | kMappings);
  if (!sourceMap) return withUrl(text, sourceUrl);
  const map = JSONStringify({
    __proto__: null, version: 3, sources: [sourceUrl], names: [], mappings,
  });
  const { Buffer } = require('buffer');
  const base64 = Buffer.from(map).toString('base64');
  return `${text}\n\n//# sourceMappingURL=data:application/json;base64,${
    base64}`;
}

/** @returns {'strip' | 'transform' | false} process.features.typescript */
function feature() {
  if (!getOptionValue('--strip-types')) return false;
  return getOptionValue('--experimental-transform-types') ?
    'transform' : 'strip';
}

module.exports = {
  compileEval, compileTypeScript, failure, feature, flagsFor, handles,
  loadCommonJS, loadFile, prepare, show, stripTypeScriptTypes,
};
