// SPDX-License-Identifier: MIT
'use strict';
// A context's variables are the properties of its object, in both directions.

const assert = require('node:assert');
const vm = require('node:vm');

const box = vm.createContext({ a: 1, list: [] });
assert.ok(vm.isContext(box));
assert.strictEqual(vm.createContext(box), box);

assert.strictEqual(vm.runInContext('a + 1', box), 2);
vm.runInContext('var v = 1; w = 2; this.x = 3; function f() { return v; }',
                box);
assert.strictEqual(box.v, 1);
assert.strictEqual(box.w, 2);
assert.strictEqual(box.x, 3);
assert.strictEqual(box.f(), 1);

box.v = 10;
assert.strictEqual(vm.runInContext('v', box), 10);

assert.strictEqual(vm.runInContext('list instanceof Array', box), false);
assert.strictEqual(vm.runInContext('Array.isArray(list)', box), true);
assert.strictEqual(vm.runInContext('typeof require', box), 'undefined');
assert.notStrictEqual(vm.runInContext('this', box), globalThis);

const script = new vm.Script('n = (typeof n === "number" ? n : 0) + 1');
assert.strictEqual(script.runInNewContext({ n: 5 }), 6);
assert.strictEqual(script.runInNewContext(), 1);
assert.throws(() => vm.runInContext('1', {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new vm.Script('let = ;', 'name.js'), (err) =>
  err instanceof SyntaxError && err.stack.startsWith('name.js:1\nlet = ;\n'));

const noEval = vm.createContext({}, { codeGeneration: { strings: false } });
assert.throws(() => vm.runInContext('eval("1")', noEval),
              { name: 'EvalError' });

const add = vm.compileFunction('return a + b + c', ['a', 'b'],
                               { contextExtensions: [{ c: 100 }] });
assert.strictEqual(add(1, 2), 103);
assert.strictEqual(
  vm.compileFunction('return a', [], { parsingContext: box })(), 1);
