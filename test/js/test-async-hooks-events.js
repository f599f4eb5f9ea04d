'use strict';

// createHook() hears of ticks, timers, immediates, promises and the program's
// own resources, in order; ids name who made whom.

const assert = require('assert');
const hooks = require('async_hooks');

const types = new Map();
const events = new Map();
function note(name, id) {
  if (types.has(id)) events.get(id).push(name);
}
const hook = hooks.createHook({
  init(id, type, trigger) {
    assert.ok(id > 1);
    types.set(id, type);
    events.set(id, [`by ${trigger === main ? 'main' : types.get(trigger)}`]);
  },
  before(id) { note('before', id); },
  after(id) { note('after', id); },
  destroy(id) { note('destroy', id); },
});
const main = hooks.executionAsyncId();
hook.enable();

class Own extends hooks.AsyncResource {}

process.nextTick(() => {
  setTimeout(() => {
    const own = new Own('Own', { triggerAsyncId: main });
    own.runInAsyncScope(() => {
      assert.strictEqual(hooks.executionAsyncId(), own.asyncId());
      assert.strictEqual(hooks.triggerAsyncId(), main);
      assert.strictEqual(hooks.executionAsyncResource(), own);
    });
    own.emitDestroy();
    Promise.resolve().then(() => setImmediate(() => {}));
  }, 1);
});

process.on('exit', () => {
  hook.disable();
  const of = (type) => [...types].filter((pair) => pair[1] === type)
    .map((pair) => events.get(pair[0]).join());
  assert.deepStrictEqual(of('TickObject'), ['by main,before,after,destroy']);
  assert.deepStrictEqual(of('Timeout'),
                         ['by TickObject,before,after,destroy']);
  assert.deepStrictEqual(of('Own'), ['by main,before,after,destroy']);
  assert.deepStrictEqual(of('PROMISE').map((s) => s.split(',destroy')[0]),
                         ['by Timeout', 'by PROMISE,before,after']);
  assert.deepStrictEqual(of('Immediate'), ['by PROMISE,before,after,destroy']);
});
