// SPDX-License-Identifier: MIT
'use strict';
// --permission on fs: each call in its three forms is refused without a grant
// for what it does with its path, and goes through with one.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const tree = require('../fixtures/tree.js');

// The program under test. Of each call: what it takes, by place.
function program() {
  const assert = require('node:assert');
  const fs = require('node:fs');
  const path = require('node:path');
  const root = path.dirname(__dirname);
  const no = (name) => path.join(root, 'no', name);
  const read = (name) => path.join(root, 'read', name);
  const both = (name) => path.join(root, 'both', name);
  const date = new Date();
  const { O_CREAT, O_RDONLY, O_TRUNC, O_RDWR } = fs.constants;
  const R = 'FileSystemRead';
  const W = 'FileSystemWrite';
  const kThrows = ['chmod', 'lutimes', 'mkdir', 'readlink', 'rmdir', 'utimes'];

  const refused = [
    [R, no('f'), 'access', no('f')],
    [R, no('f'), 'access', no('f'), fs.constants.W_OK],
    [R, no('f'), 'stat', no('f')],
    [R, no('f'), 'statfs', no('f')],
    [R, no('f'), 'readlink', no('f')],
    [R, no('f'), 'readFile', no('f')],
    [R, no('f'), 'readFile', Buffer.from(no('f'))],
    [R, no('f'), 'readFile', new URL(`file://${no('f')}`)],
    [R, no(''), 'opendir', no('')],
    [R, no(''), 'readdir', no('')],
    [R, no(''), 'readdir', no(''), { recursive: true }],
    [R, no('f'), 'copyFile', no('f'), both('x')],
    [R, no('f'), 'rename', no('f'), both('x')],
    [R, no('f'), 'link', no('f'), both('x')],
    [R, no('f'), 'open', no('f')],
    [R, no('f'), 'open', no('f'), 'r+'],
    [R, no('f'), 'open', no('f'), O_RDONLY | O_TRUNC],
    [R, no('f'), 'rm', no('f')],
    [W, read('f'), 'chmod', read('f'), 0o644],
    [W, read('f'), 'chown', read('f'), 1, 1],
    [W, read('f'), 'lchown', read('f'), 1, 1],
    [W, read('f'), 'utimes', read('f'), date, date],
    [W, read('f'), 'lutimes', read('f'), date, date],
    [W, read('f'), 'rename', read('f'), both('x')],
    [W, read('x'), 'rename', both('f'), read('x')],
    [W, read('f'), 'link', read('f'), both('x')],
    [W, read('x'), 'link', both('f'), read('x')],
    [W, read('x'), 'copyFile', both('f'), read('x')],
    [W, read('f'), 'unlink', read('f')],
    [W, read(''), 'rmdir', read('')],
    [W, read('x'), 'mkdir', read('x')],
    [W, read('x/y'), 'mkdir', read('x/y'), { recursive: true }],
    [W, read('xXXXXXX'), 'mkdtemp', read('x')],
    [W, read('f'), 'truncate', read('f'), 0],
    [W, read('f'), 'writeFile', read('f'), ''],
    [W, read('f'), 'appendFile', read('f'), ''],
    [W, read('f'), 'open', read('f'), 'w'],
    [W, read('f'), 'open', read('f'), 'a'],
    [W, read('f'), 'open', read('f'), 'r+'],
    [W, read('f'), 'open', read('f'), O_RDONLY | O_CREAT],
    [W, read('f'), 'open', read('f'), O_RDWR | 0x10000000],
    [W, read('f'), 'rm', read('f')],
    ['', '', 'symlink', both('f'), both('x')],
  ];

  function check(err, permission, resource, what) {
    assert.deepStrictEqual(
      [err?.code, err?.permission, err?.resource],
      ['ERR_ACCESS_DENIED', permission, resource], what);
  }

  function thrown(fn) {
    try {
      fn();
    } catch (err) {
      return err;
    }
  }

  function called(fn, args) {
    return new Promise((resolve) => fn(...args, resolve));
  }

  async function everyForm() {
    for (const [permission, resource, name, ...args] of refused) {
      const what = `${name} ${args[0]} ${args[1]}`;
      check(thrown(() => fs[`${name}Sync`](...args)), permission, resource,
            `${what}, sync`);
      const later = kThrows.includes(name) ?
        thrown(() => fs[name](...args, assert.fail)) :
        await called(fs[name], args);
      check(later, permission, resource, `${what}, callback`);
      check(await fs.promises[name](...args).then(undefined, (err) => err),
            permission, resource, `${what}, promise`);
    }
  }

  // Descriptors: nothing is known of a path.
  async function descriptors() {
    const fd = fs.openSync(both('f'), 'r+');
    const calls = [['fchmod', 0o644], ['fchown', 1, 1], ['fdatasync'],
                   ['fsync'], ['futimes', date, date]];
    for (const [name, ...args] of calls) {
      check(thrown(() => fs[`${name}Sync`](fd, ...args)), '', '', name);
      check(await called(fs[name], [fd, ...args]), '', '', name);
    }
    fs.ftruncateSync(fd, 1);
    fs.closeSync(fd);
  }

  async function others() {
    const streamed = await new Promise((resolve) =>
      fs.createReadStream(no('f')).on('error', resolve));
    check(streamed, R, no('f'), 'a stream');
    check(thrown(() => fs.watch(no('f'))), R, no('f'), 'watch');
    check(thrown(() => fs.watchFile(no('f'), assert.fail)), R, no('f'),
          'watchFile');
    check(thrown(() => fs.existsSync(no('f'))), R, no('f'), 'existsSync');
    assert.strictEqual(await called(fs.exists, [no('f')]), false);
    check(thrown(() => process.chdir(no(''))), R, no(''), 'chdir');
    check(thrown(() => process.loadEnvFile(no('f'))), R, no('f'), 'env file');
    // The text of the path counts, after its dots; the resource is as given.
    const around = `${root}/read/../no/f`;
    check(thrown(() => fs.readFileSync(around)), R, around, 'dots');
    const relative = path.relative(process.cwd(), no('f'));
    check(thrown(() => fs.readFileSync(relative)), R, relative, 'relative');
  }

  function granted() {
    assert.strictEqual(fs.readFileSync(read('f'), 'utf8'), 'text');
    assert.strictEqual(fs.readFileSync(`${root}/no/../read/f`, 'utf8'), 'text');
    // What a link points to is the system's affair.
    assert.strictEqual(fs.readFileSync(read('link'), 'utf8'), 'hidden');
    fs.writeFileSync(both('new'), 'x');
    fs.renameSync(both('new'), both('newer'));
    fs.cpSync(read('f'), both('copied'));
    fs.mkdirSync(both('a/b/c'), { recursive: true });
    fs.rmSync(both('a'), { recursive: true });
    fs.rmSync(both('newer'));
    fs.accessSync(read('f'));
  }

  granted();
  everyForm().then(descriptors).then(others).then(() => console.log('done'));
}

const root = tree({
  'main/main.js': `(${program})();`,
  'no/f': 'hidden',
  'read/f': 'text',
  'both/f': 'text',
});
require('node:fs').symlinkSync(join(root, 'no/f'), join(root, 'read/link'));

const { status, stdout, stderr } = spawnSync(process.execPath, [
  '--permission', `--allow-fs-read=${root}/read/`,
  `--allow-fs-read=${root}/both/`, `--allow-fs-write=${root}/both/`,
  join(root, 'main/main.js'),
], { encoding: 'utf8' });
assert.strictEqual(stderr, '');
assert.strictEqual(stdout, 'done\n');
assert.strictEqual(status, 0);
