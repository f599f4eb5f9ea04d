// A page in .tsx, rendered with preact: the runtime that tsconfig.json names,
// hooks, context, lists with keys, entities, typed components. On Node the
// TypeScript compiler loads the file.
const assert = require('assert');
const path = require('path');

if (!process.versions.lode) {
  const fs = require('fs');
  const ts = require('typescript');
  require.extensions['.tsx'] = (module, file) => module._compile(ts.transpileModule(fs.readFileSync(file, 'utf8'), {
    compilerOptions: { jsx: ts.JsxEmit.ReactJSX, jsxImportSource: 'preact', module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ESNext },
  }).outputText, file);
}

const { page } = require(path.join(__dirname, 'page', 'page.tsx'));
assert.strictEqual(page(['a', 'b & c']),
  '<html lang="en"><head><title>Two \u00a0things</title><meta charset="utf-8"/></head><body class="dark">' +
  '<ul><li data-n="1">1. <b>a</b></li><li data-n="2">2. <b>b &amp; c</b></li></ul><p>Count: 3</p>' +
  '<input disabled value="x"/><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>\u00a9 {braces}</body></html>');
