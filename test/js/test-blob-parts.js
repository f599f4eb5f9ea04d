// Blobs are cut, joined and cloned without their sources having a say later.
'use strict';
const assert = require('node:assert');
const { Blob, File, resolveObjectURL } = require('node:buffer');

const bytes = Buffer.from('cdef');
const blob = new Blob(['ab', bytes, new Blob(['gh'])], { type: 'Text/Plain' });
bytes.fill('!');

(async () => {
  assert.strictEqual(blob.size, 8);
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual(await blob.text(), 'abcdefgh');
  const whole = 'abcdefgh';
  for (let start = -9; start <= 9; start++) {
    for (let end = -9; end <= 9; end++) {
      const part = blob.slice(start, end);
      assert.strictEqual(await part.text(), whole.slice(start, end));
      assert.strictEqual(part.size, whole.slice(start, end).length);
    }
  }
  const clone = structuredClone(blob.slice(1, 7));
  assert.ok(clone instanceof Blob);
  assert.strictEqual(await clone.text(), 'bcdefg');
  const buffer = await blob.arrayBuffer();
  assert.ok(buffer instanceof ArrayBuffer);
  assert.deepStrictEqual(await blob.bytes(), new Uint8Array(buffer));

  const file = new File([blob, 'ij'], 'name.txt', { lastModified: 5 });
  assert.strictEqual(await file.slice(6).text(), 'ghij');
  const fileClone = structuredClone({ file }).file;
  assert.ok(fileClone instanceof File);
  assert.strictEqual(fileClone.name, 'name.txt');
  assert.strictEqual(fileClone.lastModified, 5);
  assert.strictEqual(await fileClone.text(), 'abcdefghij');
  const url = URL.createObjectURL(blob);
  assert.match(url, /^blob:nodedata:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.strictEqual(await resolveObjectURL(url).text(), 'abcdefgh');
  URL.revokeObjectURL(url);
  assert.strictEqual(resolveObjectURL(url), undefined);
  await assert.rejects(Blob.prototype.text.call({}),
                       { code: 'ERR_INVALID_THIS' });
})();

assert.throws(() => new Blob('no sequence'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new File([]), { code: 'ERR_MISSING_ARGS' });
