'use strict';
// The Sync forms: input of every kind, status and output, a limit on output, a
// timeout, and a command that is not there.
const assert = require('node:assert');
const { execFileSync, execSync, spawnSync } = require('node:child_process');

const bytes = Buffer.from('hello world '.repeat(8));
const { buffer, byteOffset, byteLength } = new Uint8Array(bytes);
const inputs = [bytes.toString(), bytes, new Uint8Array(bytes),
                new DataView(buffer, byteOffset, byteLength),
                new Float64Array(buffer)];
for (const input of inputs) {
  const { status, signal, stdout } = spawnSync('cat', { input });
  assert.strictEqual(status, 0);
  assert.strictEqual(signal, null);
  assert.deepStrictEqual(stdout, bytes);
}

const failed = spawnSync('sh', ['-c', 'echo out; echo err >&2; exit 3'],
                         { encoding: 'utf8' });
assert.strictEqual(failed.status, 3);
assert.deepStrictEqual(failed.output, [null, 'out\n', 'err\n']);
assert.throws(() => execSync('exit 4', { stdio: 'pipe' }), { status: 4 });

const much = spawnSync('sh', ['-c', 'echo much too much'], { maxBuffer: 3 });
assert.strictEqual(much.error.code, 'ENOBUFS');
const slow = spawnSync('sleep', ['100'], { timeout: 50 });
assert.strictEqual(slow.error.code, 'ETIMEDOUT');
assert.strictEqual(slow.signal, 'SIGTERM');

assert.throws(() => execFileSync('not-a-command'), {
  code: 'ENOENT', path: 'not-a-command', syscall: 'spawnSync not-a-command',
});
