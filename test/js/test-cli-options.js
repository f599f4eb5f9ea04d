// SPDX-License-Identifier: MIT
'use strict';
// The command line: what runs, what process.argv says, what is refused.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'show.js': 'console.log(JSON.stringify([process.argv.slice(1), ' +
    'process.execArgv]))',
  'bad.js': 'let ok = 1;\nlet 1bad = 2;\n',
  'pre.js': 'globalThis.pre = (globalThis.pre ?? 0) + 1',
});

function run(args, options) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath, args, { encoding: 'utf8', cwd: root, ...options });
  return { status, stdout, stderr };
}

function shows(args, argv, execArgv) {
  assert.deepStrictEqual(JSON.parse(run(args).stdout), [argv, execArgv]);
}

shows(['show.js', '-a', '--b'], [`${root}/show.js`, '-a', '--b'], []);
shows(['--no-warnings', '--', 'show.js', '-x'], [`${root}/show.js`, '-x'],
      ['--no-warnings']);
shows(['-r', './pre.js', 'show'], [`${root}/show`], ['-r', './pre.js']);

assert.strictEqual(run(['-p', '6 * 7']).stdout, '42\n');
assert.strictEqual(run(['-pe', 'typeof require']).stdout, 'function\n');
assert.strictEqual(run(['-r', './pre.js', '-p', 'pre']).stdout, '1\n');
assert.strictEqual(run(['-p', 'pre'], {
  env: { ...process.env, NODE_OPTIONS: '-r "./pre.js"' },
}).stdout, '1\n');
assert.strictEqual(run(['-'], { input: 'console.log(__filename)' }).stdout,
                   '[stdin]\n');
assert.match(run(['-v']).stdout, /^v\d+\.\d+\.\d+\n$/);

function refuses(args, message, options) {
  const { status, stderr } = run(args, options);
  assert.strictEqual(stderr, `${process.execPath}: ${message}\n`);
  assert.strictEqual(status, 9);
}
refuses(['--no-such-option'], 'bad option: --no-such-option');
refuses(['-e'], '-e requires an argument');
refuses(['--no-title'], '--no-title is an invalid negation because it is not ' +
  'a boolean option');
refuses(['-c', '-e', '1'],
        'either --check or --eval can be used, not both');
refuses(['show.js'], '--eval is not allowed in NODE_OPTIONS',
        { env: { ...process.env, NODE_OPTIONS: '--eval x' } });

const { status, stderr } = run(['-c', 'bad.js']);
assert.strictEqual(status, 1);
assert.ok(stderr.startsWith(`${root}/bad.js:2\nlet 1bad = 2;\n`), stderr);
assert.match(stderr, /^SyntaxError: /m);
assert.strictEqual(run(['-c', 'show.js']).status, 0);
