'use strict';
// Web streams: a pipe through a transform, tee, byte readers, and the ways
// to and from Node's streams.

const assert = require('node:assert');
const { Readable, Writable } = require('node:stream');
const { buffer, json, text } = require('node:stream/consumers');
const {
  ReadableStream, TransformStream, WritableStream,
} = require('node:stream/web');

async function collect(stream) {
  const values = [];
  for await (const value of stream) {
    values.push(value);
  }
  return values;
}

async function main() {
  const upper = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.toUpperCase());
    },
  });
  const written = [];
  await ReadableStream.from(['a', 'b']).pipeThrough(upper)
    .pipeTo(new WritableStream({
      write(chunk) {
        written.push(chunk);
      },
    }));
  assert.deepStrictEqual(written, ['A', 'B']);

  const [one, two] = ReadableStream.from([1, 2, 3]).tee();
  assert.deepStrictEqual(await Promise.all([collect(one), collect(two)]),
                         [[1, 2, 3], [1, 2, 3]]);

  const bytes = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const { view } = controller.byobRequest;
      view[0] = 7;
      controller.byobRequest.respond(1);
    },
  });
  const reader = bytes.getReader({ mode: 'byob' });
  const { value, done } = await reader.read(new Uint8Array(4));
  assert.deepStrictEqual([...value], [7]);
  assert.strictEqual(done, false);
  await reader.cancel();

  const boom = new Error('boom');
  await assert.rejects(ReadableStream.from(['x']).pipeTo(
    new WritableStream({
      write() {
        throw boom;
      },
    })), boom);

  assert.deepStrictEqual(await Readable.fromWeb(
    ReadableStream.from(['p', 'q']), { objectMode: true }).toArray(),
                         ['p', 'q']);
  assert.deepStrictEqual(
    await collect(Readable.toWeb(Readable.from(['m', 'n']))), ['m', 'n']);
  const sink = [];
  const writer = Writable.toWeb(new Writable({
    write(chunk, encoding, callback) {
      sink.push(`${chunk}`);
      callback();
    },
  })).getWriter();
  await writer.write('w');
  await writer.close();
  assert.deepStrictEqual(sink, ['w']);

  assert.strictEqual(await text(Readable.from(['a', 'b'])), 'ab');
  assert.deepStrictEqual(await json(Readable.from(['[1,', '2]'])), [1, 2]);
  assert.strictEqual(
    `${await buffer(Readable.from([Buffer.from('x'), 'y']))}`, 'xy');
}
main().then(() => {
  process.exitCode = 0;
});
process.exitCode = 1;
