// node:test runs what a program declares, in order, and tells how it went.
'use strict';
const assert = require('assert');
const path = require('path');
const { spawnSync } = require('child_process');

const { status, stdout } = spawnSync(process.execPath, [
  path.join(__dirname, '../fixtures/tests-to-run.js'),
], { encoding: 'utf8' });

assert.strictEqual(status, 1);
const counts = {};
for (const [, name, count] of stdout.matchAll(/^\u2139 (\w+) (\d+)$/gm)) {
  counts[name] = +count;
}
assert.deepStrictEqual(counts, {
  tests: 12, suites: 2, pass: 5, fail: 4, cancelled: 1, skipped: 1, todo: 1,
});
const lines = stdout.split('\n').map((line) => line.replace(/ \(.*/, ''));
assert.deepStrictEqual(lines.slice(0, 18), [
  '\u2714 passes', '\u2139 a note', '\u2716 fails', '\ufe63 is skipped',
  '\u26a0 is to do', '\u25b6 has subtests', '  \u2714 first',
  '  \u2716 second', '\u2716 has subtests', '\u2714 calls back',
  '\u2716 takes too long', '\u2716 counts assertions', '\u25b6 a suite',
  '  \u2714 one', '  \u25b6 inside', '    \u2714 two', '  \u2714 inside',
  '\u2714 a suite',
]);
assert.match(stdout, /failing tests:[^]*Error: of a subtest/);
assert.match(stdout, /'test timed out after 10ms'/);
assert.match(stdout, /'plan expected 2 assertions but received 1'/);
