// SPDX-License-Identifier: MIT
'use strict';
// tsconfig.json: the nearest one counts, with comments and commas, and with
// what it extends; faults name the file, line and column.
const assert = require('node:assert');
const path = require('node:path');
const tree = require('../fixtures/tree.js');

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

const kText = 'const h = (...a) => a, f = (...a) => a; module.exports = <a/>;';
let count = 0;

// What <a/> is in a folder with this tsconfig.json: the factory's name.
function factory(folder, config) {
  if (config !== undefined) write(`${folder}/tsconfig.json`, config);
  const file = write(`${folder}/${count++}.tsx`,
                     'const h = () => "h", f = () => "f";\n' +
                     'const React = { createElement: () => "React" };\n' +
                     'module.exports = <a/>;');
  return require(file);
}

write('node_modules/react/jsx-runtime.js', 'exports.jsx = () => "jsx"');
write('node_modules/other/jsx-runtime.js', 'exports.jsx = () => "other"');

const classic = (name, more = '') => `{ ${more} "compilerOptions": {
  "jsx": "react", "jsxFactory": "${name}" } }`;

assert.strictEqual(factory('none'), 'jsx');
assert.strictEqual(factory('empty', ''), 'jsx');
assert.strictEqual(factory('nothing', '{}'), 'jsx');
assert.strictEqual(factory('preserve',
                           '{"compilerOptions": {"jsx": "preserve"}}'), 'jsx');
assert.strictEqual(factory('classic',
                           '{"compilerOptions": {"jsx": "React"}}'), 'React');
assert.strictEqual(factory('source', `{"compilerOptions":
  {"jsx": "react-jsx", "jsxImportSource": "other"}}`), 'other');
assert.strictEqual(factory('comments', `\ufeff// One
  { /* two */ "compilerOptions": { // three
    "jsx": "react", /* four */ "jsxFactory": "h", "types": [1, 2.5e3, true,],
  }, }
`), 'h');

// The nearest one alone.
assert.strictEqual(factory('outer', classic('h')), 'h');
assert.strictEqual(factory('outer/a/b'), 'h');
assert.strictEqual(factory('outer/inner', '{}'), 'jsx');
// A package's files are its own.
{
  const file = write('outer/node_modules/p/a.jsx', kText);
  assert.strictEqual(require(file), 'jsx');
}

// "extends".
write('base.json', classic('h'));
write('other.json', '{ "compilerOptions": { "jsxFactory": "f" } }');
const extend = (value, own = '{}') =>
  `{ "extends": ${JSON.stringify(value)}, "compilerOptions": ${own} }`;
assert.strictEqual(factory('e1', extend('../base.json')), 'h');
assert.strictEqual(factory('e2', extend('../base')), 'h');
assert.strictEqual(factory('e3', extend(path.join(dir, 'base.json'))), 'h');
assert.strictEqual(factory('e4', extend(['../base', '../other'])), 'f');
assert.strictEqual(factory('e5', extend('../e4/tsconfig.json')), 'f');
assert.strictEqual(
  factory('e6', extend('../base', '{ "jsxFactory": "f" }')), 'f');
write('node_modules/@s/c/package.json', '{}');
write('node_modules/@s/c/tsconfig.json', classic('f'));
write('node_modules/@s/c/strict.json', classic('h'));
write('node_modules/named/package.json', '{ "tsconfig": "x/y.json" }');
write('node_modules/named/x/y.json', classic('h'));
write('node_modules/exported/package.json',
      '{ "exports": { "./z": "./lib/z.json" } }');
write('node_modules/exported/lib/z.json', classic('f'));
assert.strictEqual(factory('p1', extend('@s/c')), 'f');
assert.strictEqual(factory('p2', extend('@s/c/strict.json')), 'h');
assert.strictEqual(factory('p3', extend('@s/c/strict')), 'h');
assert.strictEqual(factory('p4', extend('@s/c/tsconfig.json')), 'f');
assert.strictEqual(factory('p5', extend('named')), 'h');
assert.strictEqual(factory('p6', extend('exported/z')), 'f');

// Faults.
function fault(folder, config, place, message, at = folder) {
  const name = path.join(dir, at, 'tsconfig.json');
  assert.throws(() => factory(folder, config), (err) => {
    assert.strictEqual(err.code, 'ERR_INVALID_TYPESCRIPT_CONFIG');
    assert.strictEqual(err.name, 'SyntaxError');
    assert.ok(err.message.startsWith(`${name}:${place}: `), err.message);
    assert.match(err.message, message);
    assert.ok(err.stack.startsWith(`${name}:${place.split(':')[0]}\n`),
              err.stack);
    return true;
  });
}

fault('f1', '{\n  "a": }', '2:8', /Unexpected '}'/);
fault('f2', '{ "a": 1', '1:9', /Unexpected end of the file/);
fault('f3', '{ "a": 01 }', '1:9', /Unexpected '1'/);
fault('f4', '{ "a": "\n" }', '1:8', /Invalid string/);
fault('f5', '{} x', '1:4', /Unexpected 'x'/);
fault('f6', '[]', '1:1', /must be an object/);
fault('f7', '{ /* }', '1:3', /has no end/);
fault('f8', '{ "compilerOptions": {\n "jsx": "vue" } }', '2:9',
      /"jsx" must be one of preserve, react,/);
fault('f9', '{ "compilerOptions": { "jsx": 1 } }', '1:31', /must be a string/);
fault('f10', '{ "extends": "./none" }', '1:14', /cannot be found/);
fault('f11', '{ "extends": "none/x" }', '1:14', /cannot be found/);
fault('f12', '{ "extends": ["./tsconfig.json"] }', '1:15', /leads back to/);
fault('f13', '{ "extends": "../f13b/tsconfig" }', '1:14', /cannot be found/);
write('f13b/tsconfig.json', '{ "extends": "../f13/tsconfig" }');
fault('f13', '{ "extends": "../f13b/tsconfig" }', '1:14', /leads back to/,
      'f13b');
fault('f14', '['.repeat(10000), '1:201', /Too many nested values/);

// Plain TypeScript asks for none of this.
write('plain/tsconfig.json', 'no configuration');
assert.strictEqual(
  require(write('plain/a.ts', 'module.exports = 1 as number;')), 1);
