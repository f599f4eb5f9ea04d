'use strict';

// node:path for POSIX. The Windows half lives in path/win32.js and is loaded
// when somebody first reads `path.win32`: start-up never needs it.

const {
  ObjectDefineProperty,
} = primordials;
const { collapse, cutSuffix, extStart, formatWith, scanBase } = require('internal/path');
const { validateObject, validateString } = require('internal/validators');

const kSlash = 47;

const empty = { root: '', dir: '', base: '', ext: '', name: '' };

function isRooted(path) {
  return path.charCodeAt(0) === kSlash;
}

function endsInSlash(path) {
  return path.charCodeAt(path.length - 1) === kSlash;
}

function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const rooted = isRooted(path);
  const slash = endsInSlash(path);
  let rest = collapse(path, kSlash, '/', !rooted);
  if (rest.length === 0) {
    if (rooted) return '/';
    return slash ? './' : '.';
  }
  if (slash) rest += '/';
  return rooted ? '/' + rest : rest;
}

// Joins segments from the last one back to the first absolute one.
function resolve(...args) {
  let joined = '';
  let rooted = false;
  for (let i = args.length - 1; i >= 0 && !rooted; i--) {
    const path = args[i];
    validateString(path, `paths[${i}]`);
    if (path.length === 0) continue;
    joined = joined.length === 0 ? path : `${path}/${joined}`;
    rooted = isRooted(path);
  }
  if (!rooted) {
    const cwd = process.cwd();
    joined = joined.length === 0 ? cwd : `${cwd}/${joined}`;
    rooted = isRooted(cwd);
  }
  const rest = collapse(joined, kSlash, '/', !rooted);
  if (rooted) return '/' + rest;
  return rest.length === 0 ? '.' : rest;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return isRooted(path);
}

function join(...args) {
  let joined = '';
  for (let i = 0; i < args.length; i++) {
    const part = args[i];
    validateString(part, 'path');
    if (part.length === 0) continue;
    joined = joined.length === 0 ? part : `${joined}/${part}`;
  }
  return joined.length === 0 ? '.' : normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (from === to) return '';

  // `same` ends behind the last slash that both paths share; a path that is
  // the other's prefix shares the slash that would follow it.
  const fromEnd = from.length === 1 ? 0 : from.length;
  const toEnd = to.length === 1 ? 0 : to.length;
  let same = 0;
  for (let i = 0; i <= fromEnd && i <= toEnd; i++) {
    const a = i === fromEnd ? kSlash : from.charCodeAt(i);
    const b = i === toEnd ? kSlash : to.charCodeAt(i);
    if (a !== b) break;
    if (a === kSlash) same = i + 1;
  }
  let out = '';
  for (let i = same; i <= fromEnd; i++) {
    if (i === fromEnd || from.charCodeAt(i) === kSlash) {
      out += out.length === 0 ? '..' : '/..';
    }
  }
  if (same >= toEnd) return out;
  const rest = to.slice(same);
  return out.length === 0 ? rest : `${out}/${rest}`;
}

function toNamespacedPath(path) {
  return path;
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  let end = path.length - 1;
  while (end > 0 && path.charCodeAt(end) === kSlash) end--;
  const cut = end > 0 ? path.lastIndexOf('/', end) : -1;
  if (cut === -1) return isRooted(path) ? '/' : '.';
  if (cut === 0) return '/';
  // A doubled slash after the root belongs to it; elsewhere one is cut.
  if (cut === 1 && isRooted(path)) return '//';
  return path.slice(0, cut);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix === path) return '';
  const { 0: start, 1: end } = scanBase(path, 0);
  return cutSuffix(path, start, end, suffix);
}

function extname(path) {
  validateString(path, 'path');
  const { 0: start, 1: end } = scanBase(path, 0);
  return path.slice(extStart(path, start, end), end);
}

function format(pathObject) {
  validateObject(pathObject, 'pathObject');
  return formatWith('/', pathObject);
}

function parse(path) {
  validateString(path, 'path');
  if (path.length === 0) return { ...empty };
  const root = isRooted(path) ? 1 : 0;
  const { 0: start, 1: end } = scanBase(path, root);
  // In the root Node takes '..' for a name with an extension.
  const dot = start === 1 && path.slice(1, end) === '..' ?
    2 : extStart(path, start, end);
  return {
    root: root === 1 ? '/' : '',
    dir: start > root ? path.slice(0, start - 1) :
      root === 1 ? '/' : '',
    base: path.slice(start, end),
    ext: path.slice(dot, end),
    name: path.slice(start, dot),
  };
}

function matchesGlob(path, pattern) {
  const { matchGlobPattern } = require('internal/fs/glob');
  return matchGlobPattern(path, pattern, false);
}

const posix = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  matchesGlob,
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
  _makeLong: toNamespacedPath,
};
posix.posix = posix;
ObjectDefineProperty(posix, 'win32', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const win32 = require('path/win32');
    this.win32 = win32;
    return win32;
  },
  set(value) {
    ObjectDefineProperty(posix, 'win32', {
      __proto__: null,
      configurable: true,
      enumerable: true,
      writable: true,
      value,
    });
  },
});

module.exports = posix;
