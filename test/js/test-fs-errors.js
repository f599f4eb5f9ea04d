// Failures carry errno, code, syscall, path and dest, and Node's message, the
// same in the Sync, callback and promise forms.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');

const missing = '/no/such/file';

function matches(err, syscall, code, path, dest) {
  assert.strictEqual(err.code, code);
  assert.strictEqual(err.syscall, syscall);
  assert.strictEqual(err.path, path);
  assert.strictEqual(err.dest, dest);
  assert.ok(err.errno < 0);
  assert.ok(err.message.startsWith(`${code}: `), err.message);
  return true;
}

const cases = [
  ['open', 'ENOENT', () => fs.readFileSync(missing), missing],
  ['open', 'ENOENT', () => fs.openSync(missing), missing],
  ['stat', 'ENOENT', () => fs.statSync(missing), missing],
  ['lstat', 'ENOENT', () => fs.lstatSync(missing), missing],
  ['access', 'ENOENT', () => fs.accessSync(missing), missing],
  ['scandir', 'ENOENT', () => fs.readdirSync(missing), missing],
  ['scandir', 'ENOTDIR', () => fs.readdirSync(__filename), __filename],
  ['unlink', 'ENOENT', () => fs.unlinkSync(missing), missing],
  ['rmdir', 'ENOENT', () => fs.rmdirSync(missing), missing],
  ['lstat', 'ENOENT', () => fs.rmSync(missing), missing],
  ['mkdir', 'EEXIST', () => fs.mkdirSync(__dirname), __dirname],
  ['mkdir', 'EEXIST', () => fs.mkdirSync(__filename, { recursive: true }),
   __filename],
  ['mkdir', 'ENOTDIR', () => fs.mkdirSync(`${__filename}/a/b`,
                                          { recursive: true }),
   `${__filename}/a/b`],
  ['rename', 'ENOENT', () => fs.renameSync(missing, '/x'), missing, '/x'],
  ['copyfile', 'ENOENT', () => fs.copyFileSync(missing, '/x'), missing, '/x'],
  ['link', 'ENOENT', () => fs.linkSync(missing, '/x'), missing, '/x'],
  ['readlink', 'EINVAL', () => fs.readlinkSync(__filename), __filename],
  ['read', 'EISDIR', () => fs.readFileSync(__dirname)],
  ['close', 'EBADF', () => fs.closeSync(54321)],
  ['utime', 'ENOENT', () => fs.utimesSync(missing, 1, 1), missing],
];
for (const [syscall, code, call, path, dest] of cases) {
  assert.throws(call, (err) => matches(err, syscall, code, path, dest));
}
assert.throws(() => fs.renameSync(missing, '/x'), {
  message: `ENOENT: no such file or directory, rename '${missing}' -> '/x'`,
});
assert.throws(() => fs.rmSync(__dirname), { code: 'ERR_FS_EISDIR' });
assert.throws(() => fs.statSync('a\0b'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.statSync(Buffer.from('a\0b')),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.statSync(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.stat('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.openSync('x', 'nope'),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(fs.statSync(missing, { throwIfNoEntry: false }), undefined);

let calls = 0;
fs.readFile(missing, (err) => {
  calls++;
  matches(err, 'open', 'ENOENT', missing);
});
fs.readFile(__dirname, (err) => {
  calls++;
  matches(err, 'read', 'EISDIR');
});
fs.rename(missing, '/x', (err) => {
  calls++;
  matches(err, 'rename', 'ENOENT', missing, '/x');
});
fs.promises.stat(missing).catch((err) => {
  calls++;
  matches(err, 'stat', 'ENOENT', missing);
});
fs.promises.stat(1).catch((err) => {
  calls++;
  assert.strictEqual(err.code, 'ERR_INVALID_ARG_TYPE');
});
process.on('exit', () => assert.strictEqual(calls, 5));
