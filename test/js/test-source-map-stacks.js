'use strict';
// With source maps on, stacks name the author's files: maps beside the file,
// in data: URLs, of texts compiled by hand; broken ones change nothing.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const Module = require('node:module');
const { spawnSync } = require('node:child_process');

const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'maps-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));

const map = {
  version: 3, sources: ['lib.ts'], names: ['thrower'],
  // line 1 -> line 4, line 2 -> line 7; columns as they are
  mappings: 'AAGA,4BAA4B;AAGA,OAAOA',
};
const code = 'function t() { throw new Error("boom"); }\n' +
  'exports.t = t; t();\n';
const author = ['', '', '', '  function thrower() { throw 1 }', '', '',
                'thrower();', ''].join('\n');
const data = (value) => 'data:application/json;base64,' +
  Buffer.from(value).toString('base64');
const write = (name, text) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
};
const stackOf = (file) => {
  try {
    delete require.cache[file];
    require(file);
  } catch (err) {
    return err.stack.split('\n');
  }
  throw new Error('did not throw');
};

write('out.js.map', JSON.stringify(map));
const beside = write('out.js', `${code}//# sourceMappingURL=out.js.map\n`);
const inline = write('inline.js',
                     `${code}//# sourceMappingURL=${data(JSON.stringify({
                       ...map, sourcesContent: [author],
                     }))}\n`);
const broken = write('broken.js', `${code}//# sourceMappingURL=${data('{')}\n`);

// Off: nothing is mapped, nothing is found.
assert.deepStrictEqual({ ...Module.getSourceMapsSupport() }, {
  enabled: false, nodeModules: false, generatedCode: false,
});
assert.strictEqual(process.sourceMapsEnabled, false);
assert.match(stackOf(beside)[1], /out\.js:1:/);
assert.strictEqual(Module.findSourceMap(beside), undefined);

Module.setSourceMapsSupport(true);
assert.strictEqual(process.sourceMapsEnabled, true);
for (const file of [beside, inline]) {
  const lines = stackOf(file);
  assert.strictEqual(lines[0], 'Error: boom');
  assert.match(lines[1], /^ {4}at \S+ \(.*lib\.ts:4:\d+\)$/);
  assert.match(lines[2], /^ {4}at Object\.<anonymous> \(.*lib\.ts:7:\d+\)$/);
  const found = Module.findSourceMap(file);
  assert.ok(found instanceof Module.SourceMap);
  assert.strictEqual(found.payload.sources[0],
                     `file://${path.join(dir, 'lib.ts')}`);
  assert.strictEqual(found.lineLengths[0], 41);
}
assert.match(stackOf(broken)[1], /broken\.js:1:/);
assert.strictEqual(Module.findSourceMap(broken), undefined);

// A text that no file holds.
const made = path.join(dir, 'made.js');
assert.throws(() => {
  new Module(made)._compile(
    `${code}//# sourceMappingURL=${data(JSON.stringify(map))}`, made);
}, (err) => /lib\.ts:4:/.test(err.stack));

// node_modules only when asked for.
fs.mkdirSync(path.join(dir, 'node_modules'));
write('node_modules/out.js.map', JSON.stringify(map));
const inside = write('node_modules/out.js',
                     `${code}//# sourceMappingURL=out.js.map\n`);
assert.match(stackOf(inside)[1], /out\.js:1:/);
Module.setSourceMapsSupport(true, { nodeModules: true });
assert.match(stackOf(inside)[1], /lib\.ts:4:/);

// A program's own prepareStackTrace sees generated places.
Error.prepareStackTrace = (err, sites) => sites[0].getLineNumber();
try {
  delete require.cache[beside];
  require(beside);
} catch (err) {
  assert.strictEqual(err.stack, 1);
}
Error.prepareStackTrace = undefined;

process.setSourceMapsEnabled(false);
assert.match(stackOf(inline)[1], /inline\.js:1:/);
assert.throws(() => process.setSourceMapsEnabled(1),
              { code: 'ERR_INVALID_ARG_TYPE' });

// The report of an uncaught error quotes the author's line.
const { stderr, status } =
  spawnSync(process.execPath, ['--enable-source-maps', inline]);
assert.strictEqual(status, 1);
assert.match(`${stderr}`, /^\S+lib\.ts:4\n {2}function thrower.*\n\s*\^\n/);
