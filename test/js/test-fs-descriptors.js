// read and write in all their forms; times, lengths and modes; a small typed
// array may move while a read into it is under way, and gets its bytes.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');
const fd = fs.openSync(file, 'w+', 0o640);

assert.strictEqual(fs.writeSync(fd, 'hello'), 5);
assert.strictEqual(fs.writeSync(fd, Buffer.from('_world_'), 1, 5), 5);
assert.strictEqual(fs.writeSync(fd, 'J', 0), 1);
assert.strictEqual(fs.writeSync(fd, '4142', 1, 'hex'), 2);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'JABloworld');
const target = Buffer.alloc(10, '.');
assert.strictEqual(fs.readSync(fd, target, 1, 3, 2), 3);
assert.strictEqual(target.toString(), '.Blo......');
assert.strictEqual(fs.readSync(fd, target, { offset: 5, position: 0n }), 5);
assert.strictEqual(target.toString(), '.Blo.JABlo');
assert.strictEqual(fs.readvSync(fd, [Buffer.alloc(2), new Uint16Array(1)], 0),
                   4);
assert.strictEqual(fs.writevSync(fd, [Buffer.from('12'), Buffer.from('34')], 8),
                   4);
assert.throws(() => fs.readSync(fd, target, 0, 11),
              { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fs.readSync(fd, target, 0, 1, 2n ** 63n),
              { code: 'ERR_OUT_OF_RANGE' });

fs.ftruncateSync(fd, 3);
assert.strictEqual(fs.fstatSync(fd).size, 3);
fs.futimesSync(fd, 1000.5, new Date(2000250));
const stats = fs.fstatSync(fd);
assert.strictEqual(stats.atimeMs, 1000500);
assert.strictEqual(stats.mtime.getTime(), 2000250);
assert.strictEqual(stats.mode & 0o777, 0o640 & ~process.umask());
const exact = fs.fstatSync(fd, { bigint: true });
assert.strictEqual(exact.mtimeNs, 2000250000000n);
assert.strictEqual(exact.size, 3n);
fs.fchmodSync(fd, 0o600);
assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600);
assert.ok(stats.isFile() && !stats.isDirectory());

(async () => {
  const small = new Uint8Array(8);
  const reading = promisify(fs.read)(fd, small, 0, 3, 0);
  small.buffer.byteLength;  // makes the array a view
  const { bytesRead, buffer } = await reading;
  assert.strictEqual(bytesRead, 3);
  assert.strictEqual(buffer, small);
  assert.strictEqual(Buffer.from(small.buffer, 0, 3).toString(), 'JAB');
  fs.closeSync(fd);

  const handle = await fs.promises.open(file, 'r+');
  assert.strictEqual((await handle.read()).bytesRead, 3);
  assert.strictEqual((await handle.write('xy', 1)).bytesWritten, 2);
  assert.strictEqual((await handle.readv([Buffer.alloc(1)], 0)).bytesRead, 1);
  await handle.truncate(2);
  assert.strictEqual((await handle.stat()).size, 2);
  // Closing waits for what is under way.
  const last = handle.read(Buffer.alloc(2), 0, 2, 0);
  const closing = handle.close();
  assert.strictEqual((await last).bytesRead, 2);
  await closing;
  assert.strictEqual(handle.fd, -1);
  await assert.rejects(handle.stat(), { code: 'EBADF' });
})();
