// SPDX-License-Identifier: MIT
'use strict';
// The "exports" and "imports" of packages: which file a subpath or a '#name'
// stands for under a set of conditions. Works on absolute paths; the folder of
// a package is written with a slash at its end.

const {
  ArrayIsArray,
  Number,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  SafeSet,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  decodeURIComponent,
} = primordials;

const binding = internalBinding('modules');
const reader = require('internal/modules/package_json_reader');
const { codes } = require('internal/errors');

const kLegacyMains = [
  '', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node',
];
const kScheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;
const kStar = /\*/g;

const trailingReported = new SafeSet();  // packages and what was asked of them

function deprecate(code, message) {
  process.emitWarning(message, 'DeprecationWarning', code);
}

function importedFrom(base) {
  return base ? ` imported from ${base}` : '';
}

function folderOf(pjsonPath) {
  return StringPrototypeSlice(
    pjsonPath, 0, StringPrototypeLastIndexOf(pjsonPath, '/') + 1);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function invalidTarget(request, key, target) {
  if (typeof target === 'object' && target !== null) {
    target = primordials.JSONStringify(target, null, '');
  } else {
    target = `${target}`;
  }
  return new codes.ERR_INVALID_PACKAGE_TARGET(
    request.folder, key, target, request.internal, request.base);
}

// What is wrong with the parts of a path: 'bad' for one that could leave the
// package, 'empty' for two slashes in a row, or undefined.
function checkSegments(path) {
  const parts = RegExpPrototypeSymbolSplit(/[\\/]/, path);
  let result;
  for (let i = 0; i < parts.length; i++) {
    const part = StringPrototypeToLowerCase(decode(parts[i]));
    if (part === '.' || part === '..' || part === 'node_modules') return 'bad';
    if (part === '') result = 'empty';
  }
  return result;
}

// `asked`: the text that may have two slashes in a row; without, there is one
// at an end of what the star stands for.
function warnSegments(request, key, match, target, asked) {
  const double = RegExpPrototypeExec(/[\\/]{2}/, asked) !== null;
  deprecate('DEP0166',
            `Use of deprecated ${double ? 'double slash' :
              'leading or trailing slash matching'} resolving "${target}" for ` +
            `module request "${match}" ${match !== key ?
              `matched to "${key}" ` : ''}in the ` +
            `"${request.internal ? 'imports' : 'exports'}" field module ` +
            `resolution of the package at ${request.folder}package.json` +
            `${importedFrom(request.base)}.`);
}

function warnTrailing(request, name) {
  const id = `${request.folder}|${name}`;
  if (trailingReported.has(id)) return;
  trailingReported.add(id);
  deprecate('DEP0155',
            `Use of deprecated trailing slash pattern mapping "${name}" in ` +
            'the "exports" field module resolution of the package at ' +
            `${request.folder}package.json${importedFrom(request.base)}. ` +
            'Mapping specifiers ending in "/" is no longer supported.');
}

function resolveBareTarget(request, key, target, subpath, pattern) {
  if (!request.internal || StringPrototypeStartsWith(target, '../') ||
      StringPrototypeStartsWith(target, '/') ||
      RegExpPrototypeExec(kScheme, target) !== null) {
    throw invalidTarget(request, key, target);
  }
  const specifier = pattern ?
    RegExpPrototypeSymbolReplace(kStar, target, () => subpath) : target;
  return packageResolve(specifier, `${request.folder}package.json`,
                        request.conditions);
}

function resolveTargetString(request, key, target, subpath, pattern, isMap) {
  if (subpath !== '' && !pattern && !StringPrototypeEndsWith(target, '/')) {
    throw invalidTarget(request, key, target);
  }
  if (!StringPrototypeStartsWith(target, './')) {
    return resolveBareTarget(request, key, target, subpath, pattern);
  }
  const rest = StringPrototypeSlice(target, 2);
  const match = pattern ?
    RegExpPrototypeSymbolReplace(kStar, key, () => subpath) : key + subpath;
  const trouble = checkSegments(rest);
  if (trouble === 'bad') throw invalidTarget(request, key, target);
  const whole = pattern ?
    RegExpPrototypeSymbolReplace(kStar, rest, () => subpath) : rest + subpath;
  if (trouble === 'empty' && !isMap) {
    warnSegments(request, key, match, `./${whole}`, `./${whole}`);
  }
  if (subpath !== '') {
    const inner = checkSegments(subpath);
    if (inner === 'bad') {
      throw new codes.ERR_INVALID_MODULE_SPECIFIER(
        match,
        `request is not a valid match in pattern "${key}" for the ` +
        `"${request.internal ? 'imports' : 'exports'}" resolution of ` +
        `${request.folder}package.json`, request.base);
    }
    if (inner === 'empty' && !isMap) {
      warnSegments(request, key, match, `./${whole}`, match);
    }
  }
  if (RegExpPrototypeExec(/%2f|%5c/i, whole) !== null) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(
      `file://${request.folder}${whole}`,
      'must not include encoded "/" or "\\" characters', request.base);
  }
  return request.folder +
    RegExpPrototypeSymbolReplace(/\/{2,}/g, decode(whole), '/');
}

function isArrayIndex(key) {
  const number = Number(key);
  return String(number) === key && number >= 0 && number < 0xffff_ffff;
}

function resolveConditions(request, key, target, subpath, pattern, isMap) {
  const keys = ObjectKeys(target);
  for (let i = 0; i < keys.length; i++) {
    if (isArrayIndex(keys[i])) {
      throw new codes.ERR_INVALID_PACKAGE_CONFIG(
        `${request.folder}package.json`, request.base,
        '"exports" cannot contain numeric property keys.');
    }
  }
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === 'default' || request.conditions.has(keys[i])) {
      const result = resolveTarget(request, key, target[keys[i]], subpath,
                                   pattern, isMap);
      if (result !== undefined) return result;
    }
  }
  return undefined;
}

// An array gives the first target that is valid and matches.
function resolveAlternatives(request, key, targets, subpath, pattern, isMap) {
  let last = targets.length === 0 ? null : undefined;
  for (let i = 0; i < targets.length; i++) {
    let result;
    try {
      result = resolveTarget(request, key, targets[i], subpath, pattern, isMap);
    } catch (err) {
      last = err;
      if (err.code !== 'ERR_INVALID_PACKAGE_TARGET') throw err;
      continue;
    }
    if (result !== undefined && result !== null) return result;
    if (result === null) last = null;
  }
  if (last === undefined || last === null) return last;
  throw last;
}

// A path, null when the package closes this way, undefined for no match.
function resolveTarget(request, key, target, subpath, pattern, isMap) {
  if (typeof target === 'string') {
    return resolveTargetString(request, key, target, subpath, pattern, isMap);
  }
  if (ArrayIsArray(target)) {
    return resolveAlternatives(request, key, target, subpath, pattern, isMap);
  }
  if (typeof target === 'object' && target !== null) {
    return resolveConditions(request, key, target, subpath, pattern, isMap);
  }
  if (target === null) return null;
  throw invalidTarget(request, key, target);
}

// The more specific pattern comes first.
function isBetterPattern(key, than) {
  const keyLength = StringPrototypeIndexOf(key, '*') + 1 || key.length;
  const thanLength = StringPrototypeIndexOf(than, '*') + 1 || than.length;
  if (keyLength !== thanLength) return keyLength > thanLength;
  return key.length > than.length;
}

// The best pattern among the keys for a name, with what its star stands for.
function matchPattern(request, map, name) {
  const keys = ObjectKeys(map);
  let best = '';
  let star = '';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const at = StringPrototypeIndexOf(key, '*');
    if (at === -1 ||
        !StringPrototypeStartsWith(name, StringPrototypeSlice(key, 0, at))) {
      continue;
    }
    const tail = StringPrototypeSlice(key, at + 1);
    if (!request.internal && StringPrototypeEndsWith(name, '/')) {
      warnTrailing(request, name);
    }
    if (name.length >= key.length && StringPrototypeEndsWith(name, tail) &&
        StringPrototypeLastIndexOf(key, '*') === at &&
        (best === '' || isBetterPattern(key, best))) {
      best = key;
      star = StringPrototypeSlice(name, at, name.length - tail.length);
    }
  }
  return best === '' ? undefined : { __proto__: null, key: best, star };
}

function resolveInMap(request, map, name) {
  if (ObjectPrototypeHasOwnProperty(map, name) &&
      !StringPrototypeIncludes(name, '*') &&
      !StringPrototypeEndsWith(name, '/')) {
    return resolveTarget(request, name, map[name], '', false, false);
  }
  const match = matchPattern(request, map, name);
  if (match === undefined) return undefined;
  return resolveTarget(request, match.key, map[match.key], match.star, true,
                       StringPrototypeEndsWith(name, '/'));
}

// "exports" may be the target of '.' itself: a string, an array, conditions.
function isMainSugar(request, exports) {
  if (typeof exports === 'string' || ArrayIsArray(exports)) return true;
  const keys = ObjectKeys(exports);
  let sugar = false;
  for (let i = 0; i < keys.length; i++) {
    const isCondition = keys[i] === '' || keys[i][0] !== '.';
    if (i > 0 && isCondition !== sugar) {
      throw new codes.ERR_INVALID_PACKAGE_CONFIG(
        `${request.folder}package.json`, request.base,
        '"exports" cannot contain some keys starting with \'.\' and some not.' +
        ' The exports object must either be an object of package subpath keys' +
        ' or an object of main entry condition name keys only.');
    }
    sugar = isCondition;
  }
  return sugar;
}

/**
 * The file that a subpath ('.', './x') of a package stands for.
 * @param {string} pjsonPath the package's package.json
 * @param {string} subpath
 * @param {{ exports: any }} config the package, from package_json_reader
 * @param {string | undefined} base the file that asks, for errors
 * @param {Set<string>} conditions
 * @returns {string} an absolute path, not checked to exist
 */
function packageExportsResolve(pjsonPath, subpath, config, base, conditions) {
  const request = {
    __proto__: null, folder: folderOf(pjsonPath), base, conditions,
    internal: false,
  };
  const { exports } = config;
  const map = isMainSugar(request, exports) ?
    { '__proto__': null, '.': exports } : exports;
  const found = resolveInMap(request, map, subpath);
  if (found === undefined || found === null) {
    throw new codes.ERR_PACKAGE_PATH_NOT_EXPORTED(request.folder, subpath, base);
  }
  return found;
}

/**
 * The file, or 'node:' module, that '#name' stands for in the package of the
 * file `base`.
 */
function packageImportsResolve(name, base, conditions) {
  if (name === '#' || StringPrototypeEndsWith(name, '/')) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(
      name, 'is not a valid internal imports specifier name', base);
  }
  const config = reader.getNearestParentPackageJSON(base);
  if (config?.imports !== undefined) {
    const request = {
      __proto__: null, folder: folderOf(config.pjsonPath), base, conditions,
      internal: true,
    };
    const found = resolveInMap(request, config.imports, name);
    if (found !== undefined && found !== null) return found;
  }
  throw new codes.ERR_PACKAGE_IMPORT_NOT_DEFINED(
    name, config && folderOf(config.pjsonPath), base);
}

function legacyMain(folder, main, base) {
  const found = findMain(folder, main);
  if (found === undefined) {
    throw new codes.ERR_MODULE_NOT_FOUND(folder, base);
  }
  warnLegacyMain(folder, main, found, base);
  return found;
}

function findMain(folder, main) {
  const named = !main ? undefined : main[0] === '/' ? main : folder + main;
  for (let i = 0; named !== undefined && i < kLegacyMains.length; i++) {
    const path = binding.absolute(named + kLegacyMains[i]);
    if (binding.stat(path) === 0) return path;
  }
  for (let i = 4; i < kLegacyMains.length; i++) {
    const path = folder + StringPrototypeSlice(kLegacyMains[i], 1);
    if (binding.stat(path) === 0) return path;
  }
  return undefined;
}

// An ES module wants to be named in full.
function warnLegacyMain(folder, main, path, base) {
  const { isModuleFile } = require('internal/modules/esm/source');
  if (!isModuleFile(path)) return;
  if (!main) {
    deprecate('DEP0151',
              'No "main" or "exports" field defined in the package.json for ' +
              `${folder} resolving the main entry point "${
                StringPrototypeSlice(path, folder.length)}", imported from ` +
              `${base}.\nDefault "index" lookups for the main are deprecated ` +
              'for ES modules.');
  } else if (binding.absolute(main[0] === '/' ? main : folder + main) !==
             path) {
    deprecate('DEP0151',
              `Package ${folder} has a "main" field set to "${main}", ` +
              'excluding the full filename and extension to the resolved file ' +
              `at "${StringPrototypeSlice(path, folder.length)}", imported ` +
              `from ${base}.\n Automatic extension resolution of the "main" ` +
              'field is deprecated for ES modules.');
  }
}

// A subpath where characters mean something in a URL.
function asURL(folder, subpath) {
  const { URL, pathToFileURL } = require('internal/url');
  return new URL(subpath, pathToFileURL(folder)).href;
}

/**
 * The file that a bare specifier means for the file `base`, as `import` has
 * it: no extensions are tried. A path, or a URL of 'node:' or 'file:'.
 */
function packageResolve(specifier, base, conditions) {
  const { builtinId, Module } = require('internal/modules/cjs/loader');
  const id = builtinId(specifier);
  if (id !== undefined) return `node:${id}`;
  const { packageName, packageSubpath } =
    reader.parsePackageName(specifier, base);
  const self = reader.getNearestParentPackageJSON(base);
  if (self !== undefined && self.name === packageName &&
      self.exports !== undefined) {
    return packageExportsResolve(self.pjsonPath, packageSubpath, self, base,
                                 conditions);
  }
  const paths = Module._nodeModulePaths(StringPrototypeSlice(folderOf(base), 0, -1) || '/');
  for (let i = 0; i < paths.length; i++) {
    const folder = `${paths[i]}/${packageName}/`;
    if (binding.stat(folder) !== 1) continue;
    const pjsonPath = `${folder}package.json`;
    const config = reader.read(
      pjsonPath, { base: `"${specifier}" from ${base}` });
    if (config.exports !== undefined) {
      return packageExportsResolve(pjsonPath, packageSubpath, config, base,
                                   conditions);
    }
    return packageSubpath === '.' ? legacyMain(folder, config.main, base) :
      RegExpPrototypeExec(/[%?#\\]/, packageSubpath) !== null ?
        asURL(folder, packageSubpath) :
        binding.absolute(folder + packageSubpath) +
          (StringPrototypeEndsWith(packageSubpath, '/') ? '/' : '');
  }
  throw new codes.ERR_MODULE_NOT_FOUND(packageName, base);
}

module.exports = {
  packageExportsResolve,
  packageImportsResolve,
  packageResolve,
};
