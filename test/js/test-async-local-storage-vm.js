'use strict';

// then() of promises that node:vm's contexts make keeps the store, also in
// contexts that are older than async_hooks.

const assert = require('assert');
const vm = require('vm');

const older = vm.createContext({});
const { AsyncLocalStorage } = require('async_hooks');
const newer = vm.createContext({});

const storage = new AsyncLocalStorage();
const seen = [];
const note = () => seen.push(storage.getStore());

for (const context of [older, newer]) {
  const make = vm.runInContext('() => Promise.resolve(1)', context);
  storage.run('a', () => make().then(note));
  storage.run('b', () => make().then(() => {}).finally(note));
  vm.runInContext('note => Promise.reject().catch(note)', context);
  storage.run('c', () =>
    vm.runInContext('(note) => Promise.reject().catch(note)', context)(note));
  const then = vm.runInContext('Promise.prototype.then', context);
  assert.strictEqual(then.length, 2);
  assert.strictEqual(then.name, 'then');
}

process.on('exit', () => {
  assert.deepStrictEqual(seen.toSorted(), ['a', 'a', 'b', 'b', 'c', 'c']);
});
