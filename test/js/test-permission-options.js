// SPDX-License-Identifier: MIT
'use strict';
// --permission and the --allow-... options: what process.permission.has()
// answers, what is warned of, and how wrong options end.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const tree = require('../fixtures/tree.js');

const root = tree({ 'dir/f': '', 'other/f': '' });

function run(options, code) {
  return spawnSync(process.execPath, [...options, '-p', code],
                   { encoding: 'utf8', cwd: root });
}

// The answers to has(), for paths or scopes.
function ask(options, scope, paths) {
  const { stdout, stderr } = run(
    ['--no-warnings', '--permission', ...options],
    `JSON.stringify(${JSON.stringify(paths)}.map((path) =>
      process.permission.has(${scope ? `'${scope}', path` : 'path'})))`);
  assert.strictEqual(stderr, '');
  return JSON.parse(stdout);
}

const scopes = ['fs', 'fs.read', 'fs.write', 'child', 'worker', 'wasi',
                'inspector', 'net', 'addon', 'nothing'];
function granted(...options) {
  return scopes.filter((name, i) => ask(options, '', scopes)[i]);
}

assert.deepStrictEqual(granted(), []);
assert.deepStrictEqual(granted('--allow-fs-read=*'), ['fs.read']);
assert.deepStrictEqual(granted('--allow-fs-read=*', '--allow-fs-write', '*'),
                       ['fs', 'fs.read', 'fs.write']);
assert.deepStrictEqual(
  granted('--allow-child-process', '--allow-worker', '--allow-wasi',
          '--allow-inspector', '--allow-net', '--allow-addons'),
  ['child', 'worker', 'wasi', 'inspector', 'net', 'addon']);

// A file, a folder with all below it, a beginning; relative ones, too.
assert.deepStrictEqual(
  ask(['--allow-fs-read=/no/such/file'], 'fs.read',
      ['/no/such/file', '/no/such/../such/file', '/no/such/files',
       '/no/such/file/x', '/no/such', '/']),
  [true, true, false, false, false, false]);
assert.deepStrictEqual(
  ask(['--allow-fs-write=dir'], 'fs.write',
      ['dir', './dir/', 'dir/f', `${root}/dir/x/y`, 'dir2', 'dir/../other',
       root]),
  [true, true, true, true, false, false, false]);
assert.deepStrictEqual(
  ask(['--allow-fs-read', '/a/b*', '--allow-fs-read=/c/*'], 'fs.read',
      ['/a/b', '/a/bc/d', '/a/c', '/c', '/c/d', '/cd']),
  [true, true, false, true, true, false]);
assert.deepStrictEqual(
  ask(['--allow-fs-read=/a,b', '--allow-fs-read=/c'], 'fs.read',
      ['/a,b', '/a', '/c']),
  [true, false, true]);
// No path, the empty one and null ask for everything.
assert.deepStrictEqual(ask(['--allow-fs-read=/a'], 'fs.read', ['', null]),
                       [false, false]);

const shape = run(['--permission'], `
  const own = Object.getOwnPropertyDescriptor(process, 'permission');
  const code = (...args) => {
    try { process.permission.has(...args); } catch (err) { return err.code; }
  };
  JSON.stringify([own.writable, own.enumerable, own.configurable,
    Object.keys(process.permission), code(), code(null), code('fs', {}),
    process.permission.has('fs.read', Buffer.from('/x'))])`);
assert.deepStrictEqual(JSON.parse(shape.stdout), [
  false, true, false, ['has'], 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_TYPE', false,
]);
assert.strictEqual(shape.stderr, '');
assert.strictEqual(process.permission, undefined);

// Warnings.
for (const flag of ['--allow-addons', '--allow-child-process',
                    '--allow-inspector', '--allow-wasi', '--allow-worker']) {
  const { status, stderr } = run(['--permission', flag], '1');
  assert.strictEqual(status, 0);
  assert.ok(stderr.includes(
    `SecurityWarning: The flag ${flag} must be used with extreme caution`));
}
assert.match(run(['--permission', '--allow-net'], '1').stderr,
             /ExperimentalWarning: The flag --allow-net is under/);
assert.match(run(['--permission', '--allow-fs-read=/a,/b'], '1').stderr,
             /Warning: The --allow-fs-read CLI flag has changed/);

// Wrong options.
for (const options of [['--allow-fs-read=/x'], ['--allow-fs-write=*'],
                       ['--permission', '--no-permission',
                        '--allow-fs-read=*']]) {
  const { status, stdout, stderr } = run(options, '1');
  assert.strictEqual(status, 1);
  assert.strictEqual(stdout, '');
  assert.ok(stderr.includes(
    'TypeError [ERR_MISSING_OPTION]: --permission is required'));
}
for (const options of [['--permission', '--allow-fs-read='],
                       ['--permission', '--allow-fs-write']]) {
  const { status, stderr } = spawnSync(process.execPath, options,
                                       { encoding: 'utf8' });
  assert.strictEqual(status, 9);
  assert.ok(stderr.endsWith(`${options.at(-1)} requires an argument\n`));
}

// The script may be read, and nothing else.
fs.writeFileSync(`${root}/main.js`, `
  const { has } = process.permission;
  console.log(has('fs.read', __filename), has('fs.read', __dirname));
  try { require('./dir/f'); } catch (err) { console.log(err.resource); }`);
const main = spawnSync(process.execPath, ['--permission', 'main.js'],
                       { encoding: 'utf8', cwd: root });
assert.strictEqual(main.stdout, `true false\n${root}/dir/f\n`);

// A worker may be given permissions of its own.
const { Worker } = require('node:worker_threads');
const worker = new Worker(`
  require('node:worker_threads').parentPort.postMessage(
    ['/x', '/y', ''].map((path) => process.permission.has('fs.read', path)));`,
{ eval: true, execArgv: ['--permission', '--allow-fs-read=/x'] });
worker.on('message', (message) =>
  assert.deepStrictEqual(message, [true, false, false]));
