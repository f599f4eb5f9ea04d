// `using` and `await using` dispose in reverse order however the block is
// left, join errors as SuppressedError, and check what they are given.
'use strict';
const assert = require('node:assert');

let last = Promise.resolve();
// One after the other; the first that fails fails the program.
function test(name, fn) {
  last = last.then(fn);
}

function resource(log, name) {
  return { name, [Symbol.dispose]() { log.push(name); } };
}

function asyncResource(log, name) {
  return {
    async [Symbol.asyncDispose]() {
      await null;
      log.push(name);
    },
  };
}

test('blocks, functions and loops', () => {
  const log = [];
  {
    using a = resource(log, 'a'), b = resource(log, 'b');
    using none = null;
    log.push(`${a.name}${b.name}${none}`);
  }
  assert.deepStrictEqual(log.splice(0), ['abnull', 'b', 'a']);

  function f(x) {
    using a = resource(log, 'f');
    if (x) return hoisted();
    log.push('end');
    function hoisted() { return a.name; }
  }
  assert.strictEqual(f(true), 'f');
  f(false);
  assert.deepStrictEqual(log.splice(0), ['f', 'end', 'f']);

  outer: for (const x of [1, 2, 3]) {
    for (using y of [resource(log, `${x}y`), resource(log, `${x}z`)]) {
      if (x === 2) continue outer;
      if (x === 3) break outer;
      log.push(y.name);
    }
  }
  assert.deepStrictEqual(log.splice(0), ['1y', '1y', '1z', '1z', '2y', '3y']);

  loop: for (using x = resource(log, 'x'), n = resource(log, 'n');;) {
    log.push(x.name, n.name);
    break loop;
  }
  assert.deepStrictEqual(log.splice(0), ['x', 'n', 'n', 'x']);

  class C {
    static {
      using s = resource(log, 'static');
      log.push(s.name.length);
    }
  }
  assert.deepStrictEqual(log.splice(0), [6, 'static']);
  assert.strictEqual(C.name, 'C');
});

test('errors', () => {
  const bad = (n) => ({ [Symbol.dispose]() { throw new Error(n); } });
  assert.throws(() => { using a = bad('a'); }, { message: 'a' });
  assert.throws(() => {
    using a = bad('a');
    using b = bad('b');
    throw new Error('body');
  }, (err) => {
    assert.ok(err instanceof SuppressedError);
    assert.strictEqual(err.error.message, 'a');
    assert.strictEqual(err.suppressed.error.message, 'b');
    assert.strictEqual(err.suppressed.suppressed.message, 'body');
    return true;
  });
  assert.throws(() => { using a = {}; }, TypeError);
  assert.throws(() => { using a = 1; }, TypeError);
  assert.throws(() => { using a = { [Symbol.dispose]: 1 }; }, TypeError);
});

test('async', async () => {
  const log = [];
  async function f() {
    await using a = asyncResource(log, 'a');
    using b = resource(log, 'b');
    await using none = undefined;
    try {
      await using c = asyncResource(log, 'c');
      throw new Error('c');
    } catch (err) {
      log.push(`caught ${err.message}`);
    }
    return log.length;
  }
  assert.strictEqual(await f(), 2);
  assert.deepStrictEqual(log.splice(0), ['c', 'caught c', 'b', 'a']);

  for (await using x of [asyncResource(log, 'x'), null, resource(log, 'y')]) {
    log.push(typeof x);
  }
  assert.deepStrictEqual(log.splice(0), ['object', 'x', 'object', 'object',
                                         'y']);
  for await (using x of [Promise.resolve(resource(log, 'z'))]) {
    log.push(x.name);
  }
  assert.deepStrictEqual(log, ['z', 'z']);
});
