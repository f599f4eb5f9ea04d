// Elements mean what the TypeScript compiler makes of them: each case is loaded
// as a .tsx file and compiled by transpileModule; both must call the same
// functions with the same arguments. On Node the compiler loads the files, too.
const assert = require('assert');
const fs = require('fs');
const Module = require('module');
const os = require('os');
const path = require('path');
const { inspect } = require('util');
const ts = require('typescript');

const cases = [
  // Elements, names.
  '<a/>', '<a></a>', '<a >\n</a >', '<A/>', '<o.a/>', '<o.p.Q/>', '<a-b/>', '<a:b/>',
  '<A:b c:d="1" e-f="2"/>', '<_x/>', '<$x/>', '<\u00e9t\u00e9/>', '<a1/>', '< a / >', '<></>',
  '<><a/><b/></>', '<>{1}</>', 'f.call({ x: 1 })', 'g.call("t")', '<A<string>/>', '<A<{ a: 1 }> b="c">d</A>',
  '[<a/>, <b/>]', '(<a/>)', 'true ? <a/> : <b/>', 'false || <a/>', '(() => <a/>)()', '((x) => <A>{x}</A>)(1)',
  // Attributes.
  '<a b/>', '<a b c d/>', '<a b="c"/>', "<a b='c'/>", '<a b={1}/>', '<a b={1, 2}/>', '<a b=<c/>/>', '<a b={<c/>}/>',
  '<a b=<></>/>', '<a b = "c"\n  d\n  =\n {2}/>', '<a b="c"d="e"/>', '<a b="x\n  y  \n z"/>', '<a b="\\n\\"/>',
  `<a b='"' c="'"/>`, '<a b="&amp;&lt;&nbsp;&quot;&apos;&hearts;&Aring;"/>', '<a b="&#65;&#x41;&#x1F600;"/>',
  '<a b="&foo;&amp&;&#;&#x;&#xg;&toolonganame;"/>', '<a {...o}/>', '<a {...o} b="c"/>', '<a b="c" {...o}/>',
  '<a {...null}/>', '<a {...{ b: 1 }}/>', '<a {...{ b: 1, ...o }} c/>', '<a { ...o }/>', '<a {/* c */ ...o /* d */}/>',
  '<a b={() => <c/>}/>', '<a /* c */ b="d" // e\n />', '<a b={/* c */ 1 /* d */}/>', '<a class="b" for="c" if="d"/>',
  '<a async get set static/>', '<a data-x="1" aria-label={"b"}/>', '<a b={`c${1}d`}/>', '<a b={{ c: { d: 1 } }}/>',
  '<a b={/[/}>]/.source}/>', '<a children="b"/>', '<a children="b">c</a>', '<a onClick={function () { return <b/>; }}/>',
  // Keys.
  '<a key="b"/>', '<a key={1}/>', '<a key/>', '<a key="b">c</a>', '<a key="b">{1}{2}</a>', '<a key="b" c="d"/>',
  '<a c="d" key="b"/>', '<a c="d" key="b">e</a>', '<a c key={2} d="e" f>{1}{2}</a>', '<a key="1" key="2"/>',
  '<a b key="1" key="2"/>', '<a {...o} key="b"/>', '<a {...o} key="b">c</a>', '<a {...o} key="b">{1}{[2]}</a>',
  '<a key="b" {...o}/>', '<a c key="b" {...o}/>', '<a {...{ b: 1 }} key="c"/>', '<a {...{ ...o }} key="c"/>',
  '<a {...o} b key="c" d/>', '<A key={<b key="1"/>}/>', '[1, 2].map((i) => <a key={i}>{i}</a>)', '<a b {...o} key/>',
  // Children.
  '<a>b</a>', '<a> b </a>', '<a>\n  b\n</a>', '<a>\n  b\n\n  c  \n  d</a>', '<a>  </a>', '<a> \n </a>', '<a>\t b\t</a>',
  '<a>\r\n  b\r\n  c\r\n</a>', '<a>\u00a0b\u00a0</a>', '<a>\n\u00a0b\u00a0\n</a>', '<a>&nbsp;\n b &nbsp;</a>',
  '<a>&lt;b&gt; &copy; &#8364; &#x20AC;</a>', '<a>b&#10;c\n d</a>', '<a>"b" \'c\' \\n \\u0041 `d`</a>', '<a>// b</a>',
  '<a>/* b */</a>', '<a>b\u2028 c</a>', '<a>\ud83d\ude00</a>', '<a>it\'s</a>', '<a>{1}</a>', '<a>{1}{2}</a>',
  '<a>{1} {2}</a>', '<a>{1}\n{2}</a>', '<a>b {1} c</a>', '<a>\n  b {1}\n  c\n</a>', '<a>{}</a>', '<a>{/* b */}</a>',
  '<a>{// b\n}</a>', '<a>{/* b */}{1}</a>', '<a>{1 /* b */}</a>', '<a>{1, 2}</a>', '<a>{null}{undefined}</a>',
  '<a>{...[1, 2]}</a>', '<a>{0}{...[1, 2]}</a>', '<a>{ ...[1] }b</a>', '<a><b/></a>', '<a><b/><c/></a>',
  '<a>\n  <b/>\n  <c/>\n</a>', '<a><b><c>d</c></b></a>', '<a>{[<b key="1"/>]}</a>', '<a>{" "}</a>', '<a>{"b\\n"}</a>',
  '<a>{`b`}</a>', '<a>{{ b: 1 }.b}</a>', '<a>{true && <b/>}</a>', '<a>{(() => { return <b/>; })()}</a>',
  '<a>{(function () { return<b/>; })()}</a>', '<a>b<c/>d</a>', '<a>b <c/> d</a>', '<a>b\n<c/>\nd</a>',
  '<A>{(x) => x}</A>', '<a>{o as any}</a>', '<a b={o!}>{<string>{}</string>}</a>',
  // Beside TypeScript.
  '(<T,>(x: T): T => x)(<a/>)', '(<T extends object>(x: T) => x)(o)', '(<const T,>(x: T) => x)(1)', '(1 < 2) as boolean',
  '(async <T,>(x: T) => <a/>) && 1', '(function <T>(x: T): any { return <a>{x}</a>; })<number>(1)',
  'new (class { x = <a/>; static y = <b/>; z() { return <c/>; } })().z()', 'tag`${<a/>}`',
];
const configs = {
  automatic: { jsx: 'react-jsx' },
  source: { jsx: 'react-jsx', jsxImportSource: 'other' },
  dev: { jsx: 'react-jsxdev' },
  classic: { jsx: 'react' },
  factory: { jsx: 'react', jsxFactory: 'o.h', jsxFragmentFactory: 'o.p.F' },
};
const pragmas = [
  '/** @jsxRuntime classic */', '/** @jsxRuntime automatic */', '/* @jsxImportSource other */', '/** @jsxRuntime classic\n * @jsx h */',
  '/** @jsxRuntime classic */ /** @jsx o.h */ /** @jsxFrag o.p.F */', '// @jsxRuntime classic', '"use strict"; /** @jsxRuntime classic */',
];

const prelude = 'const o = { a: "oa", h: (...a) => ["h", ...a], p: { Q: "Q", F: "F" } }, A = "A", _x = "_x", $x = "$x", \u00e9t\u00e9 = "e",' +
  ' h = (...a) => ["H", ...a]; const React = { createElement: (...a) => ["classic", ...a], Fragment: "RF" };' +
  ' const tag = (s, x) => x; function f() { return <this.x/>; } function g() { return <this/>; }\n';

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ecosystem-')));
process.on('exit', () => fs.rmSync(root, { recursive: true }));
const write = (name, text) => {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};
for (const name of ['react', 'other']) {
  write(`node_modules/${name}/index.js`, `exports.createElement = (...a) => ['${name}', 'create', ...a];`);
  const runtime = `for (const f of ['jsx', 'jsxs', 'jsxDEV']) exports[f] = (...a) => ['${name}', f, ...a]; exports.Fragment = '${name}F';`;
  write(`node_modules/${name}/jsx-runtime.js`, runtime);
  write(`node_modules/${name}/jsx-dev-runtime.js`, runtime);
}

const compile = (text, fileName, options) => {
  const jsx = { 'react': ts.JsxEmit.React, 'react-jsx': ts.JsxEmit.ReactJSX, 'react-jsxdev': ts.JsxEmit.ReactJSXDev }[options.jsx];
  const compilerOptions = { ...options, jsx, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.CommonJS };
  return ts.transpileModule(text, { fileName, compilerOptions }).outputText;
};
const run = (text, file) => {
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(path.dirname(file));
  module._compile(text, file);
  return module.exports;
};
let config;
if (process.release.name === 'node' && !process.versions.lode) {
  Module._extensions['.tsx'] = (module, file) => module._compile(compile(fs.readFileSync(file, 'utf8'), file, config), file);
}

const show = (value) => inspect(value, { depth: null }).replaceAll(`'${root}`, "'");
let count = 0, wrong = 0;
const check = (text, file) => {
  write(file, text);
  file = path.join(root, file);
  let got, want;
  try {
    want = show(run(compile(text, file, config), file.replace('.tsx', '.js')));
    got = show(require(file));
  } catch (err) {
    got ??= err.stack;
  }
  count++;
  if (got !== want) {
    wrong++;
    console.log(`${file}:\n${text}\nexpected ${want}\ngot      ${got}`);
  }
};
for (const [name, options] of Object.entries(configs)) {
  config = options;
  write(`${name}/tsconfig.json`, JSON.stringify({ compilerOptions: options }));
  cases.forEach((text, i) => check(`'use strict'; ${prelude}module.exports = ${text};`, `${name}/case-${i}.tsx`));
  pragmas.forEach((text, i) => {
    // There the compiler forgets to declare the runtime in CommonJS.
    if (options.jsx === 'react' && /automatic|ImportSource/.test(text)) return;
    check(`${text}\n${prelude}module.exports = <a {...o}><></></a>;`, `${name}/pragma-${i}.tsx`);
  });
}
assert.ok(count > 700);
assert.strictEqual(wrong, 0);
