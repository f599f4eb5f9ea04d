// SPDX-License-Identifier: MIT
'use strict';
// --permission off this process: children, workers, the network, addons. What
// a child was not given of its own it has from its parent, through
// NODE_OPTIONS.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'with space/f': '',
  'refused.js': `
    const assert = require('node:assert');
    const cp = require('node:child_process');
    const { Worker } = require('node:worker_threads');
    const net = require('node:net');
    const dns = require('node:dns');
    const denied = (permission, resource = '') =>
      ({ code: 'ERR_ACCESS_DENIED', permission, resource });
    const here = process.execPath;
    assert.throws(() => cp.spawn('x'), denied('ChildProcess', 'x'));
    assert.throws(() => cp.spawnSync('x', ['y']), denied('ChildProcess', 'x'));
    assert.throws(() => cp.execFile('x'), denied('ChildProcess', 'x'));
    assert.throws(() => cp.exec('x'), denied('ChildProcess', '/bin/sh'));
    assert.throws(() => cp.execSync('x'), denied('ChildProcess', '/bin/sh'));
    assert.throws(() => cp.fork('x'), denied('ChildProcess', here));
    assert.throws(() => process.execve(here, [], {}),
                  denied('ChildProcess', here));
    assert.throws(() => new Worker('1', { eval: true }),
                  denied('WorkerThreads'));
    assert.throws(() => require('node:module').register('data:text/javascript,'),
                  denied('WorkerThreads'));
    assert.throws(() => process.binding('fs'), { code: 'ERR_ACCESS_DENIED' });
    assert.throws(() => process.dlopen({ exports: {} }, '/x.node'),
                  { code: 'ERR_DLOPEN_DISABLED' });
    let left = 4;
    const check = (err) => {
      assert.strictEqual(err.code, 'ERR_ACCESS_DENIED');
      if (--left === 0) console.log('done');
    };
    net.connect(1, '127.0.0.1').on('error', check);
    net.connect(__dirname + '/socket').on('error', check);
    dns.lookup('localhost', check);
    dns.lookupService('127.0.0.1', 80, check);
    dns.lookup('127.0.0.1', (err, address) => {
      assert.deepStrictEqual([err, address], [null, '127.0.0.1']);
    });`,
  'parent.js': `
    const { spawnSync } = require('node:child_process');
    const code = 'const { has } = process.permission; JSON.stringify([' +
      'has("fs.read"), has("fs.write", ' +
      JSON.stringify(__dirname + '/with space/x') + '), has("child"), ' +
      'has("worker"), has("net")])';
    const ask = (args, options) => JSON.parse(spawnSync(
      process.execPath, [...args, '-p', code],
      { encoding: 'utf8', ...options }).stdout);
    console.log(JSON.stringify([
      ask([]), ask([], { env: {} }),
      ask([], { env: { NODE_OPTIONS: '--no-warnings' } }),
      ask(['--permission']),
      ask([], { env: { NODE_OPTIONS: '--permission --allow-net' } }),
      process.env.NODE_OPTIONS,
    ]));`,
});

function run(script, ...options) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--permission', '--allow-fs-read=*', ...options,
     `${root}/${script}`],
    { encoding: 'utf8', cwd: root });
  assert.strictEqual(stderr, '');
  assert.strictEqual(status, 0);
  return stdout;
}

assert.strictEqual(run('refused.js'), 'done\n');

const inherited = [true, false, true, true, false];
assert.deepStrictEqual(
  JSON.parse(run('parent.js', '--allow-child-process', '--allow-worker')),
  [inherited, inherited, inherited, [false, false, false, false, false],
   [false, false, false, false, true], null]);
