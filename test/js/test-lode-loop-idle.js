'use strict';
// A process that waits makes no wake-ups: once its helper threads have gone to
// sleep, its main thread is not scheduled again.
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const { spawn } = require('node:child_process');

if (process.argv[2] === 'child') {
  require('node:net').createServer().listen(0);
  process.stdout.write('ready');
  return;
}

const child = spawn(process.execPath, [__filename, 'child']);
const switches = () => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
  return +/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)[1];
};
child.stdout.once('data', () => {
  // The collector's timers run out first: two equal readings in a row, two
  // seconds apart, must come within half a minute.
  let last = switches();
  let tries = 0;
  const timer = setInterval(() => {
    const now = switches();
    if (now === last || ++tries > 15) {
      clearInterval(timer);
      child.kill();
      assert.strictEqual(now, last);
    }
    last = now;
  }, 2000);
});
