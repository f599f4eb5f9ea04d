// fs.cp: trees, links, filters and what it refuses, in all three forms.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(root, { recursive: true }));
process.chdir(root);
fs.mkdirSync('src/deep/er', { recursive: true });
fs.writeFileSync('src/one', '1', { mode: 0o640 });
fs.writeFileSync('src/deep/er/two', '2');
fs.symlinkSync('one', 'src/link');

async function check(cp, dest) {
  await cp('src', dest, { recursive: true });
  assert.strictEqual(fs.readFileSync(`${dest}/deep/er/two`, 'utf8'), '2');
  assert.strictEqual(fs.statSync(`${dest}/one`).mode & 0o777,
                     fs.statSync('src/one').mode & 0o777);
  assert.strictEqual(fs.readlinkSync(`${dest}/link`), path.resolve('src/one'));

  const some = `${dest}-some`;
  await cp('src', some, {
    recursive: true, verbatimSymlinks: true,
    filter: (from) => !from.endsWith('er'),
  });
  assert.deepStrictEqual(fs.readdirSync(some, { recursive: true }).sort(),
                         ['deep', 'link', 'one']);
  assert.strictEqual(fs.readlinkSync(`${some}/link`), 'one');

  const refused = async (args, code) =>
    assert.rejects(async () => cp(...args), { code });
  await refused(['src', `${dest}-none`], 'ERR_FS_EISDIR');
  await refused(['src', 'src/in', { recursive: true }], 'ERR_FS_CP_EINVAL');
  await refused(['src', 'src', { recursive: true }], 'ERR_FS_CP_EINVAL');
  await refused(['src/one', dest], 'ERR_FS_CP_NON_DIR_TO_DIR');
  await refused(['src', `${dest}/one`, { recursive: true }],
                'ERR_FS_CP_DIR_TO_NON_DIR');
  await refused(['src/one', `${dest}/one`,
                 { force: false, errorOnExist: true }], 'ERR_FS_CP_EEXIST');
}

(async () => {
  await check(async (...args) => fs.cpSync(...args), 'sync');
  await check(fs.promises.cp, 'promise');
  await check(promisify(fs.cp), 'callback');
})();
