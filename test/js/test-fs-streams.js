// ReadStream and WriteStream: ranges, positions, events in their order, a
// handle in place of a path, an error that closes.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { once } = require('node:events');
const { pipeline } = require('node:stream/promises');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');

async function textOf(stream) {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    text += chunk;
  }
  return text;
}

(async () => {
  const seen = [];
  const writer = fs.createWriteStream(file);
  for (const event of ['open', 'ready', 'finish', 'close']) {
    writer.on(event, () => seen.push(event));
  }
  assert.strictEqual(writer.pending, true);
  writer.write('one ');
  writer.write(Buffer.from('two '));
  writer.end('three');
  await once(writer, 'close');
  assert.deepStrictEqual(seen, ['open', 'ready', 'finish', 'close']);
  assert.strictEqual(writer.bytesWritten, 13);

  assert.strictEqual(await textOf(fs.createReadStream(file)), 'one two three');
  assert.strictEqual(
    await textOf(fs.createReadStream(file, { start: 4, end: 6 })), 'two');
  assert.strictEqual(
    await textOf(fs.createReadStream(file, { highWaterMark: 3 })),
    'one two three');

  const patch = fs.createWriteStream(file, { flags: 'r+', start: 4 });
  patch.end('TWO');
  await once(patch, 'close');
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'one TWO three');

  const copy = path.join(dir, 'copy');
  const big = Buffer.alloc(1 << 20, 'abcdefg');
  fs.writeFileSync(file, big);
  await pipeline(fs.createReadStream(file), fs.createWriteStream(copy));
  assert.ok(fs.readFileSync(copy).equals(big));

  const handle = await fs.promises.open(file);
  const stream = handle.createReadStream({ start: 0, end: 6 });
  assert.strictEqual(await textOf(stream), 'abcdefg');
  if (!stream.closed) {
    await once(stream, 'close');
  }
  assert.strictEqual(handle.fd, -1);

  const broken = fs.createReadStream(path.join(dir, 'none'));
  const [err] = await once(broken, 'error');
  assert.strictEqual(err.code, 'ENOENT');
  assert.strictEqual(broken.destroyed, true);
  assert.throws(() => fs.createReadStream(file, { start: 5, end: 1 }),
                { code: 'ERR_OUT_OF_RANGE' });
})();
