// SPDX-License-Identifier: MIT
'use strict';
// Destroying or ending stdout says 'close' or 'finish', and it can still be
// written to: others share it.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.stdout.on('close', () => {
    process.stdout.write('still here\n');
    process.stderr.write('closed\n');
  });
  process.stdout.write('before\n');
  process.stdout.destroy();
} else {
  const { stdout, stderr, status } = spawnSync(
    process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(stderr, 'closed\n');
  assert.strictEqual(stdout, 'before\nstill here\n');
  assert.strictEqual(status, 0);
}
