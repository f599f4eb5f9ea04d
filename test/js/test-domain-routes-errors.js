'use strict';

// Errors reach the domain in which their emitter, tick, timer or immediate
// was made; nested domains get what inner listeners throw.

const assert = require('node:assert');
const domain = require('node:domain');
const EventEmitter = require('node:events');

const seen = [];
const outer = domain.create();
outer.on('error', (err) => seen.push(`outer ${err.message}`));

outer.run(() => {
  process.nextTick(() => {
    throw new Error('tick');
  });
  setTimeout(() => {
    throw new Error('timer');
  }, 1);
  setImmediate(() => {
    throw new Error('immediate');
  });
  const emitter = new EventEmitter();
  assert.strictEqual(emitter.domain, outer);
  emitter.emit('error', new Error('emitter'));
  assert.strictEqual(process.domain, outer);
});
assert.strictEqual(process.domain, undefined);
assert.deepStrictEqual(seen, ['outer emitter']);

const intercepted = outer.intercept((value) => seen.push(value));
intercepted(null, 'value');
intercepted(new Error('first argument'));

setTimeout(() => {
  const inner = domain.create();
  inner.on('error', () => {
    throw new Error('listener');
  });
  outer.run(() => inner.run(() => {
    throw new Error('inner');
  }));
}, 20);

process.on('exit', () => {
  assert.deepStrictEqual(seen.slice(0, 3), [
    'outer emitter', 'value', 'outer first argument',
  ]);
  assert.deepStrictEqual(seen.slice(3).sort(), [
    'outer immediate', 'outer listener', 'outer tick', 'outer timer',
  ]);
});
