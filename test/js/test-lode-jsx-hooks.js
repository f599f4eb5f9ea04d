// SPDX-License-Identifier: MIT
'use strict';
// registerHooks() sees .jsx and .tsx files as the JavaScript they become, under
// Node's names of formats; a hook that says the format gets the text as it is.
const assert = require('node:assert');
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');
const tree = require('../fixtures/tree.js');

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

write('node_modules/react/jsx-runtime.js', 'exports.jsx = (type) => type;');
write('node_modules/react/package.json',
      '{ "exports": { "./jsx-runtime": "./jsx-runtime.js" } }');

const isJSX = (url) => /\.[jt]sx(?:\?|$)/.test(url);

(async () => {
  const seen = [];
  let hooks = registerHooks({
    load(url, context, next) {
      const result = next(url, context);
      if (isJSX(url)) seen.push(result.format, result.source);
      return result;
    },
  });
  for (const extension of ['jsx', 'tsx']) {
    const cjs = write(`c.${extension}`, 'exports.a = <a/>;');
    const esm = write(`m.${extension}`, 'export const a = <b/>;');
    assert.strictEqual(require(cjs).a, 'a');
    assert.strictEqual(require(esm).a, 'b');
    assert.strictEqual((await import(`${pathToFileURL(esm)}?2`)).a, 'b');
    const formats = seen.filter((x, i) => i % 2 === 0);
    assert.deepStrictEqual(formats, ['commonjs', 'module', 'module']);
    for (let i = 1; i < seen.length; i += 2) {
      assert.match(seen[i], /\$jsx\("[ab]",\{\}\)/);
    }
    seen.length = 0;
  }
  hooks.deregister();

  hooks = registerHooks({
    load(url, context, next) {
      if (!isJSX(url)) return next(url, context);
      const { format, source } = next(url, { ...context, format: 'commonjs' });
      seen.push(format, String(source));
      return { format, source: 'exports.a = "own"', shortCircuit: true };
    },
  });
  for (const extension of ['jsx', 'tsx']) {
    const text = 'exports.a = <own/>;';
    const file = write(`own.${extension}`, text);
    assert.strictEqual(require(file).a, 'own');
    assert.strictEqual((await import(`${pathToFileURL(file)}?3`)).a, 'own');
    assert.deepStrictEqual(seen, ['commonjs', text, 'commonjs', text]);
    seen.length = 0;
  }
  hooks.deregister();
})();
