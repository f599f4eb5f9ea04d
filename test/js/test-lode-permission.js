// SPDX-License-Identifier: MIT
'use strict';
// Where --permission holds more than Node 25.8.1's does, and what is handed
// down to children whole: paths with blanks, relative ones, workers' rights.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const tree = require('../fixtures/tree.js');

const root = tree({
  'with space/f': '',
  'no/f': '',
  'both/f': '',
  'strict.js': `
    const assert = require('node:assert');
    const fs = require('node:fs');
    const f = __dirname + '/no/f';
    const denied = { code: 'ERR_ACCESS_DENIED', resource: f };
    assert.strictEqual(fs.realpathSync(f), f);
    assert.throws(() => fs.realpathSync.native(f), denied);
    (async () => {
      await assert.rejects(fs.promises.lstat(f), denied);
      const handle = await fs.promises.open(__dirname + '/both/f', 'r+');
      for (const [name, ...args] of [['chmod', 0o600], ['chown', 1, 1],
                                     ['utimes', 1, 1]]) {
        await assert.rejects(handle[name](...args),
                             { code: 'ERR_ACCESS_DENIED' });
      }
      await handle.sync();
      await handle.close();
      // A folder made where only a file was granted is no grant for more.
      fs.mkdirSync(__dirname + '/late');
      assert.throws(() => fs.writeFileSync(__dirname + '/late/f', ''),
                    { code: 'ERR_ACCESS_DENIED' });
      fs.rmSync(__dirname + '/late', { recursive: true });
      assert.deepStrictEqual(fs.readdirSync(__dirname + '/both'), ['f']);
      console.log('done');
    })();`,
  'parent.js': `
    const { spawnSync } = require('node:child_process');
    const paths = ['with space/f', 'both/f', 'no/f'];
    const code = JSON.stringify(paths.map((path) => __dirname + '/' + path)) +
      '.map((path) => process.permission.has("fs.write", path)).join()';
    console.log(spawnSync(process.execPath, ['-p', code], {
      cwd: '/', encoding: 'utf8',
    }).stdout.trim());  `,
  'worker.js': `
    const { Worker } = require('node:worker_threads');
    // No options of a worker's own give it more.
    const code = \`
      const codeOf = (fn) => {
        try { fn(); } catch (err) { return err.code; }
      };
      require('node:worker_threads').parentPort.postMessage([
        process.permission.has('fs.read'),
        codeOf(() => require('node:fs').readFileSync(process.execPath)),
        codeOf(() => require('node:child_process').spawnSync('x')),
      ].join());\`;
    const run = (execArgv) => new Promise((resolve) =>
      new Worker(code, { eval: true, execArgv }).on('message', resolve));
    run([]).then(console.log)
      .then(() => run(['--permission', '--allow-fs-read=*']))
      .then(console.log);`,
});

function run(script, ...options) {
  const { stdout, stderr } = spawnSync(
    process.execPath, ['--no-warnings', '--permission', ...options,
                       `${root}/${script}`], { encoding: 'utf8', cwd: root });
  assert.strictEqual(stderr, '');
  return stdout;
}

assert.strictEqual(
  run('strict.js', '--allow-fs-read=both', '--allow-fs-write=both',
      '--allow-fs-read=late', '--allow-fs-write=late'), 'done\n');
assert.strictEqual(
  run('parent.js', '--allow-child-process', '--allow-fs-write=with space',
      '--allow-fs-write', 'both'), 'true,true,false\n');
const refused = 'false,ERR_ACCESS_DENIED,ERR_ACCESS_DENIED\n';
assert.strictEqual(run('worker.js', '--allow-worker'), refused + refused);
