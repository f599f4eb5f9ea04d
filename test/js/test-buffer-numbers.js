// Every method that reads or writes a number agrees with DataView, at every
// offset, and refuses the first one that is outside.
'use strict';
const assert = require('node:assert');

const bytes = Buffer.from('0001027f8081fefff0123456789abcdef07ff00000', 'hex');
const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

const kinds = [
  ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2], ['UInt32', 'Uint32', 4],
  ['Int32', 'Int32', 4], ['Float', 'Float32', 4], ['Double', 'Float64', 8],
  ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8],
];

for (const [name, dataViewName, size] of kinds) {
  for (const end of ['LE', 'BE']) {
    for (let at = 0; at + size <= bytes.length; at++) {
      const value = bytes[`read${name}${end}`](at);
      const expected = view[`get${dataViewName}`](at, end === 'LE');
      assert.ok(Object.is(value, expected));
      if (Number.isNaN(value)) {
        continue;  // its bits may change
      }
      const copy = Buffer.alloc(bytes.length, 0x55);
      assert.strictEqual(copy[`write${name}${end}`](value, at), at + size);
      const wanted = Buffer.alloc(bytes.length, 0x55);
      bytes.copy(wanted, at, at, at + size);
      assert.deepStrictEqual(copy, wanted);
    }
    for (const at of [-1, bytes.length - size + 1, 1.5, NaN, Infinity]) {
      assert.throws(() => bytes[`read${name}${end}`](at),
                    { code: 'ERR_OUT_OF_RANGE' });
    }
    assert.throws(() => bytes[`read${name}${end}`]('0'),
                  { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => Buffer.alloc(size - 1)[`read${name}${end}`](0),
                  { code: size === 1 ? 'ERR_OUT_OF_RANGE' :
                    'ERR_BUFFER_OUT_OF_BOUNDS' });
  }
}

for (let size = 1; size <= 6; size++) {
  for (let at = 0; at + size <= bytes.length; at++) {
    let unsigned = 0n;
    for (let i = 0; i < size; i++) {
      unsigned |= BigInt(bytes[at + i]) << BigInt(8 * i);
    }
    const signed = BigInt.asIntN(8 * size, unsigned);
    assert.strictEqual(bytes.readUIntLE(at, size), Number(unsigned));
    assert.strictEqual(bytes.readIntLE(at, size), Number(signed));
    const back = Buffer.from(bytes.subarray(at, at + size)).reverse();
    assert.strictEqual(back.readUIntBE(0, size), Number(unsigned));
    assert.strictEqual(back.readIntBE(0, size), Number(signed));
    const out = Buffer.alloc(size);
    out.writeIntLE(Number(signed), 0, size);
    assert.ok(out.equals(bytes.subarray(at, at + size)));
    out.writeUIntBE(Number(unsigned), 0, size);
    assert.ok(out.equals(back));
  }
  const limit = 2 ** (8 * size);
  assert.throws(() => Buffer.alloc(8).writeUIntLE(limit, 0, size),
                { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => Buffer.alloc(8).writeIntBE(limit / 2, 0, size),
                { code: 'ERR_OUT_OF_RANGE' });
}
