// SPDX-License-Identifier: MIT
'use strict';
// Standard streams that are files: writes are done when write() returns, both
// streams keep their order in one file, and stdin reads to the end.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  assert.strictEqual(process.stdout._type, 'fs');
  let text = '';
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (chunk) => {
    text += chunk;
  });
  process.stdin.on('end', () => {
    process.stdout.write(`${text.length}\n`);
    process.stderr.write('two\n');
    process.stdout.write(Buffer.from('three\n'));
    process.stdout.write('66697665', 'hex');
    process.exit(0);
  });
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-stdio-'));
  const input = path.join(folder, 'in');
  const output = path.join(folder, 'out');
  fs.writeFileSync(input, 'x'.repeat(200000));
  const stdin = fs.openSync(input);
  const stdout = fs.openSync(output, 'w');
  const { status } = spawnSync(process.execPath, [__filename, 'child'],
                               { stdio: [stdin, stdout, stdout] });
  const text = fs.readFileSync(output, 'utf8');
  fs.rmSync(folder, { recursive: true });
  assert.strictEqual(text, '200000\ntwo\nthree\nfive');
  assert.strictEqual(status, 0);
}
