// SPDX-License-Identifier: MIT
'use strict';
// .jsx and .tsx files are CommonJS or ES modules by package.json, else by their
// syntax; both loaders take them, also as a program.
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const tree = require('../fixtures/tree.js');

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

write('node_modules/react/jsx-runtime.js', `
  exports.Fragment = 'F';
  exports.jsx = (type, props) => ({ type, ...props });
  exports.jsxs = exports.jsx;`);
write('node_modules/react/package.json',
      '{ "exports": { "./jsx-runtime": "./jsx-runtime.js" } }');
write('module/package.json', '{ "type": "module" }');
write('commonjs/package.json', '{ "type": "commonjs" }');

const kModule = 'import path from "node:path";\n' +
  'export const a = <a b={typeof path}/>; export default typeof require;';
const kCommonJS = 'exports.a = <a b={typeof require("path")}/>;';
const kElement = { type: 'a', b: 'object' };

function run(file, ...args) {
  const { stdout, stderr, status } =
    spawnSync(process.execPath, [...args, file], { encoding: 'utf8' });
  return { stdout, stderr, status };
}

(async () => {
  for (const extension of ['jsx', 'tsx']) {
    for (const folder of ['.', 'module']) {
      const file = write(`${folder}/m.${extension}`, kModule);
      assert.deepStrictEqual(require(file).a, kElement);
      const other = write(`${folder}/m2.${extension}`, kModule);
      const namespace = await import(pathToFileURL(other));
      assert.deepStrictEqual(namespace.a, kElement);
      assert.strictEqual(namespace.default, 'undefined');
    }
    for (const folder of ['.', 'commonjs']) {
      const file = write(`${folder}/c.${extension}`, kCommonJS);
      assert.deepStrictEqual(require(file).a, kElement);
      const other = write(`${folder}/c2.${extension}`, kCommonJS);
      const namespace = await import(pathToFileURL(other));
      assert.deepStrictEqual(namespace.a, kElement);
    }
    // The package says CommonJS: import is an error there.
    assert.throws(() => require(write(`commonjs/bad.${extension}`, kModule)),
                  { name: 'SyntaxError' });

    // As a program.
    const print = 'console.log(JSON.stringify(<a b="c">d</a>), typeof require);';
    for (const folder of ['.', 'module', 'commonjs']) {
      const file = write(`${folder}/main.${extension}`, print);
      assert.deepStrictEqual(run(file), {
        stdout: `{"type":"a","b":"c","children":"d"} ${
          folder === 'module' ? 'undefined' : 'function'}\n`,
        stderr: '', status: 0,
      });
    }
    const waits = write(`module/waits.${extension}`,
                        `const x = await <a b={await 1}/>; ${print}`);
    assert.strictEqual(run(waits).status, 0);

    // The extension has to be written.
    write(`short.${extension}`, kCommonJS);
    assert.throws(() => require(path.join(dir, 'short')),
                  { code: 'MODULE_NOT_FOUND' });
  }
  assert.deepStrictEqual(Object.keys(require.extensions),
                         ['.js', '.json', '.node']);

  // A program may load such files its own way.
  require.extensions['.jsx'] = (module) => { module.exports = 'own'; };
  assert.strictEqual(require(write('own.jsx', '<a/>')), 'own');
  delete require.extensions['.jsx'];

  // TypeScript below node_modules is refused, JSX is not.
  assert.throws(() => require(write('node_modules/x/a.tsx', kCommonJS)), {
    code: 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  });
  assert.deepStrictEqual(
    require(write('node_modules/x/a.jsx', kCommonJS)).a, kElement);
})();
