// SPDX-License-Identifier: MIT
'use strict';
// Lines and columns of stacks are those of the text with its elements; what is
// wrong with a text is shown in it.
const assert = require('node:assert');
const { pathToFileURL } = require('node:url');
const tree = require('../fixtures/tree.js');

const dir = tree({});
const write = (name, text) => tree.write(dir, name, text);

write('node_modules/react/jsx-runtime.js',
      'exports.jsx = exports.jsxs = exports.Fragment = (type) => type;');
write('node_modules/react/package.json',
      '{ "exports": { "./jsx-runtime": "./jsx-runtime.js" } }');

function placeOf(file, err) {
  const frame = err.stack.split('\n').find((line) => line.includes(file));
  return /(\d+:\d+)\)?$/.exec(frame)[1];
}

// [text, where fail() is called]
const kTexts = [
  ['<a/>; fail()', '1:7'],
  ['<a b={fail()}/>', '1:7'],
  ['<a b="x" c={fail()} d/>', '1:13'],
  ['<a key={1} b={fail()}/>', '1:15'],
  ['<a b key={fail()} c/>', '1:11'],
  ['<a\n  b="\n"\n  c={fail()}/>', '4:6'],
  ['<a>text {fail()}</a>', '1:10'],
  ['<a>\n  text\n  <b/>{fail()}\n</a>', '3:8'],
  ['<a>{[1].map((x) => <b key={x}>{fail()}</b>)}</a>', '1:32'],
  ['<a>{1}</a>; const y = <b>&amp;&amp;</b>, z = fail()', '1:46'],
  ['<></>; fail()', '1:8'],
  ['<a>\n</a>; fail()', '2:7'],
];

(async () => {
  for (let i = 0; i < kTexts.length; i++) {
    const [text, place] = kTexts[i];
    for (const extension of ['jsx', 'tsx']) {
      const name = `c${i}.${extension}`;
      const file = write(name, `x = ${text}`);
      globalThis.fail = () => { throw new Error('x'); };
      const line = place.split(':');
      if (line[0] === '1') line[1] = +line[1] + 4;
      assert.throws(() => require(file), (err) => {
        assert.strictEqual(placeOf(name, err), line.join(':'), text);
        return true;
      });
      const other = write(`m${name}`, `export const x = ${text}`);
      if (line[0] === '1') line[1] += 13;
      await assert.rejects(import(pathToFileURL(other)), (err) => {
        assert.strictEqual(placeOf(`m${name}`, err), line.join(':'), text);
        return true;
      });
    }
  }

  // [text, line, what stands above the carets, the carets]
  const kWrong = [
    ['let a;\n<a></b>', 2, '<a></b>', '     ^'],
    ['<a>', 1, '<a>', '^^^'],
    ['<a>}</a>', 1, '<a>}</a>', '   ^'],
    ['<a b=1/>', 1, '<a b=1/>', '     ^'],
    ['<a b={}/>', 1, '<a b={}/>', '      ^'],
    ['<a/><b/>', 1, '<a/><b/>', '    ^'],
    ['/** @jsx 1 */ <a/>', 1, '/** @jsx 1 */ <a/>', '         ^'],
  ];
  for (let i = 0; i < kWrong.length; i++) {
    const [text, line, above, carets] = kWrong[i];
    for (const extension of ['jsx', 'tsx']) {
      const file = write(`wrong${i}.${extension}`, text);
      assert.throws(() => require(file), (err) => {
        assert.strictEqual(err.name, 'SyntaxError');
        assert.strictEqual(err.code, extension === 'tsx' ?
          'ERR_INVALID_TYPESCRIPT_SYNTAX' : undefined);
        assert.ok(err.stack.startsWith(
          `${file}:${line}\n${above}\n${carets}\n\n`), err.stack);
        return true;
      });
    }
  }

  // What only the JavaScript shows to be wrong.
  const kLate = [
    ['m1.jsx', 'const x = <a b="cc"/>; import { no } from "./none.mjs";',
     '                                ^^'],
    ['m2.tsx', 'const x = <a b="cc"/>; let y = <b/>; let y; export {};',
     '                                         ^'],
  ];
  write('late/none.mjs', '');
  write('late/package.json', '{ "type": "module" }');
  for (const [name, text, carets] of kLate) {
    const file = pathToFileURL(write(`late/${name}`, text));
    await assert.rejects(import(file), (err) => {
      assert.ok(err.stack.startsWith(`${file}:1\n${text}\n${carets}\n\n`),
                err.stack);
      return true;
    });
  }

  // However deep.
  const deep = write('deep.jsx', '<a b={'.repeat(100000));
  assert.throws(() => require(deep), { name: 'SyntaxError' });
  assert.throws(() => require(write('deep2.jsx', '<a>'.repeat(100000))),
                { name: 'SyntaxError' });
})();
