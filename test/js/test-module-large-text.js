'use strict';
// Large CommonJS files: what stands in them, whatever it is, runs on the line
// and under the name that it has, and lives as long as it is needed.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'large-'));
const filler = '// a line that makes the file large\n'.repeat(8000);
const body = 'exports.text = "TEXT";\nexports.f = function f() { return "TEXT"; };\n' +
  'exports.fail = function() { throw new Error("here"); };\n';

let count = 0;
function load(source) {
  const file = path.join(dir, `m${count++}.js`);
  fs.writeFileSync(file, source);
  return { file, ...require(file) };
}

function check(text, before = '', after = '') {
  const loaded = load(before + filler + body.replaceAll('TEXT', text) + after);
  assert.strictEqual(loaded.text, text);
  assert.strictEqual(loaded.f(), text);
  assert.strictEqual(`${loaded.f}`, `function f() { return "${text}"; }`);
  const line = (before.match(/\n/g)?.length ?? 0) + 8003;
  assert.throws(loaded.fail, (err) => err.stack.includes(`${loaded.file}:${line}:`));
}

try {
  check('ascii');
  check('caf\u00e9');
  check('\u4f60\u597d \u{1f600}');
  check('mark', '\ufeff');
  check('bang', '#!/usr/bin/env node\n');
  check('waits', '', 'exports.wait = async () => await 1;\n');
  check('words', '// await x, import("y")\n', '"import(1)";\n');
  check('comment', '', '// no line end');

  assert.throws(() => load(filler + 'let a = ;\n'), (err) => err instanceof SyntaxError);
  assert.throws(() => load(filler + 'throw new TypeError("x");\n'), TypeError);

  // The same file again and again, its functions kept or not.
  const kept = [];
  for (let i = 0; i < 30; i++) {
    const { file, f } = load(`const n = ${i};\n` + filler + 'exports.f = () => n;\n');
    delete require.cache[file];
    if (i % 3 === 0) kept.push([i, f]);
  }
  for (const [i, f] of kept) assert.strictEqual(f(), i);
} finally {
  fs.rmSync(dir, { recursive: true });
}
