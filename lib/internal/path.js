'use strict';

// The parts of node:path that both path flavours share. The scanners know one
// separator, '/': win32 calls them on a copy with its separators translated,
// which keeps every index valid for the original.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  ArrayPrototypePush,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
} = primordials;

const kSlash = 47;
const kDot = 46;

// True when `path` is a list of plain names: no empty, '.' or '..' segment
// (one separator at each end is allowed).
function isClean(path, code) {
  const { length } = path;
  let start = StringPrototypeCharCodeAt(path, 0) === code ? 1 : 0;
  if (start === length) return false;
  for (let i = start; i <= length; i++) {
    if (i < length && StringPrototypeCharCodeAt(path, i) !== code) continue;
    const size = i - start;
    if (size === 0) {
      if (i < length) return false;
    } else if (size <= 2 && StringPrototypeCharCodeAt(path, start) === kDot) {
      if (size === 1 || StringPrototypeCharCodeAt(path, start + 1) === kDot) {
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
    const start = StringPrototypeCharCodeAt(path, 0) === code ? 1 : 0;
    const end = StringPrototypeCharCodeAt(path, length - 1) === code ?
      length - 1 : length;
    return start === 0 && end === length ?
      path : StringPrototypeSlice(path, start, end);
  }
  const parts = StringPrototypeSplit(path, sep);
  const out = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      ArrayPrototypePush(out, part);
    } else if (out.length > 0 && out[out.length - 1] !== '..') {
      ArrayPrototypePop(out);
    } else if (above) {
      ArrayPrototypePush(out, part);
    }
  }
  return ArrayPrototypeJoin(out, sep);
}

// The range [start, end) of the last name in `path`, not looking left of
// `root`; trailing separators are not part of it.
function scanBase(path, root) {
  let end = path.length;
  while (end > root && StringPrototypeCharCodeAt(path, end - 1) === kSlash) {
    end--;
  }
  if (end === root) return [root, root];
  const cut = StringPrototypeLastIndexOf(path, '/', end - 1);
  return [cut < root ? root : cut + 1, end];
}

// The name [start, end) without `suffix`. As in Node, a suffix that is longer
// than the name and ends in it brings the trailing separators back.
function cutSuffix(path, start, end, suffix) {
  const base = StringPrototypeSlice(path, start, end);
  if (suffix === undefined || suffix.length === 0) return base;
  if (suffix.length < base.length) {
    return StringPrototypeEndsWith(base, suffix) ?
      StringPrototypeSlice(base, 0, base.length - suffix.length) : base;
  }
  if (suffix.length > base.length && suffix.length <= path.length &&
      StringPrototypeEndsWith(suffix, base)) {
    return StringPrototypeSlice(path, start);
  }
  return base;
}

// Where the extension of the name [start, end) begins; `end` if it has none:
// no dot, only a leading dot, or the name '..'.
function extStart(path, start, end) {
  for (let i = end - 1; i > start; i--) {
    if (StringPrototypeCharCodeAt(path, i) !== kDot) continue;
    const dots = i === start + 1 && i === end - 1 &&
      StringPrototypeCharCodeAt(path, start) === kDot;
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
