'use strict';

// The parts of node:path that both path flavours share. The scanners know one
// separator, '/': win32 calls them on a copy with its separators translated,
// which keeps every index valid for the original.


const kSlash = 47;
const kDot = 46;

// True when `path` is a list of plain names: no empty, '.' or '..' segment
// (one separator at each end is allowed).
function isClean(path, code) {
  const { length } = path;
  let start = path.charCodeAt(0) === code ? 1 : 0;
  if (start === length) return false;
  for (let i = start; i <= length; i++) {
    if (i < length && path.charCodeAt(i) !== code) continue;
    const size = i - start;
    if (size === 0) {
      if (i < length) return false;
    } else if (size <= 2 && path.charCodeAt(start) === kDot) {
      if (size === 1 || path.charCodeAt(start + 1) === kDot) {
        return false;
      }
    }
    start = i + 1;
  }
  return true;
}

// Resolves '.' and '..' in `path` and returns it without separators at the
// ends. `above` says whether leading '..' are kept (relative paths).
function collapse(path, code, sep, above) {
  if (isClean(path, code)) {
    const { length } = path;
    const start = path.charCodeAt(0) === code ? 1 : 0;
    const end = path.charCodeAt(length - 1) === code ?
      length - 1 : length;
    return start === 0 && end === length ?
      path : path.slice(start, end);
  }
  const parts = path.split(sep);
  const out = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      out.push(part);
    } else if (out.length > 0 && out[out.length - 1] !== '..') {
      out.pop();
    } else if (above) {
      out.push(part);
    }
  }
  return out.join(sep);
}

// The range [start, end) of the last name in `path`, not looking left of
// `root`; trailing separators are not part of it.
function scanBase(path, root) {
  let end = path.length;
  while (end > root && path.charCodeAt(end - 1) === kSlash) {
    end--;
  }
  if (end === root) return [root, root];
  const cut = path.lastIndexOf('/', end - 1);
  return [cut < root ? root : cut + 1, end];
}

// The name [start, end) without `suffix`. As in Node, a suffix that is longer
// than the name and ends in it brings the trailing separators back.
function cutSuffix(path, start, end, suffix) {
  const base = path.slice(start, end);
  if (suffix === undefined || suffix.length === 0) return base;
  if (suffix.length < base.length) {
    return base.endsWith(suffix) ?
      base.slice(0, base.length - suffix.length) : base;
  }
  if (suffix.length > base.length && suffix.length <= path.length &&
      suffix.endsWith(base)) {
    return path.slice(start);
  }
  return base;
}

// Where the extension of the name [start, end) begins; `end` if it has none:
// no dot, only a leading dot, or the name '..'.
function extStart(path, start, end) {
  for (let i = end - 1; i > start; i--) {
    if (path.charCodeAt(i) !== kDot) continue;
    const dots = i === start + 1 && i === end - 1 &&
      path.charCodeAt(start) === kDot;
    return dots ? end : i;
  }
  return end;
}

function formatWith(sep, { dir, root, base, name, ext }) {
  dir ||= root;
  if (!base) {
    base = `${name || ''}`;
    if (ext) base += ext[0] === '.' ? ext : `.${ext}`;
  }
  if (!dir) return base;
  return dir === root ? `${dir}${base}` : `${dir}${sep}${base}`;
}

module.exports = { collapse, cutSuffix, extStart, formatWith, scanBase };
