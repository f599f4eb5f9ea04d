// mkdir with its parents, listings of a tree, its removal, mkdtemp, realpath.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-')));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
process.chdir(dir);

assert.strictEqual(fs.mkdirSync('a/b/../c//d/', { recursive: true }), 'a');
assert.strictEqual(fs.mkdirSync('./a/c/e', { recursive: true }), './a/c/e');
assert.strictEqual(fs.mkdirSync('a', { recursive: true }), undefined);
assert.strictEqual(fs.mkdirSync('plain'), undefined);
assert.strictEqual(fs.mkdirSync(path.join(dir, 'x', 'y'), { recursive: true }),
                   path.join(dir, 'x'));
fs.writeFileSync('a/file', '');
fs.symlinkSync('c', 'a/link');

assert.deepStrictEqual(fs.readdirSync('a'), ['b', 'c', 'file', 'link']);
assert.deepStrictEqual(fs.readdirSync(Buffer.from('a'), 'buffer'),
                       ['b', 'c', 'file', 'link'].map((n) => Buffer.from(n)));
assert.deepStrictEqual(fs.readdirSync('plain'), []);
assert.deepStrictEqual(fs.readdirSync('a', { recursive: true }).sort(),
                       ['b', 'c', 'c/d', 'c/e', 'file', 'link', 'link/d',
                        'link/e']);
const kinds = fs.readdirSync('a', { recursive: true, withFileTypes: true })
  .map((e) => [path.join(e.parentPath, e.name), e.isDirectory(), e.isFile(),
               e.isSymbolicLink()]).sort();
assert.deepStrictEqual(kinds, [
  ['a/b', true, false, false], ['a/c', true, false, false],
  ['a/c/d', true, false, false], ['a/c/e', true, false, false],
  ['a/file', false, true, false], ['a/link', false, false, true],
  ['a/link/d', true, false, false], ['a/link/e', true, false, false],
]);

// Names that are no UTF-8 survive as bytes.
const odd = Buffer.concat([Buffer.from('plain/'), Buffer.from([0xff, 0x61])]);
fs.writeFileSync(odd, 'odd');
assert.deepStrictEqual(fs.readdirSync('plain', 'buffer'),
                       [Buffer.from([0xff, 0x61])]);
assert.deepStrictEqual(fs.readdirSync('plain', 'latin1'), ['\u00ffa']);
assert.deepStrictEqual(fs.readdirSync('plain'), ['\ufffda']);
assert.strictEqual(fs.readFileSync(odd, 'utf8'), 'odd');

assert.strictEqual(fs.realpathSync('a/link/../link/d'),
                   path.join(dir, 'a/c/d'));
assert.throws(() => fs.realpathSync('a/none/deeper'), {
  code: 'ENOENT', syscall: 'lstat', path: path.join(dir, 'a/none'),
});
fs.symlinkSync('loop', 'loop');
assert.throws(() => fs.realpathSync('loop'), { code: 'ELOOP' });
assert.throws(() => fs.realpathSync.native('none'),
              { code: 'ENOENT', syscall: 'realpath', path: 'none' });

// A removal does not follow links.
fs.symlinkSync(path.join(dir, 'x'), 'a/c/out');
fs.rmSync('a', { recursive: true });
assert.strictEqual(fs.existsSync('a'), false);
assert.strictEqual(fs.existsSync('x/y'), true);
assert.throws(() => fs.rmSync('none'), { code: 'ENOENT' });
fs.rmSync('none', { force: true });

(async () => {
  const { promises: fsp } = fs;
  assert.strictEqual(await fsp.mkdir('p/q', { recursive: true }), 'p');
  const made = await fsp.mkdtemp('p/t-');
  assert.match(made, /^p\/t-[A-Za-z0-9]{6}$/);
  const names = [];
  for await (const entry of await fsp.opendir('p', { bufferSize: 1 })) {
    names.push([entry.name, entry.isDirectory()]);
  }
  assert.deepStrictEqual(names.sort(),
                         [['q', true], [path.basename(made), true]].sort());
  await fsp.rm('p', { recursive: true });
  await assert.rejects(fsp.access('p'), { code: 'ENOENT' });
})();
