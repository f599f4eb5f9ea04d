// SPDX-License-Identifier: MIT
'use strict';
// package.json files: the fields that loading depends on, read once each.

const {
  ArrayIsArray,
  JSONParse,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  SafeMap,
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
} = primordials;

const binding = internalBinding('modules');

const kAbsent = {
  __proto__: null, exists: false, pjsonPath: undefined, name: undefined,
  main: undefined, exports: undefined, imports: undefined, type: 'none',
};

// Where --permission refuses (src/loop/permission.h).
const kDenied = -99998;

const packages = new SafeMap();

function field(data, name) {
  return ObjectPrototypeHasOwnProperty(data, name) ? data[name] : undefined;
}

function stringField(data, name) {
  const value = field(data, name);
  return typeof value === 'string' ? value : undefined;
}

function objectField(data, name) {
  const value = field(data, name);
  return value !== null && typeof value === 'object' ? value : undefined;
}

function parse(pjsonPath, text, base) {
  let data;
  try {
    data = JSONParse(text);
  } catch {
    const { ERR_INVALID_PACKAGE_CONFIG } = require('internal/errors').codes;
    throw new ERR_INVALID_PACKAGE_CONFIG(pjsonPath, base, '');
  }
  if (data === null || typeof data !== 'object' || ArrayIsArray(data)) {
    data = { __proto__: null };
  }
  const type = field(data, 'type');
  const exports = field(data, 'exports');
  return {
    __proto__: null,
    exists: true,
    pjsonPath,
    name: stringField(data, 'name'),
    main: stringField(data, 'main'),
    exports: typeof exports === 'string' ? exports :
      exports === null ? undefined : objectField(data, 'exports'),
    imports: objectField(data, 'imports'),
    type: type === 'module' || type === 'commonjs' ? type : 'none',
  };
}

/**
 * The package.json with this path; `exists` is false when there is none.
 * @param {string} pjsonPath an absolute path
 * @param {{ base?: string }} [options] who asks for what, for the error
 */
function read(pjsonPath, options) {
  let found = packages.get(pjsonPath);
  if (found === undefined) {
    const text = binding.readText(pjsonPath);
    if (text === kDenied) {
      const { UVException } = require('internal/errors');
      throw new UVException({ errno: text, path: pjsonPath });
    }
    found = typeof text === 'number' ? kAbsent :
      parse(pjsonPath, text, options?.base);
    packages.set(pjsonPath, found);
  }
  return found;
}

// The nearest package.json above a file, or undefined.
function getNearestParentPackageJSON(checkPath) {
  const folder = binding.packageFolder(checkPath);
  return folder === undefined ? undefined :
    read(folder === '/' ? '/package.json' : `${folder}/package.json`);
}

// "@scope/name/sub" and "name/sub" into the package and the subpath.
const kPackageName = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(\/.*)?$/;

function parsePackageName(specifier, base) {
  const match = RegExpPrototypeExec(kPackageName, specifier);
  if (match === null) {
    const { ERR_INVALID_MODULE_SPECIFIER } = require('internal/errors').codes;
    throw new ERR_INVALID_MODULE_SPECIFIER(
      specifier, 'is not a valid package name', base);
  }
  return {
    packageName: match[1],
    packageSubpath: `.${match[2] ?? ''}`,
    isScoped: specifier[0] === '@',
  };
}

function toFolder(base) {
  if (StringPrototypeEndsWith(base, '/')) return base;
  return StringPrototypeSlice(base, 0, StringPrototypeLastIndexOf(base, '/') + 1);
}

// node:module's findPackageJSON(specifier, base).
function findPackageJSON(specifier, base = 'data:') {
  const {
    codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS },
  } = require('internal/errors');
  const { fileURLToPath, isURL } = require('internal/url');
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('specifier');
  if (isURL(specifier) || isFileURL(specifier)) {
    specifier = fileURLToPath(specifier);
  } else if (typeof specifier !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('specifier', ['string', 'URL'], specifier);
  }
  let from = base;
  if (isURL(base) || isFileURL(base)) from = fileURLToPath(base);
  const first = specifier[0];
  if (first === '/') return getNearestParentPackageJSON(specifier)?.pjsonPath;
  if (typeof from !== 'string' || from[0] !== '/') {
    throw new ERR_INVALID_ARG_TYPE('base', ['string', 'URL'], base);
  }
  const folder = toFolder(from);
  if (first === '.') {
    const target = binding.absolute(folder + specifier);
    // A folder is asked for its own package.json.
    return getNearestParentPackageJSON(
      binding.stat(target) === 1 ? `${target}/x` : target)?.pjsonPath;
  }
  const { packageName } = parsePackageName(specifier, from);
  return findPackage(packageName, folder)?.pjsonPath;
}

function isFileURL(value) {
  return typeof value === 'string' &&
    StringPrototypeSlice(value, 0, 5) === 'file:';
}

// The package that a bare name means for files in `folder`, or undefined.
function findPackage(name, folder) {
  const self = getNearestParentPackageJSON(folder + 'x');
  if (self?.name === name && self.exports !== undefined) return self;
  const { Module } = require('internal/modules/cjs/loader');
  const paths = Module._nodeModulePaths(binding.absolute(folder));
  for (let i = 0; i < paths.length; i++) {
    const found = read(`${paths[i]}/${name}/package.json`);
    if (found.exists) return found;
  }
  return undefined;
}

module.exports = {
  findPackageJSON,
  getNearestParentPackageJSON,
  parsePackageName,
  read,
};
