// SPDX-License-Identifier: MIT
'use strict';
// In .tsx what is imported and never a value is not imported, so that types need
// no `type`; with verbatimModuleSyntax it stays.
const assert = require('node:assert');
const tree = require('../fixtures/tree.js');

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

write('package.json', '{ "type": "module" }');
write('node_modules/react/package.json',
      '{ "exports": { "./jsx-runtime": "./jsx-runtime.js", ".": "./index.js" } }');
write('node_modules/react/jsx-runtime.js', 'exports.jsx = (type) => type;');
write('node_modules/react/index.js',
      'exports.createElement = (type) => `classic ${type}`;');
write('values.js', 'export const a = "a", B = "B", c = "c"; export default "d";');
write('classic/tsconfig.json', '{ "compilerOptions": { "jsx": "react" } }');
write('verbatim/tsconfig.json',
      '{ "compilerOptions": { "verbatimModuleSyntax": true } }');

let count = 0;
function run(text, folder = '.') {
  return require(write(`${folder}/${count++}.tsx`, text)).default;
}

// Whole statements.
assert.strictEqual(run('import { T } from "./none.js"; let x: T;' +
                       'export default <a/>'), 'a');
assert.strictEqual(run('import T, { U as V } from "./none.js"\n(0 as T | V);' +
                       'export default 1'), 1);
assert.strictEqual(run('import * as T from "./none.js"; export default 1 as T.U'),
                   1);
// Parts of one.
assert.strictEqual(run('import { T, a } from "./values.js";' +
                       'export default a as T'), 'a');
assert.strictEqual(run('import { a, T /* , */ , U, } from "./values.js";' +
                       'export default a as T | U'), 'a');
assert.strictEqual(run('import { a, T } from "./values.js";' +
                       'export default a as T'), 'a');
assert.strictEqual(run('import T, { a } from "./values.js";' +
                       'export default a as T'), 'a');
assert.strictEqual(run('import d, { T } from "./values.js";' +
                       'export default d as T'), 'd');
assert.strictEqual(run('import d, * as T from "./values.js";' +
                       'export default d as T.x'), 'd');
// A tag, a shorthand, an export, a use in front: values.
assert.strictEqual(run('import { B } from "./values.js"; export default <B/>'),
                   'B');
assert.deepStrictEqual(run('import { a } from "./values.js";' +
                           'export default { a }'), { a: 'a' });
assert.strictEqual(run('import { a } from "./values.js";' +
                       'export { a as default }'), 'a');
assert.strictEqual(run('export default a; import { a } from "./values.js";'),
                   'a');
// What the classic runtime calls.
assert.strictEqual(run('import React, { FC } from "react"; let x: FC;' +
                       'export default <a/>', 'classic'), 'classic a');
// For its effects alone.
globalThis.effects = 0;
write('effects.js', 'globalThis.effects++;');
run('import "./effects.js"; export default 1');
assert.strictEqual(globalThis.effects, 1);

assert.throws(() => run('import { T } from "../values.js"; let x: T;' +
                        'export default 1', 'verbatim'),
              { name: 'SyntaxError' });
