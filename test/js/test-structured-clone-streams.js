// A transferred web stream goes on where it was, its sender locked out.
'use strict';
const assert = require('node:assert');

(async () => {
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue('a');
      controller.enqueue('b');
      controller.close();
    },
  });
  const moved = structuredClone(source, { transfer: [source] });
  assert.ok(source.locked);
  assert.ok(!moved.locked);
  const chunks = [];
  for await (const chunk of moved) {
    chunks.push(chunk);
  }
  assert.deepStrictEqual(chunks, ['a', 'b']);

  const written = [];
  let closed;
  const done = new Promise((resolve) => {
    closed = resolve;
  });
  const sink = new WritableStream({
    write(chunk) {
      written.push(chunk);
    },
    close() {
      closed();
    },
  });
  const { sink: movedSink } = structuredClone({ sink }, { transfer: [sink] });
  const writer = movedSink.getWriter();
  await writer.write('x');
  await writer.close();
  await done;
  assert.deepStrictEqual(written, ['x']);

  const upper = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.toUpperCase());
    },
  });
  const movedUpper = structuredClone(upper, { transfer: [upper] });
  assert.ok(movedUpper instanceof TransformStream);
  const input = movedUpper.writable.getWriter();
  const output = movedUpper.readable.getReader();
  const read = output.read();
  await input.write('y');
  assert.deepStrictEqual(await read, { value: 'Y', done: false });
  await input.close();
  assert.strictEqual((await output.read()).done, true);

  assert.throws(() => structuredClone(new ReadableStream()), Error);
  const locked = new ReadableStream();
  locked.getReader();
  assert.throws(() => structuredClone(locked, { transfer: [locked] }),
                { name: 'DataCloneError' });
})();
