// Whole files: every size, encoding and kind of data, written and read back
// by the Sync, callback and promise forms; descriptors keep their place.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');

const texts = ['', 'a', 'plain text', 'h\u00e9llo', '\u20ac\u{1f600}\0z',
               '\u00ff'.repeat(70000), 'abc\u20ac'.repeat(50000)];
for (const text of texts) {
  fs.writeFileSync(file, text);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), text);
  assert.strictEqual(fs.readFileSync(file).toString(), text);
  assert.strictEqual(fs.statSync(file).size, Buffer.byteLength(text));
  for (const encoding of ['latin1', 'hex', 'base64', 'utf16le', 'ascii']) {
    assert.strictEqual(fs.readFileSync(file, encoding),
                       Buffer.from(text).toString(encoding));
  }
}
// A lone surrogate and bytes that are no UTF-8 become U+FFFD.
fs.writeFileSync(file, 'a\ud800b');
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'a\ufffdb');
fs.writeFileSync(file, new Uint8Array([0x61, 0xff, 0xe2, 0x82, 0x62]));
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'a\ufffd\ufffdb');

// Other views are the bytes they show.
fs.writeFileSync(file, new Uint16Array([0x6261, 0x6463]).subarray(1));
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'cd');
fs.writeFileSync(file, new DataView(Buffer.from('xyz').buffer.slice(0, 0)));
assert.strictEqual(fs.readFileSync(file, 'utf8'), '');

// What has no size is read to its end.
assert.ok(fs.readFileSync('/proc/self/status', 'utf8').includes('Pid:'));

fs.writeFileSync(file, '616263', 'hex');
fs.appendFileSync(file, 'def');
assert.strictEqual(fs.readFileSync(file, { encoding: 'utf8' }), 'abcdef');
assert.throws(() => fs.writeFileSync(file, 'x', { flag: 'wx' }),
              { code: 'EEXIST' });
assert.throws(() => fs.writeFileSync(file, { toString() {} }),
              { code: 'ERR_INVALID_ARG_TYPE' });

// A descriptor is read and written from where it stands, and stays open.
const fd = fs.openSync(file, 'r+');
assert.strictEqual(fs.readSync(fd, Buffer.alloc(2)), 2);
assert.strictEqual(fs.readFileSync(fd, 'utf8'), 'cdef');
fs.writeFileSync(fd, 'gh');
fs.closeSync(fd);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'abcdefgh');

let calls = 0;
function done() {
  calls++;
}
const big = Buffer.alloc(3 << 20, 'lode');
fs.writeFile(path.join(dir, 'big'), big, (err) => {
  assert.ifError(err);
  fs.readFile(path.join(dir, 'big'), (failed, data) => {
    assert.ifError(failed);
    assert.ok(data.equals(big));
    done();
  });
});
const controller = new AbortController();
fs.readFile(file, { signal: controller.signal }, (err, data) => {
  assert.strictEqual(err.name, 'AbortError');
  assert.strictEqual(data, undefined);
  done();
});
controller.abort();

(async () => {
  const { promises: fsp } = fs;
  const own = path.join(dir, 'own');
  await fsp.writeFile(own, 'one');
  await fsp.appendFile(own, Buffer.from('two'));
  await fsp.writeFile(own, ['three', Buffer.from('four')], { flag: 'a' });
  assert.strictEqual(await fsp.readFile(own, 'utf8'), 'onetwothreefour');
  await assert.rejects(
    fsp.readFile(own, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  done();
})();
process.on('exit', () => assert.strictEqual(calls, 3));
