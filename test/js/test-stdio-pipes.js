// SPDX-License-Identifier: MIT
'use strict';
// A child with pipes for standard streams: what it reads is what it writes, in
// order, and an unreferenced stdin does not keep it.

const assert = require('node:assert');
const { spawn } = require('node:child_process');

const text = 'line \u20ac\n'.repeat(40000);

if (process.argv[2] === 'echo') {
  assert.strictEqual(process.stdin.isTTY, undefined);
  assert.strictEqual(process.stdout._type, 'pipe');
  assert.strictEqual(process.stdout.fd, 1);
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (chunk) => process.stdout.write(chunk));
  process.stdin.on('end', () => process.stderr.write('ended'));
} else if (process.argv[2] === 'unref') {
  process.stdin.once('data', (chunk) => {
    process.stdin.unref();
    process.stdout.write(chunk);
  });
} else {
  run('echo', (child) => child.stdin.end(text), (stdout, stderr) => {
    assert.ok(stdout === text);
    assert.strictEqual(stderr, 'ended');
  });
  // Its stdin stays open, and yet it ends.
  run('unref', (child) => child.stdin.write('once'), (stdout, stderr) => {
    assert.strictEqual(stdout, 'once');
    assert.strictEqual(stderr, '');
  });
}

function run(what, begin, check) {
  const child = spawn(process.execPath, [__filename, what]);
  const got = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8');
    child[name].on('data', (chunk) => {
      got[name] += chunk;
    });
  }
  child.stdin.on('error', () => {});
  begin(child);
  child.on('close', (code) => {
    assert.strictEqual(got.stderr.replace('ended', ''), '');
    assert.strictEqual(code, 0);
    check(got.stdout, got.stderr);
  });
}
