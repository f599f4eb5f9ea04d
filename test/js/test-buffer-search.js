// indexOf() and lastIndexOf() find what a plain loop finds.
'use strict';
const assert = require('node:assert');

function matches(hay, needle, at) {
  for (let i = 0; i < needle.length; i++) {
    if (hay[at + i] !== needle[i]) {
      return false;
    }
  }
  return true;
}

function find(hay, needle, from) {
  for (let at = from; at + needle.length <= hay.length; at++) {
    if (matches(hay, needle, at)) {
      return at;
    }
  }
  return -1;
}

function findBack(hay, needle, from) {
  for (let at = Math.min(from, hay.length - needle.length); at >= 0; at--) {
    if (matches(hay, needle, at)) {
      return at;
    }
  }
  return -1;
}

const hay = Buffer.from('abababcabcababababaababcab\u00e4\u00e4bc\0a');
for (let start = 0; start < hay.length; start++) {
  for (let size = 1; size < 6 && start + size <= hay.length; size++) {
    const needle = hay.subarray(start, start + size);
    for (let from = 0; from < hay.length; from++) {
      const first = find(hay, needle, from);
      const last = findBack(hay, needle, from);
      assert.strictEqual(hay.indexOf(needle, from), first);
      assert.strictEqual(hay.lastIndexOf(needle, from), last);
      assert.strictEqual(hay.indexOf(needle, from - hay.length), first);
      assert.strictEqual(hay.includes(needle, from), first !== -1);
      assert.strictEqual(
        hay.indexOf(needle.toString('latin1'), from, 'latin1'), first);
      if (size === 1) {
        assert.strictEqual(hay.indexOf(needle[0], from), first);
        assert.strictEqual(hay.lastIndexOf(needle[0], from), last);
      }
    }
  }
}

// UTF-16 is found where characters begin only.
const wide = Buffer.from('\u0101\u0102\u0201\u0102', 'utf16le');
assert.strictEqual(wide.indexOf('\u0201', 0, 'utf16le'), 4);
assert.strictEqual(wide.indexOf('\u0102', 3, 'utf16le'), 2);
assert.strictEqual(wide.lastIndexOf('\u0102', undefined, 'utf16le'), 6);
assert.strictEqual(
  Buffer.from([1, 2, 1, 2]).indexOf('\u0102', 0, 'utf16le'), -1);
