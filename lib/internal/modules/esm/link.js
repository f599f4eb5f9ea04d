// SPDX-License-Identifier: MIT
'use strict';
// Linking: every import of a graph gets the cell that it reads, cycle by
// cycle, and every module's function is made and its functions are hoisted
// (ECMA-262, 16.2.1.6.1.2).

const {
  ArrayPrototypePush,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringPrototypeSplit,
  SyntaxError,
} = primordials;

const { emitModule } = internalBinding('compiler');
const {
  kAmbiguous, kEvaluated, kLinked, kLinking, kUnlinked, resolveExport,
} = require('internal/modules/esm/record');

const kInCycle = 1;  // flag of emitModule()

// A SyntaxError that shows the line of `record` where the import stands.
function importError(record, message, line, column, width) {
  const err = new SyntaxError(message);
  err.line = line;
  err.column = column;
  err.width = width;
  const { sourceOf } = require('internal/modules/esm/source');
  return require('internal/modules/syntax_error')
    .decorateSyntaxError(err, sourceOf(record), record.url);
}

function missing(record, request, name, line, column, ambiguous) {
  const { specifier, record: target } = record.requests[request];
  if (ambiguous) {
    return importError(
      record, `The requested module '${specifier}' contains conflicting star ` +
      `exports for name '${name}' with the previous requested module`,
      line, column, name.length);
  }
  if (target.format === 'commonjs') {
    return importError(record, commonjsHint(record, specifier, name, line),
                       line, column, name.length);
  }
  return importError(
    record, `The requested module '${specifier}' does not provide an export ` +
    `named '${name}'`, line, column, name.length);
}

function commonjsHint(record, specifier, name, line) {
  return `Named export '${name}' not found. The requested module ` +
    `'${specifier}' is a CommonJS module, which may not support all ` +
    'module.exports as named exports.\nCommonJS modules can always be ' +
    'imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n` + destructuring(record, line);
}

// The second line of the advice, for a statement that stands on one line.
function destructuring(record, line) {
  const { sourceOf } = require('internal/modules/esm/source');
  const text = StringPrototypeSplit(sourceOf(record), '\n')[line - 1] ?? '';
  const names = RegExpPrototypeExec(/^\s*import\s*(\{[^}]+\})\s*from\b/, text);
  return names === null ? '' : `const ${RegExpPrototypeSymbolReplace(
    /\s+as\s+/g, names[1], ': ')} = pkg;\n`;
}

function checkIndirect(record) {
  record.indirect?.forEach((through, name) => {
    if (through.name === '*') return;
    const target = resolveExport(record, name);
    if (target === null || target === kAmbiguous) {
      throw missing(record, through.request, through.name, through.line,
                    through.column, target === kAmbiguous);
    }
  });
}

// What an import stands for: { record, name }, name undefined for a namespace.
// On line 0 stands `ns.name`: when there is no such name, the namespace is
// asked for `property`.
function targetOf(record, index) {
  const { imports, requests } = record;
  const request = imports[index];
  const name = imports[index + 1];
  const { record: target } = requests[request];
  if (name === '*') return { __proto__: null, record: target, name: undefined };
  const found = resolveExport(target, name);
  if (found !== null && found !== kAmbiguous) return found;
  const line = imports[index + 2];
  if (line === 0) {
    return { __proto__: null, record: target, name: undefined, property: name };
  }
  throw missing(record, request, name, line, imports[index + 3],
                found === kAmbiguous);
}

// Makes the function of a compiled module and runs it to where it begins.
function instantiate(record) {
  checkIndirect(record);
  if (record.handle === undefined) return;
  const { imports } = record;
  const slots = [];
  const links = [];
  const places = new SafeMap();  // linked object -> its slot
  const targets = [];
  for (let i = 0; i < imports.length; i += 4) {
    const target = targetOf(record, i);
    const key = target.name === undefined ? target.record.namespace :
      target.record;
    let slot = places.get(key);
    if (slot === undefined) {
      slot = links.length;
      places.set(key, slot);
      ArrayPrototypePush(targets, target);
      ArrayPrototypePush(links, linkTo(record, target));
    }
    ArrayPrototypePush(slots, slot, target.property ?? target.name);
  }
  const create = emitModule(record.handle, slots,
                            record.cyclic ? kInCycle : 0, record.url);
  record.handle = undefined;
  record.generator = create(record.cells, links, record.host);
  const { value: swap } = record.generator.next();
  if (record.cyclic) {
    record.swap = () => {
      for (let slot = 0; slot < targets.length; slot++) {
        const { record: target, name } = targets[slot];
        if (name !== undefined) swap(slot, target.cells);
      }
    };
  }
}

// A module in a cycle may be called before its turn, by way of its hoisted
// functions: until the cycle has run it reads with a check whatever has not.
function linkTo(record, { record: target, name }) {
  if (name === undefined) return target.namespace;
  return record.cyclic && target.status !== kEvaluated ?
    target.guard : target.cells;
}

/**
 * Links a record and everything below it. When it throws, all that was not
 * linked before is unlinked again.
 */
function link(record) {
  if (record.status !== kUnlinked) return;
  const stack = [];
  try {
    visit(record, stack, 0);
  } catch (err) {
    for (let i = 0; i < stack.length; i++) stack[i].status = kUnlinked;
    throw err;
  }
}

function visit(record, stack, index) {
  record.status = kLinking;
  record.index = record.ancestor = index++;
  ArrayPrototypePush(stack, record);
  const { requests } = record;
  for (let i = 0; i < requests.length; i++) {
    const target = requests[i].record;
    if (target.status === kUnlinked) index = visit(target, stack, index);
    if (target.status === kLinking && target.ancestor < record.ancestor) {
      record.ancestor = target.ancestor;
    }
  }
  if (record.ancestor === record.index) closeCycle(record, stack);
  return index;
}

// `root` and what stands above it in the stack reach each other.
function closeCycle(root, stack) {
  let first = stack.length - 1;
  while (stack[first] !== root) first--;
  let cyclic = first < stack.length - 1;
  for (let i = 0; !cyclic && i < root.requests.length; i++) {
    cyclic = root.requests[i].record === root;
  }
  for (let i = first; i < stack.length; i++) {
    stack[i].cyclic = cyclic;
    stack[i].cycleRoot = root;
  }
  for (let i = first; i < stack.length; i++) instantiate(stack[i]);
  for (let i = first; i < stack.length; i++) stack[i].status = kLinked;
  stack.length = first;
}

module.exports = { link };
