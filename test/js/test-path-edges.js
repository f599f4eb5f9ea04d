'use strict';

// Corners of node:path that a rewrite gets wrong first: the root, doubled
// separators, suffixes longer than the name, device names.

const assert = require('node:assert');
const { posix, win32 } = require('node:path');

const cases = [
  [posix.normalize, [''], '.'],
  [posix.normalize, ['/..//a/./b/../c/'], '/a/c/'],
  [posix.normalize, ['a/../..'], '..'],
  [posix.normalize, ['./'], './'],
  [posix.dirname, ['//a'], '//'],
  [posix.dirname, ['a//b'], 'a/'],
  [posix.dirname, ['/a/b///'], '/a'],
  [posix.basename, ['a/b.js', '.js'], 'b'],
  [posix.basename, ['b', 'b'], ''],
  [posix.basename, ['/b', 'b'], 'b'],
  [posix.basename, ['//', '/'], '//'],
  [posix.extname, ['a/..b.c/..'], ''],
  [posix.extname, ['a/.b.'], '.'],
  [posix.relative, ['/a/b', '/a/bc/d'], '../bc/d'],
  [posix.relative, ['/', '/a'], 'a'],
  [posix.relative, ['/a/b', '/'], '../..'],
  [posix.resolve, ['/a', '', '../b', './c//'], '/b/c'],
  [win32.normalize, ['//s/h/../a'], '\\\\s\\h\\a'],
  [win32.normalize, ['C:..\\a'], 'C:..\\a'],
  [win32.normalize, ['a/../C:/x'], '.\\C:\\x'],
  [win32.normalize, ['con:../a'], '.\\con:..\\a'],
  [win32.join, ['//s', 'h'], '\\\\s\\h\\'],
  [win32.join, ['/', '/a'], '\\a'],
  [win32.relative, ['C:\\a\\b', 'c:\\A\\c'], '..\\c'],
  [win32.relative, ['C:\\a', 'D:\\a'], 'D:\\a'],
  [win32.resolve, ['C:\\a', 'D:\\b', 'c:d'], 'c:\\a\\d'],
  [win32.toNamespacedPath, ['//s/h/x'], '\\\\?\\UNC\\s\\h\\x'],
  [win32.dirname, ['C:\\'], 'C:\\'],
];
for (const [fn, args, expected] of cases) {
  assert.strictEqual(fn(...args), expected, `${fn.name}(${args})`);
}

assert.deepStrictEqual(posix.parse('/x/y.tar.gz'), {
  root: '/', dir: '/x', base: 'y.tar.gz', ext: '.gz', name: 'y.tar',
});
assert.deepStrictEqual(win32.parse('\\\\s\\h\\f.x'), {
  root: '\\\\s\\h\\', dir: '\\\\s\\h\\', base: 'f.x', ext: '.x', name: 'f',
});
assert.strictEqual(posix.format({ dir: '/a', name: 'b', ext: 'c' }), '/a/b.c');
assert.strictEqual(posix.win32, win32);
assert.strictEqual(require('node:path/win32'), win32);
assert.throws(() => posix.join('a', null), { code: 'ERR_INVALID_ARG_TYPE' });
