// SPDX-License-Identifier: MIT
'use strict';
// --permission and the loaders: a module is read with a grant for its file
// alone; where there is none the error says which.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const tree = require('../fixtures/tree.js');

const root = tree({
  'a.cjs': 'module.exports = "a"',
  'b.mjs': 'export default "b"',
  'c.json': '"c"',
  'node_modules/p/package.json': '{ "main": "lib.js" }',
  'node_modules/p/lib.js': 'module.exports = "p"',
  'main.cjs': `
    const tries = [
      () => require('./a.cjs'), () => import('./a.cjs').then(defaultOf),
      () => import('./b.mjs').then(defaultOf), () => require('./b.mjs').default,
      () => require('./c.json'), () => require('p'),
      () => import('p').then(defaultOf),
      () => import('data:text/javascript,export default 1').then(defaultOf),
    ];
    const defaultOf = (namespace) => namespace.default;
    (async () => {
      const results = [];
      for (const load of tries) {
        try { results.push(await load()); }
        catch (err) { results.push(err.code + ' ' + err.resource); }
      }
      console.log(JSON.stringify(results));
    })();`,
});

function run(options, script = 'main.cjs') {
  return spawnSync(process.execPath,
                   ['--permission', ...options, `${root}/${script}`],
                   { encoding: 'utf8', cwd: root });
}
const no = (name) => `ERR_ACCESS_DENIED ${root}/${name}`;

const nothing = run([]);
assert.strictEqual(nothing.stderr, '');
assert.deepStrictEqual(JSON.parse(nothing.stdout), [
  no('a.cjs'), no('a.cjs'), no('b.mjs'), no('b.mjs'), no('c.json'),
  no('node_modules/p/package.json'), no('node_modules/p/package.json'), 1,
]);

const all = run(['a.cjs', 'b.mjs', 'c.json', 'node_modules/p/']
  .map((name) => `--allow-fs-read=${root}/${name}`));
assert.strictEqual(all.stderr, '');
assert.deepStrictEqual(JSON.parse(all.stdout),
                       ['a', 'a', 'b', 'b', 'c', 'p', 'p', 1]);

// What -r names may be read where there is a script; --import's may not.
assert.deepStrictEqual(
  JSON.parse(run(['-r', './a.cjs']).stdout).slice(0, 3),
  ['a', 'a', no('b.mjs')]);
for (const preload of [['--import', './b.mjs'], ['-r', './a.cjs', '-e', '1']]) {
  const { status, stderr } = run(preload);
  assert.strictEqual(status, 1);
  assert.match(stderr, /ERR_ACCESS_DENIED/);
}

// A link is not what it leads to.
fs.symlinkSync(`${root}/main.cjs`, `${root}/link.cjs`);
const link = run([], 'link.cjs');
assert.strictEqual(link.status, 1);
assert.match(link.stderr, /ERR_ACCESS_DENIED/);

// The compile cache needs both rights to its folder.
fs.mkdirSync(`${root}/cache`);
const cache = '--allow-fs-read=*';
fs.writeFileSync(`${root}/cache.cjs`, `
  const { status, message } =
    require('node:module').enableCompileCache(__dirname + '/cache');
  console.log(status, message);`);
assert.match(run([cache], 'cache.cjs').stdout,
             /^0 Skipping compile cache because write permission for .*cache/);
assert.match(run([`--allow-fs-write=${root}/cache`], 'cache.cjs').stdout,
             /^0 Skipping compile cache because read permission for .*cache/);
assert.match(run([cache, `--allow-fs-write=${root}/cache`], 'cache.cjs').stdout,
             /^1 undefined/);
