'use strict';
// What is in a compile cache runs: a folder or a file that others can write to
// is not used, and files of other programs in the folder are.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cache-')));
const cache = path.join(dir, 'cache');

function run(file) {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache,
                NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };
  delete env.NODE_DISABLE_COMPILE_CACHE;
  const { stdout, stderr, status } =
    spawnSync(process.execPath, [path.join(dir, file)], { env, encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
  assert.strictEqual(stdout, 'ran\n');
  return stderr;
}

try {
  fs.writeFileSync(path.join(dir, 'a.js'), 'require("./shared.js");');
  fs.writeFileSync(path.join(dir, 'b.js'), 'require("./shared.js");');
  fs.writeFileSync(path.join(dir, 'shared.js'), 'console.log("ran");');
  assert.match(run('a.js'), /writing cache for .*shared\.js.*success/);
  assert.match(run('a.js'), /shared\.js was accepted/);
  assert.match(run('b.js'), /shared\.js was accepted/);

  const folder = path.join(cache, fs.readdirSync(cache)[0]);
  assert.strictEqual(fs.statSync(folder).mode & 0o777, 0o700);
  for (const name of fs.readdirSync(folder)) fs.chmodSync(path.join(folder, name), 0o666);
  const refused = run('a.js');
  assert.match(refused, /is not used: permission denied/);
  assert.doesNotMatch(refused, /was accepted/);
  assert.match(run('a.js'), /shared\.js was accepted/);

  fs.chmodSync(folder, 0o777);
  const open = run('a.js');
  assert.match(open, /others may write to it/);
  assert.doesNotMatch(open, /was accepted/);
  assert.match(open, new RegExp(folder.replaceAll('.', '\\.')));
} finally {
  fs.rmSync(dir, { recursive: true });
}
