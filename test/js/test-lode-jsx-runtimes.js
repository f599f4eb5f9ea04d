// SPDX-License-Identifier: MIT
'use strict';
// .jsx and .tsx files run: with the automatic runtime of react when nothing
// else is said, with what tsconfig.json or a file's own comments say otherwise.
const assert = require('node:assert');
const tree = require('../fixtures/tree.js');

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

for (const name of ['react', 'preact']) {
  const runtime = `
    exports.Fragment = '${name}.Fragment';
    for (const f of ['jsx', 'jsxs', 'jsxDEV']) {
      exports[f] = (...args) => ['${name}', f, ...args];
    }`;
  write(`node_modules/${name}/package.json`, JSON.stringify({
    exports: { '.': './index.js', './*': './*.js' },
  }));
  write(`node_modules/${name}/jsx-runtime.js`, runtime);
  write(`node_modules/${name}/jsx-dev-runtime.js`, runtime);
  write(`node_modules/${name}/index.js`, `
    exports.createElement = (...args) => ['${name}', 'create', ...args];
    exports.Fragment = '${name}.Fragment';`);
}

// The automatic runtime.
{
  const file = write('automatic.jsx', `
    const list = [1, 2];
    module.exports = <ul class="a&nbsp;b" {...{ id: 1 }}>
      {list.map((n) => <li key={n}>item {n}</li>)}
      <></>
    </ul>;`);
  assert.deepStrictEqual(require(file), [
    'react', 'jsxs', 'ul', {
      class: 'a\u00a0b',
      id: 1,
      children: [
        [['react', 'jsxs', 'li', { children: ['item ', 1] }, 1],
         ['react', 'jsxs', 'li', { children: ['item ', 2] }, 2]],
        ['react', 'jsx', 'react.Fragment', {}],
      ],
    },
  ]);
}

// TypeScript, also around elements.
{
  const file = write('typed.tsx', `
    interface Props<T> { value: T; children?: unknown }
    const id = <T,>(x: T): T => x;
    function Box<T>(props: Props<T>) { return props; }
    const v = id<number>(1) as number;
    module.exports = <Box<number> value={v!}>x</Box>;`);
  const [, , Box, props] = require(file);
  assert.strictEqual(Box.name, 'Box');
  assert.deepStrictEqual(props, { value: 1, children: 'x' });
}

// A key behind a spread, and keys in front, in the middle and at the end.
{
  const file = write('keys.jsx', `
    const o = { key: 'o' };
    module.exports = [<a {...o} key="k">x</a>, <a key="k" b="c"/>,
                      <a b="c" key="k" d="e"/>];`);
  assert.deepStrictEqual(require(file), [
    ['react', 'create', 'a', { key: 'k' }, 'x'],
    ['react', 'jsx', 'a', { b: 'c' }, 'k'],
    ['react', 'jsx', 'a', { b: 'c', d: 'e' }, 'k'],
  ]);
}

// Names at the top of the file do not clash with ours.
{
  const file = write('clash.jsx', `
    const jsx = 1, $jsx = 2, _jsx = 3;
    module.exports = <a b={jsx + $jsx + _jsx}/>;`);
  assert.deepStrictEqual(require(file), ['react', 'jsx', 'a', { b: 6 }]);
}

// Directives stay the first statements.
{
  const file = write('strict.jsx', `'use strict'
    module.exports = [(function() { return this; })(), <a/>];`);
  assert.deepStrictEqual(require(file),
                         [undefined, ['react', 'jsx', 'a', {}]]);
}

// Comments at the head of a file.
{
  const text = 'const h = (...args) => args, F = "F";\n' +
    'module.exports = <><a b="c">d</a></>;';
  const load = (name, head) => require(write(name, `${head}\n${text}`));
  assert.deepStrictEqual(
    load('source.jsx', '/** @jsxImportSource preact */'),
    ['preact', 'jsx', 'preact.Fragment', {
      children: ['preact', 'jsx', 'a', { b: 'c', children: 'd' }],
    }]);
  const classic = ['F', null, ['a', { b: 'c' }, 'd']];
  assert.deepStrictEqual(
    load('classic.jsx',
         '/* @jsxRuntime classic\n * @jsx h\n * @jsxFrag F */'), classic);
  // Nothing but a factory is classic, too.
  assert.deepStrictEqual(
    load('factory.jsx', '/** @jsx h */ /** @jsxFrag F */'), classic);
}

// tsconfig.json.
{
  write('dev/tsconfig.json', '{ "compilerOptions": { "jsx": "react-jsxdev" } }');
  const file = write('dev/a.tsx', '\nmodule.exports = <a key="k"/>;');
  assert.deepStrictEqual(require(file), [
    'react', 'jsxDEV', 'a', {}, 'k', false,
    { fileName: file, lineNumber: 2, columnNumber: 18 }, {},
  ]);
  write('classic/tsconfig.json', '{ "compilerOptions": { "jsx": "react" } }');
  assert.deepStrictEqual(
    require(write('classic/deep/a.tsx', `const React = require('react');
      module.exports = <><a/>{...[1, 2]}</>;`)),
    ['react', 'create', 'react.Fragment', null,
     ['react', 'create', 'a', null], 1, 2]);
}
