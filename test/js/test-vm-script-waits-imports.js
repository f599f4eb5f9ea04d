'use strict';
// Scripts of node:vm that wait, import and dispose: their names stay global,
// functions show the text as written, import() is what the option says, and
// nothing else appears on the global object.
const assert = require('assert');
const vm = require('vm');

const before = Reflect.ownKeys(globalThis).length;
vm.runInThisContext(`
  var plain = 1;
  let lexical = 2;
  async function waits(x) { await x; return plain + lexical; }
  { using resource = { [Symbol.dispose]() { plain++; } }; }
`);
/* global plain, lexical, waits */
assert.strictEqual(plain, 2);
assert.strictEqual(lexical, 2);
assert.strictEqual(`${waits}`, 'async function waits(x) { await x; return plain + lexical; }');
assert.strictEqual(Reflect.ownKeys(globalThis).length, before + 2);

const script = new vm.Script('(async () => { await 1; return globalThis; })()');
const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY);
const sandbox = vm.createContext({});
assert.throws(() => new vm.Script('async () => { await }'), SyntaxError);

// No callback without the option.
const importing = new vm.Script('import("fs")', { importModuleDynamically: () => 0 });

(async () => {
  assert.strictEqual(await waits(), 4);
  for (let i = 0; i < 2; i++) {
    assert.strictEqual(await script.runInThisContext(), globalThis);
    assert.strictEqual(await script.runInContext(vanilla), vanilla);
    await script.runInContext(sandbox);
  }
  assert.deepStrictEqual(Reflect.ownKeys(sandbox), []);
  await assert.rejects(importing.runInThisContext(),
                       { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG' });
  await assert.rejects(vm.runInThisContext('import("fs")'),
                       { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' });
})().then(() => console.log('done'));
