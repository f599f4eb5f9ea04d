'use strict';

// node:path/win32: drive letters, UNC and device roots on top of the scanners
// in internal/path.

const {
  SafeSet,
} = primordials;
const { collapse, cutSuffix, extStart, formatWith, scanBase } = require('internal/path');
const { validateObject, validateString } = require('internal/validators');

const kSlash = 47;
const kBackslash = 92;
const kColon = 58;
const kQuestion = 63;

const reservedNames = new SafeSet([
  'CON', 'PRN', 'AUX', 'NUL',
  'COM1', 'COM2', 'COM3', 'COM4', 'COM5', 'COM6', 'COM7', 'COM8', 'COM9',
  'LPT1', 'LPT2', 'LPT3', 'LPT4', 'LPT5', 'LPT6', 'LPT7', 'LPT8', 'LPT9',
  'COM\xb9', 'COM\xb2', 'COM\xb3', 'LPT\xb9', 'LPT\xb2', 'LPT\xb3',
]);

// `colon` is the index of the colon that would end the device name; for -1
// the last character is left out, as in Node.
function isReserved(path, colon) {
  return reservedNames.has(
    path.slice(0, colon).toUpperCase());
}

function isSep(path, index) {
  const code = path.charCodeAt(index);
  return code === kSlash || code === kBackslash;
}

function hasDrive(path) {
  const code = path.charCodeAt(0) | 32;
  return code >= 97 && code <= 122 &&
    path.charCodeAt(1) === kColon;
}

function toSlashes(path) {
  return path.replaceAll('\\', '/');
}

function toBackslashes(path) {
  return path.replaceAll('/', '\\');
}

// The server and share of a UNC path ('//server/share/...'): where the server's
// name ends, where the share begins and where it ends; null if one is absent.
function scanUnc(path) {
  const text = toSlashes(path);
  const host = text.indexOf('/', 2);
  if (host <= 2) return null;
  let share = host;
  while (text.charCodeAt(share) === kSlash) share++;
  if (share === text.length) return null;
  const end = text.indexOf('/', share);
  return { host, share, end: end === -1 ? text.length : end };
}

// Splits off the root: its device ('C:', '\\\\server\\share', '\\\\?', or
// undefined), where the rest begins, and whether the path is absolute.
function scanRoot(path) {
  if (isSep(path, 0)) {
    const unc = isSep(path, 1) ? scanUnc(path) : null;
    if (unc === null) return { device: undefined, end: 1, absolute: true };
    const host = path.slice(2, unc.host);
    if (host === '.' || host === '?') {
      return { device: `\\\\${host}`, end: 4, absolute: true };
    }
    const share = path.slice(unc.share, unc.end);
    return { device: `\\\\${host}\\${share}`, end: unc.end, absolute: true };
  }
  if (!hasDrive(path)) return { device: undefined, end: 0, absolute: false };
  const absolute = isSep(path, 2);
  const device = path.slice(0, 2);
  return { device, end: absolute ? 3 : 2, absolute };
}

function tailOf(path, end, absolute) {
  const rest = toBackslashes(path.slice(end));
  return collapse(rest, kBackslash, '\\', !absolute);
}

function resolve(...args) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = args.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
    } else {
      path = cwdOf(device);
    }
    const root = scanRoot(path);
    if (root.device !== undefined) {
      if (device === '') {
        device = root.device;
      } else if (root.device.toLowerCase() !==
                 device.toLowerCase()) {
        continue;
      }
    }
    if (!absolute) {
      tail = `${path.slice(root.end)}\\${tail}`;
      absolute = root.absolute;
    }
    if (absolute && device !== '') break;
  }
  tail = tailOf(tail, 0, absolute);
  if (absolute) return `${device}\\${tail}`;
  return `${device}${tail}` || '.';
}

// Each drive has a current directory of its own, kept in hidden variables.
function cwdOf(device) {
  if (device === '') return process.cwd();
  const path = process.env[`=${device}`] || process.cwd();
  if (path === undefined ||
      (path.slice(0, 2).toLowerCase() !==
         device.toLowerCase() &&
       path.charCodeAt(2) === kBackslash)) {
    return `${device}\\`;
  }
  return path;
}

function normalize(path) {
  validateString(path, 'path');
  const { length } = path;
  if (length === 0) return '.';
  if (length === 1) return path === '/' ? '\\' : path;

  let { device, end, absolute } = scanRoot(path);
  if (device === '\\\\.' || device === '\\\\?') {
    const name = path.slice(4, path.indexOf(':') + 1);
    if (isReserved(name, name.length - 1)) {
      device = `\\\\?\\${name}`;
      end = 4 + name.length;
    }
  } else if (device === undefined && !absolute) {
    const colon = path.indexOf(':');
    if (colon > 0 && isReserved(path, colon)) {
      end = colon + 1;
      device = path.slice(0, end);
    }
  } else if (end === length && device !== undefined && isSep(device, 0)) {
    return `${device}\\`;
  }
  let tail = end < length ? tailOf(path, end, absolute) : '';
  if (tail.length === 0 && !absolute) tail = '.';
  if (tail.length > 0 && isSep(path, length - 1)) tail += '\\';

  if (!absolute && device === undefined && becomesDrive(path, tail)) {
    return `.\\${tail}`;
  }
  if (isReserved(path, path.indexOf(':'))) {
    return `.\\${device ?? ''}${tail}`;
  }
  if (absolute) tail = `\\${tail}`;
  return device === undefined ? tail : device + tail;
}

// A relative path must not turn into 'C:...' or a stream name by normalizing.
function becomesDrive(path, tail) {
  let colon = path.indexOf(':');
  if (colon === -1) return false;
  if (hasDrive(tail)) return true;
  do {
    if (colon === path.length - 1 || isSep(path, colon + 1)) return true;
    colon = path.indexOf(':', colon + 1);
  } while (colon !== -1);
  return false;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return isSep(path, 0) || (hasDrive(path) && isSep(path, 2));
}

function join(...args) {
  let joined;
  let first;
  for (let i = 0; i < args.length; i++) {
    const part = args[i];
    validateString(part, 'path');
    if (part.length === 0) continue;
    if (joined === undefined) joined = first = part;
    else joined += `\\${part}`;
  }
  if (joined === undefined) return '.';

  // Two separators in front mean UNC, but only if the first part says so.
  if (!(first.length > 2 && isSep(first, 0) && isSep(first, 1) &&
        !isSep(first, 2))) {
    let count = 0;
    while (isSep(joined, count)) count++;
    if (count >= 2) joined = `\\${joined.slice(count)}`;
  }
  const parts = joined.split('\\');
  for (let i = 0; i < parts.length; i++) {
    const colon = parts[i].indexOf(':');
    if (colon !== -1 && isReserved(parts[i], colon)) {
      return toBackslashes(joined);
    }
  }
  return normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const fromPath = resolve(from);
  const toPath = resolve(to);
  if (fromPath === toPath) return '';
  from = fromPath.toLowerCase();
  to = toPath.toLowerCase();
  if (from === to) return '';
  // Lower case may have another length (U+0130): compare by segments then.
  if (fromPath.length !== from.length || toPath.length !== to.length) {
    return relativeBySegments(fromPath, toPath);
  }

  let start = 0;
  while (from.charCodeAt(start) === kBackslash) start++;
  let fromEnd = from.length;
  while (fromEnd - 1 > start && isSep(from, fromEnd - 1)) fromEnd--;
  let toStart = 0;
  while (to.charCodeAt(toStart) === kBackslash) toStart++;
  let toEnd = to.length;
  while (toEnd - 1 > toStart && isSep(to, toEnd - 1)) toEnd--;
  from = from.slice(start, fromEnd);
  to = to.slice(toStart, toEnd);

  const shortest = from.length < to.length ? from.length : to.length;
  let same = -1;
  let i = 0;
  for (; i < shortest; i++) {
    const code = from.charCodeAt(i);
    if (code !== to.charCodeAt(i)) break;
    if (code === kBackslash) same = i;
  }
  if (i === shortest) {
    if (to.length > i) {
      // `to` lies below `from`, which may be a drive's root ('C:').
      if (isSep(to, i)) {
        return toPath.slice(toStart + i + 1, toPath.length);
      }
      if (i === 2) {
        return toPath.slice(toStart + i, toPath.length);
      }
    }
    if (from.length > i) {
      if (isSep(from, i)) same = i;
      else if (i === 2) same = 3;
    }
    if (same === -1) same = 0;
  } else if (same === -1) {
    return toPath;  // nothing in common: another drive
  }

  let out = '';
  for (i = same + 1; i <= from.length; i++) {
    if (i === from.length || isSep(from, i)) {
      out += out.length === 0 ? '..' : '\\..';
    }
  }
  toStart += same;
  if (out.length > 0) {
    return out + toPath.slice(toStart, toEnd);
  }
  if (isSep(toPath, toStart)) toStart++;
  return toPath.slice(toStart, toEnd);
}

function relativeBySegments(fromPath, toPath) {
  const from = fromPath.split('\\');
  const to = toPath.split('\\');
  if (from[from.length - 1] === '') from.length--;
  if (to[to.length - 1] === '') to.length--;
  const shortest = from.length < to.length ? from.length : to.length;
  let i = 0;
  while (i < shortest && from[i].toLowerCase() ===
                         to[i].toLowerCase()) i++;
  if (i === 0) return toPath;
  const out = [];
  for (let j = i; j < from.length; j++) out.push('..');
  for (; i < to.length; i++) out.push(to[i]);
  return out.join('\\');
}

function toNamespacedPath(path) {
  if (typeof path !== 'string' || path.length === 0) return path;
  const full = resolve(path);
  if (full.length <= 2) return path;
  if (full.charCodeAt(0) === kBackslash) {
    if (full.charCodeAt(1) === kBackslash) {
      const code = full.charCodeAt(2);
      if (code !== kQuestion && code !== 46) {
        return `\\\\?\\UNC\\${full.slice(2)}`;
      }
    }
  } else if (hasDrive(full) &&
             full.charCodeAt(2) === kBackslash) {
    return `\\\\?\\${full}`;
  }
  return full;
}

// Where the root of `path` ends, as dirname and parse see it: of a UNC root
// the separator behind the share belongs to it.
function rootEnd(path) {
  if (isSep(path, 0)) {
    const unc = isSep(path, 1) ? scanUnc(path) : null;
    if (unc === null) return 1;
    return unc.end === path.length ? unc.end : unc.end + 1;
  }
  if (!hasDrive(path)) return 0;
  return isSep(path, 2) ? 3 : 2;
}

function dirname(path) {
  validateString(path, 'path');
  const { length } = path;
  if (length === 0) return '.';
  if (length === 1) return isSep(path, 0) ? path : '.';
  const root = rootEnd(path);
  if (root === length && root > 3) return path;
  const text = toSlashes(path);
  let end = length - 1;
  while (end >= root && text.charCodeAt(end) === kSlash) end--;
  const cut = end >= root ? text.lastIndexOf('/', end) : -1;
  if (cut >= root) return path.slice(0, cut);
  return root === 0 ? '.' : path.slice(0, root);
}

function baseRange(path) {
  return scanBase(toSlashes(path), hasDrive(path) ? 2 : 0);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix === path) return '';
  const { 0: start, 1: end } = baseRange(path);
  return cutSuffix(path, start, end, suffix);
}

function extname(path) {
  validateString(path, 'path');
  const { 0: start, 1: end } = baseRange(path);
  return path.slice(extStart(path, start, end), end);
}

function format(pathObject) {
  validateObject(pathObject, 'pathObject');
  return formatWith('\\', pathObject);
}

function parse(path) {
  validateString(path, 'path');
  const root = rootEnd(path);
  const { 0: start, 1: end } = scanBase(toSlashes(path), root);
  const dot = extStart(path, start, end);
  const rootText = path.slice(0, root);
  return {
    root: rootText,
    dir: start > root ? path.slice(0, start - 1) : rootText,
    base: path.slice(start, end),
    ext: path.slice(dot, end),
    name: path.slice(start, dot),
  };
}

function matchesGlob(path, pattern) {
  const { matchGlobPattern } = require('internal/fs/glob');
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return matchGlobPattern(toSlashes(path), toSlashes(pattern), true);
}

const win32 = {
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
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: require('path'),
  _makeLong: toNamespacedPath,
};
win32.win32 = win32;

module.exports = win32;
