// SPDX-License-Identifier: MIT
'use strict';
// When nobody reads any more, stdout says EPIPE; console.log() does not mind.

const assert = require('node:assert');
const { spawn } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.stdin.on('end', () => {
    console.log('into the void');
    process.stdout.on('error', (err) => {
      process.stderr.write(`${err.code} ${err.syscall}`);
    });
    process.stdout.write('more');
  });
  process.stdin.resume();
} else {
  const child = spawn(process.execPath, [__filename, 'child']);
  let said = '';
  child.stdout.destroy();
  child.stdout.on('close', () => child.stdin.end());
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => {
    said += text;
  });
  child.on('close', (code) => {
    assert.strictEqual(said, 'EPIPE write');
    assert.strictEqual(code, 0);
  });
}
