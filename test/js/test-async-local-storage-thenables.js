'use strict';

// A thenable that an async function returns or yields has its then() called in
// the store of the function, whatever else runs in between.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage();

// As query builders are: they do something when they are waited for.
class Query {
  then(onFulfilled) {
    onFulfilled(storage.getStore());
  }
}
const query = () => new Query();

async function returns() {
  return query();
}
const arrow = async () => query();
const object = {
  async method(wrapped) {
    try {
      return (wrapped, query());
    } finally {
      wrapped?.();
    }
  },
};
class Base {
  static async get(value) {
    return value ? query() : null;
  }
}
async function* yields() {
  yield query();
  yield 'plain';
  return query();
}
async function nested() {
  return returns();
}

async function collect(iterator) {
  const all = [];
  for (;;) {
    const { value, done } = await iterator.next();
    all.push(value);
    if (done) return all;
  }
}

const kinds = {
  returns,
  arrow,
  method: () => object.method(() => {}),
  get: () => Base.get(true),
  nested,
};

async function check(store) {
  for (const name of Object.keys(kinds)) {
    // Others run meanwhile, in stores of their own.
    const promise = storage.run(store, kinds[name]);
    storage.run('other', () => Promise.resolve().then(() => {}));
    assert.strictEqual(await promise, store, name);
  }
  const got = await storage.run(store, () => collect(yields()));
  assert.deepStrictEqual(got, [store, 'plain', store]);
}

let done = 0;
for (const store of [1, 2, { three: 3 }]) {
  storage.run('outer', () => check(store)).then(() => done++);
}
process.on('exit', () => assert.strictEqual(done, 3));
