// The TypeScript compiler: its version, a project without and with errors,
// and what it emits.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const ts = require('typescript');

const tsc = (...args) => spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), ...args], { encoding: 'utf8' });
assert.strictEqual(tsc('--version').stdout, `Version ${ts.version}\n`);

const out = fs.mkdtempSync(path.join(os.tmpdir(), 'ecosystem-'));
try {
  const good = tsc('-p', path.join(__dirname, 'project'), '--outDir', out);
  assert.strictEqual(good.stdout, '');
  assert.strictEqual(good.status, 0);
  assert.match(fs.readFileSync(path.join(out, 'main.js'), 'utf8'), /export const total = sum\(\[1, 2, 3\]\);/);
  fs.writeFileSync(path.join(out, 'bad.ts'), 'const n: number = "text";\nlet s: string = n;\n');
  const bad = tsc('--noEmit', '--pretty', 'false', '--ignoreConfig', path.join(out, 'bad.ts'));
  assert.strictEqual(bad.status, 2);
  assert.match(bad.stdout, /bad\.ts\(1,7\): error TS2322: Type 'string' is not assignable to type 'number'\./);
  assert.match(bad.stdout, /bad\.ts\(2,5\): error TS2322/);
} finally {
  fs.rmSync(out, { recursive: true });
}
assert.match(ts.transpile('enum A { B = 2 } let x = a?.b as any;', { target: ts.ScriptTarget.ES2022 }), /A\[A\["B"\] = 2\] = "B"/);
