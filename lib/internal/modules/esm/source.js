// SPDX-License-Identifier: MIT
'use strict';
// Where the text of a module comes from, and what format it has.

const {
  RegExpPrototypeExec,
  SafeMap,
  StringPrototypeEndsWith,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  decodeURIComponent,
} = primordials;

const binding = internalBinding('modules');
const { containsModuleSyntax } = internalBinding('compiler');
const { getOptionValue } = require('internal/options');
const { packageType } = require('internal/modules/cjs/loader');
const { pathOf } = require('internal/modules/esm/specifier');

const kExtensions = {
  '__proto__': null,
  '.cjs': 'commonjs',
  '.json': 'json',
  '.mjs': 'module',
  '.wasm': 'wasm',
};

const kMIME = /^([^/,;]+\/[^,;]+)?[^,]*?(;base64)?,/;

const detects = getOptionValue('--experimental-detect-module');
const warned = new SafeMap();

function extensionOf(path) {
  const name = StringPrototypeSlice(
    path, StringPrototypeLastIndexOf(path, '/') + 1);
  const dot = StringPrototypeLastIndexOf(name, '.');
  return dot > 0 ? StringPrototypeSlice(name, dot) : '';
}

function readFile(path) {
  const text = binding.readText(path);
  if (typeof text === 'number') {
    const { UVException } = require('internal/errors');
    throw new UVException({ errno: text, syscall: 'open', path });
  }
  return text;
}

function unknownExtension(extension, path) {
  const { ERR_UNKNOWN_FILE_EXTENSION } = require('internal/errors').codes;
  return new ERR_UNKNOWN_FILE_EXTENSION(extension, path);
}

// Node tells that such a file costs an extra look.
function warnTypeless(path, url) {
  const folder = binding.packageFolder(path);
  if (folder === undefined || warned.has(folder)) return;
  warned.set(folder, true);
  const pjson = folder === '/' ? '/package.json' : `${folder}/package.json`;
  process.emitWarning(
    `Module type of ${url} is not specified and it doesn't parse as CommonJS.` +
    '\nReparsing as ES module because module syntax was detected. This incurs' +
    ' a performance overhead.\nTo eliminate this warning, add "type": ' +
    `"module" to ${pjson}.`, { code: 'MODULE_TYPELESS_PACKAGE_JSON' });
}

function isBelowNodeModules(path) {
  return RegExpPrototypeExec(/\/node_modules\//, path) !== null;
}

function isTyped(extension) {
  return (StringPrototypeEndsWith(extension, 'ts') ||
          StringPrototypeEndsWith(extension, 'sx')) &&
    require('internal/modules/typescript').handles(extension);
}

function formatOfTyped(path, url) {
  const found = require('internal/modules/typescript').loadFile(path, url);
  if (found.detected && !isBelowNodeModules(path)) warnTypeless(path, url);
  return found;
}

/**
 * The format of a file, and its text where it had to be read to know.
 * @returns {{ format: string, source?: string }}
 */
function formatOfFile(path, url) {
  const extension = extensionOf(path);
  const known = kExtensions[extension];
  if (known !== undefined) return { __proto__: null, format: known };
  if (isTyped(extension)) return formatOfTyped(path, url);
  if (extension !== '.js' && extension !== '') {
    throw unknownExtension(extension, path);
  }
  const type = packageType(path);
  if (type === 'module' && extension === '') {
    const source = readFile(path);
    return { __proto__: null,
             format: StringPrototypeStartsWith(source, '\0asm') ?
               'wasm' : 'module', source };
  }
  if (type !== 'none') return { __proto__: null, format: type };
  if (!detects) return { __proto__: null, format: 'commonjs' };
  const source = readFile(path);
  if (!containsModuleSyntax(source)) {
    return { __proto__: null, format: 'commonjs', source };
  }
  if (!isBelowNodeModules(path)) warnTypeless(path, url);
  return { __proto__: null, format: 'module', source };
}

function dataOf(url) {
  const { URL } = require('internal/url');
  const { pathname } = new URL(url);
  const match = RegExpPrototypeExec(kMIME, pathname);
  if (match === null) {
    const { ERR_INVALID_URL } = require('internal/errors').codes;
    throw new ERR_INVALID_URL(url);
  }
  const { Buffer } = require('buffer');
  const body = decodeURIComponent(StringPrototypeSlice(
    pathname, match[0].length));
  const bytes = Buffer.from(body, match[2] !== undefined ? 'base64' : 'utf8');
  const format = {
    '__proto__': null,
    'application/json': 'json',
    'application/wasm': 'wasm',
    'application/javascript': 'module',
    'text/javascript': 'module',
  }[match[1] ?? 'text/plain'];
  return { __proto__: null, format, type: match[1],
           source: format === 'wasm' ? bytes : bytes.toString('utf8') };
}

/**
 * Format and text of a URL that resolveSpecifier() gave. The text is absent
 * where nobody had to read it yet.
 */
function load(url) {
  if (StringPrototypeStartsWith(url, 'node:')) {
    return { __proto__: null, format: 'builtin' };
  }
  if (StringPrototypeStartsWith(url, 'data:')) {
    const data = dataOf(url);
    if (data.format === undefined) {
      const { ERR_UNKNOWN_MODULE_FORMAT } = require('internal/errors').codes;
      throw new ERR_UNKNOWN_MODULE_FORMAT(data.type, url);
    }
    return data;
  }
  return formatOfFile(pathOf(url), url);
}

// The text of a record as it was compiled, for showing a line of it.
function sourceOf(record) {
  if (record.source !== undefined) return record.source;
  const { url } = record;
  if (StringPrototypeStartsWith(url, 'file:')) return readFile(pathOf(url));
  return StringPrototypeIndexOf(url, 'data:') === 0 ? dataOf(url).source : '';
}

// Whether `lode file` runs this as an ES module from the start.
function isModuleFile(path) {
  if (StringPrototypeEndsWith(path, '.mjs') ||
      StringPrototypeEndsWith(path, '.wasm')) {
    return true;
  }
  const extension = extensionOf(path);
  if (isTyped(extension)) {
    return extension === '.mts' ||
      extension !== '.cts' && packageType(path) === 'module';
  }
  return (extension === '.js' || extension === '') &&
    packageType(path) === 'module';
}

module.exports = {
  extensionOf,
  formatOfFile,
  isBelowNodeModules,
  isModuleFile,
  load,
  readFile,
  sourceOf,
  warnTypeless,
};
