// SPDX-License-Identifier: MIT
'use strict';
// Programs that are ES modules by what surrounds them: no extension, one that
// nobody knows, WebAssembly; and the exit code of one that waits for ever.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'm/package.json': { type: 'module' },
  'm/script': 'import { pid } from "node:process"; console.log(typeof pid)',
  'm/commonjs': 'exports.x = 1',
  'm/what.ever': '',
  'm/x.js': '',
  'req.js': 'console.log(require("./m/commonjs").x)',
  'wait.mjs': `
    process.on('exit', (code) => console.log(code, process.exitCode));
    await new Promise(() => {});`,
  'wait-code.mjs': `
    process.on('exit', (code) => console.log(code));
    process.exitCode = 7; await new Promise(() => {});`,
});
require('node:fs').writeFileSync(
  `${root}/empty.wasm`, Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

function run(...args) {
  const { stdout, stderr, status } =
    spawnSync(process.execPath, args, { cwd: root });
  return { stdout: `${stdout}`, stderr: `${stderr}`, status };
}

assert.strictEqual(run('m/script').stdout, 'number\n');
assert.strictEqual(run('req.js').stdout, '1\n');
assert.match(run('m/what.ever').stderr, /ERR_UNKNOWN_FILE_EXTENSION/);
const wasm = run('empty.wasm');
assert.strictEqual(wasm.status, 0);
assert.match(wasm.stderr,
             /ExperimentalWarning: Importing WebAssembly module instances/);
assert.match(run('--input-type=module', 'm/x.js').stderr,
             /ERR_INPUT_TYPE_NOT_ALLOWED/);

const waits = run('wait.mjs');
assert.strictEqual(waits.stdout, '13 13\n');
assert.match(waits.stderr, /Detected unsettled top-level await/);
assert.strictEqual(waits.status, 13);
const code = run('wait-code.mjs');
assert.strictEqual(code.stdout, '7\n');
assert.strictEqual(code.stderr, '');
assert.strictEqual(code.status, 7);
