// SPDX-License-Identifier: MIT
'use strict';
// What require() would have found where an import found nothing, told with the
// error: as the specifier that would do.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  JSONStringify,
  ObjectDefineProperty,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const { Module } = require('internal/modules/cjs/loader');
const { fileURLToPath, pathToFileURL } = require('internal/url');

const kRelative = /^\.{0,2}\//;

// The way from the folder of `from` to `to`; both URL paths.
function relative(from, to) {
  const down = StringPrototypeSplit(to, '/');
  const up = StringPrototypeSplit(from, '/');
  let same = 0;
  while (same < up.length - 1 && up[same] === down[same]) same++;
  const parts = [];
  for (let i = same; i < up.length - 1; i++) ArrayPrototypePush(parts, '..');
  if (parts.length === 0) ArrayPrototypePush(parts, '.');
  for (let i = same; i < down.length; i++) ArrayPrototypePush(parts, down[i]);
  return ArrayPrototypeJoin(parts, '/');
}

// A path below node_modules as a package's file is named.
function asPackageFile(specifier, { href, pathname }) {
  const slash = StringPrototypeIndexOf(specifier, '/');
  const first = slash < 0 ? '' : StringPrototypeSlice(specifier, 0, slash);
  const at = first === '' ? -1 :
    StringPrototypeLastIndexOf(pathname, `/node_modules/${first}/`);
  return at < 0 ? href :
    StringPrototypeSlice(pathname, at + '/node_modules/'.length);
}

function suggestion(specifier, parentURL) {
  const parent = fileURLToPath(parentURL);
  const asker = new Module(parent);
  asker.filename = parent;
  asker.paths = Module._nodeModulePaths(asker.path);
  const found = pathToFileURL(Module._resolveFilename(specifier, asker, false));
  return RegExpPrototypeExec(kRelative, specifier) !== null ?
    relative(pathToFileURL(parent).pathname, found.pathname) :
    asPackageFile(specifier, found);
}

function hide(err, name, value) {
  ObjectDefineProperty(err, name, {
    __proto__: null, value, writable: true, enumerable: false,
    configurable: true,
  });
}

/**
 * @param {Error} err of looking for `specifier`
 * @param {string} specifier
 * @param {string} parentURL
 * @returns {Error} `err`
 */
function addHint(err, specifier, parentURL) {
  if (specifier[0] === '#') return err;  // no other way of looking for it
  let found;
  try {
    if (StringPrototypeStartsWith(specifier, 'file://')) {
      specifier = fileURLToPath(specifier);
    }
    found = suggestion(specifier, parentURL);
  } catch {
    return err;  // require() would not have found it either
  }
  if (found === specifier) return err;
  const hint = `\nDid you mean to import ${JSONStringify(found)}?`;
  const { message, stack } = err;
  const end = StringPrototypeIndexOf(stack, '\n');
  hide(err, 'message', message + hint);
  hide(err, 'stack', end < 0 ? stack + hint :
    StringPrototypeSlice(stack, 0, end) + hint +
    StringPrototypeSlice(stack, end));
  return err;
}

module.exports = { addHint };
