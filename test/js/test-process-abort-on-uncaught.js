'use strict';

// --abort-on-uncaught-exception ends the process by a signal, whoever listens
// for the exception.

const assert = require('assert');
const { spawnSync } = require('child_process');

const child = spawnSync('ulimit -c 0; exec "$BIN" ' +
  '--abort-on-uncaught-exception -e \'process.on("uncaughtException", ' +
  '() => console.log("heard")); throw new Error("seen")\'', {
  encoding: 'utf8',
  env: { ...process.env, BIN: process.execPath },
  shell: true,
});
// V8 stops where it was thrown, by a trap.
assert.ok(['SIGABRT', 'SIGTRAP'].includes(child.signal), child.signal);
assert.strictEqual(child.stdout, '');
assert.match(child.stderr, /Error: seen|Uncaught/);
