// fs.watch tells of changes, also in new directories below, fs.watchFile of
// new stats; a signal ends a watch and an iteration.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
let done = 0;

// Writes again and again until a watcher has seen it.
function until(write) {
  const timer = setInterval(write, 10);
  write();
  return () => clearInterval(timer);
}

{
  const watcher = fs.watch(dir);
  const stop = until(() => fs.writeFileSync(path.join(dir, 'flat'), 'x'));
  watcher.on('change', (event, name) => {
    if (name !== 'flat') {
      return;
    }
    assert.ok(event === 'rename' || event === 'change');
    stop();
    watcher.close();
  });
  watcher.on('close', () => done++);
}

{
  const tree = path.join(dir, 'tree');
  fs.mkdirSync(tree);
  const watcher = fs.watch(tree, { recursive: true }, (event, name) => {
    if (name === path.join('new', 'file')) {
      stop();
      watcher.close();
    }
  });
  fs.mkdirSync(path.join(tree, 'new'));
  const stop = until(
    () => fs.writeFileSync(path.join(tree, 'new', 'file'), 'x'));
  watcher.on('close', () => done++);
}

{
  const file = path.join(dir, 'polled');
  fs.writeFileSync(file, 'a');
  let size = 1;
  const stop = until(() => fs.writeFileSync(file, 'b'.repeat(++size)));
  fs.watchFile(file, { interval: 5 }, (now, before) => {
    if (now.size > before.size) {
      stop();
      fs.unwatchFile(file);
      done++;
    }
  });
}

assert.throws(() => fs.watch(path.join(dir, 'none')),
              { code: 'ENOENT', syscall: 'watch' });

(async () => {
  const controller = new AbortController();
  const watching = fs.promises.watch(dir, { signal: controller.signal });
  const stop = until(() => fs.writeFileSync(path.join(dir, 'iter'), 'x'));
  await assert.rejects(async () => {
    for await (const { filename } of watching) {
      if (filename === 'iter') {
        stop();
        controller.abort();
      }
    }
  }, { name: 'AbortError' });
  done++;
})();
process.on('exit', () => assert.strictEqual(done, 4));
