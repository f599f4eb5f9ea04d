// SPDX-License-Identifier: MIT
'use strict';
// --env-file sets what the environment does not have, the last file first.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'one.env': 'A=1\nB=1\nexport C="x\\ny" # note\nHERE=file\n',
  'two.env': 'B=2\nNODE_OPTIONS=--no-warnings\n',
});

function run(...args) {
  return spawnSync(process.execPath, [
    ...args, '-p', 'const {A,B,C,HERE,NODE_OPTIONS}=process.env;' +
      'JSON.stringify([A,B,C,HERE,NODE_OPTIONS])',
  ], { encoding: 'utf8', cwd: root, env: { HERE: 'env' } });
}

assert.deepStrictEqual(
  JSON.parse(run('--env-file=one.env', '--env-file', 'two.env').stdout),
  ['1', '2', 'x\ny', 'env', '--no-warnings']);

const absent = run('--env-file=none.env');
assert.strictEqual(absent.status, 9);
assert.strictEqual(absent.stderr,
                   `${process.execPath}: none.env: not found\n`);
assert.strictEqual(run('--env-file-if-exists=none.env').status, 0);
