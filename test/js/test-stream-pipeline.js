'use strict';
// pipeline(): streams, generators and functions connect; its value is what
// the last function returns; an error anywhere destroys everything.

const assert = require('node:assert');
const { PassThrough, Readable, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');

async function* double(source) {
  for await (const chunk of source) {
    yield chunk * 2;
  }
}

async function main() {
  const sum = await pipeline([1, 2, 3], double, async (source) => {
    let total = 0;
    for await (const chunk of source) {
      total += chunk;
    }
    return total;
  });
  assert.strictEqual(sum, 12);

  const source = new Readable({ read() {} });
  const middle = new PassThrough();
  const sink = new Writable({
    write(chunk, encoding, callback) {
      callback(new Error('disk full'));
    },
  });
  source.push('x');
  await assert.rejects(pipeline(source, middle, sink), /disk full/);
  assert.ok(source.destroyed && middle.destroyed && sink.destroyed);

  const controller = new AbortController();
  const endless = new Readable({ read() {} });
  const aborted = pipeline(endless, new PassThrough().resume(), {
    signal: controller.signal,
  });
  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  assert.strictEqual(endless.destroyed, true);
}
main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
