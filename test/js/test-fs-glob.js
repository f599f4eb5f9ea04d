// fs.glob and path.matchesGlob: what patterns mean.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(cwd, { recursive: true }));
for (const file of ['a.js', 'b.ts', '.hidden.js', 'lib/c.js', 'lib/d/e.js',
                    'lib/d/f.json', 'lib/.git/g.js', 'x[1].js']) {
  fs.mkdirSync(path.join(cwd, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(cwd, file), '');
}

const cases = [
  ['*.js', ['a.js', 'x[1].js']],
  ['.*.js', ['.hidden.js']],
  ['**/*.js', ['a.js', 'lib/c.js', 'lib/d/e.js', 'x[1].js']],
  ['lib/**', ['lib', 'lib/c.js', 'lib/d', 'lib/d/e.js', 'lib/d/f.json']],
  ['{a,b}.{js,ts}', ['a.js', 'b.ts']],
  ['[ab].?s', ['a.js', 'b.ts']],
  ['[!a].*', ['b.ts']],
  ['!(a|x*).?s', ['b.ts']],
  ['x[[]1[]].js', ['x[1].js']],
  ['lib/*/', ['lib/d']],
  ['lib/../*.ts', ['lib/../b.ts']],
  [['*.ts', 'lib/*.js'], ['b.ts', 'lib/c.js']],
  ['none/*', []],
];
for (const [pattern, expected] of cases) {
  const found = fs.globSync(pattern, { cwd }).map((p) => path.normalize(p));
  assert.deepStrictEqual(found.sort(),
                         expected.map((p) => path.normalize(p)).sort(),
                         `${pattern}`);
}
assert.deepStrictEqual(
  fs.globSync('**/*.js', { cwd, exclude: ['lib/d', 'x*'] }).sort(),
  ['a.js', 'lib/c.js']);
assert.deepStrictEqual(
  fs.globSync('*/c.js', { cwd, withFileTypes: true }).map((e) => e.isFile()),
  [true]);

for (const [name, pattern, expected] of [
  ['foo/bar', 'foo/*', true], ['foo/bar/baz', 'foo/*', false],
  ['foo/bar/baz', 'foo/**', true], ['foo/.bar', 'foo/*', false],
  ['foo/b1', 'foo/b{1..3}', true], ['foo/b4', 'foo/b{1..3}', false],
  ['aab', '+(a)b', true], ['b', '*(a)b', true],
  ['9', '[[:digit:]]', true],
]) {
  assert.strictEqual(path.matchesGlob(name, pattern), expected,
                     `${name} ${pattern}`);
}

let matches = 0;
fs.glob('*.js', { cwd }, (err, found) => {
  assert.ifError(err);
  matches += found.length;
});
(async () => {
  for await (const found of fs.promises.glob('lib/*.js', { cwd })) {
    assert.strictEqual(found, 'lib/c.js');
    matches++;
  }
})();
process.on('exit', () => assert.strictEqual(matches, 3));
