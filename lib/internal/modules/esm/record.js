// SPDX-License-Identifier: MIT
'use strict';
// Module records, as ECMA-262 has them: one for each module in the map,
// whatever it is written in. What a record exports is found here; linking is
// in link.js, evaluation in evaluate.js.

const {
  ArrayPrototypePush,
  ObjectKeys,
  SafeMap,
} = primordials;

const { makeCells, makeGuard, makeNamespace } =
  require('internal/modules/esm/namespace');

// How far a record is. kWaiting: its evaluation has begun and waits.
const kUnlinked = 0;
const kLinking = 1;
const kLinked = 2;
const kEvaluating = 3;
const kWaiting = 4;
const kEvaluated = 5;

const kAmbiguous = { __proto__: null };

class Record {
  url;
  format;
  status = kUnlinked;
  requests = [];        // { specifier, attributes, phase, line, column, record }
  names = [];           // of the local exports
  indirect = undefined; // Map: name -> { request, name, line, column }
  stars = [];           // indices of requests
  imports = [];         // flat: request, name, line, column
  cells = undefined;
  // Of a record that is no compiled text: fills the cells. Of a compiled one:
  run = undefined;
  handle = undefined;
  host = undefined;
  generator = undefined;
  links = undefined;
  cyclic = false;
  swap = undefined;     // of a module in a cycle: from now on without checks
  members = undefined;  // of a cycle's root: those with a swap
  waits = false;        // has a top-level await
  complete = false;     // its requests have their records
  required = undefined; // what require() gives, where that differs
  key = '';             // in the module map
  source = undefined;   // of a text that is in no file
  exports = undefined;  // of CommonJS, once it has run
  // Linking and evaluation.
  index = 0;
  ancestor = 0;
  cycleRoot = undefined;
  error = undefined;    // { value } once evaluation has failed
  promise = undefined;
  resolve = undefined;
  reject = undefined;
  pendingDependencies = 0;
  order = 0;            // > 0: takes part in asynchronous evaluation
  parents = [];
  #namespace;
  #guard;

  constructor(url, format) {
    this.url = url;
    this.format = format;
  }

  setNames(names) {
    this.names = names;
    this.cells = makeCells(names);
  }

  hasLocal(name) {
    if (this.locals === undefined) {
      this.locals = new SafeMap();
      for (let i = 0; i < this.names.length; i++) {
        this.locals.set(this.names[i], true);
      }
    }
    return this.locals.has(name);
  }
  locals = undefined;

  // The cells, behind a check that they are initialised.
  get guard() {
    return (this.#guard ??= makeGuard(this.cells, this.names));
  }

  get namespace() {
    return (this.#namespace ??= namespaceOf(this));
  }
}

function found(record, name) {
  return { __proto__: null, record, name };
}

/**
 * Where an exported name lives (ResolveExport): { record, name }, where name
 * undefined stands for the record's namespace; null, or kAmbiguous.
 */
function resolveExport(record, name, visited) {
  if (record.hasLocal(name)) return found(record, name);
  const { indirect, stars } = record;
  if (indirect === undefined && stars.length === 0) return null;
  visited ??= new SafeMap();
  let names = visited.get(record);
  if (names === undefined) visited.set(record, names = new SafeMap());
  if (names.has(name)) return null;
  names.set(name, true);
  const through = indirect?.get(name);
  if (through !== undefined) {
    const target = record.requests[through.request].record;
    return through.name === '*' ? found(target, undefined) :
      resolveExport(target, through.name, visited);
  }
  if (name === 'default') return null;
  let result = null;
  for (let i = 0; i < stars.length; i++) {
    const target = record.requests[stars[i]].record;
    const next = resolveExport(target, name, visited);
    if (next === kAmbiguous) return next;
    if (next === null) continue;
    if (result === null) {
      result = next;
    } else if (result.record !== next.record || result.name !== next.name) {
      return kAmbiguous;
    }
  }
  return result;
}

// All names that a record exports, in no order.
function exportedNames(record, visited = new SafeMap(), all = new SafeMap()) {
  if (visited.has(record)) return all;
  visited.set(record, true);
  const isStar = visited.size > 1;
  const add = (name) => {
    if (!isStar || name !== 'default') all.set(name, true);
  };
  for (let i = 0; i < record.names.length; i++) add(record.names[i]);
  record.indirect?.forEach((through, name) => add(name));
  for (let i = 0; i < record.stars.length; i++) {
    exportedNames(record.requests[record.stars[i]].record, visited, all);
  }
  return all;
}

function namespaceOf(record, extra) {
  const names = [];
  const bindings = { __proto__: null };
  exportedNames(record).forEach((yes, name) => {
    const target = resolveExport(record, name);
    if (target === null || target === kAmbiguous) return;
    ArrayPrototypePush(names, name);
    bindings[name] = target.name === undefined ?
      { __proto__: null, namespace: () => target.record.namespace } :
      { __proto__: null, cells: target.record.cells, name: target.name,
        namespace: undefined };
  });
  if (extra !== undefined) {
    const added = ObjectKeys(extra);
    for (let i = 0; i < added.length; i++) {
      if (bindings[added[i]] === undefined) ArrayPrototypePush(names, added[i]);
      bindings[added[i]] = { __proto__: null, cells: extra, name: added[i],
                             namespace: undefined };
    }
  }
  return makeNamespace(names, bindings);
}

module.exports = {
  Record,
  exportedNames,
  kAmbiguous,
  kEvaluated,
  kEvaluating,
  kLinked,
  kLinking,
  kUnlinked,
  kWaiting,
  namespaceOf,
  resolveExport,
};
