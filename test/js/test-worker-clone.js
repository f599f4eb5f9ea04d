'use strict';
// Every kind of value that can be cloned arrives as what it was; cycles and
// shared references keep their shape; transferred memory leaves its sender.
const assert = require('assert');
const { MessageChannel, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();

function send(value, transfer) {
  port1.postMessage(value, transfer);
  return receiveMessageOnPort(port2).message;
}

for (const value of [
  undefined, null, true, false, 0, -0, 1, -1.5, NaN, Infinity, 2 ** 53, 5n,
  -(2n ** 70n), '', 'latin \xe9', 'wide \u{1F600} \ud800', [], [1, , 3], {},
  { a: { b: [] } }, new Date(5), new Date(NaN), /a+/giu, new Map([[1, { a: 2 }]]),
  new Set(['x', [1]]), new Error('e'), new TypeError('t', { cause: { c: 1 } }),
  new Uint8Array([1, 2]), new Float64Array([0.5]), new BigInt64Array([1n]),
  new DataView(new ArrayBuffer(3), 1), new ArrayBuffer(4), Object(1),
  Object('s'), Object(true), Object(7n), Buffer.from('bytes').buffer,
  Array.from({ length: 40000 }, (_, i) => i),
]) {
  assert.deepStrictEqual(send(value), value);
}

const cycle = { list: [] };
cycle.self = cycle;
cycle.list.push(cycle, cycle.list);
const copy = send(cycle);
assert.strictEqual(copy.self, copy);
assert.strictEqual(copy.list[1], copy.list);

let deep = {};
for (let i = 0; i < 2000; i++) deep = { deep };
send(deep);

const memory = new ArrayBuffer(8);
const view = new Uint8Array(memory, 2, 4);
view[0] = 42;
const sent = send({ view, memory }, [memory]);
assert.strictEqual(memory.byteLength, 0);
assert.strictEqual(sent.view.buffer, sent.memory);
assert.strictEqual(sent.view[0], 42);
assert.strictEqual(sent.view.byteOffset, 2);

// The plain door keeps shared memory in its thread.
if (process.env.LODE_ENGINE !== 'plain') {
  const shared = new SharedArrayBuffer(8);
  new Int32Array(send(shared))[1] = 9;
  assert.strictEqual(new Int32Array(shared)[1], 9);
}

for (const value of [() => {}, Symbol('s'), { f() {} }, new WeakMap(),
                     Promise.resolve(), new Proxy({}, {})]) {
  assert.throws(() => send(value), { name: 'DataCloneError', code: 25 });
}
assert.strictEqual(receiveMessageOnPort(port2), undefined);

const other = new MessageChannel();
const moved = send({ port: other.port1 }, [other.port1]).port;
moved.postMessage('through');
assert.deepStrictEqual(receiveMessageOnPort(other.port2),
                       { message: 'through' });
assert.throws(() => send({ port: other.port2 }), { name: 'DataCloneError' });
moved.close();
port1.close();
