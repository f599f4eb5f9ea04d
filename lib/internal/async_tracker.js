'use strict';

// Async ids, the stack of what is executing, and the hooks that are told:
// those of async_hooks.createHook() and that of node:domain. It exists from
// the moment somebody asks for an id or enables a hook; resources that are
// older get their ids when they call back.

const {
  ArrayPrototypeFilter,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  Symbol,
} = primordials;
const { context, kFrame } = require('internal/async_context');

const kId = Symbol('asyncId');
const kTrigger = Symbol('triggerId');

// Ids, trigger ids and resources of what is executing, outermost first; what
// lies behind `depth` is room.
const ids = [];
const triggers = [];
const resources = [];
let depth = 0;

// The program's main script has an id of its own.
let baseId = 1;
const topLevelResource = {};

// Never changed in place: a hook may enable or disable others, which shows
// once the event has been told to all.
let hooks = [];
let changed = null;
let telling = 0;
let listeners = [];  // node:domain: { init, before, after }, of resources
let defaultTrigger = -1;

// A hook must not throw: nobody could say whose error that is.
function fatal(err) {
  const { getOptionValue } = require('internal/options');
  const { inspect } = require('internal/util/inspect');
  const { Error } = primordials;
  process._rawDebug(typeof err?.stack === 'string' ?
    err.stack : new Error(inspect(err)).stack);
  if (getOptionValue('--abort-on-uncaught-exception')) process.abort();
  process.exit(1);
}

function endTelling() {
  if (--telling === 0 && changed !== null) {
    hooks = changed;
    changed = null;
  }
}

function setHooks(list) {
  if (telling > 0) changed = list;
  else hooks = list;
}

function emit(name, id) {
  const all = hooks;
  telling++;
  try {
    for (let i = 0; i < all.length; i++) {
      const hook = all[i];
      if (hook[name] !== undefined) hook[name](id);
    }
  } catch (err) {
    fatal(err);
  }
  endTelling();
}

function emitInit(id, type, trigger, resource) {
  const all = hooks;
  telling++;
  try {
    for (let i = 0; i < all.length; i++) {
      if (all[i].init !== undefined) all[i].init(id, type, trigger, resource);
    }
  } catch (err) {
    fatal(err);
  }
  endTelling();
}

function executionId() {
  return depth === 0 ? baseId : ids[depth - 1];
}

function triggerId() {
  return depth === 0 ? 0 : triggers[depth - 1];
}

function executionResource() {
  return depth === 0 ? topLevelResource : resources[depth - 1];
}

function nextTrigger() {
  return defaultTrigger >= 0 ? defaultTrigger : executionId();
}

// The id of a resource, also of one that was made when nobody counted.
function idOf(resource) {
  const id = resource[kId];
  if (id !== undefined) return id;
  resource[kTrigger] = 0;
  return resource[kId] = ++context.lastId;
}

// Hooks see `shown`: what a resource's ids are kept for.
function init(resource, type, trigger = nextTrigger(), shown = resource) {
  const id = ++context.lastId;
  resource[kId] = id;
  resource[kTrigger] = trigger;
  for (let i = 0; i < listeners.length; i++) listeners[i].init(resource, type);
  if (hooks.length > 0) emitInit(id, type, trigger, shown);
}

function push(id, trigger, resource) {
  if (depth === ids.length) {
    ArrayPrototypePush(ids, id);
    ArrayPrototypePush(triggers, trigger);
    ArrayPrototypePush(resources, resource);
  } else {
    ids[depth] = id;
    triggers[depth] = trigger;
    resources[depth] = resource;
  }
  depth++;
}

function pop() {
  resources[--depth] = undefined;
}

function before(resource, shown = resource) {
  const id = idOf(resource);
  push(id, resource[kTrigger], shown);
  if (id !== 0 && hooks.length > 0) emit('before', id);
  for (let i = 0; i < listeners.length; i++) listeners[i].before(resource);
}

function after(resource) {
  for (let i = 0; i < listeners.length; i++) listeners[i].after(resource);
  const id = resource[kId];
  const pushed = depth > 0 && ids[depth - 1] === id;
  // Not so when it is the callback itself that made us count.
  if (id !== 0 && hooks.length > 0) emit('after', pushed ? id : idOf(resource));
  if (pushed) pop();
}

// Behind an exception that nobody caught: all that was executing has ended.
function unwind() {
  while (depth > 0) {
    const id = ids[depth - 1];
    if (id !== 0 && hooks.length > 0) emit('after', id);
    pop();
  }
}

// The main script has ended, what runs now was called by the loop.
function enterLoop() {
  baseId = 0;
}

// --- destroy ------------------------------------------------------------------

let destroyed = [];
let finalizers;

// Hooks are told at the next turn: what destroys may be in the middle of
// anything.
function destroyId(id) {
  if (hooks.length === 0) return;
  ArrayPrototypePush(destroyed, id);
  if (destroyed.length > 1) return;
  const { Immediate } = require('internal/timers');
  context.tracker = null;
  try {
    const turn = new Immediate(drainDestroyed, undefined);
    turn[kFrame] = undefined;
    turn[kId] = 0;
    turn[kTrigger] = 0;
    turn.unref();
  } finally {
    context.tracker = tracker;
  }
}

function destroy(resource) {
  const id = resource[kId];
  if (id === undefined || id === 0) return;
  destroyId(id);
}

function drainDestroyed() {
  while (destroyed.length > 0) {
    const list = destroyed;
    destroyed = [];
    for (let i = 0; i < list.length; i++) emit('destroy', list[i]);
  }
}

// For resources whose users let go of them: `flag.destroyed` says that they
// were destroyed by hand.
function destroyWhenCollected(resource, id, flag) {
  finalizers ??= new primordials.FinalizationRegistry((held) => {
    if (held.flag === undefined || !held.flag.destroyed) destroyId(held.id);
  });
  finalizers.register(resource, { id, flag });
}

// --- hooks --------------------------------------------------------------------

function enable() {
  context.tracker = tracker;
}

function addHook(hook) {
  enable();
  const list = ArrayPrototypeSlice(changed ?? hooks);
  ArrayPrototypePush(list, hook);
  setHooks(list);
}

function removeHook(hook) {
  setHooks(ArrayPrototypeFilter(changed ?? hooks, (one) => one !== hook));
}

function wants(name) {
  for (let i = 0; i < hooks.length; i++) {
    if (hooks[i][name] !== undefined) return true;
  }
  return false;
}

function addListener(listener) {
  enable();
  ArrayPrototypePush(listeners, listener);
}

// What `run` makes is triggered by `id`.
function withTrigger(id, run) {
  const previous = defaultTrigger;
  defaultTrigger = id;
  try {
    return run();
  } finally {
    defaultTrigger = previous;
  }
}

const tracker = {
  addHook,
  addListener,
  after,
  before,
  destroy,
  destroyId,
  destroyWhenCollected,
  drainDestroyed,
  emit,
  enable,
  enterLoop,
  executionId,
  executionResource,
  hasHooks: () => hooks.length > 0,
  idOf,
  init,
  kId,
  kTrigger,
  nextTrigger,
  pop,
  push,
  removeHook,
  triggerId,
  unwind,
  wants,
  withTrigger,
};

module.exports = tracker;
