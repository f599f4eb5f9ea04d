'use strict';
// The compile cache: programs do the same with it, without it, and when its
// files are damaged; a text that has changed is compiled again.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { enableCompileCache, getCompileCacheDir, constants } = require('module');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cache-')));
const cache = path.join(dir, 'cache');

function run(file, more) {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache, ...more };
  delete env.NODE_DISABLE_COMPILE_CACHE;
  const { stdout, stderr, status } =
    spawnSync(process.execPath, [path.join(dir, file)], { env, encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
  return stdout;
}

function files() {
  const tag = fs.readdirSync(cache);
  assert.strictEqual(tag.length, 1);
  const folder = path.join(cache, tag[0]);
  return fs.readdirSync(folder).map((name) => path.join(folder, name));
}

try {
  assert.throws(() => enableCompileCache(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(typeof constants.compileCacheStatus.ENABLED, 'number');
  assert.strictEqual(getCompileCacheDir(), undefined);

  fs.writeFileSync(path.join(dir, 'a.mjs'),
                   'import d, * as n from "./b.mjs"; import { x as y } from "./b.mjs";\n' +
                   'import j from "./c.json" with { type: "json" };\n' +
                   'const w = await d(); console.log(w, y, Object.keys(n).join(), j.k);\n');
  fs.writeFileSync(path.join(dir, 'b.mjs'),
                   'export let x = 1; x++;\nexport { x as "odd name" };\n' +
                   'export default async () => (await 1) + x;\nexport * from "./d.cjs";\n');
  fs.writeFileSync(path.join(dir, 'c.json'), '{ "k": 7 }');
  fs.writeFileSync(path.join(dir, 'd.cjs'), 'exports.e = import("fs"); // await\n');
  const want = '3 2 default,e,module.exports,odd name,x 7\n';

  assert.strictEqual(run('a.mjs'), want);
  const made = files();
  assert.ok(made.length >= 1);
  assert.strictEqual(run('a.mjs'), want);
  assert.strictEqual(files().length, made.length);

  // Damage of every kind.
  for (const damage of [(b) => b.subarray(0, b.length >> 1), () => Buffer.alloc(0),
                        (b) => Buffer.alloc(b.length, 0xff),
                        (b) => { b[b.length - 1] ^= 1; return b; }]) {
    for (const file of files()) fs.writeFileSync(file, damage(fs.readFileSync(file)));
    assert.strictEqual(run('a.mjs'), want);
  }

  // Another text under the same name.
  const b = path.join(dir, 'b.mjs');
  fs.writeFileSync(b, fs.readFileSync(b, 'utf8').replace('x = 1', 'x = 5'));
  const changed = '7 6 default,e,module.exports,odd name,x 7\n';
  assert.strictEqual(run('a.mjs'), changed);
  assert.strictEqual(run('a.mjs'), changed);

  // A folder that cannot be made is no reason to fail.
  assert.strictEqual(run('a.mjs', { NODE_COMPILE_CACHE: path.join(b, 'no') }), changed);
} finally {
  fs.rmSync(dir, { recursive: true });
}
