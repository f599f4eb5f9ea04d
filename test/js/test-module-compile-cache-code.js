'use strict';
// A program does the same whether its code comes from the compile cache or not:
// functions of all kinds, those that the first run did not call, their texts,
// and the places in stacks.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cache-')));

const text = `
class A {
  #secret = 1n; static count = [1, ...'ab'].length; field = () => this.#secret;
  get twice() { return this.#secret * 2n; }
  static { this.ready = /a(?<b>.)/u.exec('xab').groups.b; }
  method({ a, b: [c = 3] = [] } = {}, ...rest) { return \`\${a}-\${c}-\${rest}\`; }
}
class B extends A { constructor() { super(); this.b = new.target.name; } }
function* steps() { try { yield 1; yield* [2, 3]; } finally { out.push('done'); } }
async function later(x) { await null; for await (const y of [x, 4]) out.push(y); return x; }
const tag = (parts, ...values) => parts.raw.join('|') + values;
function never(x) { /* written \u00e9 */ return x === undefined ? 'never' : never(); }
function fails() {
  null.x;
}
const out = [];
const b = new B();
out.push(String(b.field()), String(b.twice), A.count, A.ready, b.b, b.method({ a: 1 }, 5, 6));
out.push(...steps(), tag\`a\${1}\\n\${2}\`, typeof never, never.toString().length);
if (process.argv[2] === 'more') out.push(never(1), eval('later.name'), new Function('return 7')());
try { fails(); } catch (err) { out.push(err.stack.match(/fails.*?(\\d+:\\d+)/)[1]); }
(function deep(n) { if (n > 0) deep(n - 1); })(100);
later(9).then((x) => { out.push(x); console.log(out.join(' ')); });
`;

function run(file, more, cache) {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  delete env.NODE_DISABLE_COMPILE_CACHE;
  const { stdout, stderr, status } = spawnSync(
    process.execPath, [path.join(dir, file), more], { env, encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
  return stdout;
}

try {
  fs.writeFileSync(path.join(dir, 'a.cjs'), text);
  fs.writeFileSync(path.join(dir, 'b.mjs'), `import './a.cjs';${text}`);
  // Longer than what is compiled at once, and with bytes above ASCII.
  fs.writeFileSync(path.join(dir, 'c.cjs'), `${text}${'// \u00e9\n'.repeat(20000)}`);
  for (const file of ['a.cjs', 'b.mjs', 'c.cjs']) {
    const cache = path.join(dir, `cache-${file}`);
    const less = run(file, 'less', '');
    const more = run(file, 'more', '');
    assert.notStrictEqual(less, more);
    for (let i = 0; i < 2; i++) {
      assert.strictEqual(run(file, 'less', cache), less);
      assert.strictEqual(run(file, 'more', cache), more);
    }
  }
} finally {
  fs.rmSync(dir, { recursive: true });
}
