// What is wrong with a module is shown with its place, and the exit code says
// what became of the program.
'use strict';
const assert = require('assert');
const path = require('path');
const { spawnSync } = require('child_process');

const folder = path.join(__dirname, '../fixtures/esm');

function run(args, options) {
  const { status, stdout, stderr } =
    spawnSync(process.execPath, args, { encoding: 'utf8', ...options });
  return { status, stdout, stderr };
}

function fails(file, line, pattern) {
  const { status, stderr } = run([path.join(folder, file)]);
  assert.strictEqual(status, 1, stderr);
  assert.match(stderr, pattern);
  if (line > 0) assert.ok(stderr.startsWith('file://'), stderr);
  if (line > 0) assert.ok(stderr.includes(`${file}:${line}\n`), stderr);
}

fails('missing-name.mjs', 1,
      /'\.\/counter\.mjs' does not provide an export named 'nothing'/);
fails('missing-cjs-name.mjs', 1, /Named export 'nothing' not found\. The/);
fails('ambiguous.mjs', 1, /conflicting star exports for name 'both'/);
fails('wrong.mjs', 2, /SyntaxError: /);
fails('throws.mjs', 0, /Error: from a module/);

const never = run([path.join(folder, 'never.mjs')]);
assert.strictEqual(never.status, 13);
assert.match(never.stderr, /Warning: Detected unsettled top-level await at/);
assert.match(never.stderr, /never\.mjs:1\nawait new Promise/);

assert.strictEqual(run([path.join(folder, 'main-flag.mjs')]).stdout,
                   'true undefined undefined\n');
const program = 'import fs from "fs"; console.log(typeof fs.readFile)';
assert.strictEqual(run(['--input-type=module', '-e', program]).stdout,
                   'function\n');
assert.strictEqual(run(['-e', program]).stdout, 'function\n');
assert.strictEqual(run(['-'], { input: program }).stdout, 'function\n');
assert.strictEqual(
  run(['--import', path.join(folder, 'main-flag.mjs'), '-e', '1']).stdout
    .slice(0, 16), 'false undefined ');
