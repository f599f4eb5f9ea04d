'use strict';
// Randomness: ranges and sizes, sync and async, and that no two answers agree.
const assert = require('node:assert');
const crypto = require('node:crypto');

for (const size of [0, 1, 16, 511, 512, 513, 4096, 4097, 100_000]) {
  const bytes = crypto.randomBytes(size);
  assert(bytes instanceof Buffer);
  assert.strictEqual(bytes.length, size);
  if (size >= 16) assert(!bytes.equals(crypto.randomBytes(size)));
  crypto.randomBytes(size, (err, later) => {
    assert.ifError(err);
    assert.strictEqual(later.length, size);
    if (size >= 16) assert(!later.equals(bytes));
  });
}
const seen = new Set();
for (let i = 0; i < 20_000; i++) seen.add(crypto.randomBytes(12).toString('latin1'));
assert.strictEqual(seen.size, 20_000);

// Only the range asked for is filled.
const view = new Uint8Array(64);
crypto.randomFillSync(view, 16, 32);
assert(view.subarray(0, 16).every((b) => b === 0) && view.subarray(48).every((b) => b === 0));
assert(view.subarray(16, 48).some((b) => b !== 0));
const words = new Uint32Array(8);
crypto.randomFill(words, 4, (err, same) => {
  assert.ifError(err);
  assert.strictEqual(same, words);
  assert(words.subarray(0, 4).every((w) => w === 0) && words.subarray(4).some((w) => w !== 0));
});
assert.throws(() => crypto.randomFillSync(view, 65), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomFillSync(view, 60, 5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomFillSync('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.randomBytes(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomBytes('1'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.randomBytes(2 ** 31), { code: 'ERR_OUT_OF_RANGE' });

// Whole ranges are reached, nothing outside.
const counts = new Array(6).fill(0);
for (let i = 0; i < 6000; i++) counts[crypto.randomInt(6)]++;
assert(counts.every((n) => n > 700 && n < 1300), String(counts));
for (let i = 0; i < 1000; i++) {
  const n = crypto.randomInt(-3, 2 ** 40);
  assert(Number.isInteger(n) && n >= -3 && n < 2 ** 40);
}
assert.strictEqual(crypto.randomInt(7, 8), 7);
crypto.randomInt(3, (err, n) => assert(err === undefined && n >= 0 && n < 3));
assert.throws(() => crypto.randomInt(5, 5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomInt(0, 2 ** 48), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomInt(1.5), { code: 'ERR_INVALID_ARG_TYPE' });

// UUIDs of version 4.
const uuids = new Set();
for (let i = 0; i < 1000; i++) {
  uuids.add(crypto.randomUUID());
  uuids.add(crypto.randomUUID({ disableEntropyCache: true }));
  uuids.add(globalThis.crypto.randomUUID());
}
assert.strictEqual(uuids.size, 3000);
for (const uuid of uuids) {
  assert.match(uuid, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
}
assert.throws(() => crypto.randomUUID({ disableEntropyCache: 1 }),
              { code: 'ERR_INVALID_ARG_TYPE' });

// The Web's.
const array = new Uint16Array(100);
assert.strictEqual(globalThis.crypto.getRandomValues(array), array);
assert(array.some((n) => n !== 0));
assert.strictEqual(crypto.webcrypto, globalThis.crypto);
assert.throws(() => globalThis.crypto.getRandomValues(new Float32Array(1)),
              { name: 'TypeMismatchError' });
assert.throws(() => globalThis.crypto.getRandomValues(new Uint8Array(65537)),
              { name: 'QuotaExceededError' });
assert.throws(() => new Crypto(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

// In constant time.
const { timingSafeEqual } = crypto;
assert.strictEqual(timingSafeEqual(Buffer.from('abc'), Buffer.from('abc')), true);
assert.strictEqual(timingSafeEqual(Buffer.from('abc'), Buffer.from('abd')), false);
assert.strictEqual(timingSafeEqual(new Uint16Array([1]), new Uint8Array([1, 0])), true);
assert.throws(() => timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)),
              { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
