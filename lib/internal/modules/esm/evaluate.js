// SPDX-License-Identifier: MIT
'use strict';
// Evaluation in the order of ECMA-262 (16.2.1.6.1.3): what waits for nothing
// runs at once, without a promise; what waits at its top level, and whatever
// imports it, goes on when it has settled.

const {
  ArrayPrototypePush,
  ArrayPrototypeSort,
  Promise,
  PromisePrototypeThen,
  PromiseResolve,
  PromiseReject,
} = primordials;

const { context } = require('internal/async_context');
const {
  kEvaluated, kEvaluating, kWaiting,
} = require('internal/modules/esm/record');

let lastOrder = 0;  // of modules in asynchronous evaluation

// Runs a record that waits for nothing.
function execute(record) {
  if (record.generator === undefined) {
    record.run?.(record);
  } else {
    const { generator } = record;
    record.generator = undefined;
    try {
      generator.next();
    } catch (err) {
      throw explain(err, record);
    }
  }
}

function explain(err, { url }) {
  return typeof err === 'object' && err !== null ?
    require('internal/modules/esm/explain').explain(err, url) : err;
}

// Runs a record with a top-level await: each value that its function yields
// is awaited for it.
function executeWaiting(record) {
  const { generator } = record;
  record.generator = undefined;
  const step = (method, value, frame) => {
    context.frame = frame;
    let result;
    try {
      result = method === 1 ? generator.next(value) : generator.throw(value);
    } catch (err) {
      rejected(record, explain(err, record));
      return;
    }
    if (result.done) {
      fulfilled(record);
      return;
    }
    const kept = context.frame;
    let promise;
    try {
      promise = PromiseResolve(result.value);
    } catch (err) {
      promise = PromiseReject(err);
    }
    PromisePrototypeThen(promise, (settled) => step(1, settled, kept),
                         (err) => step(2, err, kept));
  };
  step(1, undefined, context.frame);
}

function visit(record, stack, index) {
  if (record.status >= kWaiting) {
    if (record.error !== undefined) throw record.error.value;
    return index;
  }
  if (record.status === kEvaluating) return index;
  record.status = kEvaluating;
  record.index = record.ancestor = index++;
  record.pendingDependencies = 0;
  ArrayPrototypePush(stack, record);
  const { requests } = record;
  for (let i = 0; i < requests.length; i++) {
    let target = requests[i].record;
    index = visit(target, stack, index);
    if (target.status === kEvaluating) {
      if (target.ancestor < record.ancestor) record.ancestor = target.ancestor;
    } else {
      target = target.cycleRoot ?? target;
      if (target.error !== undefined) throw target.error.value;
    }
    if (target.order > 0 && target.status !== kEvaluated) {
      record.pendingDependencies++;
      ArrayPrototypePush(target.parents, record);
    }
  }
  if (record.pendingDependencies > 0 || record.waits) {
    record.order = ++lastOrder;
    if (record.pendingDependencies === 0) executeWaiting(record);
  } else {
    execute(record);
  }
  if (record.ancestor === record.index) closeCycle(record, stack);
  return index;
}

function closeCycle(root, stack) {
  const members = [];
  let record;
  do {
    record = stack[stack.length - 1];
    stack.length--;
    record.cycleRoot = root;
    if (record.swap !== undefined) ArrayPrototypePush(members, record);
    record.status = record.order > 0 && record.status !== kEvaluated ?
      kWaiting : kEvaluated;
  } while (record !== root);
  root.members = members;
  if (root.status === kEvaluated) settle(root);
}

// The root of a cycle is the last of it to run: from then on imports within
// the cycle need no check.
function settle(record) {
  record.status = kEvaluated;
  const { members } = record;
  for (let i = 0; i < members?.length; i++) {
    members[i].swap();
    members[i].swap = undefined;
  }
  record.members = undefined;
}

// The modules that waited for `record` alone, in the order they came in.
function gather(record, list) {
  const { parents } = record;
  for (let i = 0; i < parents.length; i++) {
    const parent = parents[i];
    if (parent.error !== undefined || parent.cycleRoot?.error !== undefined ||
        parent.pendingDependencies === 0) {
      continue;
    }
    if (--parent.pendingDependencies === 0) {
      ArrayPrototypePush(list, parent);
      if (!parent.waits) gather(parent, list);
    }
  }
}

function fulfilled(record) {
  if (record.error !== undefined) return;
  settle(record);
  record.resolve?.();
  const ready = [];
  gather(record, ready);
  ArrayPrototypeSort(ready, (a, b) => a.order - b.order);
  for (let i = 0; i < ready.length; i++) {
    const next = ready[i];
    if (next.status === kEvaluated) continue;
    if (next.waits) {
      executeWaiting(next);
      continue;
    }
    try {
      execute(next);
    } catch (err) {
      rejected(next, err);
      continue;
    }
    settle(next);
    next.resolve?.();
  }
}

function rejected(record, err) {
  if (record.error !== undefined || record.status === kEvaluated) return;
  record.error = { __proto__: null, value: err };
  record.status = kEvaluated;
  record.swap = undefined;
  record.reject?.(err);
  const { parents } = record;
  for (let i = 0; i < parents.length; i++) rejected(parents[i], err);
}

/**
 * Evaluates a linked record and what it imports. Throws what a module throws.
 * @returns {Promise | undefined} settles when all is done; undefined when it
 *   is done already
 */
function evaluate(record) {
  if (record.status >= kWaiting) record = record.cycleRoot ?? record;
  if (record.error !== undefined) throw record.error.value;
  if (record.status === kEvaluated) return undefined;
  if (record.status === kWaiting) return promiseOf(record);
  const stack = [];
  try {
    visit(record, stack, 0);
  } catch (err) {
    for (let i = 0; i < stack.length; i++) {
      stack[i].status = kEvaluated;
      stack[i].error ??= { __proto__: null, value: err };
      stack[i].swap = undefined;
      stack[i].generator = undefined;
    }
    throw err;
  }
  if (record.status === kWaiting) return promiseOf(record);
  // One that waits may have thrown before it came to that.
  if (record.error !== undefined) throw record.error.value;
  return undefined;
}

function promiseOf(record) {
  return (record.promise ??= new Promise((resolve, reject) => {
    record.resolve = resolve;
    record.reject = reject;
  }));
}

// The module of a graph that waits at its top level, if any: such a graph
// cannot be required, not even when it has run.
function waitsAnywhere(record, visited = new primordials.SafeMap()) {
  if (visited.has(record)) return undefined;
  visited.set(record, true);
  if (record.waits) return record;
  for (let i = 0; i < record.requests.length; i++) {
    const found = waitsAnywhere(record.requests[i].record, visited);
    if (found !== undefined) return found;
  }
  return undefined;
}

module.exports = { evaluate, waitsAnywhere };
