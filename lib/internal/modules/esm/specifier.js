// SPDX-License-Identifier: MIT
'use strict';
// What a specifier means to the module that has it: a URL, as text. Files are
// looked for exactly as written: no extensions, no folders.

const {
  RegExpPrototypeExec,
  SafeMap,
  SafeSet,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;

const binding = internalBinding('modules');
const realm = require('internal/bootstrap/realm');
const { getOptionValue } = require('internal/options');
const { builtinId, setOwn } = require('internal/modules/cjs/loader');

// Paths of these characters stand in a URL as they are.
const kPlainPath = /^[\w\-./@~+,=!$&'()*;:]*$/;
const kScheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;

const preserveSymlinks = getOptionValue('--preserve-symlinks');
const preserveSymlinksMain = getOptionValue('--preserve-symlinks-main');

const resolved = new SafeMap();  // parent's folder + specifier -> URL
let conditions;

function importConditions() {
  if (conditions === undefined) {
    conditions = new SafeSet(['node', 'import', 'module-sync']);
    if (getOptionValue('--addons') && realm.guard?.may('addon') !== false) {
      conditions.add('node-addons');
    }
    const more = getOptionValue('--conditions');
    for (let i = 0; i < more.length; i++) conditions.add(more[i]);
  }
  return conditions;
}

// Resolves under other conditions; undefined leaves them as they are.
function withConditions(set, resolve) {
  if (set === undefined) return resolve();
  const before = importConditions();
  conditions = set;
  resolved.clear();
  try {
    return resolve();
  } finally {
    conditions = before;
    resolved.clear();
  }
}

function fileURL(path) {
  return RegExpPrototypeExec(kPlainPath, path) !== null ? `file://${path}` :
    require('internal/url').pathToFileURL(path).href;
}

// The path of a file: URL without its query and hash.
function pathOf(url) {
  const path = StringPrototypeSlice(url, 7);
  return RegExpPrototypeExec(kPlainPath, path) !== null ? path :
    require('internal/url').fileURLToPath(url);
}

function isRelative(specifier) {
  return specifier[0] === '/' || specifier[0] === '.' &&
    (specifier[1] === '/' || specifier[1] === '.' && specifier[2] === '/');
}

function notFound(path, parentURL, url) {
  const { ERR_MODULE_NOT_FOUND } = require('internal/errors').codes;
  return new ERR_MODULE_NOT_FOUND(path, parentName(parentURL), url);
}

function parentName(parentURL) {
  return StringPrototypeStartsWith(parentURL, 'file:') ? pathOf(parentURL) :
    parentURL;
}

// The URL of a file that is there. `suffix`: query and hash.
function finish(path, suffix, parentURL, isMain) {
  if (RegExpPrototypeExec(/%2f|%5c/i, path) !== null) {
    const { ERR_INVALID_MODULE_SPECIFIER } = require('internal/errors').codes;
    throw new ERR_INVALID_MODULE_SPECIFIER(
      fileURL(path), 'must not include encoded "/" or "\\" characters',
      parentName(parentURL));
  }
  const kind = StringPrototypeEndsWith(path, '/') ? 1 : binding.stat(path);
  if (kind === 1 && binding.stat(path) === 1) {
    const { ERR_UNSUPPORTED_DIR_IMPORT } = require('internal/errors').codes;
    throw new ERR_UNSUPPORTED_DIR_IMPORT(path, parentName(parentURL),
                                         fileURL(path));
  }
  if (kind !== 0) throw notFound(path, parentURL, fileURL(path));
  if (!(isMain ? preserveSymlinksMain : preserveSymlinks)) {
    const real = binding.realpath(path);
    if (typeof real === 'string') path = real;
  }
  return fileURL(path) + suffix;
}

// Anything that parses as a URL, or stands relative to one.
function resolveURL(specifier, parentURL) {
  const { URL } = require('internal/url');
  let url;
  try {
    url = new URL(specifier, isRelative(specifier) ? parentURL : undefined);
  } catch (cause) {
    if (!isRelative(specifier)) throw cause;
    const { ERR_UNSUPPORTED_RESOLVE_REQUEST } = require('internal/errors').codes;
    const err = new ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, parentURL);
    err.cause = cause;
    throw err;
  }
  return url;
}

function checkRemote(url, parentURL) {
  const { protocol } = url;
  if (protocol === 'file:' || protocol === 'data:' || protocol === 'node:') {
    return;
  }
  const { ERR_UNSUPPORTED_ESM_URL_SCHEME } = require('internal/errors').codes;
  throw new ERR_UNSUPPORTED_ESM_URL_SCHEME(url, ['file', 'data', 'node']);
}

function finishURL(url, parentURL, isMain) {
  checkRemote(url, parentURL);
  if (url.protocol === 'file:') {
    const { fileURLToPath } = require('internal/url');
    if (RegExpPrototypeExec(/%2f|%5c/i, url.pathname) !== null) {
      const { ERR_INVALID_MODULE_SPECIFIER } = require('internal/errors').codes;
      throw new ERR_INVALID_MODULE_SPECIFIER(
        url.pathname, 'must not include encoded "/" or "\\" characters',
        parentURL === undefined ? undefined : parentName(parentURL));
    }
    let path;
    try {
      path = fileURLToPath(url);
    } catch (err) {
      setOwn(err, 'input', url.href);
      setOwn(err, 'module', `${parentURL}`);
      throw err;
    }
    return finish(path, url.search + url.hash, parentURL, isMain);
  }
  if (url.protocol === 'node:') {
    const id = StringPrototypeSlice(url.href, 5);
    if (builtinId(`node:${id}`) === undefined) {
      const { ERR_UNKNOWN_BUILTIN_MODULE } = require('internal/errors').codes;
      throw new ERR_UNKNOWN_BUILTIN_MODULE(`node:${id}`);
    }
  }
  return url.href;
}

function resolveBare(specifier, parentURL) {
  const id = builtinId(specifier);
  if (id !== undefined) return `node:${id}`;
  if (!StringPrototypeStartsWith(parentURL, 'file:')) {
    const { ERR_UNSUPPORTED_RESOLVE_REQUEST } = require('internal/errors').codes;
    throw new ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, parentURL);
  }
  const { packageImportsResolve, packageResolve } =
    require('internal/modules/esm/resolve');
  const base = pathOf(parentURL);
  const found = specifier[0] === '#' ?
    packageImportsResolve(specifier, base, importConditions()) :
    packageResolve(specifier, base, importConditions());
  if (StringPrototypeStartsWith(found, 'file:')) {
    return finishURL(resolveURL(found, parentURL), parentURL, false);
  }
  return StringPrototypeStartsWith(found, 'node:') ? found :
    finish(found, '', parentURL, false);
}

function resolveUncached(specifier, parentURL, isMain) {
  if (isRelative(specifier)) {
    if (RegExpPrototypeExec(kPlainPath, specifier) !== null &&
        StringPrototypeStartsWith(parentURL, 'file:///')) {
      const folder = StringPrototypeSlice(parentURL, 7);
      if (RegExpPrototypeExec(kPlainPath, folder) !== null) {
        const path = specifier[0] === '/' ? specifier :
          StringPrototypeSlice(
            folder, 0, StringPrototypeLastIndexOf(folder, '/') + 1) + specifier;
        if (StringPrototypeCharCodeAt(specifier, 1) !== 47) {
          return finish(binding.absolute(path) +
            (StringPrototypeEndsWith(path, '/') ? '/' : ''), '', parentURL,
                        isMain);
        }
      }
    }
    return finishURL(resolveURL(specifier, parentURL), parentURL, isMain);
  }
  if (RegExpPrototypeExec(kScheme, specifier) !== null) {
    let url;
    try {
      url = resolveURL(specifier, parentURL);
    } catch {
      return resolveBare(specifier, parentURL);
    }
    return finishURL(url, parentURL, isMain);
  }
  return resolveBare(specifier, parentURL);
}

/**
 * @param {string} specifier
 * @param {string} parentURL of the module that has it
 * @param {boolean} [isMain] the command line has it
 * @returns {string} a URL; a file: one is of a file that exists
 */
function resolveSpecifier(specifier, parentURL, isMain = false) {
  const key = isRelative(specifier) ?
    `${StringPrototypeSlice(parentURL, 0,
                            StringPrototypeLastIndexOf(parentURL, '/'))}\n${
      specifier}` : `${parentURL}\n${specifier}`;
  let url = resolved.get(key);
  if (url === undefined) {
    try {
      url = resolveUncached(specifier, parentURL, isMain);
    } catch (err) {
      if (err?.code === 'ERR_MODULE_NOT_FOUND' ||
          err?.code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
        require('internal/modules/esm/hints').addHint(err, specifier, parentURL);
      }
      throw err;
    }
    resolved.set(key, url);
  }
  return url;
}

module.exports = {
  fileURL,
  importConditions,
  isRelative,
  pathOf,
  resolveSpecifier,
  withConditions,
};
